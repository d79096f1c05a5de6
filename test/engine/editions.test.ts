import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { sha256 } from '../../src/language/source/sha256.ts'
import { isError } from '../../src/problem.ts'
import { play } from './play.ts'

const HEAD = `agreement: small
title: Small
zone: UTC
start: 2026-01-01
`
const COMMON = `---
parties: [{id: A, kind: state, name: Aland}, {id: B, kind: state, name: Borgia}]
---
{act: question, stage: question}
---
{act: answer, stage: reply, refers to: question}
---
{act: report, stage: return, to: all}
---
{act: suggestion, stage: other, refers to: question}
---
`
const first = (days: number) => `rule: "1"
when: question
who: each addressee
must: answer to question
by: ${days} days after question is transmitted
---
rule: "2"
when: '"1" lapses'
who: sender of question
may: suggestion about question
---
rule: "8"
when: every year
who: each party
must: report for the year
to: all parties
by: ${days} July
`
const text = (head: string, rules: string) => `# Small\n\n\`\`\`pacta\n${HEAD}${head}${COMMON}${rules}\`\`\`\n`

/** Ten days in edition 1, twenty from 1 March 2026 on. */
function amended(running: string, rules = first(20), before = first(10)) {
  const old = text('', before)
  const head = `edition: "2"
in force: 2026-03-01
editions: [{edition: "1", sha256: ${sha256(new TextEncoder().encode(old))}}]
running: ${running}
`
  const files: Record<string, string> = { 'editions/1.md': old }
  const { agreement, problems } = readAgreement({ name: 'small', text: text(head, rules), file: (path) => files[path] })
  assert.deepEqual(problems.filter(isError), [])
  assert.ok(agreement)
  return agreement
}

const ask = (day: string) => `{id: q, kind: question, by: A, to: B, transmitted: ${day}}`
const first1 = (lines: readonly string[]) => lines.filter((line) => line.startsWith('1 '))

describe('the edition in force on the day', () => {
  const agreement = amended('{}')
  test('decides from when on the new period holds, to the instant', () => {
    assert.deepEqual(first1(play(agreement, [ask('2026-02-28T23:59:59.999Z')], '2026-03-05')), [
      '1 B: due 10 Mar 2026, in 5 days',
    ])
    assert.deepEqual(first1(play(agreement, [ask('2026-03-01T00:00:00Z')], '2026-03-05')), [
      '1 B: due 21 Mar 2026, in 16 days',
    ])
  })

  test('a question of a day not known, around the change, cannot be derived', () => {
    assert.deepEqual(first1(play(agreement, [ask('2026-02-27/2026-03-02')], '2026-03-05')), [
      '1 B: cannot be derived: needs the day of the act, since editions differ',
    ])
  })

  test('a rule that no edition changed waits for the rule of either', () => {
    const powers = (lines: readonly string[]) => lines.filter((line) => line.startsWith('2 '))
    assert.deepEqual(powers(play(agreement, [ask('2026-02-20')], '2026-03-03')), ['2 A: may since 3 Mar 2026'])
    assert.deepEqual(powers(play(agreement, [ask('2026-03-02')], '2026-03-22')), [])
    assert.deepEqual(powers(play(agreement, [ask('2026-03-02')], '2026-03-23')), ['2 A: may since 23 Mar 2026'])
  })
})

describe('what is running when an edition comes into force', () => {
  test('is kept, unless it says otherwise', () => {
    assert.deepEqual(first1(play(amended('{}'), [ask('2026-02-25')], '2026-03-08')), [
      '1 B: not recorded by 7 Mar 2026',
    ])
  })

  test('is converted: recalculated by the new rule, from the day on which it is in force', () => {
    const agreement = amended('{"1": convert}')
    assert.deepEqual(first1(play(agreement, [ask('2026-02-25')], '2026-02-28')), ['1 B: due 7 Mar 2026, in 7 days'])
    assert.deepEqual(first1(play(agreement, [ask('2026-02-25')], '2026-03-01')), ['1 B: due 17 Mar 2026, in 16 days'])
    // Due on 28 February: not running any more when the edition comes into force.
    assert.deepEqual(first1(play(agreement, [ask('2026-02-18')], '2026-03-05')), ['1 B: not recorded by 28 Feb 2026'])
    const answered = [ask('2026-02-25'), '{id: a, kind: answer, by: B, to: A, refersTo: [q], transmitted: 2026-03-12}']
    assert.deepEqual(first1(play(agreement, answered, '2026-03-31')), ['1 B: answered 12 Mar 2026, in time'])
  })

  test('is discharged, if it was not yet due', () => {
    const agreement = amended('{"1": discharge}')
    assert.deepEqual(first1(play(agreement, [ask('2026-02-25')], '2026-03-31')), [
      '1 B: ended: discharged by edition 2, in force from 1 Mar 2026',
    ])
    assert.deepEqual(first1(play(agreement, [ask('2026-02-18')], '2026-03-31')), ['1 B: not recorded by 28 Feb 2026'])
  })

  test('a yearly duty begun under the old rule is kept or converted', () => {
    const yearly = (lines: readonly string[]) => lines.filter((line) => line.startsWith('8 A'))
    assert.deepEqual(yearly(play(amended('{}'), [ask('2026-02-25')], '2026-07-05')), [
      '8 A: due 10 Jul 2026, in 5 days',
    ])
    const converted = amended('{"8": convert}')
    assert.deepEqual(yearly(play(converted, [ask('2026-02-25')], '2026-07-05')), ['8 A: due 20 Jul 2026, in 15 days'])
  })
})

describe('items of a list', () => {
  const rules = `---
act: calendar
to: all
form:
  type: object
  properties:
    activities:
      type: array
      items: {type: object, properties: {name: {type: string}, start: {type: string, format: date}, large: {type: boolean, default: false}}}
---
act: notice
to: all
form: {type: object, properties: {name: {type: string}}}
---
term: notable
of: activity
means: activity.large
---
rule: "9"
when: each activity in calendar.activities
key: name
if: activity is notable
who: sender of calendar
must: notice with name = activity.name
to: all parties
by: 10 days before activity.start
`
  test('are no kinds of act that the newest edition would have to declare', () => {
    const agreement = amended('{}', `${first(20)}${rules}`, `${first(10)}${rules}`)
    const calendar =
      '{id: c, kind: calendar, by: A, to: all, transmitted: 2026-02-01, body: {activities: [{name: Spring, start: 2026-05-01, large: true}]}}'
    const lines = play(agreement, [calendar], '2026-04-01').filter((line) => line.startsWith('9 '))
    assert.deepEqual(lines, ['9 A: due 21 Apr 2026, in 20 days'])
  })
})
