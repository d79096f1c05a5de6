/** What waits for the outcome of a duty by date: what it can say, and what is refused. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from './folder.ts'

const DECLARED = `{act: report, stage: return, to: all}
---
{act: explanation, stage: statement, to: all}
---
{body: council, name: Council, members: parties}
---
{figure: reports, is: count(report)}
---
{rule: year, when: every year, who: each party, must: report for the year, to: all parties, by: 31 March}
---
{rule: month, when: every month, who: each party, must: report for the month, to: all parties, by: the end of the month}
---
{rule: day, when: 2026-05-01, who: each party, must: report, to: all parties, by: 2026-05-10}
---
{rule: many, when: reports reaches 5, who: chair of council, must: explanation, to: all parties, by: 5 days after it arises}
---
{rule: asked, when: question, who: each addressee, must: answer to question, by: 5 days after question is received}
---
`
const RULE = {
  rule: '"1"',
  when: `'"year" lapses'`,
  who: 'debtor of "year"',
  must: 'explanation for the year',
  to: 'all parties',
  by: '10 days after "year" lapses',
}

function said(more: Readonly<Record<string, string>>): string[] {
  const rule = Object.entries({ ...RULE, ...more }).map(([name, text]) => `${name}: ${text}`)
  return readAgreement(withBlock(DECLARED + rule.join('\n'))).problems.map(({ code, message }) => `${code}: ${message}`)
}

describe('what waits for the outcome of a duty by date', () => {
  test('is for the same period', () => {
    assert.deepEqual(said({}), [])
    assert.deepEqual(said({ must: 'explanation for the next year' }), [])
    assert.match(said({ must: 'explanation for the month' }).join(), /^rule\/period-link/)
    assert.match(said({ must: 'explanation' }).join(), /^rule\/no-link: It is not said which year/)
    const day = { when: `'"day" lapses'`, who: 'debtor of "day"', by: 'without delay' }
    assert.deepEqual(said({ ...day, must: 'explanation' }), [])
    assert.match(said({ ...day, must: 'explanation for the year' }).join(), /^rule\/period-link/)
  })
  test('counts from the outcome, from when it arises or from the end of the period', () => {
    for (const by of [
      'without delay',
      '5 days after it arises',
      '60 days after the year ends',
      'the end of the year',
      '2027-05-01',
    ])
      assert.deepEqual(said({ by }), [], by)
    assert.match(said({ by: '60 days after the month ends' }).join(), /^clock\/period/)
    assert.match(said({ by: '31 December' }).join(), /^clock\/annual/)
    assert.match(said({ by: '5 days after it arises (2 days if reports > 3)' }).join(), /not-built-yet/)
  })
  test('has conditions, and follows from another that does', () => {
    assert.deepEqual(said({ if: 'reports > 3', unless: 'count(report) > 9' }), [])
    const next =
      '\n---\n{rule: "2", when: "1 lapses", who: chair of council, must: explanation for the year, to: debtor of "1", by: without delay}'
    assert.deepEqual(said({ by: `${RULE.by}${next}` }), [])
  })
  test('what is not built is refused', () => {
    const refused: readonly Readonly<Record<string, string>>[] = [
      { when: `['"year" lapses', question]`, who: 'each party' },
      { when: `['"year" lapses', '"month" lapses']`, who: 'each party' },
      { when: `['"year" lapses', every year]`, who: 'each party' },
      { silence: 'counts as report' },
      { who: 'debtor of "year" or chair of council' },
      { who: 'debtor of "year" together with chair of council' },
      { when: `'"many" lapses'`, who: 'chair of council', must: 'explanation', by: 'without delay' },
    ]
    for (const more of refused) assert.match(said(more).join(), /language\/not-built-yet/, JSON.stringify(more))
    const power = { rule: '"3"', when: `'"year" lapses'`, who: 'chair of council', may: 'explanation for the year' }
    const block = Object.entries(power).map(([name, text]) => `${name}: ${text}`)
    const told = readAgreement(withBlock(DECLARED + block.join('\n'))).problems
    assert.match(told.map(({ code }) => code).join(), /language\/not-built-yet/)
  })
})
