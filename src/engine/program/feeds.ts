import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { Guard } from '../../agreement/guard.ts'
import type {
  ActLimit,
  Counted,
  Figure,
  FigureKey,
  Limit,
  LimitKey,
  Pattern,
  Rule,
  StatedTimes,
  Sum,
} from '../../agreement/rule.ts'
import { type ZoneDef, zonesWithin } from '../../agreement/zone.ts'
import { zonesOfForm } from '../../language/declared/zones.ts'
import { figuresIn } from '../../language/guard/guard-figure.ts'
import { compileGuard, type Read, type Value } from './guard.ts'
import type { NormEntry } from './program.ts'

/**
 * What figures and limits are made of: acts of one kind, filed for each party (or pair, or what else the figure or limit is
 * for), in their order. Two figures that ask for the same have one feed.
 */
export interface Feed {
  readonly index: number
  readonly kind: number
  /** That one. */
  readonly kinds: ReadonlySet<number>
  /** As seen from the act that is filed. */
  readonly keys: readonly FeedKey[]
  readonly if?: (read: Read) => Value | undefined
  /** Acts that end what was begun, or take it out of the count. */
  readonly outs: readonly Out[]
  /** Some of its acts have effect only by a power, which other acts of their case may open or close. */
  readonly byPower: boolean
  /** Its acts are counted by times that they state. */
  readonly stated?: StatedTimes
}

/** `ends`: what was begun. `excuses`: takes it out of the count. */
export interface Out {
  readonly is: 'ends' | 'excuses'
  readonly acts: ReadonlySet<number>
  /** What such an act is about, in the case of the act that is filed. */
  readonly noun: KindName
  /** The kind of that name. */
  readonly kinds: ReadonlySet<number>
  readonly deep: boolean
}

/** A party as seen from the act, or the zone that the act names. */
export type FeedKey = LimitKey | { readonly kind: 'zone' }

/** A limit on acts, and where they are filed. */
export interface ActEntry {
  readonly kind: 'acts'
  readonly limit: ActLimit
  readonly feed: Feed
}
/** A limit on a sum of figures, and where the reports are filed that those are computed from. */
export interface SumEntry {
  readonly kind: 'sum'
  readonly limit: Limit
  readonly of: Sum
  readonly feeds: readonly Feed[]
  /** Of the figure: whether it is one for each zone. */
  readonly per: readonly FigureKey[]
  /** The zones of which there is a sum by itself. */
  readonly rings: readonly number[]
  /** By ring, the zones that it holds and for which there can be a report. */
  readonly zonesOf: ReadonlyMap<number, readonly number[]>
  /** All of those. */
  readonly zones: readonly number[]
}
export type LimitEntry = ActEntry | SumEntry

/** Figures, limits, and the feeds of both. */
export interface FigureProgram {
  readonly figures: ReadonlyMap<string, Figure>
  readonly limits: readonly LimitEntry[]
  readonly feeds: readonly Feed[]
  /** The feed of what a figure asks of a kind of act. */
  feedOf(kind: KindName, per: readonly FigureKey[]): Feed | undefined
}

