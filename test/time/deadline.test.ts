import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDay, parseDay } from '../../src/time/day.ts'
import {
  closesAfter,
  closesOverWindow,
  deriveAfter,
  deriveBefore,
  firstGoodBefore,
  lastGoodBefore,
  windowBefore,
} from '../../src/time/deadline.ts'
import type { Deadline } from '../../src/time/derivation.ts'
import { lastDayAfter } from '../../src/time/last-day.ts'
import { PLAIN, parsePeriod, printPeriod, regulation1182 } from '../../src/time/regime.ts'
import { UNKNOWN } from '../../src/time/window.ts'
import { workingDaysOf } from '../../src/time/working-days.ts'
import { day, instant, period, regime, regimes, rowsOf, textsOf, zone } from './vector-files.ts'

function closing(text: string | undefined, never: number): number {
  return text === 'never' ? never : instant(text as string)
}

/** An instant, or a date without an hour. */
function anchor(text: string): number | { day: number } {
  const d = parseDay(text)
  return d === undefined ? instant(text) : { day: d }
}

function isSaidOutside(d: Deadline): string {
  assert.equal(
    d.outsideCalendars === true,
    d.steps.some((step) => step.includes('covers')),
  )
  return d.outsideCalendars === true ? 'yes' : 'no'
}

test('[T10] periods are read and printed', () => {
  for (const [text = '', n, unit, canonical] of rowsOf('period_valid.tsv', 5)) {
    const p = parsePeriod(text)
    assert.deepEqual(p, { n: Number(n), unit }, text)
    assert.equal(printPeriod(period(text)), canonical)
  }
  for (const text of textsOf('period_invalid.txt')) assert.equal(parsePeriod(text), undefined, `"${text}"`)
})

test('[T11] [T12] [T13] [T14] [T15] [T16] [T17] [T18] [T19] deadlines worked out by hand', () => {
  for (const [id = '', p = '', from = '', last, closes, outside, why] of rowsOf('deadline.tsv', 7)) {
    const r = regime(id)
    const name = `${p} from ${from} under ${id}: ${why}`
    const derived = deriveAfter(period(p), instant(from), r)
    assert.equal(closesAfter(period(p), instant(from), r), closing(closes, Infinity), name)
    assert.equal(derived.closes, closing(closes, Infinity), `derived, ${name}`)
    assert.equal(isSaidOutside(derived), outside, name)
    if (last !== '-') {
      assert.equal(isoDay(r.zone.dayAt(derived.closes - 1)), last, name)
      assert.ok(derived.wholeDays)
    }
  }
})

test('[T16] [T19] [T20] [T21] what is counted back, worked out by hand', () => {
  for (const [id = '', p = '', to = '', good, outside, why] of rowsOf('counted_back.tsv', 6)) {
    const name = `${p} before ${to} under ${id}: ${why}`
    const derived = deriveBefore(period(p), anchor(to), regime(id))
    assert.equal(lastGoodBefore(period(p), anchor(to), regime(id)), closing(good, -Infinity), name)
    assert.equal(derived.closes, closing(good, -Infinity) + 1, `derived, ${name}`)
    assert.equal(isSaidOutside(derived), outside, name)
  }
})

test('[T20] [T21] between two periods before an instant or a date', () => {
  for (const [id = '', first = '', last = '', to = '', earliest = '', latest = '', why] of rowsOf('between.tsv', 7)) {
    const w = windowBefore(period(first), period(last), anchor(to), regime(id))
    const expected = earliest === 'none' ? undefined : { earliest: instant(earliest), latest: instant(latest) }
    assert.deepEqual(w, expected, `between ${first} and ${last} before ${to}: ${why}`)
  }
})

test('[T21] in a regime of whole hours the first good instant is the start of its day', () => {
  const to = instant('2022-05-10T06:00:00Z')
  assert.equal(firstGoodBefore(period('5 days'), to, regime('1182/71')), instant('2022-05-04T22:00:00Z'))
  assert.equal(firstGoodBefore(period('5 days'), to, regime('vienna')), instant('2022-05-05T06:00:00Z'))
})

test('[T15] working days worked out by hand', () => {
  for (const [id = '', date = '', works, why] of rowsOf('holidays.tsv', 4)) {
    assert.equal(workingDaysOf(regime(id)).isWorking(day(date)), works === 'yes', `${date} in ${id}: ${why}`)
  }
})

