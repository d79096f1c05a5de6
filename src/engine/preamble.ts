import type { Act, ActsRecord } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { printWindow } from '../time/window.ts'
import type { ChosenAsOf } from './as-of.ts'
import type { AsOf } from './line.ts'

/** What every print says before anything else: of what, as of when, and how much the record can tell. */
export interface PreambleFacts {
  readonly agreement: Agreement
  readonly record: ActsRecord
  /** Acts that had come on record by `knownAt`. */
  readonly known: readonly Act[]
  readonly asOf: ChosenAsOf
  readonly knownAt?: AsOf
  /** Edition of the time-zone data, `2026a`. */
  readonly zoneData: string
}

export function preambleOf(facts: PreambleFacts): string[] {
  const { agreement, record, known, asOf, knownAt } = facts
  const why = asOf.because === undefined ? '' : `: ${asOf.because}`
  const lines = [
    agreement.title,
    `As of ${asOf.printed}, ${agreement.zone.id} (time-zone data ${facts.zoneData})${why}.`,
    coversLine(agreement, record),
    `${countsOf(known)}.`,
  ]
  if (knownAt !== undefined) {
    lines.push(`As known at ${knownAt.printed}: ${known.length} of ${record.acts.length} acts had come on record.`)
  }
  return lines
}

export function coversLine(agreement: Agreement, { covers }: ActsRecord): string {
  if (covers === undefined) return 'The record does not say what it covers.'
  const note = covers.note === '' ? '' : `: ${covers.note.replace(/[.\s]+$/, '')}`
  return `The record covers ${printWindow(covers.window, agreement.zone)}${note}.`
}

/** `27 acts, 9 of them inferred or unverified; 58 addressees, 32 of them inferred and so without a reading`. */
export function countsOf(acts: readonly Act[]): string {
  const unsure = acts.filter(({ certainty }) => certainty === 'inferred' || certainty === 'unverified').length
  const addressees = acts.flatMap(({ to }) => (to === 'all' ? [] : to))
  const inferred = addressees.filter(({ known }) => known === 'inferred').length
  const first = `${counted(acts.length, 'act')}, ${unsure === 0 ? 'none' : unsure} of them inferred or unverified`
  if (inferred === 0) return first
  return `${first}; ${counted(addressees.length, 'addressee')}, ${inferred} of them inferred and so without a reading`
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
