import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

/** Nothing would look for such an act: the power could never be used, and the prohibition would forbid nothing. */
test('an act that is found by what it states performs a duty, and neither uses a power nor is forbidden', () => {
  const form = '{type: object, required: [name], properties: {name: {type: string}}}'
  const kinds = `{act: plan, form: ${form}}\n---\n{act: works, form: ${form}}`
  const codes = (verb: string, end: string) =>
    readAgreement(
      withBlock(
        `${kinds}\n---\n{rule: "1", when: plan, who: sender of plan, ${verb}: works with name = plan.name, to: all parties, ${end}: 2 days after plan is received}`,
      ),
    ).problems.map(({ code }) => code)
  assert.deepEqual(codes('must', 'by'), [])
  assert.deepEqual(codes('may', 'until'), ['language/not-built-yet'])
  assert.deepEqual(codes('must not', 'until'), ['language/not-built-yet'])
})
