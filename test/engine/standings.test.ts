import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agreementOf, play } from './play.ts'

const KINDS = `---
{act: consent, to: all}
---
{act: notice-of-withdrawal, to: all}
---
{act: suspension, to: one}
---
{act: readmission, to: one}`

const BOUND = `standing: bound
of: party
begins: 30 days after consent
ends: 1 month after notice-of-withdrawal
---
`
const ANSWER = `rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is transmitted
`

function asked(day: string, to: string, id = 'q', by = 'A'): string {
  return `{id: ${id}, kind: question, by: ${by}, to: ${to}, transmitted: ${day}}`
}

describe('a party is bound by its own acts', () => {
  const agreement = agreementOf(BOUND + ANSWER, { kinds: KINDS })
  const acts = [
    '{id: ca, kind: consent, by: A, to: all, transmitted: 2026-01-01T09:00:00Z}',
    '{id: cb, kind: consent, by: B, to: all, transmitted: 2026-03-01T09:00:00Z}',
  ]

  test('the thirtieth day after consent is the first on which it owes; no act stands between', () => {
    // 1 March and 30 days: 31 March.
    assert.deepEqual(play(agreement, [...acts, asked('2026-03-30T23:59:59Z', 'B')], '2026-04-30'), [])
    assert.deepEqual(play(agreement, [...acts, asked('2026-03-31T00:00:00Z', 'B')], '2026-04-30'), [
      '1 B: not recorded by 10 Apr 2026',
    ])
  })

  test('a question of a party that is not bound yet calls nothing into being', () => {
    assert.deepEqual(play(agreement, [...acts, asked('2026-03-30', 'A', 'q', 'B')], '2026-04-30'), [])
  })

  test('a time after receipt counts from that of the last addressee; while that is not known nobody has surely left', () => {
    const text = BOUND.replace('after notice-of-withdrawal', 'after notice-of-withdrawal is received') + ANSWER
    const byReceipt = agreementOf(text, { kinds: KINDS })
    const notice = (to: string) => [
      ...acts,
      `{id: w, kind: notice-of-withdrawal, by: B, to: ${to}, transmitted: 2026-04-20T12:00:00Z}`,
    ]
    const known = notice('[{party: A, received: 2026-04-21T09:00:00Z}, {party: C, received: 2026-05-04T12:00:00Z}]')
    // A month after 4 May is 4 June, the whole day.
    assert.deepEqual(play(byReceipt, [...known, asked('2026-06-04T23:59:59Z', 'B')], '2026-06-04'), [
      '1 B: due 14 Jun 2026, in 10 days',
    ])
    assert.deepEqual(play(byReceipt, [...known, asked('2026-06-05T00:00:00Z', 'B')], '2026-06-30'), [])
    const half = notice('[{party: A, received: 2026-04-21T09:00:00Z}, {party: C}]')
    const open = play(byReceipt, [...half, asked('2026-07-01', 'B')], '2026-07-02')
    assert.match(open.join(), /^1 B: cannot be derived/)
    // What goes to all says once when all had it.
    const toAll = [
      ...acts,
      `{id: w, kind: notice-of-withdrawal, by: B, to: all, transmitted: 2026-04-20T12:00:00Z, received: 2026-05-04T12:00:00Z}`,
    ]
    assert.deepEqual(play(byReceipt, [...toAll, asked('2026-06-04T23:59:59Z', 'B')], '2026-06-04'), [
      '1 B: due 14 Jun 2026, in 10 days',
    ])
    assert.deepEqual(play(byReceipt, [...toAll, asked('2026-06-05T00:00:00Z', 'B')], '2026-06-30'), [])
    const unknown = play(byReceipt, [...notice('all'), asked('2026-07-01', 'B')], '2026-07-02')
    assert.match(unknown.join(), /^1 B: cannot be derived/)
  })

  test('whoever has left owes nothing new, and what was open ends with its reason', () => {
    const left = [...acts, '{id: w, kind: notice-of-withdrawal, by: B, to: all, transmitted: 2026-05-04T12:00:00Z}']
    // A month after 4 May is 4 June, the whole day.
    assert.deepEqual(play(agreement, [...left, asked('2026-06-04T23:00:00Z', 'B')], '2026-06-04'), [
      '1 B: due 14 Jun 2026, in 10 days',
    ])
    assert.deepEqual(play(agreement, [...left, asked('2026-06-04T23:00:00Z', 'B')], '2026-06-30'), [
      '1 B: ended: Borgia is no longer bound from 5 Jun 2026',
    ])
    assert.deepEqual(play(agreement, [...left, asked('2026-06-05T00:00:00Z', 'B')], '2026-06-30'), [])
  })

  test('a consent of which only the days are known leaves open who was bound between', () => {
    const unsure = [acts[0] as string, '{id: cb, kind: consent, by: B, to: all, transmitted: 2026-03-01/2026-03-10}']
    assert.deepEqual(play(agreement, [...unsure, asked('2026-03-30T12:00:00Z', 'B')], '2026-05-30'), [])
    assert.deepEqual(play(agreement, [...unsure, asked('2026-04-02T12:00:00Z', 'B')], '2026-05-30'), [
      '1 B: cannot be derived: who was bound',
    ])
    assert.deepEqual(play(agreement, [...unsure, asked('2026-04-09T12:00:00Z', 'B')], '2026-05-30'), [
      '1 B: not recorded by 19 Apr 2026',
    ])
  })
})

test('an agreement in force from a day on binds nobody before it', () => {
  const agreement = agreementOf(`standing: in-force\nof: agreement\nbegins: 2026-03-31\n---\n${ANSWER}`, {
    kinds: KINDS,
  })
  assert.deepEqual(play(agreement, [asked('2026-03-30T21:59:59Z', 'B')], '2026-04-30'), [])
  assert.deepEqual(play(agreement, [asked('2026-04-01T12:00:00Z', 'B')], '2026-04-30'), [
    '1 B: not recorded by 11 Apr 2026',
  ])
  assert.deepEqual(play(agreement, [asked('2026-03-30/2026-04-01', 'B')], '2026-04-30'), [
    '1 B: cannot be derived: who was bound, day of the act not known',
  ])
})

test('a party whose standing a rule asks for: only while it has it', () => {
  const agreement = agreementOf(
    `standing: suspended
of: party
whose: addressee
begins: suspension
ends: readmission
---
rule: "1"
when: question
who: each party that is not suspended other than sender of question
must: answer to question
by: 10 days after question is transmitted
`,
    { kinds: KINDS },
  )
  const acts = [
    '{id: s, kind: suspension, by: A, to: B, transmitted: 2026-03-01T10:00:00Z}',
    '{id: r, kind: readmission, by: A, to: B, transmitted: 2026-05-01T10:00:00Z}',
  ]
  const debtors = (sent: string) => play(agreement, [...acts, asked(sent, 'B')], '2026-07-01').map((line) => line[2])
  assert.deepEqual(debtors('2026-03-01T09:59:59Z'), ['B', 'C'])
  assert.deepEqual(debtors('2026-03-01T10:00:00Z'), ['C'])
  assert.deepEqual(debtors('2026-05-01T09:59:59Z'), ['C'])
  assert.deepEqual(debtors('2026-05-01T10:00:00Z'), ['B', 'C'])
})
