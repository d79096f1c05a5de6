import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf, endOf, play } from './play.ts'

const ANSWER = `rule: "1"
when: question
who: each addressee
must: answer to question
by: 10 days after question is transmitted`
const q = (more = '') =>
  `{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01T10:00:00Z, received: 2026-03-01T10:00:00Z${more}}`
const x = (day: string, more = '') => `{id: x, kind: answer, by: B, to: A, refersTo: q, transmitted: ${day}${more}}`

/** Without the lines of what was asked with no rule for an answer. */
const ruled: typeof play = (agreement, acts, day) => play(agreement, acts, day).filter((line) => !line.startsWith('-'))

describe('what a reading rests on', () => {
  it('[M1] timed by receipt: a letter on its way has not been received', () => {
    const small = agreementOf(`${ANSWER}\ntimed by: received`)
    const acts = [q(), x('2026-03-09T10:00:00Z', ', received: 2026-03-15T10:00:00Z')]
    assert.deepEqual(play(small, acts, '2026-03-10'), ['1 B: due 11 Mar 2026, in 1 day'])
    assert.deepEqual(play(small, acts, '2026-03-12'), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(play(small, acts, '2026-03-15'), ['1 B: answered 15 Mar 2026, 4 days after due'])
  })

  it('[M2] a meeting that is announced has not been held; one that states no time cannot be judged', () => {
    const small = agreementOf(
      'rule: "1"\nwhen: question\nwho: each addressee\nmust: meeting to question\nby: 10 days after question is transmitted\ntimed by: meeting.began',
    )
    const m = (began: string) =>
      `{id: m, kind: meeting, by: B, to: A, refersTo: q, transmitted: 2026-03-05T10:00:00Z, body: {${began}}}`
    assert.deepEqual(ruled(small, [q(), m('began: "2026-03-20T10:00:00Z"')], '2026-03-06'), [
      '1 B: due 11 Mar 2026, in 5 days',
    ])
    assert.deepEqual(ruled(small, [q(), m('')], '2026-03-06'), [
      '1 B: cannot be derived: held, but the time that counts is not stated',
    ])
  })

  it('[M3] together with, or: one act of either performs for both, nothing lapses, the last receipt counts', () => {
    for (const join of ['together with', 'or']) {
      const small = agreementOf(
        `rule: "1"\nwhen: question\nwho: B ${join} C\nmust: meeting to question\nby: 10 days after question is received\n---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: meeting-request about question`,
      )
      const asked =
        '{id: q, kind: question, by: A, to: [{party: B, received: 2026-03-01}, {party: C, received: 2026-03-08}], transmitted: 2026-03-01}'
      const held = (day: string) => `{id: m, kind: meeting, by: B, to: A, refersTo: q, transmitted: ${day}}`
      assert.deepEqual(
        ruled(small, [asked, held('2026-03-15')], '2026-03-30'),
        ['1 B+C: held 15 Mar 2026, in time'],
        join,
      )
      assert.deepEqual(
        ruled(
          small,
          [
            asked
              .replace('B, received: 2026-03-01', 'B, received: 2026-03-08')
              .replace('C, received: 2026-03-08', 'C, received: 2026-03-01'),
            held('2026-03-15'),
          ],
          '2026-03-30',
        ),
        ['1 B+C: held 15 Mar 2026, in time'],
        join,
      )
    }
  })

  it('[M4] one of several creditors that leaves, or waives, ends its own claim and nobody else’s', () => {
    const parties = '  - {id: C, kind: state, name: Cestia, bound: 2026-01-01/2026-03-05}'
    const small = agreementOf(`${ANSWER}\nchanges:\n  - ends when waiver to question`, { parties })
    const joint = q().replace('by: A', 'by: [A, C]')
    assert.deepEqual(play(small, [joint], '2026-03-06'), ['1 B: due 11 Mar 2026, in 5 days'])
    assert.deepEqual(play(small, [joint, x('2026-03-07')], '2026-03-12'), ['1 B: answered 7 Mar 2026, in time'])
    const both = agreementOf(`${ANSWER}\nchanges:\n  - ends when waiver to question`)
    const waive = (id: string, by: string, day: string) =>
      `{id: ${id}, kind: waiver, by: ${by}, to: B, refersTo: q, transmitted: ${day}}`
    assert.deepEqual(play(both, [joint, waive('w', 'A', '2026-03-03')], '2026-03-04'), [
      '1 B: due 11 Mar 2026, in 7 days',
    ])
    assert.deepEqual(play(both, [joint, waive('w', 'A', '2026-03-03'), waive('v', 'C', '2026-03-05')], '2026-03-06'), [
      '1 B: waived by Cestia, 5 Mar 2026',
    ])
  })

  it('[M5] what is not known neither lapses nor triggers', () => {
    const small = agreementOf(
      `${ANSWER}\nif: question.urgent\n---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: meeting-request about question\n---\nrule: "3"\nwhen: 2 is exercised\nwho: addressee of meeting-request\nmust: meeting to meeting-request\nby: 2 days after meeting-request is transmitted`,
    )
    const lines = play(
      small,
      [q(), '{id: m, kind: meeting-request, by: A, to: B, refersTo: q, transmitted: 2026-03-13}'],
      '2026-03-30',
    )
    assert.deepEqual(
      lines.filter((line) => !line.includes('cannot be derived')),
      [],
    )
  })

  it('[M6] a limb taken back after the due instant makes nothing of it in time', () => {
    const small = agreementOf(
      `${ANSWER}\ncovering: each limb of question\nchanges:\n  - ends when withdrawal to question`,
    )
    const acts = [
      q(', cites: [L1, L2]'),
      x('2026-03-05', ', cites: [L1]'),
      '{id: w, kind: withdrawal, by: A, to: B, refersTo: q, cites: [L2], transmitted: 2026-03-16}',
    ]
    assert.deepEqual(play(small, acts, '2026-03-13'), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(play(small, acts, '2026-03-17'), [
      '1 B: not recorded by 11 Mar 2026; withdrawn by Aland, 16 Mar 2026',
    ])
    assert.deepEqual(
      play(small, [acts[0] as string, acts[1] as string, (acts[2] as string).replace('03-16', '03-07')], '2026-03-17'),
      ['1 B: answered 5 Mar 2026, in time'],
    )
  })

  it('[M14] a question that its sender withdraws is owed an answer by nobody, whoever else was to get one', () => {
    const toAll = agreementOf(
      `${ANSWER.replace('by:', 'to: all parties\nby:')}\nchanges:\n  - ends when withdrawal to question, by sender of question`,
    )
    const w = (by: string) => `{id: w, kind: withdrawal, by: ${by}, to: all, refersTo: q, transmitted: 2026-03-05}`
    assert.deepEqual(play(toAll, [q(), w('A')], '2026-03-06'), ['1 B: withdrawn by Aland, 5 Mar 2026'])
    const joint = q().replace('by: A', 'by: [A, C]')
    assert.deepEqual(play(toAll, [joint, w('A')], '2026-03-06'), ['1 B: due 11 Mar 2026, in 5 days'])
    assert.deepEqual(play(toAll, [joint, w('[A, C]')], '2026-03-06'), ['1 B: withdrawn by Aland, Cestia, 5 Mar 2026'])
  })

  it('[M7] an answer after a waiver performs nothing; an order that is sure stays sure', () => {
    const small = agreementOf(
      `${ANSWER}\nchanges:\n  - ends when waiver to question\n---\nrule: "2"\nwhen: 1 is performed\nwho: sender of question\nmay: meeting-request about question`,
    )
    const w = (day: string) => `{id: w, kind: waiver, by: A, to: B, refersTo: q, transmitted: ${day}}`
    assert.deepEqual(play(small, [q(), w('2026-03-03'), x('2026-03-05')], '2026-03-06'), [
      '1 B: waived by Aland, 3 Mar 2026',
    ])
    assert.equal(
      play(small, [q(), x('2026-03-05'), w('2026-03-06/2026-03-20')], '2026-03-10')[0],
      '1 B: answered 5 Mar 2026, in time',
    )
  })

  it('[M8] a date known by its month is not one day of it', () => {
    const small = agreementOf(
      'rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: question.expires',
    )
    const asked = (expires: string) => q(`, body: {expires: "${expires}"}`)
    assert.deepEqual(play(small, [asked('2026-03-10'), x('2026-03-10T23:59:59Z')], '2026-03-12'), [
      '1 B: answered 10 Mar 2026, in time',
    ])
    assert.deepEqual(play(small, [asked('2026-03-10'), x('2026-03-11T00:00:00Z')], '2026-03-12'), [
      '1 B: answered 11 Mar 2026, 1 day after due',
    ])
    assert.deepEqual(play(small, [asked('2026-03'), x('2026-03-12T12:00:00Z')], '2026-04-12'), [
      '1 B: cannot be derived: answered 12 Mar 2026, due Mar 2026',
    ])
  })

  it('[M9] a yearly duty falls on whoever is bound, from the day on which it is', () => {
    const rule =
      'rule: "1"\nwhen: every year\nwho: each party\nmust: report for the year\nto: all parties\nby: 15 November'
    const joins = agreementOf(rule, {
      parties:
        '  - {id: C, kind: state, name: Cestia, bound: 2026-11-15/..}\n  - {id: D, kind: state, name: Delta, bound: 2026-11-16/..}',
    })
    const owing = (day: string) => play(joins, [], day).map((line) => line.slice(2, 3))
    assert.deepEqual(owing('2026-11-14'), ['A', 'B'])
    assert.deepEqual(owing('2026-11-16'), ['A', 'B', 'C'])
    const left = agreementOf(rule, { parties: '  - {id: C, kind: state, name: Cestia, bound: 2026-01-01/2026-03-01}' })
    const sent = '{id: r, kind: report, by: A, to: B, transmitted: 2026-11-01, period: 2026}'
    assert.deepEqual(play(left, [sent], '2026-11-16'), [
      '1 A: sent 1 Nov 2026, in time',
      '1 B: not recorded by 15 Nov 2026',
      '1 C: ended: Cestia is no longer bound from 2 Mar 2026',
    ])
    assert.equal(play(left, [], '2027-11-16').filter((line) => line.startsWith('1 C')).length, 1)
    const again = agreementOf(ANSWER, {
      parties: '  - {id: C, kind: state, name: Cestia, bound: [2026-01-01/2026-03-05, 2026-03-06/..]}',
    })
    assert.deepEqual(play(again, [q().replace('to: B', 'to: C')], '2026-03-07'), ['1 C: due 11 Mar 2026, in 4 days'])
  })

  it('[M10] beyond the end of the record no power opens or ends', () => {
    const small = agreementOf(
      `${ANSWER}\n---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: meeting-request about question`,
    )
    const ledger = new Ledger(compileProgram(small))
    for (const act of actsOf(small, [q()])) ledger.add(act)
    const covers = { window: { earliest: 0, latest: endOf('2026-03-05').at }, note: 'up to there' }
    const lines = registerAt(ledger, { asOf: endOf('2026-03-20'), powers: true, covers })
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['no answer in this record, which ends 5 Mar 2026'],
    )
  })

  it('[M11] a power is used towards those that owe under the rule it names, and opens by their own lapse', () => {
    const small = agreementOf(
      `${ANSWER}\n---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: meeting-request about question\nto: debtor of 1\n---\nrule: "3"\nwhen: meeting-request\nwho: each addressee\nmust: meeting to meeting-request\nto: sender of meeting-request\nby: 5 days after meeting-request is transmitted`,
    )
    const asked = q().replace('to: B', 'to: [B, C]')
    const request = (to: string) =>
      `{id: m, kind: meeting-request, by: A, to: ${to}, refersTo: q, transmitted: 2026-03-13}`
    const owed = (to: string) =>
      play(small, [asked, x('2026-03-05'), request(to)], '2026-03-14').filter((line) => line.startsWith('3'))
    assert.deepEqual(owed('B'), [], 'B answered')
    assert.deepEqual(owed('C'), ['3 C: due 18 Mar 2026, in 4 days'])
    assert.deepEqual(owed('[B, C]'), [], 'of both only where both lapsed')
    assert.deepEqual(owed('all'), [], 'of all only where all lapsed')
    const until = agreementOf(
      `${ANSWER.replace('transmitted', 'received')}\n---\nrule: "2"\nwhen: 1 lapses\nwho: sender of question\nmay: meeting-request about question\nto: debtor of 1\nuntil: 20 days after 1 lapses\n---\nrule: "3"\nwhen: meeting-request\nwho: each addressee\nmust: meeting to meeting-request\nto: sender of meeting-request\nby: 5 days after meeting-request is transmitted`,
    )
    const apart =
      '{id: q, kind: question, by: A, to: [{party: B, received: 2026-03-02}, {party: C, received: 2026-03-04}], transmitted: 2026-03-02}'
    const late = (to: string) =>
      `{id: m, kind: meeting-request, by: A, to: ${to}, refersTo: q, transmitted: 2026-04-02}`
    const asks = (to: string) => play(until, [apart, late(to)], '2026-04-02').filter((line) => line.startsWith('3'))
    assert.deepEqual(asks('B'), [], 'the twentieth day after its lapse was 1 April')
    assert.deepEqual(asks('C'), ['3 C: due 7 Apr 2026, in 5 days'])
  })

  it('[M12] long chains and dense webs of references are read in their order of arrival and in reverse', () => {
    const small = agreementOf(ANSWER, {
      kinds: '---\n{act: note, stage: other, to: some, refers to: question or note (optional)}',
    })
    const chain = [
      q(),
      ...Array.from(
        { length: 12_000 },
        (_, i) =>
          `{id: n${i}, kind: note, by: A, to: B, refersTo: ${i === 0 ? 'q' : `n${i - 1}`}, transmitted: 2026-03-02}`,
      ),
    ]
    const acts = actsOf(small, chain)
    assert.deepEqual(play(small, acts, '2026-03-12'), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(play(small, [...acts].reverse(), '2026-03-12'), ['1 B: no answer recorded by 11 Mar 2026'])
    const web = [
      q(),
      ...Array.from(
        { length: 80 },
        (_, i) =>
          `{id: n${i}, kind: note, by: A, to: B, refersTo: [${i < 4 ? 'q' : [0, 1, 2, 3].map((k) => `n${Math.floor(i / 4) * 4 - 4 + k}`).join(', ')}], transmitted: 2026-03-02}`,
      ),
    ]
    assert.deepEqual(play(small, web, '2026-03-12'), ['1 B: no answer recorded by 11 Mar 2026'])
  })

  it('[M13] a power of one whose address is only inferred shows once it may have been used', () => {
    const small = agreementOf(
      'rule: "1"\nwhen: question\nwho: addressee of question\nmay: meeting-request about question',
    )
    const asked = '{id: q, kind: question, by: A, to: [{party: B, known: inferred}], transmitted: 2026-03-01}'
    const used = (day: string) => `{id: m, kind: meeting-request, by: B, to: A, refersTo: q, transmitted: ${day}}`
    assert.deepEqual(ruled(small, [asked], '2026-03-10'), [])
    assert.deepEqual(ruled(small, [asked, used('2026-03-05/2026-03-20')], '2026-03-10'), [
      '1 B: cannot be derived: whether it is open',
    ])
    assert.deepEqual(ruled(small, [asked, used('2026-03-08')], '2026-03-10'), ['1 B: used 8 Mar 2026'])
  })
})
