import type { Day } from '../time/day.ts'

/** Who can hold duties: a State, an organisation, a company, a person. All kinds are treated by the same rules. */
export type PartyId = string
export type GroupId = string

/** From the start of `from` to the end of `until`, days in the agreement's zone; `until` left out: still so. */
export interface Span {
  readonly from?: Day
  readonly until?: Day
}

/** Language tag to name, e.g. `{ en: 'Northland' }`. */
export type Names = Readonly<Record<string, string>>

export interface PartyDef {
  readonly id: PartyId
  /** ISO 3166-1 alpha-2 where there is one. */
  readonly code?: string
  readonly kind: 'state' | 'organisation' | 'company' | 'person' | 'other'
  readonly names: Names
  /** When the agreement binds it; several spans where it left and came back. */
  readonly bound: readonly Span[]
  /** What it weighs where parties are weighed, by the name of the weight; a list where that changes from day to day. */
  readonly weights?: Readonly<Record<string, number | readonly Weight[]>>
  /** Dated spans of other standings, by their names. */
  readonly standings?: Readonly<Record<string, readonly Span[]>>
}

/** What a party weighs in a span of days. */
export interface Weight extends Span {
  readonly is: number
}

export interface Member extends Span {
  readonly party: PartyId
}

/** A set of parties with dated membership; a group may also stand among the parties under the same id. */
export interface GroupDef {
  readonly id: GroupId
  readonly names: Names
  readonly members: readonly Member[]
}

/** An organ with a chair of the day, e.g. a council. */
export interface BodyDef {
  readonly id: string
  readonly names: Names
  readonly members: GroupId | 'parties'
  readonly chairs: readonly Member[]
}

export function isIn(span: Span, day: Day): boolean {
  return (span.from === undefined || span.from <= day) && (span.until === undefined || day <= span.until)
}

/** By dated spans alone: acts may say otherwise. */
export function isBound(party: PartyDef, day: Day): boolean {
  return party.bound.some((span) => isIn(span, day))
}

/** What a party weighs on a day; undefined: that is not said. */
export function weightOn({ weights }: PartyDef, name: string, day: Day): number | undefined {
  const weight = weights !== undefined && Object.hasOwn(weights, name) ? weights[name] : undefined
  return typeof weight === 'object' ? weight.find((span) => isIn(span, day))?.is : weight
}

/** What a party weighs where the reader has seen to it that this is the same on all days. */
export function plainWeight(party: PartyDef | undefined, name: string): number {
  const weight = party?.weights?.[name]
  return typeof weight === 'number' ? weight : 0
}
