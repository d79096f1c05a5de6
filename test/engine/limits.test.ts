import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crossings } from '../../src/engine/count/crossings.ts'
import { limitMarks } from '../../src/engine/count/limit-words.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { exactly } from '../../src/time/window.ts'
import { actsOf, agreementOf } from './play.ts'

const KINDS = `---
{act: information, stage: return, to: all, form: {type: object, properties: {units: {type: integer, minimum: 0, title: Number of units}}}}
---
{act: request, stage: other, to: one}
---
{act: arrival, stage: other, to: one, refers to: request}
---
{act: departure, stage: other, to: one, refers to: request or arrival}
---
{act: visit, stage: other, to: all, refers to: request, form: {type: object, properties: {joint: {type: boolean}}}}
---
{act: force-majeure, stage: other, to: all, refers to: request}`

const QUOTA = `figure: quota
per: party
is: min(15, ceilDiv(latest(information.units), 60))
---
figure: share
per: party
is: min(quota, max(1, floorDiv(quota, 5)))
`

function ledgerOver(rules: string, acts: readonly string[]): Ledger {
  const agreement = agreementOf(rules, { kinds: KINDS })
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of acts.length === 0 ? [] : actsOf(agreement, acts)) ledger.add(act)
  ledger.settle()
  return ledger
}

function marks(rules: string, acts: readonly string[]): string[] {
  const ledger = ledgerOver(rules, acts)
  return Array.from({ length: ledger.table.size }, (_, row) =>
    limitMarks(ledger, row).map((mark) => `${ledger.table.id(row)}: ${mark}`),
  ).flat()
}

describe('figures', () => {
  const cases = [
    [0, 0, 0],
    [1, 1, 1],
    [60, 1, 1],
    [61, 2, 1],
    [240, 4, 1],
    [241, 5, 1],
    [900, 15, 3],
    [901, 15, 3],
  ] as const
  for (const [units, quota, share] of cases) {
    it(`${units} units: ${quota} visits, of each other party ${share}`, () => {
      const ledger = ledgerOver(QUOTA, [
        `{id: i, kind: information, by: A, to: all, transmitted: 2026-01-02, body: {units: ${units}}}`,
      ])
      const asked = { per: ['party'], party: 0, at: exactly(Date.parse('2026-02-01T00:00:00Z')) } as const
      assert.deepEqual(ledger.figures.figure('quota', asked), { low: quota, high: quota })
      assert.deepEqual(ledger.figures.figure('share', asked), { low: share, high: share })
    })
  }

  it('without a report the quota lies between what the form and the formula allow', () => {
    const ledger = ledgerOver(QUOTA, [])
    const asked = { per: ['party'], party: 0, at: exactly(0) } as const
    assert.deepEqual(ledger.figures.figure('quota', asked), { low: 0, high: 15 })
  })

  it('what is sent for a year says nothing before that year begins', () => {
    const report = (id: string, day: string, period: number, units: number) =>
      `{id: ${id}, kind: information, by: A, to: all, transmitted: ${day}, period: ${period}, body: {units: ${units}}}`
    const ledger = ledgerOver(QUOTA, [
      report('a', '2026-12-10', 2027, 120),
      report('b', '2027-12-10', 2028, 600),
      report('c', '2027-12-20', 2028, 180),
    ])
    const quotaAt = (at: string) =>
      ledger.figures.figure('quota', { per: ['party'], party: 0, at: exactly(Date.parse(at)) })
    assert.deepEqual(quotaAt('2026-12-31T23:59:59Z'), { low: 0, high: 15 })
    assert.deepEqual(quotaAt('2027-01-01T00:00:00Z'), { low: 2, high: 2 })
    assert.deepEqual(quotaAt('2027-12-31T23:59:59Z'), { low: 2, high: 2 })
    assert.deepEqual(quotaAt('2028-01-01T00:00:00Z'), { low: 3, high: 3 })
  })

  it('the latest report is the one that was sent last, whatever the order of arrival', () => {
    const reports = [
      '{id: a, kind: information, by: A, to: all, transmitted: 2026-03-01, body: {units: 200}}',
      '{id: b, kind: information, by: A, to: all, transmitted: 2026-01-01, body: {units: 100}}',
      '{id: c, kind: information, by: B, to: all, transmitted: 2026-04-01, body: {units: 900}}',
    ]
    const ledger = ledgerOver(QUOTA, reports)
    const at = (day: string) =>
      ledger.figures.figure('quota', { per: ['party'], party: 0, at: exactly(Date.parse(`${day}T00:00:00Z`)) })
    assert.deepEqual(at('2026-02-01'), { low: 2, high: 2 })
    assert.deepEqual(at('2026-05-01'), { low: 4, high: 4 })
    // On the day of the second report either may be the latest.
    assert.deepEqual(at('2026-03-01'), { low: 2, high: 4 })
  })
})

