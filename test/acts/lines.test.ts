import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LINE_BYTES_MAX, lineAt, linesOf, NotUtf8, wholeText } from '../../src/acts/lines.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const texts = (bytes: Uint8Array) => [...linesOf(bytes)].map((line) => line.text)

describe('lines of a file', () => {
  test('are those of the text, whatever it is and wherever the chunks of the reader end', () => {
    const piece = fc.constantFrom('', 'a', '\n', '\r\n', '\r', 'é', '🛶', 'x'.repeat(30_000), 'ü'.repeat(30_000))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const bytes = bytesOf(text)
        const expected = text.split('\n')
        if (expected.at(-1) === '') expected.pop()
        const found = [...linesOf(bytes)]
        // One \r before the end of a line belongs to the end; a last line has no end to belong to.
        const withoutReturn = expected.map((line) => line.replace(/\r$/, ''))
        assert.deepEqual(
          found.map((line) => line.text),
          withoutReturn,
        )
        for (const [index, line] of found.entries()) {
          assert.equal(line.number, index + 1)
          assert.equal(lineAt(bytes, line.offset), line.text)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('begin behind a byte order mark; an empty last line is none', () => {
    assert.deepEqual(texts(bytesOf('')), [])
    assert.deepEqual(texts(bytesOf('\ufeff')), [])
    assert.deepEqual(texts(bytesOf('\ufeffa\n')), ['a'])
    assert.deepEqual(texts(bytesOf('\n\na')), ['', '', 'a'])
  })

  test('that are too long are passed over, and the others are read', () => {
    const long = 'x'.repeat(LINE_BYTES_MAX + 1)
    const found = [...linesOf(bytesOf(`a\n${long}\nb`))]
    assert.deepEqual(
      found.map((line) => [line.number, line.text, line.tooLong]),
      [
        [1, 'a', false],
        [2, '', true],
        [3, 'b', false],
      ],
    )
    assert.equal([...linesOf(bytesOf(`${long.slice(1)}\n`))][0]?.tooLong, false)
  })
})

describe('what is not UTF-8', () => {
  const bad = (...bytes: number[]) => Buffer.concat([Buffer.from('a\né🛶'), Buffer.from(bytes), Buffer.from('\nb')])

  for (const [name, bytes] of Object.entries({
    'a lone tail': [0x80],
    'Latin-1': [0xfc, 0x72],
    'a character cut off': [0xe2, 0x82],
    'a long form of /': [0xc0, 0xaf],
    'half a surrogate pair': [0xed, 0xa0, 0x80],
    'beyond Unicode': [0xf4, 0x90, 0x80, 0x80],
  })) {
    test(`${name} is told with offset, line and column, after the lines before it`, () => {
      for (const read of [() => [...linesOf(bad(...bytes))], () => wholeText(bad(...bytes))]) {
        assert.throws(read, (error: unknown) => {
          assert.ok(error instanceof NotUtf8)
          assert.deepEqual([error.offset, error.line, error.column, error.byte], [8, 2, 4, bytes[0]])
          return true
        })
      }
      const before: string[] = []
      assert.throws(() => {
        for (const line of linesOf(bad(...bytes))) before.push(line.text)
      }, NotUtf8)
      assert.deepEqual(before, ['a'])
    })
  }

  test('is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(), (text, at) => {
        const good = bytesOf(text)
        const place = good.length === 0 ? 0 : at % good.length
        const bytes = Uint8Array.from([...good.subarray(0, place), 0xff, ...good.subarray(place)])
        assert.throws(
          () => wholeText(bytes),
          (error: unknown) => error instanceof NotUtf8 && error.offset <= place && error.offset > place - 4,
        )
      }),
    )
  })
})
