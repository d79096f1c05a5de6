import { civilOf, type Day, dayOf } from './day.ts'

/**
 * Calendar years, quarters and months, as messages name them: `2026`, `2026-Q1`, `2026-03`. Those of one unit are numbered in
 * a row, so that the one after and the one before are a step away.
 */
export type PeriodUnit = 'year' | 'quarter' | 'month'

export interface CalendarPeriod {
  readonly unit: PeriodUnit
  /** Years as they are, quarters and months counted from year 0. */
  readonly number: number
}

const IN_A_YEAR: Readonly<Record<PeriodUnit, number>> = { year: 1, quarter: 4, month: 12 }

/** More than there are months up to the year 9999. */
export const PERIOD_NUMBERS = 131_072

/** As an act gives it: a year as a number, a month or quarter as a text; undefined if it is none. */
export function parseCalendarPeriod(written: number | string): CalendarPeriod | undefined {
  if (typeof written === 'number') {
    return Number.isInteger(written) && written >= 1 && written <= 9999 ? { unit: 'year', number: written } : undefined
  }
  const found = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(written)
  if (found === null || found[1] === '0000') return undefined
  const unit = found[2] === undefined ? 'month' : 'quarter'
  return { unit, number: Number(found[1]) * IN_A_YEAR[unit] + Number(found[2] ?? found[3]) - 1 }
}

export function printCalendarPeriod({ unit, number }: CalendarPeriod): string {
  const year = Math.floor(number / IN_A_YEAR[unit])
  const within = (number % IN_A_YEAR[unit]) + 1
  if (unit === 'year') return String(year)
  const four = String(year).padStart(4, '0')
  return unit === 'quarter' ? `${four}-Q${within}` : `${four}-${String(within).padStart(2, '0')}`
}

/** In which period of that unit the day lies. */
export function periodNumberAt(unit: PeriodUnit, day: Day): number {
  const { year, month } = civilOf(day)
  return year * IN_A_YEAR[unit] + Math.floor(((month - 1) * IN_A_YEAR[unit]) / 12)
}

/** Its first day. */
export function periodStart({ unit, number }: CalendarPeriod): Day {
  const year = Math.floor(number / IN_A_YEAR[unit])
  return dayOf(year, ((number % IN_A_YEAR[unit]) * 12) / IN_A_YEAR[unit] + 1, 1)
}

export function periodAfter({ unit, number }: CalendarPeriod): CalendarPeriod {
  return { unit, number: number + 1 }
}

/** In one number, as a record of an act holds it: the year, and in the lowest five bits 0, a month, or 12 and a quarter. */
export const SUB_PERIODS = 32

export function packedPeriod(written: number | string): number {
  const period = parseCalendarPeriod(written)
  if (period === undefined) return 0
  const { unit, number } = period
  const within = (number % IN_A_YEAR[unit]) + 1
  const sub = unit === 'year' ? 0 : unit === 'month' ? within : 12 + within
  return Math.floor(number / IN_A_YEAR[unit]) * SUB_PERIODS + sub
}

/** Undefined for 0: none was given. */
export function unpackedPeriod(packed: number): CalendarPeriod | undefined {
  if (packed === 0) return undefined
  const year = Math.floor(packed / SUB_PERIODS)
  const sub = packed % SUB_PERIODS
  if (sub === 0) return { unit: 'year', number: year }
  return sub > 12 ? { unit: 'quarter', number: year * 4 + sub - 13 } : { unit: 'month', number: year * 12 + sub - 1 }
}