export function compileFigures(
  agreement: Agreement,
  kindIndex: ReadonlyMap<KindName, number>,
  norms: readonly Pick<NormEntry, 'norm' | 'reached'>[],
): FigureProgram {
  const governed = new Set(
    agreement.rules.flatMap((rule) => (rule.kind === 'norm' && rule.verb === 'may' ? rule.what.acts : [])),
  )
  const feeds: Feed[] = []
  const add = (
    act: KindName,
    rest: Pick<Feed, 'keys' | 'if' | 'outs' | 'stated'>,
    others: readonly Pattern[] = [],
  ): Feed => {
    const kinds = [act, ...others.flatMap(({ acts }) => acts)]
    const feed: Feed = {
      index: feeds.length,
      kind: kindIndex.get(act) ?? -1,
      kinds: new Set([kindIndex.get(act) ?? -1]),
      ...rest,
      byPower: kinds.some((kind) => governed.has(kind)),
    }
    feeds.push(feed)
    return feed
  }
  const asked = new Map<string, Feed>()
  const figures = new Map<string, Figure>()
  // What performs a duty that a figure calls into being is looked up by who sent it.
  const performing = norms.flatMap(({ norm, reached }) =>
    reached.length > 0 ? norm.what.acts.map((kind): KindAsked => ({ kind, keys: PER_PARTY })) : [],
  )
  const numbers = agreement.rules.flatMap(numbersOf).flatMap(({ guard, per }) => kindsAsked(guard, per))
  for (const { kind, keys } of [...numbers, ...performing]) {
    const name = nameOf(kind, keys)
    if (!asked.has(name))
      asked.set(name, add(kind, { keys: keys.map((key) => (key === 'zone' ? ZONE : SENDER)), outs: [] }))
  }
  for (const rule of agreement.rules) if (rule.kind === 'figure') figures.set(rule.id, rule)
  const feedOf = (kind: KindName, per: readonly FigureKey[]) => asked.get(nameOf(kind, per))
  const limits = agreement.rules.flatMap((rule): LimitEntry[] => {
    if (rule.kind !== 'limit') return []
    const { of, notCounted, per } = rule
    if (of.kind === 'sum') return [sumEntry(rule, of, agreement, figures, feedOf)]
    const patterns = [of.until, notCounted].filter((pattern) => pattern !== undefined)
    const outs = [...outsOf('ends', of.until, kindIndex), ...outsOf('excuses', notCounted, kindIndex)]
    const test = conditionOf(of)
    return [
      {
        kind: 'acts',
        limit: { ...rule, of },
        feed: add(of.act, { keys: per, if: test, outs, stated: of.stated }, patterns),
      },
    ]
  })
  return { figures, limits, feeds, feedOf }
}

/** Where a rule asks of all acts on record, and for each of what. */
function numbersOf(rule: Rule): { readonly guard: Guard; readonly per: readonly FigureKey[] }[] {
  if (rule.kind === 'figure') return [{ guard: rule.is.guard, per: rule.per }]
  if (rule.kind === 'limit') return [{ guard: rule.atMost.guard, per: keysOfMost(rule) }]
  if (rule.kind !== 'norm') return []
  const variants = rule.until?.kind === 'count' ? rule.until.variants.map((variant) => variant.if) : []
  return [rule.if, rule.unless, ...variants].flatMap((text) =>
    text === undefined ? [] : [{ guard: text.guard, per: [] }],
  )
}

/** What there may be at most is that of the party that a limit names first, or of that of which the sum is. */
function keysOfMost({ of, per }: Limit): readonly FigureKey[] {
  if (of.kind === 'sum') return of.each
  return per[0]?.kind === 'party' ? PER_PARTY : []
}

function sumEntry(
  limit: Limit,
  of: Sum,
  agreement: Agreement,
  figures: ReadonlyMap<string, Figure>,
  feedOf: FigureProgram['feedOf'],
): SumEntry {
  const asked = [...figuresUnder(of.figure, figures)].flatMap(({ is, per }) => kindsAsked(is.guard, per))
  const feeds = new Set(asked.flatMap(({ kind, keys }) => feedOf(kind, keys) ?? []))
  const per = figures.get(of.figure)?.per ?? []
  const zones = per.includes('zone') ? reportable(agreement, asked) : []
  const held = (id: string) => zonesWithin(agreement.zones, id).filter((zone) => zones.includes(zone))
  const rings = of.each.includes('zone') ? ringsIn(agreement.zones, of.zone) : []
  const zonesOf = new Map(rings.map((ring) => [ring, held((agreement.zones[ring] as ZoneDef).id)]))
  return {
    kind: 'sum',
    limit,
    of,
    feeds: [...feeds],
    per,
    rings,
    zonesOf,
    zones: of.zone === undefined ? zones : held(of.zone),
  }
}

function ringsIn(zones: readonly ZoneDef[], within: string | undefined): readonly number[] {
  return within === undefined ? zones.map((_, index) => index) : zonesWithin(zones, within)
}

