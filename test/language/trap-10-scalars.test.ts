import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const RULE = 'when: question\nwho: each addressee\nmust: answer to question\nby: 10 days after question is received'

it('[trap 10] an id that YAML would read as a number is refused: 4.10 is 4.1', () => {
  const codes = (id: string) => readAgreement(withBlock(`rule: ${id}\n${RULE}`)).problems.map(({ code }) => code)
  assert.deepEqual(codes('4.10'), ['id/number'])
  assert.deepEqual(codes('"4.10"'), [])
})

it('[trap 10] words that some YAML reads as yes and no are texts, and rules keep the order of the file', () => {
  const rule = (id: string) => `rule: "${id}"\n${RULE}`
  const { agreement } = readAgreement(withBlock(['2', '10', '1', 'no', 'on'].map(rule).join('\n---\n')))
  assert.deepEqual(
    agreement?.rules.map(({ id }) => id),
    ['2', '10', '1', 'no', 'on'],
  )
})
