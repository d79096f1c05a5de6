import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { withBlock } from '../language/folder.ts'
import { agreementOf, play } from './play.ts'

const asked = (to = 'B') => `{id: q, kind: question, by: A, to: ${to}, transmitted: 2026-03-01T10:00:00Z}`
const sent = (id: string, kind: string, by: string, to: string, refersTo: string, at: string) =>
  `{id: ${id}, kind: ${kind}, by: ${by}, to: ${to}, refersTo: ${refersTo}, transmitted: ${at}}`

describe('a power that can be used once', () => {
  const rules = (uses: string) => `rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is transmitted
---
rule: "2"
when: [1 lapses, answer to question]
who: sender of question
may: meeting-request to question
${uses}
---
rule: "3"
when: '"2" is exercised'
who: each addressee of meeting-request
must: meeting to meeting-request
by: 5 days after "2" is exercised`
  const acts = [
    asked(),
    sent('m1', 'meeting-request', 'A', 'B', 'q', '2026-03-13'),
    sent('x', 'answer', 'B', 'A', 'q', '2026-03-14'),
    sent('m2', 'meeting-request', 'A', 'B', 'q', '2026-03-15'),
  ]
  const third = (uses: string, told = acts) =>
    play(agreementOf(rules(uses)), told, '2026-03-16').filter((line) => line.startsWith('3'))

  it('[trap 5] a used power opens again on the late reply, unless it can be used once', () => {
    assert.deepEqual(third(''), ['3 B: due 18 Mar 2026, in 2 days', '3 B: due 20 Mar 2026, in 4 days'])
    assert.deepEqual(third('uses: once'), ['3 B: due 18 Mar 2026, in 2 days'])
  })

  it('which of two acts used it cannot be derived where the record does not tell which was first', () => {
    const open = [
      asked(),
      sent('m1', 'meeting-request', 'A', 'B', 'q', '2026-03-13/2026-03-15'),
      sent('m2', 'meeting-request', 'A', 'B', 'q', '2026-03-14'),
    ]
    assert.deepEqual(third('uses: once', open), [
      '3 B: cannot be derived: whether it had arisen by then',
      '3 B: cannot be derived: whether it had arisen by then',
    ])
  })

  it('is said in the sentence', () => {
    const small = agreementOf(rules('uses: once'))
    const sentence = small.rules.filter(({ id }) => id === '2').map((rule) => sentenceOf(rule, small))
    assert.ok(sentence[0]?.endsWith('The power can be used once.'))
  })
})

describe('a duty that survives', () => {
  const rule = (survives: string) =>
    `rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 10 days after question is transmitted\n${survives}`
  const parties = '  - {id: C, kind: state, name: Cestia, bound: 2026-01-01/2026-03-05}'
  const acts = [asked('C'), sent('x', 'answer', 'C', 'A', 'q', '2026-03-10')]
  const first = (survives: string, day: string, told = acts) =>
    play(agreementOf(rule(survives), { parties }), told, day).filter((line) => line.startsWith('1'))

  it('is owed, performed and missed by whoever has left', () => {
    assert.deepEqual(first('', '2026-03-07'), ['1 C: ended: Cestia is no longer bound from 6 Mar 2026'])
    assert.deepEqual(first('survives: yes', '2026-03-07'), ['1 C: due 11 Mar 2026, in 4 days'])
    assert.deepEqual(first('survives: yes', '2026-03-10'), ['1 C: answered 10 Mar 2026, in time'])
    assert.deepEqual(first('survives: yes', '2026-03-12', [asked('C')]), ['1 C: not recorded by 11 Mar 2026'])
  })

  it('is owed by nobody for sure who may have left before it was asked', () => {
    const told = [asked('C').replace('2026-03-01T10:00:00Z', '2026-03-04/2026-03-07')]
    const open = '1 C: cannot be derived: who was bound, day of the act not known'
    assert.deepEqual(first('survives: yes', '2026-03-20', told), [open])
    assert.deepEqual(first('', '2026-03-20', told), [open])
  })

  it('is still owed to a creditor that has left', () => {
    const byC = [
      '{id: q, kind: question, by: C, to: B, transmitted: 2026-03-01T10:00:00Z}',
      sent('x', 'answer', 'B', 'C', 'q', '2026-03-11'),
    ]
    assert.deepEqual(first('survives: yes', '2026-03-12', byC), ['1 B: answered 11 Mar 2026, in time'])
    assert.deepEqual(first('survives: yes', '2026-03-12', byC.slice(0, 1)), ['1 B: not recorded by 11 Mar 2026'])
  })
})

describe('where they stand', () => {
  const codes = (more: string) =>
    readAgreement(
      withBlock(
        `rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 5 days after question is received\n${more}`,
      ),
    ).problems.map(({ code }) => code)

  it('once is said of a power, surviving of a duty, each in one word', () => {
    assert.deepEqual(codes('survives: yes'), [])
    assert.deepEqual(codes('survives: no'), ['value/unknown'])
    assert.deepEqual(codes('uses: once'), ['key/unknown'])
  })
})