test('[T15] n working days after a day, and back, one by one, from every day of two years', () => {
  for (const r of regimes.values()) {
    const days = workingDaysOf(r)
    for (let d = day('2021-07-01'); d < day('2023-07-01'); d++) {
      let n = 0
      for (let later = d + 1; later < d + 60; later++) {
        if (days.isWorking(later)) assert.equal(days.nthAfter(d, ++n), later, `${r.id}: ${n} after ${isoDay(d)}`)
      }
      n = 0
      for (let earlier = d - 1; earlier > d - 60; earlier--) {
        if (days.isWorking(earlier)) assert.equal(days.nthBefore(d, ++n), earlier, `${r.id}: ${n} before ${isoDay(d)}`)
      }
    }
  }
})

test('[T12] [T13] all small sizes: 1 to 40 of each unit from each weekday', () => {
  const vienna = regime('vienna')
  const counted = regime('counted')
  for (let weekday = 0; weekday < 7; weekday++) {
    const from = instant('2022-01-24T10:00:00Z') + weekday * 86_400_000
    const d = day('2022-01-24') + weekday
    for (let n = 1; n <= 40; n++) {
      assert.equal(closesAfter({ n, unit: 'minute' }, from, vienna), from + n * 60_000 + 1)
      assert.equal(closesAfter({ n, unit: 'hour' }, from, vienna), from + n * 3_600_000 + 1)
      assert.equal(lastDayAfter({ n, unit: 'day' }, d, vienna), d + n)
      assert.equal(lastDayAfter({ n, unit: 'week' }, d, vienna), d + 7 * n)
      for (const unit of ['day', 'week'] as const) {
        const p = { n, unit }
        assert.equal(lastDayAfter(p, d, counted), lastDayAfter(p, d, vienna) - 1)
        assert.equal(closesAfter(p, from, vienna), vienna.zone.startOf(lastDayAfter(p, d, vienna) + 1))
        // What is counted forward comes back when counted back.
        const back = lastGoodBefore(p, { day: lastDayAfter(p, d, vienna) }, vienna)
        assert.equal(back, vienna.zone.startOf(d + 1) - 1)
      }
      // Monday to Friday without holidays: five working days are a week.
      const last = lastDayAfter({ n, unit: 'working day' }, d, vienna)
      assert.equal(lastDayAfter({ n: n + 5, unit: 'working day' }, d, vienna), last + 7)
      assert.equal(workingDaysOf(vienna).count(last) - workingDaysOf(vienna).count(d), n)
      const months = new Temporal.PlainDate(1970, 1, 1).add({ days: d })
      assert.equal(isoDay(lastDayAfter({ n, unit: 'month' }, d, vienna)), months.add({ months: n }).toString())
      assert.equal(isoDay(lastDayAfter({ n, unit: 'year' }, d, vienna)), months.add({ years: n }).toString())
    }
  }
})

test('[T11] [T12] the boundary: what is due is in time at its last instant and late a millisecond after', () => {
  const r = regime('vienna')
  const from = instant('2022-01-26T10:00:00Z')
  const inHours = closesAfter(period('48 hours'), from, r)
  assert.ok(instant('2022-01-28T10:00:00Z') < inHours)
  assert.ok(!(instant('2022-01-28T10:00:00.001Z') < inHours))
  const inDays = closesAfter(period('2 days'), from, r)
  assert.ok(instant('2022-01-28T22:59:59.999Z') < inDays)
  assert.ok(!(instant('2022-01-28T23:00:00Z') < inDays))
})

test('[T16] Regulation 1182/71 by name is the regime of the vectors', () => {
  const { id: _, holidays, ...vectors } = regime('1182/71')
  const { id, holidays: same, ...named } = regulation1182(zone('Europe/Vienna'), holidays)
  assert.deepEqual(named, vectors)
  assert.equal(id, '1182/71')
  assert.equal(same, holidays)
  const { id: __, ...plain } = PLAIN(zone('UTC'))
  const { id: ___, ...plainVectors } = regime('plain')
  assert.deepEqual(plain, plainVectors)
})

test('[T22] beyond the calendar, and from an event that is not known', () => {
  const never = ['9007199254740991', '4000001'].map((n) => Number(n))
  for (const r of regimes.values()) {
    for (const unit of ['minute', 'hour', 'day', 'working day', 'week', 'month', 'year'] as const) {
      const p = { n: 14, unit }
      assert.deepEqual(closesOverWindow(p, UNKNOWN, r), UNKNOWN)
      for (const end of [-Infinity, Infinity]) {
        assert.equal(lastGoodBefore(p, end, r), end)
        assert.equal(firstGoodBefore(p, end, r), end)
        assert.equal(deriveAfter(p, end, r).closes, end)
        assert.equal(deriveBefore(p, end, r).closes, end)
      }
      for (const n of never) {
        if (n === 4_000_001 && (unit === 'minute' || unit === 'hour')) continue
        assert.equal(closesAfter({ n, unit }, 0, r), Infinity, `${n} ${unit} after, ${r.id}`)
        assert.equal(deriveAfter({ n, unit }, 0, r).closes, Infinity)
        for (const to of [0, { day: 0 }]) {
          assert.equal(lastGoodBefore({ n, unit }, to, r), -Infinity, `${n} ${unit} before, ${r.id}`)
          assert.equal(deriveBefore({ n, unit }, to, r).closes, -Infinity)
        }
      }
    }
  }
})

