import fc from 'fast-check'
import type { Amount, Comparison, Criteria, Criterion, Side, Tally } from '../../src/agreement/decision.ts'
import { exactAmount } from '../../src/engine/count/amounts.ts'
import { type Beside, count } from '../../src/engine/decision/tally.ts'
import type { Said, Voter } from '../../src/engine/decision/voter.ts'
import type { Tri } from '../../src/engine/reading/verdict.ts'

/** Rules on positions and voters, written out and made. */
export const SAID: readonly Said[] = ['for', 'against', 'abstaining', 'not participating', 'none']
export const SIDES: readonly Side[] = ['for', 'against', 'abstaining', 'not participating', 'not for', 'present']
export const COMPARISONS: readonly Comparison[] = ['at least', 'more than', 'at most', 'fewer than']

export function tallyOf(adopted: Criteria, more: Partial<Tally> = {}): Tally {
  return { on: [], positions: [], adopted, abstentionsAreVotes: false, closes: [], attached: [], ...more }
}
export function criterion(side: Side, is: Amount, more: Partial<Criterion> = {}): Criteria {
  return { kind: 'criterion', side, is, ...more }
}
export function number(compare: Comparison, n: number): Amount {
  return { kind: 'number', compare, n }
}
export function share(compare: Comparison, over: number, under: number, of: 'members' | 'present' | 'votes'): Amount {
  return { kind: 'share', compare, over, under, of }
}
export const moreThanHalf = criterion('for', share('more than', 1, 2, 'votes'))
export const nobodyAgainst = criterion('against', number('at most', 0))
export const everybodyFor = criterion('for', share('at least', 1, 1, 'members'))
export const allOf = (...of: Criteria[]): Criteria => ({ kind: 'all of', of })
export const anyOf = (...of: Criteria[]): Criteria => ({ kind: 'any of', of })

/** Members of one to so many; the weight of the i-th is `weights[i]`, and the first `among` are of the group. */
export interface Made {
  readonly weights?: readonly number[]
  readonly group?: readonly number[]
}
export function voter(party: number, may: Iterable<Said>, made: Made = {}, more: Partial<Voter> = {}): Voter {
  return {
    party,
    may: new Set(may),
    entitled: 'yes',
    present: 'yes',
    weight: () => exactAmount(made.weights?.[party] ?? 1),
    isIn: () => (made.group === undefined || made.group.includes(party) ? 'yes' : 'no'),
    ...more,
  }
}
export function saying(said: readonly Said[], made?: Made): Voter[] {
  return said.map((one, party) => voter(party, [one], made))
}
export function times(said: Said, n: number): Said[] {
  return Array.from({ length: n }, () => said)
}
export function outcome(
  adopted: Criteria,
  said: readonly Said[],
  more: Partial<Tally> = {},
  made?: Made,
  beside?: Beside,
): Tri {
  return count(tallyOf(adopted, more), saying(said, made), beside).outcome
}

export const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), compare: fc.constantFrom(...COMPARISONS), n: fc.nat(6) }),
  fc.record({
    kind: fc.constant('share' as const),
    compare: fc.constantFrom(...COMPARISONS),
    over: fc.integer({ min: 1, max: 5 }),
    under: fc.integer({ min: 5, max: 7 }),
    of: fc.constantFrom('members' as const, 'present' as const, 'votes' as const),
  }),
  fc.constant({ kind: 'more than against' as const }),
  fc.constant({ kind: 'more than any other' as const }),
)
export const one: fc.Arbitrary<Criteria> = fc.record(
  {
    kind: fc.constant('criterion' as const),
    side: fc.constantFrom(...SIDES),
    is: amount,
    among: fc.constant('group'),
    by: fc.constant('weight'),
  },
  { requiredKeys: ['kind', 'side', 'is'] },
)
export const tree: fc.Arbitrary<Criteria> = fc.oneof(
  one,
  fc.record({
    kind: fc.constantFrom('all of' as const, 'any of' as const),
    of: fc.array(one, { minLength: 1, maxLength: 3 }),
  }),
)
export const rule: fc.Arbitrary<Tally> = fc
  .record(
    {
      adopted: tree,
      quorum: tree,
      tie: fc.constantFrom('adopted' as const, 'not adopted' as const),
      presence: fc.constant({ named: [], by: [] }),
    },
    { requiredKeys: ['adopted'] },
  )
  .chain((some) => fc.boolean().map((abstentionsAreVotes) => tallyOf(some.adopted, { ...some, abstentionsAreVotes })))
export const tri = fc.constantFrom<Tri>('yes', 'yes', 'maybe', 'no')
/** Everything about it may be open. */
export const open: fc.Arbitrary<Voter> = fc
  .record({
    party: fc.nat(9),
    may: fc.uniqueArray(fc.constantFrom(...SAID), { minLength: 1, maxLength: 3 }),
    entitled: tri,
    present: tri,
    weights: fc.tuple(fc.nat(4), fc.nat(2)),
    group: tri,
  })
  .map(({ may, weights: [low, more], group, ...rest }) => ({
    ...rest,
    may: new Set(may),
    weight: () => ({ low, high: low + more }),
    isIn: () => group,
  }))

/** All position vectors of so many members. */
export function* vectors(n: number): Generator<Said[]> {
  if (n === 0) return yield []
  for (const rest of vectors(n - 1)) for (const said of SAID) yield [said, ...rest]
}

export const RULES: Readonly<Record<string, Tally>> = {
  consensus: tallyOf(nobodyAgainst),
  unanimity: tallyOf(everybodyFor),
  simple: tallyOf(moreThanHalf),
  'simple, a tie adopts': tallyOf(moreThanHalf, { tie: 'adopted' }),
  'abstentions are votes': tallyOf(moreThanHalf, { abstentionsAreVotes: true }),
  absolute: tallyOf(criterion('for', share('more than', 1, 2, 'members'))),
  'at least half': tallyOf(criterion('for', share('at least', 1, 2, 'votes'))),
  'two thirds of those present': tallyOf(criterion('for', share('at least', 2, 3, 'present'))),
  'with a quorum': tallyOf(moreThanHalf, { quorum: criterion('present', share('more than', 1, 2, 'members')) }),
  'a veto of some': tallyOf(
    allOf(criterion('for', number('at least', 3)), { ...nobodyAgainst, among: 'group' } as Criteria),
  ),
  'double, with a blocking clause': tallyOf(
    anyOf(
      allOf(
        criterion('for', share('at least', 55, 100, 'members')),
        criterion('for', share('at least', 65, 100, 'members'), { by: 'weight' }),
      ),
      criterion('not for', number('fewer than', 2)),
    ),
  ),
  'more for than against': tallyOf(criterion('for', { kind: 'more than against' })),
}
export const WEIGHTS = [5, 3, 2, 1, 1]
export const GROUP = [0, 1]
