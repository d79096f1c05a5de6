import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sealedState } from '../../src/engine/decision/sealed.ts'
import type { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { readAgreement } from '../../src/language/read.ts'
import { anyOrder, everyLineSaysWhy, incremental, ledgerOf, narrowing, pastIgnoresFuture } from './properties.ts'
import { blurred, stories } from './story.ts'

const TEXT = `\`\`\`pacta
agreement: sealed
title: Sealed
zone: UTC
start: 2026-01-01
---
parties:
  - {id: Northland, kind: state, name: Northland}
  - {id: Westmark, kind: state, name: Westmark}
  - {id: Estmark, kind: state, name: Estmark, bound: 2026-02-01/2026-04-01}
---
{act: sealed-bid, to: all, form: {type: object, properties: {digest: {type: string}}}}
---
{act: bid, to: all, refers to: sealed-bid, form: {type: object, properties: {digest: {type: string}}}}
---
{act: late-bid, to: all, refers to: sealed-bid, form: {type: object, properties: {digest: {type: string}}}}
---
rule: "1"
when: sealed-bid
who: sender of sealed-bid
must: bid to sealed-bid
to: all parties
by: 20 days after sealed-bid is transmitted
---
rule: "2"
when: '"1" lapses'
who: sender of sealed-bid
may: late-bid to sealed-bid
until: 10 days after "1" lapses
---
sealed: bids
acts: sealed-bid
opened by: bid or late-bid to sealed-bid
from: 3 days after sealed-bid is transmitted
until: 25 days after sealed-bid is transmitted
\`\`\`
`

const read = readAgreement({ name: 'sealed', text: TEXT, file: () => undefined })
assert.ok(read.agreement, JSON.stringify(read.problems))
const { agreement } = read
const program = compileProgram(agreement)

describe('sealed acts, at random', () => {
  it('[E1] any order of arrival gives the same', () => anyOrder(agreement, 100))
  it('[E2] act by act gives the same as all at once', () => incremental(agreement, 25))
  it('[E3] a past instant ignores what came later', () => pastIgnoresFuture(agreement, 120))
  it('[E4] narrowing a window never turns one certain reading into another', () => narrowing(agreement, 200))
  it('[E6] every line says why', () => everyLineSaysWhy(agreement, 40))

  it('a state that is sure stays when windows are narrowed', () => {
    const [sealing] = program.sealings
    assert.ok(sealing)
    const stateOf = (ledger: Ledger, row: number, at: number) => {
      const { until } = sealing.exchange
      const born = ledger.chronology.effective(row)
      const closes = until && ledger.deadlines.end(until, { trigger: row, debtor: 0, born })
      return sealedState(ledger, row, sealing.openings, at, closes)
    }
    const seen = new Set<string>()
    fc.assert(
      fc.property(stories(agreement), fc.nat(1000), fc.integer({ min: 0, max: 24 * 100 }), (told, seed, hours) => {
        const at = (told[0]?.sent ?? 0) + hours * 3_600_000
        const [wide, narrow] = [1, 0.25].map((width) => ledgerOf(program, blurred(told, width, seed)))
        assert.ok(wide && narrow)
        for (let row = 0; row < wide.table.size; row++) {
          if (wide.table.kind(row) !== sealing.kind || wide.chronology.effective(row).latest > at) continue
          const before = stateOf(wide, row, at)
          seen.add(before.is)
          if (before.is === 'not derivable') continue
          const other = narrow.table.rowOf(wide.table.id(row)) as number
          assert.equal(stateOf(narrow, other, at).is, before.is)
        }
      }),
      { numRuns: 200 },
    )
    assert.deepEqual([...seen].sort(), ['not derivable', 'not opened', 'opened', 'opened differently', 'sealed'])
  })
})
