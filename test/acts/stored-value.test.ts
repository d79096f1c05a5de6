/** A field that is read in the bytes of a body is what `JSON.parse` says of it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { endOfJson } from '../../src/acts/stored-bytes.ts'
import { storedField } from '../../src/acts/stored-value.ts'
import type { Json } from '../../src/agreement/act.ts'
import { fieldOf } from '../../src/engine/record/chronology.ts'

function read(text: string, path: readonly string[], start = 0): Json | undefined {
  const bytes = Buffer.from(' '.repeat(start) + text)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return storedField(bytes, view, start, path)
}

const name = fc.constantFrom('a', 'b', 'ab', 'état', 'longer-name', 'long', '"'.slice(1))
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(
      '',
      'a',
      'West',
      'é',
      '😀',
      'as agreed in the document, in the agreed format',
      null,
      true,
      false,
    ),
    fc.integer(),
    fc.integer({ min: -(10 ** 7), max: 10 ** 7 }).map((whole) => whole / 100),
    fc.constantFrom<Json>(0, 999_999_999_999_999, 9_007_199_254_740_992, 0.5),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.array(fc.constantFrom<Json>('North', 'West', 'é'), { maxLength: 3 }),
    fc.dictionary(name, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).json

describe('a field of a stored body', () => {
  test('is what JSON.parse says, at any depth', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
        fc.array(name, { maxLength: 3 }),
        fc.nat(9),
        (body, path, start) => {
          const text = JSON.stringify(body)
          const bytes = Buffer.from(text)
          const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
          if (endOfJson(bytes, view, 0, 16) < 0) return
          assert.deepEqual(read(text, path, start), fieldOf(JSON.parse(text), path))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('of two of one name it is the last', () => {
    assert.equal(read('{"a":1,"a":2}', ['a']), 2)
    assert.equal(read('{"a":1,"a":null}', ['a']), undefined)
  })

  test('is not given where there is no map', () => {
    assert.equal(read('{}', ['a']), undefined)
    assert.equal(read('{"a":"text"}', ['a', 'b']), undefined)
    assert.equal(read('{"a":[1]}', ['a', '0']), undefined)
  })
})
