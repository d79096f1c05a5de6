import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Comparison, Criteria, Side, Tally } from '../../src/agreement/decision.ts'
import { exactAmount, NOT_KNOWN } from '../../src/engine/count/amounts.ts'
import { count } from '../../src/engine/decision/tally.ts'
import type { Said, Voter } from '../../src/engine/decision/voter.ts'
import type { Tri } from '../../src/engine/reading/verdict.ts'

import {
  allOf,
  anyOf,
  COMPARISONS,
  criterion,
  everybodyFor,
  GROUP,
  moreThanHalf,
  nobodyAgainst,
  number,
  open,
  outcome,
  RULES,
  rule,
  SIDES,
  saying,
  share,
  tallyOf,
  times,
  vectors,
  voter,
  WEIGHTS,
} from './tally-made.ts'

/** What a voter is and says, all of it known. */
interface Known {
  readonly says: Said
  readonly weight: number
  readonly isInGroup: boolean
  readonly isPresent: boolean
}

/** Counted anew with fractions compared crosswise in big integers. */
function naive(tally: Tally, members: readonly Known[]): boolean {
  const { tie, quorum, presence, abstentionsAreVotes } = tally
  const takesPart = (one: Known) =>
    presence === undefined ? ['for', 'against', 'abstaining'].includes(one.says) : one.isPresent
  const holds = (criteria: Criteria): boolean => {
    if (criteria.kind !== 'criterion')
      return criteria.kind === 'all of' ? criteria.of.every(holds) : criteria.of.some(holds)
    const { among, by, is } = criteria
    const looked = members.filter((one) => among === undefined || one.isInGroup)
    const add = (ones: readonly Known[]) => BigInt(ones.reduce((n, one) => n + (by === undefined ? 1 : one.weight), 0))
    const sides: Record<Side, (one: Known) => boolean> = {
      for: (one) => one.says === 'for',
      against: (one) => one.says === 'against',
      abstaining: (one) => one.says === 'abstaining',
      'not participating': (one) => one.says === 'not participating',
      'not for': (one) => one.says !== 'for',
      present: takesPart,
    }
    const left = add(looked.filter(sides[criteria.side]))
    if (is.kind === 'more than against') return left > add(looked.filter(sides.against))
    if (is.kind === 'more than any other') return left > 0n
    if (is.kind === 'number') return compared(left, BigInt(is.n), is.compare)
    const votes = (one: Known) =>
      one.says === 'for' || one.says === 'against' || (abstentionsAreVotes && one.says === 'abstaining')
    const base = add(is.of === 'members' ? looked : looked.filter(is.of === 'votes' ? votes : takesPart))
    if (is.compare === 'at least' && is.of !== 'members' && left === 0n) return false
    return compared(left * BigInt(is.under), base * BigInt(is.over), is.compare)
  }
  if (members.length === 0 || (quorum !== undefined && !holds(quorum))) return false
  const [yes, no] = [members.filter(({ says }) => says === 'for'), members.filter(({ says }) => says === 'against')]
  if (tie === 'not adopted' && yes.length > 0 && yes.length === no.length) return false
  return (tie === 'adopted' && yes.length > 0 && yes.length === no.length) || holds(tally.adopted)
}
function compared(a: bigint, b: bigint, comparison: Comparison): boolean {
  if (comparison === 'at least') return a >= b
  if (comparison === 'more than') return a > b
  return comparison === 'at most' ? a <= b : a < b
}

/** Every voter with all that is open settled in one way or another; undefined: no member. */
function* settled(voters: readonly Voter[]): Generator<readonly { voter: Voter; known?: Known }[]> {
  const [first, ...rest] = voters
  if (first === undefined) return yield []
  const ways = [...settledOne(first)]
  for (const others of settled(rest)) for (const way of ways) yield [way, ...others]
}
function* settledOne(voter: Voter): Generator<{ voter: Voter; known?: Known }> {
  const both = (answer: Tri) => [true, false].filter((is) => answer === 'maybe' || (answer === 'yes') === is)
  const { low, high } = voter.weight('weight')
  for (const isMember of both(voter.entitled)) {
    for (const says of voter.may) {
      for (const isPresent of both(voter.present)) {
        for (const isInGroup of both(voter.isIn('group'))) {
          for (const weight of new Set([low, high])) {
            const asTri = (is: boolean): Tri => (is ? 'yes' : 'no')
            const exact: Voter = {
              ...voter,
              may: new Set([says]),
              entitled: asTri(isMember),
              present: asTri(isPresent),
              weight: () => exactAmount(weight),
              isIn: () => asTri(isInGroup),
            }
            yield isMember ? { voter: exact, known: { says, weight, isInGroup, isPresent } } : { voter: exact }
          }
        }
      }
    }
  }
}

