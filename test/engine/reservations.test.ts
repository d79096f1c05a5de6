import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { agreementOf, play } from './play.ts'

const agreement = agreementOf(
  `reservation: reservation
may exclude: ["1", "2", "8"]
excludes: reservation.rules
unless: objection to reservation
until: 12 months after reservation is transmitted
ends: retraction to reservation
---
rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is transmitted
---
rule: "2"
when: question
who: sender of question
must: note to question
to: all parties
by: 1 month after question is transmitted
---
rule: "8"
when: every year
who: each party
must: report for the year
to: all parties
by: 15 July
`,
  {
    kinds: `---
act: reservation
to: all
form: {type: object, properties: {rules: {type: array, items: {type: string}, default: []}}}
---
{act: objection, to: some, refers to: reservation}
---
{act: retraction, to: all, refers to: reservation}
---
{act: note, stage: notification, to: some, refers to: question}`,
  },
)

const RESERVED = '{id: r, kind: reservation, by: A, to: all, transmitted: "2026-02-01T12:00:00Z", body: {rules: ["1"]}}'
const ask = (by: string, to: string, sent: string) =>
  `{id: q, kind: question, by: ${by}, to: [${to}], transmitted: "${sent}"}`
const ones = (acts: readonly string[], day = '2026-03-05') =>
  play(agreement, acts, day)
    .filter((line) => line.startsWith('1 '))
    .map((line) => line[2])

describe('a rule that a party excluded', () => {
  test('does not hold between it and any other party, either way, and holds between the others', () => {
    assert.deepEqual(ones([RESERVED, ask('A', 'B, C', '2026-03-01T00:00:00Z')]), [])
    assert.deepEqual(ones([RESERVED, ask('B', 'A, C', '2026-03-01T00:00:00Z')]), ['C'])
  })

  test('holds for what was asked before, to the millisecond', () => {
    assert.deepEqual(ones([RESERVED, ask('B', 'A', '2026-02-01T11:59:59.999Z')]), ['A'])
    assert.deepEqual(ones([RESERVED, ask('B', 'A', '2026-02-01T12:00:00Z')]), [])
  })

  test('holds again between it and whoever objects in time', () => {
    const objected = (sent: string) => [
      RESERVED,
      `{id: o, kind: objection, by: B, to: A, refersTo: [r], transmitted: "${sent}"}`,
    ]
    const asked = (by: string) => ask(by, 'A', '2027-03-01T00:00:00Z')
    // Twelve months after 1 February 2026: the whole 1 February 2027.
    assert.deepEqual(ones([...objected('2027-02-01T23:59:59Z'), asked('B')], '2027-03-02'), ['A'])
    assert.deepEqual(ones([...objected('2027-02-02T00:00:00Z'), asked('B')], '2027-03-02'), [])
    assert.deepEqual(ones([...objected('2027-02-01T23:59:59Z'), asked('C')], '2027-03-02'), [])
  })

  test('holds again for all when the reservation is taken back', () => {
    const back = [RESERVED, '{id: w, kind: retraction, by: A, to: all, refersTo: [r], transmitted: 2026-02-10}']
    assert.deepEqual(ones([...back, ask('B', 'A', '2026-02-11T00:00:00Z')]), ['A'])
  })

  test('other rules hold all the same', () => {
    const lines = play(agreement, [RESERVED, ask('B', 'A, C', '2026-03-01T00:00:00Z')], '2026-03-05')
    assert.ok(lines.includes('2 B: due 1 Apr 2026, in 27 days'))
  })

  test('what is owed to all is owed to those that are left', () => {
    const all = RESERVED.replace('["1"]', '["2", "8"]')
    assert.ok(
      !play(agreement, [all, ask('A', 'B', '2026-03-01T00:00:00Z')], '2026-03-05')
        .join()
        .includes('2 A'),
    )
    const asked = [all, ask('B', 'C', '2026-03-01T00:00:00Z')]
    const noted = [...asked, '{id: n, kind: note, by: B, to: C, refersTo: [q], transmitted: 2026-03-02}']
    assert.ok(play(agreement, noted, '2026-03-05').includes('2 B: sent 2 Mar 2026, in time'))
    // The year began before the reservation.
    assert.ok(play(agreement, noted, '2026-07-01').some((line) => line.startsWith('8 A')))
    assert.ok(!play(agreement, noted, '2027-07-01').some((line) => line.startsWith('8 A') && line.includes('2027')))
  })

  test('a reservation of a day not known leaves open what was asked on it', () => {
    const unsure = RESERVED.replace('"2026-02-01T12:00:00Z"', '2026-02-01')
    const lines = play(agreement, [unsure, ask('B', 'A', '2026-02-01T12:00:00Z')], '2026-02-05')
    assert.deepEqual(
      lines.filter((line) => line.startsWith('1 ')),
      ['1 A: cannot be derived: who was bound, or between whom the rule holds'],
    )
  })

  test('is said in a sentence', () => {
    const rule = agreement.rules.find(({ kind }) => kind === 'reservation')
    assert.equal(
      rule && sentenceOf(rule, agreement),
      'A reservation excludes those of rules 1, 2 and 8 that it names as rules between its sender and every other party, either way, from when it is transmitted, until its sender sends a retraction. What arose before stays. Between its sender and a party that sends an objection to the reservation until 12 months after the reservation is transmitted, these rules hold again from when the objection is transmitted.',
    )
  })
})
