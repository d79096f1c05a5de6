import type { Criteria, Criterion } from '../agreement/decision.ts'
import { criteriaIn } from '../engine/decision/tally-needs.ts'
import { partyName } from '../language/sentence/sentence-party.ts'
import { listed } from '../language/sentence/sentence-words.ts'
import type { Decision, Finding } from './voting-decision.ts'
import { dummiesIn } from './voting-dummies.ts'
import { type Game, type Sides, type Work, wins } from './voting-game.ts'

/**
 * Who could adopt or prevent alone, if everybody takes a position: facts about the rule, not about what anybody will do. What
 * the rule itself says in so many words (unanimity, a veto of each of a group) is not told.
 */
export function powersUnder(decision: Decision, game: Game, sides: Sides, work: Work): Finding[] {
  const { parties, norm } = decision
  const everybody = parties.map((_, index) => index)
  const without = (some: readonly number[]) => everybody.filter((index) => !some.includes(index))
  if (!wins(game, everybody)) return [idle(decision, 'voting/never', sides.yes)]
  if (wins(game, [])) return [idle(decision, 'voting/always', sides.no)]
  const deciding = everybody.filter((index) => wins(game, [index]))
  const blocking = everybody.filter((index) => !wins(game, without([index])))
  const found: Finding[] = []
  const names = (some: readonly number[]) => namesOf(decision, some)
  const yes = sides.yes === 'for' ? 'for it' : 'silent'
  const no = sides.no === 'against' ? 'against it' : 'silent'
  if (deciding.length > 0) {
    const one = deciding.length === 1 ? `${names(deciding)} could adopt` : `each of ${names(deciding)} could adopt`
    const message = `${one} alone under "${norm.id}": if it is ${yes} and ${others(parties.length - 1)} ${no}.`
    found.push({ code: 'voting/decides-alone', about: idsOf(decision, deciding), message, advice: ADVICE })
  }
  const isWritten = isUnanimous(decision.tally.adopted)
  const unwritten = isWritten ? [] : blocking.filter((index) => !hasWrittenVeto(decision, index))
  if (unwritten.length > 0 && deciding.length === 0) {
    const one = unwritten.length === 1 ? `${names(unwritten)} could` : `each of ${names(unwritten)} could`
    const message = `${one} prevent every decision alone under "${norm.id}": if it is ${no} and ${others(parties.length - 1)} ${yes}.`
    found.push({ code: 'voting/blocks-alone', about: idsOf(decision, unwritten), message, advice: ADVICE })
  }
  // Where one decides alone, or nothing passes without one, that no other matters, or some group blocks, says nothing new.
  if (deciding.length === 0) found.push(...dummies(decision, game, work))
  found.push(...groups(decision, game, { deciding, blocking, yes, no }))
  return found
}

function others(n: number): string {
  return n === 1 ? 'the other is' : `all ${n} others are`
}

const ADVICE =
  'It follows from the rule and says nothing of what anybody means to do; if it is meant, nothing need be done.'

function idle({ norm, parties }: Decision, code: 'voting/never' | 'voting/always', says: string): Finding {
  const is = code === 'voting/never' ? 'not adopted' : 'adopted'
  const said = says === 'none' ? 'silent' : `${says} it`
  return {
    code,
    about: [],
    message: `a proposal is ${is} under "${norm.id}" even if all ${parties.length} members are ${said}.`,
    advice: 'Look at the numbers of its criteria, and at how they are joined.',
  }
}

function dummies(decision: Decision, game: Game, work: Work): Finding[] {
  const { norm, parties } = decision
  const found = dummiesIn(game, work)
  if (found === undefined) {
    const message = `it is not looked at whether every one of ${parties.length} members can matter under "${norm.id}": there are too many sets of them.`
    return [
      { code: 'voting/not-looked-at', about: [], message, advice: 'Nothing is said of it, neither good nor bad.' },
    ]
  }
  if (found.length === 0) return []
  const whose =
    found.length === 1 ? `the position of ${namesOf(decision, found)}` : `no position of ${namesOf(decision, found)}`
  const message = `${whose} can ${found.length === 1 ? 'never' : 'ever'} matter under "${norm.id}": whatever the others say, the outcome is the same for and against.`
  return [{ code: 'voting/no-matter', about: idsOf(decision, found), message, advice: ADVICE }]
}

interface Alone {
  readonly deciding: readonly number[]
  readonly blocking: readonly number[]
  readonly yes: string
  readonly no: string
}

/** Declared groups of some of the members, of which none could do so alone. */
function groups({ agreement, parties, voters, norm, tally }: Decision, game: Game, alone: Alone): Finding[] {
  const named = new Set(criteriaIn(tally.adopted).flatMap(({ among }) => among ?? []))
  const found: Finding[] = []
  for (const { id } of agreement.groups) {
    const inside = voters.flatMap((voter, index) => (voter.isIn(id) === 'yes' ? [index] : []))
    const outside = voters.flatMap((voter, index) => (voter.isIn(id) === 'yes' ? [] : [index]))
    if (inside.length < 2 || outside.length === 0) continue
    const of = `the ${inside.length} members of ${id}, of ${parties.length} in all,`
    const adopts = wins(game, inside) && !inside.some((index) => alone.deciding.includes(index))
    const prevents = !wins(game, outside) && alone.blocking.length === 0 && !named.has(id)
    if (!adopts && !prevents) continue
    const [own, other] = adopts ? [alone.yes, alone.no] : [alone.no, alone.yes]
    found.push({
      code: adopts ? 'voting/group-decides' : 'voting/group-blocks',
      about: [id],
      message: `${of} could together ${adopts ? 'adopt' : 'prevent every decision'} under "${norm.id}": if they are ${own} and ${others(outside.length)} ${other}.`,
      advice: ADVICE,
    })
  }
  return found
}

/** Does one criterion that everything needs say that everybody must agree? */
function isUnanimous(criteria: Criteria): boolean {
  if (criteria.kind === 'criterion') return criteria.among === undefined && asksAll(criteria)
  return criteria.kind === 'all of' ? criteria.of.some(isUnanimous) : criteria.of.every(isUnanimous)
}

/** `nobody` is against, or not for it; `everybody` is for it. */
function asksAll({ side, is }: Criterion): boolean {
  if (is.kind === 'number') {
    const most = is.compare === 'at most' ? is.n : is.compare === 'fewer than' ? is.n - 1 : undefined
    return most === 0 && (side === 'against' || side === 'not for')
  }
  return side === 'for' && is.kind === 'share' && is.compare === 'at least' && is.over === is.under
}

function hasWrittenVeto({ tally, voters }: Decision, index: number): boolean {
  return criteriaIn(tally.adopted).some(
    (one) => one.among !== undefined && asksAll(one) && voters[index]?.isIn(one.among) === 'yes',
  )
}

function idsOf({ parties }: Decision, some: readonly number[]): string[] {
  return some.map((index) => parties[index]?.id ?? '')
}

const NAMES_MAX = 6

function namesOf(decision: Decision, some: readonly number[]): string {
  const { agreement, parties } = decision
  if (some.length === parties.length) return `the ${some.length} members`
  const names = idsOf(decision, some.slice(0, NAMES_MAX)).map((id) => partyName(agreement, id))
  const more = some.length - names.length
  return listed(more === 0 ? names : [...names, `${more} more`], 'and')
}
