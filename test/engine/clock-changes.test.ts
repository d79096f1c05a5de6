import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { closesAfter } from '../../src/time/deadline.ts'
import { PLAIN } from '../../src/time/regime.ts'
import { closesAfterPause, closesAfterStops } from '../../src/time/stop.ts'
import { zoneOf } from '../../src/time/zone.ts'
import { agreementOf, play } from './play.ts'

const KINDS = `---
{act: extension, to: some, refers to: question, form: {type: object, properties: {until: {type: string, format: date}, strong: {type: boolean}}}}
---
{act: holding, to: some, refers to: question}
---
{act: request, to: some, refers to: question}
---
{act: clarification, to: some, refers to: request}
---
{act: change, to: some, refers to: question}
---
{act: excuse, to: some, refers to: question}
---
{act: joining, to: some, refers to: question}`

const rule = (changes: readonly string[], by = '10 days after question is received') =>
  agreementOf(
    `rule: "1"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: ${by}\nchanges:\n${changes.map((change) => `  - ${change}`).join('\n')}`,
    { kinds: KINDS },
  )
const Q = '{id: q, kind: question, by: A, to: B, transmitted: 2026-03-01T10:00:00Z, received: 2026-03-01T10:00:00Z}'
const act = (id: string, kind: string, by: string, at: string, more = '') =>
  `{id: ${id}, kind: ${kind}, by: ${by}, to: ${by === 'B' ? 'A' : 'B'}, refersTo: ${kind === 'clarification' ? 'r' : 'q'}, transmitted: ${at}${more}}`

