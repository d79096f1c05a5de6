import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { elsewhere, keysIn, legendOf, readSources } from '../../src/page/sources.ts'

const FILE = 'a/SOURCES.md'
const read = (text: string) => [...readSources(FILE, text).says]

describe('a file of sources', () => {
  test('has items that begin with their key, over several lines', () => {
    assert.deepEqual(
      read(
        '# Sources\n\n- [S1] One page,\n  seen twice.\n- [S2]: Another.\n\nS3 is none.\n* **S4** Bold.\n+ S5: Plain.\n',
      ),
      [
        ['S1', 'One page, seen twice.'],
        ['S2', 'Another.'],
        ['S4', 'Bold.'],
        ['S5', 'Plain.'],
      ],
    )
  })
  test('or rows of a table', () => {
    assert.deepEqual(read('| key | what |\n| --- | --- |\n| [S1] | One page | 3 May |\n').slice(-1), [
      ['S1', 'One page; 3 May'],
    ])
  })
  test('an item ends where the next one, or anything else, begins', () => {
    assert.deepEqual(read('- [S1] One.\n  - [S2] Inside.\n    More.\nNot of it.\n'), [
      ['S1', 'One.'],
      ['S2', 'Inside. More.'],
    ])
  })
  test('is read whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('- ', '[S1]', '|', '\n', 'x', ' ', '*') }),
        (text) => void read(text),
      ),
    )
  })
})

describe('keys in a text', () => {
  const isKey = (key: string) => /^S\d+$/.test(key)
  test('stand in brackets, with commas or as a range', () => {
    assert.deepEqual(keysIn('so [S1], and [S3, S5]; all [S7-S9]', isKey), ['S1', 'S3', 'S5', 'S7', 'S8', 'S9'])
  })
  test('and nothing else in brackets is one', () => assert.deepEqual(keysIn('[1] [note] [S1-T3] [S9-S2]', isKey), []))
  test('are explained in the order of their numbers, once; the others are listed elsewhere', () => {
    const legend = legendOf(['S10', 'S2', 'S10', 'S3'], readSources(FILE, '- [S2] Two.\n- [S10] Ten.\n'))
    assert.deepEqual(legend.known, [
      ['S2', 'Two.'],
      ['S10', 'Ten.'],
    ])
    assert.equal(elsewhere(legend), 'S3: sources are listed in a/SOURCES.md.')
  })
})
