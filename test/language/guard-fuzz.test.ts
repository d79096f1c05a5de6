/** Guards come from other parties: whatever is written, the reader answers with a guard or with faults, and never throws. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../../src/agreement/act.ts'
import { type GuardScope, readGuard } from '../../src/language/guard/guard.ts'

const form: Json = { properties: { a: { type: 'integer' }, b: { type: 'boolean' }, 'c-d': { type: 'string' } } }
const scope: GuardScope = {
  nouns: new Map<string, Json | undefined>([
    ['x', form],
    ['joint-answer', undefined],
  ]),
  terms: new Map([['t', { of: 'x', guard: { op: 'field', noun: 'x', path: ['b'] } }]]),
}
const scraps =
  'x . a b c-d joint-answer ( ) [ ] { } && || ! - + * / % == < >= in is not t "s" "q \\ " 3 2.5 0x1 1e3 5u null true has min ceilDiv , : ? // r" b"x" """ x.a x.b é 😀 all .map( matches cel.bind for package $ @ # = & | ~ `x`'.split(
    ' ',
  )

test('any text gives a guard or faults, each with its place in the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...scraps, '\n'), { maxLength: 14 }),
      fc.constantFrom('', ' '),
      (parts, gap) => {
        const text = parts.join(gap)
        const { guard, faults } = readGuard(text, scope)
        assert.equal(guard === undefined, faults.length > 0)
        for (const f of faults) assert.ok(f.start >= 0 && f.end >= f.start && f.end <= text.length, JSON.stringify(f))
      },
    ),
    { numRuns: 10_000 },
  )
})
