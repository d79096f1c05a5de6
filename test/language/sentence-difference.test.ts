/**
 * Two rules that differ in anything read differently: a lawyer who compares sentence and clause must be able to find
 * every slip, and tests by mutation count on it. Left out are a rule's own id and place, the text of a guard beside the
 * guard itself, and what does not change the rule: the word that joins a single party, whether a power is held by each or
 * by any of them, and a creditor that is named though it is the one meant anyhow.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { Anchor, Clock } from '../../src/agreement/clock.ts'
import type { Guard, GuardText } from '../../src/agreement/guard.ts'
import type {
  Change,
  Check,
  Claim,
  Decided,
  Event,
  Link,
  Norm,
  PartyExpr,
  PartySet,
  Pattern,
  Role,
  Rule,
  Term,
} from '../../src/agreement/rule.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { meant } from './sentence-meaning.ts'
import { agreement, base, clause } from './sentence-world.ts'

const KINDS = base.kinds.map((kind) => kind.name)
const kind = fc.constantFrom(...KINDS)
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
const ruleId = fc.constantFrom('4.2', '16.2', '9')
const day = fc.integer({ min: 20_000, max: 21_000 })
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>

const calendarUnit = fc.constantFrom('year', 'quarter', 'month', 'period')
const period = fc.record({
  n: fc.integer({ min: 1, max: 12_000 }),
  unit: fc.constantFrom('minute', 'hour', 'day', 'working day', 'week', 'month', 'year'),
}) as fc.Arbitrary<{ n: number; unit: 'day' }>

const fields: readonly (readonly [noun: string, path: readonly string[]])[] = [
  ['question', ['urgent']],
  ['question', ['pages']],
  ['question', ['topic']],
  ['answer', ['full']],
  ['answer', ['pages']],
  ['notification', ['troops']],
  ['notification', ['tanks']],
  ['notification', ['without_advance_notice']],
  ['notification', ['start']],
  ['notification', ['area', 'size']],
  ['notification', ['forces']],
  ['meeting-request', ['began']],
]
const field = fc.constantFrom(...fields)
const fieldGuard: fc.Arbitrary<Guard> = field.map(([noun, path]) => ({ op: 'field', noun, path }))
const value: fc.Arbitrary<Guard> = fc
  .oneof(fc.integer({ min: -9, max: 20_000 }), fc.constantFrom('sea', 'land', '2026-03-01', '3'), fc.boolean())
  .map((v) => ({ op: 'value', value: v }))
/** Depth by hand: what the reader lets through, and much more. */
function amount(depth: number): fc.Arbitrary<Guard> {
  if (depth === 0) return fc.oneof(fieldGuard, value)
  const inner = amount(depth - 1)
  return fc.oneof(
    { weight: 4, arbitrary: fieldGuard },
    { weight: 4, arbitrary: value },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('+', '-', '*'), inner, inner)
        .map(([op, left, right]) => ({ op, left, right }) as Guard),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('min', 'max', 'ceilDiv', 'floorDiv'), inner, inner)
        .map(([name, ...args]) => ({ op: 'call', name, args }) as Guard),
    },
    { weight: 1, arbitrary: inner.filter((of) => of.op !== 'value').map((of) => ({ op: 'minus', of }) as Guard) },
  )
}
function truth(depth: number): fc.Arbitrary<Guard> {
  const compared = fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), amount(1), amount(1))
    .map(([op, left, right]) => ({ op, left, right }) as Guard)
  if (depth === 0) return fc.oneof(fieldGuard, compared)
  const inner = truth(depth - 1)
  return fc.oneof(
    { weight: 2, arbitrary: fieldGuard },
    { weight: 3, arbitrary: compared },
    { weight: 1, arbitrary: inner.map((of) => ({ op: 'not', of }) as Guard) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('&&', '||'), inner, inner)
        .map(([op, left, right]) => ({ op, left, right }) as Guard),
    },
    { weight: 1, arbitrary: fieldGuard.map((f) => ({ op: 'call', name: 'has', args: [f] }) as Guard) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fieldGuard, fc.array(value, { minLength: 1, maxLength: 3 }))
        .map(([left, items]) => ({ op: 'in', left, right: { op: 'list', items } }) as Guard),
    },
    { weight: 1, arbitrary: fc.tuple(value, fieldGuard).map(([left, right]) => ({ op: 'in', left, right }) as Guard) },
  )
}
/** && and || are read as chains: how the pairs are nested is no difference. */
function chained(guard: Guard): unknown {
  if (guard.op === '&&' || guard.op === '||') {
    const parts: unknown[] = []
    const collect = (part: Guard): void => {
      if (part.op === guard.op) {
        collect((part as { left: Guard }).left)
        collect((part as { right: Guard }).right)
      } else parts.push(chained(part))
    }
    collect(guard)
    return [guard.op, parts]
  }
  if (guard.op === 'not') return ['not', chained(guard.of)]
  return guard
}
const guard: fc.Arbitrary<GuardText> = truth(2).map((g) => ({ text: '', guard: g }))

