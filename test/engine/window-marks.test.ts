import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { marksOf } from '../../src/engine/marks.ts'
import { compileProgram } from '../../src/engine/program.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

const small = agreementOf(
  'check: "1"\non: visit\nin order when: transmitted between 5 days and 36 hours before visit.entry\notherwise: out of window',
  { kinds: '---\n{act: visit, to: all, form: {type: object, properties: {entry: {type: string, format: date-time}}}}' },
)

function marks(transmitted: string, entry = '2026-03-12T10:00:00Z'): readonly string[] {
  const ledger = new Ledger(compileProgram(small))
  const [act] = actsOf(small, [
    `{id: v, kind: visit, by: A, to: all, transmitted: ${transmitted}, body: {entry: "${entry}"}}`,
  ])
  return act === undefined ? [] : marksOf(ledger, ledger.add(act), { asOf: endOf('2026-03-20') })
}

/** Shape 4. The latest instant counts to the second; the earliest is a day, counted back from the day of the entry. */
it('a window counted back has both ends in, and marks what lies a second outside', () => {
  assert.deepEqual(marks('2026-03-10T22:00:00Z'), [])
  assert.deepEqual(marks('2026-03-10T22:00:01Z'), ['out of window (1)'])
  assert.deepEqual(marks('2026-03-07T10:00:00Z'), [])
  assert.deepEqual(marks('2026-03-07T09:59:59Z'), ['out of window (1)'])
})

it('a day that touches the end of a window cannot be derived', () => {
  assert.deepEqual(marks('2026-03-10'), ['cannot be derived: whether 1 is satisfied'])
  assert.deepEqual(marks('2026-03-09'), [])
})