const VISITS = `${QUOTA}---
limit: "109"
counts: visit
per: addressee of request
in: calendar year
at most: quota
not counted: force-majeure about request
otherwise: over quota
`

function visit(n: number, when: string, by = 'B', to = 'A'): string[] {
  return [
    `{id: q${n}, kind: request, by: ${by}, to: ${to}, transmitted: 2026-01-01}`,
    `{id: v${n}, kind: visit, by: ${by}, to: all, refersTo: q${n}, transmitted: ${when}}`,
  ]
}

const TWO = '{id: i, kind: information, by: A, to: all, transmitted: 2026-01-01, body: {units: 61}}'

describe('when a figure comes to be at a number', () => {
  const rules =
    'figure: consents\nis: senders(request)\n---\n{figure: weighed, is: "weight(request, votes)"}\n---\n{figure: units, per: party, is: latest(information.units)}\n'
  const parties = '  - {id: C, kind: state, name: Cestia, weights: {votes: 7}}'
  const crossed = (
    acts: readonly string[],
    figure: string,
    is: 'reaches' | 'falls below',
    n: number,
    party?: number,
  ) => {
    const agreement = agreementOf(rules, { kinds: KINDS, parties, weights: true })
    const program = compileProgram(agreement)
    const ledger = new Ledger(program)
    for (const act of actsOf(agreement, acts)) ledger.add(act)
    return crossings(program, ledger.figures, { figure, is, n }, party, Number.POSITIVE_INFINITY).map(
      ({ earliest, latest }) =>
        [earliest, latest]
          .map((at) => (Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : '..'))
          .join('/'),
    )
  }
  const consent = (id: string, by: string, on: string) =>
    `{id: ${id}, kind: request, by: ${by}, to: ${by === 'A' ? 'B' : 'A'}, transmitted: "${on}"}`
  const three = [
    consent('c1', 'A', '2026-02-01'),
    consent('c2', 'A', '2026-02-05'),
    consent('c3', 'C', '2026-03-01/2026-03-31'),
  ]

  it('parties are counted once, however often they send', () => {
    assert.deepEqual(crossed(three, 'consents', 'reaches', 2), ['2026-03-01/2026-03-31'])
    assert.deepEqual(crossed(three, 'consents', 'reaches', 3), [])
    assert.deepEqual(crossed([...three, consent('c4', 'B', '2026-03-15')], 'consents', 'reaches', 3), [
      '2026-03-15/2026-03-31',
    ])
  })

  it('parties are weighed by their weights', () => {
    assert.deepEqual(crossed(three, 'weighed', 'reaches', 8), ['2026-03-01/2026-03-31'])
    assert.deepEqual(crossed(three, 'weighed', 'reaches', 9), [])
  })

  it('a number that is reached, left and reached again is reached twice', () => {
    const report = (id: string, on: string, units: number) =>
      `{id: ${id}, kind: information, by: A, to: all, transmitted: "${on}T10:00:00Z", body: {units: ${units}}}`
    const reports = [report('r1', '2026-02-01', 5), report('r2', '2026-03-01', 2), report('r3', '2026-04-01', 3)]
    assert.deepEqual(crossed(reports, 'units', 'reaches', 3, 0), ['2026-02-01/2026-02-01', '2026-04-01/2026-04-01'])
    assert.deepEqual(crossed(reports, 'units', 'falls below', 3, 0), ['2026-03-01/2026-03-01'])
    assert.deepEqual(crossed(reports, 'units', 'falls below', 3, 1), [])
  })
})

