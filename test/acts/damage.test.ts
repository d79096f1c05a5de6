/** Files come from others. Whatever was done to them, the reader answers with problems and never throws. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ACT_CODES } from '../../src/acts/codes.ts'
import { readActs } from '../../src/acts/read.ts'
import { isError } from '../../src/problem.ts'
import { lake, spring } from './lake.ts'

const yaml = Buffer.from(spring.yaml)
const jsonl = Buffer.from(`${spring.jsonl}\n`)

const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
  fc
    .constantFrom(
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '\t',
      '&a ',
      '*a',
      '!x ',
      '#',
      '|\n',
      '? ',
      '---\n',
      '%',
      '\\',
      '0',
      '\ufeff',
      '<<: ',
      '~',
    )
    .map((text) => Uint8Array.from(Buffer.from(text))),
)

/** Bytes put in, taken out or written over; lines taken out, doubled or swapped. */
const damage = fc.array(
  fc.record({
    how: fc.constantFrom('insert', 'remove', 'overwrite', 'drop line', 'double line', 'swap lines'),
    at: fc.nat(),
    piece,
  }),
  { minLength: 1, maxLength: 4 },
)

function damaged(bytes: Buffer, steps: readonly { how: string; at: number; piece: Uint8Array }[]): Uint8Array {
  let now: Buffer = bytes
  for (const step of steps) {
    const at = step.at % (now.length + 1)
    const lines = now.toString('latin1').split('\n')
    const line = step.at % lines.length
    if (step.how === 'insert') now = Buffer.concat([now.subarray(0, at), step.piece, now.subarray(at)])
    else if (step.how === 'remove') now = Buffer.concat([now.subarray(0, at), now.subarray(at + step.piece.length)])
    else if (step.how === 'overwrite')
      now = Buffer.concat([now.subarray(0, at), step.piece, now.subarray(at + step.piece.length)])
    else {
      if (step.how === 'drop line') lines.splice(line, 1)
      else if (step.how === 'double line') lines.splice(line, 0, lines[line] ?? '')
      else lines.splice(line, 0, ...lines.splice((line + 1) % lines.length, 1))
      now = Buffer.from(lines.join('\n'), 'latin1')
    }
  }
  return Uint8Array.from(now)
}

describe('damaged files', () => {
  for (const [name, good] of Object.entries({ 'acts.yaml': yaml, 'acts.jsonl': jsonl })) {
    test(`${name}, undamaged, has no error`, () => {
      const { record, problems } = readActs([{ name, bytes: good }], lake)
      assert.deepEqual(problems, [])
      assert.equal(record?.acts.length, 4)
    })

    test(`${name}, damaged in any way, never makes the reader throw`, () => {
      let refusedCount = 0
      fc.assert(
        fc.property(damage, (steps) => {
          const bytes = damaged(good, steps)
          const { record, problems } = readActs([{ name, bytes }], lake)
          assert.equal(record === undefined, problems.some(isError))
          if (record === undefined) refusedCount += 1
          const lines = Buffer.from(bytes).toString('utf8').split('\n')
          for (const { code, file, line, column, message, advice } of problems) {
            assert.ok(code in ACT_CODES && file === name && message !== '' && advice !== '', code)
            assert.ok(line >= 1 && line <= lines.length, `${code}: line ${line} of ${lines.length}`)
            assert.ok(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 2, `${code}: column ${column}`)
          }
        }),
        { numRuns: 500 },
      )
      assert.ok(refusedCount > 100, `${refusedCount} of 500 were refused`)
    })

    test(`${name}, cut off anywhere, never makes the reader throw`, () => {
      for (let length = 0; length <= good.length; length += 7) {
        readActs([{ name, bytes: Uint8Array.from(good.subarray(0, length)) }], lake)
      }
    })
  }

  test('bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.yaml', 'a.jsonl'), (bytes, name) => {
        readActs([{ name, bytes }], lake)
      }),
      { numRuns: 500 },
    )
  })
})
