import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { offsetAt, placesInJson } from '../../src/acts/json-places.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('places in JSON', () => {
  test('are found for every value and key', () => {
    const text = ' {"a": [1, {"b\\u0063": "x"}], "d" :{"": null}}'
    const places = placesInJson(text)
    const at = (path: (string | number)[], part?: 'key') => text.slice(offsetAt(places, path, part)).slice(0, 4)
    assert.equal(at([]), '{"a"')
    assert.equal(at(['a']), '[1, ')
    assert.equal(at(['a'], 'key'), '"a":')
    assert.equal(at(['a', 0]), '1, {')
    assert.equal(at(['a', 1, 'bc']), '"x"}')
    assert.equal(at(['a', 1, 'bc'], 'key'), '"b\\u')
    assert.equal(at(['d', '']), 'null')
    // What is not there: the nearest thing around it.
    assert.equal(at(['a', 7, 'x']), '[1, ')
    assert.equal(at(['e']), '{"a"')
  })

  test('keys that stand twice are told, at any depth and however they are written', () => {
    const text = '{"a":1,"b":{"c":1,"\\u0063":2},"a":3,"__proto__":1,"__proto__":2}'
    const twice = placesInJson(text).keysTwice.map(({ key, offset, firstOffset }) => [key, offset, firstOffset])
    assert.deepEqual(twice, [
      ['c', 18, 12],
      ['a', 30, 1],
      ['__proto__', 50, 36],
    ])
  })

  const faults: [string, number, boolean][] = [
    ['', 0, true],
    ['{"a":1', 6, true],
    ['{"a', 3, true],
    ['{"a\\u00', 7, true],
    ['{"a\\', 4, true],
    ['[1,', 3, true],
    ['{"a":1}x', 7, false],
    ['{"a":1,}', 7, false],
    ['{a:1}', 1, false],
    ['["\\x"]', 2, false],
    ['["\t"]', 2, false],
    ['[01]', 2, false],
    ['[1 2]', 3, false],
    ['{"a" 1}', 5, false],
  ]
  for (const [text, offset, cut] of faults) {
    test(`the fault in ${JSON.stringify(text)}`, () => {
      const { fault } = placesInJson(text)
      assert.deepEqual([fault?.offset, fault?.cut], [offset, cut])
    })
  }

  test('what JSON.parse reads has no fault, and what it refuses has one', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '0', '-', 'e', 'nul', '\n', '\ud800'),
      )
      .map(([text, at, piece]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + piece + text.slice(place + (at % 2))
      })
    fc.assert(
      fc.property(damaged, (text) => {
        assert.equal(placesInJson(text).fault === undefined, parses(text), text)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a prefix of JSON is cut or, for a number, whole', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, length) => {
        const prefix = text.slice(0, length % text.length)
        const { fault } = placesInJson(prefix)
        // A word like "nu" is no value yet, and is told where it begins.
        const isWord = /[a-z]$/.test(prefix) && !prefix.endsWith('"')
        assert.ok(fault === undefined || fault.cut || isWord || /[-.eE+]$/.test(prefix), prefix)
      }),
      { numRuns: 500 },
    )
  })

  test('a text of megabytes and brackets without end are no harm', () => {
    assert.equal(placesInJson(`["${'x'.repeat(4_000_000)}"]`).fault, undefined)
    assert.equal(placesInJson('['.repeat(1_000_000)).fault?.expected, 'fewer brackets')
  })
})
