/**
 * A day of the civil calendar, whatever the zone: the number of days since 1970-01-01, in the Gregorian calendar
 * carried on before its start, as ISO 8601 has it.
 *
 *     0        1970-01-01, a Thursday
 *     19018    2022-01-26, a Wednesday
 *
 * Printed with a month table of our own: locale data differ between versions of a runtime, and a register must not.
 * The arithmetic is Howard Hinnant's `days_from_civil` and `civil_from_days` (years that begin in March, eras of 400
 * years), exact for every whole number of days that matters here.
 */
export type Day = number

/** Milliseconds of a day without a change of the clock. */
export const DAY_MS = 86_400_000

const DAYS_PER_ERA = 146_097
/** From 0000-03-01 to 1970-01-01. */
const ERA_SHIFT = 719_468

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `month` 1 to 12; the date is not checked: 31 February is 2 or 3 March. */
export function dayOf(year: number, month: number, date: number): Day {
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - ERA_SHIFT
}

export function civilOf(day: Day): { year: number; month: number; date: number } {
  const shifted = day + ERA_SHIFT
  const era = Math.floor(shifted / DAYS_PER_ERA)
  const dayOfEra = shifted - era * DAYS_PER_ERA
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

/** ISO 8601: Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const fromMonday = (day + 3) % 7
  return ((fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** `month` 1 to 12. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] as number)
}

/**
 * The day `months` later (earlier if negative) with the same date. If that month has no such date: its last day, or
 * with `next day` the first of the month after it. Beyond the years 0 to 9999: Infinity, or -Infinity.
 *
 * `datesBack` 1 gives the day before that date, the last day of a period whose first day counts. Then a month without
 * the date ends the period with its last day either way: from and including 31 January, one month ends on 28 February.
 */
export function shiftMonths(day: Day, months: number, missing: 'last day' | 'next day', datesBack: 0 | 1 = 0): Day {
  // A table, not civilOf and dayOf: this runs for each duty counted in months, and took longer than all else together.
  monthStarts ??= tabulateMonths()
  const starts = monthStarts
  let index = Math.floor((day - (starts[0] as number)) / AVERAGE_MONTH_DAYS)
  if (!(index >= 0 && index < starts.length - 1)) return day < 0 ? -Infinity : Infinity
  if ((starts[index] as number) > day) index--
  else if ((starts[index + 1] as number) <= day) index++
  const date = day - (starts[index] as number) + 1

  const target = index + months
  if (!(target >= 0 && target < starts.length - 1)) return months < 0 ? -Infinity : Infinity
  const first = starts[target] as number
  const length = (starts[target + 1] as number) - first
  const dateMax = missing === 'next day' && datesBack === 0 ? length + 1 : length
  return first - 1 + Math.min(date - datesBack, dateMax)
}

const AVERAGE_MONTH_DAYS = DAYS_PER_ERA / 4800
/** First days of all months from the year before 0 to the year after 9999: a zone's days reach that far. */
let monthStarts: Int32Array | undefined

function tabulateMonths(): Int32Array {
  const starts = new Int32Array(10_002 * 12 + 1)
  for (let i = 0; i < starts.length; i++) starts[i] = dayOf(Math.floor(i / 12) - 1, (i % 12) + 1, 1)
  return starts
}

/** `2022-01-31`, four digits for the year; undefined for anything else and for dates that do not exist. */
export function parseDay(text: string): Day | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const date = digitsAt(text, 8, 2)
  if (year < 0 || month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return undefined
  return dayOf(year, month, date)
}

/** The number that `count` ASCII digits from `at` write; -1 if one of them is not a digit. */
export function digitsAt(text: string, at: number, count: number): number {
  let n = 0
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48
    // NaN past the end of the text, so the comparison is the positive one.
    if (!(digit >= 0 && digit <= 9)) return -1
    n = n * 10 + digit
  }
  return n
}

/** `31 Jan 2022`. */
export function printDay(day: Day): string {
  const { year, month, date } = civilOf(day)
  return `${date} ${MONTHS[month - 1]} ${year}`
}

/** `2022-01-31`, for years 0 to 9999. */
export function isoDay(day: Day): string {
  const { year, month, date } = civilOf(day)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`
}

/** `Jan` for 1. */
export function printMonth(month: number): string {
  return MONTHS[month - 1] as string
}

/** `Mon` for 1. */
export function printWeekday(weekday: number): string {
  return WEEKDAYS[weekday - 1] as string
}

export function padded(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
