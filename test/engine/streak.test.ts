import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crossings } from '../../src/engine/count/crossings.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { exactly, parseWindow } from '../../src/time/window.ts'
import { actsOf, agreementOf } from './play.ts'

/** A return for each year, due on 28 February: too late from 1 March on, in the leap year 2028 from 29 February. */
const RULES = `{rule: "12", when: every year, who: each party, must: report for the year, to: all parties, by: 28 February}
---
{figure: missed, per: party, is: 'streak("12")'}
`
const AGREEMENT = agreementOf(RULES, {
  parties: '  - {id: C, kind: state, name: Cestia, bound: [2026-01-01/2027-01-31, 2028-06-01/..]}',
})

function ledgerOver(acts: readonly string[]): Ledger {
  const ledger = new Ledger(compileProgram(AGREEMENT))
  for (const act of acts.length === 0 ? [] : actsOf(AGREEMENT, acts)) ledger.add(act)
  ledger.settle()
  return ledger
}

const report = (year: number, sent: string, by = 'A') =>
  `{id: r${year}${by}, kind: report, by: ${by}, to: all, period: ${year}, transmitted: "${sent}"}`

function missed(acts: readonly string[], at: string, party = 0): string {
  const window = parseWindow(at, AGREEMENT.zone)
  assert.ok(!('fault' in window))
  const { low, high } = ledgerOver(acts).figures.figure('missed', { per: [], party, at: window })
  return low === high ? `${low}` : `${low} to ${high}`
}

describe('streak: periods in a row without performance', () => {
  it('a period counts from the first instant that is too late, to the millisecond', () => {
    assert.equal(missed([], '2026-02-28T23:59:59.999Z'), '0')
    assert.equal(missed([], '2026-03-01T00:00:00Z'), '1')
    assert.equal(missed([], '2028-02-28T23:59:59.999Z'), '2')
    assert.equal(missed([], '2028-02-29T00:00:00Z'), '3')
  })

  it('what was performed in time begins the row anew', () => {
    assert.equal(missed([report(2027, '2027-02-01')], '2028-03-01T00:00:00Z'), '1')
  })

  it('what is performed late ends the row from then on, and not before', () => {
    const late = [report(2028, '2028-07-01T10:00:00Z')]
    assert.equal(missed(late, '2028-07-01T09:59:59.999Z'), '3')
    assert.equal(missed(late, '2028-07-01T10:00:00Z'), '0')
    assert.equal(missed(late, '2029-03-01T00:00:00Z'), '1')
  })

  it('a late performance of an earlier period leaves those after it in a row', () => {
    assert.equal(missed([report(2026, '2028-07-01T10:00:00Z')], '2028-08-01T00:00:00Z'), '2')
    assert.equal(missed([report(2027, '2028-07-01T10:00:00Z')], '2028-08-01T00:00:00Z'), '1')
  })

  it('a day on which it was perhaps sent gives what either gives', () => {
    assert.equal(missed([report(2028, '2028-02-28/2028-03-02')], '2028-03-01T12:00:00Z'), '0 to 3')
    assert.equal(missed([report(2028, '2028-02-28/2028-03-02')], '2028-03-03T00:00:00Z'), '0')
    assert.equal(missed([], '2028-02-28/2028-02-29'), '2 to 3')
  })

  it('of one party, whatever the others send', () => {
    const acts = [report(2026, '2026-02-01', 'B'), report(2027, '2027-02-01', 'B')]
    assert.equal(missed(acts, '2027-06-01T00:00:00Z'), '2')
    assert.equal(missed(acts, '2027-06-01T00:00:00Z', 1), '0')
  })

  it('a period for which nothing was owed is passed over', () => {
    // Missed in 2026; gone when the return for 2027 was due, and not back for that of 2028; missed in 2029.
    assert.equal(missed([], '2028-08-01T00:00:00Z', 2), '1')
    assert.equal(missed([], '2029-03-01T00:00:00Z', 2), '2')
  })

  it('it reaches a number by the passing of time alone, and falls by what is sent late', () => {
    const { program, figures } = ledgerOver([report(2028, '2028-07-01T10:00:00Z')])
    const when = (is: 'reaches' | 'falls below', n: number) =>
      crossings(program, figures, { figure: 'missed', is, n }, 0, Date.parse('2030-01-01T00:00:00Z'))
    assert.deepEqual(when('reaches', 3), [exactly(Date.parse('2028-02-29T00:00:00Z'))])
    assert.deepEqual(when('falls below', 1), [exactly(Date.parse('2028-07-01T10:00:00Z'))])
    assert.deepEqual(
      when('reaches', 1),
      ['2026', '2029'].map((year) => exactly(Date.parse(`${year}-03-01T00:00:00Z`))),
    )
  })

  it('is read out', () => {
    const figure = AGREEMENT.rules.find(({ kind }) => kind === 'figure')
    assert.ok(figure?.kind === 'figure')
    assert.equal(
      sentenceOf(figure, AGREEMENT),
      'The figure "missed" is, for each party, the number of years in a row, the last of those whose time has passed, for which it has not performed 12.',
    )
  })
})
