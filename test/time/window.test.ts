import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Window } from '../../src/time/window.ts'
import {
  cut,
  earlierOf,
  exactly,
  isExact,
  isoWindow,
  laterOf,
  parseWindow,
  printWindow,
  UNKNOWN,
} from '../../src/time/window.ts'
import { instant, rowsOf, zone } from './vector-files.ts'
import { anyPair, anyZone } from './worlds.ts'

function bound(text: string | undefined, open: number): number {
  return text === '..' || text === undefined ? open : instant(text)
}

test('[T7] [T8] windows are read and printed', () => {
  for (const [id = '', text = '', earliest, latest, printed, why] of rowsOf('window_valid.tsv', 6)) {
    const w = parseWindow(text, zone(id))
    const expected = { earliest: bound(earliest, -Infinity), latest: bound(latest, Infinity) }
    assert.deepEqual(w, expected, `${text} in ${id}: ${why}`)
    assert.equal(printWindow(expected, zone(id)), printed, `${text} in ${id}`)
  }
})

test('[T7] reversed windows and what is no time are told apart', () => {
  for (const [id = '', text = '', fault, why] of rowsOf('window_invalid.tsv', 4)) {
    assert.deepEqual(parseWindow(text, zone(id)), { fault }, `${text}: ${why}`)
  }
  assert.deepEqual(parseWindow('', zone('UTC')), { fault: 'not a time' })
})

const anyWindow: fc.Arbitrary<Window> = fc.oneof(
  anyPair.map(([earliest, latest]) => ({ earliest, latest })),
  anyPair.map(([t]) => exactly(t)),
  anyPair.map(([t]) => ({ earliest: -Infinity, latest: t })),
  anyPair.map(([t]) => ({ earliest: t, latest: Infinity })),
  fc.constant(UNKNOWN),
)

test('[T7] what is written for programs is read back unchanged', () => {
  fc.assert(
    fc.property(anyWindow, anyZone, (w, z) => {
      assert.deepEqual(parseWindow(isoWindow(w), z), w)
    }),
  )
  assert.equal(isoWindow(UNKNOWN), '../..')
  assert.equal(isoWindow(exactly(0)), '1970-01-01T00:00:00Z')
  assert.equal(isoWindow({ earliest: -Infinity, latest: 0 }), '../1970-01-01T00:00:00Z')
})

test('[T8] two different windows of minutes never print alike', () => {
  const z = zone('Europe/Vienna')
  const edges = [
    '2022-10-29T22:00:00Z',
    '2022-10-30T00:30:00Z',
    '2022-10-30T01:30:00Z',
    '2022-10-30T22:59:59.999Z',
    '2022-10-30T23:00:00Z',
    '2022-10-31T22:59:59.999Z',
    '2022-11-30T22:59:59.999Z',
  ].map(instant)
  const seen = new Map<string, Window>()
  for (const earliest of [-Infinity, ...edges]) {
    for (const latest of [...edges, Infinity]) {
      if (earliest > latest) continue
      const printed = printWindow({ earliest, latest }, z)
      assert.ok(!seen.has(printed), `${printed}: ${isoWindow({ earliest, latest })}`)
      seen.set(printed, { earliest, latest })
    }
  }
})

test('[T9] cutting keeps exactly the instants that lie in both', () => {
  const small = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
    .map(([a, b]) => ({ earliest: Math.min(a, b), latest: Math.max(a, b) }))
  const within = (w: Window | undefined, t: number) => w !== undefined && w.earliest <= t && t <= w.latest
  fc.assert(
    fc.property(small, small, (a, b) => {
      for (let t = -1; t <= 10; t++) assert.equal(within(cut(a, b), t), within(a, t) && within(b, t))
      const later: number[] = []
      const earlier: number[] = []
      for (let x = a.earliest; x <= a.latest; x++) {
        for (let y = b.earliest; y <= b.latest; y++) {
          later.push(Math.max(x, y))
          earlier.push(Math.min(x, y))
        }
      }
      assert.deepEqual(laterOf(a, b), { earliest: Math.min(...later), latest: Math.max(...later) })
      assert.deepEqual(earlierOf(a, b), { earliest: Math.min(...earlier), latest: Math.max(...earlier) })
    }),
  )
  assert.deepEqual(cut(UNKNOWN, exactly(5)), exactly(5))
  assert.equal(cut(exactly(4), exactly(5)), undefined)
  assert.ok(isExact(exactly(5)))
  assert.ok(!isExact(UNKNOWN))
})
