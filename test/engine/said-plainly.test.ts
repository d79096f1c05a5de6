import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readActs } from '../../src/acts/read.ts'
import { openAgreement } from '../../src/cli/opened.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { actsApart, docketAt } from '../../src/engine/reading/docket.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { isError } from '../../src/problem.ts'
import { asOf } from './properties.ts'

/** Nothing is refused that is well-formed; what is out of order is recorded, and said beside the act in plain words. */
const { agreement } = openAgreement('test/engine/every-element')
const program = compileProgram(agreement)
const END = Date.parse('2026-06-30T00:00:00Z')

function play(yaml: string, files: readonly string[] = []) {
  const texts = [yaml, ...files].map((text, i) => ({ name: `acts/${i}.yaml`, bytes: new TextEncoder().encode(text) }))
  const { record, problems } = readActs(texts, agreement)
  assert.deepEqual(problems.filter(isError), [])
  const ledger = new Ledger(program)
  for (const act of record?.acts ?? []) ledger.add(act)
  return { ledger, problems, acts: record?.acts ?? [] }
}

function marksIn({ ledger }: { ledger: Ledger }): Record<string, readonly string[]> {
  const marks: Record<string, readonly string[]> = {}
  for (const { opening, entries } of docketAt(ledger, { asOf: asOf(END) })) {
    for (const entry of [opening, ...entries]) if (entry.marks.length > 0) marks[entry.id] = entry.marks
  }
  for (const entry of actsApart(ledger, { asOf: asOf(END) })) if (entry.marks.length > 0) marks[entry.id] = entry.marks
  return marks
}

function linesOf({ ledger }: { ledger: Ledger }, rule: string): string[] {
  return registerAt(ledger, { asOf: asOf(END) })
    .filter((line) => line.rule === rule)
    .map((line) => `${line.debtors} ${line.text}`)
}

const Q =
  '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-10T12:00:00Z, received: 2026-03-10T12:00:00Z, body: {urgent: false}}'

