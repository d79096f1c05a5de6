import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { marksOf } from '../../src/engine/reading/marks.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

const small = agreementOf(
  'rule: "1"\nwhen: each stop in tour.stops\nkey: place\nwho: sender of tour\nmust: note with place = stop.place\nto: all parties\nby: 10 days after tour is transmitted',
  {
    kinds:
      '---\n{act: tour, to: all, form: {type: object, properties: {stops: {type: array, items: {type: object, properties: {place: {type: string}}}}}}}\n---\n{act: note, to: all, form: {type: object, properties: {place: {type: string}}}}',
  },
)

it('items without their key are told as a mark, and nothing follows from them', () => {
  const ledger = new Ledger(compileProgram(small))
  const acts = actsOf(small, [
    '{id: t, kind: tour, by: A, to: all, transmitted: 2026-03-01, body: {stops: [{place: north}, {}, {}]}}',
    '{id: u, kind: tour, by: B, to: all, transmitted: 2026-03-01, body: {stops: [{place: north}]}}',
  ])
  const marks = acts.map((act) => marksOf(ledger, ledger.add(act), { asOf: endOf('2026-03-02') }))
  assert.deepEqual(marks, [['2 under "stops" without "place": nothing follows from them'], []])
  assert.deepEqual(
    registerAt(ledger, { asOf: endOf('2026-03-02') }).map(({ id }) => id),
    ['1/t[north]/A', '1/u[north]/B'],
  )
})
