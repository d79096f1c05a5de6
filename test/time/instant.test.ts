import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FIRST_INSTANT, LAST_INSTANT, parseInstant, printInstant } from '../../src/time/instant.ts'
import { rowsOf, textsOf } from './vector-files.ts'

test('[T1] instants are read to the millisecond, with their offset', () => {
  for (const [text = '', milliseconds, canonical] of rowsOf('instant_valid.tsv', 4)) {
    assert.equal(parseInstant(text), Number(milliseconds), text)
    assert.equal(printInstant(Number(milliseconds)), canonical, text)
  }
})

test('[T1] what is not RFC 3339, or names no instant, is refused', () => {
  for (const text of textsOf('instant_invalid.txt')) assert.equal(parseInstant(text), undefined, `"${text}"`)
  assert.equal(parseInstant(''), undefined)
})

test('[T1] whatever is read, Temporal reads likewise', () => {
  const digits = fc.stringMatching(
    /^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,4})?(Z|[+-][0-2][0-9]:[0-6][0-9])$/,
  )
  fc.assert(
    fc.property(digits, (text) => {
      const t = parseInstant(text)
      if (t !== undefined) assert.equal(t, Temporal.Instant.from(text).epochMilliseconds)
    }),
    { numRuns: 3000 },
  )
})

test('[T1] one broken character is never read as the same instant by luck of position', () => {
  const text = '2022-01-26T10:00:00.250+01:00'
  const t = parseInstant(text)
  for (let i = 0; i < text.length; i++) {
    for (const other of ['x', ' ', '-', ':', '/', ';']) {
      if (other === text[i]) continue
      const read = parseInstant(text.slice(0, i) + other + text.slice(i + 1))
      // The sign of the offset is the one character that another one may stand for, with another meaning.
      assert.ok(read === undefined || (i === 23 && other === '-' && read !== t), `${other} at ${i}`)
    }
    assert.equal(parseInstant(text.slice(0, i)), undefined, `cut at ${i}`)
  }
})

test('[T2] printing and reading give the same instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }), (t) => {
      assert.equal(parseInstant(printInstant(t)), t)
      assert.equal(Temporal.Instant.from(printInstant(t)).epochMilliseconds, t)
    }),
  )
})

test('[T2] what is no instant is not printed as one', () => {
  for (const t of [Infinity, -Infinity, NaN, 0.5, LAST_INSTANT + 1, FIRST_INSTANT - 1]) {
    assert.throws(() => printInstant(t), RangeError)
  }
})
