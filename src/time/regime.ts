import { printWeekday } from './day.ts'
import type { HolidayCalendar } from './holidays.ts'
import type { Zone } from './zone.ts'

/**
 * How an agreement counts time. Two agreements that both say "14 days" may mean different ends; the regime holds every
 * choice that makes the difference, and a print names it.
 */
export interface Regime {
  readonly id: string
  readonly zone: Zone
  /**
   * Whether the day of the event is day 1. From and including 3 March, 2 days end with 4 March; otherwise with 5 March.
   */
  readonly firstDay: 'not counted' | 'counted'
  /** ISO weekdays on which people work, e.g. `[1, 2, 3, 4, 5]`. */
  readonly workingWeek: readonly number[]
  readonly holidays: readonly HolidayCalendar[]
  /** A day is a holiday if any, or if all, of the calendars list it. */
  readonly holidayIn: 'any' | 'all'
  /**
   * Where a period in days, weeks, months or years goes if its last day is a rest day. `preceding` never goes back before
   * the first day of the period. Periods in minutes and hours, and periods counted back, stay where they are.
   */
  readonly roll: 'none' | 'following' | 'preceding'
  /** If the last month lacks the date: its last day (31 January + 1 month = 28 February) or the day after that (1 March). */
  readonly endOfMonth: 'last day' | 'next day'
  /**
   * `elapsed`: hours run from the instant itself. `whole`: from the next full hour of the local clock, the hour of the
   * event not counted, so from 14:20 and from 14:00 alike they run from 15:00. Counted back, from the last full hour. In a
   * regime of whole hours days are whole too, so what is counted back from an instant is counted from its day.
   */
  readonly hours: 'elapsed' | 'whole'
  /** How many working days a period of two days or more holds at least; 0: no such rule. */
  readonly minimumWorkingDays: number
}

export type Unit = 'minute' | 'hour' | 'day' | 'working day' | 'week' | 'month' | 'year'

/** `n` is a positive safe integer. */
export interface Period {
  readonly n: number
  readonly unit: Unit
}

const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'working day', 'week', 'month', 'year']

/** `14 days`, `2 working days`, `1 month`: a number without leading zero, one space, a unit in singular or plural. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^([1-9][0-9]{0,15}) ([a-z ]+)$/.exec(text)
  if (match === null) return undefined
  const n = Number(match[1])
  const word = match[2] as string
  const unit = UNITS.find((u) => word === u || word === `${u}s`)
  return unit === undefined || !Number.isSafeInteger(n) ? undefined : { n, unit }
}

/** `1 day`, `14 days`. */
export function printPeriod(p: Period): string {
  return `${p.n} ${p.unit}${p.n === 1 ? '' : 's'}`
}

/** Whether a period in this unit ends with a day, and not at a minute of it. */
export function isInDays(unit: Unit): boolean {
  return unit !== 'minute' && unit !== 'hour'
}

/** More than this many days, or of any longer unit, leave the calendar (years 0 to 9999) from wherever they run. */
export const PERIOD_MAX = 4_000_000

/** Regulation 1182/71 Art. 3(5): "any period of two days or more"; hours are no days, however many. */
export function isTwoDaysOrMore(p: Period): boolean {
  return isInDays(p.unit) && (p.n > 1 || p.unit === 'week' || p.unit === 'month' || p.unit === 'year')
}

/** What holds when an agreement says nothing: elapsed hours, calendar days, no holidays, no roll. */
export const PLAIN = (zone: Zone): Regime => ({
  id: 'plain',
  zone,
  firstDay: 'not counted',
  workingWeek: [1, 2, 3, 4, 5],
  holidays: [],
  holidayIn: 'any',
  roll: 'none',
  endOfMonth: 'last day',
  hours: 'elapsed',
  minimumWorkingDays: 0,
})

/**
 * Regulation (EEC, Euratom) 1182/71, Article 3: the hour or day of the event is not counted (1); hours and days are whole,
 * and a missing date is the last day of the month (2); Saturdays, Sundays and holidays count (3), but a period that is not
 * in hours and not counted back ends with the next working day if its last day is one of them (4); a period of two days or
 * more holds at least two working days (5).
 */
export function regulation1182(zone: Zone, holidays: readonly HolidayCalendar[]): Regime {
  return {
    id: '1182/71',
    zone,
    firstDay: 'not counted',
    workingWeek: [1, 2, 3, 4, 5],
    holidays,
    holidayIn: 'any',
    roll: 'following',
    endOfMonth: 'last day',
    hours: 'whole',
    minimumWorkingDays: 2,
  }
}

/** `Mon-Fri`, or `Sun, Mon, Tue` if the days do not follow each other within a week. */
export function printWorkingWeek(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b)
  const first = days[0]
  const last = days[days.length - 1]
  if (first === undefined || last === undefined) return 'no weekday'
  if (days.length > 2 && last - first === days.length - 1) return `${printWeekday(first)}-${printWeekday(last)}`
  return days.map(printWeekday).join(', ')
}
