import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Act } from '../../src/agreement/act.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import type { Line } from '../../src/engine/reading/line.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { actsOf, agreementOf } from './play.ts'
import { asOf } from './properties.ts'

const PARTIES = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const SAID = ['for', 'against', 'abstaining', 'not participating', 'none'] as const

/** Seven, of whom six are members of the council and one may be suspended; each criterion that gains by a vote for it. */
const CRITERIA = [
  '{for: more than half of votes}',
  '{for: at least two thirds of members}',
  '{all of: [{for: at least 3}, {against: fewer than 3}]}',
  '{any of: [{all of: [{for: at least 55 % of members}, {for: at least 65 % of members, by: votes}]}, {not for: fewer than 3}]}',
  '{for: more than against}',
] as const

const agreements = CRITERIA.map((criterion) =>
  agreementOf(
    `group: six
name: Six
members: [A, B, C, D, E, F]
---
body: council
name: Council
members: six
chairs: [{party: F, span: 2026-01-01/..}]
---
{standing: suspended, of: party, whose: addressee, begins: suspension}
---
decision: d
on: draft
in: council
who: each member of council that is not suspended
positions: vote to draft
adopted when: ${criterion}
closes: [draft.expires, closing to draft by chair of council]
---
rule: owed
when: draft is adopted
who: each voter for draft
must: measure to draft
to: all parties
by: 10 days after draft is adopted`,
    {
      parties: PARTIES.slice(2)
        .map((id, i) => `  - {id: ${id}, kind: state, name: ${id}land, weights: {votes: ${(i + 1) * 7}}}`)
        .join('\n'),
      weights: true,
      kinds: `---
{act: draft, to: all, form: {type: object, required: [expires], properties: {expires: {type: string, format: date-time}}}}
---
{act: vote, to: all, refers to: draft, form: {type: object, required: [position], properties: {position: {type: string, enum: [for, against, abstaining, not participating, none]}}}}
---
{act: closing, to: all, refers to: draft}
---
{act: measure, to: all, refers to: draft}
---
{act: suspension, to: one}`,
    },
  ),
)

const DRAFT =
  '{id: p, kind: draft, by: G, to: all, transmitted: 2026-03-01T10:00:00Z, body: {expires: 2026-03-10T18:00:00Z}}'

interface Ballot {
  readonly by: string
  readonly said: (typeof SAID)[number]
  /** Hours from the proposal on; the decision closes with the 224th. */
  readonly hour: number
}

function ballots(hourMax: number): fc.Arbitrary<Ballot[]> {
  const one = fc.record({ by: fc.constantFrom(...PARTIES), said: fc.constantFrom(...SAID), hour: fc.nat(hourMax) })
  return fc.array(one, { maxLength: 14 })
}

function voted(all: readonly Ballot[]): string[] {
  return all.map(({ by, said, hour }, i) => {
    const at = new Date(Date.parse('2026-03-01T10:00:00Z') + hour * 3_600_000).toISOString()
    return `{id: v${String(i).padStart(2, '0')}, kind: vote, by: ${by}, to: all, refersTo: p, transmitted: "${at}", body: {position: ${said}}}`
  })
}

function linesOf(n: number, acts: readonly string[]): readonly Line[] {
  const agreement = agreements[n] as (typeof agreements)[number]
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of actsOf(agreement, [DRAFT, ...acts]) as readonly Act[]) ledger.add(act)
  return registerAt(ledger, { asOf: asOf(Date.parse('2026-03-15T00:00:00Z')) })
}

function told(lines: readonly Line[]): string[] {
  return lines.map(({ id, reading, text }) => `${id}: ${reading}: ${text}`)
}

function readingOf(lines: readonly Line[]): Line['reading'] | undefined {
  return lines.find(({ id }) => id === 'd/p')?.reading
}

const which = fc.nat(CRITERIA.length - 1)

/** The last ballot of each, in the order of parties. */
function lastOfEach(all: readonly Ballot[]): Ballot[] {
  return PARTIES.flatMap((by) => {
    const own = all.filter((one) => one.by === by)
    return own.length === 0 ? [] : [own.reduce((a, b) => (b.hour >= a.hour ? b : a))]
  })
}