test('[T22] without a working week a working day never comes', () => {
  const r = { ...regime('vienna'), workingWeek: [] }
  assert.equal(closesAfter(period('1 working day'), 0, r), Infinity)
  assert.equal(lastGoodBefore(period('1 working day'), { day: 0 }, r), -Infinity)
  assert.equal(closesAfter(period('1 day'), 0, { ...r, roll: 'following' }), Infinity)
})

test('[T29] derivations word for word', () => {
  const words = { event: 'received', zoneData: '2026c' }
  const steps = (id: string, p: string, from: string) => deriveAfter(period(p), instant(from), regime(id), words).steps
  assert.deepEqual(steps('vienna', '14 days', '2022-01-26T10:00:00Z'), [
    'received 26 Jan 2022 (day not counted)',
    '+ 14 calendar days = 9 Feb 2022',
    'end of that day, Europe/Vienna (time-zone data 2026c)',
  ])
  assert.deepEqual(steps('vienna', '48 hours', '2022-03-26T11:00:00Z'), [
    'received 26 Mar 2022 12:00',
    '+ 48 hours = 28 Mar 2022 13:00',
    'local clocks are at +01:00 at the first of these times and at +02:00 at the second',
    'that instant is still in time, Europe/Vienna (time-zone data 2026c)',
  ])
  assert.deepEqual(steps('northland', '20 working days', '2022-12-15T10:00:00Z'), [
    'received 15 Dec 2022 (day not counted)',
    '+ 20 working days (Mon-Fri) = 13 Jan 2023',
    'holidays not counted: 26 Dec 2022 (northland)',
    'holiday calendar northland (2022-1) covers 1 Jan 2022 - 31 Dec 2022 only: outside it holidays are not known, and days were judged by the working week alone',
    'end of that day, Europe/Vienna (time-zone data 2026c)',
  ])
  assert.deepEqual(steps('1182/71', '3 days', '2022-04-14T10:00:00Z'), [
    'received 14 Apr 2022 (day not counted)',
    '+ 3 calendar days = 17 Apr 2022',
    '17 Apr 2022 is a rest day (Sun): next working day, 19 Apr 2022',
    'at least 2 working days must lie in the period: 20 Apr 2022',
    'end of that day, Europe/Vienna (time-zone data 2026c)',
  ])
  assert.deepEqual(steps('counted', '1 month', '2022-01-31T10:00:00Z'), [
    'received 31 Jan 2022 (day counted)',
    '1 month with that day, the last is 28 Feb 2022 (there is no 30 Feb 2022)',
    'end of that day, Europe/Vienna (time-zone data 2026c)',
  ])
  assert.deepEqual(steps('apia', '1 day', '2011-12-29T20:00:00Z'), [
    'received 29 Dec 2011 (day not counted)',
    '+ 1 calendar day = 30 Dec 2011',
    '30 Dec 2011 was left out in Pacific/Apia: 31 Dec 2011',
    'end of that day, Pacific/Apia (time-zone data 2026c)',
  ])
  assert.deepEqual(deriveBefore(period('42 days'), { day: day('2026-04-16') }, regime('vienna')).steps, [
    'before 16 Apr 2026 (day not counted)',
    '- 42 calendar days = 5 Mar 2026',
    'that day is still in time to its end, Europe/Vienna',
  ])
  assert.deepEqual(deriveBefore(period('3 days'), instant('2022-03-30T00:30:00Z'), regime('vienna')).steps, [
    'before 30 Mar 2022 02:30',
    '- 3 calendar days = 27 Mar 2022 03:00',
    'the clock does not show 02:30 on 27 Mar 2022: the instant when it is put forward',
    'that instant is still in time, Europe/Vienna',
  ])
  assert.deepEqual(deriveBefore(period('36 hours'), { day: day('2022-05-10') }, regime('vienna')).steps, [
    'before the start of 10 May 2022',
    '- 36 hours = 8 May 2022 12:00',
    'that instant is still in time, Europe/Vienna',
  ])
  assert.deepEqual(steps('vienna', '9007199254740991 days', '2022-01-26T10:00:00Z'), [
    'received 26 Jan 2022 (day not counted)',
    '+ 9007199254740991 days is after the year 9999: it never closes',
  ])
})
