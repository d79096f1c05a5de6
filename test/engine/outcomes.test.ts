import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { type Why, whyLine } from '../../src/engine/reading/why.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const KINDS = `---
{act: explanation, to: some, refers to: question}
---
{act: apology, to: some, refers to: answer}
---
{act: reminder, stage: reminder, to: some, refers to: question}`

const ANSWER = `rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is transmitted`

const explanation = (by: string, when = '1 lapses') => `---
rule: "2"
when: ${when}
who: debtor of 1
must: explanation about question
by: ${by}`

const asked = (to = 'B') => `{id: q, kind: question, by: A, to: ${to}, transmitted: 2026-03-01T10:00:00Z}`
const sent = (id: string, kind: string, by: string, at: string, refersTo = 'q', to = 'A') =>
  `{id: ${id}, kind: ${kind}, by: ${by}, to: ${to}, refersTo: ${refersTo}, transmitted: ${at}}`

function of(small: ReturnType<typeof agreementOf>, acts: readonly string[], day: string, rule: string): string[] {
  return play(small, acts, day).filter((line) => line.startsWith(`${rule} `))
}

function flat({ text, because }: Why): string[] {
  return [text, ...because.flatMap(flat)]
}

function whyOf(small: ReturnType<typeof agreementOf>, acts: readonly string[], day: string, id: string): string[] {
  const ledger = new Ledger(compileProgram(small))
  for (const act of actsOf(small, acts)) ledger.add(act)
  const query = { asOf: endOf(day), powers: true }
  const line = registerAt(ledger, query).find((one) => one.id === id)
  assert.ok(line, id)
  return flat(whyLine(ledger, line, query))
}

describe('a duty that waits for what becomes of another rule', () => {
  it('arises at the lapse, for the debtor that lapsed, and counts from the due instant', () => {
    const small = agreementOf(`${ANSWER}\n${explanation('7 days after 1 lapses')}`, { kinds: KINDS })
    const acts = [asked('[B, C]'), sent('x', 'answer', 'C', '2026-03-05')]
    assert.deepEqual(of(small, acts, '2026-03-11', '2'), [])
    assert.deepEqual(of(small, acts, '2026-03-12', '2'), ['2 B: due 18 Mar 2026, in 6 days'])
    const explained = [...acts, sent('e', 'explanation', 'B', '2026-03-18T23:59:59Z')]
    assert.deepEqual(of(small, explained, '2026-03-19', '2'), ['2 B: done 18 Mar 2026, in time'])
    assert.deepEqual(of(small, acts, '2026-03-19', '2'), ['2 B: not recorded by 18 Mar 2026'])
  })

  it('arises with the late act, and counts from it', () => {
    const late = explanation('5 days after 1 is performed late', '1 is performed late')
    const small = agreementOf(`${ANSWER}\n${late}`, { kinds: KINDS })
    const inTime = [asked(), sent('x', 'answer', 'B', '2026-03-11T23:59:59Z')]
    assert.deepEqual(of(small, inTime, '2026-03-20', '2'), [])
    const after = [asked(), sent('x', 'answer', 'B', '2026-03-12')]
    assert.deepEqual(of(small, after, '2026-03-11', '2'), [])
    assert.deepEqual(of(small, after, '2026-03-12', '2'), ['2 B: due 17 Mar 2026, in 5 days'])
  })

  it('arises with the performance, and names the act that performed', () => {
    const thanks = `---\nrule: "2"\nwhen: 1 is performed\nwho: sender of question\nmust: apology to answer\nby: 3 days after answer is transmitted`
    const small = agreementOf(`${ANSWER}\n${thanks}`, { kinds: KINDS })
    const acts = [asked('[B, C]'), sent('x', 'answer', 'B', '2026-03-05'), sent('y', 'answer', 'C', '2026-03-07')]
    assert.deepEqual(of(small, acts, '2026-03-08', '2'), [
      '2 A: due 8 Mar 2026, today',
      '2 A: due 10 Mar 2026, in 2 days',
    ])
    const thanked = [...acts, sent('t', 'apology', 'A', '2026-03-08', 'x', 'B')]
    assert.deepEqual(of(small, thanked, '2026-03-08', '2'), [
      '2 A: done 8 Mar 2026, in time',
      '2 A: due 10 Mar 2026, in 2 days',
    ])
  })

  it('a second answer performs nothing, so nothing follows from it', () => {
    const thanks = `---\nrule: "2"\nwhen: 1 is performed\nwho: sender of question\nmust: apology to answer\nby: 3 days after answer is transmitted`
    const small = agreementOf(`${ANSWER}\n${thanks}`, { kinds: KINDS })
    const acts = [asked(), sent('x', 'answer', 'B', '2026-03-05'), sent('y', 'answer', 'B', '2026-03-07')]
    assert.deepEqual(of(small, acts, '2026-03-08', '2'), ['2 A: due 8 Mar 2026, today'])
  })

  it('done before it arose it is done once, by whomever the shared power was left unused', () => {
    const power = `rule: "1"
