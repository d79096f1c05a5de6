/**
 * Broken agreements, each with the problems that it must be answered with, word for word: `problems.txt` beside it.
 * UPDATE=1 writes them anew; read the difference.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { LANGUAGE_CODES } from '../../src/language/codes.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError, printProblem } from '../../src/problem.ts'
import { folder } from './folder.ts'

const BROKEN = new URL('../broken/agreements/', import.meta.url)
const PAGES = new URL('../../docs/problems/', import.meta.url)
const UPDATE = process.env.UPDATE === '1'

/** Made by the tests of bounds: a file that shows them is empty, too large, or not text. */
const MADE_BY_TESTS = ['agreement/empty', 'agreement/too-large', 'agreement/not-utf8', 'block/too-many']
const names = readdirSync(BROKEN).sort()
const codes = Object.keys(LANGUAGE_CODES).filter((code) => !code.startsWith('guard/'))

function fileName(code: string): string {
  return code.replace('/', '-')
}

describe('broken agreements', () => {
  assert.ok(names.length >= 35)
  for (const name of names) {
    test(name, () => {
      const { agreement, problems } = readAgreement(folder(`test/broken/agreements/${name}`, name))
      const printed = problems.map((problem) => `${printProblem(problem)}\n`).join('')
      const expected = new URL(`${name}/problems.txt`, BROKEN)
      if (UPDATE) writeFileSync(expected, printed)
      assert.equal(printed, readFileSync(expected, 'utf8'))
      assert.equal(agreement === undefined, problems.some(isError))
      const code = codes.find((each) => fileName(each) === name)
      if (code !== undefined) assert.ok(problems.some((problem) => problem.code === code))
    })
  }
})

describe('codes of the language', () => {
  for (const code of codes) {
    test(`${code} has a page with its title`, () => {
      const page = readFileSync(new URL(`${fileName(code)}.md`, PAGES), 'utf8')
      assert.ok(page.startsWith(`# ${LANGUAGE_CODES[code as keyof typeof LANGUAGE_CODES]}\n\n\`${code}\``))
    })
    if (MADE_BY_TESTS.includes(code)) continue
    test(`${code}: the page shows what is refused in the broken agreement, and what mends it`, () => {
      const page = readFileSync(new URL(`${fileName(code)}.md`, PAGES), 'utf8')
      const [refused, instead] = [...page.matchAll(/^(`{3,})\w+\n([\s\S]*?)\n\1$/gm)].map((match) => match[2])
      const broken = folder(`test/broken/agreements/${fileName(code)}`, 'broken')
      assert.ok(refused !== undefined)
      const mend = (text: string) => text.replace(refused, () => instead ?? '')
      const files = ['forms/notice.json', 'calendars/lake-2026.yaml'].map((path) => broken.file(path) ?? '')
      const { cast } = broken
      assert.ok(
        [broken.text, cast ?? '', ...files].some((text) => text.includes(refused)),
        'the page quotes the broken agreement',
      )
      if (instead === undefined) return
      const file = (path: string) => {
        const content = broken.file(path)
        return content === undefined ? undefined : mend(content)
      }
      const mended = cast === undefined ? {} : { cast: mend(cast) }
      const { problems } = readAgreement({ ...broken, name: 'mended', text: mend(broken.text), file, ...mended })
      assert.deepEqual(problems.map(printProblem), [])
    })
  }

  test('every broken agreement named for a code is of a code that there is', () => {
    const known = new Set(codes.map(fileName))
    for (const name of names) assert.ok(known.has(name) || name.startsWith('several-'), name)
    for (const code of codes) {
      assert.ok(MADE_BY_TESTS.includes(code) || existsSync(new URL(`${fileName(code)}/agreement.md`, BROKEN)), code)
    }
  })
})
