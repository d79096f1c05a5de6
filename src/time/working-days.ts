import { type Day, dayOf, weekdayOf } from './day.ts'
import { coveredSpan, holidaysOf } from './holidays.ts'
import type { Regime } from './regime.ts'
import type { Zone } from './zone.ts'

/**
 * The working days of a regime: days of its working week that are no holiday and that the zone did not leave out.
 *
 * Counting is closed form, whatever the distance: working weekdays by whole weeks, less the holidays among them, which are
 * found by halving a sorted table. So 20 working days cost as much as 20 000.
 */
export class WorkingDays {
  /** Working weekdays from Monday on: how many lie before weekday `i`. */
  readonly #before: readonly number[]
  /** Offsets from Monday of the working weekdays, in order. */
  readonly #weekdays: readonly number[]
  /** Working weekdays on which nobody works, in order. */
  readonly #exceptions: Float64Array
  /** `#countUntil[i]`: working days up to the i-th exception, on the scale of `count`. Never falls. */
  readonly #countUntil: Float64Array
  readonly covered: { readonly from: Day; readonly to: Day }

  constructor(r: Regime) {
    const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => r.workingWeek.includes(weekday))
    this.#weekdays = week.flatMap((works, i) => (works ? [i] : []))
    this.#before = [0, 1, 2, 3, 4, 5, 6].map((i) => this.#weekdays.filter((weekday) => weekday < i).length)
    const off = new Set([...holidaysOf(r.holidays, r.holidayIn), ...leftOutDates(r.zone)])
    const exceptions = [...off].filter((day) => week[weekdayOf(day) - 1]).sort((a, b) => a - b)
    this.#exceptions = Float64Array.from(exceptions)
    this.#countUntil = Float64Array.from(exceptions, (day, i) => this.#weekdaysUntil(day) - (i + 1))
    this.covered = coveredSpan(r.holidays)
  }

  isWorking(day: Day): boolean {
    return this.count(day) > this.count(day - 1)
  }

  /** Working days up to and including the day, counted from a fixed day in 1969: only differences mean something. */
  count(day: Day): number {
    return this.#weekdaysUntil(day) - firstAbove(this.#exceptions, day)
  }

  /** The n-th working day after the day; Infinity if there is none in the calendar. */
  nthAfter(day: Day, n: number): Day {
    if (this.#weekdays.length === 0) return Infinity
    return this.#dayOfCount(this.count(day) + n)
  }

  /** The n-th working day before the day; -Infinity if there is none in the calendar. */
  nthBefore(day: Day, n: number): Day {
    if (this.#weekdays.length === 0) return -Infinity
    return this.#dayOfCount(this.count(day - 1) - n + 1)
  }

  /** The first day on which `count` reaches `k`. */
  #dayOfCount(k: number): Day {
    const perWeek = this.#weekdays.length
    // Every exception before that day pushes it on by one working weekday.
    const weekday = k + firstNotBelow(this.#countUntil, k) - 1
    const week = Math.floor(weekday / perWeek)
    return week * 7 - 3 + (this.#weekdays[weekday - week * perWeek] as number)
  }

  /** Working weekdays from Monday 1969-12-29 (day -3) up to and including the day; negative before. */
  #weekdaysUntil(day: Day): number {
    const next = day + 4
    const week = Math.floor(next / 7)
    return week * this.#weekdays.length + (this.#before[next - week * 7] as number)
  }
}

/** How many entries are at most `value`. */
function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many entries are below `value`. */
function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Dates that the zone left out when it moved across the date line, since 1970: the 30 December 2011 of an island State was a Friday that
 * nobody could work on. Such a move shifts the offset by a day for good, so years are compared before days.
 */
function leftOutDates(zone: Zone): Day[] {
  const dates: Day[] = []
  for (let year = 1970; year < 2100; year++) {
    const first = dayOf(year, 1, 1)
    const last = dayOf(year + 1, 1, 1)
    if (zone.offsetAt(zone.startOf(last)) - zone.offsetAt(zone.startOf(first)) < 20 * 3_600_000) continue
    for (let day = first; day < last; day++) if (zone.startOf(day) === zone.startOf(day + 1)) dates.push(day)
  }
  return dates
}

const known = new WeakMap<Regime, WorkingDays>()

/** Built once for a regime, which is plain data and never changes. */
export function workingDaysOf(r: Regime): WorkingDays {
  let days = known.get(r)
  if (days === undefined) {
    days = new WorkingDays(r)
    known.set(r, days)
  }
  return days
}
