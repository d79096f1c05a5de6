import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { explore } from '../../src/linter/explore.ts'
import { type Made, madeAgreements } from './made-agreement.ts'
import { anyOrder, everyLineSaysWhy, incremental, narrowing, pastIgnoresFuture, swapping } from './properties.ts'

/** The properties of the engine over agreements that nobody wrote. `RUNS=200` looks further, with `SEED=random`. */
const RUNS = Number(process.env.RUNS ?? 12)

function overMade(hold: (agreement: Made) => void): void {
  fc.assert(
    fc.property(madeAgreements(), (agreement) => {
      try {
        hold(agreement)
      } catch (error) {
        throw new Error(`${(error as Error).message}\n\n${agreement.made}`, { cause: error })
      }
    }),
    { numRuns: RUNS, endOnFailure: process.env.SHRINK === undefined },
  )
}

describe('agreements made at random', () => {
  it('have rules, most of them', () => {
    const made = fc.sample(madeAgreements(), 20)
    assert.ok(made.every(({ rules }) => rules.length > 1))
    assert.ok(made.flatMap(({ rules }) => rules).length > 80)
  })
  it('[E1] any order of arrival gives the same register and docket', () => overMade((made) => anyOrder(made, 8)))
  it('[E2] act by act gives the same register as all at once', () => overMade((made) => incremental(made, 2)))
  it('[E3] a past instant ignores what came later', () => overMade((made) => pastIgnoresFuture(made, 10)))
  it('[E4] narrowing a window never turns one certain reading into another', () =>
    overMade((made) => narrowing(made, 15)))
  it('[E5] two parties that change places change places in the register', () => overMade((made) => swapping(made, 8)))
  it('[E6] every line says why, and saying it changes nothing', () => overMade((made) => everyLineSaysWhy(made, 4)))
  it('every rule has a sentence, and trial stories end', () =>
    overMade((made) => {
      for (const rule of made.rules) assert.match(sentenceOf(rule, made), /^[A-Z“"].*\.$/s)
      explore(made)
    }))
})
