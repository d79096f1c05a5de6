import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { joined } from '../../src/engine/program/amendments.ts'
import { editionsAt } from '../../src/engine/program/edition-words.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { readAgreement } from '../../src/language/read.ts'
import { sha256 } from '../../src/language/source/sha256.ts'
import { isError } from '../../src/problem.ts'
import { actsOf } from './play.ts'

const HEAD = `agreement: small
title: Small
zone: UTC
start: 2026-01-01
`
const COMMON = `---
parties: [{id: A, kind: state, name: Aland}, {id: B, kind: state, name: Borgia}, {id: C, kind: state, name: Cestia}]
---
{act: question, stage: question}
---
{act: answer, stage: reply, refers to: question}
---
{act: amendment, to: all, form: {type: object, properties: {text: {type: string}}}}
---
{act: vote, to: all, refers to: amendment, form: {type: object, properties: {position: {type: string, enum: [for, against, abstaining, not participating, none]}}}}
---
{act: withdrawal, stage: withdrawal, to: all, refers to: amendment}
---
{act: veto, to: all, refers to: amendment}
---
`
const rules = (days: number, needed = 2) => `rule: "1"
when: question
who: each addressee
must: answer to question
by: ${days} days after question is transmitted
---
decision: "9"
on: amendment
positions: vote to amendment
adopted when: {for: at least ${needed}}
closes: [10 days after amendment is transmitted]
set aside by: veto about amendment
changes: [ends when withdrawal to amendment]
`
const fenced = (head: string, rest: string) => `# Small\n\n\`\`\`pacta\n${HEAD}${head}${COMMON}${rest}\`\`\`\n`
const hash = (text: string) => sha256(new TextEncoder().encode(text))

/** Ten days; twenty by edition 2, thirty by edition 3, if they are adopted. */
function texts(inForce = 'on adoption', running = '{}') {
  const one = fenced('', rules(10))
  const two = fenced(
    `edition: "2"\nadopted by: amendment\nin force: ${inForce}\neditions: [{edition: "1", sha256: ${hash(one)}}]\nrunning: ${running}\n`,
    rules(20, 3),
  )
  const three = fenced(
    `edition: "3"
adopted by: amendment
in force: on adoption
editions: [{edition: "1", sha256: ${hash(one)}}, {edition: "2", sha256: ${hash(two)}}]
`,
    rules(30, 3),
  )
  return { one, two, three }
}

function read(text: string, earlier: readonly string[]) {
  const files = new Map(earlier.map((one, index) => [`editions/${index + 1}.md`, one]))
  const { agreement, problems } = readAgreement({ name: 'small', text, file: (path) => files.get(path) })
  assert.deepEqual(problems.filter(isError), [])
  assert.ok(agreement)
  return agreement
}
const twoOf = (inForce?: string, running?: string) => {
  const { one, two } = texts(inForce, running)
  return { agreement: read(two, [one]), one: hash(one), two: hash(two) }
}

const propose = (id: string, day: string, text: string) =>
  `{id: ${id}, kind: amendment, by: A, to: all, transmitted: ${day}, body: {text: "${text}"}}`
const vote = (id: string, by: string, day: string, is = 'for') =>
  `{id: ${by}-${id}, kind: vote, by: ${by}, to: all, refersTo: [${id}], transmitted: ${day}, body: {position: ${is}}}`
const ask = (id: string, day: string) => `{id: ${id}, kind: question, by: A, to: B, transmitted: ${day}}`
/** Adopted when 11 March is over: on 12 March. */
const adopted = (text: string) => [
  propose('am', '2026-03-01', text),
  vote('am', 'A', '2026-03-02'),
  vote('am', 'B', '2026-03-03'),
]

type Read = ReturnType<typeof read>
const at = (day: string) => {
  const end = Date.parse(day.length === 10 ? `${day}T23:59:59.999Z` : day)
  return { at: end, printed: day }
}
const ledger = (agreement: Read, acts: readonly string[]) =>
  joined(agreement, acts.length === 0 ? [] : actsOf(agreement, acts))
const duties = (agreement: Read, acts: readonly string[], day: string) =>
  registerAt(ledger(agreement, acts), { asOf: at(day) })
    .filter(({ verb }) => verb === 'must')
    .map(({ about, text }) => `${about}: ${text}`)
const said = (agreement: Read, acts: readonly string[], day: string) => editionsAt(ledger(agreement, acts), at(day).at)

