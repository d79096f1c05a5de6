import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  isOfSeries,
  lastYearOf,
  type PeriodSeries,
  packedPeriod,
  parseCalendarPeriod,
  periodAfter,
  periodAt,
  periodStart,
  periodsUpTo,
  printCalendarPeriod,
  unpackedPeriod,
  writtenPeriod,
} from '../../src/time/calendar-period.ts'
import { dayOf, isoDay } from '../../src/time/day.ts'

const FIVE: PeriodSeries = { unit: 'period', years: 5, from: 2012 }
const said = (series: PeriodSeries, from: number, until: number, most = 400) =>
  periodsUpTo(series, from, until, most).map((one) => printCalendarPeriod(one))

describe('calendar periods', () => {
  test('every one that can be written is packed into a number and comes out again', () => {
    for (const first of [1, 999, 2012, 9900]) {
      const year = String(first).padStart(4, '0')
      const longer = Array.from({ length: 98 }, (_, i) => `${year}-${String(first + i + 1).padStart(4, '0')}`)
      const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
      for (const written of [first, ...months, ...[1, 2, 3, 4].map((n) => `${year}-Q${n}`), ...longer]) {
        const period = parseCalendarPeriod(written)
        assert.ok(period !== undefined, String(written))
        assert.deepEqual(unpackedPeriod(packedPeriod(written)), period)
        assert.equal(writtenPeriod(period), written)
      }
    }
  })

  test('several years are named by the first and the last, 2 to 99 of them', () => {
    for (const none of ['2012-2012', '2016-2012', '2012-2111', '0000-0004', '2012-16', '2012/2016', '2012-2016-2020'])
      assert.equal(parseCalendarPeriod(none), undefined, none)
    assert.deepEqual(parseCalendarPeriod('2012-2110'), { unit: 'period', number: 2012, years: 99 })
  })

  test('they are counted from the year that the series names, and there is none before', () => {
    const day = (year: number, month = 1, date = 1) => dayOf(year, month, date)
    assert.deepEqual(said(FIVE, day(2011, 12), day(2011, 12, 31)), [])
    assert.deepEqual(said(FIVE, day(2011, 12), day(2012)), ['2012-2016'])
    assert.deepEqual(said(FIVE, day(2016, 12, 31), day(2017)), ['2012-2016', '2017-2021'])
    assert.deepEqual(said(FIVE, day(2026), day(2026)), ['2022-2026'])
    assert.deepEqual(said(FIVE, day(2012), day(2040), 2), ['2032-2036', '2037-2041'])
    assert.deepEqual(said({ unit: 'quarter' }, day(2026, 2), day(2026, 7)), ['2026-Q1', '2026-Q2', '2026-Q3'])
    assert.deepEqual(said({ unit: 'month' }, day(2025, 12, 31), day(2026)), ['2025-12', '2026-01'])
  })

  test('the next begins when one ends; other years are none of them', () => {
    const one = periodAt(FIVE, dayOf(2014, 6, 1))
    assert.equal(isoDay(periodStart(periodAfter(one))), '2017-01-01')
    assert.equal(isoDay(periodStart(periodAfter(one, -1))), '2007-01-01')
    assert.equal(lastYearOf(one), 2016)
    const is = (written: number | string) => isOfSeries(parseCalendarPeriod(written) as typeof one, FIVE)
    assert.deepEqual(
      [is('2012-2016'), is('2027-2031'), is('2013-2017'), is('2012-2021'), is(2012)],
      [true, true, false, false, false],
    )
  })
})