const role: fc.Arbitrary<Role> = fc.oneof(
  fc
    .tuple(fc.constantFrom('sender', 'addressee'), maybe(kind))
    .map(([k, noun]) => ({ kind: k, ...(noun ? { noun } : {}) }) as Role),
  fc.constant<Role>({ kind: 'parties' }),
  fc.constantFrom('lake', 'south').map((group): Role => ({ kind: 'member', group })),
  fc.constant<Role>({ kind: 'chair', body: 'council' }),
  fc.constant<Role>({ kind: 'body', body: 'council' }),
  fc.tuple(fc.constantFrom('debtor', 'creditor'), ruleId).map(([k, rule]) => ({ kind: k, rule }) as Role),
  field.map(([noun, path]): Role => ({ kind: 'field', noun, path })),
  fc.constantFrom('N', 'W', 'LU').map((party): Role => ({ kind: 'party', party })),
  fc
    .tuple(kind, fc.constantFrom('for', 'against', 'taking part'))
    .map(([noun, is]) => ({ kind: 'voter', noun, is }) as Role),
)
const set = plain<PartySet>({
  quantifier: fc.constantFrom('the', 'each', 'any', 'all'),
  of: role,
  that: maybe(
    fc.constantFrom<NonNullable<PartySet['that']>>(...[true, false].map((is) => ({ standing: 'suspended', is }))),
  ),
  except: fc.array(role, { maxLength: 2 }),
})
const parties: fc.Arbitrary<PartyExpr> = fc
  .tuple(fc.constantFrom('and', 'or', 'together with'), fc.array(set, { minLength: 1, maxLength: 3 }))
  .map(([join, sets]) => ({ join: sets.length === 1 ? 'and' : join, sets }) as PartyExpr)

const decided = fc.constantFrom<Decided>('adopted', 'not adopted', 'set aside')
const link: fc.Arbitrary<Link> = fc.oneof(
  fc.tuple(fc.constantFrom('to', 'about'), kind).map(([k, noun]) => ({ kind: k, noun }) as Link),
  fc.tuple(calendarUnit, fc.constantFrom(-1, 0, 1)).map(([unit, offset]) => ({ kind: 'period', unit, offset }) as Link),
  fc.tuple(field, field).map(([[, own], [noun, equals]]): Link => ({ kind: 'with', field: own, noun, equals })),
)
const pattern: fc.Arbitrary<Pattern> = fc
  .tuple(fc.uniqueArray(kind, { minLength: 1, maxLength: 3 }), maybe(link), maybe(guard))
  .map(([acts, l, g]) => ({ acts, ...(l ? { link: l } : {}), ...(g ? { if: g } : {}) }))
/** Of a change also an act on which there is a decision, once that has come to something. */
const moment: fc.Arbitrary<Pattern> = fc.oneof(
  { weight: 3, arbitrary: pattern },
  {
    weight: 1,
    arbitrary: fc
      .tuple(kind, maybe(link), decided)
      .map(([act, l, d]) => ({ acts: [act], ...(l ? { link: l } : {}), decided: d })),
  },
)