when: question
who: B together with C
may: answer to question
until: 10 days after question is transmitted`
    const after = `---\nrule: "2"\nwhen: 1 lapses\nwho: C\nmust: explanation about question\nby: 20 days after question is transmitted`
    const small = agreementOf(`${power}\n${after}`, { kinds: KINDS })
    const acts = [asked('[B, C]'), sent('e', 'explanation', 'C', '2026-03-05')]
    assert.deepEqual(of(small, acts, '2026-03-11', '2'), [])
    assert.deepEqual(of(small, acts, '2026-03-12', '2'), ['2 C: done 5 Mar 2026, in time'])
  })

  it('hangs on neither for sure where either of two acts may have performed', () => {
    const thanks = `---\nrule: "2"\nwhen: 1 is performed\nwho: sender of question\nmust: apology to answer\nby: 3 days after answer is transmitted`
    const small = agreementOf(`${ANSWER}\n${thanks}`, { kinds: KINDS })
    const told = (x: string) =>
      of(
        small,
        [asked(), sent('x', 'answer', 'B', x), sent('y', 'answer', 'B', '2026-03-06/2026-03-07')],
        '2026-03-20',
        '2',
      )
    const open = '2 A: cannot be derived: whether it had arisen by then'
    assert.deepEqual(told('2026-03-05/2026-03-08'), [open, open])
    assert.deepEqual(told('2026-03-05'), ['2 A: not recorded by 8 Mar 2026'])
    assert.deepEqual(told('2026-03-08'), ['2 A: not recorded by 9 - 10 Mar 2026'])
  })

  it('leads on: a chain of lapses, each for the debtor at its beginning', () => {
    const chain = `${ANSWER}\n${explanation('7 days after 1 lapses')}
---
rule: "3"
when: 2 lapses
who: sender of question
must: reminder about question
to: debtor of 1
by: 5 days after it arises`
    const small = agreementOf(chain, { kinds: KINDS })
    const acts = [asked('[B, C]'), sent('e', 'explanation', 'C', '2026-03-13')]
    assert.deepEqual(of(small, acts, '2026-03-18', '3'), [])
    assert.deepEqual(of(small, acts, '2026-03-20', '3'), ['3 A: due 24 Mar 2026, in 4 days'])
    const toOther = [...acts, sent('r', 'reminder', 'A', '2026-03-20', 'q', 'C')]
    assert.deepEqual(of(small, toOther, '2026-03-20', '3'), ['3 A: due 24 Mar 2026, in 4 days'])
    const toDebtor = [...acts, sent('r', 'reminder', 'A', '2026-03-20', 'q', 'B')]
    assert.deepEqual(of(small, toDebtor, '2026-03-20', '3'), ['3 A: done 20 Mar 2026, in time'])
    const why = whyOf(small, acts, '2026-03-20', '3/q[B]/A')
    assert.ok(why.includes('It follows from rule 2 for Borgia, 19 Mar 2026'))
    assert.ok(why.includes('It follows from rule 1 for Borgia, 12 Mar 2026'))
    assert.ok(why.some((text) => text.startsWith('q: 1 Mar 2026')))
  })

  it('whether it has arisen cannot be derived where it cannot be whether the other lapsed', () => {
    const small = agreementOf(`${ANSWER}\n${explanation('7 days after 1 lapses')}`, { kinds: KINDS })
    const acts = [asked(), sent('x', 'answer', 'B', '2026-03-10/2026-03-13')]
    assert.deepEqual(of(small, acts, '2026-03-11', '2'), [])
    assert.deepEqual(of(small, acts, '2026-03-14', '2'), ['2 B: cannot be derived: whether it had arisen by then'])
  })

  it('a power that nobody used in time lapses too', () => {
    const rules = `rule: "1"\nwhen: question\nwho: each addressee\nmay: explanation to question\nuntil: 10 days after question is transmitted
