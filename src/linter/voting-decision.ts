import type { Agreement } from '../agreement/agreement.ts'
import type { PartyDef } from '../agreement/party.ts'
import type { Norm } from '../agreement/rule.ts'
import { count } from '../engine/decision/tally.ts'
import { lookedAt } from '../engine/decision/tally-needs.ts'
import type { Said, Voter } from '../engine/decision/voter.ts'
import type { Day } from '../time/day.ts'
import type { VotingCode } from './codes.ts'
import { partiesOn, positionsOf, votersOn } from './voting-members.ts'

/** A rule on positions with those who take them on a day. */
export interface Decision {
  readonly agreement: Agreement
  readonly norm: Norm
  readonly tally: NonNullable<Norm['decides']>
  readonly day: Day
  readonly parties: readonly PartyDef[]
  /** Of each party: it may say anything that can be said. */
  readonly voters: readonly Voter[]
  readonly said: ReadonlySet<Said>
  /** Who has the casting vote; undefined: nobody is to have one. */
  readonly casting: readonly PartyDef[] | undefined
}

export interface Finding {
  readonly code: VotingCode
  /** What it is about: of the same it is told once. */
  readonly about: readonly string[]
  /** Behind the day. */
  readonly message: string
  readonly advice: string
}

/** Undefined: who decides depends on the proposal. */
export function decisionOn(agreement: Agreement, norm: Norm, day: Day): Decision | undefined {
  const { decides: tally } = norm
  const parties = partiesOn(agreement, norm.who, day)
  if (tally === undefined || parties === undefined) return undefined
  const said = positionsOf(agreement, norm)
  const voters = votersOn(agreement, parties, said, day)
  const casting = typeof tally.tie === 'object' ? partiesOn(agreement, tally.tie.casting, day) : undefined
  return { agreement, norm, tally, day, parties, voters, said, casting }
}

/** What there is to say rests on this: where it is as on a day before, nothing new can be said. */
export function signatureOf({ agreement, tally, parties, voters, casting }: Decision): string {
  const { weights } = lookedAt(tally)
  const each = voters.map((voter, index) => [
    parties[index]?.id,
    ...weights.map((name) => String(voter.weight(name).high)),
    ...agreement.groups.map(({ id }) => voter.isIn(id)),
  ])
  return JSON.stringify([each, casting?.map(({ id }) => id)])
}

/** What some positions come to, all others silent. */
export function outcomeOf({ tally, voters }: Decision, says: (index: number) => Said): 'adopted' | 'not adopted' {
  const then = voters.map((voter, index) => ({ ...voter, may: new Set([says(index)]) }))
  return count(tally, then).outcome === 'yes' ? 'adopted' : 'not adopted'
}
