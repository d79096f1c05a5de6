import type { ActsRecord } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { ChosenAsOf } from '../engine/reading/as-of.ts'
import type { Query } from '../engine/reading/line.ts'
import type { SourcesOf } from './sources.ts'

/** An agreement with its record, ready to be asked. */
export interface Shown {
  readonly agreement: Agreement
  readonly record: ActsRecord
  readonly ledger: Ledger
  /** At which instant the first page shows it, and how that stands in an address. */
  readonly first: ChosenAsOf
  readonly firstText: string
  /** The Markdown of the agreement. */
  readonly text: string
  /** Its first paragraph, in plain text. */
  readonly opening: string
  /** What the keys of its sources stand for. */
  readonly sources: SourcesOf
}

export interface Site {
  readonly shown: readonly Shown[]
  readonly zoneData: string
}

/** What a page about one agreement needs. */
export interface View {
  readonly site: Site
  readonly shown: Shown
  readonly asOf: ChosenAsOf
  /** As it stands in addresses; left out: the default. */
  readonly asOfText?: string
  readonly party?: string
  readonly powers: boolean
}

export function queryOf({ shown, asOf, party, powers }: View): Query {
  return { asOf, covers: shown.record.covers, party, powers }
}

/** The title without what explains it behind a colon. */
export function shortTitle({ title }: Agreement): string {
  return title.split(':')[0] as string
}

/** The name that people know a party by. */
export function nameOf(agreement: Agreement, id: string): string {
  return agreement.parties.find((party) => party.id === id)?.names.en ?? id
}

/** Address of a page of the agreement that keeps the instant which was asked for. */
export function addressOf({ shown, asOfText }: View, page: '' | '/docket' | '/text', asOf = asOfText): string {
  const path = `/agreements/${encodeURIComponent(shown.agreement.id)}${page}`
  return asOf === undefined ? path : `${path}?asOf=${encodeURIComponent(asOf)}`
}

/** An id of HTML has no spaces; ids of acts may have them. */
export function fragmentOf(id: string): string {
  return encodeURIComponent(id)
}
