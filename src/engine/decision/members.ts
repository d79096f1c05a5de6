import { weightOn } from '../../agreement/party.ts'
import type { PartyExpr } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import { type Amount, either, exactAmount, NOT_KNOWN } from '../count/amounts.ts'
import type { Roles } from '../party/roles.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'

/** Who may vote on a proposal at an instant: whoever the decision names, as of then, and is bound then. */
export class Members {
  private readonly program: Program
  private readonly roles: Roles

  constructor(program: Program, roles: Roles) {
    this.program = program
    this.roles = roles
  }

  /** Is it a member at all of these moments, at none, or is that not known? */
  isMember({ norm }: NormEntry, proposal: Row, party: number, moments: readonly Instant[]): Tri {
    return this.isIn(norm.who, proposal, party, moments)
  }

  isIn(expr: PartyExpr, proposal: Row, party: number, moments: readonly Instant[]): Tri {
    const bound = this.roles.boundAt(party, moments)
    if (bound === 'no') return 'no'
    const isIn = (reach: 'surely' | 'possibly') => (at: Instant) =>
      this.roles.resolve(expr, proposal, at, reach).includes(party)
    if (!moments.some(isIn('possibly'))) return 'no'
    return bound === 'yes' && moments.every(isIn('surely')) ? 'yes' : 'maybe'
  }

  /** All that may be members at some of these moments, with whether they surely are at all, in the order of parties. */
  at({ norm }: NormEntry, proposal: Row, moments: readonly Instant[]): ReadonlyMap<number, Exclude<Tri, 'no'>> {
    const possibly = moments.map((at) => this.roles.resolve(norm.who, proposal, at))
    const surely = moments.map((at) => new Set(this.roles.resolve(norm.who, proposal, at, 'surely')))
    const found = new Map<number, Exclude<Tri, 'no'>>()
    for (const party of [...new Set(possibly.flat())].sort((a, b) => a - b)) {
      const bound = party < this.program.partyCount ? this.roles.boundAt(party, moments) : 'no'
      if (bound === 'no') continue
      found.set(party, bound === 'yes' && surely.every((one) => one.has(party)) ? 'yes' : 'maybe')
    }
    return found
  }

  /** What a party weighs on the days of a window; not known on one for which nothing is said. */
  weight(party: number, name: string, { earliest, latest }: Window): Amount {
    const { parties, zone } = this.program.agreement
    const def = parties[party]
    if (def === undefined || !Number.isFinite(earliest) || !Number.isFinite(latest)) return NOT_KNOWN
    const [first, last] = [zone.dayAt(earliest), zone.dayAt(latest)]
    if (last - first > DAYS_MAX) return NOT_KNOWN
    const weights = Array.from({ length: last - first + 1 }, (_, i) => weightOn(def, name, first + i))
    return weights.map((one) => (one === undefined ? NOT_KNOWN : exactAmount(one))).reduce(either)
  }
}

/** Of a longer window nothing is said. */
const DAYS_MAX = 400
