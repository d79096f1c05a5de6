import { type Calendars, calendarOf, calendarsOf } from '../../agreement/calendar.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { ActKind } from '../../agreement/kind.ts'
import type { PartyId } from '../../agreement/party.ts'
import type { ActLimit, Event, FigureKey, Pattern, Verb } from '../../agreement/rule.ts'
import type { Place } from '../../problem.ts'

/**
 * Every name that the agreement declares, with the place where it does. It is complete before any rule is read: a rule
 * may name what stands below it.
 */
export class Directory {
  readonly parties = new Map<string, Place>()
  /** Groups and bodies. */
  readonly groups = new Map<string, Place>()
  readonly bodies = new Set<string>()
  readonly zones = new Map<string, Place>()
  readonly instruments = new Map<string, Place>()
  readonly commitments = new Map<string, Place>()
  readonly times = new Map<string, Place>()
  readonly channels = new Map<string, Place>()
  readonly kinds = new Map<KindName, Place>()
  /** What rules call the items of lists, with the list of each. */
  readonly items = new Map<string, ItemList>()
  readonly claims = new Map<KindName, Place>()
  /** Rules, checks and limits. */
  readonly rules = new Map<RuleId, Place>()
  readonly checks = new Set<RuleId>()
  /** Which parties have a weight of that name. */
  readonly weights = new Map<string, Set<PartyId>>()
  /** Those that some party has for a time only. */
  readonly datedWeights = new Set<string>()
  readonly limits = new Set<RuleId>()
  /** What limits on acts say, once they are read. */
  readonly limitOf = new Map<RuleId, ActLimit>()
  readonly terms = new Map<string, Place>()
  readonly standings = new Map<string, Place>()
  readonly reservations = new Map<KindName, Place>()
  readonly sealed = new Map<string, Place>()
  /** Those that are declared not checkable. */
  readonly provisions = new Map<string, Place>()
  /** What decisions are taken on, once those are begun; `isFinal`: nothing sets it aside. */
  readonly proposals = new Map<KindName, { readonly isFinal: boolean }>()
  /** Whether it is known of every decision what it is on. */
  proposalsAreWhole = true
  readonly figures = new Map<string, Place>()
  /** What each figure is a number for each of, once its declaration is begun. */
  readonly figurePer = new Map<string, readonly FigureKey[]>()
  /** What kinds say, once they are read. */
  readonly kindOf = new Map<KindName, ActKind>()
  /** What each rule waits for and what performs it, once that is read. */
  readonly openings = new Map<RuleId, Opening>()

  /** Of rules that hang on no act, once all openings are known. */
  calendars: Calendars = new Map()

  /** The kind itself and every kind that its references can lead to. */
  chain(kind: KindName): ReadonlySet<KindName> {
    const known = this.#chains.get(kind)
    if (known !== undefined) return known
    const found = new Set<KindName>()
    const waiting = [kind]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue
      found.add(name)
      waiting.push(...(this.kindOf.get(name)?.refersTo ?? []))
    }
    this.#chains.set(kind, found)
    return found
  }
  readonly #chains = new Map<KindName, ReadonlySet<KindName>>()

  /**
   * Works out which nouns each rule can name: those that every event it waits for has at hand. Rules may wait for each
   * other, so it begins with all nouns and takes away until nothing changes.
   */
  settle(): void {
    this.calendars = calendarsOf([...this.openings].map(([id, { when }]) => [id, when] as const))
    const waiting = new Map<RuleId, Set<RuleId>>()
    for (const [id, { when }] of this.openings) {
      for (const event of when) {
        if (event.kind !== 'outcome') continue
        const others = waiting.get(event.rule) ?? new Set()
        waiting.set(event.rule, others.add(id))
      }
    }
    const changed = new Set(this.openings.keys())
    for (const id of changed) {
      changed.delete(id)
      const before = this.#nouns.get(id) ?? 'any'
      const now = this.nounsOf(this.openings.get(id)?.when ?? [])
      if (sizeOf(now) === sizeOf(before)) continue
      this.#nouns.set(id, now)
      for (const other of waiting.get(id) ?? []) changed.add(other)
    }
  }
  readonly #nouns = new Map<RuleId, Nouns>()

  /** What every one of the events has at hand. */
  nounsOf(when: readonly Event[]): Nouns {
    const sets = when.map((event) => this.#nounsAt(event)).filter((set) => set !== 'any')
    return commonOf(sets) ?? 'any'
  }

  /** The chain of references from what happened. */
  #nounsAt(event: Event): Nouns {
    // What is not declared has been told; what it would lead to is not known.
    if (event.kind === 'act') return this.kinds.has(event.act) ? this.chain(event.act) : 'any'
    if (event.kind === 'claim') return this.claims.has(event.claim) ? this.chain(event.claim) : 'any'
    if (event.kind === 'item') return new Set([...this.chain(event.act), event.as])
    // What follows from a duty by date hangs on no act.
    if (event.kind !== 'outcome' || calendarOf([event], this.calendars) !== undefined) return new Set()
    const opening = this.openings.get(event.rule)
    const before = this.#nouns.get(event.rule) ?? 'any'
    if (opening?.what === undefined || event.is === 'lapses' || event.is === 'ends') return before
    // What follows from something that was done is seen from the act that did it.
    return commonOf(opening.what.acts.map((act) => this.chain(act))) ?? 'any'
  }
}

/** `any`: not known, or not yet. */
export type Nouns = ReadonlySet<KindName> | 'any'

function sizeOf(nouns: Nouns): number {
  return nouns === 'any' ? Number.POSITIVE_INFINITY : nouns.size
}

export interface ItemList {
  readonly act: KindName
  readonly path: readonly string[]
  /** As a noun of which fields can be named. */
  readonly noun: ActKind
}

export interface Opening {
  readonly verb: Verb
  readonly when: readonly Event[]
  readonly what?: Pattern
  readonly place: Place
}

function commonOf(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined {
  const [first, ...others] = sets
  if (first === undefined) return undefined
  return new Set([...first].filter((name) => others.every((set) => set.has(name))))
}
