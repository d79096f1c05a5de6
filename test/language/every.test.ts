/** What comes round every so many years: one clear spelling, and advice for the others. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const RULE = {
  rule: '"1"',
  when: 'every 5 years from 2012',
  who: 'each party',
  must: 'question for the period',
  to: 'all parties',
  by: '31 December',
}

function said(more: Partial<typeof RULE>): string[] {
  const block = Object.entries({ ...RULE, ...more }).map(([name, text]) => `${name}: ${text}`)
  return readAgreement(withBlock(block.join('\n'))).problems.map(({ code, advice }) => `${code}: ${advice}`)
}

describe('every so many years', () => {
  test('is said with the number and the year from which they are counted', () => {
    assert.deepEqual(said({}), [])
    assert.deepEqual(said({ when: 'every 99 years from 1999', must: 'question for the previous period' }), [])
    assert.deepEqual(said({ when: 'every year', must: 'question for the year after next' }), [])
    assert.match(said({ must: 'question for the next period after next' }).join(), /^phrase\/syntax/)
    assert.deepEqual(said({ when: 'every 5 years' }), ['phrase/syntax: Write every 5 years from 2012.'])
    assert.deepEqual(said({ when: 'every 1 year from 2012' }), ['period/invalid: Write every year.'])
    for (const when of ['every 100 years from 2012', 'every 0 years from 2012', 'every 5 year from 2012'])
      assert.deepEqual(said({ when }), ['period/invalid: Write every 5 years from 2012.'], when)
    for (const from of ['12', '0000', '2012-01-01', 'start'])
      assert.match(
        said({ when: `every 5 years from ${from}` }).join(),
        /^phrase\/syntax: Expected: a year, such as 2012/,
      )
    assert.match(said({ when: 'every 5 months from 2012' }).join(), /^phrase\/syntax/)
  })
  test('ends with its last year, or in days after it', () => {
    for (const by of ['the end of the period', '30 days after the period ends', '28 February', 'without delay'])
      assert.deepEqual(said({ by }), [], by)
    assert.deepEqual(said({ by: 'the end of the year' }), [
      'clock/period: Write when: every year, or count from something else.',
    ])
    assert.deepEqual(said({ by: 'end of the period' }), ['period/invalid: Write the end of the period.'])
  })
  test('and a return for it is for the period', () => {
    assert.deepEqual(said({ must: 'question for the year' }), [
      'rule/period-link: Write when: every year, or leave out "for the year".',
    ])
    assert.match(said({ must: 'question' }).join(), /^rule\/no-link: Write "for the period"/)
    assert.deepEqual(said({ when: 'every year' }), [
      'rule/period-link: Write when: every 5 years from 2012, or leave out "for the period".',
    ])
  })
})
