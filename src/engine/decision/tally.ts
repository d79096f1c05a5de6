import type { Comparison, Criteria, Criterion, Tally } from '../../agreement/decision.ts'
import { type Amount, divided, exactAmount, largest, minus, plus, times } from '../count/amounts.ts'
import type { Tri } from '../reading/verdict.ts'
import { eitherOf, type Lead, leadsOf, type Sums, sumsOf } from './vote-sums.ts'
import type { Said, Voter } from './voter.ts'

/** What the positions of the voters themselves do not tell. */
export interface Beside {
  /** The voters of each other proposal about the same act. */
  readonly others?: readonly (readonly Voter[])[]
  /** What whoever has the casting vote may say; left out: nobody has it. */
  readonly casting?: ReadonlySet<Said>
  /** The same: which parties have it, so that it is what these voters may say. */
  readonly castingBy?: readonly number[]
}

/** Nothing is adopted where there is no member, or no quorum. */
export interface Count {
  readonly outcome: Tri
  readonly members: Amount
  /** Left out: any number will do. */
  readonly quorum?: Counted
  /** As many for as against, each counting one, and at least one of each. */
  readonly tie: Tri
  readonly adopted: Counted
}

/** A tree of criteria with what was counted. */
export type Counted =
  | { readonly kind: 'all of' | 'any of'; readonly of: readonly Counted[]; readonly holds: Tri }
  | CriterionCount

export interface CriterionCount {
  readonly kind: 'criterion'
  readonly criterion: Criterion
  readonly counted: Amount
  /** Of what it must be a share, or what it must be more than; left out: a number is written. */
  readonly base?: Amount
  /** How many there must be at least, or may be at most. */
  readonly limit: { readonly is: 'at least' | 'at most'; readonly n: Amount }
  readonly holds: Tri
}

/**
 * Counts positions. Whole numbers only: 55 % of 27 members are reached where 100 times the number is at least 55 times 27.
 * What a voter says, whether it is one, and what it weighs may each be open. A number is a sum over voters, each of which
 * adds its least or its most whatever the others do, so the lowest and the highest are exact; they are found for each lead
 * that those for may have over those against, so that a tie and a majority are never both in view. What follows from several
 * numbers is said only if it follows from all that they may be: to learn more never takes an answer back. Beyond 2^53 - 1 a
 * number is not known, never rounded; a hundred times 8000 million is far below.
 */
export function count(tally: Tally, voters: readonly Voter[], known: Beside = {}): Count {
  const beside = known.castingBy === undefined ? known : { ...known, casting: saidBy(known.castingBy, voters) }
  const seen: Seen = { tally, voters, beside }
  const adopted = evaluate(tally.adopted, seen)
  const quorum = tally.quorum === undefined ? undefined : evaluate(tally.quorum, seen)
  const members = voters.reduce((sum, { entitled }) => plus(sum, oneIf(entitled)), ZERO)
  const leads = [...leadsOf(seen.tally, seen.voters)]
  const outcomes = leads.map((lead) => {
    const byCriteria = adopted.at(lead)
    return all([quorum?.at(lead) ?? 'yes', lead === 0 ? tied(tally, beside, byCriteria) : byCriteria])
  })
  return {
    outcome: all([members.low > 0 ? 'yes' : members.high > 0 ? 'maybe' : 'no', agreed(outcomes)]),
    members,
    ...(quorum === undefined ? {} : { quorum: quorum.counted }),
    tie: agreed(leads.map((lead) => (lead === 0 ? 'yes' : 'no'))),
    adopted: adopted.counted,
  }
}

/** What these parties may say; whoever is no voter says nothing. */
export function saidBy(parties: readonly number[], voters: readonly Voter[]): ReadonlySet<Said> {
  return new Set(
    parties.flatMap((party): Said[] => [...(voters.find((one) => one.party === party)?.may ?? (['none'] as const))]),
  )
}

const ZERO = exactAmount(0)

interface Seen {
  readonly tally: Tally
  readonly voters: readonly Voter[]
  readonly beside: Beside
}

interface Evaluated {
  readonly counted: Counted
  readonly at: (lead: Lead) => Tri
}

function evaluate(criteria: Criteria, seen: Seen): Evaluated {
  if (criteria.kind === 'criterion') return evaluateOne(criteria, seen)
  const parts = criteria.of.map((one) => evaluate(one, seen))
  const joined = criteria.kind === 'all of' ? all : any
  const at = (lead: Lead) => joined(parts.map((part) => part.at(lead)))
  const of = parts.map(({ counted }) => counted)
  return { counted: { kind: criteria.kind, of, holds: agreed([...leadsOf(seen.tally, seen.voters)].map(at)) }, at }
}

