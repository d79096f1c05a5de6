import type { Base, Criterion, Side, Tally } from '../../agreement/decision.ts'
import { type Amount, either, exactAmount, minus, plus, times } from '../count/amounts.ts'
import type { Said, Voter } from './voter.ts'

/** How far those for are ahead of those against. */
export type Lead = number | 'nobody is for or against'

/** What a set of voters adds up to under one criterion. `difference`: number less base, times what makes both whole. */
export interface Sums {
  readonly counted: Amount
  readonly base: Amount
  readonly difference: Amount
}

const ZERO = exactAmount(0)
const NOTHING: Sums = { counted: ZERO, base: ZERO, difference: ZERO }

/** By what the lead may be, the least and the most that voters come to. */
export function sumsOf(criterion: Criterion, tally: Tally, voters: readonly Voter[]): ReadonlyMap<Lead, Sums> {
  let sums = new Map<Lead, Sums>([['nobody is for or against', NOTHING]])
  for (const voter of voters) {
    const own = ownSums(criterion, tally, voter)
    const next = new Map<Lead, Sums>()
    for (const [lead, sum] of sums) {
      for (const [step, part] of own) put(next, leadWith(lead, step), added(sum, part))
    }
    sums = next
  }
  return sums
}

/** What a voter may add, by what it adds to the lead. */
function ownSums(criterion: Criterion, tally: Tally, voter: Voter): ReadonlyMap<Lead, Sums> {
  const own = new Map<Lead, Sums>()
  const isLookedAt = criterion.among === undefined ? 'yes' : voter.isIn(criterion.among)
  const { low, high } = criterion.by === undefined ? exactAmount(1) : voter.weight(criterion.by)
  // Nobody weighs less than nothing, whatever is not known of it.
  const weights = low === high ? [low] : [Math.max(0, low), high]
  for (const { lead, says, isPresent } of statesOf(voter, tally)) {
    if (says === undefined || isLookedAt !== 'yes') put(own, lead, NOTHING)
    if (says === undefined || isLookedAt === 'no') continue
    for (const weight of weights) put(own, lead, weighed(criterion, tally, { says, isPresent, weight }))
  }
  return own
}

interface State {
  readonly lead: Lead
  /** Left out: it is no member. */
  readonly says?: Said
  readonly isPresent: boolean
}

function* statesOf({ may, entitled, present }: Voter, { presence }: Tally): Generator<State> {
  if (entitled !== 'yes') yield { lead: 'nobody is for or against', isPresent: false }
  if (entitled === 'no') return
  for (const says of may) {
    const lead = says === 'for' ? 1 : says === 'against' ? -1 : 'nobody is for or against'
    const takesPart = says !== 'none' && says !== 'not participating'
    const isPresent = presence !== undefined ? present : takesPart ? 'yes' : 'no'
    if (isPresent !== 'no') yield { lead, says, isPresent: true }
    if (isPresent !== 'yes') yield { lead, says, isPresent: false }
  }
}

function weighed(criterion: Criterion, tally: Tally, one: Required<Omit<State, 'lead'>> & { weight: number }): Sums {
  const { side, is } = criterion
  const isBase =
    is.kind === 'share' ? isInBase(is.of, tally, one) : is.kind === 'more than against' && one.says === 'against'
  const [isCounted, inBase] = [Number(isOn(side, one)), Number(isBase)]
  const [over, under] = is.kind === 'share' ? [is.over, is.under] : [1, 1]
  // One weight on both sides: it is weighed once, so that one without bound does not hide what it weighs against itself.
  const weight = exactAmount(one.weight)
  const difference = minus(
    times(exactAmount(under), exactAmount(isCounted)),
    times(exactAmount(over), exactAmount(inBase)),
  )
  return {
    counted: times(exactAmount(isCounted), weight),
    base: times(exactAmount(inBase), weight),
    difference: times(difference, weight),
  }
}

function isOn(side: Side, { says, isPresent }: { readonly says: Said; readonly isPresent: boolean }): boolean {
  if (side === 'present') return isPresent
  return side === 'not for' ? says !== 'for' : says === side
}

function isInBase(
  base: Base,
  { abstentionsAreVotes }: Tally,
  { says, isPresent }: { readonly says: Said; readonly isPresent: boolean },
): boolean {
  if (base === 'members') return true
  if (base === 'present') return isPresent
  return says === 'for' || says === 'against' || (says === 'abstaining' && abstentionsAreVotes)
}

/** All that the lead may come to. */
export function leadsOf(tally: Tally, voters: readonly Voter[]): ReadonlySet<Lead> {
  let leads = new Set<Lead>(['nobody is for or against'])
  for (const voter of voters) {
    const steps = new Set([...statesOf(voter, tally)].map(({ lead }) => lead))
    leads = new Set([...leads].flatMap((lead) => [...steps].map((step) => leadWith(lead, step))))
  }
  return leads
}

function leadWith(lead: Lead, step: Lead): Lead {
  if (typeof lead !== 'number') return step
  return typeof step === 'number' ? lead + step : lead
}

function put(sums: Map<Lead, Sums>, lead: Lead, one: Sums): void {
  const known = sums.get(lead)
  sums.set(lead, known === undefined ? one : eitherOf(known, one))
}

function added(a: Sums, b: Sums): Sums {
  return {
    counted: plus(a.counted, b.counted),
    base: plus(a.base, b.base),
    difference: plus(a.difference, b.difference),
  }
}

export function eitherOf(a: Sums, b: Sums): Sums {
  return {
    counted: either(a.counted, b.counted),
    base: either(a.base, b.base),
    difference: either(a.difference, b.difference),
  }
}
