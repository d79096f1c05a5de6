import type { Agreement } from '../agreement/agreement.ts'
import type { KindName } from '../agreement/clause.ts'
import type { Guard } from '../agreement/guard.ts'
import type { Figure, FigureKey, Limit, LimitKey, Pattern } from '../agreement/rule.ts'
import { compileGuard, type Read, type Value } from './guard.ts'

/**
 * What figures and limits are made of: acts of one kind, filed for each party (or pair, or what else the figure or limit is
 * for), in their order. Two figures that ask for the same have one feed.
 */
export interface Feed {
  readonly index: number
  readonly kind: number
  /** As seen from the act that is filed. */
  readonly keys: readonly LimitKey[]
  readonly if?: (read: Read) => Value | undefined
  /** Acts that end what was begun, or take it out of the count. */
  readonly outs: readonly Out[]
  /** Some of its acts have effect only by a power, which other acts of their case may open or close. */
  readonly byPower: boolean
}

/** `ends`: what was begun. `excuses`: takes it out of the count. */
export interface Out {
  readonly is: 'ends' | 'excuses'
  readonly acts: ReadonlySet<number>
  /** What such an act is about, in the case of the act that is filed. */
  readonly noun: KindName
  readonly deep: boolean
}

export interface LimitEntry {
  readonly limit: Limit
  readonly feed: Feed
}

/** Figures, limits, and the feeds of both. */
export interface FigureProgram {
  readonly figures: ReadonlyMap<string, Figure>
  readonly limits: readonly LimitEntry[]
  readonly feeds: readonly Feed[]
  /** The feed of what a figure asks of a kind of act. */
  feedOf(kind: KindName, per: readonly FigureKey[]): Feed | undefined
}

export function compileFigures(agreement: Agreement, kindIndex: ReadonlyMap<KindName, number>): FigureProgram {
  const governed = new Set(
    agreement.rules.flatMap((rule) => (rule.kind === 'norm' && rule.verb === 'may' ? rule.what.acts : [])),
  )
  const feeds: Feed[] = []
  const add = (act: KindName, rest: Pick<Feed, 'keys' | 'if' | 'outs'>, others: readonly Pattern[] = []): Feed => {
    const kinds = [act, ...others.flatMap(({ acts }) => acts)]
    const feed: Feed = {
      index: feeds.length,
      kind: kindIndex.get(act) ?? -1,
      ...rest,
      byPower: kinds.some((kind) => governed.has(kind)),
    }
    feeds.push(feed)
    return feed
  }
  const asked = new Map<string, Feed>()
  const figures = new Map<string, Figure>()
  const ask = (guard: Guard, per: readonly FigureKey[]) => {
    for (const { kind, keys } of kindsAsked(guard, per)) {
      const name = nameOf(kind, keys)
      if (!asked.has(name)) asked.set(name, add(kind, { keys: keys.map(() => SENDER), outs: [] }))
    }
  }
  const limits: LimitEntry[] = []
  for (const rule of agreement.rules) {
    if (rule.kind === 'figure') {
      figures.set(rule.id, rule)
      ask(rule.is.guard, rule.per)
    } else if (rule.kind === 'norm') {
      for (const text of [rule.if, rule.unless]) if (text !== undefined) ask(text.guard, [])
      if (rule.until?.kind === 'count') for (const variant of rule.until.variants) ask(variant.if.guard, [])
    } else if (rule.kind === 'limit') {
      ask(rule.atMost.guard, [])
      const { of, notCounted, per } = rule
      const patterns = [of.until, notCounted].filter((pattern) => pattern !== undefined)
      const outs = [...outsOf('ends', of.until, kindIndex), ...outsOf('excuses', notCounted, kindIndex)]
      const test = of.if === undefined ? undefined : compileGuard(of.if.guard)
      limits.push({ limit: rule, feed: add(of.act, { keys: per, if: test, outs }, patterns) })
    }
  }
  return { figures, limits, feeds, feedOf: (kind, per) => asked.get(nameOf(kind, per)) }
}

/** What an act of a kind is filed for, and what it may end or take out of the count. */
export function filedFor(kind: number, { feeds, limits }: FigureProgram) {
  return {
    feeds: feeds.filter((feed) => feed.kind === kind),
    outs: feeds.filter(({ outs }) => outs.some(({ acts }) => acts.has(kind))),
    limits: limits.filter(({ feed }) => feed.kind === kind),
  }
}

const SENDER: LimitKey = { kind: 'party', of: { quantifier: 'the', of: { kind: 'sender' }, except: [] } }

function nameOf(kind: KindName, per: readonly FigureKey[]): string {
  return [kind, ...per].join(' ')
}

function outsOf(is: Out['is'], pattern: Pattern | undefined, kindIndex: ReadonlyMap<KindName, number>): Out[] {
  const link = pattern?.link
  if (pattern === undefined || (link?.kind !== 'to' && link?.kind !== 'about')) return []
  const kinds = new Set(pattern.acts.map((act) => kindIndex.get(act) ?? -1))
  return [{ is, acts: kinds, noun: link.noun, deep: link.kind === 'about' }]
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
