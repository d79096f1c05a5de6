import { type Day, parseDay, printDay, printWeekday } from './day.ts'
import type { Instant } from './instant.ts'
import { isTwoDaysOrMore, type Period, type Regime } from './regime.ts'
import { workingDaysOf } from './working-days.ts'

/**
 * Reckoning day by day with Temporal, as one would with a calendar on the wall: the slow second way to a deadline, which
 * derivations use. It shares nothing with the tables except that a very long count of working days is looked up there.
 */

/** More working days than this, eight years, are not walked through one by one. */
const WALKED_MAX = 2000
/** A line that lists more holidays than this is no longer read. */
const HOLIDAYS_SHOWN_MAX = 12

/** Remembers which days a count had to judge, so that those outside a holiday calendar can be named. */
export class LookedAt {
  readonly #regime: Regime
  #first: Temporal.PlainDate | undefined
  #last: Temporal.PlainDate | undefined

  constructor(r: Regime) {
    this.#regime = r
  }

  at(date: Temporal.PlainDate): void {
    if (this.#first === undefined || isBefore(date, this.#first)) this.#first = date
    if (this.#last === undefined || isBefore(this.#last, date)) this.#last = date
  }

  get isOutside(): boolean {
    return this.remarks().length > 0
  }

  remarks(): string[] {
    const first = this.#first
    const last = this.#last
    if (first === undefined || last === undefined) return []
    return this.#regime.holidays
      .filter((c) => isBefore(first, plainDate(c.from)) || isBefore(plainDate(c.to), last))
      .map(
        (c) =>
          `holiday calendar ${c.id} (${c.edition}) covers ${printDay(c.from)} - ${printDay(c.to)} only: ` +
          'outside it holidays are not known, and days were judged by the working week alone',
      )
  }
}

export function plainDate(day: Day): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day })
}

export function print(date: Temporal.PlainDate): string {
  return printDay(dayNumber(date))
}

function dayNumber(date: Temporal.PlainDate): Day {
  return parseDay(date.toString()) ?? new Temporal.PlainDate(1970, 1, 1).until(date, { largestUnit: 'days' }).days
}

export function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0
}

/** The first instant of the date. */
export function startOf(date: Temporal.PlainDate, r: Regime): Instant {
  return date.toZonedDateTime(r.zone.id).epochMilliseconds
}

/** The date of the day that the instant lies in: the latest whose start is not after it. */
export function dateAt(t: Instant, r: Regime): Temporal.PlainDate {
  const shown = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(r.zone.id).toPlainDate()
  const next = shown.add({ days: 1 })
  return startOf(next, r) <= t ? next : shown
}

/** False for a date that the zone left out. */
export function exists(date: Temporal.PlainDate, r: Regime): boolean {
  return date.toZonedDateTime(r.zone.id).toPlainDate().equals(date)
}

export function works(date: Temporal.PlainDate, r: Regime): boolean {
  return r.workingWeek.includes(date.dayOfWeek) && holidayNames(date, r) === undefined && exists(date, r)
}

/** In which calendars the date is a holiday for this regime; undefined if it is none. */
function holidayNames(date: Temporal.PlainDate, r: Regime): string | undefined {
  if (r.holidays.length === 0) return undefined
  const day = dayNumber(date)
  const listing = r.holidays.filter((calendar) => calendar.days.includes(day))
  const needed = r.holidayIn === 'all' ? r.holidays.length : 1
  return listing.length < needed ? undefined : listing.map((calendar) => calendar.id).join(', ')
}

/** `9 Apr 2022 is a rest day (Sat)`, `18 Apr 2022 is a rest day (Mon, holiday in northland)`. */
export function restDay(date: Temporal.PlainDate, r: Regime): string {
  const names = holidayNames(date, r)
  const weekday = printWeekday(date.dayOfWeek)
  return `${print(date)} is a rest day (${weekday}${names === undefined ? '' : `, holiday in ${names}`})`
}

/** The n-th working day from `first` on, forward or back; `first` itself may be the first. */
export function nthWorking(
  first: Temporal.PlainDate,
  n: number,
  sign: 1 | -1,
  looked: LookedAt,
  r: Regime,
): Temporal.PlainDate {
  looked.at(first)
  let date = first
  if (n > WALKED_MAX) {
    const day = dayNumber(first)
    const days = workingDaysOf(r)
    date = plainDate(sign > 0 ? days.nthAfter(day - 1, n) : days.nthBefore(day + 1, n))
  } else {
    for (let left = n; ; date = date.add({ days: sign })) {
      if (works(date, r)) left--
      if (left === 0) break
    }
  }
  looked.at(date)
  return date
}

