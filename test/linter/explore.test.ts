/**
 * Agreements whose slip only shows when they are played, each with the findings it must be answered with, word for word.
 * UPDATE=1 writes them anew; read the difference.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { LINTER_CODES, type LinterCode } from '../../src/linter/codes.ts'
import { explore } from '../../src/linter/explore.ts'
import { isError, printProblem } from '../../src/problem.ts'
import { agreementOf } from '../engine/play.ts'
import { folder } from '../language/folder.ts'

const EXPLORED = new URL('../broken/explored/', import.meta.url)
const PAGES = new URL('../../docs/problems/', import.meta.url)
const names = readdirSync(EXPLORED).sort()

function explored(name: string, mend = (text: string) => text) {
  const { text, ...rest } = folder(`test/broken/explored/${name}`, name)
  const { agreement, problems } = readAgreement({ ...rest, text: mend(text) })
  assert.deepEqual(problems.filter(isError), [])
  assert.ok(agreement)
  return explore(agreement)
}

describe('what trial stories show', () => {
  for (const name of names) {
    test(name, () => {
      const findings = explored(name)
      const printed = findings.map((problem) => `${printProblem(problem)}\n`).join('')
      const expected = new URL(`${name}/problems.txt`, EXPLORED)
      if (process.env.UPDATE === '1') writeFileSync(expected, printed)
      assert.equal(printed, readFileSync(expected, 'utf8'))
      assert.ok(findings.some(({ code }) => code === `explore/${name}`))
    })
  }

  test('a duty that another act performs, too, does not collide with the prohibition of one of them', () => {
    const left = explored('collision', (text) => text.replace('must: answer to', 'must: answer or deposit to'))
    assert.deepEqual(left.map(printProblem), [])
  })

  test('a party that a message names in a field is one of the parties', () => {
    const named = explored('never-performed', (text) =>
      text
        .replace('days: {type: integer, default: 0}', 'asked: {type: array, items: {type: string}}')
        .replace('who: each addressee', 'who: each question.asked other than sender of question')
        .replace('must: statement', 'must: answer'),
    )
    assert.deepEqual(named.map(printProblem), [])
  })

  test('of a chair that nobody is recorded to hold nothing is said', () => {
    const body = '{body: council, name: Council, members: parties}\n---\n'
    const empty = explored('never-performed', (text) =>
      text.replace('act: question\n', `${body}act: question\n`).replace('who: each addressee', 'who: chair of council'),
    )
    assert.deepEqual(empty.map(printProblem), [])
  })

  test('where acts only end it, a member without a span is never bound', () => {
    const noted = explored('not-bound', (text) =>
      text
        .replace('members: [Westmark]', 'members: [Westmark, Northland]')
        .replace('rule: "1"', 'standing: bound\nof: party\nends: 3 days after deposit\n---\nrule: "1"'),
    )
    const messages = noted.map(({ message }) => message)
    assert.deepEqual(
      messages.filter((message) => message.includes('does not bind')),
      ['Northland is a member of guards on 1 Jan 2026, and the agreement does not bind it on that day.'],
    )
  })

  test('what is owed to one of many parties is tried towards that one', () => {
    const many = agreementOf(
      `rule: "1"
when: every year
who: each party other than A
must: report for the year
to: A
by: 31 March
---
rule: "2"
when: '"1" lapses'
who: A
must: notice for the year
to: debtor of "1"
by: 14 days after "1" lapses`,
      {
        parties: ['Y', 'Z', 'AA'].map((id) => `  - {id: ${id}, kind: state, name: ${id}}`).join('\n'),
        kinds: '---\n{act: notice, to: one, from: A}',
      },
    )
    assert.deepEqual(explore(many).map(printProblem), [])
  })

  test('every code has an example and a page, and what the page writes instead ends the finding', () => {
    for (const code of Object.keys(LINTER_CODES) as LinterCode[]) {
      const name = code.replace('explore/', '')
      assert.ok(names.includes(name), code)
      const page = readFileSync(new URL(`explore-${name}.md`, PAGES), 'utf8')
      assert.ok(page.startsWith(`# ${LINTER_CODES[code]}\n\n\`${code}\``), code)
      const [noted, instead] = [...page.matchAll(/^(`{3,})\w+\n([\s\S]*?)\n\1$/gm)].map((match) => match[2])
      if (noted === undefined) continue
      assert.ok(
        folder(`test/broken/explored/${name}`, name).text.includes(noted),
        `${code}: the page quotes the example`,
      )
      const left = explored(name, (text) => text.replace(noted, () => instead ?? ''))
      assert.deepEqual(left.map(printProblem), [], code)
    }
  })
})
