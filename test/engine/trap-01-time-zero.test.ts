import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Act } from '../../src/agreement/act.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

/** Periods come from the start of the agreement, never from the first act: else the past would differ from the batch. */
const small = agreementOf(
  'rule: "1"\nwhen: every month\nwho: each party\nmust: report for the month\nto: all parties\nby: 10 days after the month ends',
)
const acts = actsOf(small, [
  '{id: a, kind: report, by: A, to: all, period: "2026-03", transmitted: 2026-04-02}',
  '{id: b, kind: report, by: A, to: all, period: "2026-01", transmitted: 2026-06-02}',
])

function lines(some: readonly Act[], day: string): string[] {
  const ledger = new Ledger(compileProgram(small))
  for (const act of some) ledger.add(act)
  return registerAt(ledger, { asOf: endOf(day) }).map(({ id, text }) => `${id}: ${text}`)
}

describe('[trap 1] time zero', () => {
  it('[trap 1] without any act, every month since the start is owed', () => {
    assert.deepEqual(
      lines([], '2026-02-15').filter((line) => line.includes('/A:')),
      ['1/2026-01/A: not recorded by 10 Feb 2026', '1/2026-02/A: due 10 Mar 2026, in 23 days'],
    )
  })

  it('[trap 1] the register of a past day is that of the acts of that day, whatever came later', () => {
    for (const day of [
      '2026-01-01',
      '2026-02-10',
      '2026-02-11',
      '2026-04-01',
      '2026-04-02',
      '2026-06-01',
      '2026-06-02',
    ]) {
      const earlier = acts.filter((act) => act.transmitted.latest <= endOf(day).at)
      assert.deepEqual(lines(acts, day), lines(earlier, day), day)
    }
  })
})
