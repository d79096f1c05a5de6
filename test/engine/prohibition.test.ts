import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { docketAt } from '../../src/engine/reading/docket.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { whyLine } from '../../src/engine/reading/why.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const KINDS =
  '---\n{act: adoption, stage: other, to: nobody, refers to: question}\n---\n{act: lift, stage: other, to: some, refers to: question}\n---\n{act: opinion, stage: other, to: some, refers to: question}\n---\n{act: explanation, stage: other, to: some, refers to: question or adoption}'
const agreement = agreementOf(
  `rule: "6.1"
when: question
who: sender of question
must not: adoption about question
from: 2 days after question is transmitted
until: 1 month after question is transmitted
changes:
  - ends when lift to question, by addressee of question
  - moves to 2 months when opinion to question, by addressee of question
---
rule: "6.2"
when: '"6.1" is violated'
who: debtor of "6.1"
must: explanation about question
to: addressee of question
by: 5 days after it arises
---
rule: "6.3"
when: '"6.1" ends'
who: addressee of question
must: explanation about question
to: sender of question
by: 5 days after it arises`,
  { kinds: KINDS },
)
const asked = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01T10:00:00Z}'
const adopted = (at: string) => `{id: a, kind: adoption, by: A, refersTo: q, transmitted: ${at}}`
const act = (kind: string, at: string) => `{id: x, kind: ${kind}, by: B, to: A, refersTo: q, transmitted: ${at}}`
const read = (rule: string, acts: readonly string[], day: string) =>
  play(agreement, acts, day).filter((line) => line.startsWith(rule))

describe('a prohibition', () => {
  it('runs from its beginning to its end, both to the second', () => {
    for (const [at, reading] of [
      ['2026-03-03T23:59:59.999Z', '6.1 A: observed until 1 Apr 2026'],
      ['2026-03-04T00:00:00Z', '6.1 A: an adoption, 4 Mar 2026; not before 2 Apr 2026 (6.1)'],
      ['2026-04-01T23:59:59.999Z', '6.1 A: an adoption, 1 Apr 2026; not before 2 Apr 2026 (6.1)'],
      ['2026-04-02T00:00:00Z', '6.1 A: observed until 1 Apr 2026'],
    ] as const)
      assert.deepEqual(read('6.1', [asked, adopted(at)], '2026-04-10'), [reading], at)
  })
  it('an act of somebody else is not what it does not allow', () => {
    const other = adopted('2026-03-10').replace('by: A', 'by: B')
    assert.deepEqual(read('6.1', [asked, other], '2026-04-10'), ['6.1 A: observed until 1 Apr 2026'])
  })
  it('marks the act, which keeps its effect', () => {
    const ledger = new Ledger(compileProgram(agreement))
    for (const one of actsOf(agreement, [
      asked,
      adopted('2026-03-10T10:00:00Z'),
      act('opinion', '2026-05-10T10:00:00Z'),
    ]))
      ledger.add(one)
    const [only] = docketAt(ledger, { asOf: endOf('2026-05-20') })
    assert.deepEqual(
      only?.entries.map(({ id, marks }) => [id, marks]),
      [
        ['a', ['not before 2 Apr 2026 (6.1)']],
        ['x', ['changes nothing under 6.1: by somebody else, too late, or not what that rule asks for']],
      ],
    )
    const line = registerAt(ledger, { asOf: endOf('2026-05-20') }).find(({ verb }) => verb === 'must not')
    assert.ok(line)
    assert.match(
      JSON.stringify(whyLine(ledger, line, { asOf: endOf('2026-05-20') })),
      /Until 1 Apr 2026.*Changes nothing.*Done:/,
    )
  })
  it('calls a duty into being when it is not observed, and when it ends', () => {
    assert.deepEqual(read('6.2', [asked, adopted('2026-03-10T10:00:00Z')], '2026-03-11'), [
      '6.2 A: due 15 Mar 2026, in 4 days',
    ])
    assert.deepEqual(read('6.2', [asked, adopted('2026-04-10T10:00:00Z')], '2026-04-11'), [])
    assert.deepEqual(read('6.3', [asked], '2026-04-01'), [])
    assert.deepEqual(read('6.3', [asked], '2026-04-03'), ['6.3 B: due 7 Apr 2026, in 4 days'])
    assert.deepEqual(read('6.3', [asked, act('lift', '2026-03-10T10:00:00Z')], '2026-03-11'), [
      '6.3 B: due 15 Mar 2026, in 4 days',
    ])
  })
})

