import assert from 'node:assert/strict'
import { test } from 'node:test'
import { annualDay, firstOfMonthAfterNthDay, firstOfNthMonthAfter, isAnnualDate } from '../../src/time/calendar-date.ts'
import { civilOf, dayOf, isoDay, monthLength, parseDay, printDay, shiftMonths, weekdayOf } from '../../src/time/day.ts'
import { day, rowsOf } from './vector-files.ts'

test('[T3] every day from the year 0 to 9999 follows the one before', () => {
  let expected = dayOf(0, 1, 1)
  assert.equal(expected, -719_528)
  for (let year = 0; year <= 9999; year++) {
    for (let month = 1; month <= 12; month++) {
      for (let date = 1; date <= monthLength(year, month); date++, expected++) {
        if (dayOf(year, month, date) !== expected) assert.fail(`${year}-${month}-${date}`)
        const civil = civilOf(expected)
        if (civil.year !== year || civil.month !== month || civil.date !== date) assert.fail(`day ${expected}`)
      }
    }
  }
})

test('[T3] weekdays and texts are as Temporal has them', () => {
  for (let d = -719_528; d < 2_932_897; d += 97) {
    const date = new Temporal.PlainDate(1970, 1, 1).add({ days: d })
    assert.equal(weekdayOf(d), date.dayOfWeek)
    assert.equal(isoDay(d), date.toString())
    assert.equal(parseDay(isoDay(d)), d)
  }
  assert.equal(printDay(day('2022-01-31')), '31 Jan 2022')
  assert.equal(printDay(day('2022-12-01')), '1 Dec 2022')
})

test('[T3] dates that do not exist are no days', () => {
  for (const text of [
    '2022-02-29',
    '2022-04-31',
    '2022-00-01',
    '2022-13-01',
    '2022-01-00',
    '2022-1-01',
    '2022-01-1',
    '',
    '2022-01-32',
    '2022/01/31',
    '2022-01-310',
    '+022-01-31',
  ]) {
    assert.equal(parseDay(text), undefined, text)
  }
})

test('[T14] months are shifted to the same date, its last day or the day after it', () => {
  for (let year = 2019; year <= 2024; year++) {
    for (let d = dayOf(year, 1, 1); d < dayOf(year + 1, 1, 1); d++) {
      const date = new Temporal.PlainDate(1970, 1, 1).add({ days: d })
      for (const months of [-121, -13, -12, -2, -1, 0, 1, 2, 11, 12, 13, 48, 1200]) {
        const constrained = date.add({ months })
        assert.equal(isoDay(shiftMonths(d, months, 'last day')), constrained.toString())
        const missing = constrained.day !== date.day
        const next = missing ? constrained.add({ days: 1 }) : constrained
        assert.equal(isoDay(shiftMonths(d, months, 'next day')), next.toString())
      }
    }
  }
})

test('[T14] every day of the calendar shifted by no month is that day', () => {
  for (let d = dayOf(0, 1, 1); d <= dayOf(9999, 12, 31); d++) {
    if (shiftMonths(d, 0, 'last day') !== d) assert.fail(`day ${d}`)
  }
})

test('[T22] months beyond the calendar are unbounded', () => {
  assert.equal(shiftMonths(0, 2 ** 53, 'last day'), Infinity)
  assert.equal(shiftMonths(0, -(2 ** 53), 'last day'), -Infinity)
  assert.equal(shiftMonths(Infinity, 1, 'last day'), Infinity)
  assert.equal(shiftMonths(-Infinity, 1, 'last day'), -Infinity)
})

test('[T28] dates fixed by the calendar', () => {
  for (const [rule = '', args = '', date, why] of rowsOf('calendar_date.tsv', 4)) {
    const words = args.split(' ')
    const numbers = words.map(Number)
    const found =
      rule === 'first of the n-th month after'
        ? firstOfNthMonthAfter(day(words[0] as string), numbers[1] as number)
        : rule === 'first of the month after the n-th day'
          ? firstOfMonthAfterNthDay(day(words[0] as string), numbers[1] as number)
          : annualDay(
              numbers[0] as number,
              numbers[1] as number,
              numbers[2] as number,
              rule === 'annual, next day' ? 'next day' : 'last day',
            )
    assert.equal(isoDay(found), date, `${rule} ${args}: ${why}`)
  }
})

test('[T28] 29 February is an annual date, 30 February is not', () => {
  assert.ok(isAnnualDate(2, 29))
  assert.ok(isAnnualDate(12, 31))
  for (const [month, date] of [
    [2, 30],
    [4, 31],
    [0, 1],
    [13, 1],
    [1, 0],
    [1, 32],
  ] as const) {
    assert.ok(!isAnnualDate(month, date), `${month} ${date}`)
  }
})
