import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { marksAt } from '../../src/engine/reading/marks.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const asked = (more = ', received: 2026-03-01') =>
  `{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01${more}}`
const request = (at: string) =>
  `{id: m, kind: meeting-request, by: A, to: B, refersTo: q, transmitted: ${at}, received: ${at}}`

describe('an act of which two powers speak', () => {
  const small = agreementOf(`rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is received
---
rule: "2"
when: '"1" lapses'
who: sender of question
may: meeting-request to question
---
rule: "3"
when: question
who: sender of question
may: meeting-request to question
from: 60 days after question is received
---
rule: "4"
when: '"3" is exercised'
who: each addressee of meeting-request
must: meeting to meeting-request
by: 5 days after "3" is exercised`)
  const powers = (at: string, day: string, received = '2026-03-01') =>
    play(small, [asked(`, received: ${received}`), request(at)], day).filter((line) => /^[234] /.test(line))

  it('uses the one that is open, and waits for no other', () => {
    assert.deepEqual(powers('2026-03-14T10:00:00Z', '2026-05-10'), [
      '2 A: used 14 Mar 2026',
      '3 A: may since 1 May 2026',
    ])
  })

  it('sent before either opens, it has effect with the first', () => {
    assert.deepEqual(powers('2026-03-05T10:00:00Z', '2026-05-10'), [
      '2 A: used 12 Mar 2026',
      '3 A: may since 1 May 2026',
    ])
  })

  it('uses both where both are open', () => {
    assert.deepEqual(powers('2026-05-02T10:00:00Z', '2026-05-10'), [
      '2 A: used 2 May 2026',
      '3 A: used 2 May 2026',
      '4 B: no meeting recorded by 7 May 2026',
    ])
  })

  it('may have waited for the second, if it was sent about when that opened', () => {
    const [first, second] = powers('2026-04-30/2026-05-02', '2026-05-10')
    assert.equal(first, '2 A: used 30 Apr - 2 May 2026')
    assert.match(second ?? '', /^3 A: cannot be derived/)
  })

  it('is never settled by wide windows in a way that narrow ones take back', () => {
    const days = ['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03']
    const settled = (line: string) => /: (?:used|may since)/.test(line)
    for (const [i, from] of days.entries()) {
      for (const to of days.slice(i)) {
        const wide = powers(from === to ? from : `${from}/${to}`, '2026-05-20', '2026-03-01/2026-03-03').filter(settled)
        for (const at of days.filter((day) => from <= day && day <= to)) {
          for (const received of ['2026-03-01', '2026-03-02', '2026-03-03']) {
            const narrow = powers(at, '2026-05-20', received)
            for (const line of wide) {
              const start = line.slice(0, line.indexOf(' ', line.indexOf(':') + 2))
              assert.ok(
                narrow.some((other) => other.startsWith(start)),
                `${line} became ${narrow.join('; ')}`,
              )
            }
          }
        }
      }
    }
  })
})

describe('an act of which a power speaks whose condition does not hold', () => {
  const small = agreementOf(`rule: "1"
when: question
if: question.urgent
who: sender of question
may: meeting-request to question`)
  const marks = (body: string) => {
    const ledger = new Ledger(compileProgram(small))
    for (const act of actsOf(small, [asked(body), request('2026-03-02')])) ledger.add(act)
    return marksAt(ledger, { asOf: endOf('2026-03-10') }).find(({ id }) => id === 'm')?.marks ?? []
  }

  it('has no effect, and waits for nothing', () => {
    const none = 'not within the power of 1 at that time: recorded, without effect'
    assert.deepEqual(marks(', body: {urgent: false}'), [none])
    assert.deepEqual(marks(', body: {urgent: true}'), [])
  })
})
