import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

it('[trap 2] a clock that runs from receipt is each addressee’s own: 37 addressees, 37 due days', () => {
  const ids = Array.from({ length: 37 }, (_, i) => `P${i + 1}`)
  const small = agreementOf(
    'rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 10 days after question is received',
    { parties: ids.map((id) => `  - {id: ${id}, kind: state, name: ${id}}`).join('\n') },
  )
  const day = (i: number) => new Date(Date.UTC(2026, 2, 2 + i)).toISOString().slice(0, 10)
  const to = ids.map((id, i) => `{party: ${id}, received: ${day(i)}}`).join(', ')
  const ledger = new Ledger(compileProgram(small))
  for (const act of actsOf(small, [`{id: q, kind: question, by: A, to: [${to}], transmitted: 2026-03-01}`]))
    ledger.add(act)
  const lines = registerAt(ledger, { asOf: endOf('2026-03-01') })
  const dues = registerAt(ledger, { asOf: endOf('2026-05-01') }).map(({ closes }) => closes?.latest)
  assert.equal(lines.length, 37)
  assert.deepEqual(
    dues,
    ids.map((_, i) => Date.UTC(2026, 2, 2 + i + 11)),
  )
})