/** A line that names the holidays on working weekdays from `first` to `last`; none if there are none. */
export function holidaysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate, r: Regime): string[] {
  const days = new Set(r.holidays.flatMap((calendar) => calendar.days))
  const found: string[] = []
  for (const day of [...days].sort((a, b) => a - b)) {
    const date = plainDate(day)
    if (isBefore(date, first) || isBefore(last, date) || !r.workingWeek.includes(date.dayOfWeek)) continue
    const names = holidayNames(date, r)
    if (names !== undefined) found.push(`${print(date)} (${names})`)
  }
  if (found.length === 0) return []
  const more = found.length > HOLIDAYS_SHOWN_MAX ? ` and ${found.length - HOLIDAYS_SHOWN_MAX} more` : ''
  return [`holidays not counted: ${found.slice(0, HOLIDAYS_SHOWN_MAX).join(', ')}${more}`]
}

/** Where the calendar alone puts the end of a period in days, weeks, months or years. */
export function calendarEnd(
  p: Period,
  from: Temporal.PlainDate,
  sign: 1 | -1,
  r: Regime,
): { date: Temporal.PlainDate; note: string } {
  const back = sign > 0 && r.firstDay === 'counted' ? 1 : 0
  if (p.unit === 'day') return { date: from.add({ days: sign * p.n - back }), note: '' }
  if (p.unit === 'week') return { date: from.add({ weeks: sign * p.n }).subtract({ days: back }), note: '' }
  const month = from.toPlainYearMonth().add(p.unit === 'year' ? { years: sign * p.n } : { months: sign * p.n })
  const wanted = from.day - back
  if (wanted === 0) return { date: month.toPlainDate({ day: 1 }).subtract({ days: 1 }), note: '' }
  if (wanted <= month.daysInMonth) return { date: month.toPlainDate({ day: wanted }), note: '' }
  const lastOfMonth = month.toPlainDate({ day: month.daysInMonth })
  const [, monthAndYear] = /^\d+ (.*)$/.exec(print(lastOfMonth)) as RegExpExecArray
  const date = r.endOfMonth === 'next day' && back === 0 ? lastOfMonth.add({ days: 1 }) : lastOfMonth
  return { date, note: ` (there is no ${wanted} ${monthAndYear})` }
}

/** Moves the last day as the regime has it, with a line if it moves. */
export function roll(
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
  looked: LookedAt,
  r: Regime,
  steps: string[],
): Temporal.PlainDate {
  if (r.roll === 'following') return following(end, looked, r, steps)
  return r.roll === 'preceding' ? preceding(first, end, looked, r, steps) : end
}

/** Moves the last day on, forward or back, until the period holds the working days that the regime wants in it. */
export function atLeastMinimum(
  p: Period,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  sign: 1 | -1,
  looked: LookedAt,
  r: Regime,
  steps: string[],
): Temporal.PlainDate {
  if (r.minimumWorkingDays === 0 || !isTwoDaysOrMore(p)) return last
  const least = nthWorking(first, r.minimumWorkingDays, sign, looked, r)
  if (Temporal.PlainDate.compare(least, last) * sign <= 0) return last
  steps.push(`at least ${r.minimumWorkingDays} working days must lie in the period: ${print(least)}`)
  return least
}

function following(end: Temporal.PlainDate, looked: LookedAt, r: Regime, steps: string[]): Temporal.PlainDate {
  looked.at(end)
  if (works(end, r)) return end
  const next = nthWorking(end, 1, 1, looked, r)
  steps.push(`${restDay(end, r)}: next working day, ${print(next)}`)
  return next
}

function preceding(
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
  looked: LookedAt,
  r: Regime,
  steps: string[],
): Temporal.PlainDate {
  for (let date = end; !isBefore(date, first); date = date.subtract({ days: 1 })) {
    looked.at(date)
    if (!works(date, r)) continue
    if (!date.equals(end)) steps.push(`${restDay(end, r)}: working day before, ${print(date)}`)
    return date
  }
  steps.push(`${restDay(end, r)}: not moved, no working day lies before it in the period`)
  return end
}
