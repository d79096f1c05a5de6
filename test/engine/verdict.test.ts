import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { before, type DutyTimes, happened, powerAt, verdictAt } from '../../src/engine/reading/verdict.ts'
import type { Window } from '../../src/time/window.ts'

const window = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 5 }))
  .map(([earliest, width]): Window => ({ earliest, latest: earliest + width }))
const times = fc.record(
  { born: window, closes: window, performed: fc.record({ time: window, shown: window }), ended: window },
  { requiredKeys: ['born'] },
)

function* points(w: Window): Generator<Window> {
  for (let t = w.earliest; t <= w.latest; t++) yield { earliest: t, latest: t }
}

/** All verdicts that some choice of points gives. */
function possible(of: DutyTimes, at: number): Set<string> {
  const found = new Set<string>()
  for (const born of points(of.born)) {
    for (const closes of optional(of.closes)) {
      for (const ended of optional(of.ended)) {
        for (const performed of performances(of.performed))
          found.add(verdictAt({ born, closes, ended, performed }, at).is)
      }
    }
  }
  return found
}

function optional(w: Window | undefined): Iterable<Window | undefined> {
  return w === undefined ? [undefined] : points(w)
}

function performances(of: DutyTimes['performed']): DutyTimes['performed'][] {
  if (of === undefined) return [undefined]
  return [...points(of.time)].flatMap((time) => [...points(of.shown)].map((shown) => ({ time, shown })))
}

describe('verdicts', () => {
  it('[V1] a certain verdict is the verdict of every point of every window', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 16 }), (of, at) => {
        const verdict = verdictAt(of, at)
        const all = possible(of, at)
        if (verdict.is !== 'not derivable') assert.deepEqual([...all], [verdict.is])
      }),
      { numRuns: 1500 },
    )
  })

  it('[V2] exact times always give a certain verdict', () => {
    for (let born = 0; born < 4; born++) {
      for (let closes = 0; closes < 4; closes++) {
        for (let performed = 0; performed < 4; performed++) {
          for (let at = 0; at < 5; at++) {
            const exact = (t: number): Window => ({ earliest: t, latest: t })
            const verdict = verdictAt(
              {
                born: exact(born),
                closes: exact(closes),
                performed: { time: exact(performed), shown: exact(performed) },
              },
              at,
            )
            assert.notEqual(verdict.is, 'not derivable')
          }
        }
      }
    }
  })

  it('[V3] the last instant before `closes` is in time and still open; `closes` itself is late and overdue', () => {
    const exact = (t: number): Window => ({ earliest: t, latest: t })
    const duty = { born: exact(0), closes: exact(10) }
    assert.equal(verdictAt(duty, 9).is, 'open')
    assert.equal(verdictAt(duty, 10).is, 'overdue')
    assert.equal(verdictAt({ ...duty, performed: { time: exact(9), shown: exact(9) } }, 10).is, 'kept')
    assert.equal(verdictAt({ ...duty, performed: { time: exact(10), shown: exact(10) } }, 10).is, 'late')
  })

  it('[V4] comparisons are yes, no, or maybe, and maybe exactly where points differ', () => {
    fc.assert(
      fc.property(window, window, fc.integer({ min: 0, max: 16 }), (a, b, at) => {
        const answers = new Set<boolean>()
        for (const x of points(a)) for (const y of points(b)) answers.add(x.earliest < y.earliest)
        assert.equal(before(a, b), answers.size === 2 ? 'maybe' : answers.has(true) ? 'yes' : 'no')
        const by = new Set([...points(a)].map((x) => x.earliest <= at))
        assert.equal(happened(a, at), by.size === 2 ? 'maybe' : by.has(true) ? 'yes' : 'no')
      }),
    )
  })

  it('[V5] no number agreed: open for ever, never overdue', () => {
    assert.equal(verdictAt({ born: { earliest: 0, latest: 0 } }, 1e15).is, 'open')
  })

  it('[V6] a power is not yet open, open, used or expired', () => {
    const exact = (t: number): Window => ({ earliest: t, latest: t })
    const power = { opens: exact(5), closes: exact(10) }
    assert.deepEqual(
      [4, 5, 9, 10].map((at) => powerAt(power, at)),
      ['not yet', 'open', 'open', 'expired'],
    )
    assert.equal(powerAt({ ...power, used: exact(7) }, 20), 'used')
    assert.equal(powerAt({ opens: { earliest: 5, latest: Number.POSITIVE_INFINITY } }, 9), 'not derivable')
  })
})
