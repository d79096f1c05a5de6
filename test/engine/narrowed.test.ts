import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openAgreement } from '../../src/cli/opened.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf } from './play.ts'

const KINDS = `---
{act: explanation, to: some, refers to: question}`

const ANSWER = `rule: "1"
when: question
who: each addressee
must: answer to question`

const TOURS = `---
act: tour
to: all
refers to: tour (optional)
form:
  type: object
  properties:
    stops: {type: array, x-key: place, items: {type: object, properties: {place: {type: string}, size: {type: integer}}}}
---
{act: note, to: all, form: {type: object, properties: {place: {type: string}}}}
---
{act: remark, to: some, refers to: tour}`

/** `ID: reading in words` of the lines of a rule at the end of a day, powers included. */
function linesOf(small: ReturnType<typeof agreementOf>, acts: readonly string[], day: string, rule: string): string[] {
  const ledger = new Ledger(compileProgram(small))
  for (const act of actsOf(small, acts)) ledger.add(act)
  const lines = registerAt(ledger, { asOf: endOf(day), powers: true })
  return lines.filter((line) => line.rule === rule).map((line) => `${line.id}: ${line.text}`)
}

/** What random stories found, each as the smallest story that shows it: told with wide windows, and with narrow ones. */
describe('what a wide window leaves open', () => {
  it('whether a further reason is one, if somebody to whom it is owed may have been away when it came', () => {
    const small = agreementOf(
      `${ANSWER}
by: 10 days after question is received
---
rule: "2"
when: '"1" lapses'
who: sender of question
must: explanation about question
to: all parties
by: 5 days after it arises`,
      {
        kinds: KINDS,
        parties: `  - {id: C, kind: state, name: Cestia}
  - {id: D, kind: state, name: Delta, bound: [2026-01-01/2026-03-20, 2026-03-25/..]}`,
      },
    )
    const asked = (received: string) => [
      `{id: q, kind: question, by: A, to: [{party: B, received: 2026-03-01}, {party: C, received: ${received}}], transmitted: 2026-03-01}`,
    ]
    const first = '2/q[B]/A: not recorded by 17 Mar 2026'
    assert.deepEqual(linesOf(small, asked('2026-03-02/2026-03-20'), '2026-04-15', '2'), [
      first,
      '2/q[C]/A: cannot be derived: who was bound',
    ])
    // Delta is away: it is owed to others than the first.
    assert.deepEqual(linesOf(small, asked('2026-03-12'), '2026-04-15', '2'), [
      first,
      '2/q[C]/A: not recorded by 28 Mar 2026',
    ])
    // Delta is back: a further reason for the first.
    assert.deepEqual(linesOf(small, asked('2026-03-20'), '2026-04-15', '2'), [first])
  })

  it('which of two answers to limbs was the last, though only one can have been', () => {
    const small = agreementOf(
      `${ANSWER}
covering: each limb of question
by: 10 days after question is transmitted
---
rule: "2"
when: '"1" is performed late'
who: debtor of "1"
must: explanation about question
by: 5 days after it arises`,
      { kinds: KINDS },
    )
    const q = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01, cites: [L1, L2]}'
    const answer = (id: string, at: string, cites: string) =>
      `{id: ${id}, kind: answer, by: B, to: A, refersTo: q, transmitted: ${at}, cites: [${cites}]}`
    const whole = answer('whole', '2026-03-20T10:00:00Z', 'L1, L2')
    // The other answer is about one limb, so it completes nothing, whenever it came.
    for (const at of ['2026-03-15/2026-03-25', '2026-03-16', '2026-03-24'])
      assert.deepEqual(linesOf(small, [q, whole, answer('part', at, 'L1')], '2026-04-15', '2'), [
        '2/whole/B: not recorded by 25 Mar 2026',
      ])
    const other = answer('other', '2026-03-20T10:00:00Z', 'L2')
    assert.deepEqual(linesOf(small, [q, other, answer('part', '2026-03-15/2026-03-25', 'L1')], '2026-04-15', '2'), [
      '2/other/B: cannot be derived: whether it had arisen by then',
      '2/part/B: cannot be derived: whether it had arisen by then',
    ])
    assert.deepEqual(linesOf(small, [q, other, answer('part', '2026-03-24', 'L1')], '2026-04-15', '2'), [
      '2/part/B: not recorded by 29 Mar 2026',
    ])
  })
  it('whether a power that hangs on an act is there already, though one above that act opens it as well', () => {
    const small = agreementOf('rule: "1"\nwhen: tour\nwho: any party other than sender of tour\nmay: remark to tour', {
      kinds: TOURS,
    })
    const tours = (at: string) => [
      '{id: t, kind: tour, by: A, to: all, transmitted: 2026-03-01}',
      `{id: u, kind: tour, by: A, to: all, refersTo: t, transmitted: ${at}}`,
    ]
    const later = (at: string) =>
      linesOf(small, tours(at), '2026-03-10', '1').filter((line) => line.startsWith('1/u/B'))
    assert.deepEqual(later('2026-03-05/2026-03-20'), ['1/u/B: cannot be derived: whether it is open'])
    assert.deepEqual(later('2026-03-06T00:00:00Z'), ['1/u/B: may since 6 Mar 2026'])
    assert.deepEqual(later('2026-03-15'), [])
  })

  describe('what the list says that counts', () => {
    const small = agreementOf(
      `rule: "1"
when: each stop in tour.stops
if: stop.size >= 2
who: sender of tour
must: note with place = stop.place
to: all parties
by: 20 days after tour is transmitted`,
      { kinds: TOURS },
    )
    const tour = (id: string, at: string, stops: string, refersTo = '') =>
      `{id: ${id}, kind: tour, by: A, to: all${refersTo}, transmitted: ${at}, body: {stops: [${stops}]}}`
    const north = tour('t', '2026-03-01', '{place: north, size: 2}')
    const linesAt = (acts: readonly string[]) => linesOf(small, acts, '2026-04-15', '1')

    it('of two corrections of one list, the one that is the later', () => {
      const again = tour('u', '2026-03-10T12:00:00Z', '{place: north, size: 3}', ', refersTo: t')
      const emptied = (at: string) => [north, again, tour('v', at, '', ', refersTo: t')]
      assert.deepEqual(linesAt(emptied('2026-03-05/2026-03-15')), [
        '1/t[north]/A: cannot be derived: ended from 5 Mar 2026, day not known',
      ])
      assert.deepEqual(linesAt(emptied('2026-03-06')), ['1/t[north]/A: not recorded by 21 Mar 2026'])
      assert.deepEqual(linesAt(emptied('2026-03-14')), [
        '1/t[north]/A: taken out of the tour by the correction of 14 Mar 2026',
      ])
    })

    it('and what it leaves open, if it came in time', () => {
      const unsized = (at: string) => [north, tour('u', at, '{place: north}', ', refersTo: t')]
      const needs = '1/t[north]/A: cannot be derived: needs size in the stop'
      assert.deepEqual(linesAt(unsized('2026-03-15/2026-03-25')), [needs])
      assert.deepEqual(linesAt(unsized('2026-03-16')), [needs])
      assert.deepEqual(linesAt(unsized('2026-03-24')), ['1/t[north]/A: not recorded by 21 Mar 2026'])
    })

    it('and whether an item that was told twice is told once in time', () => {
      const told = tour('t', '2026-03-01', '{place: north, size: 2}, {place: north, size: 4}')
      const once = (at: string) => [told, tour('u', at, '{place: north, size: 2}', ', refersTo: t')]
      const twice = '1/t[north]/A: cannot be derived: needs one stop only that is north'
      assert.deepEqual(linesAt(once('2026-03-15/2026-03-25')), [twice])
      assert.deepEqual(linesAt(once('2026-03-24')), [twice])
      assert.deepEqual(linesAt(once('2026-03-16')), ['1/t[north]/A: not recorded by 21 Mar 2026'])
    })
  })

  it('whether a figure fell and rose again while it was not known', () => {
    const small = agreementOf(
      `figure: strength
is: count(joining) - count(departure)
---
rule: "1"
when: strength falls below 1
who: A
must: statement
to: all parties
by: 5 days after it arises`,
      { kinds: '---\n{act: joining, to: all}\n---\n{act: departure, to: all}\n---\n{act: statement, to: all}' },
    )
    const story = (at: string) => [
      '{id: first, kind: joining, by: B, to: all, transmitted: 2026-03-10T10:00:00Z}',
      `{id: gone, kind: departure, by: B, to: all, transmitted: ${at}}`,
      '{id: second, kind: joining, by: C, to: all, transmitted: 2026-03-20T10:00:00Z}',
    ]
    const lines = (at: string) => linesOf(small, story(at), '2026-04-15', '1')
    assert.deepEqual(lines('2026-03-05/2026-03-25'), [
      '1/strength falls below 1/A: cannot be derived: whether it had arisen by then',
    ])
    assert.deepEqual(lines('2026-03-15T10:00:00Z'), ['1/strength falls below 1/A: not recorded by 20 Mar 2026'])
    assert.deepEqual(lines('2026-03-06'), [])
    assert.deepEqual(lines('2026-03-22'), [])
  })

  describe('of standings that move', () => {
    const { agreement } = openAgreement('test/engine/moving-standings')
    const act = (id: string, kind: string, by: string, at: string, more = 'to: all') =>
      `{id: ${id}, kind: ${kind}, by: ${by}, ${more}, transmitted: ${at}}`

    it('whether a report counted for one, if its sender was bound only later', () => {
      const story = (at: string) => [
        act('report', 'report', 'D', at, 'to: all, period: 2026'),
        act('question', 'question', 'B', '2026-02-05T01:00:00Z', 'to: D'),
        act('consent', 'consent', 'D', '2026-01-30T12:00:00Z'),
      ]
      const lines = (at: string) => linesOf(agreement, story(at), '2026-06-08', '6')
      assert.deepEqual(lines('2026-01-24/2026-02-10'), ['6/question/D: cannot be derived: who was bound'])
      assert.deepEqual(lines('2026-02-04T09:00:00Z'), ['6/question/D: may since 4 Feb 2026'])
    })

    it('whether one that ended began again at that very instant', () => {
      const story = (at: string) => [
        act('termination', 'termination', 'C', '2026-01-06T04:00:00Z'),
        act('signature', 'signature', 'A', '2026-02-02T00:00:00Z'),
        act('consent', 'consent', 'D', '2026-02-02T12:00:00Z'),
        act('other', 'consent', 'C', at),
      ]
      const lines = (at: string) =>
        linesOf(agreement, story(at), '2026-02-10', '5').filter((line) => line.startsWith('5/2026/A'))
      assert.deepEqual(lines('2026-01-30/2026-02-08'), [
        '5/2026/A: cannot be derived: ended from 7 Feb 2026, day not known',
      ])
      assert.deepEqual(lines('2026-02-02T08:00:00Z'), ['5/2026/A: due 28 Feb 2026, in 18 days'])
    })

    it('between whom a rule holds, if an objection was sent by one that was bound only shortly before', () => {
      const story = (at: string) => [
        act('question', 'question', 'A', at, 'to: B'),
        act('reservation', 'reservation', 'A', '2026-01-31T01:00:00Z'),
        act('signature', 'signature', 'D', '2026-02-07T03:00:00Z'),
        act('objection', 'objection', 'D', '2026-02-18T17:00:00Z', 'to: [A, C], refersTo: reservation'),
        // It moves a standing, if it has effect, and so asks who was bound before that is known.
        act('suspension', 'suspension', 'B', '2026-03-24T15:00:00Z', 'to: A, refersTo: question'),
      ]
      const lines = (at: string) => linesOf(agreement, story(at), '2026-06-08', '3')
      assert.deepEqual(lines('2026-02-09/2026-02-20'), [
        '3/question/D: cannot be derived: who was bound, or between whom the rule holds, day of the act not known',
      ])
      assert.deepEqual(lines('2026-02-19T07:00:00Z'), ['3/question/D: not recorded by 19 Mar 2026'])
      assert.deepEqual(lines('2026-02-10T07:00:00Z'), [])
    })

    const pasts = [
      {
        of: 'to whom it is owed, what moved that later is left out',
        day: '2026-01-30',
        before: [
          act('own', 'reservation', 'A', '2026-01-08/2026-01-18'),
          act('other', 'reservation', 'C', '2026-01-14T02:00:00Z'),
        ],
        later: act('back', 'retraction', 'A', '2026-02-04T20:00:00Z', 'to: all, refersTo: own'),
      },
      {
        of: 'a lapse, nothing is said before its time has passed, whoever owes it',
        day: '2026-02-12',
        before: [act('question', 'question', 'B', '2026-02-10/2026-02-14', 'to: C')],
        later: act('own', 'reservation', 'B', '2026-02-14T07:00:00Z'),
      },
    ]
    for (const { of, day, before, later } of pasts) {
      it(`and of ${of}`, () => {
        const lines = (acts: readonly string[]) => {
          const ledger = new Ledger(compileProgram(agreement))
          for (const one of actsOf(agreement, acts)) ledger.add(one)
          const all = registerAt(ledger, { asOf: endOf(day), powers: true })
          return all.map((line) => `${line.id} ${line.creditors}: ${line.text}`)
        }
        assert.deepEqual(lines([...before, later]), lines(before))
        assert.ok(lines(before).length > 0)
      })
    }
  })
})
