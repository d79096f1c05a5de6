import type { Day } from './day.ts'

/**
 * A dated list of holidays as somebody published it. It lives in the agreement's folder with its source and edition: what
 * was a holiday is a fact with an author, and no software knows it by itself.
 */
export interface HolidayCalendar {
  readonly id: string
  readonly source: string
  readonly edition: string
  readonly days: readonly Day[]
  /** First and last day that the list covers. Counting working days outside is said, never taken for "no holiday". */
  readonly from: Day
  readonly to: Day
}

/** The days that are a holiday: listed by any, or by all, of the calendars. In order, each once. */
export function holidaysOf(calendars: readonly HolidayCalendar[], holidayIn: 'any' | 'all'): Day[] {
  const listedBy = new Map<Day, number>()
  for (const calendar of calendars) {
    for (const day of new Set(calendar.days)) listedBy.set(day, (listedBy.get(day) ?? 0) + 1)
  }
  const needed = holidayIn === 'all' ? calendars.length : 1
  return [...listedBy]
    .filter(([, count]) => count >= needed)
    .map(([day]) => day)
    .sort((a, b) => a - b)
}

/** The days that every calendar covers; without a calendar there is nothing to be outside of. */
export function coveredSpan(calendars: readonly HolidayCalendar[]): { from: Day; to: Day } {
  let from: Day = -Infinity
  let to: Day = Infinity
  for (const calendar of calendars) {
    from = Math.max(from, calendar.from)
    to = Math.min(to, calendar.to)
  }
  return { from, to }
}
