import { describe, it } from 'node:test'
import { openAgreement } from '../../src/cli/opened.ts'
import { anyOrder, everyLineSaysWhy, narrowing, pastIgnoresFuture } from './properties.ts'

/** Which rules hold depends on acts: the properties of the engine hold all the same. */
describe('random stories over a text that has to be adopted', () => {
  const { agreement } = openAgreement('test/engine/adopted')
  it('[E1] any order of arrival gives the same register and docket', () => anyOrder(agreement, 60))
  it('[E3] a past instant ignores what came later', () => pastIgnoresFuture(agreement, 120))
  it('[E4] narrowing a window never turns one certain reading into another', () => narrowing(agreement, 200))
  it('[E6] every line says why, and saying it changes nothing', () => everyLineSaysWhy(agreement, 30))
})
