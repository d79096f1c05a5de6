/** Whatever happens to the bytes of an agreement, the reader answers, soon, and in the same way twice. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LANGUAGE_CODES } from '../../src/language/codes.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError } from '../../src/problem.ts'
import { SAMPLE } from './folder.ts'

const LINES = SAMPLE.text.split('\n')
const BYTES = new TextEncoder().encode(SAMPLE.text)

type Damage =
  | { readonly kind: 'delete' | 'double' | 'exchange'; readonly line: number; readonly other: number }
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('delete', 'double', 'exchange'),
    line: fc.nat(LINES.length - 1),
    other: fc.nat(LINES.length - 1),
  }),
  fc.record({ kind: fc.constant('byte'), at: fc.nat(BYTES.length - 1), value: fc.nat(255) }),
  fc.record({
    kind: fc.constant('insert'),
    at: fc.nat(SAMPLE.text.length),
    text: fc.constantFrom(
      '"',
      "'",
      '[',
      '{',
      '}',
      ']',
      ': ',
      '- ',
      '---\n',
      '```\n',
      '*a',
      '&a ',
      '!',
      '%',
      '#',
      '\t',
      '\r',
      '\n',
      '(',
      ' or ',
      '\u0000',
      '\uD800',
      '🚀',
    ),
  }),
)

function damaged(damages: readonly Damage[]): Uint8Array {
  let text = SAMPLE.text
  const bytes: Extract<Damage, { kind: 'byte' }>[] = []
  for (const each of damages) {
    if (each.kind === 'byte') bytes.push(each)
    else if (each.kind === 'insert') text = text.slice(0, each.at) + each.text + text.slice(each.at)
    else text = withLines(text.split('\n'), each.kind, each.line, each.other).join('\n')
  }
  const encoded = new TextEncoder().encode(text)
  for (const { at, value } of bytes) encoded[at % encoded.length] = value
  return encoded
}

function withLines(lines: string[], kind: 'delete' | 'double' | 'exchange', line: number, other: number): string[] {
  const [a = '', b = ''] = [lines[line], lines[other]]
  if (kind === 'delete') return lines.toSpliced(line, 1)
  if (kind === 'double') return lines.toSpliced(other, 0, a)
  return lines.with(line % lines.length, b).with(other % lines.length, a)
}

function check(text: Uint8Array | string): void {
  const { agreement, problems } = readAgreement({ ...SAMPLE, text })
  assert.equal(agreement === undefined, problems.some(isError))
  for (const problem of problems) {
    assert.ok(Object.hasOwn(LANGUAGE_CODES, problem.code), problem.code)
    assert.ok(problem.line >= 1 && problem.column >= 1)
    assert.ok(problem.message !== '' && problem.advice !== '')
  }
  assert.deepEqual(readAgreement({ ...SAMPLE, text }).problems, problems)
}

describe('a damaged agreement', () => {
  test('lines, characters and bytes changed', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => check(damaged(damages))),
      { numRuns: 500 },
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
