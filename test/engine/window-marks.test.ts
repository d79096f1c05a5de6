import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { marksOf } from '../../src/engine/reading/marks.ts'
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

/** A fact that the message tells itself: 6 March 2026 is a Friday, so five working days end with Friday, 13 March. */
const told = agreementOf(
  'check: "1"\non: change\nin order when: transmitted not later than 5 working days after change.changed\notherwise: told late',
  { kinds: '---\n{act: change, to: all, form: {type: object, properties: {changed: {type: string, format: date}}}}' },
)

function toldMarks(transmitted: string, body = '{changed: "2026-03-06"}'): readonly string[] {
  const ledger = new Ledger(compileProgram(told))
  const [act] = actsOf(told, [`{id: c, kind: change, by: A, to: all, transmitted: ${transmitted}, body: ${body}}`])
  return act === undefined ? [] : marksOf(ledger, ledger.add(act), { asOf: endOf('2026-03-20') })
}

it('so many days after a day that the message states end with the last of them', () => {
  assert.deepEqual(toldMarks('2026-03-13T23:59:59Z'), [])
  assert.deepEqual(toldMarks('2026-03-14T00:00:00Z'), ['told late (1)'])
  assert.deepEqual(toldMarks('2026-03-13/2026-03-14'), ['cannot be derived: whether 1 is satisfied'])
  assert.deepEqual(toldMarks('2026-03-13', '{}'), ['cannot be derived: whether 1 is satisfied'])
})
