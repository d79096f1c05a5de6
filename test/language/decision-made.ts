/**
 * Decisions made at random over the kinds of `test/language/decisions`: each as what the reader makes of it, and as the
 * declaration that says it.
 */
import fc from 'fast-check'
import type { Json } from '../../src/agreement/act.ts'
import type { Clock } from '../../src/agreement/clock.ts'
import type { Amount, Closing, Criteria, PositionTaken, Side, Tally } from '../../src/agreement/decision.ts'
import type { Link, Norm, PartyExpr, Pattern } from '../../src/agreement/rule.ts'

const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })

const compare = fc.constantFrom('at least', 'more than', 'at most', 'fewer than')
const base = fc.constantFrom('members', 'present', 'votes')
/** A share between nothing and all, as 55 in 100, 6667 in 10000, 1 in 2. */
const share = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((over) => ({ over, under: 100 })),
  fc.integer({ min: 1, max: 9_999 }).map((over) => ({ over, under: 10_000 })),
  fc
    .integer({ min: 2, max: 12 })
    .chain((under) => fc.integer({ min: 1, max: under - 1 }).map((over) => ({ over, under }))),
)
const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.tuple(compare, fc.integer({ min: 1, max: 200 })).map(([c, n]) => ({ kind: 'number', compare: c, n }) as Amount),
  fc.constant<Amount>({ kind: 'number', compare: 'at most', n: 0 }),
  fc.constant<Amount>({ kind: 'share', compare: 'at least', over: 1, under: 1, of: 'members' }),
  fc.tuple(compare, share, base).map(([c, parts, of]) => ({ kind: 'share', compare: c, ...parts, of }) as Amount),
)
const side = fc.constantFrom<Side>('for', 'against', 'abstaining', 'not participating', 'not for', 'present')
const criterion: fc.Arbitrary<Criteria> = fc
  .tuple(side, amount, maybe(fc.constant('permanent')), maybe(fc.constantFrom('population', 'votes')))
  .map(([on, is, among, by]) => {
    const whole = is.kind === 'share' && is.of === 'votes' && on !== 'for' && on !== 'against'
    const amountIs: Amount = whole ? { ...is, of: 'members' } : is
    return {
      kind: 'criterion',
      side: on,
      ...(among === undefined ? {} : { among }),
      ...(by === undefined ? {} : { by }),
      is: amountIs,
    }
  })
const moreThanAgainst: fc.Arbitrary<Criteria> = fc.constant({
  kind: 'criterion',
  side: 'for',
  is: { kind: 'more than against' },
})

export function criteria(depth: number): fc.Arbitrary<Criteria> {
  const leaf = fc.oneof({ weight: 6, arbitrary: criterion }, { weight: 1, arbitrary: moreThanAgainst })
  if (depth === 0) return leaf
  const joined = fc
    .tuple(fc.constantFrom('any of', 'all of'), fc.array(criteria(depth - 1), { minLength: 1, maxLength: 3 }))
    .map(([kind, of]) => ({ kind, of }) as Criteria)
  return fc.oneof(leaf, joined)
}

export function amountText(is: Amount): string {
  switch (is.kind) {
    case 'number':
      return is.n === 0 ? 'nobody' : `${is.compare} ${is.n}`
    case 'share': {
      if (is.over === is.under) return 'everybody'
      const percent = is.under === 100 ? `${is.over} %` : undefined
      const fine =
        is.under === 10_000 ? `${Math.trunc(is.over / 100)}.${String(is.over % 100).padStart(2, '0')}%` : undefined
      return `${is.compare} ${percent ?? fine ?? `${is.over}/${is.under}`} of ${is.of}`
    }
    default:
      return is.kind
  }
}

export function criteriaValue(of: Criteria): Json {
  if (of.kind !== 'criterion') return { [of.kind]: of.of.map(criteriaValue) }
  return {
    [of.side]: amountText(of.is),
    ...(of.among === undefined ? {} : { among: of.among }),
    ...(of.by === undefined ? {} : { by: of.by }),
  }
}

const toDraft: Link = { kind: 'to', noun: 'draft' }
const aboutDraft: Link = { kind: 'about', noun: 'draft' }
const aboutSitting: Link = { kind: 'about', noun: 'sitting' }
export function patternText({ acts, link, decided }: Pattern): string {
  const linked = link === undefined || !('noun' in link) ? '' : ` ${link.kind} ${link.noun}`
  return `${acts.join(' or ')}${linked}${decided === undefined ? '' : ` is ${decided}`}`
}

