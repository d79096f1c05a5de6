import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closesAfter } from '../../src/time/deadline.ts'
import { isInDays } from '../../src/time/regime.ts'
import {
  closesAfterStops,
  closesOverWindowAfterStops,
  deriveAfterStops,
  pausesOf,
  type Stop,
} from '../../src/time/stop.ts'
import { UNKNOWN } from '../../src/time/window.ts'
import { workingDaysOf } from '../../src/time/working-days.ts'
import { instant, period, regime, rowsOf } from './vector-files.ts'
import { anyPair, anyPeriod, anyRegime } from './worlds.ts'

test('[T26] stops, worked out by hand', () => {
  for (const [id = '', p = '', from = '', stops = '', closes = '', why] of rowsOf('stop.tsv', 6)) {
    const given = stops.split(' ').map((text): Stop => {
      const [stopped = '', resumed = ''] = text.split('/')
      return { stopped: instant(stopped), resumed: resumed === '..' ? Infinity : instant(resumed) }
    })
    const expected = closes === 'never' ? Infinity : instant(closes)
    assert.equal(closesAfterStops(period(p), instant(from), given, regime(id)), expected, `${p} from ${from}: ${why}`)
    assert.equal(closesAfterStops(period(p), instant(from), given.toReversed(), regime(id)), expected, 'in any order')
  }
})

const anyStops = fc.array(
  anyPair.map(([stopped, resumed]): Stop => ({ stopped, resumed })),
  { maxLength: 4 },
)

test('[T26] without stops nothing moves; a stop never brings the end forward', () => {
  fc.assert(
    fc.property(anyPeriod, anyPair, anyRegime, anyStops, (p, [from, second], r, stops) => {
      assert.equal(closesAfterStops(p, from, [], r), closesAfter(p, from, r))
      const near = stops.map((s) => ({
        stopped: second + (s.stopped % 1e9),
        resumed: second + (s.stopped % 1e9) + (s.resumed - s.stopped),
      }))
      const pauses = pausesOf(p, from, near, r)
      let closes = closesAfter(p, from, r)
      for (const pause of pauses) {
        assert.ok(pause.stopped < closes, 'only what is open can be stopped')
        assert.ok(pause.closes >= closes)
        closes = pause.closes
      }
    }),
    { numRuns: 4000 },
  )
})

test('[T26] hours: what runs between the event and the end, less the time stopped, is the period', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.tuple(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 1, max: 40 })), { maxLength: 5 }),
      (n, spans) => {
        const hour = 3_600_000
        const stops = spans.map(([start, length]) => ({ stopped: start * hour, resumed: (start + length) * hour }))
        const due = closesAfterStops({ n, unit: 'hour' }, 0, stops, regime('plain')) - 1
        // Hour by hour: an hour runs if no stop covers it, and stops that begin after the end do not matter.
        let running = 0
        let end = 0
        for (; running < n; end++) {
          if (!stops.some((s) => s.stopped <= end * hour && end * hour < s.resumed)) running++
        }
        // A stop that begins at the due instant, still in time, moves the end too.
        for (let moved = true; moved; ) {
          moved = false
          for (const s of stops) {
            if (s.stopped <= end * hour && end * hour < s.resumed) {
              end = s.resumed / hour
              moved = true
            }
          }
        }
        assert.equal(due, end * hour)
      },
    ),
    { numRuns: 2000 },
  )
})

test('[T26] days: what runs between the event and the end, less the days touched, is the period', () => {
  const DAY = 86_400_000
  for (const unit of ['day', 'working day'] as const) {
    const r = regime('plain')
    const days = workingDaysOf(r)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 300 })), { maxLength: 4 }),
        (n, start, spans) => {
          const stops = spans
            .map(([at, length]) => ({ stopped: (at * DAY) / 48, resumed: ((at + length) * DAY) / 48 }))
            .sort((a, b) => a.stopped - b.stopped)
          const closes = closesAfterStops({ n, unit }, start * DAY + 1, stops, r)
          // Day by day, with only the stops that began while it was open.
          const counts = (d: number) => unit === 'day' || days.isWorking(d)
          const effective: Stop[] = []
          const lastOf = () => {
            let d = start
            for (let left = n; left > 0; ) {
              d++
              if (
                counts(d) &&
                !effective.some((s) => Math.floor(s.stopped / DAY) <= d && d <= Math.floor(s.resumed / DAY))
              )
                left--
            }
            return d
          }
          for (const s of stops) if (s.stopped < endOf(lastOf())) effective.push(s)
          function endOf(d: number): number {
            return (d + 1) * DAY
          }
          assert.equal(closes, endOf(lastOf()))
        },
      ),
      { numRuns: 1500 },
    )
  }
})

