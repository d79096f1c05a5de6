import type { Criteria, Criterion, Tally } from '../agreement/decision.ts'
import { isMajority } from '../engine/tally-needs.ts'
import { sumsOf } from '../engine/vote-sums.ts'
import type { Said, Voter } from '../engine/voter.ts'

/**
 * A rule on positions as a simple game: everybody takes one of two positions, and a set of members wins if with their yes, and
 * the no of all others, the proposal is adopted. Every criterion is a quota that the weights of those in the set must reach.
 */
export interface Game {
  readonly memberCount: number
  readonly quotas: readonly Quota[]
  readonly tree: Tree
}

interface Quota {
  /** By member; never below 0. */
  readonly weights: readonly number[]
  readonly quota: number
}

type Tree =
  | { readonly kind: 'quota'; readonly index: number }
  | { readonly kind: 'all of' | 'any of'; readonly of: readonly Tree[] }

/** What members say who are for the proposal, and who are not: where silence adopts, those for it say nothing. */
export interface Sides {
  readonly yes: Said
  readonly no: Said
}

/** Undefined: one more yes may do harm, or a number is beyond what is exact. `casting`: the index of who breaks a tie. */
export function gameOf(tally: Tally, voters: readonly Voter[], sides: Sides, casting?: number): Game | undefined {
  const quotas: Quota[] = []
  const add = (weights: readonly number[], quota: number): Tree => ({
    kind: 'quota',
    index: quotas.push({ weights, quota }) - 1,
  })
  const built = (criteria: Criteria): Tree => {
    if (criteria.kind !== 'criterion') return { kind: criteria.kind, of: criteria.of.map(built) }
    return { kind: 'all of', of: quotasOf(criteria, tally, voters, sides).map((one) => add(one.weights, one.quota)) }
  }
  let tree = built(tally.adopted)
  const isTie = tally.tie !== undefined && sides.yes === 'for' && sides.no === 'against'
  if (isTie && !isMajority(tally.adopted, tally)) return undefined
  if (isTie && (tally.tie === 'adopted' || casting !== undefined)) {
    // More than half have what adopts it, so that at least half adds the tie alone.
    const half = add(
      voters.map(() => 2),
      voters.length,
    )
    const breaks = add(
      voters.map((_, index) => Number(casting === undefined || index === casting)),
      1,
    )
    tree = { kind: 'any of', of: [tree, { kind: 'all of', of: [half, breaks] }] }
  }
  if (tally.quorum !== undefined) tree = { kind: 'all of', of: [built(tally.quorum), tree] }
  const isSound = quotas.every(
    ({ weights, quota }) => Number.isSafeInteger(quota) && weights.every((w) => Number.isSafeInteger(w) && w >= 0),
  )
  return isSound ? { memberCount: voters.length, quotas, tree } : undefined
}

function quotasOf(criterion: Criterion, tally: Tally, voters: readonly Voter[], { yes, no }: Sides): readonly Quota[] {
  const { is } = criterion
  const compare = is.kind === 'number' || is.kind === 'share' ? is.compare : 'more than'
  const sign = compare === 'at least' || compare === 'more than' ? 1 : -1
  const own = (key: 'difference' | 'counted', says: Said) =>
    voters.map((voter) => {
      const [sums] = [...sumsOf(criterion, tally, [{ ...voter, may: new Set([says]) }]).values()]
      const { low, high } = sums?.[key] ?? { low: Number.NaN, high: Number.NaN }
      return low === high ? sign * low : Number.NaN
    })
  const reaching = (key: 'difference' | 'counted', least: number): Quota => {
    const without = own(key, no)
    const withIt = own(key, yes)
    const start = without.reduce((sum, w) => sum + w, 0)
    return { weights: withIt.map((w, i) => w - (without[i] as number)), quota: least - start }
  }
  const strict = compare === 'more than' || compare === 'fewer than' ? 1 : 0
  const main = reaching('difference', strict + (is.kind === 'number' ? sign * is.n : 0))
  const isOfVotes = is.kind === 'share' && compare === 'at least' && is.of !== 'members'
  return isOfVotes ? [main, reaching('counted', 1)] : [main]
}

export function wins(game: Game, members: Iterable<number>): boolean {
  return reached(game, sumsOver(game, members))
}

export function sumsOver({ quotas }: Game, members: Iterable<number>): number[] {
  const sums = quotas.map(() => 0)
  for (const member of members) addTo(sums, quotas, member)
  return sums
}

function addTo(sums: number[], quotas: readonly Quota[], member: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + ((quotas[i] as Quota).weights[member] as number)
}

function reached({ quotas, tree }: Game, sums: readonly number[]): boolean {
  const holds = (one: Tree): boolean => {
    if (one.kind === 'quota') return (sums[one.index] as number) >= (quotas[one.index] as Quota).quota
    return one.kind === 'all of' ? one.of.every(holds) : one.of.some(holds)
  }
  return holds(tree)
}