describe('counting, every small size', () => {
  for (const [name, tally] of Object.entries(RULES)) {
    it(`[T1] ${name}: all positions of up to five members`, () => {
      const adopted = new Set<Tri>()
      for (let n = 0; n <= 5; n++) {
        for (const said of vectors(n)) {
          const members = said.map((says, i) => ({
            says,
            weight: WEIGHTS[i] as number,
            isInGroup: GROUP.includes(i),
            isPresent: true,
          }))
          const { outcome } = count(tally, saying(said, { weights: WEIGHTS, group: GROUP }))
          adopted.add(outcome)
          if (outcome !== (naive(tally, members) ? 'yes' : 'no')) assert.fail(`${name}: ${said.join(', ')}: ${outcome}`)
        }
      }
      assert.deepEqual([...adopted].sort(), ['no', 'yes'])
    })

    it(`[T2] ${name}: one more for never turns adopted into not adopted`, () => {
      for (const said of vectors(4)) {
        const made = { weights: WEIGHTS, group: GROUP }
        if (count(tally, saying(said, made)).outcome !== 'yes') continue
        for (const [i] of said.entries()) {
          const more = said.map((one, j) => (i === j ? 'for' : one))
          assert.equal(count(tally, saying(more, made)).outcome, 'yes', `${said.join(', ')}, then ${i} for`)
        }
      }
    })
  }
})

