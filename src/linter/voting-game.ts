import type { Criteria, Criterion, Tally } from '../agreement/decision.ts'
import { isMajority, isMonotone } from '../engine/decision/tally-needs.ts'
import { sumsOf } from '../engine/decision/vote-sums.ts'
import type { Said, Voter } from '../engine/decision/voter.ts'

/**
 * A rule on positions as a simple game: everybody takes one of two positions, and a set of members wins if with their yes, and
 * the no of all others, the proposal is adopted. Every criterion is a quota that the weights of those in the set must reach.
 */
export interface Game {
  readonly memberCount: number
  readonly quotas: readonly Quota[]
  readonly tree: Tree
}

export interface Quota {
  /** By member; never below 0. */
  readonly weights: readonly number[]
  readonly quota: number
}

export type Tree =
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
  if (isTie && tally.tie === 'not adopted') {
    if (!isMonotone(tally)) return undefined
    const more = add(
      voters.map(() => 2),
      voters.length + 1,
    )
    tree = { kind: 'all of', of: [tree, more] }
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

export function addTo(sums: number[], quotas: readonly Quota[], member: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + ((quotas[i] as Quota).weights[member] as number)
}

export function reached({ quotas, tree }: Game, sums: readonly number[]): boolean {
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
