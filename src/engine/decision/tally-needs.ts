import type { Criteria, Criterion, Tally } from '../../agreement/decision.ts'
import type { Tri } from '../reading/verdict.ts'
import { type Beside, count } from './tally.ts'
import type { Said, Voter } from './voter.ts'

/**
 * What would be needed before the close. Whoever may still say nothing has a position left to take; all others are taken as
 * they stand. Answered for rules under which one more for never does harm (`isMonotone`).
 */
export interface Needed {
  /** Fewest that must still be for it, if nobody else says anything; undefined: even all of them are not enough. */
  readonly toAdopt: Some | undefined
  /** Fewest that must still be against it so that nothing adopts it, whatever the others say; undefined: all are not enough. */
  readonly toBlock: Some | undefined
  /** Would as many block it who are merely not for it, whatever they say or leave unsaid? */
  readonly isNotForEnough: boolean
}

/** So many of those who have a position left; 0: it is so already. */
export interface Some {
  readonly n: number
  /** Of those are so many enough. */
  readonly parties: readonly number[]
  /** Will any so many of those with a position left do? */
  readonly isAny: boolean
}

/** Beyond so many sets to try the answer is not looked for. */
const SETS_MAX = 5_000

/**
 * Undefined: more than one for may do harm under this rule, what others say of another proposal counts as well, or there are
 * too many sets to try.
 */
export function needed(tally: Tally, voters: readonly Voter[], beside: Beside = {}): Needed | undefined {
  const isOneOfSeveral = tally.oneOf !== undefined || beside.others !== undefined
  if (!isMonotone(tally) || isOneOfSeveral) return undefined
  const rows = rowsOf(tally, voters, beside)
  if (rows === undefined || rows.reduce((sets, row) => sets * (row.length + 1), 1) > SETS_MAX) return undefined
  const outcome = (chosen: ReadonlySet<number>, is: Said, rest: Said) => {
    const said = (index: number): Said => (chosen.has(index) ? is : rest)
    const then = voters.map((voter, index) => (isOpen(voter) ? { ...voter, may: new Set([said(index)]) } : voter))
    return count(tally, then, beside).outcome
  }
  const parties = ({ indexes, isAny }: Found): Some => ({
    n: indexes.length,
    parties: indexes.map((index) => (voters[index] as Voter).party).sort((a, b) => a - b),
    isAny,
  })
  const adopting = fewest(rows, (chosen) => outcome(chosen, 'for', 'none') === 'yes')
  const blocking = fewest(rows, (chosen) => outcome(chosen, 'against', 'for') === 'no')
  const isAsFew = (says: Said) =>
    fewest(rows, (chosen) => outcome(chosen, says, 'for') === 'no')?.indexes.length === blocking?.indexes.length
  return {
    toAdopt: adopting && parties(adopting),
    toBlock: blocking && parties(blocking),
    isNotForEnough: NOT_FOR.every(isAsFew),
  }
}

const NOT_FOR: readonly Said[] = ['abstaining', 'not participating', 'none']

/** What the outcome would be with each position of one party, the others as they stand. */
export function swing(
  tally: Tally,
  voters: readonly Voter[],
  party: number,
  beside: Beside = {},
): ReadonlyMap<Said, Tri> {
  const positions: readonly Said[] = ['for', 'against', 'abstaining', 'not participating', 'none']
  return new Map(
    positions.map((says) => {
      const then = voters.map((voter) => (voter.party === party ? { ...voter, may: new Set([says]) } : voter))
      return [says, count(tally, then, beside).outcome]
    }),
  )
}

/**
 * May one more for never turn adopted into not adopted? Sure from how the rule is written; a rule of another shape may be so
 * as well.
 */
export function isMonotone(tally: Tally): boolean {
  const { adopted, quorum, tie } = tally
  const criteria = [...criteriaIn(adopted), ...(quorum === undefined ? [] : criteriaIn(quorum))]
  if (!criteria.every((one) => isHelped(one, tally))) return false
  if (tie === undefined) return true
  // A casting vote may be against what fewer for than against have adopted.
  return isMajority(adopted, tally) && (tie === 'adopted' || criteriaIn(adopted).every(isHalf))
}

function isHalf({ is }: Criterion): boolean {
  return is.kind === 'more than against' || (is.kind === 'share' && is.over * 2 === is.under)
}

/** Whoever comes to be for it is a vote, and there, as well; a share is never of more than all. */
function isHelped({ side, is }: Criterion, { presence }: Tally): boolean {
  const isWritten = is.kind === 'number' || is.kind === 'share'
  const isLeast = !isWritten || is.compare === 'at least' || is.compare === 'more than'
  if (side === 'for') return isLeast
  if (side !== 'present') return !isLeast
  const isVotes = is.kind === 'share' && is.of === 'votes'
  return presence === undefined ? isLeast : isLeast !== isVotes
}

