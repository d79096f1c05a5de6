import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCase } from '../../src/cli/case-file.ts'
import { aligned } from '../../src/cli/case-lines.ts'
import { updatedText } from '../../src/cli/case-update.ts'
import type { Check } from '../../src/cli/cases.ts'

const fence = '```'
const TEXT = `# Rule 1

${fence}explain 1
A sentence.
${fence}

## In time

${fence}acts
# a remark
from: record
acts:
  - {id: q}
${fence}

${fence}register 2026-03-05 party Northland among
1 | Westmark | Northland | q | - | open
${fence}

## Later

${fence}docket 2026-03-09T10:00:00Z question q
${fence}

${fence}
no word, so it is prose
${fence}
`
const read = (content: string) => readCase({ file: 'a.md', name: 'a.md', content })

describe('a case file', () => {
  test('is stories: acts, and what is expected under each heading', () => {
    const { file, problems } = read(TEXT)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      file.stories.map(({ title, acts, expectations }) => [title, acts?.line, expectations.map(({ asked }) => asked)]),
      [
        ['Rule 1', undefined, [{ kind: 'explain', rule: '1' }]],
        ['In time', 9, [{ kind: 'register', when: '2026-03-05', party: 'Northland', among: true }]],
        ['Later', 9, [{ kind: 'docket', when: '2026-03-09T10:00:00Z', question: 'q', among: false }]],
      ],
    )
  })
  test('keeps the acts in the lines in which they stand, without the words that add the record', () => {
    const acts = read(TEXT).file.stories[1]?.acts
    assert.equal(acts?.fromRecord, true)
    assert.equal(acts?.yaml.split('\n')[12], '  - {id: q}')
    assert.ok(!acts?.yaml.includes('from:'))
  })
  test('is refused where it asks for nothing that can be played', () => {
    const bad = [
      'register',
      'docket 2026-01-01 case q',
      'explain 1 2',
      'explain among',
      'check now',
      'may 2026-01-01 party',
      'register a b c d',
    ]
    for (const info of bad) {
      const { problems } = read(`${fence}acts\nacts: []\n${fence}\n\n${fence}${info}\n${fence}\n`)
      assert.deepEqual(
        problems.map(({ code, line }) => [code, line]),
        [['case/expectation', 5]],
        info,
      )
    }
    assert.deepEqual(
      read(`${fence}register 2026-01-01\n${fence}\n`).problems.map(({ code }) => code),
      ['case/no-acts'],
    )
  })
})

describe('a block that would not be played is refused', () => {
  const acts = `${fence}acts\nacts: []\n${fence}\n\n${fence}check\n${fence}\n\n`
  const refused: readonly (readonly [string, number, RegExp])[] = [
    [`${acts}${fence}regster 2026-01-01\n${fence}\n`, 8, /Did you mean "register"/],
    [`${acts}${fence}act\nacts: []\n${fence}\n`, 8, /Did you mean "acts"/],
    [`${acts}${fence}Docket 2026-01-01\n${fence}\n`, 8, /Did you mean "docket"/],
    [`${acts}${fence}js\n${fence}\n`, 8, /A block is one of acts, register, /],
    [`${acts}- x\n\n  ${fence}register 2026-01-01\n  ${fence}\n`, 10, /Move its fences/],
    ['# Nothing\n', 1, /Write register DATE/],
    [`${fence}acts\nacts: []\n${fence}\n`, 1, /Write register DATE/],
  ]
  for (const [text, line, advice] of refused) {
    test(JSON.stringify(text.slice(text.startsWith(acts) ? acts.length : 0)), () => {
      const { problems } = read(text)
      assert.deepEqual(
        problems.map(({ code, line }) => [code, line]),
        [['case/expectation', line]],
      )
      assert.match(problems[0]?.advice ?? '', advice)
    })
  }
})

describe('--update', () => {
  const expectations = read(TEXT).file.stories.flatMap((story) => story.expectations)
  const check = (index: number, got: string[], missing: string[], extra: string[]): Check => ({
    file: 'a.md',
    expectation: expectations[index] as Check['expectation'],
    got,
    missing,
    extra,
  })
  test('writes what was found in the place of what was expected, from the last block to the first', () => {
    const line = '1 | Westmark | Northland | q | - | kept'
    const text = updatedText(TEXT, [
      check(0, ['Another sentence.'], ['A sentence.'], ['Another sentence.']),
      check(1, ['2 | all | x | q | - | open', line], ['1 | Westmark | Northland | q | - | open'], []),
      check(2, [line, `${line} too`], [], [line]),
    ])
    assert.equal(
      text,
      TEXT.replace('A sentence.', 'Another sentence.')
        .replace('- | open', '- | kept')
        .replace('question q\n', `question q\n${line}\n${line} too\n`),
    )
  })
  test('does not touch what is as expected', () => {
    assert.equal(updatedText(TEXT, [check(1, ['x'], [], [])]), TEXT)
  })
  test('puts cells under each other', () => {
    assert.deepEqual(aligned(['1 | Westmark | x', '4.10 | EU | yz']), ['1    | Westmark | x', '4.10 | EU       | yz'])
  })
})
