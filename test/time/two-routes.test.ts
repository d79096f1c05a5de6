import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { leavesCalendarsAfter, leavesCalendarsBefore } from '../../src/time/coverage.ts'
import { DAY_MS } from '../../src/time/day.ts'
import {
  closesAfter,
  closesOverWindow,
  deriveAfter,
  deriveBefore,
  deriveOverWindow,
  lastGoodBefore,
  lastGoodOverWindow,
} from '../../src/time/deadline.ts'
import { isInDays } from '../../src/time/regime.ts'
import { instant, period, regime, zone } from './vector-files.ts'
import { anyInstant, anyPair, anyPeriod, anyRegime } from './worlds.ts'

test('[T23] table and derivation agree forward', () => {
  fc.assert(
    fc.property(anyPeriod, anyInstant, anyRegime, (p, from, r) => {
      const derived = deriveAfter(p, from, r)
      assert.equal(closesAfter(p, from, r), derived.closes)
      assert.equal(derived.wholeDays, isInDays(p.unit))
      assert.equal(leavesCalendarsAfter(p, from, r), derived.outsideCalendars === true)
    }),
    { numRuns: 3000 },
  )
})

test('[T23] table and derivation agree backward, from an hour and from a date', () => {
  fc.assert(
    fc.property(anyPeriod, anyInstant, anyRegime, fc.boolean(), (p, t, r, isDate) => {
      const to = isDate ? { day: r.zone.dayAt(t) } : t
      const derived = deriveBefore(p, to, r)
      assert.equal(lastGoodBefore(p, to, r) + 1, derived.closes)
      if (isDate) assert.equal(leavesCalendarsBefore(p, r.zone.dayAt(t), r), derived.outsideCalendars === true)
    }),
    { numRuns: 3000 },
  )
})

test('[T23] they agree over long distances too', () => {
  const far = fc.record({
    n: fc.integer({ min: 1, max: 3000 }),
    unit: fc.constantFrom('day', 'working day', 'month', 'year'),
  })
  fc.assert(
    fc.property(far, anyInstant, anyRegime, (p, t, r) => {
      assert.equal(closesAfter(p, t, r), deriveAfter(p, t, r).closes)
      assert.equal(lastGoodBefore(p, t, r) + 1, deriveBefore(p, t, r).closes)
    }),
    { numRuns: 150 },
  )
})

test('[T24] a later event never gives an earlier deadline, in any regime', () => {
  fc.assert(
    fc.property(anyPeriod, anyPair, anyRegime, (p, [a, b], r) => {
      assert.ok(closesAfter(p, a, r) <= closesAfter(p, b, r))
    }),
    { numRuns: 5000 },
  )
})

test('[T24] the last good day before a date never falls either', () => {
  fc.assert(
    fc.property(anyPeriod, anyPair, anyRegime, (p, [a, b], r) => {
      const [first, second] = [{ day: r.zone.dayAt(a) }, { day: r.zone.dayAt(b) }]
      assert.ok(lastGoodBefore(p, first, r) <= lastGoodBefore(p, second, r))
    }),
    { numRuns: 5000 },
  )
})

test('[T24] a deadline never closes before its event', () => {
  fc.assert(
    fc.property(anyPeriod, anyInstant, anyRegime, (p, t, r) => {
      assert.ok(closesAfter(p, t, r) > t)
    }),
    { numRuns: 5000 },
  )
})

test('[T24] over a window the ends suffice: every instant in it closes between them', () => {
  fc.assert(
    fc.property(
      anyPeriod,
      anyPair,
      anyRegime,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
      (p, [earliest, latest], r, grid) => {
        const closes = closesOverWindow(p, { earliest, latest }, r)
        assert.deepEqual(deriveOverWindow(p, { earliest, latest }, r).closes, closes)
        for (const g of grid) {
          const c = closesAfter(p, Math.floor(earliest + g * (latest - earliest)), r)
          assert.ok(closes.earliest <= c && c <= closes.latest)
        }
      },
    ),
    { numRuns: 1500 },
  )
})

test('[T25] counted back to an hour the ends do not suffice', () => {
  // A month before 30 March 12:00 is 28 February 12:00, and before 31 March 08:00 it is 28 February 08:00.
  const plain = regime('plain')
  const march = { earliest: instant('2022-03-30T12:00:00Z'), latest: instant('2022-03-31T08:00:00Z') }
  assert.deepEqual(lastGoodOverWindow(period('1 month'), march, plain), {
    earliest: instant('2022-02-28T00:00:00Z'),
    latest: instant('2022-02-28T23:59:59.999Z'),
  })
  // Saturday 21:00 to Monday 00:00 where Sunday starts at 01:00: the working day before is Friday, least at 00:00.
  const noMidnight = { ...plain, zone: zone('America/Scoresbysund') }
  const spring = { earliest: instant('2022-03-26T22:00:00Z'), latest: instant('2022-03-28T00:00:00Z') }
  assert.deepEqual(lastGoodOverWindow(period('1 working day'), spring, noMidnight), {
    earliest: instant('2022-03-25T01:00:00Z'),
    latest: instant('2022-03-26T00:59:59.999Z'),
  })
  // Clocks went back at 00:01 on Sunday, so its midnight was shown twice: the working day before is Friday, whole.
  const twice = { ...plain, zone: zone('America/St_Johns') }
  const backAtMidnight = { earliest: 1289097060000, latest: 1289100600000 }
  assert.deepEqual(lastGoodOverWindow(period('1 working day'), backAtMidnight, twice), {
    earliest: instant('2010-11-05T00:00:00-02:30'),
    latest: instant('2010-11-05T23:59:59.999-02:30'),
  })
  fc.assert(
    fc.property(
      anyPeriod,
      anyPair,
      anyRegime,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
      (p, [earliest, latest], r, grid) => {
        const good = lastGoodOverWindow(p, { earliest, latest }, r)
        const edges = [
          r.zone.offsetUntil(earliest),
          r.zone.offsetUntil(earliest) - 1,
          r.zone.offsetSince(latest),
          r.zone.offsetSince(latest) - 1,
        ]
        const midnights = [0, 1, 2, 3].flatMap((n) => [
          r.zone.startOf(r.zone.dayAt(earliest) + n),
          r.zone.startOf(r.zone.dayAt(latest) - n) - 1,
        ])
        // Clocks put back over midnight show it again, when the day has long begun.
        const again = [edges[0] as number, edges[2] as number].flatMap((turn) => {
          const next = turn + DAY_MS - r.zone.timeOfDayAt(turn)
          return [next, next - 1]
        })
        const within = grid.map((g) => Math.floor(earliest + g * (latest - earliest)))
        const points = [...within, ...edges, ...midnights, ...again]
        let least = Infinity
        let most = -Infinity
        for (const t of [...points.filter((x) => earliest <= x && x <= latest), earliest, latest]) {
          const g = lastGoodBefore(p, t, r)
          least = Math.min(least, g)
          most = Math.max(most, g)
        }
        // Sound, and reached: the points above hold every place where the least and the most can lie.
        assert.deepEqual(good, { earliest: least, latest: most })
        assert.ok(good.earliest <= good.latest)
      },
    ),
    { numRuns: 4000 },
  )
})

test('[T25] an open window counted back stays open', () => {
  fc.assert(
    fc.property(anyPeriod, anyInstant, anyRegime, (p, t, r) => {
      assert.equal(lastGoodOverWindow(p, { earliest: -Infinity, latest: t }, r).earliest, -Infinity)
      assert.equal(lastGoodOverWindow(p, { earliest: t, latest: Infinity }, r).latest, Infinity)
    }),
  )
})