describe('decisions', () => {
  it('in which order ballots come before the close does not matter', () => {
    fc.assert(
      fc.property(which, ballots(224), fc.array(fc.nat(224), { minLength: 7, maxLength: 7 }), (n, all, hours) => {
        const own = lastOfEach(all)
        const later = own.map((one, i) => ({ ...one, hour: hours[i] as number }))
        assert.deepEqual(told(linesOf(n, voted(later))), told(linesOf(n, voted(own))))
      }),
      { numRuns: 60 },
    )
  })

  it('only the last of what each said by the close counts, and nothing that comes after it', () => {
    fc.assert(
      fc.property(which, ballots(300), (n, all) => {
        const inTime = all.filter(({ hour }) => hour <= 224)
        // Ballots of one hour stand in the order of their ids.
        const own = lastOfEach(inTime)
        assert.deepEqual(told(linesOf(n, voted(all))), told(linesOf(n, voted(own))))
      }),
      { numRuns: 60 },
    )
  })

  it('nobody counts who was not entitled: neither who is no member nor who is suspended', () => {
    const suspended =
      '{id: s, kind: suspension, by: G, to: C, transmitted: 2026-03-01T09:00:00Z, received: 2026-03-01T09:00:00Z}'
    fc.assert(
      fc.property(which, ballots(224), (n, all) => {
        const others = all.filter(({ by }) => by !== 'C' && by !== 'G')
        const decided = (some: readonly Ballot[]) => told(linesOf(n, [suspended, ...voted(some)]))
        assert.deepEqual(decided(all), decided(others))
      }),
      { numRuns: 60 },
    )
  })

  it('one who is suspended after it voted is no member at the close, and does not count', () => {
    const suspended =
      '{id: s, kind: suspension, by: G, to: C, transmitted: 2026-03-09T09:00:00Z, received: 2026-03-09T09:00:00Z}'
    const all: Ballot[] = ['A', 'B', 'C'].map((by) => ({ by, said: 'for', hour: 1 }))
    assert.equal(readingOf(linesOf(2, voted(all))), 'adopted')
    assert.equal(readingOf(linesOf(2, [suspended, ...voted(all)])), 'not adopted')
  })

  it('parties that change places change the result, and nothing else', () => {
    const other: Readonly<Record<string, string>> = { A: 'B', B: 'A', C: 'E', E: 'C' }
    const swapped = (text: string) => text.replace(/\b[A-G](?=(?:land)?\b)/g, (id) => other[id] ?? id)
    const unweighed = fc.constantFrom(0, 1, 2, 4)
    fc.assert(
      fc.property(unweighed, ballots(224), (n, all) => {
        const own = lastOfEach(all)
        const renamed = own.map((one) => ({ ...one, by: other[one.by] ?? one.by }))
        const before = told(linesOf(n, voted(own))).map((line) => (line.startsWith('d/') ? line : swapped(line)))
        assert.deepEqual(told(linesOf(n, voted(renamed))).sort(), before.sort())
      }),
      { numRuns: 40 },
    )
  })

  it('one more vote for it never turns adopted into not adopted', () => {
    fc.assert(
      fc.property(which, ballots(224), fc.constantFrom(...PARTIES), (n, all, by) => {
        if (readingOf(linesOf(n, voted(all))) !== 'adopted') return
        const more: Ballot = { by, said: 'for', hour: 224 }
        assert.equal(readingOf(linesOf(n, voted([...all.filter((one) => one.by !== by), more]))), 'adopted')
      }),
      { numRuns: 120 },
    )
  })

  it('whoever was for it owes what follows from its adoption, from the close on', () => {
    const all: Ballot[] = ['A', 'B', 'C', 'D'].map((by) => ({ by, said: 'for', hour: 1 }))
    const lines = linesOf(0, [...voted(all), ...voted([{ by: 'E', said: 'against', hour: 2 }]).map(renumbered)])
    assert.deepEqual(
      lines.map(({ id, due }) => `${id} ${due}`),
      [
        'd/p 10 Mar 2026 18:00',
        'owed/p/A 20 Mar 2026',
        'owed/p/B 20 Mar 2026',
        'owed/p/C 20 Mar 2026',
        'owed/p/D 20 Mar 2026',
      ],
    )
  })

  it('a rule that waits for a proposal about one kind of act does not wait for one about another', () => {
    const agreement = agreementOf(
      `decision: d
on: doubt
positions: {against: objection to doubt}
adopted when: {against: nobody}
closes: 1 days after doubt is transmitted
---
rule: on-draft
when: doubt to draft is adopted
who: sender of doubt
must: measure to doubt
to: all parties
by: without delay
---
rule: about-motion
when: doubt about motion is adopted
who: sender of doubt
must: measure to doubt
to: all parties
by: without delay`,
      {
        kinds: `---
{act: draft, to: all}
---
{act: motion, to: all}
---
{act: doubt, to: all, refers to: draft or motion}
---
{act: objection, to: all, refers to: doubt}
---
{act: measure, to: all, refers to: doubt}`,
      },
    )
    const acts = ['draft', 'motion'].flatMap((kind) => [
      `{id: ${kind}, kind: ${kind}, by: A, to: all, transmitted: 2026-03-01T10:00:00Z}`,
      `{id: of-${kind}, kind: doubt, by: B, to: all, refersTo: ${kind}, transmitted: 2026-03-01T11:00:00Z}`,
    ])
    const ledger = new Ledger(compileProgram(agreement))
    for (const act of actsOf(agreement, acts)) ledger.add(act)
    const ids = registerAt(ledger, { asOf: asOf(Date.parse('2026-03-15T00:00:00Z')) }).map(({ id }) => id)
    assert.deepEqual(ids.sort(), ['about-motion/of-motion/B', 'd/of-draft', 'd/of-motion', 'on-draft/of-draft/B'])
  })
})

function renumbered(act: string): string {
  return act.replace('id: v00', 'id: w0')
}
