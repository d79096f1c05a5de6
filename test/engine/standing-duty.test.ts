/** What is owed from a date on, without a number: by whoever is bound on that date, and by whoever joins later. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agreementOf, play } from './play.ts'

const RULE = `rule: "1"
when: 2026-01-05
who: each party
must: report
to: all parties
by: `
const LATE = '  - {id: C, kind: state, name: Cestia, bound: 2026-06-01/..}'
const SENT = [
  '{id: b, kind: report, by: B, to: all, transmitted: 2026-02-01T10:00:00Z}',
  '{id: c, kind: report, by: C, to: all, transmitted: 2026-06-02T10:00:00Z}',
]

describe('a duty from a date on, without a number', () => {
  const standing = agreementOf(`${RULE}without delay`, { parties: LATE })

  test('is not owed by whoever is not bound yet', () => {
    assert.deepEqual(play(standing, [], '2026-05-31'), ['1 A: open since 5 Jan 2026', '1 B: open since 5 Jan 2026'])
  })

  test('is owed by whoever joins, from then on', () => {
    assert.deepEqual(play(standing, [], '2026-06-01'), [
      '1 A: open since 5 Jan 2026',
      '1 B: open since 5 Jan 2026',
      '1 C: open since 1 Jun 2026',
    ])
  })

  test('is performed by each for itself', () => {
    assert.deepEqual(play(standing, SENT, '2026-06-30'), [
      '1 A: open since 5 Jan 2026',
      '1 B: sent 1 Feb 2026',
      '1 C: sent 2 Jun 2026',
    ])
  })

  test('with a number it is over with its date, and nobody owes it who joins later', () => {
    const dated = agreementOf(`${RULE}2026-03-01`, { parties: LATE })
    assert.deepEqual(play(dated, SENT, '2026-06-30'), [
      '1 A: not recorded by 1 Mar 2026',
      '1 B: sent 1 Feb 2026, in time',
    ])
  })
})
