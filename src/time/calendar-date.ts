import { civilOf, type Day, dayOf, monthLength, shiftMonths } from './day.ts'

/**
 * Dates that agreements fix by the calendar and not by a period. All are days; `zone.startOf` and `zone.endOf` make
 * instants of them: what is due on a date is in time until `zone.endOf(day)`.
 */

/**
 * `15 November` of a year. 29 February in a year without one is settled as a regime settles a missing date: 28 February,
 * or 1 March with `next day`.
 */
export function annualDay(year: number, month: number, date: number, missing: 'last day' | 'next day'): Day {
  const length = monthLength(year, month)
  return dayOf(year, month, Math.min(date, missing === 'next day' ? length + 1 : length))
}

/** Whether `month` ever has this date: 29 February does, 30 February does not. */
export function isAnnualDate(month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= monthLength(2000, month)
}

/**
 * The first day of the n-th month after the one that the day lies in: treaties often enter into force so. The first day
 * of the sixth month after 16 February 2010 is 1 August 2010.
 */
export function firstOfNthMonthAfter(day: Day, n: number): Day {
  const { date } = civilOf(day)
  return shiftMonths(day - date + 1, n, 'last day')
}

/**
 * The first day of the month after the n-th day after a day. The sixtieth day after 11 April 2002 is 10 June 2002, so it
 * is 1 July 2002. If the n-th day is itself the first of a month, the next month's first is meant: it is after that day.
 */
export function firstOfMonthAfterNthDay(day: Day, n: number): Day {
  return firstOfNthMonthAfter(day + n, 1)
}
