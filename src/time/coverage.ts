import type { Day } from './day.ts'
import type { Instant } from './instant.ts'
import { lastDayBefore, rolled, unrolledAfter } from './last-day.ts'
import { isInDays, isTwoDaysOrMore, PERIOD_MAX, type Period, type Regime } from './regime.ts'
import { workingDaysOf } from './working-days.ts'

/**
 * Whether a deadline rests on days that the holiday calendars do not cover. Then it is only as good as the working week:
 * a holiday that nobody has listed yet may still move it, and every print has to say so.
 */
export function leavesCalendarsAfter(p: Period, from: Instant, r: Regime): boolean {
  const eventDay = r.zone.dayAt(from)
  if (r.holidays.length === 0 || !isInDays(p.unit) || !Number.isFinite(eventDay)) return false
  if (p.n > PERIOD_MAX) return true
  const days = workingDaysOf(r)
  const beforeFirst = r.firstDay === 'counted' ? eventDay - 1 : eventDay
  const last = unrolledAfter(p, eventDay, r)
  if (p.unit === 'working day') return !isCovered(beforeFirst + 1, last, r)
  if (r.roll !== 'none') {
    const moved = rolled(last, beforeFirst, r)
    // Moved back no further than the period's first day; if every day of it rests, all of them were looked at.
    const first =
      r.roll === 'preceding' && moved === last && !days.isWorking(last) ? beforeFirst + 1 : Math.min(last, moved)
    if (!isCovered(first, Math.max(last, moved), r)) return true
  }
  if (r.minimumWorkingDays === 0 || !isTwoDaysOrMore(p)) return false
  return !isCovered(beforeFirst + 1, days.nthAfter(beforeFirst, r.minimumWorkingDays), r)
}

/** The same for what is counted back from a day. */
export function leavesCalendarsBefore(p: Period, eventDay: Day, r: Regime): boolean {
  if (r.holidays.length === 0 || !isInDays(p.unit)) return false
  if (p.n > PERIOD_MAX) return true
  const lastCounted = r.firstDay === 'counted' ? eventDay : eventDay - 1
  if (p.unit === 'working day') return !isCovered(lastDayBefore(p, eventDay, r), lastCounted, r)
  if (r.minimumWorkingDays === 0 || !isTwoDaysOrMore(p)) return false
  return !isCovered(workingDaysOf(r).nthBefore(lastCounted + 1, r.minimumWorkingDays), lastCounted, r)
}

function isCovered(first: Day, last: Day, r: Regime): boolean {
  const { from, to } = workingDaysOf(r).covered
  return from <= first && last <= to
}