describe('an edition that has to be adopted', () => {
  const { agreement, two } = twoOf()
  const asked = [ask('q1', '2026-03-11T23:59:59Z'), ask('q2', '2026-03-12T00:00:00Z')]

  test('is not in force as long as nobody proposed it', () => {
    assert.deepEqual(duties(agreement, asked, '2026-03-12'), [
      'q1: due 21 Mar 2026, in 9 days',
      'q2: due 22 Mar 2026, in 10 days',
    ])
    assert.deepEqual(said(agreement, asked, '2026-03-12'), [
      'Edition 2 is not adopted in this record by then: the rules of edition 1 are used.',
    ])
  })
  test('is in force from its adoption, and what is running is kept', () => {
    const acts = [...adopted(two), ...asked]
    assert.deepEqual(duties(agreement, acts, '2026-03-12'), [
      'q1: due 21 Mar 2026, in 9 days',
      'q2: due 1 Apr 2026, in 20 days',
    ])
    assert.deepEqual(said(agreement, acts, '2026-03-11'), [
      'Edition 2 is not adopted in this record by then: the rules of edition 1 are used.',
    ])
    assert.deepEqual(said(agreement, acts, '2026-03-12'), [
      'Edition 2, adopted 11 Mar 2026 (am), is in force from 12 Mar 2026.',
    ])
  })
  test('is not in force if too few are for it, if it was withdrawn, or if it names another text', () => {
    const one = adopted(two).slice(0, 2)
    const withdrawn = [
      ...adopted(two),
      '{id: w, kind: withdrawal, by: A, to: all, refersTo: [am], transmitted: 2026-03-05}',
    ]
    for (const acts of [one, withdrawn, adopted('ff')])
      assert.deepEqual(duties(agreement, [...acts, ...asked], '2026-03-12'), [
        'q1: due 21 Mar 2026, in 9 days',
        'q2: due 22 Mar 2026, in 10 days',
      ])
    assert.deepEqual(said(agreement, [...adopted('ff'), ...asked], '2026-03-12'), [
      'Edition 2 is not adopted in this record by then: the rules of edition 1 are used.',
      'A text with the SHA-256 ff (am) was adopted 11 Mar 2026 and is not in this folder: what it changes is not known here.',
    ])
  })
  test('is adopted once: a second time changes nothing', () => {
    const again = [propose('an', '2026-03-15', two), ...['A', 'B', 'C'].map((by) => vote('an', by, '2026-03-16'))]
    const acts = [...adopted(two), ...again, ...asked, ask('q3', '2026-04-01')]
    assert.deepEqual(duties(agreement, acts, '2026-04-02').at(-1), 'q3: due 21 Apr 2026, in 19 days')
  })
  test('is set aside: the edition before is in force from then on, and what arose is kept', () => {
    const acts = [
      ...adopted(two),
      ...asked,
      '{id: v, kind: veto, by: C, to: all, refersTo: [am], transmitted: 2026-03-20}',
      ask('q3', '2026-03-20T12:00:00Z'),
    ]
    const later = acts.map((act) => act.replace('transmitted: 2026-03-20}', 'transmitted: 2026-03-20T08:00:00Z}'))
    assert.deepEqual(duties(agreement, later, '2026-03-21'), [
      'q1: due 21 Mar 2026, today',
      'q2: due 1 Apr 2026, in 11 days',
      'q3: due 30 Mar 2026, in 9 days',
    ])
    assert.deepEqual(said(agreement, later, '2026-03-21'), [
      'Edition 2, adopted 11 Mar 2026 (am), was set aside 20 Mar 2026: the rules of edition 1 are used.',
    ])
  })
  test('a vote whose day is not known leaves open what the editions say differently, and nothing else', () => {
    const acts = [
      propose('am', '2026-03-01', two),
      vote('am', 'A', '2026-03-02'),
      vote('am', 'B', '2026-03-10/2026-03-13'),
      ...asked,
    ]
    assert.deepEqual(duties(agreement, acts, '2026-03-14'), [
      'q1: due 21 Mar 2026, in 7 days',
      'q2: cannot be derived: needs the day from which an edition holds, since editions differ',
    ])
    assert.deepEqual(said(agreement, acts, '2026-03-14'), [
      'It cannot be derived whether edition 2 is adopted (am); where that matters, nothing is derived.',
    ])
  })
})

