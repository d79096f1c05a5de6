import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const bare = (block: string) => readAgreement(withBlock(block)).problems.map(({ code }) => code)

test('what only follows from another error is not told', () => {
  const after = (first: string) =>
    bare(
      `${first}\n---\nrule: "2"\nwhen: '"1" lapses'\nwho: debtor of 1\nmust: answer about question\nby: 10 days after "1" lapses`,
    )
  const rule = (when: string, who: string, must: string, by: string) =>
    `rule: "1"\nwhen: ${when}\nwho: ${who}\nmust: ${must}\nto: Westmark\nby: ${by}`
  const inTime = '10 days after question is received'
  assert.deepEqual(after(rule('bound begins', 'Northland', 'answer about question', '15 November')), [
    'language/not-built-yet',
  ])
  assert.deepEqual(after(rule('bound begins', 'Northland', 'question for the month', '2026-11-15')), [
    'language/not-built-yet',
  ])
  assert.deepEqual(after(rule('question', 'each addressee', 'answer to question', `ten${inTime.slice(2)}`)), [
    'period/invalid',
  ])
  assert.deepEqual(after(rule('question', 'each adressee', 'answer to question', inTime)), ['party/unknown'])
})

test('a condition on a field that may be left out is noted once, unless the condition itself asks', () => {
  const rule = (condition: string) =>
    `rule: "1"\nwhen: question\n${condition}\nwho: each addressee\nmust: answer to question\nby: 10 days after question is received (48 hours if question.urgent)`
  assert.deepEqual(bare(rule('if: question.urgent')), ['field/no-default'])
  assert.deepEqual(bare(rule('unless: has(question.urgent) && question.urgent')), ['field/no-default'])
  const asked = 'unless: has(question.limit) && question.limit < "2026-03-01"'
  assert.deepEqual(bare(rule(asked)), ['field/no-default'])
  const form = (text: string) => {
    const block = withBlock(rule('if: question.urgent'))
    return readAgreement({ ...block, text: block.text.toString().replace('urgent: {type: boolean}', text) }).problems
  }
  assert.deepEqual(form('urgent: {type: boolean, default: false}'), [])
  assert.deepEqual(form('urgent: {type: boolean}}, allOf: [{required: [urgent]}], $defs: {x: {type: string}'), [])
})