describe('changes of a clock', () => {
  const extended = rule([
    'moves to 20 days when extension to question, by sender of question, within 5 days',
    'extended by 7 days when holding to question, by addressee of question, once',
  ])
  it('moves to a longer period from the same start, and never to a shorter one', () => {
    assert.deepEqual(play(extended, [Q, act('e', 'extension', 'A', '2026-03-04')], '2026-03-12'), [
      '1 B: due 21 Mar 2026, in 9 days',
    ])
    assert.deepEqual(
      play(
        rule(['moves to 5 days when extension to question']),
        [Q, act('e', 'extension', 'A', '2026-03-04')],
        '2026-03-08',
      ),
      ['1 B: due 11 Mar 2026, in 3 days'],
    )
  })
  it('by somebody else, out of its time or after the end it moves nothing', () => {
    for (const late of [
      act('e', 'extension', 'A', '2026-03-07'),
      act('e', 'extension', 'B', '2026-03-04'),
      act('h', 'holding', 'A', '2026-03-04'),
      act('h', 'holding', 'B', '2026-03-12'),
    ])
      assert.deepEqual(play(extended, [Q, late], '2026-03-13'), ['1 B: no answer recorded by 11 Mar 2026'], late)
  })
  it('adds to the present end, once', () => {
    const held = [act('h', 'holding', 'B', '2026-03-11T23:59:59Z'), act('i', 'holding', 'B', '2026-03-13')]
    assert.deepEqual(play(extended, [Q, ...held], '2026-03-14'), ['1 B: due 18 Mar 2026, in 4 days'])
    const both = [act('e', 'extension', 'A', '2026-03-04'), act('h', 'holding', 'B', '2026-03-05')]
    assert.deepEqual(play(extended, [Q, ...both], '2026-03-25'), ['1 B: due 28 Mar 2026, in 3 days'])
  })
  it('a later act does not change the past', () => {
    assert.deepEqual(play(extended, [Q, act('h', 'holding', 'B', '2026-03-10')], '2026-03-09'), [
      '1 B: due 11 Mar 2026, in 2 days',
    ])
  })
  it('moves to what the act states, if its guard says so', () => {
    const stated = rule([
      'moves to extension.until when extension to question, by sender of question, if extension.strong',
    ])
    const told = (body: string) =>
      play(stated, [Q, act('e', 'extension', 'A', '2026-03-04', `, body: ${body}`)], '2026-03-13')
    assert.deepEqual(told('{until: 2026-03-20, strong: true}'), ['1 B: due 20 Mar 2026, in 7 days'])
    assert.deepEqual(told('{until: 2026-03-20, strong: false}'), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(told('{until: 2026-03-20}'), [
      '1 B: cannot be derived: due 11 - 20 Mar 2026, day of receipt not known',
    ])
  })
  it('starts again from the act', () => {
    const again = rule(['starts again when change to question, by sender of question'])
    assert.deepEqual(play(again, [Q, act('c', 'change', 'A', '2026-03-08T10:00:00Z')], '2026-03-13'), [
      '1 B: due 18 Mar 2026, in 5 days',
    ])
  })
  it('stops, and goes on with what was left', () => {
    const stops = rule(['stops when request to question', 'resumes when clarification to request'])
    const stop = act('r', 'request', 'B', '2026-03-05T10:00:00Z')
    assert.deepEqual(play(stops, [Q, stop], '2026-03-20'), ['1 B: open, the clock stopped 5 Mar 2026'])
    const resumed = act('c', 'clarification', 'A', '2026-03-07T10:00:00Z')
    assert.deepEqual(play(stops, [Q, stop, resumed], '2026-03-12'), ['1 B: due 14 Mar 2026, in 2 days'])
  })
  it('where the record does not tell which came first, the end lies between', () => {
    const held = act('h', 'holding', 'B', '2026-03-10/2026-03-13')
    assert.deepEqual(play(extended, [Q, held], '2026-03-14'), [
      '1 B: cannot be derived: due 11 - 18 Mar 2026, day of receipt not known',
    ])
    assert.deepEqual(play(extended, [Q, held], '2026-03-19'), ['1 B: no answer recorded by 11 - 18 Mar 2026'])
  })
  it('an excuse that is accepted ends it', () => {
    const excused = rule(['excused when excuse to question, by sender of question'])
    assert.deepEqual(play(excused, [Q, act('x', 'excuse', 'A', '2026-03-14')], '2026-03-15'), [
      '1 B: not recorded by 11 Mar 2026; excused by Aland, 14 Mar 2026',
    ])
    assert.deepEqual(play(excused, [Q, act('x', 'excuse', 'B', '2026-03-05')], '2026-03-08'), [
      '1 B: due 11 Mar 2026, in 3 days',
    ])
  })
  it('is owed also to whoever joins, from then on, and before it has closed', () => {
    const joined = rule(['also owed to sender of joining when joining to question', 'ends when waiver to question'])
    const join = (at: string) => `{id: j, kind: joining, by: C, to: A, refersTo: q, transmitted: ${at}}`
    const answer = (to: string) => `{id: x, kind: answer, by: B, to: ${to}, refersTo: q, transmitted: 2026-03-08}`
    const waiver = (id: string, by: string, at = '2026-03-09') =>
      `{id: ${id}, kind: waiver, by: ${by}, to: B, refersTo: q, transmitted: ${at}}`
    const told = (...acts: string[]) => play(joined, [Q, ...acts], '2026-03-12')
    assert.deepEqual(told(join('2026-03-05'), answer('A')), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(told(join('2026-03-05'), answer('[A, C]')), ['1 B: answered 8 Mar 2026, in time'])
    assert.deepEqual(told(join('2026-03-10'), answer('A')), ['1 B: answered 8 Mar 2026, in time'])
    assert.deepEqual(told(join('2026-03-12'), answer('A')), ['1 B: answered 8 Mar 2026, in time'])
    assert.deepEqual(told(join('2026-03-05'), waiver('w', 'A')), ['1 B: no answer recorded by 11 Mar 2026'])
    assert.deepEqual(told(join('2026-03-05'), waiver('w', 'A'), waiver('v', 'C', '2026-03-10')), [
      '1 B: waived by Cestia, 10 Mar 2026',
    ])
    assert.deepEqual(told(join('2026-03-10'), waiver('w', 'A')), ['1 B: waived by Aland, 9 Mar 2026'])
  })
  it('stop after stop gives what all stops give at once', () => {
    const regime = PLAIN(zoneOf('America/Sao_Paulo') as never)
    const hour = 3_600_000
    const base = Date.parse('2026-03-01T10:00:00Z')
    fc.assert(
      fc.property(
        fc.constantFrom('hour', 'day', 'working day', 'month'),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 6 }),
        (unit, gaps) => {
          const period = { n: unit === 'hour' ? 200 : unit === 'month' ? 1 : 10, unit } as const
          const stops: { stopped: number; resumed: number }[] = []
          let at = base
          for (let i = 0; i + 1 < gaps.length; i += 2) {
            const stopped = at + (gaps[i] as number) * hour
            at = stopped + (gaps[i + 1] as number) * hour
            stops.push({ stopped, resumed: at })
          }
          let closes = closesAfter(period, base, regime)
          let earlier: number | undefined
          for (const stop of stops) {
            const next = closesAfterPause(unit, closes, base, earlier, stop, regime)
            if (stop.stopped < closes) earlier = stop.resumed
            closes = next
          }
          assert.equal(closes, closesAfterStops(period, base, stops, regime))
        },
      ),
      { numRuns: 200 },
    )
  })
})
