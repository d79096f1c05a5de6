import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { actsOf, agreementOf } from './play.ts'

/** A return for each year, due on 28 February: too late from 1 March on, in the leap year 2028 from 29 February. */
const RULES = `{rule: "12", when: every year, who: each party, must: report for the year, to: all parties, by: 28 February}
---
{figure: missed, per: party, is: 'streak("12")'}
---
{figure: consents, is: senders(consent)}
---
{rule: "13", when: missed reaches 3, who: party of missed, must: explanation, to: all parties, by: 30 days after it arises}
---
{rule: "14", when: missed reaches 3, who: each party other than party of missed, must: reminder, to: party of missed, by: 1 month after it arises}
---
{rule: "15", when: missed falls below 1, who: B, must: reminder, to: party of missed, by: 10 days after it arises}
---
{rule: "16", when: consents reaches 2, who: A, must: reminder, to: all parties, by: 7 days after it arises}`
const KINDS = `---
{act: explanation, to: all}
---
{act: reminder, to: some}
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

const report = (year: number, sent: string, by: string) =>
  `{id: r${year}${by}, kind: report, by: ${by}, to: all, period: ${year}, transmitted: "${sent}"}`
/** B and C always send in time. */
const OTHERS = ['B', 'C'].flatMap((by) =>
  [2026, 2027, 2028, 2029, 2030, 2031, 2032].map((year) => report(year, `${year}-02-01`, by)),
)
const explanation = (sent: string, by = 'A') =>
  `{id: e${sent.slice(0, 10)}, kind: explanation, by: ${by}, to: all, transmitted: "${sent}"}`
const consent = (by: string, sent: string) => `{id: c${by}, kind: consent, by: ${by}, to: all, transmitted: "${sent}"}`

describe('duties that a figure calls into being', () => {
  it('it arises with the first instant at which the number is reached, by the passing of time alone', () => {
    assert.deepEqual(register('13', OTHERS, '2028-02-28T23:59:59.999Z'), [])
    assert.deepEqual(register('13', OTHERS, '2028-02-29T00:00:00Z'), [
      '13/missed of A reaches 3/A: open, due 30 Mar 2028',
    ])
  })

  it('in time, at the last instant, one millisecond late, never', () => {
    const at = '2029-01-01T00:00:00Z'
    const read = (acts: readonly string[]) => register('13', [...OTHERS, ...acts], at)
    const line = (reading: string) => [`13/missed of A reaches 3/A: ${reading}, due 30 Mar 2028`]
    assert.deepEqual(read([explanation('2028-03-10')]), line('kept'))
    assert.deepEqual(read([explanation('2028-03-30T23:59:59.999Z')]), line('kept'))
    assert.deepEqual(read([explanation('2028-03-31T00:00:00Z')]), line('late'))
    assert.deepEqual(read([]), line('overdue'))
    // What came before there was anything to explain performs nothing; neither does what another sends.
    assert.deepEqual(read([explanation('2028-02-28T23:59:59.999Z')]), line('overdue'))
    assert.deepEqual(read([explanation('2028-03-10', 'B')]), line('overdue'))
  })

  it('on a day on which it was perhaps too early it is not derivable', () => {
    assert.deepEqual(register('13', [...OTHERS, explanation('2028-02-28/2028-03-01')], '2029-01-01T00:00:00Z'), [
      '13/missed of A reaches 3/A: not derivable, due 30 Mar 2028',
    ])
  })

  it('each other party, towards the one whose figure it is', () => {
    const reminder = '{id: m, kind: reminder, by: B, to: A, transmitted: 2028-03-05}'
    assert.deepEqual(register('14', [...OTHERS, reminder], '2028-03-20T00:00:00Z'), [
      '14/missed of A reaches 3/B: kept, due 29 Mar 2028',
      '14/missed of A reaches 3/C: open, due 29 Mar 2028',
    ])
  })

  it('reversible: what is sent late ends the row, and what waits for that arises', () => {
    const acts = [...OTHERS, report(2028, '2028-07-01T10:00:00Z', 'A')]
    assert.deepEqual(register('15', acts, '2028-07-01T09:59:59.999Z'), [])
    assert.deepEqual(register('15', acts, '2028-07-02T00:00:00Z'), [
      '15/missed of A falls below 1/B: open, due 11 Jul 2028',
    ])
  })

  it('reached again: a further duty if the first was performed, a further reason if it is open', () => {
    const again = [...OTHERS, report(2028, '2028-07-01T10:00:00Z', 'A')]
    const at = '2031-03-15T00:00:00Z'
    assert.deepEqual(register('13', [...again, explanation('2028-03-10')], at), [
      '13/missed of A reaches 3/A: kept, due 30 Mar 2028',
      '13/missed of A reaches 3 (2)/A: open, due 31 Mar 2031',
    ])
    assert.deepEqual(register('13', again, at), ['13/missed of A reaches 3/A: overdue, due 30 Mar 2028'])
  })

  it('a figure of the agreement as a whole, known only by its day', () => {
    const acts = [consent('A', '2026-02-01'), consent('B', '2026-03-01/2026-03-10')]
    assert.deepEqual(register('16', acts, '2026-02-28T00:00:00Z'), [])
    assert.deepEqual(register('16', acts, '2026-03-05T00:00:00Z'), [
      '16/consents reaches 2/A: not derivable, due not known',
    ])
    assert.deepEqual(register('16', acts, '2026-03-12T00:00:00Z'), [
      '16/consents reaches 2/A: not derivable, due 8 - 17 Mar 2026',
    ])
    assert.deepEqual(register('16', acts, '2026-03-18T00:00:00Z'), [
      '16/consents reaches 2/A: overdue, due 8 - 17 Mar 2026',
    ])
  })

  it('the order of arrival does not show', () => {
    const acts = [...OTHERS, report(2028, '2028-07-01T10:00:00Z', 'A'), explanation('2028-03-10')]
    for (const rule of ['13', '14', '15'])
      assert.deepEqual(
        register(rule, acts, '2031-03-15T00:00:00Z'),
        register(rule, acts.toReversed(), '2031-03-15T00:00:00Z'),
      )
  })

  it('is read out', () => {
    const words = (id: string) => {
      const rule = AGREEMENT.rules.find((one) => one.id === id)
      assert.ok(rule)
      return sentenceOf(rule, AGREEMENT)
    }
    assert.equal(
      words('13'),
      'When the figure "missed" of a party reaches 3, that party must send an explanation to all other parties, not later than 30 days after the duty arises.',
    )
    assert.equal(
      words('14'),
      'When the figure "missed" of a party reaches 3, each party other than that party must send a reminder to that party, not later than 1 month after the duty arises.',
    )
    assert.equal(
      words('16'),
      'When the figure "consents" reaches 2, Aland must send a reminder to all other parties, not later than 7 days after the duty arises.',
    )
  })
})
