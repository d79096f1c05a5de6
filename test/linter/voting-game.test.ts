import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Tally } from '../../src/agreement/decision.ts'
import { count } from '../../src/engine/decision/tally.ts'
import type { Said, Voter } from '../../src/engine/decision/voter.ts'
import { dummiesIn } from '../../src/linter/voting-dummies.ts'
import { type Game, gameOf, type Sides, wins } from '../../src/linter/voting-game.ts'
import { criterion, number, RULES, rule, saying, share, tallyOf, times } from '../engine/tally-made.ts'

const VOTES: Sides = { yes: 'for', no: 'against' }
const member = fc.record({ weight: fc.nat(9), group: fc.boolean() })
const members = fc.array(member, { minLength: 1, maxLength: 6 })

function madeVoters(some: readonly { weight: number; group: boolean }[]): Voter[] {
  const group = some.flatMap((one, i) => (one.group ? [i] : []))
  return saying(times('for', some.length), { weights: some.map(({ weight }) => weight), group })
}
function* subsets(n: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** n; bits++) yield Array.from({ length: n }, (_, i) => i).filter((i) => (bits >> i) & 1)
}
function adopted(
  tally: Tally,
  voters: readonly Voter[],
  inside: readonly number[],
  { yes, no }: Sides,
  casting?: number,
) {
  const says = (index: number): Said => (inside.includes(index) ? yes : no)
  const then = voters.map((voter, index) => ({ ...voter, may: new Set([says(index)]) }))
  const beside = casting === undefined ? {} : { casting: new Set([says(casting)]) }
  return count(tally, then, beside).outcome === 'yes'
}
/** The votes of a weighted rule: so many needed. */
function weighted(quota: number, weights: readonly number[]): Game {
  const tally = tallyOf(criterion('for', number('at least', quota), { by: 'votes' }))
  return gameOf(tally, saying(times('for', weights.length), { weights }), VOTES) as Game
}

describe('a rule as a game', () => {
  it('[G1] a set wins where the count says adopted', () => {
    const sides = fc.constantFrom<Sides>(VOTES, { yes: 'none', no: 'against' }, { yes: 'for', no: 'none' })
    fc.assert(
      fc.property(fc.oneof(rule, fc.constantFrom(...Object.values(RULES))), members, sides, (tally, some, says) => {
        const voters = madeVoters(some)
        const game = gameOf(tally, voters, says)
        fc.pre(game !== undefined)
        for (const inside of subsets(some.length)) {
          assert.equal(wins(game, inside), adopted(tally, voters, inside, says))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[G2] a casting vote, and a tie that adopts', () => {
    for (const tie of ['adopted', { casting: { join: 'and', sets: [] } }] as const) {
      const tally = tallyOf(criterion('for', share('more than', 1, 2, 'votes')), { tie })
      for (let n = 1; n <= 5; n++) {
        const voters = saying(times('for', n))
        const game = gameOf(tally, voters, VOTES, tie === 'adopted' ? undefined : 0)
        assert.ok(game)
        for (const inside of subsets(n)) {
          assert.equal(wins(game, inside), adopted(tally, voters, inside, VOTES, tie === 'adopted' ? undefined : 0))
        }
      }
    }
  })

  it('[G3] those who never matter are those whom trying every set finds', () => {
    fc.assert(
      fc.property(rule, members, (tally, some) => {
        const game = gameOf(tally, madeVoters(some), VOTES)
        fc.pre(game !== undefined)
        const all = Array.from({ length: some.length }, (_, i) => i)
        const idle = all.filter((one) =>
          [...subsets(some.length)].every((set) => wins(game, set) === wins(game, [...new Set([...set, one])])),
        )
        assert.deepEqual(dummiesIn(game), idle)
      }),
      { numRuns: 400 },
    )
  })

  it('1 of 17 votes, 12 needed, never matters; 49 of 100 beside 50 and 1 does, as the 1 does', () => {
    assert.deepEqual(dummiesIn(weighted(12, [4, 4, 4, 2, 2, 1])), [5])
    assert.deepEqual(dummiesIn(weighted(51, [50, 49, 1])), [])
    assert.deepEqual(dummiesIn(weighted(51, [51, 48, 1])), [1, 2])
  })

  it('27 members by number and by inhabitants, and 60 with weights of their own, take well under a second', () => {
    const weights = Array.from({ length: 27 }, (_, i) => 450_000 + i * i * i * 4_567)
    const double = RULES['double, with a blocking clause'] as Tally
    const started = process.cpuUsage().user
    const game = gameOf(double, saying(times('for', 27), { weights }), VOTES)
    assert.deepEqual(game && dummiesIn(game), [])
    const sixty = Array.from({ length: 60 }, (_, i) => 1 + ((i * 37) % 101))
    const total = sixty.reduce((a, b) => a + b, 0)
    assert.deepEqual(dummiesIn(weighted(Math.ceil((total * 2) / 3), sixty)), [])
    // Even votes and an even quota, but for one member of 1 vote: it is the table of sums that finds it.
    const even = [...sixty.slice(0, 59).map((votes) => votes * 2), 1]
    const half = even.reduce((a, b) => a + b, 0)
    assert.deepEqual(dummiesIn(weighted(Math.floor(half / 4) * 2, even)), [59])
    assert.ok(process.cpuUsage().user - started < 1_500_000)
  })

  it('[G4] the smallest of 56 by inhabitants matters, and one too small among 27 does not: met in the middle', () => {
    // A few large, many small, one of 800: which sets leave a gap of that size no order of them shows.
    const people = Array.from({ length: 55 }, (_, i) => Math.floor(331_000_000 / (i + 1) ** 0.8) + 30_011)
    const total = people.reduce((a, b) => a + b, 800)
    assert.deepEqual(dummiesIn(weighted(Math.ceil((total * 2) / 3), [...people, 800])), [])
    const even = people.slice(0, 26).map((n) => n - (n % 2))
    const half = even.reduce((a, b) => a + b, 0)
    assert.deepEqual(dummiesIn(weighted(Math.floor(half / 4) * 2, [...even, 1])), [26])
  })

  it('beyond what can be looked at it is not said', () => {
    const odd = Array.from({ length: 58 }, (_, i) => 2 * (1_000_003 + ((i * 7_919_993) % 15_485_863)))
    const total = odd.reduce((a, b) => a + b, 0)
    assert.equal(dummiesIn(weighted(2 * Math.floor(total / 4), [...odd, 1])), undefined)
  })
})
