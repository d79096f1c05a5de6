import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { openAgreement } from '../../src/cli/opened.ts'
import {
  anyOrder,
  everyLineSaysWhy,
  incremental,
  narrowing,
  pastIgnoresFuture,
  ruleByRule,
  swapping,
} from './properties.ts'

/** The properties of the engine, with all rules of an agreement at once: of each of our own, and of shipped ones that are here. */
const AGREEMENTS = [
  'agreements/northland-westmark',
  'agreements/indivisible-security',
  'agreements/organisations-dialogue',
  'agreements/euro-atlantic-consultation',
  'test/engine/every-element',
  'test/engine/moving-standings',
  'test/engine/amended',
  'test/engine/deciding',
  'test/engine/lists',
  'test/engine/periodic-exchange',
  'test/engine/nested-ceilings',
  'test/engine/stated-times',
].filter((path) => existsSync(path))

for (const path of AGREEMENTS) {
  describe(`random stories over ${path}`, () => {
    const { agreement } = openAgreement(path)
    it('[E1] any order of arrival gives the same register and docket', () => anyOrder(agreement, 100))
    it('[E2] act by act gives the same register as all at once', () => incremental(agreement, 25))
    it('[E3] a past instant ignores what came later', () => pastIgnoresFuture(agreement, 120))
    it('[E4] narrowing a window never turns one certain reading into another', () => narrowing(agreement, 250))
    it('[E5] two parties that change places change places in the register, and nothing else changes', () =>
      swapping(agreement, 120))
    it('[E6] every line says why, and saying it changes nothing', () => everyLineSaysWhy(agreement, 40))
    it('[E7] the register rule by rule is the register', () => ruleByRule(agreement, 15))
  })
}
