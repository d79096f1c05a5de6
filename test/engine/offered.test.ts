import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { calendarOf } from '../../src/engine/reading/calendar.ts'
import { complianceOf } from '../../src/engine/reading/compliance.ts'
import { actsApart, docketAt } from '../../src/engine/reading/docket.ts'
import type { Query } from '../../src/engine/reading/line.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { whyLine } from '../../src/engine/reading/why.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const KINDS = `---
{act: offer, stage: offer, to: some, refers to: question (optional)}
---
{act: acceptance, stage: reply, to: some, refers to: offer}
---
{act: statement, stage: statement, to: nobody, refers to: offer (optional)}
---
{act: taking-back, stage: withdrawal, to: some, refers to: offer}
`
/** Something has to be a rule; this one has nothing to do with offers. */
const RULE =
  '{rule: "1", when: question, who: each addressee, must: answer to question, by: 2 days after question is received}'
const PLAIN = agreementOf(RULE, { kinds: KINDS })
const OFFER = '{id: o, kind: offer, by: A, to: B, transmitted: 2026-03-02T10:00:00Z, received: 2026-03-02T10:05:00Z}'

function ledgerOf(agreement: typeof PLAIN, acts: readonly string[]): Ledger {
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of actsOf(agreement, acts)) ledger.add(act)
  return ledger
}

describe('an offer that no rule governs', () => {
  it('[O1] is open, with no reply and no rule that asks for one, however long it takes', () => {
    assert.deepEqual(play(PLAIN, [OFFER], '2026-03-01'), [])
    const open = '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one'
    assert.deepEqual(play(PLAIN, [OFFER], '2026-03-02'), [open])
    assert.deepEqual(play(PLAIN, [OFFER], '2046-03-02'), [open])
  })

  it('[O2] one line for each to whom it was made; to nobody, no line', () => {
    const toTwo = '{id: o, kind: offer, by: A, to: [B, {party: C, known: inferred}], transmitted: 2026-03-02}'
    assert.deepEqual(play(PLAIN, [toTwo], '2026-03-03'), [
      '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one',
      '- C: no reading: addressee inferred, unverified',
    ])
    assert.deepEqual(play(PLAIN, ['{id: o, kind: offer, by: A, transmitted: 2026-03-02}'], '2026-03-03'), [])
  })

  it('[O3] a reply by whom it was made to is a reply, by anybody else it is none', () => {
    const by = (who: string) => `{id: a, kind: acceptance, by: ${who}, to: A, refersTo: [o], transmitted: 2026-03-05}`
    assert.deepEqual(play(PLAIN, [OFFER, by('B')], '2026-03-06'), ['- B: answered 5 Mar 2026'])
    assert.deepEqual(play(PLAIN, [OFFER, by('C')], '2026-03-06'), [
      '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one',
    ])
  })

  it('[O4] is taken back by its sender and by nobody else', () => {
    const by = (who: string) => `{id: w, kind: taking-back, by: ${who}, to: B, refersTo: [o], transmitted: 2026-03-05}`
    assert.deepEqual(play(PLAIN, [OFFER, by('A')], '2026-03-06'), ['- B: withdrawn by Aland, 5 Mar 2026'])
    assert.deepEqual(play(PLAIN, [OFFER, by('C')], '2026-03-06'), [
      '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one',
    ])
  })

  it('[O5] what either side stated stands beside it and changes nothing; what is unverified says so', () => {
    const by = (who: string, when: string, more = '') =>
      `{id: s${who}, kind: statement, by: ${who}, refersTo: [o], transmitted: ${when}${more}}`
    const told = [OFFER, by('B', '2026-03-07', ', certainty: unverified'), by('A', '2026-03-05'), by('C', '2026-03-06')]
    assert.deepEqual(play(PLAIN, told, '2026-03-08'), [
      '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one; statement by Aland: 5 Mar 2026; by Borgia: 7 Mar 2026 (unverified)',
    ])
    // Of a month no day of which is known it is said when the month is over.
    const inMarch = [OFFER, by('B', '2026-03')]
    assert.deepEqual(
      ['2026-03-30', '2026-03-31'].map((day) => play(PLAIN, inMarch, day)[0]?.includes('statement')),
      [false, true],
    )
  })

  it('[O6] an offer that is itself unverified is marked so', () => {
    const unverified = '{id: o, kind: offer, by: A, to: B, transmitted: 2026-03, certainty: unverified}'
    assert.deepEqual(play(PLAIN, [unverified], '2026-04-01'), [
      '- B: offer open since Mar 2026 (unverified); no reply recorded; no rule asks for one',
    ])
    assert.deepEqual(play(PLAIN, [unverified], '2026-03-15'), ['- B: cannot be derived: whether it had arisen by then'])
  })

  it('[O7] past the end of the record nothing is said but what was open at its end', () => {
    const ledger = ledgerOf(PLAIN, [OFFER])
    const covers = { window: { earliest: 0, latest: endOf('2026-06-30').at }, note: 'public reports only' }
    const line = registerAt(ledger, { asOf: endOf('2027-01-01'), covers })[0]
    assert.equal(
      line?.text,
      'offer open since 2 Mar 2026; no reply in this record, which ends 30 Jun 2026; no rule asks for one',
    )
  })

  it('[O8] is a case of the docket, with what refers to it; made about a question it stands in the case of that', () => {
    const question = '{id: q, kind: question, by: B, to: A, transmitted: 2026-03-01}'
    const about = '{id: p, kind: offer, by: C, to: [A, B], refersTo: [q], transmitted: 2026-03-03}'
    const stated = '{id: s, kind: statement, by: B, refersTo: [o], transmitted: 2026-03-04}'
    const apart = '{id: t, kind: statement, by: B, transmitted: 2026-03-04}'
    const ledger = ledgerOf(PLAIN, [question, OFFER, about, stated, apart])
    const query: Query = { asOf: endOf('2026-03-05') }
    assert.deepEqual(
      docketAt(ledger, query).map(({ id, entries }) => [id, ...entries.map((entry) => entry.id)]),
      [
        ['q', 'p'],
        ['o', 's'],
      ],
    )
    assert.deepEqual(
      actsApart(ledger, query).map(({ id }) => id),
      ['t'],
    )
  })

  it('[O9] nothing is owed by it: it is in no count and in no calendar', () => {
    const ledger = ledgerOf(PLAIN, [OFFER])
    const lines = registerAt(ledger, { asOf: endOf('2026-03-05') })
    assert.equal(lines.length, 1)
    assert.deepEqual(complianceOf(lines, ledger.program), [])
    assert.deepEqual(calendarOf(lines), { due: [], notKnown: [], withoutNumber: [] })
  })

  it('[O10] its why says who offered what to whom, that no reply is on record, and what was stated', () => {
    const stated = '{id: s, kind: statement, by: B, refersTo: [o], transmitted: 2026-03-04, source: [S1]}'
    const ledger = ledgerOf(PLAIN, [OFFER, stated])
    const query: Query = { asOf: endOf('2026-03-05') }
    const why = whyLine(ledger, registerAt(ledger, query)[0] as Parameters<typeof whyLine>[1], query)
    assert.deepEqual(
      why.because.map(({ text }) => text),
      [
        'No rule of this agreement asks for a reply to it.',
        'Offered to Borgia by Aland',
        'No reply is on record by 2026-03-05',
        'Stated about it:',
      ],
    )
    assert.match(why.because[3]?.because[0]?.text ?? '', /^s: 4 Mar 2026: Borgia: a statement \[S1\]/)
  })
})

