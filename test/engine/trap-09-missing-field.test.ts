import assert from 'node:assert/strict'
import { it } from 'node:test'
import { agreementOf, play } from './play.ts'

const ruled = (fields: string, form: string) =>
  play(
    agreementOf(
      'rule: "1"\nwhen: plan\nif: plan.troops >= 9000 || plan.tanks >= 250\nwho: sender of plan\nmust: notice to plan\nto: all parties\nby: 10 days after plan is transmitted',
      {
        kinds: `---\n{act: plan, to: all, form: {type: object, properties: {${form}}}}\n---\n{act: notice, to: all, refers to: plan}`,
      },
    ),
    [`{id: p, kind: plan, by: A, to: all, transmitted: 2026-03-01, body: {${fields}}}`],
    '2026-03-02',
  )
const PLAIN = 'troops: {type: integer}, tanks: {type: integer}'

it('[trap 9] a field that is left out is not known: 8,999 troops and no tanks given cannot be derived', () => {
  assert.deepEqual(ruled('troops: 8999', PLAIN), ['1 A: cannot be derived: needs tanks in the plan'])
  assert.deepEqual(ruled('troops: 9000', PLAIN), ['1 A: due 11 Mar 2026, in 9 days'])
  assert.deepEqual(ruled('troops: 8999, tanks: 249', PLAIN), [])
})

it('[trap 9] an author who means that absent is none says so in the form', () => {
  assert.deepEqual(ruled('troops: 8999', 'troops: {type: integer}, tanks: {type: integer, default: 0}'), [])
})
