import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { type Why, whyLine } from '../../src/engine/reading/why.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

/** Days after a receipt end with the day; days before an hour end at that hour. */
const AFTER =
  'rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 10 days after question is received'
const BEFORE =
  'rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 10 days before question.expires'
const q = (more = '') =>
  `{id: q, kind: question, by: A, to: B, transmitted: 2026-03-02T10:00:00Z, received: 2026-03-02T10:00:00Z${more}}`
const x = (at: string) => `{id: x, kind: answer, by: B, to: A, refersTo: q, transmitted: ${at}}`
const hour = ', body: {expires: "2026-04-11T15:00:00Z"}'
const day = ', body: {expires: "2026-04-11"}'

function said(why: Why): string {
  return [why.text, ...why.because.map(said)].join('\n')
}

describe('[trap 13] days after a receipt, days before an hour', () => {
  it('[trap 13] days after a receipt end with the day, whatever its hour', () => {
    const small = agreementOf(AFTER)
    assert.deepEqual(play(small, [q(), x('2026-03-12T23:59:59Z')], '2026-03-14'), [
      '1 B: answered 12 Mar 2026, in time',
    ])
    assert.deepEqual(play(small, [q(), x('2026-03-13T00:00:00Z')], '2026-03-14'), [
      '1 B: answered 13 Mar 2026, 1 day after due',
    ])
  })

  it('[trap 13] days before an hour end at that hour; before a day, with the day', () => {
    const small = agreementOf(BEFORE)
    assert.deepEqual(play(small, [q(hour), x('2026-04-01T15:00:00Z')], '2026-04-14'), [
      '1 B: answered 1 Apr 2026 15:00, in time',
    ])
    assert.deepEqual(play(small, [q(hour), x('2026-04-01T15:00:01Z')], '2026-04-14'), [
      '1 B: answered 1 Apr 2026 15:00:01, 1 second after due',
    ])
    assert.deepEqual(play(small, [q(day), x('2026-04-01T23:59:59Z')], '2026-04-14'), [
      '1 B: answered 1 Apr 2026, in time',
    ])
  })

  it('[trap 13] why says which of the two was used', () => {
    const whyOf = (rule: string, more: string) => {
      const small = agreementOf(rule)
      const ledger = new Ledger(compileProgram(small))
      for (const act of actsOf(small, [q(more)])) ledger.add(act)
      const query = { asOf: endOf('2026-03-02') }
      return registerAt(ledger, query).map((line) => said(whyLine(ledger, line, query)))[0] ?? ''
    }
    assert.match(whyOf(AFTER, ''), /Due 12 Mar 2026\n/)
    assert.match(whyOf(BEFORE, hour), /Due 1 Apr 2026 15:00\n/)
    assert.match(whyOf(BEFORE, day), /Due 1 Apr 2026\n/)
  })
})
