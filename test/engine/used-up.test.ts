import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { actsOf, agreementOf } from './play.ts'

/** Two consents in a calendar year for each party, and three in twelve months for all together. */
const RULES = `{limit: "76", counts: consent, per: sender of consent, in: calendar year, at most: 2, otherwise: over quota}
---
{limit: "78", counts: consent, in: any 12 months, at most: 3, otherwise: over all}
---
{rule: "77", when: '"76" is used up', who: party of "76", must: explanation, to: all parties, by: 10 days after it arises}
---
{rule: "79", when: '"78" is used up', who: A, must: explanation, to: all parties, by: 10 days after it arises}`
const KINDS = `---
{act: explanation, to: all}
---
{act: consent, to: all}`
const AGREEMENT = agreementOf(RULES, { kinds: KINDS })

function register(rule: string, acts: readonly string[], at: string): string[] {
  const ledger = new Ledger(compileProgram(AGREEMENT))
  for (const act of acts.length === 0 ? [] : actsOf(AGREEMENT, acts)) ledger.add(act)
  return registerAt(ledger, { asOf: { at: Date.parse(at), printed: at } })
    .filter((line) => line.rule === rule)
    .map(({ id, due, reading }) => `${id}: ${reading}, due ${due}`)
}

const act = (kind: string, by: string, sent: string) =>
  `{id: ${kind[0]}${by}${sent.slice(0, 10)}, kind: ${kind}, by: ${by}, to: all, transmitted: "${sent}"}`
const consent = (by: string, sent: string) => act('consent', by, sent)

describe('duties that a limit calls into being when it is used up', () => {
  const two = [consent('A', '2026-03-01T09:00:00Z'), consent('A', '2026-05-01T09:00:00Z')]

  it('it arises for the party, with the act that uses the last of it', () => {
    assert.deepEqual(register('77', two.slice(0, 1), '2026-12-31'), [])
    assert.deepEqual(register('77', two, '2026-05-01T08:59:59Z'), [])
    assert.deepEqual(register('77', two, '2026-05-02'), ['77/76 for A is used up/A: open, due 11 May 2026'])
    assert.deepEqual(register('77', [...two, act('explanation', 'A', '2026-05-04')], '2026-06-01'), [
      '77/76 for A is used up/A: kept, due 11 May 2026',
    ])
  })

  it('what goes beyond calls no other into being, and a new year in which it is used up does', () => {
    const more = [...two, act('explanation', 'A', '2026-05-04'), consent('A', '2026-06-01T09:00:00Z')]
    assert.deepEqual(register('77', more, '2027-12-31'), ['77/76 for A is used up/A: kept, due 11 May 2026'])
    const next = [...more, consent('A', '2027-01-01T09:00:00Z'), consent('A', '2027-02-01T09:00:00Z')]
    assert.deepEqual(register('77', next, '2027-02-02'), [
      '77/76 for A is used up/A: kept, due 11 May 2026',
      '77/76 for A is used up (2)/A: open, due 11 Feb 2027',
    ])
  })

  it('consents of two years are not counted together, nor those of two parties', () => {
    const apart = [
      consent('A', '2026-12-31T09:00:00Z'),
      consent('A', '2027-01-01T09:00:00Z'),
      consent('B', '2027-01-02'),
    ]
    assert.deepEqual(register('77', apart, '2027-06-01'), [])
  })

  it('of a limit for all together there is one line, and what is older than the stretch frees it again', () => {
    const three = [...two, consent('B', '2026-06-01T09:00:00Z')]
    assert.deepEqual(register('79', three, '2026-06-02'), ['79/78 is used up/A: open, due 11 Jun 2026'])
    const again = [...three, act('explanation', 'A', '2026-06-03'), consent('B', '2027-03-01T09:00:00Z')]
    assert.deepEqual(register('79', again, '2027-03-02'), [
      '79/78 is used up/A: kept, due 11 Jun 2026',
      '79/78 is used up (2)/A: open, due 11 Mar 2027',
    ])
  })

  it('a window gives a window once it is over; as long as it is not, the act may not have been sent', () => {
    const wide = [two[0] as string, consent('A', '2026-05-01/2026-05-20')]
    assert.deepEqual(register('77', wide, '2026-05-10'), ['77/76 for A is used up/A: not derivable, due not known'])
    assert.deepEqual(register('77', wide, '2026-05-25'), [
      '77/76 for A is used up/A: not derivable, due 11 - 30 May 2026',
    ])
    assert.deepEqual(register('77', wide, '2026-06-02'), ['77/76 for A is used up/A: overdue, due 11 - 30 May 2026'])
  })

  it('its sentence', () => {
    const rule = AGREEMENT.rules.find(({ id }) => id === '77')
    assert.equal(
      rule && sentenceOf(rule, AGREEMENT),
      'When what limit 76 allows is used up for a party, that party must send an explanation to all other parties, not later than 10 days after the duty arises.',
    )
  })
})
