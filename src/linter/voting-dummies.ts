import { addTo, type Game, type Quota, reached, sumsOver, type Work } from './voting-game.ts'
import { turnsInHalves } from './voting-halves.ts'

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
  const others = byLoad(game, members).filter((other) => other !== member)
  return turnsInHalves(game, member, others, work) ?? searched(game, member, others, work)
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

/** The heavy first, measured by what is needed of each weight. */
function byLoad({ quotas }: Game, members: readonly number[]): number[] {
  const load = (one: number) => quotas.reduce((sum, { weights, quota }) => sum + (weights[one] as number) / quota, 0)
  return [...members].sort((a, b) => load(b) - load(a) || a - b)
}

/**
 * All sets of the others, the heavy first, without those that win already or cannot win any more; two that come to the same
 * weights count once, so that with small whole weights it is a table of sums.
 */
function searched(game: Game, member: number, others: readonly number[], work: Work): boolean | undefined {
  const { quotas } = game
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
