import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program.ts'
import { registerAt } from '../../src/engine/register.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

const KINDS = `---
{act: explanation, to: some, refers to: question}`

const ANSWER = `rule: "1"
when: question
who: each addressee
must: answer to question`

/** `ID: reading in words` of the lines of a rule at the end of a day, powers included. */
function linesOf(small: ReturnType<typeof agreementOf>, acts: readonly string[], day: string, rule: string): string[] {
  const ledger = new Ledger(compileProgram(small))
  for (const act of actsOf(small, acts)) ledger.add(act)
  const lines = registerAt(ledger, { asOf: endOf(day), powers: true })
  return lines.filter((line) => line.rule === rule).map((line) => `${line.id}: ${line.text}`)
}

/** What random stories found, each as the smallest story that shows it: told with wide windows, and with narrow ones. */
describe('what a wide window leaves open', () => {
  it('whether a further reason is one, if somebody to whom it is owed may have been away when it came', () => {
    const small = agreementOf(
      `${ANSWER}
by: 10 days after question is received
---
rule: "2"
when: '"1" lapses'
who: sender of question
must: explanation about question
to: all parties
by: 5 days after it arises`,
      {
        kinds: KINDS,
        parties: `  - {id: C, kind: state, name: Cestia}
  - {id: D, kind: state, name: Delta, bound: [2026-01-01/2026-03-20, 2026-03-25/..]}`,
      },
    )
    const asked = (received: string) => [
      `{id: q, kind: question, by: A, to: [{party: B, received: 2026-03-01}, {party: C, received: ${received}}], transmitted: 2026-03-01}`,
    ]
    const first = '2/q[B]/A: not recorded by 17 Mar 2026'
    assert.deepEqual(linesOf(small, asked('2026-03-02/2026-03-20'), '2026-04-15', '2'), [
      first,
      '2/q[C]/A: cannot be derived: who was bound',
    ])
    // Delta is away: it is owed to others than the first.
    assert.deepEqual(linesOf(small, asked('2026-03-12'), '2026-04-15', '2'), [
      first,
      '2/q[C]/A: not recorded by 28 Mar 2026',
    ])
    // Delta is back: a further reason for the first.
    assert.deepEqual(linesOf(small, asked('2026-03-20'), '2026-04-15', '2'), [first])
  })

  it('which of two answers to limbs was the last, though only one can have been', () => {
    const small = agreementOf(
      `${ANSWER}
covering: each limb of question
by: 10 days after question is transmitted
---
rule: "2"
when: '"1" is performed late'
who: debtor of "1"
must: explanation about question
by: 5 days after it arises`,
      { kinds: KINDS },
    )
    const q = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01, cites: [L1, L2]}'
    const answer = (id: string, at: string, cites: string) =>
      `{id: ${id}, kind: answer, by: B, to: A, refersTo: q, transmitted: ${at}, cites: [${cites}]}`
    const whole = answer('whole', '2026-03-20T10:00:00Z', 'L1, L2')
    // The other answer is about one limb, so it completes nothing, whenever it came.
    for (const at of ['2026-03-15/2026-03-25', '2026-03-16', '2026-03-24'])
      assert.deepEqual(linesOf(small, [q, whole, answer('part', at, 'L1')], '2026-04-15', '2'), [
        '2/whole/B: not recorded by 25 Mar 2026',
      ])
    const other = answer('other', '2026-03-20T10:00:00Z', 'L2')
    assert.deepEqual(linesOf(small, [q, other, answer('part', '2026-03-15/2026-03-25', 'L1')], '2026-04-15', '2'), [
      '2/other/B: cannot be derived: whether it had arisen by then',
      '2/part/B: cannot be derived: whether it had arisen by then',
    ])
    assert.deepEqual(linesOf(small, [q, other, answer('part', '2026-03-24', 'L1')], '2026-04-15', '2'), [
      '2/part/B: not recorded by 29 Mar 2026',
    ])
  })
})
