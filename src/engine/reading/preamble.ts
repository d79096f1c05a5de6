import type { Act, ActsRecord } from '../../agreement/act.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import { printWindow } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import { editionsAt } from '../program/edition-words.ts'
import type { ChosenAsOf } from './as-of.ts'
import type { AsOf } from './line.ts'
import { unverifiedNote } from './unverified.ts'

/** What every print says before anything else: of what, as of when, and how much the record can tell. */
export interface PreambleFacts {
  readonly agreement: Agreement
  readonly record: ActsRecord
  /** Acts that had come on record by `knownAt`. */
  readonly known: readonly Act[]
  readonly asOf: ChosenAsOf
  readonly knownAt?: AsOf
  /** Of the acts that are known. */
  readonly ledger: Ledger
  /** Edition of the time-zone data, `2026a`. */
  readonly zoneData: string
  /** Whose acts are played is said elsewhere, or others were named than those that go with the agreement. */
  readonly leaveOutPlayed?: boolean
}

export function preambleOf(facts: PreambleFacts): string[] {
  const { agreement, record, known, asOf, knownAt } = facts
  const why = asOf.because === undefined ? '' : `: ${asOf.because}`
  const lines = [
    agreement.title,
    ...(facts.leaveOutPlayed === true ? [] : playedOver(agreement)),
    `As of ${asOf.printed}, ${agreement.zone.id} (time-zone data ${facts.zoneData})${why}.`,
    coversLine(agreement, record, asOf),
    `${countsOf(known, asOf)}.`,
    ...editionsAt(facts.ledger, asOf.at),
    ...notCounted(facts.ledger, known),
    ...unverifiedNote(agreement),
  ]
  if (knownAt !== undefined) {
    lines.push(`As known at ${knownAt.printed}: ${known.length} of ${record.acts.length} acts had come on record.`)
  }
  return lines
}

/**
 * Of an agreement whose acts are those of another, before any due date is read: nobody who acted was under these rules.
 */
export function playedOver({ actsOf }: Agreement): string[] {
  if (actsOf === undefined) return []
  return [`Played over the acts of ${actsOf}: what these rules would have made of them.`]
}

function coversLine(agreement: Agreement, { covers }: ActsRecord, { at }: AsOf): string {
  if (covers === undefined) return 'The record does not say what it covers.'
  const note = covers.note === '' ? '' : `: ${covers.note.replace(/[.\s]+$/, '')}`
  const { earliest, latest } = covers.window
  const hasDated = agreement.rules.some(
    (rule) => rule.kind === 'norm' && rule.when.some(({ kind }) => kind === 'every'),
  )
  const before =
    hasDated && Number.isFinite(earliest) && agreement.zone.startOf(agreement.start) < earliest
      ? ' What was due by date before it begins is drawn up only where it is on record.'
      : ''
  const beyond = at > latest ? ' It ends before that instant: nothing is drawn up for what would begin later.' : ''
  return `The record covers ${printWindow(covers.window, agreement.zone)}${note}.${before}${beyond}`
}

/** Acts that are on record and count for nothing, since it cannot be said what they are or when they were. */
export function notCounted({ table }: Ledger, known: readonly Act[]): string[] {
  const twice = new Map<string, number>()
  const circular = new Set<string>()
  for (const { id } of known) {
    const row = table.rowOf(id)
    if (row === undefined) continue
    if (table.isTwice(row)) twice.set(id, (twice.get(id) ?? 0) + 1)
    else if (table.isCircular(row)) circular.add(id)
  }
  const acts = [...twice.values()].reduce((sum, count) => sum + count, 0)
  const neither = acts === 2 ? 'neither counts' : 'none of them counts'
  return [
    ...(acts === 0
      ? []
      : [
          `${acts} acts bear ${twice.size === 1 ? 'one id' : `${twice.size} ids`} with different contents: ${neither}.`,
        ]),
    ...(circular.size === 0
      ? []
      : [
          circular.size === 1
            ? '1 act refers to itself: it does not count.'
            : `${circular.size} acts refer to themselves through other acts: ${circular.size === 2 ? 'neither counts' : 'none of them counts'}.`,
        ]),
  ]
}

/**
 * `28 acts on record, 22 of them by then; of these, 3 inferred or unverified, and 89 of 108 addressees inferred and so
 * without a reading`. What is unsure is counted among the acts that the register can rest on: those sent by then, for sure.
 */
export function countsOf(acts: readonly Act[], { at }: AsOf): string {
  if (acts.length === 0) return 'No act on record'
  const sent = acts.filter(({ transmitted }) => transmitted.latest <= at)
  const some = sent.length === acts.length ? 'all' : sent.length === 0 ? 'none' : sent.length
  const first = `${counted(acts.length, 'act')} on record, ${some} of them by then`
  if (sent.length === 0) return first
  const unsure = sent.filter(({ certainty }) => certainty === 'inferred' || certainty === 'unverified').length
  const addressees = sent.flatMap(({ to }) => (to === 'all' ? [] : to))
  const inferred = addressees.filter(({ known }) => known === 'inferred').length
  const second = `${first}; of these, ${unsure === 0 ? 'none' : unsure} inferred or unverified`
  if (inferred === 0) return second
  return `${second}, and ${inferred} of ${counted(addressees.length, 'addressee')} inferred and so without a reading`
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
