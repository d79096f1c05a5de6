/** All members of a group owe one act together: written, and miswritten. The story is spec/shapes/42-all-together. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const read = (who: string) =>
  readAgreement(withBlock(`{rule: "1", when: question, who: ${who}, must: answer to question, by: immediately}`))

describe('together', () => {
  test('all parties together are one set, of whom one act is enough', () => {
    const { agreement, problems } = read('all parties together')
    assert.deepEqual(problems, [])
    const rule = agreement?.rules[0]
    assert.deepEqual(rule?.kind === 'norm' && rule.who, {
      join: 'together with',
      sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }],
    })
    assert.deepEqual(rule?.kind === 'norm' && rule.until, { kind: 'open', word: 'immediately' })
  })

  for (const who of ['each addressee together', 'Northland and Westmark together'])
    test(`does not say with whom: ${who}`, () => {
      assert.deepEqual(
        read(who).problems.map(({ code, advice }) => [code, advice]),
        [['phrase/join', 'Write all members of a group together, or together with and the other party.']],
      )
    })
})