/**
 * What may still be done for an agreement, which is somebody else's text: looking at it must end. It is a number of steps and
 * not of seconds, so that every machine finds the same.
 */
export interface Work {
  left: number
}

/** About a second for one rule with dozens of members of different weights. */
const STEPS_A_RULE = 1_000_000
/** A set that is looked at with all that it can become, in sets that are only looked at. */
const STEPS_A_SET = 10

/** Members without whom every set wins or loses as it does with them; undefined: too many sets to look at. */
export function dummiesIn(game: Game, work: Work = { left: STEPS_A_RULE }): readonly number[] | undefined {
  const own = { left: Math.min(work.left, STEPS_A_RULE) }
  const given = own.left
  const found = membersIn(game, own)
  work.left -= given - own.left
  return found
}

function membersIn(game: Game, work: Work): readonly number[] | undefined {
  const members = Array.from({ length: game.memberCount }, (_, i) => i)
  const matters = new Map<number, boolean>()
  const orders = ordersOf(game, members)
  for (const member of members) {
    // Whoever weighs as much as one that matters does so, and as little as one that does not, does not.
    const above = members.some((other) => matters.get(other) === true && isAsHeavy(game, member, other))
    const below = members.some((other) => matters.get(other) === false && isAsHeavy(game, other, member))
    const found = above ? true : below ? false : canMatter(game, member, members, orders, work)
    if (found === undefined) return undefined
    matters.set(member, found)
  }
  return members.filter((member) => matters.get(member) === false)
}

function isAsHeavy({ quotas }: Game, a: number, b: number): boolean {
  return quotas.every(({ weights }) => (weights[a] as number) >= (weights[b] as number))
}

function canMatter(
  game: Game,
  member: number,
  members: readonly number[],
  orders: readonly (readonly number[])[],
  work: Work,
): boolean | undefined {
  if (game.quotas.every(({ weights }) => weights[member] === 0)) return false
  for (const order of orders) {
    if (work.left <= 0) return undefined
    work.left -= order.length
    if (turnsIn(game, member, order)) return true
  }
  return searched(game, member, members, work)
}

/** Orders in which most members that matter do so at some place: by each weight, up and down, begun anywhere. */
function ordersOf({ quotas }: Game, members: readonly number[]): readonly (readonly number[])[] {
  const sorted = quotas.flatMap(({ weights }) => {
    const down = [...members].sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
    return [down, [...down].reverse()]
  })
  return sorted.flatMap((order) => order.map((_, at) => [...order.slice(at), ...order.slice(0, at)]))
}

/** Is there a first so many of this order, without it, that lose alone and win with it? */
function turnsIn(game: Game, member: number, order: readonly number[]): boolean {
  const { quotas } = game
  const sums = quotas.map(() => 0)
  const own = sumsOver(game, [member])
  const turns = () => {
    const withIt = sums.map((sum, i) => sum + (own[i] as number))
    return !reached(game, sums) && reached(game, withIt)
  }
  if (turns()) return true
  for (const other of order) {
    if (other === member) continue
    addTo(sums, quotas, other)
    if (reached(game, sums)) return false
    if (turns()) return true
  }
  return false
}

/**
 * All sets of the others, the heavy first, without those that win already or cannot win any more; two that come to the same
 * weights count once, so that with small whole weights it is a table of sums.
 */
function searched(game: Game, member: number, members: readonly number[], work: Work): boolean | undefined {
  const { quotas } = game
  const others = members.filter((other) => other !== member)
  const load = (other: number) =>
    quotas.reduce((sum, { weights, quota }) => sum + (weights[other] as number) / quota, 0)
  others.sort((a, b) => load(b) - load(a) || a - b)
  const own = sumsOver(game, [member])
  const rest = others.map((_, at) => sumsOver(game, others.slice(at)))
  const seen = new Set<string>()
  const look = (at: number, sums: readonly number[]): boolean | undefined => {
    if (reached(game, sums)) return false
    const withIt = sums.map((sum, i) => sum + (own[i] as number))
    if (reached(game, withIt)) return true
    const left = rest[at]
    if (
      left === undefined ||
      !reached(
        game,
        withIt.map((sum, i) => sum + (left[i] as number)),
      )
    )
      return false
    const key = `${at}:${sums.map((sum, i) => Math.min(sum, (quotas[i] as Quota).quota)).join()}`
    if (seen.has(key)) return false
    seen.add(key)
    if (work.left <= 0) return undefined
    work.left -= STEPS_A_SET
    const next = others[at] as number
    const withNext = [...sums]
    addTo(withNext, quotas, next)
    const found = look(at + 1, withNext)
    return found === false ? look(at + 1, sums) : found
  }
  return look(
    0,
    quotas.map(() => 0),
  )
}
