import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import { printAt } from '../reading/words.ts'
import { holdersAt, type Seat } from './seats.ts'

/** What a seat is named by: the time at which the duty ends, as far as it is known by then. */
type Named = { readonly debtors: readonly number[]; readonly closes?: Window }

/**
 * Who is named in a line. Of a chair, whoever holds it when the time ends, or, where no number is agreed, at the instant asked
 * about; the chair itself where nobody is recorded for that time. A body is named as such.
 */
export function namedIn(ledger: Ledger, { debtors, closes }: Named, by: number): readonly number[] {
  if (debtors.every((debtor) => debtor < ledger.program.partyCount)) return debtors
  return debtors.flatMap((debtor) => {
    const seat = ledger.roles.seat(debtor)
    if (seat === undefined || seat.kind === 'body') return [debtor]
    const held = holdersAt(seat, momentsOf(ledger, closes, by))
    return held.length === 0 ? [debtor] : held
  })
}

/** Who holds a chair at the end of the time, in words; that nobody is recorded is said. */
export function chairWords(ledger: Ledger, seat: Seat, closes: Window | undefined, by: number): string {
  const { program } = ledger
  const held = holdersAt(seat, momentsOf(ledger, closes, by)).map((party) => program.parties[party]?.names.en ?? '')
  const body = program.agreement.bodies.find(({ id }) => id === seat.body)?.names.en ?? seat.body
  const end = lastIn(closes, by)
  const when = printAt(end, program.agreement.zone, true)
  return held.length === 0
    ? `no chair of ${body} is recorded for ${when}`
    : `chair of ${body}, ${when}: ${held.join(' or ')}`
}

/** The last instant in time; where none is known, the instant asked about. */
function lastIn(closes: Window | undefined, by: number): Window {
  const end = (at: number) => (Number.isFinite(at) ? at - 1 : by)
  return closes === undefined
    ? { earliest: by, latest: by }
    : { earliest: end(closes.earliest), latest: end(closes.latest) }
}

function momentsOf(ledger: Ledger, closes: Window | undefined, by: number): readonly number[] {
  const { earliest, latest } = lastIn(closes, by)
  return [earliest, ...ledger.roles.membership.changes(earliest, latest)]
}