describe('an offer with a rule behind it', () => {
  it('[O11] that lets whoever it was made to accept stands as that power says', () => {
    const rules = `${RULE}
---
{rule: "2", when: offer, who: each addressee, may: acceptance to offer, until: 90 days after offer is received}`
    assert.deepEqual(play(agreementOf(rules, { kinds: KINDS }), [OFFER], '2026-03-05'), ['2 B: may since 2 Mar 2026'])
  })

  it('[O12] that lets a party make it is that rule its own, in effect or not', () => {
    const rules = `${RULE}
---
{rule: "2", when: question, who: addressee, may: offer about question}`
    const question = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01}'
    const about = '{id: o, kind: offer, by: B, to: A, refersTo: [q], transmitted: 2026-03-02}'
    const lines = play(agreementOf(rules, { kinds: KINDS }), [question, about], '2026-03-05')
    assert.ok(lines.every((line) => !line.includes('offer open')))
    assert.ok(lines.includes('2 B: used 2 Mar 2026'))
  })

  it('[O13] a rule that asks for something other than a reply leaves it an offer without one', () => {
    const rules = `${RULE}
---
{rule: "2", when: offer, who: sender, must: copy to offer, to: all parties, by: 2 days after offer is transmitted}`
    const kinds = `${KINDS}---\n{act: copy, stage: notification, to: all, refers to: offer}\n`
    assert.deepEqual(play(agreementOf(rules, { kinds }), [OFFER], '2026-03-03'), [
      '- B: offer open since 2 Mar 2026; no reply recorded; no rule asks for one',
      '2 A: due 4 Mar 2026, in 1 day',
    ])
  })
})