describe('counting what is open', () => {
  const few = fc.array(open, { maxLength: 3 })

  it('[T3] a sure answer is that of everything that may be, and to learn more never takes it back', () => {
    fc.assert(
      fc.property(rule, few, (tally, voters) => {
        const { outcome } = count(tally, voters)
        for (const way of settled(voters)) {
          const members = way.flatMap(({ known }) => known ?? [])
          const is = naive(tally, members) ? 'yes' : 'no'
          assert.equal(
            count(
              tally,
              way.map(({ voter }) => voter),
            ).outcome,
            is,
          )
          if (outcome !== 'maybe') assert.equal(is, outcome)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[T4] of one criterion everything is known that can be known, and its numbers are reached', () => {
    const counts = fc.record({
      side: fc.constantFrom(...SIDES),
      compare: fc.constantFrom(...COMPARISONS),
      n: fc.nat(5),
    })
    fc.assert(
      fc.property(counts, few, ({ side, compare, n }, some) => {
        // Where there may be no member, that comes in as well.
        const voters = [...some, voter(9, ['for'])]
        const tally = tallyOf(criterion(side, number(compare, n), { by: 'weight' }), {
          presence: { named: [], by: [] },
        })
        const { outcome, adopted } = count(tally, voters)
        assert.ok(adopted.kind === 'criterion')
        const ways = [...settled(voters)].map((way) =>
          count(
            tally,
            way.map(({ voter }) => voter),
          ),
        )
        const seen = new Set(ways.map((way) => way.outcome))
        assert.equal(outcome, seen.size === 1 ? [...seen][0] : 'maybe')
        const numbers = ways.map((way) => (way.adopted.kind === 'criterion' ? way.adopted.counted.low : Number.NaN))
        assert.deepEqual(adopted.counted, { low: Math.min(...numbers), high: Math.max(...numbers) })
      }),
      { numRuns: 300 },
    )
  })

  it('[T5] narrowing what one voter may say settles, and never flips', () => {
    fc.assert(
      fc.property(rule, fc.array(open, { minLength: 1, maxLength: 6 }), (tally, voters) => {
        const { outcome } = count(tally, voters)
        for (const [i, { may }] of voters.entries()) {
          for (const says of may) {
            const narrowed = voters.map((voter, j) => (i === j ? { ...voter, may: new Set([says]) } : voter))
            if (outcome !== 'maybe') assert.equal(count(tally, narrowed).outcome, outcome)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[T6] the order of voters and their names say nothing', () => {
    fc.assert(
      fc.property(rule, fc.array(open, { maxLength: 6 }), fc.nat(719), (tally, voters, turn) => {
        const turned = voters.map((_, i) => voters[(i + turn) % voters.length] as Voter).reverse()
        const renamed = turned.map((voter, party) => ({ ...voter, party }))
        assert.deepEqual(count(tally, turned), count(tally, voters))
        assert.deepEqual(count(tally, renamed), count(tally, voters))
      }),
      { numRuns: 300 },
    )
  })

  it('[T7] a tie and a majority are not in view at once: at least half, or more and a tie adopted, are the same', () => {
    const half = tallyOf(criterion('for', share('at least', 1, 2, 'votes')))
    const more = tallyOf(moreThanHalf, { tie: 'adopted' })
    const voters = [voter(0, ['for']), voter(1, ['against', 'for', 'none'])]
    assert.equal(count(half, voters).outcome, 'yes')
    assert.equal(count(more, voters).outcome, 'yes')
    assert.equal(count(more, voters).tie, 'maybe')
  })
})

describe('counting at the threshold', () => {
  const lisbon = RULES['double, with a blocking clause'] as Tally
  const blocking = anyOf(
    allOf(
      criterion('for', share('at least', 55, 100, 'members')),
      criterion('for', share('at least', 65, 100, 'members'), { by: 'weight' }),
    ),
    criterion('not for', number('fewer than', 4)),
  )

  it('exactly 55 % of 20 members and 65 % of their inhabitants; one voter, and one inhabitant, below', () => {
    // 11 of 20 is 55 % to the head; of 2000 inhabitants the eleven have 1300.
    const even = [
      ...Array(10).fill(118),
      120,
      ...Array(9)
        .fill(0)
        .map((_, i) => (i === 0 ? 100 : 75)),
    ]
    assert.equal(
      even.reduce((a, b) => a + b, 0),
      2000,
    )
    const said = [...times('for', 11), ...times('against', 9)]
    assert.equal(outcome(blocking, said, {}, { weights: even }), 'yes')
    assert.equal(outcome(blocking, [...times('for', 10), ...times('against', 10)], {}, { weights: even }), 'no')
    const oneFewer = even.map((weight, i) => (i === 0 ? weight - 1 : i === 19 ? weight + 1 : weight))
    assert.equal(outcome(blocking, said, {}, { weights: oneFewer }), 'no')
  })

  it('15 of 27 are at least 55 %, 14 are not; the number needed is whole', () => {
    const of27 = criterion('for', share('at least', 55, 100, 'members'))
    assert.equal(outcome(of27, [...times('for', 15), ...times('none', 12)]), 'yes')
    assert.equal(outcome(of27, [...times('for', 14), ...times('none', 13)]), 'no')
    const { adopted } = count(tallyOf(of27), saying(times('none', 27)))
    assert.ok(adopted.kind === 'criterion')
    assert.deepEqual(adopted.limit, { is: 'at least', n: exactAmount(15) })
    assert.deepEqual(adopted.base, exactAmount(27))
  })

  it('the blocking clause: three members that are not for it do not prevent it, four do', () => {
    // Three members have more than 35 % of the inhabitants.
    const weights = [...Array(24).fill(10), 100, 100, 100]
    const said = (against: number): Said[] => [...times('for', 27 - against), ...times('against', against)]
    assert.equal(outcome(blocking, said(3), {}, { weights }), 'yes')
    assert.equal(outcome(blocking, said(4), {}, { weights }), 'no')
    assert.equal(outcome(blocking, [...times('for', 23), ...times('none', 4)], {}, { weights }), 'no')
    assert.equal(count(lisbon, saying(times('for', 5), { weights: WEIGHTS })).outcome, 'yes')
  })

  it('500 million against 8000 million inhabitants, to the head; beyond what is exact nothing is rounded', () => {
    const by = { by: 'weight' }
    const said: Said[] = ['for', 'against']
    const two = (a: number, b: number) => ({ weights: [a, b] })
    const sixteenth = criterion('for', share('at least', 1, 17, 'members'), by)
    assert.equal(outcome(sixteenth, said, {}, two(500_000_000, 8_000_000_000)), 'yes')
    assert.equal(outcome(sixteenth, said, {}, two(500_000_000, 8_000_000_001)), 'no')
    const half = criterion('for', share('at least', 50, 100, 'members'), by)
    assert.equal(outcome(half, said, {}, two(2 ** 52, 2 ** 52 + 1)), 'maybe')
  })

  it('a weight that is not known leaves open only what hangs on it', () => {
    const ofAll = tallyOf(criterion('for', share('at least', 1, 2, 'members'), { by: 'weight' }))
    const unknown = (says: Said) => voter(0, [says], {}, { weight: () => NOT_KNOWN })
    assert.equal(count(ofAll, [unknown('for'), voter(1, ['for'])]).outcome, 'yes')
    assert.equal(count(ofAll, [unknown('against'), voter(1, ['against'])]).outcome, 'no')
    assert.equal(count(ofAll, [unknown('for'), voter(1, ['against'])]).outcome, 'maybe')
    const { adopted } = count(ofAll, [unknown('for'), voter(1, ['against'])])
    assert.deepEqual(adopted.kind === 'criterion' && adopted.counted, { low: 0, high: Number.POSITIVE_INFINITY })
  })

  it('more than half and at least half differ at the half, and of no votes nobody is half', () => {
    const half = criterion('for', share('at least', 1, 2, 'votes'))
    assert.equal(outcome(half, ['for', 'against']), 'yes')
    assert.equal(outcome(moreThanHalf, ['for', 'against']), 'no')
    assert.equal(outcome(half, ['none', 'abstaining']), 'no')
    assert.equal(outcome(half, []), 'no')
    assert.equal(outcome(nobodyAgainst, []), 'no')
    assert.equal(outcome(nobodyAgainst, ['none']), 'yes')
  })

  it('abstention: under consensus, unanimity and majority', () => {
    const said: Said[] = ['for', 'for', 'against', 'abstaining']
    const silent: Said[] = ['for', 'for', 'abstaining']
    assert.equal(outcome(nobodyAgainst, silent), 'yes')
    assert.equal(outcome(everybodyFor, silent), 'no')
    assert.equal(outcome(moreThanHalf, said), 'yes')
    assert.equal(outcome(moreThanHalf, said, { abstentionsAreVotes: true }), 'no')
  })

  it('a casting vote decides a tie, one that abstains leaves it, and nobody to give it leaves it', () => {
    const tie = { tie: { casting: { join: 'and', sets: [] } } } as const
    const casting = (...may: Said[]) => ({ casting: new Set(may) })
    const even: Said[] = ['for', 'against']
    assert.equal(outcome(moreThanHalf, even, tie, {}, casting('for')), 'yes')
    assert.equal(outcome(moreThanHalf, even, tie, {}, casting('against')), 'no')
    assert.equal(outcome(moreThanHalf, even, tie, {}, casting('abstaining')), 'no')
    assert.equal(outcome(moreThanHalf, even, tie, {}, casting('for', 'against')), 'maybe')
    assert.equal(outcome(moreThanHalf, even, tie), 'no')
    assert.equal(outcome(moreThanHalf, ['for', 'for', 'against'], tie, {}, casting('against')), 'yes')
  })

  it('of several proposals one has more than any other, or none has', () => {
    const most = criterion('for', { kind: 'more than any other' })
    const other = (n: number) => saying([...times('for', n), ...times('none', 3 - n)])
    const beside = (...others: Voter[][]) => ({ others })
    const said: Said[] = ['for', 'for', 'none']
    assert.equal(outcome(most, said, {}, {}, beside(other(1), other(0))), 'yes')
    assert.equal(outcome(most, said, {}, {}, beside(other(1), other(2))), 'no')
    assert.equal(outcome(most, said, {}, {}, beside([voter(0, ['for', 'none']), voter(1, ['for'])])), 'maybe')
    assert.equal(outcome(most, ['none'], {}, {}, beside()), 'no')
  })

  it('the quorum is lost by one who walks out', () => {
    const tally = tallyOf(moreThanHalf, {
      presence: { named: [], by: [] },
      quorum: criterion('present', share('at least', 1, 2, 'members')),
    })
    const sitting = (present: readonly Tri[]) =>
      present.map((is, party) => voter(party, [party === 0 ? 'for' : 'none'], {}, { present: is }))
    assert.equal(count(tally, sitting(['yes', 'yes', 'no', 'no'])).outcome, 'yes')
    const left = count(tally, sitting(['yes', 'no', 'no', 'no']))
    assert.deepEqual([left.outcome, left.quorum?.holds, left.adopted.holds], ['no', 'no', 'yes'])
    assert.equal(count(tally, sitting(['yes', 'maybe', 'no', 'no'])).outcome, 'maybe')
  })
})
