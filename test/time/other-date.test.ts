import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isoOfOther, otherDate } from '../../src/time/other-date.ts'

describe('a date as it is written elsewhere', () => {
  const dated = ['2 March 2026', '2 Mar 2026', '2nd of March 2026', 'March 2, 2026', '02.03.2026', '2. 3. 2026']
  for (const text of [...dated, '2026/3/2', '2026-3-2', '20260302', ' 2  MARCH 2026 ']) {
    test(text, () => assert.deepEqual(otherDate(text), { year: 2026, month: 3, date: 2 }))
  }
  for (const text of ['29 February', '29.2.', 'Feb 29']) {
    test(`${text}, without a year`, () => {
      const date = otherDate(text)
      assert.deepEqual(date, { month: 2, date: 29 })
      assert.equal(date && isoOfOther(date), undefined)
    })
  }
  // Ours; which number is the month, nobody knows; no day; no month; a period.
  const none = [
    '2026-03-02',
    '02/03/2026',
    '31 April',
    '29 February 2026',
    '2 Marble',
    '30 days',
    '10 Days',
    '',
    '0.1.',
  ]
  for (const text of none) test(`${text}: none`, () => assert.equal(otherDate(text), undefined))
})
