import { type Day, shiftMonths } from './day.ts'
import { isTwoDaysOrMore, PERIOD_MAX, type Period, type Regime } from './regime.ts'
import { workingDaysOf } from './working-days.ts'

/**
 * The last day of a period in days or longer, forward and counted back, by arithmetic and tables alone. Every function
 * takes a finite day and never falls when that day rises. Beyond the calendar the day is Infinity, or -Infinity.
 */

/** The last day of a period in days or longer that runs from an event on `eventDay`; rolled, and never shorter than agreed. */
export function lastDayAfter(p: Period, eventDay: Day, r: Regime): Day {
  if (p.n > PERIOD_MAX) return Infinity
  const last = unrolledAfter(p, eventDay, r)
  if (p.unit === 'working day') return last
  const holdsMinimum = r.minimumWorkingDays > 0 && isTwoDaysOrMore(p)
  if (r.roll === 'none' && !holdsMinimum) return last
  const beforeFirst = r.firstDay === 'counted' ? eventDay - 1 : eventDay
  const settled = rolled(last, beforeFirst, r)
  return holdsMinimum ? Math.max(settled, workingDaysOf(r).nthAfter(beforeFirst, r.minimumWorkingDays)) : settled
}

/** Where a period ends that began after the day `beforeFirst` and whose last day by the calendar is `last`. */
export function rolled(last: Day, beforeFirst: Day, r: Regime): Day {
  if (r.roll === 'none') return last
  const days = workingDaysOf(r)
  if (r.roll === 'following') return days.nthAfter(last - 1, 1)
  const preceding = days.nthBefore(last + 1, 1)
  // A period must not end before it begins.
  return preceding > beforeFirst ? preceding : last
}

/** By the calendar alone, before a rest day or a minimum moves it. */
export function unrolledAfter(p: Period, eventDay: Day, r: Regime): Day {
  const counted = r.firstDay === 'counted' ? 1 : 0
  switch (p.unit) {
    case 'working day':
      return workingDaysOf(r).nthAfter(eventDay - counted, p.n)
    case 'week':
      return eventDay + p.n * 7 - counted
    case 'month':
      return shiftMonths(eventDay, p.n, r.endOfMonth, counted)
    case 'year':
      return shiftMonths(eventDay, p.n * 12, r.endOfMonth, counted)
    default:
      return eventDay + p.n - counted
  }
}

/** The last good day of a period in days or longer counted back from `eventDay`. */
export function lastDayBefore(p: Period, eventDay: Day, r: Regime): Day {
  const counted = r.firstDay === 'counted' ? 1 : 0
  const day = countedBack(p, eventDay, r, counted)
  if (r.minimumWorkingDays === 0 || p.unit === 'working day' || !isTwoDaysOrMore(p)) return day
  return Math.min(day, workingDaysOf(r).nthBefore(eventDay + counted, r.minimumWorkingDays))
}

/** By the calendar alone; `counted` 1 if the day of the event is the first day counted back. */
export function countedBack(p: Period, eventDay: Day, r: Regime, counted: 0 | 1): Day {
  if (p.n > PERIOD_MAX) return -Infinity
  switch (p.unit) {
    case 'working day':
      return workingDaysOf(r).nthBefore(eventDay + counted, p.n)
    case 'week':
      return eventDay - p.n * 7 + counted
    case 'month':
      return shiftMonths(eventDay, -p.n, r.endOfMonth) + counted
    case 'year':
      return shiftMonths(eventDay, -p.n * 12, r.endOfMonth) + counted
    default:
      return eventDay - p.n + counted
  }
}