describe('limits', () => {
  it('what goes beyond is marked, and it alone', () => {
    const acts = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-03-03')]
    assert.deepEqual(marks(VISITS, acts), ['v3: over quota: 3rd of at most 2 for Aland in 2026 (109)'])
  })

  it('a year ends with its last millisecond', () => {
    const last = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-12-31T23:59:59.999Z')]
    assert.deepEqual(marks(VISITS, last), ['v3: over quota: 3rd of at most 2 for Aland in 2026 (109)'])
    assert.deepEqual(marks(VISITS, [...last.slice(0, -1), ...visit(3, '2027-01-01T00:00:00Z').slice(1)]), [])
  })

  it('each party has its own count', () => {
    const acts = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-03-03', 'A', 'C')]
    assert.deepEqual(marks(VISITS, acts), [
      'v3: cannot be derived: whether within 109: 1st of at most 0 to 15 for Cestia in 2026; needs number of units in the information of Cestia',
    ])
  })

  it('of acts of one day whose hours are not known none is surely the one too many', () => {
    const acts = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-03'), ...visit(3, '2026-03-03')]
    assert.deepEqual(marks(VISITS, acts), [
      'v2: cannot be derived: whether within 109: 2nd or 3rd of at most 2 for Aland in 2026',
      'v3: cannot be derived: whether within 109: 2nd or 3rd of at most 2 for Aland in 2026',
    ])
  })

  it('a report that comes later changes what there may be from then on', () => {
    const more = '{id: j, kind: information, by: A, to: all, transmitted: 2026-03-04, body: {units: 240}}'
    const acts = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-03-03'), more]
    assert.deepEqual(marks(VISITS, acts), ['v3: over quota: 3rd of at most 2 for Aland in 2026 (109)'])
    assert.deepEqual(marks(VISITS, [...acts, ...visit(4, '2026-03-05')]).slice(1), [])
  })

  it('[trap 14] what is not counted lowers the count from then on and unmarks nothing', () => {
    const three = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-03-03')]
    const excuse = '{id: f, kind: force-majeure, by: A, to: all, refersTo: q1, transmitted: 2026-03-10}'
    const over = 'v3: over quota: 3rd of at most 2 for Aland in 2026 (109)'
    assert.deepEqual(marks(VISITS, [...three, excuse]), [over])
    assert.deepEqual(marks(VISITS, [...three, excuse, ...visit(4, '2026-03-11')]), [
      over,
      'v4: over quota: 3rd of at most 2 for Aland in 2026 (109)',
    ])
    const twice = [...three, excuse, excuse.replace('id: f,', 'id: g,').replace('q1', 'q2'), ...visit(4, '2026-03-11')]
    assert.deepEqual(marks(VISITS, twice), [over])
  })

  it('what is under way is counted at once, not over time', () => {
    const rules = 'limit: "110"\ncounts: arrival until departure to request\nper: addressee of request\nat most: 1\n'
    const stay = (n: number, from: string, until: string) => [
      `{id: q${n}, kind: request, by: B, to: A, transmitted: 2026-01-01}`,
      `{id: a${n}, kind: arrival, by: B, to: A, refersTo: q${n}, transmitted: "${from}"}`,
      `{id: d${n}, kind: departure, by: B, to: A, refersTo: q${n}, transmitted: "${until}"}`,
    ]
    const first = stay(1, '2026-03-01T10:00:00Z', '2026-03-03T10:00:00Z')
    assert.deepEqual(marks(rules, [...first, ...stay(2, '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z')]), [])
    assert.deepEqual(marks(rules, [...first, ...stay(2, '2026-03-03T09:59:59.999Z', '2026-03-04T10:00:00Z')]), [
      'a2: over the limit: 2nd under way of at most 1 for Aland (110)',
    ])
    // The hour of the departure is not known.
    assert.deepEqual(
      marks(rules, [
        ...stay(1, '2026-03-01T10:00:00Z', '2026-03-03'),
        ...stay(2, '2026-03-03T12:00:00Z', '2026-03-04'),
      ]),
      ['a2: cannot be derived: whether within 110: 1st or 2nd under way of at most 1 for Aland'],
    )
  })

  it('what refers to the act that began it ends it, whichever of the two days came first', () => {
    const per = 'per: addressee of request\nat most: 1\n'
    const acts = (about: string) => [
      '{id: q1, kind: request, by: B, to: A, transmitted: 2026-01-01}',
      '{id: a1, kind: arrival, by: B, to: A, refersTo: q1, transmitted: 2026-03}',
      `{id: d1, kind: departure, by: B, to: A, refersTo: ${about}, transmitted: 2026-03-20}`,
      '{id: a2, kind: arrival, by: B, to: A, refersTo: q1, transmitted: 2026-06-01}',
    ]
    assert.deepEqual(marks(`limit: "110"\ncounts: arrival until departure to arrival\n${per}`, acts('a1')), [])
    // About the request alone it may have ended what came before.
    assert.deepEqual(marks(`limit: "110"\ncounts: arrival until departure to request\n${per}`, acts('q1')), [
      'a2: cannot be derived: whether within 110: 1st or 2nd under way of at most 1 for Aland',
    ])
  })

  it('a rolling period ends with the day of the act', () => {
    const rules = 'limit: "1"\ncounts: visit\nper: addressee of request\nin: any 30 days\nat most: 1\n'
    assert.deepEqual(marks(rules, [...visit(1, '2026-03-01'), ...visit(2, '2026-03-31')]), [])
    assert.deepEqual(marks(rules, [...visit(1, '2026-03-01'), ...visit(2, '2026-03-30')]), [
      'v2: over the limit: 2nd of at most 1 for Aland in the 30 days to 30 Mar 2026 (1)',
    ])
  })

  it('several calendar years are the one of the act and those before it', () => {
    const rules = 'limit: "1"\ncounts: visit\nper: addressee of request\nin: 3 calendar years\nat most: 1\n'
    assert.deepEqual(marks(rules, [...visit(1, '2026-12-31'), ...visit(2, '2029-01-01')]), [])
    assert.deepEqual(marks(rules, [...visit(1, '2026-01-01'), ...visit(2, '2028-12-31')]), [
      'v2: over the limit: 2nd of at most 1 for Aland in 2026 to 2028 (1)',
    ])
  })

  it('an act of which it is not known whether it counts is not surely beyond', () => {
    const rules =
      'limit: "1"\ncounts: visit\nif: visit.joint\nper: addressee of request\nin: calendar year\nat most: 0\n'
    const joint = (body: string) =>
      marks(
        rules,
        visit(1, '2026-03-01').map((act) => act.replace('}', `, body: {${body}}}`)),
      )
    assert.deepEqual(joint('joint: false'), [])
    assert.deepEqual(joint('joint: true'), ['v1: over the limit: 1st of at most 0 for Aland in 2026 (1)'])
    assert.deepEqual(joint(''), ['v1: cannot be derived: whether within 1: 1st of at most 0 for Aland in 2026'])
  })

  it('an act whose id came twice is not counted', () => {
    const acts = [TWO, ...visit(1, '2026-03-01'), ...visit(2, '2026-03-02'), ...visit(3, '2026-03-03')]
    const other = visit(1, '2026-03-05')[1] as string
    assert.deepEqual(marks(VISITS, [...acts, other]), [])
  })
})