const anchor: fc.Arbitrary<Anchor> = fc.oneof(
  fc
    .tuple(kind, fc.constantFrom('transmitted', 'received', 'adopted'))
    .map(([noun, is]) => ({ kind: 'act', noun, is }) as Anchor),
  field.map(([noun, path]): Anchor => ({ kind: 'field', noun, path })),
  fc
    .tuple(ruleId, fc.constantFrom('lapses', 'performed late', 'exercised', 'closes'))
    .map(([rule, is]) => ({ kind: 'outcome', rule, is }) as Anchor),
  fc.constant<Anchor>({ kind: 'born' }),
  calendarUnit.map((unit) => ({ kind: 'period end', unit }) as Anchor),
)
const regime = fc.constantFrom('default', 'eu')
const clock: fc.Arbitrary<Clock> = fc.oneof(
  {
    weight: 3,
    arbitrary: plain<Clock & { kind: 'count' }>({
      kind: fc.constant('count'),
      period,
      variants: fc.array(plain({ period, if: guard }), { maxLength: 2 }),
      direction: fc.constantFrom('after', 'before'),
      from: anchor,
      regime,
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([month, date]): Clock => ({ kind: 'annual date', month, date })),
  },
  { weight: 1, arbitrary: day.map((d): Clock => ({ kind: 'date', day: d })) },
  { weight: 1, arbitrary: anchor.map((at): Clock => ({ kind: 'at', at })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('without delay', 'as soon as possible', 'immediately', 'at no stated time'), maybe(period))
      .map(([word, policy]) => ({ kind: 'open', word, ...(policy ? { policy } : {}) }) as Clock),
  },
)

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(kind, maybe(link), maybe(decided))
      .map(([act, l, d]): Event => ({ kind: 'act', act, ...(l ? { link: l } : {}), ...(d ? { decided: d } : {}) })),
  },
  fc.constantFrom('year', 'quarter', 'month').map((unit) => ({ kind: 'every', unit }) as Event),
  fc.constant<Event>({ kind: 'every', unit: 'period', years: 5, from: 2012 }),
  day.map((d): Event => ({ kind: 'date', day: d })),
  fc
    .tuple(ruleId, fc.constantFrom('performed', 'performed late', 'lapses', 'exercised', 'violated', 'ends'))
    .map(([rule, is]) => ({ kind: 'outcome', rule, is }) as Event),
  fc.constantFrom('insufficiency', 'frozen').map((claim): Event => ({ kind: 'claim', claim })),
  fc.tuple(fc.constantFrom('designation', 'number'), maybe(decided)).map(
    ([key, d]): Event => ({
      kind: 'item',
      as: 'activity',
      act: 'calendar',
      path: ['activities'],
      key,
      ...(d ? { decided: d } : {}),
    }),
  ),
  fc
    .tuple(fc.constantFrom('reaches', 'falls below'), fc.integer({ min: 0, max: 3 }))
    .map(([is, n]) => ({ kind: 'figure', figure: 'missed', is, n }) as Event),
  fc.constantFrom('begins', 'ends').map((is) => ({ kind: 'standing', standing: 'suspended', is }) as Event),
)

const change: fc.Arbitrary<Change> = fc
  .record({
    verb: fc.constantFrom('to', 'by', 'restart', 'stop', 'resume', 'end', 'add creditor') as fc.Arbitrary<
      Change['verb']
    >,
    when: moment,
    who: maybe(parties),
    within: maybe(period),
    length: maybe(period),
    if: maybe(guard),
    once: fc.boolean(),
  })
  .map(defined) as fc.Arbitrary<Change>

/** Without keys that hold undefined: a key left out and a key left empty are the same. */
function defined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined))
}

const normFields: { readonly [key: string]: fc.Arbitrary<unknown> } = {
  verb: fc.constantFrom('must', 'must not', 'may', 'is free to'),
  when: fc.array(event, { maxLength: 3 }),
  if: maybe(guard),
  unless: maybe(guard),
  who: parties,
  to: maybe(parties),
  what: pattern,
  covering: maybe(kind),
  from: maybe(clock),
  until: maybe(clock),
  timedBy: fc.oneof(
    fc.constantFrom('transmitted', 'received'),
    field.map(([noun, path]) => ({ noun, path })),
  ),
  changes: fc.array(change, { maxLength: 2 }),
  silence: maybe(
    fc
      .tuple(fc.constantFrom('no answer', 'assent'), maybe(kind))
      .map(([word, deemed]) => ({ word, ...(deemed ? { deemed } : {}) })),
  ),
  survives: fc.boolean(),
}
const checkFields: { readonly [key: string]: fc.Arbitrary<unknown> } = {
  on: kind,
  if: maybe(guard),
  unless: maybe(guard),
  where: maybe(guard),
  window: maybe(
    fc.oneof(
      plain({ kind: fc.constant('at least'), period, before: anchor, regime }),
      plain({ kind: fc.constant('not later than'), at: anchor }),
      plain({ kind: fc.constant('not later than'), at: anchor, plus: plain({ period, regime }) }),
      plain({ kind: fc.constant('between'), first: period, last: period, before: anchor, regime }),
    ),
  ),
  mark: fc.constantFrom('late notice', 'out of window'),
}
const termFields: { readonly [key: string]: fc.Arbitrary<unknown> } = {
  id: fc.constantFrom('huge', 'very-large'),
  of: kind,
  means: guard,
}
const claimFields: { readonly [key: string]: fc.Arbitrary<unknown> } = {
  id: fc.constantFrom('insufficiency', 'frozen'),
  about: fc.uniqueArray(kind, { maxLength: 3 }),
  who: parties,
  deniedWith: maybe(kind),
  deniedBy: maybe(parties),
  settledBy: maybe(ruleId),
}