describe('what is out of order is said plainly', () => {
  it('[P1] a reply dated before its question counts from the question on', () => {
    const played = play(
      `acts:\n  - ${Q}\n  - {id: r, kind: answer, by: B, to: A, refersTo: q, transmitted: 2026-03-09T12:00:00Z}`,
    )
    assert.deepEqual(marksIn(played), { r: ['dated before the act it refers to: it counts from that act on'] })
    assert.deepEqual(linesOf(played, '2'), ['B answered 10 Mar 2026, in time'])
    assert.deepEqual(
      played.problems.map(({ code, severity }) => `${code} ${severity}`),
      ['act/before-its-reference note'],
    )
  })

  it('[P2] an act by a party not yet or no longer bound is recorded and has no effect', () => {
    for (const day of ['2026-02-09', '2026-03-21']) {
      const played = play(`acts:\n  - {id: q, kind: question, by: D, to: B, transmitted: ${day}, received: ${day}}`)
      const printed = day === '2026-02-09' ? '9 Feb 2026' : '21 Mar 2026'
      assert.deepEqual(marksIn(played), { q: [`Delta was not bound on ${printed}: recorded, without effect`] })
      assert.deepEqual(linesOf(played, '2'), [])
    }
    for (const day of ['2026-02-10', '2026-03-20']) {
      const played = play(`acts:\n  - {id: q, kind: question, by: D, to: B, transmitted: ${day}, received: ${day}}`)
      assert.equal(linesOf(played, '2').length, 1, `bound on ${day}, the first or last day`)
    }
  })

  it('[P3] a party that is not bound owes nothing for a question put to it', () => {
    const played = play(
      'acts:\n  - {id: q, kind: question, by: A, to: [B, E], transmitted: 2026-02-20, received: 2026-02-20}',
    )
    assert.deepEqual(marksIn(played), { q: ['Eve was not bound on 20 Feb 2026: it owes nothing for this act'] })
    assert.deepEqual(
      linesOf(played, '2').map((line) => line.slice(0, 1)),
      ['B'],
    )
  })

  it('[P4] two acts with one id and different content: both are kept, neither counts, in either order', () => {
    const other = Q.replace('to: B', 'to: C')
    for (const [first, second] of [
      [Q, other],
      [other, Q],
    ]) {
      const played = play(`acts:\n  - ${first}`, [`acts:\n  - ${second}`])
      assert.deepEqual(marksIn(played), { q: ['two different acts bear this id: both are kept, neither counts'] })
      assert.deepEqual(linesOf(played, '2'), [])
      assert.equal(played.ledger.versions(0).length, 2)
    }
  })

  it('[P5] the same act twice counts once', () => {
    const played = play(`acts:\n  - ${Q}`, [`acts:\n  - ${Q}`])
    assert.deepEqual(marksIn(played), {})
    assert.equal(linesOf(played, '2').length, 1)
  })

  it('[P6] a withdrawal by somebody else, even to help, has no effect', () => {
    const played = play(
      `acts:\n  - ${Q}\n  - {id: w, kind: withdrawal, by: C, to: B, refersTo: q, transmitted: 2026-03-12T00:00:00Z}`,
    )
    assert.deepEqual(marksIn(played), { w: ['not within the power of 7 at that time: recorded, without effect'] })
    assert.deepEqual(linesOf(played, '2'), ['B no answer recorded by 24 Mar 2026'])
  })

  it('[P7] a power used too early waits, too late has no effect', () => {
    const request = (day: string) =>
      `acts:\n  - ${Q}\n  - {id: m, kind: meeting-request, by: A, to: B, refersTo: q, transmitted: ${day}T15:00:00Z}`
    const early = play(request('2026-03-20'))
    assert.deepEqual(marksIn(early), { m: ['before the power of 3 opens: takes effect 25 Mar 2026'] })
    assert.deepEqual(linesOf(early, '5'), ['B no meeting recorded by 1 Apr 2026'])
    const late = play(request('2026-05-10'))
    assert.deepEqual(marksIn(late), { m: ['not within the power of 3 at that time: recorded, without effect'] })
    assert.deepEqual(linesOf(late, '5'), [])
  })

  it('[P8] a reply to one of two who asked together performs nothing and is marked', () => {
    const joint =
      '{id: q, kind: question, by: [A, C], to: B, transmitted: 2026-03-10T12:00:00Z, received: 2026-03-10T12:00:00Z, body: {urgent: false}}'
    const one = play(
      `acts:\n  - ${joint}\n  - {id: r, kind: answer, by: B, to: A, refersTo: q, transmitted: 2026-03-12}`,
    )
    assert.deepEqual(marksIn(one), { r: ['not to all who asked'] })
    assert.deepEqual(linesOf(one, '2'), ['B no answer recorded by 24 Mar 2026'])
    const both = play(
      `acts:\n  - ${joint}\n  - {id: r, kind: answer, by: B, to: [A, C], refersTo: q, transmitted: 2026-03-12}`,
    )
    assert.deepEqual(linesOf(both, '2'), ['B answered 12 Mar 2026, in time'])
  })

  it('[P9] a condition that a message does not satisfy is a mark, not a refusal; both ends of its window are in', () => {
    const began = '2026-04-10T12:00:00Z'
    const note = (sent: string) =>
      play(
        `acts:\n  - ${Q}\n  - {id: n, kind: note, by: B, to: A, refersTo: q, transmitted: ${sent}, body: {began: "${began}"}}`,
      )
    assert.deepEqual(marksIn(note('2026-04-05T12:00:00Z')), {})
    assert.deepEqual(marksIn(note('2026-04-09T00:00:00Z')), {})
    assert.deepEqual(marksIn(note('2026-04-05T11:59:59Z')), { n: ['out of window (12)'] })
    assert.deepEqual(marksIn(note('2026-04-09T00:00:01Z')), { n: ['out of window (12)'] })
    assert.deepEqual(linesOf(note('2026-04-09T00:00:01Z'), '10'), ['B sent 8 Apr 2026'])
  })

  it('[P10] a joint reply stands for an addressee only by that addressee’s own act', () => {
    const asked =
      '{id: q, kind: question, by: A, to: [B, C], transmitted: 2026-03-10T12:00:00Z, received: 2026-03-10T12:00:00Z, body: {urgent: false}}'
    const joint = '{id: j, kind: joint-answer, by: C, to: A, refersTo: q, transmitted: 2026-03-12}'
    const alone = play(`acts:\n  - ${asked}\n  - ${joint}`)
    assert.deepEqual(marksIn(alone), { j: ['joint reply received, not adopted in this record'] })
    assert.deepEqual(linesOf(alone, '2'), [
      'B no answer recorded by 24 Mar 2026',
      'C no answer recorded by 24 Mar 2026',
    ])
    const adopted = play(
      `acts:\n  - ${asked}\n  - ${joint}\n  - {id: d, kind: adoption, by: B, to: A, refersTo: j, transmitted: 2026-03-13}`,
    )
    assert.deepEqual(linesOf(adopted, '2'), ['B answered 13 Mar 2026, in time', 'C no answer recorded by 24 Mar 2026'])
  })

  it('[P11] what a guard needs and a message leaves out is named, and nothing lapses', () => {
    const played = play(`acts:\n  - ${Q.replace('body: {urgent: false}', 'body: {}')}`)
    assert.deepEqual(linesOf(played, '1'), ['B cannot be derived: needs urgent in the question'])
  })
})
