import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Tally } from '../../src/agreement/decision.ts'
import { count } from '../../src/engine/decision/tally.ts'
import { isMonotone, needed, swing } from '../../src/engine/decision/tally-needs.ts'
import type { Said, Voter } from '../../src/engine/decision/voter.ts'
import { criterion, moreThanHalf, open, RULES, rule, SAID, saying, share, tallyOf, times, voter } from './tally-made.ts'

/** The size of the smallest set of those with a position left that does, and whether every set of that size does. */
function smallest(voters: readonly Voter[], does: (chosen: ReadonlySet<number>) => boolean) {
  const left = voters.flatMap(({ may, entitled }, i) => (entitled !== 'no' && may.has('none') ? [i] : []))
  const sets = Array.from({ length: 2 ** left.length }, (_, bits) => new Set(left.filter((_, i) => (bits >> i) & 1)))
  const n = Math.min(...sets.filter(does).map((set) => set.size))
  return Number.isFinite(n) ? { n, isAny: sets.filter((set) => set.size === n).every(does) } : undefined
}
function then(voters: readonly Voter[], chosen: ReadonlySet<number>, is: Said, rest: Said): Voter[] {
  return voters.map((one, i) => (one.may.has('none') ? { ...one, may: new Set([chosen.has(i) ? is : rest]) } : one))
}
const settling = fc.array(
  fc.record({
    says: fc.constantFrom<Said>('for', 'against', 'abstaining', 'none', 'none'),
    weight: fc.nat(6),
    group: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

describe('what is needed before the close', () => {
  it('[N1] the fewest for, and the fewest against, are those that trying every set finds', () => {
    fc.assert(
      fc.property(
        fc.oneof(rule.filter(isMonotone), fc.constantFrom(...Object.values(RULES))),
        settling,
        (tally, some) => {
          const made = {
            weights: some.map(({ weight }) => weight),
            group: some.flatMap(({ group }, i) => (group ? [i] : [])),
          }
          const voters = saying(
            some.map(({ says }) => says),
            made,
          )
          const found = needed(tally, voters)
          assert.ok(found)
          const adopting = (chosen: ReadonlySet<number>) =>
            count(tally, then(voters, chosen, 'for', 'none')).outcome === 'yes'
          // What the others then say can be anything; that all are for it is the most that can happen.
          const blocking = (chosen: ReadonlySet<number>) =>
            count(tally, then(voters, chosen, 'against', 'for')).outcome === 'no'
          for (const [is, tried, does] of [
            [found.toAdopt, smallest(voters, adopting), adopting],
            [found.toBlock, smallest(voters, blocking), blocking],
          ] as const) {
            assert.deepEqual(is && { n: is.n, isAny: is.isAny }, tried)
            if (is !== undefined) assert.ok(does(new Set(is.parties)))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('[N2] under a rule of that shape one more for never turns adopted into not adopted', () => {
    const monotone = rule.filter(isMonotone)
    const casting = fc.option(fc.constantFrom<Said>(...SAID), { nil: undefined })
    const known = open.filter(({ may, weight }) => may.size === 1 && weight('weight').low === weight('weight').high)
    fc.assert(
      fc.property(monotone, fc.array(known, { minLength: 1, maxLength: 5 }), casting, (tally, voters, says) => {
        const tie = says === undefined ? tally.tie : { casting: { join: 'and' as const, sets: [] } }
        const ruled: Tally = tie === undefined ? tally : { ...tally, tie }
        if (!isMonotone(ruled)) return
        const beside = says === undefined ? {} : { casting: new Set([says]) }
        if (count(ruled, voters, beside).outcome !== 'yes') return
        for (const [i] of voters.entries()) {
          const more = voters.map((one, j) => (i === j ? { ...one, may: new Set<Said>(['for']) } : one))
          assert.equal(count(ruled, more, beside).outcome, 'yes')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('[N3] a tie that adopts beside two thirds is lost by one more for, and is not of that shape', () => {
    const tally = tallyOf(criterion('for', share('at least', 2, 3, 'votes')), { tie: 'adopted' })
    assert.equal(isMonotone(tally), false)
    assert.equal(count(tally, saying(['for', 'against', 'none'])).outcome, 'yes')
    assert.equal(count(tally, saying(['for', 'for', 'for', 'against', 'against'])).outcome, 'no')
    assert.equal(needed(tally, saying(['none'])), undefined)
  })

  it('27 members: fifteen with the heaviest, and four against, are found at once', () => {
    const weights = Array.from({ length: 27 }, (_, i) => 100 + i * i)
    const total = weights.reduce((a, b) => a + b, 0)
    const tally = RULES['double, with a blocking clause'] as Tally
    const found = needed(tally, saying(times('none', 27), { weights }))
    assert.equal(found?.toAdopt?.n, 15)
    assert.equal(found?.toAdopt?.isAny, false)
    const heaviest = weights.slice(-15).reduce((a, b) => a + b, 0)
    assert.ok(heaviest * 100 >= total * 65)
  })

  it('whoever has the casting vote is told apart, and says what the others let it say', () => {
    const tally = tallyOf(moreThanHalf, { tie: { casting: { join: 'and', sets: [] } } })
    const voters = saying(['for', 'for', 'against', ...times('none', 5)])
    const chaired = needed(tally, voters, { castingBy: [3] })
    assert.deepEqual([chaired?.toBlock?.n, chaired?.toBlock?.isAny], [3, false])
    assert.ok(chaired?.toBlock?.parties.includes(3))
    // Without a chair four and four is a tie that does not adopt.
    assert.deepEqual([needed(tally, voters)?.toBlock?.n, needed(tally, voters)?.toBlock?.isAny], [3, true])
  })

  it('is not for it as good as against it? Of members it is, of votes it is not', () => {
    const ofMembers = tallyOf(criterion('for', share('more than', 1, 2, 'members')))
    assert.equal(needed(ofMembers, saying(times('none', 5)))?.isNotForEnough, true)
    assert.equal(needed(tallyOf(moreThanHalf), saying(times('none', 5)))?.isNotForEnough, false)
  })

  it('is not said of elections, where what others have counts as well', () => {
    assert.equal(needed(tallyOf(moreThanHalf), saying(['none']), { others: [] }), undefined)
  })

  it('what one more position of a party would change', () => {
    const voters = [voter(0, ['for']), voter(1, ['none']), voter(2, ['against'])]
    assert.deepEqual(
      [...swing(tallyOf(moreThanHalf), voters, 1)],
      [
        ['for', 'yes'],
        ['against', 'no'],
        ['abstaining', 'no'],
        ['not participating', 'no'],
        ['none', 'no'],
      ],
    )
  })
})
