import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readArguments, wordsOf } from '../../src/cli/arguments.ts'
import { Refusal } from '../../src/cli/refusal.ts'

const options = { 'as-of': { value: 'WHEN', says: 'when' }, may: { says: 'may' } }
const read = (...args: string[]) => readArguments('register', args, options)
const refuses = (expected: RegExp, run: () => unknown) =>
  assert.throws(run, (error) => error instanceof Refusal && expected.test(error.message))

describe('arguments', () => {
  test('are words, values and flags in any order', () => {
    const { words, values, flags } = read('--may', 'north', '--as-of=2026-01-01', 'q')
    assert.deepEqual(words, ['north', 'q'])
    assert.deepEqual([...values], [['as-of', '2026-01-01']])
    assert.deepEqual([...flags], ['may'])
    assert.deepEqual([...read('--as-of', '2026-01-01').values], [['as-of', '2026-01-01']])
  })
  test('end with --: what follows is a word', () => assert.deepEqual(read('--', '--may').words, ['--may']))
  test('that are ids of lines without a rule are words, wherever they stand', () => {
    assert.deepEqual(read('a', '-/q/North', '--may').words, ['a', '-/q/North'])
    assert.deepEqual(read('a', '--', '-/q/North').words, ['a', '-/q/North'])
    refuses(/--as-of needs a value/, () => read('--as-of', '-/q/North'))
  })
  test('that are unknown are answered with what was probably meant', () => {
    refuses(/no option --asof\.\nDid you mean "--as-of"\?/, () => read('--asof', '2026-01-01'))
    refuses(/no option -x/, () => read('-x'))
    refuses(/no option --constructor/, () => read('--constructor'))
  })
  test('that need a value say so, also before another option', () => {
    refuses(/--as-of needs a value/, () => read('--as-of'))
    refuses(/--as-of needs a value/, () => read('--as-of', '--may'))
    refuses(/--as-of needs a value/, () => read('--as-of='))
  })
  test('that take none, or stand twice, are refused', () => {
    refuses(/--may takes no value/, () => read('--may=yes'))
    refuses(/--as-of stands twice/, () => read('--as-of=a', '--as-of=b'))
  })
  test('that are missing or too many are named', () => {
    refuses(/AGREEMENT is missing/, () => wordsOf('why', [], ['AGREEMENT', 'LINE-ID'], 2))
    refuses(/LINE-ID is missing/, () => wordsOf('why', ['a'], ['AGREEMENT', 'LINE-ID'], 2))
    refuses(/what is "c d"/, () => wordsOf('why', ['a', 'b', 'c', 'd'], ['AGREEMENT', 'LINE-ID'], 2))
  })
})