/** A zone for which no form allows a report has nothing of its own: what lies within it is all that it holds. */
function reportable({ zones, kinds }: Agreement, asked: readonly KindAsked[]): number[] {
  const allowed = asked.map(({ kind }) => zonesOfForm(kinds.find(({ name }) => name === kind)?.form))
  return zones.flatMap(({ id }, index) => (allowed.some((ids) => ids === undefined || ids.includes(id)) ? [index] : []))
}

/** A figure and those that it is computed from. */
function* figuresUnder(name: string, figures: ReadonlyMap<string, Figure>): Generator<Figure> {
  const names = new Set([name])
  for (const one of names) {
    const figure = figures.get(one)
    if (figure === undefined) continue
    yield figure
    for (const other of figuresIn(figure.is.guard)) names.add(other)
  }
}

/** What an act of a kind is filed for, and what it may end or take out of the count. */
export function filedFor(kind: number, { feeds, limits }: FigureProgram) {
  return {
    feeds: feeds.filter((feed) => feed.kind === kind),
    outs: feeds.filter(({ outs }) => outs.some(({ acts }) => acts.has(kind))),
    limits: limits.filter((entry) =>
      entry.kind === 'acts' ? entry.feed.kind === kind : entry.feeds.some((feed) => feed.kind === kind),
    ),
  }
}

/** Which acts are counted: those of which the one holds and the other does not. */
function conditionOf({ if: only, unless }: Counted): Feed['if'] {
  const guards: Guard[] = [
    ...(only === undefined ? [] : [only.guard]),
    ...(unless === undefined ? [] : [{ op: 'not', of: unless.guard } as const]),
  ]
  const [first, second] = guards
  if (first === undefined) return undefined
  return compileGuard(second === undefined ? first : { op: '&&', left: first, right: second })
}

const ZONE: FeedKey = { kind: 'zone' }
const SENDER: LimitKey = { kind: 'party', of: { quantifier: 'the', of: { kind: 'sender' }, except: [] } }

function nameOf(kind: KindName, per: readonly FigureKey[]): string {
  return [kind, ...per].join(' ')
}

function outsOf(is: Out['is'], pattern: Pattern | undefined, kindIndex: ReadonlyMap<KindName, number>): Out[] {
  const link = pattern?.link
  if (pattern === undefined || (link?.kind !== 'to' && link?.kind !== 'about')) return []
  const acts = new Set(pattern.acts.map((act) => kindIndex.get(act) ?? -1))
  const kinds = new Set([kindIndex.get(link.noun) ?? -1])
  return [{ is, acts, noun: link.noun, kinds, deep: link.kind === 'about' }]
}

/** The kinds of act on which a figure, and those that it is computed from, depend. */
export function kindsBehind(name: string, figures: ReadonlyMap<string, Figure>): ReadonlySet<KindName> {
  const kinds = new Set<KindName>()
  for (const { is, per } of figuresUnder(name, figures)) {
    for (const { kind } of kindsAsked(is.guard, per)) kinds.add(kind)
  }
  return kinds
}

export interface KindAsked {
  readonly kind: KindName
  /** What its acts are filed by. */
  readonly keys: readonly FigureKey[]
}

export const PER_PARTY: readonly FigureKey[] = ['party']

/** The kinds of act of which a figure for each `per` asks what is not said in one case. */
export function kindsAsked(guard: Guard, per: readonly FigureKey[]): readonly KindAsked[] {
  const within = (part: Guard) => kindsAsked(part, per)
  switch (guard.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return guard.items.flatMap(within)
    case 'call': {
      const [first] = guard.args
      if (first?.op !== 'field' || !ASKED.has(guard.name)) return guard.args.flatMap(within)
      return [{ kind: first.noun, keys: OF_PARTIES.has(guard.name) ? PER_PARTY : per }]
    }
    case 'not':
    case 'minus':
      return within(guard.of)
    default:
      return [...within(guard.left), ...within(guard.right)]
  }
}

const ASKED: ReadonlySet<string> = new Set(['latest', 'count', 'senders', 'weight'])
/** Asked of each party, whatever the figure is for. */
const OF_PARTIES: ReadonlySet<string> = new Set(['senders', 'weight'])
