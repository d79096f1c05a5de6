import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const LADDER = agreementOf(`rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
---
rule: "2"
when: 1 lapses
who: sender of question
may: meeting-request to question
---
rule: "3"
when: '"2" is exercised'
who: each addressee of meeting-request
must: meeting to meeting-request
by: 5 days after "2" is exercised`)

const q = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01, received: 2026-03-01}'
const early = '{id: m, kind: meeting-request, by: A, to: B, refersTo: q, transmitted: 2026-03-05}'
const late = '{id: x, kind: answer, by: B, to: A, refersTo: q, transmitted: 2026-03-20}'
const held = '{id: h, kind: meeting, by: B, to: A, refersTo: m, transmitted: 2026-03-14}'

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, i) =>
    orders([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  )
}

/** The registers on these days of a ledger that is asked after each act. */
function asked(acts: readonly string[], days: readonly string[]): string[] {
  const ledger = new Ledger(compileProgram(LADDER))
  for (const act of actsOf(LADDER, acts)) {
    ledger.add(act)
    for (const day of days) registerAt(ledger, { asOf: endOf(day), powers: true })
  }
  return days.flatMap((day) =>
    registerAt(ledger, { asOf: endOf(day), powers: true }).map((line) => `${day} ${line.id} ${line.due} ${line.text}`),
  )
}

describe('[trap 6] premature acts need a home', () => {
  it('an act before its power waits, and takes effect when the power opens, whatever came first on record', () => {
    assert.deepEqual(
      play(LADDER, [q, early], '2026-03-08').filter((line) => line.startsWith('3')),
      [],
    )
    for (const order of orders([q, early, held])) {
      assert.deepEqual(
        play(LADDER, order, '2026-03-14').filter((line) => line.startsWith('3')),
        ['3 B: held 14 Mar 2026, in time'],
      )
    }
  })

  it('a duty that follows from an outcome is performed by what was done before it arose', () => {
    const small = agreementOf(`rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
---
rule: "2"
when: 1 lapses
who: debtor of 1
must: meeting to question
by: 5 days after 1 lapses`)
    const before = '{id: h, kind: meeting, by: B, to: A, refersTo: q, transmitted: 2026-03-05}'
    assert.ok(play(small, [q, before], '2026-03-12').includes('2 B: held 5 Mar 2026, in time'))
  })
})

describe('[trap 7] an open lower end is not minus infinity', () => {
  it('a receipt known only by its end lies after the act that was received', () => {
    const open = q.replace('received: 2026-03-01', 'received: ../2026-03-03')
    const lapsing = play(LADDER, [open], '2026-03-14')
    assert.ok(lapsing.includes('2 A: may since 12 - 14 Mar 2026'), lapsing.join('\n'))
    const inTime = '{id: x, kind: answer, by: B, to: A, refersTo: q, transmitted: 2026-03-11}'
    assert.ok(
      play(LADDER, [open, inTime], '2026-03-14').some((line) => line.startsWith('1 B: answered 11 Mar 2026, in')),
    )
  })
})

describe('[trap 8] what was looked up is not left over', () => {
  it('asked after each act, in every order of arrival, the register is that of all acts at once', () => {
    const days = ['2026-03-11', '2026-03-12', '2026-03-14', '2026-03-21']
    const acts = [q, early, held, late]
    const all = asked(acts, days)
    for (const order of orders(acts)) assert.deepEqual(asked(order, days), all)
  })
})

describe('[trap 16] sentences are not register bytes', () => {
  it('a line of the register holds no word of the language of the machine', () => {
    const before = asked([q, early, held, late], ['2026-03-21'])
    const numbers = Number.prototype.toLocaleString
    const lists = Intl.ListFormat.prototype.format
    try {
      Number.prototype.toLocaleString = () => 'elsewhere'
      Intl.ListFormat.prototype.format = () => 'elsewhere'
      assert.deepEqual(asked([q, early, held, late], ['2026-03-21']), before)
    } finally {
      Number.prototype.toLocaleString = numbers
      Intl.ListFormat.prototype.format = lists
    }
  })
})
