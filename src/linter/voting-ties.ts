import type { Criterion, Tally } from '../agreement/decision.ts'
import { criteriaIn, isMonotone } from '../engine/decision/tally-needs.ts'
import type { Said } from '../engine/decision/voter.ts'
import { type Decision, type Finding, outcomeOf } from './voting-decision.ts'

/** Ties that nothing resolves, and rules under which one more for does harm. */
export function tiesUnder(decision: Decision): Finding[] {
  const { said } = decision
  if (!said.has('for')) return []
  const compared = criteriaIn(decision.tally.adopted).find(({ is }) => is.kind === 'more than any other')
  return [
    ...(compared === undefined ? [] : elections(decision)),
    ...(said.has('against') ? [...unresolved(decision), ...oneMoreFor(decision)] : []),
  ]
}

/** So many for, so many against, the rest silent. */
function outcome(decision: Decision, yes: number, no: number): 'adopted' | 'not adopted' {
  return outcomeOf(decision, (index): Said => (index < yes ? 'for' : index < yes + no ? 'against' : 'none'))
}

function unresolved(decision: Decision): Finding[] {
  const { tally, norm, parties } = decision
  if (tally.tie !== undefined || !criteriaIn(tally.adopted).some((one) => isSimpleMajority(one, tally))) return []
  for (let n = 1; n * 2 <= parties.length; n++) {
    const isTurn =
      outcome(decision, n, n) === 'not adopted' &&
      outcome(decision, ...(n * 2 < parties.length ? ([n + 1, n] as const) : ([n, n - 1] as const))) === 'adopted'
    if (!isTurn) continue
    const message = `nothing resolves a tie under "${norm.id}": with ${n} for and ${n} against it is not adopted.`
    const advice = 'If that is meant, write tie: not adopted; else tie: adopted, or tie: as chair of a body.'
    return [{ code: 'voting/tie', about: [], message, advice }]
  }
  return []
}

/** Does it turn where as many are for as against? */
function isSimpleMajority({ side, by, among, is }: Criterion, { abstentionsAreVotes }: Tally): boolean {
  if (side !== 'for' || by !== undefined || among !== undefined) return false
  if (is.kind === 'more than against') return true
  const isHalf = is.kind === 'share' && is.over * 2 === is.under && is.compare === 'more than'
  return isHalf && is.of === 'votes' && !abstentionsAreVotes
}

function elections({ norm, parties }: Decision): Finding[] {
  if (parties.length < 2) return []
  const message = `two proposals under "${norm.id}" may have as many for them: with 1 for each of them neither has more than the other.`
  const advice = 'Say in another rule what follows then, e.g. another round; no proposal is adopted.'
  return [{ code: 'voting/tie', about: ['election'], message, advice }]
}

const TRIED_MAX = 40

function oneMoreFor(decision: Decision): Finding[] {
  const { tally, norm, parties } = decision
  const isAlike = criteriaIn(tally.adopted).every(({ by, among }) => by === undefined && among === undefined)
  if (isMonotone(tally) || !isAlike) return []
  for (const [yes, no] of triedNumbers(parties.length)) {
    if (outcome(decision, yes, no) !== 'adopted' || outcome(decision, yes + 1, no) === 'adopted') continue
    const message = `under "${norm.id}" one more for may turn adopted into not adopted: ${yes} for and ${no} against adopt it, ${yes + 1} for and ${no} against do not.`
    const advice = 'Look at tie: beside the share that is needed, and at at most and fewer than.'
    return [{ code: 'voting/one-more-for', about: [], message, advice }]
  }
  return []
}

/** So many for and against that one more can be for: every tie, and all numbers of a few. */
function* triedNumbers(members: number): Generator<readonly [yes: number, no: number]> {
  for (let n = 1; n * 2 < members; n++) yield [n, n]
  for (let all = 0; all < Math.min(members, TRIED_MAX); all++) {
    for (let yes = 0; yes <= all; yes++) yield [yes, all - yes]
  }
}
