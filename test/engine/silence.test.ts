import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { withBlock } from '../language/folder.ts'
import { agreementOf, play } from './play.ts'

const KINDS = `---
{act: proposal, to: some}
---
{act: acceptance, to: some, refers to: proposal}
---
{act: refusal, to: some, refers to: proposal}
---
{act: payment, to: some, refers to: proposal}
---
{act: signature, to: some, refers to: proposal}`

const OBJECTION = `rule: "1"
when: proposal
who: each addressee
may: refusal to proposal
until: 30 days after proposal is received
silence: counts as acceptance
---
rule: "2"
when: acceptance to proposal
who: sender of acceptance
must: payment to proposal
to: addressee of acceptance
by: 14 days after acceptance is received
---
rule: "3"
when: acceptance to proposal
who: sender of proposal
may: signature to proposal`

const small = agreementOf(OBJECTION, { kinds: KINDS })
const proposal =
  '{id: p, kind: proposal, by: A, to: [B, C], transmitted: 2026-03-01T10:00:00Z, received: 2026-03-01T10:00:00Z}'
const sent = (kind: string, by: string, day: string) =>
  `{id: ${kind}-${by}, kind: ${kind}, by: ${by}, to: A, refersTo: p, transmitted: ${day}}`

describe('silence that counts as an act', () => {
  it('a power that its holder lets pass is an acceptance by that holder, and what waits for one follows', () => {
    const acts = [proposal, sent('refusal', 'B', '2026-03-31T23:59:59.999Z')]
    assert.deepEqual(play(small, acts, '2026-03-31'), ['1 B: used 31 Mar 2026', '1 C: may since 1 Mar 2026'])
    assert.deepEqual(play(small, acts, '2026-04-01'), [
      '1 B: used 31 Mar 2026',
      '1 C: counts as an acceptance since 1 Apr 2026: no refusal recorded',
      '3 A: may since 1 Apr 2026',
      '2 C: due 14 Apr 2026, in 13 days',
    ])
    const paid = [...acts, sent('payment', 'C', '2026-04-14')]
    assert.ok(play(small, paid, '2026-04-20').includes('2 C: done 14 Apr 2026, in time'))
  })

  it('an acceptance that is sent counts from its own time, and silence adds nothing to it', () => {
    const acts = [proposal, sent('acceptance', 'C', '2026-03-05'), sent('refusal', 'B', '2026-03-05')]
    const lines = play(small, acts, '2026-04-01')
    assert.ok(lines.includes('3 A: may since 5 Mar 2026'))
    assert.equal(lines.filter((line) => line.startsWith('2 C')).length, 1)
  })

  it('a refusal whose day is not known leaves open what silence meant', () => {
    const acts = [proposal, sent('refusal', 'B', '2026-03-30/2026-04-02'), sent('refusal', 'C', '2026-03-05')]
    const lines = play(small, acts, '2026-04-03')
    assert.ok(lines.includes('2 B: cannot be derived: whether it had arisen by then'))
    assert.ok(lines.includes('3 A: cannot be derived: whether it is open'))
    assert.ok(!lines.some((line) => line.startsWith('2 C')))
  })

  it('what cannot be meant is refused', () => {
    const codes = (rule: string) => {
      const { problems } = readAgreement(withBlock(`{act: assent, refers to: question}\n---\n${rule}`))
      return problems.map(({ code }) => code)
    }
    const rule = (by: string, counts: string, more = '') =>
      `rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: ${by}\nsilence: counts as ${counts}${more}`
    const days = '5 days after question is received'
    assert.deepEqual(codes(rule(days, 'assent')), [])
    assert.deepEqual(codes(rule('without delay', 'assent')), ['rule/never'])
    assert.deepEqual(codes(rule(days, 'asent')), ['kind/unknown'])
    assert.deepEqual(codes(rule(days, 'greeting', '\n---\n{act: greeting}')), ['noun/unreachable'])
    const waits = (link: string) =>
      `\n---\nrule: "2"\nwhen: assent to question\nwho: sender of assent\nmust: follow-up ${link}\nto: Northland\nby: ${days}\n---\n{act: follow-up, refers to: assent or question}`
    assert.deepEqual(codes(rule(days, 'assent', waits('to question'))), [])
    assert.deepEqual(codes(rule(days, 'assent', waits('to assent'))), ['noun/unreachable'])
    const ended = `\n---\nrule: "2"\nwhen: question\nwho: sender of question\nmust: answer to question\nto: Westmark\nby: ${days}\nchanges:\n  - ends when assent to question`
    assert.deepEqual(codes(rule(days, 'assent', ended)), ['language/not-built-yet'])
    const circle = `rule: "1"\nwhen: [question, assent to question]\nwho: each addressee of question\nmust: answer to question\nby: 5 days after it arises\nsilence: counts as assent`
    assert.deepEqual(codes(circle), ['rule/endless'])
  })
})