/** Every position can be said, so that every side can be counted. */
const positions: fc.Arbitrary<readonly PositionTaken[]> = fc.oneof(
  fc.constantFrom(toDraft, aboutDraft).map((link) => [{ by: { acts: ['vote'], link } }]),
  fc.constantFrom(toDraft, aboutDraft).map((link): PositionTaken[] => [
    { is: 'for', by: { acts: ['consent'], link } },
    { is: 'against', by: { acts: ['objection', 'counter-text'], link: toDraft } },
    { is: 'against', by: { acts: ['veto'], link } },
    { is: 'abstaining', by: { acts: ['closing'], link: toDraft } },
    { is: 'not participating', by: { acts: ['report'], link } },
    { is: 'none', by: { acts: ['retraction'], link: aboutDraft } },
  ]),
)

const closing: fc.Arbitrary<Closing> = fc.oneof(
  fc.constant<Closing>({ kind: 'clock' }),
  fc.constant<Closing>({ kind: 'all' }),
  fc
    .tuple(fc.constantFrom(toDraft, aboutDraft), maybe(fc.constant<PartyExpr>(the({ kind: 'chair', body: 'council' }))))
    .map(
      ([link, who]): Closing => ({
        kind: 'act',
        when: { acts: ['closing'], link },
        ...(who === undefined ? {} : { who }),
      }),
    ),
  fc.constantFrom('adopted', 'not adopted').map(
    (decided): Closing => ({
      kind: 'act',
      when: { acts: ['prolongation'], link: toDraft, decided: decided as 'adopted' },
    }),
  ),
)

function the(of: PartyExpr['sets'][number]['of']): PartyExpr {
  return { join: 'and', sets: [{ quantifier: 'the', of, except: [] }] }
}

const MEMBERS: readonly (readonly [string, PartyExpr])[] = [
  ['each party', { join: 'and', sets: [{ quantifier: 'each', of: { kind: 'parties' }, except: [] }] }],
  [
    'each member of council other than sender of draft',
    {
      join: 'and',
      sets: [
        { quantifier: 'each', of: { kind: 'member', group: 'council' }, except: [{ kind: 'sender', noun: 'draft' }] },
      ],
    },
  ],
  [
    'each member of permanent that is not suspended',
    {
      join: 'and',
      sets: [
        {
          quantifier: 'each',
          of: { kind: 'member', group: 'permanent' },
          that: { standing: 'suspended', is: false },
          except: [],
        },
      ],
    },
  ],
]
const CLOCKS: readonly (readonly [string, Clock])[] = [
  ['draft.expires', { kind: 'at', at: { kind: 'field', noun: 'draft', path: ['expires'] } }],
  ...(['hour', 'day'] as const).map((unit): readonly [string, Clock] => [
    `48 ${unit}s after draft is received`,
    {
      kind: 'count',
      period: { n: 48, unit },
      variants: [],
      direction: 'after',
      from: { kind: 'act', noun: 'draft', is: 'received' },
      regime: 'default',
    },
  ]),
]

/** What a decision says beside its id and place, and the declaration that says it. */
export interface MadeDecision {
  readonly norm: Pick<Norm, 'who' | 'until' | 'what'> & { readonly decides: Tally }
  readonly declared: { readonly [key: string]: Json }
}

const fields = {
  body: maybe(fc.constant('council')),
  who: fc.constantFrom(...MEMBERS),
  positions,
  proxies: maybe(maybe(fc.integer({ min: 1, max: 3 })).map((atMost) => ({ atMost }))),
  presence: maybe(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).filter(([named, by]) => named || by)),
  quorum: maybe(criteria(1)),
  adopted: criteria(3),
  abstentionsAreVotes: fc.boolean(),
  tie: maybe(
    fc.constantFrom('adopted' as const, 'not adopted' as const, { casting: the({ kind: 'chair', body: 'council' }) }),
  ),
  closes: fc.uniqueArray(closing, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) }),
  clock: fc.constantFrom(...CLOCKS),
  setAsideBy: maybe(fc.constantFrom(toDraft, aboutDraft).map((link): Pattern => ({ acts: ['veto'], link }))),
  attached: fc.subarray(['explanation', 'report', 'veto']),
}
type Fields = { [Key in keyof typeof fields]: (typeof fields)[Key] extends fc.Arbitrary<infer T> ? T : never }

