import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openAgreement } from '../src/cli/opened.ts'
import { Ledger } from '../src/engine/ledger.ts'
import { compileProgram } from '../src/engine/program/program.ts'
import { actsApart, docketAt } from '../src/engine/reading/docket.ts'
import { registerAt } from '../src/engine/reading/register.ts'
import { actsOf, endOf } from './engine/play.ts'

/** What the cases of the model agreement cannot expect: marks on acts, and that one of its parts leaves the record alone. */
const { agreement, record } = openAgreement('agreements/euro-atlantic-consultation')
const program = compileProgram(agreement)

function marksOn(sent: string, by: string): readonly string[] {
  const ledger = new Ledger(program)
  const notice = `{id: n, kind: exercise-notice, by: ${by}, to: all, transmitted: ${sent}, body: {start: "2026-06-01", troops: 9000}}`
  for (const act of actsOf(agreement, [notice])) ledger.add(act)
  return actsApart(ledger, { asOf: endOf('2026-06-01') })[0]?.marks ?? ['not there']
}

describe('the model agreement, part II', () => {
  for (const by of ['CSTO', 'NATO', 'EU', 'CH']) {
    it(`11.1: a notice by ${by} is in order on the 42nd day before, and marked from the next on`, () => {
      assert.deepEqual(marksOn('2026-04-20T23:59:59+02:00', by), [])
      assert.deepEqual(marksOn('2026-04-21T00:00:00+02:00', by), ['late notice (11.1)'])
    })
  }

  it('adds nothing to the record of the exchange: no line under its rules, no case opened by its acts', () => {
    const ledger = new Ledger(program)
    for (const act of record.acts) ledger.add(act)
    const query = { asOf: endOf('2026-11-24'), covers: record.covers, powers: true }
    const rules = new Set(registerAt(ledger, query).map(({ rule }) => rule ?? '-'))
    assert.deepEqual(
      [...rules].filter((rule) => !rule.startsWith('4.')),
      [],
    )
    assert.ok(docketAt(ledger, query).every(({ opening }) => opening.kind === 'question'))
  })
})
