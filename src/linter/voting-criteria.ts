import { type Counted, type CriterionCount, count } from '../engine/decision/tally.ts'
import { amountWords, criterionAsWritten } from './criterion-written.ts'
import type { Decision, Finding } from './voting-decision.ts'

/** Criteria that hold whatever anybody says, or never; a quorum that nobody can make. */
export function criteriaThatDecideNothing(decision: Decision): Finding[] {
  const { tally, voters, norm, parties } = decision
  if (parties.length === 0) {
    const message = `"${norm.id}" has no member, so nothing is adopted.`
    return [
      { code: 'voting/never', about: ['members'], message, advice: 'Look at who: and at the dates of the members.' },
    ]
  }
  const isStated = tally.presence !== undefined
  const open = voters.map((voter) => (isStated ? { ...voter, present: 'maybe' as const } : voter))
  const { outcome, quorum, adopted } = count(tally, open)
  const found: Finding[] = []
  for (const one of quorum === undefined ? [] : criteriaOf(quorum)) {
    if (one.holds === 'no') found.push(neverFound(decision, one, 'voting/quorum'))
    if (one.holds === 'yes') found.push(alwaysFound(decision, one))
  }
  for (const one of criteriaOf(adopted)) {
    if (one.criterion.is.kind === 'more than any other') continue
    if (one.holds === 'no') found.push(neverFound(decision, one, 'voting/never'))
    if (one.holds === 'yes') found.push(alwaysFound(decision, one))
  }
  if (outcome !== 'maybe' && found.length === 0) {
    const isAdopted = outcome === 'yes'
    found.push({
      code: isAdopted ? 'voting/always' : 'voting/never',
      about: [],
      message: `"${norm.id}" is ${isAdopted ? 'adopted' : 'not adopted'} whatever its ${parties.length} members say.`,
      advice: 'Look at how its criteria are joined.',
    })
  }
  return found
}

function criteriaOf(counted: Counted): readonly CriterionCount[] {
  return counted.kind === 'criterion' ? [counted] : counted.of.flatMap(criteriaOf)
}

function neverFound({ norm }: Decision, one: CriterionCount, code: 'voting/quorum' | 'voting/never'): Finding {
  const { limit, counted } = one
  const most = limit.is === 'at least' ? `there can be at most ${counted.high}` : `there are at least ${counted.low}`
  const asked = `${limit.is} ${amountWords(limit.n)} ${limit.is === 'at least' ? 'are needed' : 'may be'}`
  return {
    code,
    about: [criterionAsWritten(one.criterion)],
    message: `"${criterionAsWritten(one.criterion)}" of "${norm.id}" can never hold: ${asked}, and ${most}.`,
    advice: 'Look at the number, at its base, and at who the members are.',
  }
}

function alwaysFound({ norm, parties, voters }: Decision, one: CriterionCount): Finding {
  const { criterion, limit, counted } = one
  const { among } = criterion
  const isEmpty = among !== undefined && voters.every((voter) => voter.isIn(among) === 'no')
  const why = isEmpty
    ? `none of the ${parties.length} members is of ${among}`
    : limit.is === 'at most'
      ? `at most ${amountWords(limit.n)} may be, and there can be at most ${counted.high}`
      : `at least ${amountWords(limit.n)} are needed, and there are at least ${counted.low}`
  return {
    code: 'voting/always',
    about: [criterionAsWritten(criterion)],
    message: `"${criterionAsWritten(criterion)}" of "${norm.id}" always holds: ${why}.`,
    advice: 'It decides nothing; look at the number and at who is counted.',
  }
}