export function made(one: Fields): MadeDecision {
  const hasField = one.positions.every(({ is }) => is === undefined)
  const of = { ...one, proxies: hasField ? one.proxies : undefined }
  const isDeep = of.positions.some(({ by }) => by.link?.kind === 'about')
  const acts = new Set(of.positions.flatMap(({ by }) => by.acts))
  const hasClock = of.closes.some(({ kind }) => kind === 'clock')
  const norm = {
    who: of.who[1],
    what: { acts: [...acts], link: isDeep ? aboutDraft : toDraft },
    ...(hasClock ? { until: of.clock[1] } : {}),
    decides: tallyOf(of),
  }
  return { norm, declared: declaredOf(of) }
}

/** Without keys that hold undefined. */
function said<T extends object>(record: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> }
}

function tallyOf({ body, positions: taken, proxies, presence, quorum, adopted, tie, ...one }: Fields): Tally {
  const [isNamed, isBy, isLeft] = presence ?? [false, false, false]
  const present = {
    named: isNamed ? [{ noun: 'roll-call', path: ['present'] }] : [],
    by: isBy ? [{ acts: ['arrival'], link: aboutSitting }] : [],
    ...(isLeft ? { left: { acts: ['departure'], link: aboutSitting } } : {}),
  }
  const given = { acts: ['proxy'], link: aboutSitting }
  return said({
    on: ['draft'],
    body,
    positions: taken,
    proxies: proxies && said({ given, field: ['behalf'], atMost: proxies.atMost }),
    presence: presence && present,
    quorum,
    adopted,
    abstentionsAreVotes: one.abstentionsAreVotes,
    tie,
    closes: one.closes,
    setAsideBy: one.setAsideBy,
    attached: one.attached,
  }) as Tally
}

function declaredOf({ positions: taken, proxies, presence, quorum, ...one }: Fields): MadeDecision['declared'] {
  const [isNamed, isBy, isLeft] = presence ?? [false, false, false]
  const present = [...(isNamed ? ['roll-call.present'] : []), ...(isBy ? ['arrival about sitting'] : [])]
  return said({
    decision: '20',
    on: 'draft',
    in: one.body,
    who: one.who[0],
    positions: positionsValue(taken),
    proxies: proxies && said({ 'given by': 'proxy about sitting', for: 'vote.behalf', 'at most': proxies.atMost }),
    present: presence && present,
    left: isLeft ? 'departure about sitting' : undefined,
    quorum: quorum && criteriaValue(quorum),
    'adopted when': criteriaValue(one.adopted),
    abstentions: one.abstentionsAreVotes ? 'are votes' : 'are no votes',
    tie: one.tie && (typeof one.tie === 'string' ? one.tie : 'as chair of council'),
    closes: one.closes.map((each) => closingText(each, one.clock[0])),
    'set aside by': one.setAsideBy && patternText(one.setAsideBy),
    attached: one.attached,
  }) as MadeDecision['declared']
}

function positionsValue(taken: readonly PositionTaken[]): Json {
  if (taken.every(({ is }) => is === undefined)) return taken.map(({ by }) => patternText(by))
  const byWord: Record<string, string> = {}
  for (const { is, by } of taken) {
    const before = byWord[is ?? '']
    byWord[is ?? ''] = before === undefined ? patternText(by) : `${before} or ${patternText(by)}`
  }
  return byWord
}

function closingText(closing: Closing, clock: string): string {
  if (closing.kind === 'all') return 'when every member has taken a position'
  if (closing.kind === 'clock') return clock
  return `${patternText(closing.when)}${closing.who === undefined ? '' : ' by chair of council'}`
}

export const decision: fc.Arbitrary<MadeDecision> = fc.record(fields).map((one) => made(one as Fields))

/** Two that differ in one of their fields, at most. */
export const decisionPair: fc.Arbitrary<readonly [string, MadeDecision, MadeDecision]> = fc
  .constantFrom(...(Object.keys(fields) as (keyof Fields)[]))
  .chain((key) =>
    fc
      .tuple(fc.record(fields), fields[key] as fc.Arbitrary<unknown>)
      .map(([one, other]) => [key, made(one as Fields), made({ ...one, [key]: other } as Fields)] as const),
  )