/** Does one more for than against adopt it? Else a tie that adopts is lost by one more for. */
export function isMajority(criteria: Criteria, tally: Tally): boolean {
  if (criteria.kind !== 'criterion') {
    const answers = criteria.of.map((one) => isMajority(one, tally))
    return criteria.kind === 'all of' ? answers.every((is) => is) : answers.includes(true)
  }
  const { side, is, by, among } = criteria
  if (side !== 'for' || by !== undefined || among !== undefined) return false
  if (is.kind !== 'share') return is.kind === 'more than against'
  const isLeast = is.compare === 'at least' || is.compare === 'more than'
  return isLeast && is.of === 'votes' && !tally.abstentionsAreVotes && is.over * 2 <= is.under
}

function isOpen({ may, entitled }: Voter): boolean {
  return entitled !== 'no' && may.has('none')
}

interface Found {
  readonly indexes: readonly number[]
  readonly isAny: boolean
}

/**
 * Those with a position left, in rows of those who differ in weight alone (whoever has the casting vote by itself), the heavier first: of a row the heaviest do whatever
 * as many others of it do. Undefined: of two in a row neither is the heavier by every weight.
 */
function rowsOf(
  tally: Tally,
  voters: readonly Voter[],
  { castingBy = [] }: Beside,
): readonly (readonly number[])[] | undefined {
  const { groups, weights } = lookedAt(tally)
  const rows = new Map<string, number[]>()
  voters.forEach((voter, index) => {
    if (!isOpen(voter)) return
    const isCasting = castingBy.includes(voter.party)
    const key = [voter.entitled, voter.present, isCasting, ...groups.map((group) => voter.isIn(group))].join()
    rows.set(key, [...(rows.get(key) ?? []), index])
  })
  const ends = (index: number) =>
    weights.flatMap((name) => {
      const { low, high } = (voters[index] as Voter).weight(name)
      return [low, high]
    })
  const sorted = [...rows.values()].map((row) => row.sort((a, b) => differ(ends(b), ends(a)) || a - b))
  const isChain = sorted.every((row) =>
    row.every(
      (index, at) => at === 0 || ends(row[at - 1] as number).every((end, i) => end >= (ends(index)[i] as number)),
    ),
  )
  return isChain ? sorted : undefined
}

function differ(a: readonly number[], b: readonly number[]): number {
  return a.map((end, i) => end - (b[i] as number)).find((by) => by !== 0) ?? 0
}

/** The groups and the weights that a rule looks at. */
export function lookedAt({ adopted, quorum }: Tally): { readonly groups: string[]; readonly weights: string[] } {
  const criteria = [...criteriaIn(adopted), ...(quorum === undefined ? [] : criteriaIn(quorum))]
  return {
    groups: [...new Set(criteria.flatMap(({ among }) => among ?? []))],
    weights: [...new Set(criteria.flatMap(({ by }) => by ?? []))],
  }
}

export function criteriaIn(criteria: Criteria): (Criteria & { readonly kind: 'criterion' })[] {
  return criteria.kind === 'criterion' ? [criteria] : criteria.of.flatMap(criteriaIn)
}

/** The fewest that do: so many of each row, the heaviest; any will do if the lightest of every such choice do. */
function fewest(
  rows: readonly (readonly number[])[],
  does: (chosen: ReadonlySet<number>) => boolean,
): Found | undefined {
  const total = rows.reduce((sum, row) => sum + row.length, 0)
  for (let n = 0; n <= total; n++) {
    const choices = [...choicesOf(rows, n)]
    const found = choices
      .map((numbers) => rows.flatMap((row, i) => row.slice(0, numbers[i])))
      .find((some) => does(new Set(some)))
    if (found === undefined) continue
    const lightest = choices.map((numbers) => rows.flatMap((row, i) => row.slice(row.length - (numbers[i] as number))))
    return { indexes: found, isAny: lightest.every((some) => does(new Set(some))) }
  }
  return undefined
}

/** All ways to take `n` in all, so many of each row. */
function* choicesOf(rows: readonly (readonly number[])[], n: number): Generator<readonly number[]> {
  const [first, ...rest] = rows
  if (first === undefined) {
    if (n === 0) yield []
    return
  }
  for (let own = Math.min(n, first.length); own >= 0; own--) {
    for (const others of choicesOf(rest, n - own)) yield [own, ...others]
  }
}