function meaning(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(meaning)
  if (typeof v !== 'object' || v === null) return v
  if ('guard' in v && 'text' in v) return chained((v as GuardText).guard)
  return Object.fromEntries(Object.entries(v).map(([key, inside]) => [key, meaning(inside)]))
}

/** A rule, and the same rule with another value in one field. */
function pairs(
  fieldsOf: { readonly [key: string]: fc.Arbitrary<unknown> },
  head: object,
): fc.Arbitrary<[string, Rule, Rule]> {
  const whole = fc.record(fieldsOf, { noNullPrototype: true })
  return fc
    .constantFrom(...Object.keys(fieldsOf))
    .chain((key) =>
      fc
        .tuple(whole, fieldsOf[key] as fc.Arbitrary<unknown>)
        .map(([record, other]): [string, Rule, Rule] => [
          key,
          { id: 'own', clause, ...head, ...defined(record) } as unknown as Rule,
          { id: 'own', clause, ...head, ...defined({ ...record, [key]: other }) } as unknown as Rule,
        ]),
    )
}

describe('rules that differ in one field have different sentences', () => {
  const kinds: readonly (readonly [string, fc.Arbitrary<[string, Rule, Rule]>])[] = [
    ['norm', pairs(normFields, { kind: 'norm' } satisfies Partial<Norm>)],
    ['check', pairs(checkFields, { kind: 'check' } satisfies Partial<Check>)],
    ['term', pairs(termFields, { kind: 'term' } satisfies Partial<Term>)],
    ['claim', pairs(claimFields, { kind: 'claim' } satisfies Partial<Claim>)],
  ]
  for (const [name, arb] of kinds) {
    test(name, () => {
      fc.assert(
        fc.property(arb, ([key, one, other]) => {
          fc.pre(!isDeepStrictEqual(meaning(meant(one)), meaning(meant(other))))
          const sentence = sentenceOf(one, agreement)
          assert.notEqual(sentenceOf(other, agreement), sentence, `${key}: ${sentence}`)
        }),
        { numRuns: 1000 },
      )
    })
  }
})

/** What else a word could be, by the key under which it stands. `kind` decides the shape and is left alone. */
const WORDS: { readonly [key: string]: readonly string[] } = {
  verb: ['must', 'must not', 'may', 'is free to'],
  act: KINDS,
  acts: KINDS,
  noun: KINDS,
  on: KINDS,
  about: KINDS,
  covering: KINDS,
  deemed: KINDS,
  deniedWith: KINDS,
  claim: ['insufficiency', 'frozen'],
  rule: ['4.2', '16.2', '9'],
  settledBy: ['4.2', '16.2', '9'],
  regime: ['default', 'eu'],
  unit: ['minute', 'hour', 'day', 'working day', 'week', 'month', 'year'],
  direction: ['after', 'before'],
  quantifier: ['the', 'each', 'any', 'all'],
  join: ['and', 'or', 'together with'],
  group: ['lake', 'south'],
  party: ['N', 'W', 'LU'],
  word: ['no answer', 'assent'],
  mark: ['late notice', 'out of window'],
  timedBy: ['transmitted', 'received'],
  decided: ['adopted', 'not adopted', 'set aside'],
  op: ['==', '!=', '<', '<=', '>', '>='],
  name: ['min', 'max', 'ceilDiv', 'floorDiv'],
  path: ['urgent', 'pages', 'troops', 'tanks', 'size'],
  field: ['urgent', 'pages', 'troops', 'tanks', 'size'],
  equals: ['urgent', 'pages', 'troops', 'tanks', 'size'],
  value: ['sea', 'land', '2026-03-01', '3'],
}
/** Where a word of another set stands under the same key. */
const IS = [
  ['transmitted', 'received', 'adopted'],
  ['for', 'against', 'taking part'],
  ['lapses', 'performed late', 'exercised', 'closes'],
  ['performed', 'performed late', 'lapses', 'exercised', 'violated', 'ends'],
]
const OPS = [
  ['&&', '||'],
  ['+', '-', '*'],
]

