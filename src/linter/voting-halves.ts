import { type Game, reached, sumsOver, type Tree, type Work } from './voting-game.ts'

/**
 * Meet in the middle (Horowitz and Sahni 1974): every set of the others is one of a first half and one of a second. For each of the
 * first, those of the second that lose with it and win with it and the member besides lie in one stretch, sorted by the weight with
 * most different sums; those with other sums of the other weights are sorted by themselves.
 */
const FREE_MAX = 32

/**
 * Is there a set of the others that loses and wins with the member? `others` are the heavy first. Of more than 32 the heaviest
 * are not tried in every way, so that none found says nothing: undefined; the same where there is too much to do.
 */
export function turnsInHalves(game: Game, member: number, others: readonly number[], work: Work): boolean | undefined {
  const fixed = others.slice(0, Math.max(0, others.length - FREE_MAX))
  const free = others.slice(fixed.length)
  const rows = rowsOf(game)
  const own = rows.weights.map((weights) => weights[member] as number)
  const first = halfOf(
    rows,
    free.filter((_, i) => i % 2 === 0),
  )
  const second = sortedHalf(
    rows,
    free.filter((_, i) => i % 2 === 1),
  )
  for (let n = 0; n <= fixed.length; n++) {
    const heavy = losing(game, fixed.slice(n))
    if (!reached(game, sumsOver(game, [...heavy, ...free, member]))) continue
    work.left -= (first.count * second.groups.length) / 4
    if (work.left <= 0) return undefined
    const start = rows.weights.map((weights) => heavy.reduce((sum, one) => sum + (weights[one] as number), 0))
    if (meets(game, rows, { start, own, first, second })) return true
  }
  return fixed.length === 0 ? false : undefined
}

/** Of these each in turn that does not make them win: what is missing is less than any that is left out. */
function losing(game: Game, members: readonly number[]): number[] {
  const taken: number[] = []
  for (const member of members) if (!reached(game, sumsOver(game, [...taken, member]))) taken.push(member)
  return taken
}

/** The different weights in a game, and which of them each quota is of. */
interface Rows {
  readonly weights: readonly (readonly number[])[]
  readonly ofQuota: readonly number[]
}

function rowsOf({ quotas }: Game): Rows {
  const keys = [...new Set(quotas.map(({ weights }) => weights.join()))]
  return {
    weights: keys.map((key) => quotas.find(({ weights }) => weights.join() === key)?.weights ?? []),
    ofQuota: quotas.map(({ weights }) => keys.indexOf(weights.join())),
  }
}

/** The sums of every set of a half, by row. */
interface Half {
  readonly count: number
  readonly sums: readonly Float64Array[]
}

function halfOf({ weights }: Rows, members: readonly number[]): Half {
  const count = 2 ** members.length
  const sums = weights.map((row) => {
    const all = new Float64Array(count)
    members.forEach((member, bit) => {
      const size = 2 ** bit
      for (let set = 0; set < size; set++) all[size + set] = (all[set] as number) + (row[member] as number)
    })
    return all
  })
  return { count, sums }
}

/** Sets of the same sums in all rows but one, sorted by that one. */
interface SortedHalf {
  readonly by: number
  readonly groups: readonly { readonly others: readonly number[]; readonly sorted: Float64Array }[]
}

function sortedHalf(rows: Rows, members: readonly number[]): SortedHalf {
  const { count, sums } = halfOf(rows, members)
  const different = sums.map((all) => new Set(all).size)
  const by = different.indexOf(Math.max(...different))
  const groups = new Map<string, { others: number[]; found: number[] }>()
  for (let set = 0; set < count; set++) {
    const others = sums.map((all, row) => (row === by ? 0 : (all[set] as number)))
    const key = others.join()
    const group = groups.get(key) ?? { others, found: [] }
    group.found.push(sums[by]?.[set] as number)
    groups.set(key, group)
  }
  return {
    by,
    groups: [...groups.values()].map(({ others, found }) => ({ others, sorted: Float64Array.from(found).sort() })),
  }
}

interface Meeting {
  readonly start: readonly number[]
  readonly own: readonly number[]
  readonly first: Half
  readonly second: SortedHalf
}

function meets({ tree, quotas }: Game, { ofQuota }: Rows, { start, own, first, second }: Meeting): boolean {
  const { by, groups } = second
  /** The least sum of the sorted row with which the tree holds, the others being so much. */
  const least = (one: Tree, others: readonly number[]): number => {
    if (one.kind !== 'quota') {
      const parts = one.of.map((part) => least(part, others))
      return one.kind === 'all of' ? Math.max(...parts) : Math.min(...parts)
    }
    const { quota } = quotas[one.index] as Game['quotas'][number]
    const row = ofQuota[one.index] as number
    if (row === by) return quota
    return (others[row] as number) >= quota ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  const ofSet = start.map(() => 0)
  for (let set = 0; set < first.count; set++) {
    start.forEach((sum, row) => {
      ofSet[row] = sum + (first.sums[row]?.[set] as number)
    })
    const here = ofSet[by] as number
    for (const { others, sorted } of groups) {
      const without = ofSet.map((sum, row) => sum + (others[row] as number))
      const losesBelow = least(tree, without) - here
      const withIt = without.map((sum, row) => sum + (own[row] as number))
      const winsFrom = least(tree, withIt) - (own[by] as number) - here
      const found = sorted[firstFrom(sorted, winsFrom)]
      if (found !== undefined && found < losesBelow) return true
    }
  }
  return false
}

/** Where the first number stands that is as much, or more. */
function firstFrom(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}
