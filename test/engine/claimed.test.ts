import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { agreementOf, play } from './play.ts'

const AGREEMENT = agreementOf(
  `{rule: "1", when: meeting-request, unless: claimed(force-majeure), who: sender of question, must: meeting to meeting-request, by: 10 days after meeting-request is transmitted}
---
{claim: force-majeure, about: question, who: sender of question, denied with: denial, denied by: addressee of question, settled by: nobody}`,
  { kinds: '---\n{act: denial, stage: denial, to: some, refers to: force-majeure}' },
)
const QUESTION = '{id: q, kind: question, by: A, to: B, transmitted: 2026-02-01}'
const OTHER = '{id: q2, kind: question, by: A, to: B, transmitted: 2026-02-01}'
const REQUEST = '{id: m, kind: meeting-request, by: B, to: A, refersTo: q, transmitted: "2026-03-02T10:00:00Z"}'
const claim = (at: string, by = 'A', to = 'q') =>
  `{id: f, kind: force-majeure, by: ${by}, to: ${by === 'A' ? 'B' : 'A'}, refersTo: ${to}, transmitted: "${at}"}`

function read(...more: string[]): string[] {
  return play(AGREEMENT, [QUESTION, OTHER, REQUEST, ...more], '2026-03-05').filter((line) => line.startsWith('1 '))
}

describe('claimed: has a claim been made about what the trigger refers to', () => {
  const OPEN = read()

  it('nothing is claimed: the rule applies', () => {
    assert.equal(OPEN.length, 1)
    assert.match(OPEN[0] ?? '', /^1 A: due 12 Mar 2026/)
  })

  it('claimed before, or at that very instant: it does not; a millisecond later: it does', () => {
    assert.deepEqual(read(claim('2026-03-01')), [])
    assert.deepEqual(read(claim('2026-03-02T10:00:00Z')), [])
    assert.deepEqual(read(claim('2026-03-02T10:00:00.001Z')), OPEN)
  })

  it('by somebody who may not make it, or about another question: it does', () => {
    assert.deepEqual(read(claim('2026-03-01', 'B')), OPEN)
    assert.deepEqual(read(claim('2026-03-01', 'A', 'q2')), OPEN)
  })

  it('denied, it is claimed all the same', () => {
    const denial = '{id: d, kind: denial, by: B, to: A, refersTo: f, transmitted: 2026-03-01T12:00:00Z}'
    assert.deepEqual(read(claim('2026-03-01T10:00:00Z'), denial), [])
  })

  it('on a day on which it was perhaps later it is not derivable, and that is said', () => {
    assert.deepEqual(read(claim('2026-03-02')), [
      '1 A: cannot be derived: needs whether a claim of force majeure has been made',
    ])
  })

  it('is read out', () => {
    const rule = AGREEMENT.rules.find(({ id }) => id === '1')
    assert.ok(rule)
    assert.match(sentenceOf(rule, AGREEMENT), /unless a claim of force majeure has been made/)
  })
})