describe('when an adopted edition comes into force', () => {
  const due = (inForce: string, running = '{}') => {
    const { agreement, two } = twoOf(inForce, running)
    return (sent: string, day: string) => duties(agreement, [...adopted(two), ask('q', sent)], day)
  }
  test('some days after, with the last of them', () => {
    // Adopted when 11 March is over: five days after it are over with 16 March.
    const asked = due('5 days after amendment is adopted')
    assert.deepEqual(asked('2026-03-15T23:59:59Z', '2026-03-16'), ['q: due 25 Mar 2026, in 9 days'])
    assert.deepEqual(asked('2026-03-16T00:00:00Z', '2026-03-16'), ['q: due 5 Apr 2026, in 20 days'])
  })
  test('on a date, if it is adopted by then; otherwise on adoption', () => {
    assert.deepEqual(due('2026-03-14')('2026-03-13', '2026-03-13'), ['q: due 23 Mar 2026, in 10 days'])
    assert.deepEqual(due('2026-03-14')('2026-03-14', '2026-03-14'), ['q: due 3 Apr 2026, in 20 days'])
    assert.deepEqual(due('2026-03-04')('2026-03-11', '2026-03-11'), ['q: due 21 Mar 2026, in 10 days'])
    assert.deepEqual(due('2026-03-04')('2026-03-12', '2026-03-12'), ['q: due 1 Apr 2026, in 20 days'])
  })
  test('what is running is converted, or discharged, as its head says', () => {
    assert.deepEqual(due('on adoption', '{"1": convert}')('2026-03-10', '2026-03-11'), [
      'q: due 20 Mar 2026, in 9 days',
    ])
    assert.deepEqual(due('on adoption', '{"1": convert}')('2026-03-10', '2026-03-12'), [
      'q: due 30 Mar 2026, in 18 days',
    ])
    assert.deepEqual(due('on adoption', '{"1": discharge}')('2026-03-10', '2026-03-13'), [
      'q: ended: discharged by edition 2, in force from 12 Mar 2026',
    ])
  })
})

describe('three editions', () => {
  const { one, two, three } = texts()
  const agreement = read(three, [one, two])
  const [first, second, third] = [one, two, three].map(hash) as [string, string, string]
  const next = (count: number, text = third) => [
    propose('an', '2026-04-01', text),
    ...['A', 'B', 'C'].slice(0, count).map((by) => vote('an', by, '2026-04-02')),
  ]
  const asked = [ask('q', '2026-04-20')]

  test('the third is adopted by the rule of the second, which wants all three', () => {
    assert.deepEqual(duties(agreement, [...adopted(second), ...next(3), ...asked], '2026-04-20'), [
      'q: due 20 May 2026, in 30 days',
    ])
    assert.deepEqual(duties(agreement, [...adopted(second), ...next(2), ...asked], '2026-04-20'), [
      'q: due 10 May 2026, in 20 days',
    ])
  })
  test('without the second, the third is adopted by the rule of the first', () => {
    assert.deepEqual(duties(agreement, [...next(2), ...asked], '2026-04-20'), ['q: due 20 May 2026, in 30 days'])
    assert.deepEqual(said(agreement, [...next(2), ...asked], '2026-04-20'), [
      'Edition 2 is not adopted in this record by then: the rules of edition 3 are used.',
      'Edition 3, adopted 11 Apr 2026 (an), is in force from 12 Apr 2026.',
    ])
  })
  test('the first comes back when it is adopted again', () => {
    assert.deepEqual(duties(agreement, [...adopted(second), ...next(3, first), ...asked], '2026-04-20'), [
      'q: due 30 Apr 2026, in 10 days',
    ])
  })
})

describe('the agreement on the lake ferry', () => {
  const textAt = (path: string) => readFileSync(path, 'utf8')
  const SHAPE = 'spec/shapes/39-amendment'

  test('whoever holds the first text alone is told that another was adopted', () => {
    const ferry = read(textAt(`${SHAPE}/editions/1.md`), [])
    const sha256Of = hash(textAt(`${SHAPE}/agreement.md`))
    const act = `{id: am, kind: amendment, by: Northland, to: all, transmitted: "2026-03-02T10:00:00+01:00", body: {text: "${sha256Of}"}}`
    assert.deepEqual(said(ferry, [act], '2026-04-01T21:00:00Z'), [])
    assert.deepEqual(said(ferry, [act], '2026-04-02'), [
      `A text with the SHA-256 ${sha256Of.slice(0, 16)}... (am) was adopted 1 Apr 2026 and is not in this folder: what it changes is not known here.`,
    ])
  })
})
