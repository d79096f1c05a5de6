/** What a drafter writes first, before she knows our words: each is taken, or answered with her own words turned right. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const RULE = {
  rule: '"1"',
  when: 'question',
  who: 'each addressee',
  must: 'answer to question',
  by: '10 days after question is received',
}

const told = (block: string) => readAgreement(withBlock(block)).problems.map(({ code, advice }) => `${code}: ${advice}`)

function said(key: keyof typeof RULE, value: string): string[] {
  const lines = Object.entries({ ...RULE, [key]: value })
  return told(lines.map(([name, text]) => `${name}: ${text}`).join('\n'))
}

describe('the end of a clock in other words', () => {
  const dates = { '30 April 2026': '2026-04-30', 'April 30, 2026': '2026-04-30', '30.04.2026': '2026-04-30' }
  const days = { 'April 30': '30 April', '30.4.': '30 April', '30 april': '30 April', '30th of April': '30 April' }
  for (const [written, ours] of Object.entries({ ...dates, ...days, '2026/4/30': '2026-04-30' })) {
    test(written, () => assert.deepEqual(said('by', written), [`date/invalid: Write ${ours}.`]))
  }
  test('the, before a noun, is taken', () => {
    assert.deepEqual(said('by', '10 days after the question is received'), [])
    const { agreement } = readAgreement(
      withBlock(
        'rule: "1"\nwhen: every month\nwho: each party\nmust: question for the month\nto: all parties\nby: 10 days after the month ends',
      ),
    )
    assert.ok(agreement)
  })
  test('receipt of an act', () => {
    const wanted = ['phrase/syntax: Write question is received.']
    assert.deepEqual(said('by', '10 working days after receipt of question'), wanted)
    assert.deepEqual(said('by', '10 days after the receipt of the question'), wanted)
  })
  test('without a number, without a start, or with capital letters', () => {
    for (const word of ['at once', 'promptly']) {
      assert.match(said('by', word).join(), /^period\/invalid: Write without delay; or a time/)
    }
    assert.deepEqual(said('by', 'within 10 days'), [
      'period/invalid: Write 10 days after, and what it counts from: 10 days after question is received.',
    ])
    assert.deepEqual(said('by', 'end of month'), ['period/invalid: Write the end of the month.'])
    assert.deepEqual(said('by', '10 Days after question is received'), ['period/invalid: Did you mean "days"?'])
  })
})

describe('the rest of a rule in other words', () => {
  test('who', () => {
    assert.deepEqual(said('who', 'each recipient'), ['party/unknown: Write addressee.'])
    assert.deepEqual(said('who', 'receiver of question'), ['party/unknown: Write addressee.'])
    assert.deepEqual(said('who', 'both parties'), ['party/unknown: Write each party.'])
    assert.match(said('who', 'constructor').join(), /^party\/unknown: Known here/)
  })
  test('when', () => {
    assert.deepEqual(said('when', 'a question'), ['phrase/syntax: Write question.'])
    assert.deepEqual(said('when', 'each year')[0], 'phrase/syntax: Write every year.')
    assert.deepEqual(said('when', 'monthly')[0], 'phrase/syntax: Write every month.')
    assert.deepEqual(said('when', '1 is late')[0], 'phrase/syntax: Write 1 is performed late, or 1 lapses.')
  })
  test('must', () => {
    assert.deepEqual(said('must', 'send an answer to question'), ['phrase/syntax: Write answer.'])
    assert.deepEqual(said('must', 'pay'), ['kind/unknown: Known here: answer, question.'])
    assert.deepEqual(said('must', 'answer to sender'), [
      'phrase/syntax: Leave it out here, and write below: to: sender.',
    ])
  })
})

describe('declarations', () => {
  const rule = Object.entries(RULE).map(([key, value]) => `${key}: ${value}`)
  test('without a line between them: told once, and each is read', () => {
    assert.deepEqual(told(`act: remark\nstage: other\n${rule.join('\n')}`), [
      'key/unknown: Put a line with --- before it.',
    ])
  })
  test('in a block without the mark, or with that of another language: noted', () => {
    const fenced = (mark: string, text: string) => {
      const files = withBlock(rule.join('\n'))
      return readAgreement({ ...files, text: `${files.text}\n\`\`\`${mark}\n${text}\n\`\`\`\n` })
    }
    for (const mark of ['', 'yaml', 'text']) {
      const { agreement, problems } = fenced(mark, 'rule: "2"\nwhen: question')
      assert.ok(agreement)
      assert.deepEqual(
        problems.map(({ code, severity }) => [code, severity]),
        [['block/unmarked', 'note']],
      )
    }
    assert.deepEqual(fenced('', 'The rule: nothing').problems, [])
    assert.deepEqual(fenced('json', 'rule: 2').problems, [])
  })
})