function evaluateOne(criterion: Criteria & Criterion, seen: Seen): Evaluated {
  const sums = sumsOf(criterion, seen.tally, seen.voters)
  const { is } = criterion
  const most = is.kind === 'more than any other' ? mostOfOthers(criterion, seen) : ZERO
  const excess = is.kind === 'number' ? exactAmount(is.n) : most
  const holds = ({ counted, difference }: Sums): Tri => {
    const compared = compare(minus(difference, excess), comparisonOf(criterion))
    // A share of no votes at all is not reached by nobody.
    return needsSomebody(criterion) ? all([compared, compare(counted, 'more than')]) : compared
  }
  const at = (lead: Lead) => holds(sums.get(lead) as Sums)
  const whole = [...sums.values()].reduce(eitherOf)
  const base = is.kind === 'number' ? undefined : is.kind === 'more than any other' ? most : whole.base
  return {
    counted: {
      kind: 'criterion',
      criterion,
      counted: whole.counted,
      ...(base === undefined ? {} : { base }),
      limit: limitOf(criterion, base ?? ZERO),
      holds: agreed([...sums.keys()].map(at)),
    },
    at,
  }
}

function comparisonOf({ is }: Criterion): Comparison {
  return is.kind === 'number' || is.kind === 'share' ? is.compare : 'more than'
}

function needsSomebody({ is }: Criterion): boolean {
  return is.kind === 'share' && is.compare === 'at least' && is.of !== 'members'
}

function limitOf(criterion: Criterion, base: Amount): CriterionCount['limit'] {
  const { is } = criterion
  const compare = comparisonOf(criterion)
  const isLeast = compare === 'at least' || compare === 'more than'
  const [exact, under] =
    is.kind === 'number'
      ? [exactAmount(is.n), 1]
      : is.kind === 'share'
        ? [times(exactAmount(is.over), base), is.under]
        : [base, 1]
  // The first whole number that is as much, or more; the last that is not more, or less.
  const rounded = divided(exact, exactAmount(under), compare === 'at least' || compare === 'fewer than' ? 'up' : 'down')
  const step = compare === 'more than' ? 1 : compare === 'fewer than' ? -1 : 0
  const n = plus(rounded, exactAmount(step))
  const least = needsSomebody(criterion) ? largest([n, exactAmount(1)]) : n
  return { is: isLeast ? 'at least' : 'at most', n: least }
}

/** The most that any other proposal has on that side; none has fewer than nothing. */
function mostOfOthers(criterion: Criterion, { tally, beside }: Seen): Amount {
  const counts = (beside.others ?? []).map((voters) => {
    const sums = sumsOf(criterion, tally, voters)
    return [...sums.values()].reduce(eitherOf).counted
  })
  return largest([ZERO, ...counts])
}

/** What equal numbers come to. A casting vote that is neither for nor against leaves it to the criteria. */
function tied({ tie }: Tally, { casting }: Beside, byCriteria: Tri): Tri {
  if (tie === undefined) return byCriteria
  if (tie === 'adopted') return 'yes'
  if (tie === 'not adopted') return 'no'
  if (casting === undefined) return byCriteria
  return agreed([...casting].map((says) => (says === 'for' ? 'yes' : says === 'against' ? 'no' : byCriteria)))
}

function compare({ low, high }: Amount, comparison: Comparison): Tri {
  switch (comparison) {
    case 'at least':
      return low >= 0 ? 'yes' : high < 0 ? 'no' : 'maybe'
    case 'more than':
      return low > 0 ? 'yes' : high <= 0 ? 'no' : 'maybe'
    case 'at most':
      return high <= 0 ? 'yes' : low > 0 ? 'no' : 'maybe'
    case 'fewer than':
      return high < 0 ? 'yes' : low >= 0 ? 'no' : 'maybe'
  }
}

function oneIf(answer: Tri): Amount {
  return { low: answer === 'yes' ? 1 : 0, high: answer === 'no' ? 0 : 1 }
}

function all(answers: readonly Tri[]): Tri {
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes'
}

function any(answers: readonly Tri[]): Tri {
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no'
}

function agreed(answers: readonly Tri[]): Tri {
  return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? 'maybe') : 'maybe'
}
