/** A walk through an agreement, and the difference between two registers. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readActs } from '../../src/acts/read.ts'
import type { Act } from '../../src/agreement/act.ts'
import { openAgreement } from '../../src/cli/opened.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { atEnd, parseAsOf } from '../../src/engine/reading/as-of.ts'
import { differenceOf, turnsOf } from '../../src/engine/reading/difference.ts'
import type { AsOf, Line } from '../../src/engine/reading/line.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import {
  beginWalk,
  linesOfWalk,
  moveTo,
  put,
  STEP_DAYS_MAX,
  type Turn,
  undone,
  type Walk,
} from '../../src/engine/reading/walk.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isoDay } from '../../src/time/day.ts'
import { blurred, stories } from './story.ts'

const text = readFileSync('spec/shapes/39-amendment/editions/1.md', 'utf8')
const { agreement } = readAgreement({ name: 'ferry', text, file: () => undefined })
assert.ok(agreement)
const ferry = agreement

function at(when: string): AsOf {
  const asOf = parseAsOf(when, ferry.zone)
  assert.ok(asOf)
  return asOf
}

function acts(...lines: string[]): readonly Act[] {
  const yaml = lines.map((line) => `- {${line}}\n`).join('')
  const { record, problems } = readActs([{ name: 'a.yaml', bytes: new TextEncoder().encode(yaml) }], ferry)
  assert.ok(record, JSON.stringify(problems))
  return record.acts
}

const QUESTION = 'id: q, kind: question, by: Northland, to: Westmark, transmitted: 2026-03-02, received: 2026-03-02'
const ANSWER = 'id: a, kind: answer, by: Westmark, to: Northland, refersTo: q, transmitted: 2026-03-14'

function told(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ at: when, changes }) =>
    changes.map(({ kind, before, after }) => `${isoDay(ferry.zone.dayAt(when.at))} ${kind} ${(after ?? before)?.id}`),
  )
}

function step<T>(value: T | undefined): T {
  assert.ok(value !== undefined)
  return value
}

function linesAt(all: readonly Act[], when: AsOf): Line[] {
  const ledger = new Ledger(compileProgram(ferry))
  for (const act of all) ledger.add(act)
  return registerAt(ledger, { asOf: when, powers: true })
}

describe('a walk', () => {
  const begun = beginWalk(ferry, [], at('2026-02-01'))

  test('tells each turn at its instant', () => {
    const [question] = acts(QUESTION)
    const asked = step(put(begun, step(question)))
    assert.deepEqual(told(asked.turns), ['2026-03-02 arises 1/q/Westmark'])
    const gone = step(moveTo(asked.walk, at('2026-05-01')))
    assert.deepEqual(told(gone.turns), [
      '2026-03-13 not recorded 1/q/Westmark',
      '2026-03-13 opens 3/q/Northland',
      '2026-04-02 expires 3/q/Northland',
      '2026-05-01 not recorded 2/2026/Northland',
      '2026-05-01 not recorded 2/2026/Westmark',
      '2026-05-01 not recorded 2/2026/Estmark',
    ])
    // The first instant too late, not the day after it.
    assert.equal(gone.turns[0]?.at.at, ferry.zone.startOf(ferry.zone.dayAt(at('2026-03-13').at)))
  })
  test('an act ahead takes the walk there, and what turns on the way is told first', () => {
    const [question, answer] = acts(QUESTION, ANSWER)
    const asked = step(put(begun, step(question)))
    const answered = step(put(asked.walk, step(answer)))
    assert.deepEqual(told(answered.turns), [
      '2026-03-13 not recorded 1/q/Westmark',
      '2026-03-13 opens 3/q/Northland',
      '2026-03-14 performed 1/q/Westmark',
    ])
    assert.equal(answered.walk.asOf.printed, 'the end of 14 Mar 2026')
  })
  test('an act that lies behind shows its effect for today', () => {
    const [question] = acts(QUESTION)
    const late = step(put(step(moveTo(begun, at('2026-03-20'))).walk, step(question)))
    assert.equal(late.walk.asOf.at, at('2026-03-20').at)
    assert.deepEqual(told(late.turns), ['2026-03-20 arises 1/q/Westmark', '2026-03-20 opens 3/q/Northland'])
    assert.equal(late.turns[0]?.changes[0]?.after?.reading, 'unanswered')
  })
  test('a step taken back leaves what was before it', () => {
    const [question] = acts(QUESTION)
    const asked = step(put(begun, step(question))).walk
    assert.equal(undone(asked), begun)
    assert.equal(undone(begun), undefined)
  })
  test('goes neither back nor without end', () => {
    assert.equal(moveTo(begun, at('2026-01-31')), undefined)
    const { zone } = ferry
    const far = at(isoDay(zone.dayAt(begun.asOf.at) + STEP_DAYS_MAX + 1))
    assert.equal(moveTo(begun, far), undefined)
    const [late] = acts('id: z, kind: question, by: Northland, to: Westmark, transmitted: 2099-01-01')
    assert.equal(put(begun, step(late)), undefined)
  })
  test('stands where the register of the same acts for the same instant does, however it got there', () => {
    const all = acts(QUESTION, ANSWER, QUESTION.replace('id: q', 'id: r').replaceAll('03-02', '03-09'))
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2]),
        fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 4 }),
        (order, days) => {
          let walk: Walk = begun
          // An answer needs its question: what refers to it comes behind it.
          for (const index of [...order].sort((a, b) => (a === 1 ? 1 : b === 1 ? -1 : 0))) {
            if (index === 1 && !order.includes(0)) continue
            walk = step(put(walk, all[index] as Act)).walk
          }
          for (const day of days) {
            walk = moveTo(walk, at(isoDay(ferry.zone.dayAt(begun.asOf.at) + day)))?.walk ?? walk
          }
          assert.deepEqual(
            linesOfWalk(walk).map(({ id, text: words }) => [id, words]),
            linesAt(walk.acts, walk.asOf).map(({ id, text: words }) => [id, words]),
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a walk over any story', () => {
  for (const path of ['test/engine/every-element', 'test/engine/lists']) {
    test(`tells each turn at the very instant: ${path}`, () => {
      const { agreement: any } = openAgreement(path)
      const moments = stories(any, 8).chain((told) =>
        fc.tuple(fc.constant(told), fc.nat(1000), fc.integer({ min: 0, max: 60 })),
      )
      fc.assert(
        fc.property(moments, ([told, seed, days]) => {
          const first = told[0]?.sent ?? any.zone.startOf(any.start)
          const begun = beginWalk(any, blurred(told, 1, seed), atEnd(first, any.zone))
          const { turns } = step(moveTo(begun, atEnd(first + days * 86_400_000, any.zone)))
          const lines = (instant: number) =>
            registerAt(begun.ledger, { asOf: { at: instant, printed: '' }, powers: true })
          let from = lines(first)
          for (const { at: when } of turns) {
            assert.deepEqual(turnsOf(from, lines(when.at - 1)), [], `something turned before ${when.printed}`)
            from = lines(when.at)
          }
          assert.deepEqual(turnsOf(from, lines(first + days * 86_400_000)), [])
        }),
        { numRuns: 40, endOnFailure: true },
      )
    })
    test(`put act by act stands where the register of all stands: ${path}`, () => {
      const { agreement: any } = openAgreement(path)
      fc.assert(
        fc.property(stories(any, 8), fc.nat(1000), (told, seed) => {
          const all = blurred(told, 1, seed)
          let walk = beginWalk(any, [], atEnd(any.zone.startOf(any.start), any.zone))
          for (const act of all) walk = put(walk, act)?.walk ?? walk
          const ledger = new Ledger(compileProgram(any))
          for (const act of walk.acts) ledger.add(act)
          const lines = registerAt(ledger, { asOf: walk.asOf, powers: true })
          assert.deepEqual(
            linesOfWalk(walk).map(({ id, text: words }) => [id, words]),
            lines.map(({ id, text: words }) => [id, words]),
          )
        }),
        { numRuns: 25, endOnFailure: true },
      )
    })
  }
})

describe('a difference', () => {
  test('of a register with itself is nothing', () => {
    const lines = linesAt(acts(QUESTION, ANSWER), at('2026-03-20'))
    assert.deepEqual(differenceOf(lines, lines), [])
  })
  test('there and back has the same lines, arising one way and falling away the other', () => {
    const without = linesAt([], at('2026-03-05'))
    const withIt = linesAt(acts(QUESTION), at('2026-03-05'))
    assert.deepEqual(
      differenceOf(without, withIt).map(({ kind, after }) => [kind, after?.id]),
      [['arises', '1/q/Westmark']],
    )
    assert.deepEqual(
      differenceOf(withIt, without).map(({ kind, before }) => [kind, before?.id]),
      [['falls away', '1/q/Westmark']],
    )
  })
  test('that a due date comes nearer is no turn, but another text for the same instant is a difference', () => {
    const question = acts(QUESTION)
    const [early, later] = [linesAt(question, at('2026-03-03')), linesAt(question, at('2026-03-04'))]
    assert.deepEqual(turnsOf(early, later), [])
    assert.notDeepEqual(differenceOf(early, later), [])
  })
  test('of every reading has a word, and a due date that moves is said to', () => {
    const [line] = linesAt(acts(QUESTION), at('2026-03-05')).filter(({ id }) => id === '1/q/Westmark')
    const open = step(line)
    const became = (change: Partial<Line>) => differenceOf([open], [{ ...open, ...change }])[0]?.kind
    assert.equal(became({ reading: 'late' }), 'performed')
    assert.equal(became({ reading: 'waived' }), 'ends')
    assert.equal(became({ reading: 'overdue' }), 'not recorded')
    assert.equal(became({ reading: 'not derivable' }), 'changes')
    assert.equal(became({ due: '1 Apr 2026', closes: { earliest: 0, latest: 0 } }), 'due moves')
    assert.equal(became({ text: 'due 12 Mar 2026; claimed' }), 'changes')
    assert.equal(became({}), undefined)
  })
})