test('[T24] [T26] in hours, days, weeks and working days without a roll a later event never gives an earlier end', () => {
  fc.assert(
    fc.property(anyPeriod, anyPair, anyRegime, anyStops, (p, [a, b], r, stops) => {
      if (p.unit === 'month' || p.unit === 'year' || (isInDays(p.unit) && r.roll !== 'none')) return
      const plain = { ...r, minimumWorkingDays: 0 }
      assert.ok(closesAfterStops(p, a, stops, plain) <= closesAfterStops(p, b, stops, plain))
    }),
    { numRuns: 4000 },
  )
})

test('[T24] [T26] with months it can, and the window says so', () => {
  const r = regime('plain')
  const stops = [{ stopped: instant('2022-03-28T00:00:00Z'), resumed: instant('2022-03-31T12:00:00Z') }]
  const from = [instant('2022-03-27T12:00:00Z'), instant('2022-03-31T12:00:00Z')] as const
  assert.equal(closesAfterStops(period('1 month'), from[0], stops, r), instant('2022-05-02T00:00:00Z'))
  assert.equal(closesAfterStops(period('1 month'), from[1], stops, r), instant('2022-05-01T00:00:00Z'))
  assert.deepEqual(closesOverWindowAfterStops(period('1 month'), { earliest: from[0], latest: from[1] }, stops, r), {
    earliest: instant('2022-05-01T00:00:00Z'),
    latest: instant('2022-05-02T00:00:00Z'),
  })
  fc.assert(
    fc.property(
      anyPeriod,
      anyPair,
      anyRegime,
      anyStops,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (p, [a, b], any, stops, g) => {
        const w = closesOverWindowAfterStops(p, { earliest: a, latest: b }, stops, any)
        const closes = closesAfterStops(p, Math.floor(a + g * (b - a)), stops, any)
        assert.ok(w.earliest <= closes && closes <= w.latest)
      },
    ),
    { numRuns: 2000 },
  )
  assert.equal(closesOverWindowAfterStops(period('1 month'), UNKNOWN, stops, r).latest, Infinity)
  assert.equal(closesOverWindowAfterStops(period('1 month'), UNKNOWN, stops, r).earliest, -Infinity)
})

test('[T26] [T29] a derivation has a line for each stop', () => {
  const stop = (stopped: string, resumed: string) => ({ stopped: instant(stopped), resumed: instant(resumed) })
  const from = instant('2022-01-26T10:00:00Z')
  const days = [stop('2022-02-03T10:00:00Z', '2022-02-05T12:00:00Z')]
  const derived = deriveAfterStops(period('14 days'), from, days, regime('vienna'), { event: 'received' })
  assert.equal(derived.closes, closesAfterStops(period('14 days'), from, days, regime('vienna')))
  assert.deepEqual(derived.steps, [
    'received 26 Jan 2022 (day not counted)',
    '+ 14 calendar days = 9 Feb 2022',
    'stopped 3 - 5 Feb 2022, 3 calendar days of it added: 12 Feb 2022',
    'end of that day, Europe/Vienna',
  ])
  const hours = [stop('2022-01-27T10:00:00Z', '2022-01-27T16:00:00Z')]
  assert.deepEqual(deriveAfterStops(period('48 hours'), from, hours, regime('vienna')).steps, [
    'from 26 Jan 2022 11:00',
    '+ 48 hours = 28 Jan 2022 11:00',
    'stopped 27 Jan 2022 11:00 - 27 Jan 2022 17:00, and that time is added: 28 Jan 2022 17:00',
    'that instant is still in time, Europe/Vienna',
  ])
  const open = [{ stopped: instant('2022-02-03T10:00:00Z'), resumed: Infinity }]
  assert.equal(deriveAfterStops(period('14 days'), from, open, regime('vienna')).closes, Infinity)
  assert.equal(
    deriveAfterStops(period('14 days'), from, open, regime('vienna')).steps[2],
    'stopped 3 Feb 2022 11:00, not resumed: it does not close',
  )
  const late = [stop('2022-12-20T10:00:00Z', '2022-12-31T10:00:00Z')]
  const moved = deriveAfterStops(period('5 working days'), instant('2022-12-16T10:00:00Z'), late, regime('northland'))
  assert.equal(moved.outsideCalendars, true)
  assert.ok(moved.steps.some((step) => step.startsWith('holiday calendars cover days until 31 Dec 2022 only')))
})