interface Leaf {
  readonly path: readonly (string | number)[]
  readonly others: readonly unknown[]
}

function leaves(v: unknown, path: readonly (string | number)[], key: string): Leaf[] {
  if (Array.isArray(v)) {
    const without = v.map((_, i) => ({ path, others: [v.filter((_item, j) => j !== i)] }))
    const swapped = v.length > 1 ? [{ path, others: [[...v].reverse()] }] : []
    const inside = v.flatMap((item, i) => leaves(item, [...path, i], key))
    // A path or a list of acts or parties without items is no rule; changes, exceptions and triggers may be few.
    const may = ['changes', 'except', 'when', 'variants', 'about'].includes(key) || v.length > 1
    return [...(may && key !== 'args' ? without : []), ...(key === 'variants' ? [] : swapped), ...inside]
  }
  if (typeof v === 'object' && v !== null) {
    return Object.entries(v).flatMap(([name, inside]) =>
      ['kind', 'clause', 'text', 'id', 'survives'].includes(name) && name !== 'survives'
        ? []
        : leaves(inside, [...path, name], name),
    )
  }
  if (typeof v === 'number') return [{ path, others: [key === 'offset' && v === 1 ? -1 : v + 1] }]
  if (typeof v === 'boolean') return [{ path, others: [!v] }]
  const sets = [...(key === 'is' ? IS : []), ...(key === 'op' ? OPS : []), WORDS[key] ?? []]
  const others = (sets.find((words) => words.includes(v as string)) ?? []).filter((word) => word !== v)
  return others.length === 0 ? [] : [{ path, others }]
}

function replaced(v: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (Array.isArray(v)) return v.map((item, i) => (i === first ? replaced(item, rest, value) : item))
  return { ...(v as object), [first]: replaced((v as { [key: string]: unknown })[first], rest, value) }
}

/** A word that joins a single party says nothing. */
function joinsOne(rule: unknown): unknown {
  if (Array.isArray(rule)) return rule.map(joinsOne)
  if (typeof rule !== 'object' || rule === null) return rule
  const inner = Object.fromEntries(Object.entries(rule).map(([key, v]) => [key, joinsOne(v)]))
  return Array.isArray(inner.sets) && inner.sets.length === 1 ? { ...inner, join: 'and' } : inner
}

describe('rules that differ in one word or number have different sentences', () => {
  const kinds: readonly (readonly [string, fc.Arbitrary<[string, Rule, Rule]>])[] = [
    ['norm', pairs(normFields, { kind: 'norm' })],
    ['check', pairs(checkFields, { kind: 'check' })],
    ['term', pairs(termFields, { kind: 'term' })],
    ['claim', pairs(claimFields, { kind: 'claim' })],
  ]
  for (const [name, arb] of kinds) {
    test(name, () => {
      fc.assert(
        fc.property(arb, fc.nat(), fc.nat(), ([, rule], which, what) => {
          const all = leaves(rule, [], '')
          const leaf = all[which % all.length]
          if (leaf === undefined) return
          const other = replaced(rule, leaf.path, leaf.others[what % leaf.others.length]) as Rule
          fc.pre(!isDeepStrictEqual(joinsOne(meaning(meant(rule))), joinsOne(meaning(meant(other)))))
          const sentence = sentenceOf(rule, agreement)
          assert.notEqual(sentenceOf(other, agreement), sentence, `${leaf.path.join('.')}: ${sentence}`)
        }),
        { numRuns: 2500 },
      )
    })
  }
})

describe('every sentence', () => {
  const rules = fc.oneof(
    pairs(normFields, { kind: 'norm' }),
    pairs(checkFields, { kind: 'check' }),
    pairs(termFields, { kind: 'term' }),
    pairs(claimFields, { kind: 'claim' }),
  )
  test('begins with a capital, ends with a full stop, has no gap and no word of blame', () => {
    fc.assert(
      fc.property(rules, ([, rule]) => {
        const sentence = sentenceOf(rule, agreement)
        assert.match(sentence, /^[A-Z]/)
        assert.match(sentence, /\.$/)
        assert.doesNotMatch(sentence, / {2}| [,.;]|undefined|null|NaN|\[object|\(\)/)
        assert.doesNotMatch(sentence, /violat|breach|fail|guilt|fault/i)
      }),
      { numRuns: 1000 },
    )
  })
})
