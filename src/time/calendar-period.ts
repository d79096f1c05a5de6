import { civilOf, type Day, dayOf } from './day.ts'

/**
 * Calendar years, quarters, months and stretches of several years, as messages name them: `2026`, `2026-Q1`, `2026-03`,
 * `2012-2016`. Those of one unit are numbered in a row, so that the one after and the one before are a step away.
 */
export type PeriodUnit = 'year' | 'quarter' | 'month' | 'period'

export interface CalendarPeriod {
  readonly unit: PeriodUnit
  /** Years as they are, quarters and months counted from year 0; a period of several years has the number of its first. */
  readonly number: number
  /** Of several years: how many. */
  readonly years?: number
}

/** Periods that follow each other: the calendar years, quarters or months, or as many `years` each, counted from one of them. */
export type PeriodSeries =
  | { readonly unit: Exclude<PeriodUnit, 'period'> }
  | { readonly unit: 'period'; readonly years: number; readonly from: number }

/** How many years one period may have that is named by its first and its last. */
export const PERIOD_YEARS = { min: 2, max: 99 } as const

const IN_A_YEAR: Readonly<Record<PeriodUnit, number>> = { year: 1, period: 1, quarter: 4, month: 12 }

/** More than there are months up to the year 9999. */
export const PERIOD_NUMBERS = 131_072

/** As an act gives it: a year as a number, anything else as a text; undefined if it is none. */
export function parseCalendarPeriod(written: number | string): CalendarPeriod | undefined {
  if (typeof written === 'number') {
    return Number.isInteger(written) && written >= 1 && written <= 9999 ? { unit: 'year', number: written } : undefined
  }
  const found = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2])|(\d{4}))$/.exec(written)
  if (found === null || found[1] === '0000') return undefined
  if (found[4] !== undefined) return severalYears(Number(found[1]), Number(found[4]))
  const unit = found[2] === undefined ? 'month' : 'quarter'
  return { unit, number: Number(found[1]) * IN_A_YEAR[unit] + Number(found[2] ?? found[3]) - 1 }
}

function severalYears(first: number, last: number): CalendarPeriod | undefined {
  const years = last - first + 1
  if (years < PERIOD_YEARS.min || years > PERIOD_YEARS.max) return undefined
  return { unit: 'period', number: first, years }
}

/** As an act gives it. */
export function writtenPeriod(period: CalendarPeriod): number | string {
  return period.unit === 'year' ? period.number : printCalendarPeriod(period)
}

export function printCalendarPeriod({ unit, number, years = 1 }: CalendarPeriod): string {
  const year = Math.floor(number / IN_A_YEAR[unit])
  const within = (number % IN_A_YEAR[unit]) + 1
  if (unit === 'year') return String(year)
  const four = (one: number) => String(one).padStart(4, '0')
  if (unit === 'period') return `${four(year)}-${four(year + years - 1)}`
  return unit === 'quarter' ? `${four(year)}-Q${within}` : `${four(year)}-${String(within).padStart(2, '0')}`
}

/** The period of the series in which the day lies; of one that is counted from a later year, the first. */
export function periodAt(series: PeriodSeries, day: Day): CalendarPeriod {
  const { year, month } = civilOf(day)
  const { unit } = series
  if (unit === 'period') {
    const { years, from } = series
    return { unit, years, number: Math.max(from, year - ((year - from) % years)) }
  }
  return { unit, number: year * IN_A_YEAR[unit] + Math.floor(((month - 1) * IN_A_YEAR[unit]) / 12) }
}

/**
 * The periods of the series that have begun by a day, from the one in which another day lies, in their order.
 * @param most how many at most, the latest ones
 */
export function periodsUpTo(series: PeriodSeries, from: Day, until: Day, most: number): readonly CalendarPeriod[] {
  const found: CalendarPeriod[] = []
  let one = periodAt(series, until)
  const first = periodAt(series, from)
  while (found.length < most && one.number >= first.number && periodStart(one) <= until) {
    found.push(one)
    one = periodAfter(one, -1)
  }
  return found.reverse()
}

/** Is it one of them? 2013 to 2017 is none of the periods of five years from 2012. */
export function isOfSeries({ unit, number, years }: CalendarPeriod, series: PeriodSeries): boolean {
  if (series.unit !== 'period') return unit === series.unit
  return unit === 'period' && years === series.years && (number - series.from) % series.years === 0
}

export function isSameSeries(a: PeriodSeries, b: PeriodSeries): boolean {
  if (a.unit !== 'period' || b.unit !== 'period') return a.unit === b.unit
  return a.years === b.years && a.from === b.from
}

/** Its first day. */
export function periodStart({ unit, number }: CalendarPeriod): Day {
  const year = Math.floor(number / IN_A_YEAR[unit])
  return dayOf(year, ((number % IN_A_YEAR[unit]) * 12) / IN_A_YEAR[unit] + 1, 1)
}

/** So many steps on. */
export function periodAfter(period: CalendarPeriod, steps = 1): CalendarPeriod {
  return { ...period, number: period.number + steps * (period.years ?? 1) }
}

/** Its last year: the year in which it ends. */
export function lastYearOf({ unit, number, years = 1 }: CalendarPeriod): number {
  return Math.floor(number / IN_A_YEAR[unit]) + years - 1
}

/**
 * In one number, as a record of an act holds it: the first year, and in the lowest seven bits 0, a month, 12 and a quarter, or
 * 16 and how many years.
 */
export const SUB_PERIODS = 128

export function packedPeriod(written: number | string): number {
  const period = parseCalendarPeriod(written)
  if (period === undefined) return 0
  const { unit, number, years = 0 } = period
  const within = (number % IN_A_YEAR[unit]) + 1
  const sub = unit === 'year' ? 0 : unit === 'month' ? within : unit === 'quarter' ? 12 + within : 16 + years
  return Math.floor(number / IN_A_YEAR[unit]) * SUB_PERIODS + sub
}

/** Undefined for 0: none was given. */
export function unpackedPeriod(packed: number): CalendarPeriod | undefined {
  if (packed === 0) return undefined
  const year = Math.floor(packed / SUB_PERIODS)
  const sub = packed % SUB_PERIODS
  if (sub === 0) return { unit: 'year', number: year }
  if (sub > 16) return { unit: 'period', number: year, years: sub - 16 }
  return sub > 12 ? { unit: 'quarter', number: year * 4 + sub - 13 } : { unit: 'month', number: year * 12 + sub - 1 }
}