describe('a power with a beginning', () => {
  const small = agreementOf(
    'rule: "1"\nwhen: question\nwho: addressee of question\nmay: meeting-request about question\nfrom: 60 days after question is received\nuntil: 90 days after question is received\nchanges:\n  - ends when waiver to question, by sender of question',
  )
  const question =
    '{id: q, kind: question, by: A, to: B, transmitted: 2026-01-01T10:00:00Z, received: 2026-01-01T10:00:00Z}'
  const request = (at: string) => `{id: m, kind: meeting-request, by: B, to: A, refersTo: q, transmitted: ${at}}`
  const told = (acts: readonly string[], day: string) =>
    play(small, [question, ...acts], day).filter((line) => line.startsWith('1'))
  it('opens when the days are over, and what comes before waits', () => {
    assert.deepEqual(told([], '2026-03-02'), [])
    assert.deepEqual(told([], '2026-03-03'), ['1 B: may since 3 Mar 2026'])
    assert.deepEqual(told([request('2026-02-01T10:00:00Z')], '2026-03-02'), [])
    assert.deepEqual(told([request('2026-02-01T10:00:00Z')], '2026-03-03'), ['1 B: used 3 Mar 2026'])
  })
  it('ends when an act ends it', () => {
    const waiver = '{id: w, kind: waiver, by: A, to: B, refersTo: q, transmitted: 2026-03-10T10:00:00Z}'
    assert.deepEqual(told([waiver, request('2026-03-11T10:00:00Z')], '2026-03-12'), [
      '1 B: ended by Aland, 10 Mar 2026',
    ])
    assert.deepEqual(told([waiver, request('2026-03-09T10:00:00Z')], '2026-03-12'), ['1 B: used 9 Mar 2026'])
  })
})

describe('what begins at a time that an act states', () => {
  const kinds =
    '---\n{act: notice, to: some, form: {type: object, required: [opens], properties: {opens: {type: string}}}}\n---\n{act: landing, to: some, refers to: notice}'
  const rules = (verb: string) =>
    agreementOf(`rule: "1"\nwhen: notice\nwho: addressee of notice\n${verb}: landing to notice\nfrom: notice.opens`, {
      kinds,
    })
  const notice = (opens: string) =>
    `{id: n, kind: notice, by: A, to: B, transmitted: 2026-03-01T10:00:00Z, received: 2026-03-01T10:00:00Z, body: {opens: "${opens}"}}`
  const landing = (at: string) => `{id: l, kind: landing, by: B, to: A, refersTo: n, transmitted: ${at}}`
  it('begins with the first instant of a day, where it states a day', () => {
    for (const [at, forbidden, open] of [
      ['2026-04-14T23:59:59.999Z', 'not at any time', 'used 15 Apr 2026'],
      ['2026-04-15T00:00:00Z', 'a landing, 15 Apr 2026; not at any time (1)', 'used 15 Apr 2026'],
      ['2026-04-15T18:00:00Z', 'a landing, 15 Apr 2026; not at any time (1)', 'used 15 Apr 2026'],
    ] as const) {
      const acts = [notice('2026-04-15'), landing(at)]
      assert.deepEqual(play(rules('must not'), acts, '2026-04-15'), [`1 B: ${forbidden}`], at)
      assert.deepEqual(play(rules('may'), acts, '2026-04-15'), [`1 B: ${open}`], at)
    }
    assert.deepEqual(play(rules('may'), [notice('2026-04-15')], '2026-04-14'), [])
  })
  it('begins at the hour, where it states one', () => {
    const at = (hour: string) =>
      play(rules('must not'), [notice('2026-04-15T06:00:00Z'), landing(`2026-04-15T${hour}Z`)], '2026-04-15')
    assert.deepEqual(at('05:59:59'), ['1 B: not at any time'])
    assert.deepEqual(at('06:00:00'), ['1 B: a landing, 15 Apr 2026; not at any time (1)'])
  })
})