describe('limits on what a field of acts comes to', () => {
  const PERMITS = `limit: "1"
sums: permit.tonnes
per: sender
in: calendar year
at most: 1000
not counted: lapse to permit
otherwise: over quota`
  const kinds = `---
{act: permit, stage: other, to: all, form: {type: object, properties: {tonnes: {type: integer, minimum: 0}}}}
---
{act: lapse, stage: other, to: all, refers to: permit}`
  const permit = (id: string, on: string, tonnes: string) =>
    `{id: ${id}, kind: permit, by: A, to: all, transmitted: ${on}, body: {${tonnes}}}`
  const marksOf = (acts: readonly string[]) => {
    const agreement = agreementOf(PERMITS, { kinds })
    const ledger = new Ledger(compileProgram(agreement))
    for (const act of actsOf(agreement, acts)) ledger.add(act)
    ledger.settle()
    return Array.from({ length: ledger.table.size }, (_, row) =>
      limitMarks(ledger, row).map((mark) => `${ledger.table.id(row)}: ${mark}`),
    ).flat()
  }

  it('exactly as much is within, one more is over, and a permit of nothing is neither', () => {
    const acts = [permit('a', '2026-01-05', 'tonnes: 600'), permit('b', '2026-02-05', 'tonnes: 400')]
    assert.deepEqual(marksOf(acts), [])
    assert.deepEqual(
      marksOf([...acts, permit('c', '2026-03-05', 'tonnes: 1'), permit('d', '2026-03-06', 'tonnes: 0')]),
      ['c: over quota: sum 1,001 of at most 1,000 for Aland in 2026 (1)'],
    )
  })

  it('the next year begins anew', () => {
    const acts = [permit('a', '2026-12-30', 'tonnes: 1000'), permit('b', '2027-01-02', 'tonnes: 1000')]
    assert.deepEqual(marksOf(acts), [])
  })

  it('what is not stated cannot be derived, unless what is known is over alone', () => {
    const unstated = permit('a', '2026-01-05', '')
    assert.deepEqual(marksOf([unstated, permit('b', '2026-02-05', 'tonnes: 1000')]), [
      'a: cannot be derived: whether within 1: sum 0 or more of at most 1,000 for Aland in 2026',
      'b: cannot be derived: whether within 1: sum 1,000 or more of at most 1,000 for Aland in 2026',
    ])
    assert.deepEqual(marksOf([unstated, permit('b', '2026-02-05', 'tonnes: 1001')]).slice(1), [
      'b: over quota: sum 1,001 or more of at most 1,000 for Aland in 2026 (1)',
    ])
  })

  it('a permit that lapses leaves the sum from then on', () => {
    const acts = [
      permit('a', '2026-01-05', 'tonnes: 600'),
      '{id: l, kind: lapse, by: A, to: all, refersTo: a, transmitted: 2026-02-01}',
      permit('b', '2026-02-05', 'tonnes: 1000'),
    ]
    assert.deepEqual(marksOf(acts), [])
  })

  it('of two at one time the second in the order of acts is over, in whatever order they come', () => {
    const [a, b] = ['a', 'b'].map((id) => permit(id, '2026-01-05T09:00:00Z', 'tonnes: 600')) as [string, string]
    const over = ['b: over quota: sum 1,200 of at most 1,000 for Aland in 2026 (1)']
    assert.deepEqual(marksOf([a, b]), over)
    assert.deepEqual(marksOf([b, a]), over)
  })
})
