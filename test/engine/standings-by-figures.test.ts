import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agreementOf, play } from './play.ts'

const KINDS = '---\n{act: consent, to: all}\n---\n{act: warning, to: one}'
const ANSWER = `rule: "1"
when: question
who: each addressee that is not on-watch
must: answer to question
by: 10 days after question is transmitted
`
const WATCH = `figure: weighed
per: party
is: count(report) * 2 - count(consent)
---
standing: on-watch
of: party
begins: weighed reaches 2
ends: 3 days after weighed falls below 2
---
${ANSWER}`

const sent = (id: string, kind: string, by: string, at: string) =>
  `{id: ${id}, kind: ${kind}, by: ${by}, to: all, transmitted: "${at}"}`
const asked = (at: string, to = 'B, C') => `{id: q, kind: question, by: A, to: [${to}], transmitted: "${at}"}`

describe('a standing that a figure moves', () => {
  const agreement = agreementOf(WATCH, { kinds: KINDS })
  const debtors = (at: string, acts: readonly string[]) =>
    play(agreement, [...acts, asked(at)], '2026-06-01').map((line) => line[2])
  const acts = [
    sent('r', 'report', 'B', '2026-03-01T10:00:00Z'),
    sent('c', 'consent', 'B', '2026-04-01T10:00:00Z'),
    sent('d', 'report', 'B', '2026-05-01T10:00:00Z'),
  ]

  test('of a party: of the one whose figure it is, from the instant on', () => {
    assert.deepEqual(debtors('2026-03-01T09:59:59Z', acts), ['B', 'C'])
    assert.deepEqual(debtors('2026-03-01T10:00:00Z', acts), ['C'])
  })
  test('it ends some days after the figure fell, with the end of the last, and begins again', () => {
    assert.deepEqual(debtors('2026-04-04T23:59:59Z', acts), ['C'])
    assert.deepEqual(debtors('2026-04-05T00:00:00Z', acts), ['B', 'C'])
    assert.deepEqual(debtors('2026-05-01T10:00:00Z', acts), ['C'])
  })
  test('the order in which acts arrive does not show', () => {
    assert.deepEqual(debtors('2026-04-05T00:00:00Z', [...acts].reverse()), ['B', 'C'])
  })
  test('of which only the day is known: in between it cannot be derived', () => {
    const lines = play(
      agreement,
      [sent('r', 'report', 'B', '2026-03-01'), asked('2026-03-01T12:00:00Z', 'B')],
      '2026-03-05',
    )
    assert.equal(lines.length, 1)
    assert.match(lines[0] ?? '', /^1 B: cannot be derived/)
  })
})

test('a figure of the agreement moves no standing of a party, and the other way round', () => {
  assert.throws(() => agreementOf(WATCH.replace('per: party\n', ''), { kinds: KINDS }), /figure\/key/)
  assert.throws(
    () =>
      agreementOf(
        WATCH.replace('of: party', 'of: agreement')
          .replace('on-watch\nof', 'in-force\nof')
          .replace(' that is not on-watch', ''),
        { kinds: KINDS },
      ),
    /figure\/key/,
  )
})
