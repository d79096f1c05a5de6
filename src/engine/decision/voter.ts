import type { Position } from '../../agreement/decision.ts'
import type { GroupId } from '../../agreement/party.ts'
import type { Amount } from '../count/amounts.ts'
import type { Tri } from '../reading/verdict.ts'

export type Said = Position | 'none'

export interface Voter {
  readonly party: number
  /** What it may say at the close, `none` where it says nothing; at least one, and one: that is known. */
  readonly may: ReadonlySet<Said>
  /** Is it a member, entitled on that day? */
  readonly entitled: Tri
  /** Looked at where the rule says who takes part (`Tally.presence`); else whoever takes a position does. */
  readonly present: Tri
  /** Without bounds where it is not known; nobody weighs less than nothing. */
  readonly weight: (name: string) => Amount
  readonly isIn: (group: GroupId) => Tri
}