---
rule: "2"
when: 1 lapses
who: debtor of 1
must: answer to question
by: 5 days after 1 lapses`
    const small = agreementOf(rules, { kinds: KINDS })
    assert.deepEqual(of(small, [asked()], '2026-03-11', '2'), [])
    assert.deepEqual(of(small, [asked()], '2026-03-12', '2'), ['2 B: due 16 Mar 2026, in 4 days'])
    const used = [asked(), sent('e', 'explanation', 'B', '2026-03-11')]
    assert.deepEqual(of(small, used, '2026-03-12', '2'), [])
    const usedLate = [asked(), sent('e', 'explanation', 'B', '2026-03-12')]
    assert.deepEqual(of(small, usedLate, '2026-03-12', '2'), ['2 B: due 16 Mar 2026, in 4 days'])
  })
})

describe('mutual requests', () => {
  it('are two cases: what lapses in one calls nothing into being in the other', () => {
    const small = agreementOf(`${ANSWER}\n${explanation('7 days after 1 lapses')}`, { kinds: KINDS })
    const back = '{id: r, kind: question, by: B, to: A, transmitted: 2026-03-02T10:00:00Z}'
    const acts = [asked(), back, sent('x', 'answer', 'A', '2026-03-05', 'r', 'B')]
    assert.deepEqual(play(small, acts, '2026-03-13'), [
      '1 B: not recorded by 11 Mar 2026',
      '1 A: answered 5 Mar 2026, in time',
      '2 B: due 18 Mar 2026, in 5 days',
    ])
  })
})

describe('one open at a time', () => {
  const RULE = `rule: "1"\nwhen: [question, reminder about question]\nwho: each addressee of question\nmust: answer about question\nby: 10 days after it arises`
  const small = agreementOf(RULE, { kinds: KINDS })
  const reminded = (id: string, day: string) => sent(id, 'reminder', 'A', day, 'q', 'B')

  it('a further trigger while it is open is a reason and no second duty', () => {
    const acts = [asked(), reminded('r', '2026-03-05')]
    assert.deepEqual(of(small, acts, '2026-03-06', '1'), ['1 B: due 11 Mar 2026, in 5 days'])
    const why = whyOf(small, acts, '2026-03-06', '1/q/B')
    const at = why.indexOf('A further reason, while it was open')
    assert.ok(at > 0 && why[at + 1]?.startsWith('r: 5 Mar 2026'))
    assert.ok(!whyOf(small, acts, '2026-03-04', '1/q/B').includes('A further reason, while it was open'))
  })

  it('after it was performed, the next trigger calls it into being again', () => {
    const acts = [asked(), sent('x', 'answer', 'B', '2026-03-04'), reminded('r', '2026-03-05')]
    assert.deepEqual(of(small, acts, '2026-03-06', '1'), [
      '1 B: answered 4 Mar 2026, in time',
      '1 B: due 15 Mar 2026, in 9 days',
    ])
  })

  it('whether it is a second duty cannot be derived where the record does not tell what was first', () => {
    const acts = [asked(), sent('x', 'answer', 'B', '2026-03-04/2026-03-06'), reminded('r', '2026-03-05')]
    assert.deepEqual(of(small, acts, '2026-03-08', '1'), [
      '1 B: answered 4 - 6 Mar 2026, in time',
      '1 B: cannot be derived: whether it had arisen by then',
    ])
  })

  it('[trap 5] a lapse and then the late act: one duty while it is open, again after it was performed', () => {
    const both = agreementOf(
      `${ANSWER}\n${explanation('20 days after it arises', '[1 lapses, 1 is performed late]')}`,
      { kinds: KINDS },
    )
    const late = [asked(), sent('x', 'answer', 'B', '2026-03-15')]
    assert.deepEqual(of(both, late, '2026-03-16', '2'), ['2 B: due 1 Apr 2026, in 16 days'])
    const between = [...late, sent('e', 'explanation', 'B', '2026-03-13')]
    assert.deepEqual(of(both, between, '2026-03-16', '2'), [
      '2 B: done 13 Mar 2026, in time',
      '2 B: due 4 Apr 2026, in 19 days',
    ])
  })
})

describe('[trap 4] a lapse concerns one debtor', () => {
  it('what it calls into being is owed by that one, or towards that one', () => {
    const towards = `---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmust: reminder to question\nto: debtor of 1\nby: 5 days after it arises`
    const small = agreementOf(`${ANSWER}\n${towards}`, { kinds: KINDS })
    const acts = [asked('[B, C]'), sent('x', 'answer', 'B', '2026-03-02')]
    assert.deepEqual(of(small, acts, '2026-03-12', '2'), ['2 A: due 17 Mar 2026, in 5 days'])
    const reminded = [...acts, sent('r', 'reminder', 'A', '2026-03-13', 'q', 'C')]
    assert.deepEqual(of(small, reminded, '2026-03-13', '2'), ['2 A: done 13 Mar 2026, in time'])
  })
})
