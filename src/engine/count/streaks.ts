import type { RuleCalendar } from '../../agreement/calendar.ts'
import type { RuleId } from '../../agreement/clause.ts'
import { type CalendarPeriod, isSameSeries, periodsUpTo } from '../../time/calendar-period.ts'
import type { Window } from '../../time/window.ts'
import { PERIODS_MAX, returnBasisOf } from '../duty/returns.ts'
import type { Ledger } from '../ledger.ts'
import type { NormEntry } from '../program/program.ts'
import type { Basis } from '../reading/line.ts'
import { before, happened, type Tri } from '../reading/verdict.ts'
import { type Amount, either, exactAmount, plus } from './amounts.ts'

/**
 * How many periods in a row a party has not performed a duty by date: counted back from the latest whose time has passed, to
 * the first that was performed, in time or late. So what is performed late ends the row from then on and not before. A period
 * for which the party owes nothing is passed over.
 * @param at at some instant of it
 */
export function streakOf(ledger: Ledger, rule: RuleId, party: number, at: Window): Amount {
  if (at.latest === Number.POSITIVE_INFINITY) return { low: 0, high: Number.POSITIVE_INFINITY }
  let found: Amount | undefined
  let row = exactAmount(0)
  for (const basis of duePeriods(ledger, rule, party, at.latest)) {
    const { isOwed, isMissed, isPerformed } = stateOf(basis, at)
    if (isPerformed !== 'no') found = found === undefined ? row : either(found, row)
    if (isPerformed === 'yes' && isOwed === 'yes') return found ?? row
    const isCounted = isOwed === 'yes' && isMissed === 'yes' && isPerformed === 'no'
    const mayCount = isOwed !== 'no' && isMissed !== 'no' && isPerformed !== 'yes'
    row = plus(row, { low: isCounted ? 1 : 0, high: mayCount ? 1 : 0 })
  }
  return found === undefined ? row : either(found, row)
}

interface PeriodState {
  readonly isOwed: Tri
  /** Has its time passed while it was owed, performed or not? */
  readonly isMissed: Tri
  readonly isPerformed: Tri
}

function stateOf({ born, closes, ending, performed }: Basis, at: Window): PeriodState {
  const isPassed = closes === undefined ? 'no' : by(closes, at)
  const isEndedFirst = ending === undefined || closes === undefined ? 'no' : before(ending.at, closes)
  return {
    isOwed: by(born, at),
    isMissed: isEndedFirst === 'yes' ? 'no' : isEndedFirst === 'maybe' && isPassed === 'yes' ? 'maybe' : isPassed,
    isPerformed: performed === undefined ? 'no' : by(performed.shown, at),
  }
}

/** Had it happened at some instant of a window, whichever that is? */
function by(event: Window, at: Window): Tri {
  const [first, last] = [happened(event, at.earliest), happened(event, at.latest)]
  return first === last ? first : 'maybe'
}

/** When the number may change, as far as that depends on periods that have begun by `until`. */
export function streakChanges(ledger: Ledger, rule: RuleId, party: number, until: number): readonly Window[] {
  return [...duePeriods(ledger, rule, party, until)].flatMap(({ born, closes, ending, performed }) =>
    [born, closes, ending?.at, performed?.shown].flatMap((window) => window ?? []),
  )
}

/** What a party owes for each period that has begun by then, the latest first, whichever edition says so. */
function* duePeriods(ledger: Ledger, rule: RuleId, party: number, until: number): Generator<Basis> {
  const { zone, start } = ledger.program.agreement
  const versions = ledger.program.normIndex.get(rule)?.versions.filter(({ periodic }) => periodic) ?? []
  const [newest] = versions
  if (newest === undefined || until < zone.startOf(start)) return
  // An edition that has it for periods of another length begins a row of its own.
  const { series } = newest.calendar as RuleCalendar
  const alike = versions.filter(({ calendar }) => calendar !== undefined && isSameSeries(calendar.series, series))
  for (const period of [...periodsUpTo(series, start, zone.dayAt(until), PERIODS_MAX)].reverse()) {
    const basis = basisIn(ledger, alike, period, party, until)
    if (basis !== undefined) yield basis
  }
}

function basisIn(
  ledger: Ledger,
  versions: readonly NormEntry[],
  period: CalendarPeriod,
  party: number,
  until: number,
): Basis | undefined {
  const query = { asOf: { at: until, printed: '' } }
  for (const version of versions) {
    const basis = returnBasisOf(ledger, version, period, party, query)
    if (basis !== undefined) return basis
  }
  return undefined
}
