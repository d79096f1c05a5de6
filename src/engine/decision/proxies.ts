import type { Proxies as ProxyRule, Tally } from '../../agreement/decision.ts'
import type { Window } from '../../time/window.ts'
import type { Powers } from '../power/powers.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { ProposalActs } from './proposal-acts.ts'

/** A proxy that a member has given, to whom, and from when it counts. */
interface Given {
  readonly row: Row
  readonly from: number
  readonly to: readonly number[]
  readonly at: Window
  readonly counts: Exclude<Tri, 'no'>
}

/** `more`: it holds as many as it may already, given before. */
export type ProxyAnswer = { readonly holds: Tri; readonly why?: 'none' | 'more' }

/** Who may take a position for whom. A later proxy of a member replaces an earlier one. */
export class Proxies {
  private readonly table: ActTable
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly acts: ProposalActs

  constructor(table: ActTable, cases: Cases, powers: Powers, acts: ProposalActs) {
    this.table = table
    this.cases = cases
    this.powers = powers
    this.acts = acts
  }

  /** All that were given in the matter. */
  of(tally: Tally, rule: ProxyRule, proposal: Row, by: number): readonly Given[] {
    return this.acts.matching(tally, rule.given, proposal, by).flatMap(({ row, is }) => {
      const { effect, at } = this.powers.effect(row)
      if (effect === 'none') return []
      const counts = is === 'yes' && effect !== 'unknown' ? ('yes' as const) : ('maybe' as const)
      const to = this.table.addressees(row)
      return this.table.sendersOf(row).map((from) => ({ row, from, to, at, counts }))
    })
  }

  /** May the holder take a position for the member at that time? */
  holds(rule: ProxyRule, all: readonly Given[], member: number, holder: number, at: Window): ProxyAnswer {
    const own = all.filter(({ from }) => from === member)
    const last = own.flatMap((one) => {
      const is = this.isLast(one, own, at)
      return is === 'no' ? [] : [{ one, is }]
    })
    const to = last.filter(({ one }) => one.to.includes(holder))
    const [first] = to
    if (first === undefined) return { holds: 'no', why: 'none' }
    const isSure = to.length === last.length && to.some(({ is }) => is === 'yes')
    const within = rule.atMost === undefined ? 'yes' : this.isWithin(rule.atMost, first.one, all, holder, at)
    if (within === 'no') return { holds: 'no', why: 'more' }
    return { holds: isSure && within === 'yes' ? 'yes' : 'maybe' }
  }

  /** Is it the last that its member gave by then? */
  private isLast(one: Given, own: readonly Given[], at: Window): Tri {
    const given = byThen(one.at, at)
    if (given === 'no') return 'no'
    let answer: Tri = given === 'yes' && one.counts === 'yes' ? 'yes' : 'maybe'
    for (const other of own) {
      if (other === one || byThen(other.at, at) === 'no' || this.isBefore(other, one)) continue
      const isReplaced = byThen(other.at, at) === 'yes' && other.counts === 'yes' && this.isBefore(one, other)
      if (isReplaced) return 'no'
      answer = 'maybe'
    }
    return answer
  }

  /** Are fewer than that many proxies of others with the same holder before it? */
  private isWithin(atMost: number, one: Given, all: readonly Given[], holder: number, at: Window): Tri {
    let surely = 0
    let possibly = 0
    for (const other of all) {
      if (other.from === one.from || !other.to.includes(holder) || this.isBefore(one, other)) continue
      const own = all.filter(({ from }) => from === other.from)
      const is = this.isLast(other, own, at)
      if (is === 'no') continue
      possibly++
      if (is === 'yes' && this.isBefore(other, one)) surely++
    }
    return surely >= atMost ? 'no' : possibly < atMost ? 'yes' : 'maybe'
  }

  private isBefore(a: Given, b: Given): boolean {
    if (a.at.latest < b.at.earliest) return true
    const isKnown = a.at.earliest === a.at.latest && b.at.earliest === b.at.latest
    return isKnown && a.at.earliest === b.at.earliest && this.cases.compareRows(a.row, b.row) < 0
  }
}

/** Had it been given when the position was taken? */
function byThen(given: Window, at: Window): Tri {
  return given.latest <= at.earliest ? 'yes' : given.earliest > at.latest ? 'no' : 'maybe'
}
