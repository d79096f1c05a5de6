/** Whatever happens to the bytes of an agreement, the reader answers, soon, and in the same way twice. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LANGUAGE_CODES } from '../../src/language/codes.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError } from '../../src/problem.ts'
import { damage, damaged } from '../fuzz/damage.ts'
import { folder, SAMPLE } from './folder.ts'

const DECISIONS = folder('test/language/decisions', 'lake')
const BYTES = new TextEncoder().encode(SAMPLE.text)

function check(text: Uint8Array | string, files = SAMPLE): void {
  const { agreement, problems } = readAgreement({ ...files, text })
  assert.equal(agreement === undefined, problems.some(isError))
  for (const problem of problems) {
    assert.ok(Object.hasOwn(LANGUAGE_CODES, problem.code), problem.code)
    assert.ok(problem.line >= 1 && problem.column >= 1)
    assert.ok(problem.message !== '' && problem.advice !== '')
  }
  assert.deepEqual(readAgreement({ ...files, text }).problems, problems)
}

describe('a damaged agreement', () => {
  test('lines, characters and bytes changed', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => check(damaged(SAMPLE.text, damages))),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) =>
        check(damaged(DECISIONS.text, damages), DECISIONS),
      ),
      { numRuns: 150 },
    )
  })

  test('cut off anywhere', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length), (length) => check(BYTES.subarray(0, length))),
      { numRuns: 100 },
    )
  })

  test('no text of an agreement at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        check(text)
        check(`\`\`\`pacta\n${text}\n\`\`\`\n`)
      }),
      { numRuns: 300 },
    )
  })

  test('any value in the place of each value', () => {
    const value = fc.constantFrom(
      '',
      '~',
      '1',
      '4.10',
      'true',
      '[]',
      '{}',
      '[[a]]',
      '{a: {b: c}}',
      '""',
      '"x y"',
      '&a x',
      '>-\n  x',
      'each',
      'x.y',
      '1 day',
    )
    const values = [...SAMPLE.text.matchAll(/^[> ]*(?:[\w ]+): (.+)$/gm)]
    fc.assert(
      fc.property(fc.constantFrom(...values), value, (match, other) => {
        const at = match.index + match[0].length - (match[1] ?? '').length
        check(SAMPLE.text.slice(0, at) + other + SAMPLE.text.slice(match.index + match[0].length))
      }),
      { numRuns: 300 },
    )
  })
})
