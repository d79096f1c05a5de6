import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import { before } from '../reading/verdict.ts'
import { printAt, printDue } from '../reading/words.ts'
import type { Row } from '../record/act-table.ts'
import { isSameDigest, sealedState } from './sealed.ts'
import type { SealingEntry } from './sealings.ts'

/** Of a sealed act, how it stands; of an act that opens one, what is not as the exchange wants it. */
export function sealedMarks(ledger: Ledger, row: Row, by: Instant): string[] {
  const kind = ledger.table.kind(row)
  return ledger.program.sealings.flatMap((sealing) => [
    ...(sealing.kind === kind ? [`${standing(ledger, sealing, row, by)} (${sealing.exchange.id})`] : []),
    ...(sealing.openings.has(kind)
      ? openingMarks(ledger, sealing, row).map((text) => `${text} (${sealing.exchange.id})`)
      : []),
  ])
}

function standing(ledger: Ledger, sealing: SealingEntry, row: Row, by: Instant): string {
  const { zone } = ledger.program.agreement
  const { closes } = timesOf(ledger, sealing, row)
  const state = sealedState(ledger, row, sealing.openings, by, closes)
  const id = state.by === undefined ? '' : ledger.table.id(state.by)
  switch (state.is) {
    case 'opened':
      return `opened ${printAt(state.at as Window, zone, true)} by ${id}`
    case 'opened differently':
      return `opened differently: ${id} bears another digest`
    case 'not opened':
      return `not opened by ${printDue(closes, zone)}`
    case 'sealed':
      return closes === undefined ? 'sealed' : `sealed, to be opened by ${printDue(closes, zone)}`
    case 'not derivable':
      return 'cannot be derived: whether it was opened'
  }
}

function openingMarks(ledger: Ledger, sealing: SealingEntry, row: Row): string[] {
  const { table, powers, program } = ledger
  const { zone } = program.agreement
  const at = powers.effect(row).at
  return table
    .refsOf(row)
    .filter((sealed) => table.kind(sealed) === sealing.kind && table.counts(sealed))
    .flatMap((sealed) => {
      const id = table.id(sealed)
      if (!table.sendersOf(sealed).every((sender) => table.isSender(row, sender)))
        return [`opens nothing: ${id} was sealed by somebody else`]
      const same = isSameDigest(table, sealed, row)
      const { opens, closes } = timesOf(ledger, sealing, sealed)
      const isEarly = opens === undefined ? 'no' : before(at, opens)
      const isInTime = closes === undefined ? 'yes' : before(at, closes)
      return [
        ...(same === 'no' ? [`opened differently: its digest is not that of ${id}`] : []),
        ...(same === 'maybe' ? [`cannot be derived: whether it opens ${id}, since one of them bears no digest`] : []),
        ...(isEarly === 'yes' ? [`opened too early: not before ${printAt(opens as Window, zone, true)}`] : []),
        ...(isEarly === 'maybe' ? [`cannot be derived: whether ${id} was opened too early`] : []),
        ...(isInTime === 'no' ? [`opened too late: not after ${printDue(closes, zone)}`] : []),
        ...(isInTime === 'maybe' ? [`cannot be derived: whether ${id} was opened too late`] : []),
      ]
    })
}

/** From when, and until when, a sealed act is to be opened; each left out where the exchange says none. */
function timesOf({ chronology, ends, deadlines, table }: Ledger, { exchange }: SealingEntry, row: Row) {
  const seen = { trigger: row, debtor: table.sendersOf(row)[0] as number, born: chronology.effective(row) }
  const { from, until } = exchange
  return {
    ...(from === undefined ? {} : { opens: ends.start(from, seen) }),
    ...(until === undefined ? {} : { closes: deadlines.end(until, seen) }),
  }
}
