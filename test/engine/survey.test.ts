import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Agreement } from '../../src/agreement/agreement.ts'
import { openAgreement } from '../../src/cli/opened.ts'
import type { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import type { Query, Reading } from '../../src/engine/reading/line.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { survey } from '../../src/engine/reading/survey.ts'
import { asOf, ledgerOf } from './properties.ts'
import { blurred, stories } from './story.ts'

/** The lines of the register, counted one by one. */
function counted(ledger: Ledger, query: Query): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of registerAt(ledger, query)) {
    if (line.verb === 'offered' || line.verb === 'decide') continue
    for (const party of line.debtors) add(counts, line.rule, party, line.reading, 1)
  }
  return counts
}

function surveyed(ledger: Ledger, query: Query): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { rule, party, readings } of survey(ledger, query)) {
    for (const [reading, count] of Object.entries(readings)) {
      if (count > 0) add(counts, rule, party, reading as Reading, count)
    }
  }
  return counts
}

function add(counts: Map<string, number>, rule: string | undefined, party: string, reading: Reading, n: number): void {
  const key = `${rule ?? 'asked'} ${party} ${reading}`
  counts.set(key, (counts.get(key) ?? 0) + n)
}

function inOrder(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

function agrees(agreement: Agreement, runs: number): void {
  const program = compileProgram(agreement)
  fc.assert(
    fc.property(
      stories(agreement),
      fc.nat(24 * 150),
      fc.option(fc.nat(24 * 150)),
      fc.nat(1000),
      (told, hours, end, seed) => {
        const from = told[0]?.sent ?? 0
        const instant = (after: number) => from + after * 3_600_000
        const covers =
          end === null ? undefined : { window: { earliest: from, latest: instant(end) }, note: 'as far as it goes' }
        const query = { asOf: asOf(instant(hours)), covers }
        const ledger = ledgerOf(program, blurred(told, 1, seed))
        assert.deepEqual(inOrder(surveyed(ledger, query)), inOrder(counted(ledger, query)))
      },
    ),
    { numRuns: runs, endOnFailure: process.env.SHRINK === undefined },
  )
}

const AGREEMENTS = [
  'agreements/northland-westmark',
  'agreements/indivisible-security',
  'agreements/organisations-dialogue',
  'agreements/euro-atlantic-consultation',
  'bench/agreement',
  'test/engine/every-element',
  'test/engine/lists',
  'test/engine/periodic-exchange',
  'test/engine/moving-standings',
  'test/engine/amended',
].filter((path) => existsSync(path))

describe('survey', () => {
  for (const path of AGREEMENTS) {
    it(`counts what the register says, over ${path}`, () => agrees(openAgreement(path).agreement, 150))
  }
})
