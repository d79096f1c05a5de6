import type { Json } from '../../agreement/act.ts'
import type { Position, PositionTaken, Tally } from '../../agreement/decision.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import { laterOf, type Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import { partiesNamed } from '../program/parties-named.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import type { Asked } from './course.ts'
import type { Members } from './members.ts'
import type { ProposalActs } from './proposal-acts.ts'
import { Proxies } from './proxies.ts'
import type { Said } from './voter.ts'

/** Why a position does not count, whenever the decision closes. */
export type NotCounted =
  | 'not entitled'
  | 'no proxy'
  | 'too many proxies'
  | 'not opened'
  | 'opened differently'
  | 'before the restart'

/** A position of one member, as an act takes it. */
export interface Taken {
  /** The act that takes it; of a sealed one, the sealed act. */
  readonly row: Row
  readonly member: number
  readonly byProxy: boolean
  /** What it may say; several where the message does not tell. */
  readonly may: ReadonlySet<Said>
  /** From when it counts, if it does. */
  readonly at: Window
  /** Has the act effect, if it is in time? */
  readonly hasEffect: Tri
  /** Does it count, if it is in time? */
  readonly counts: Tri
  readonly why?: NotCounted
  /** Of a sealed one: when it was opened, and by which act. */
  readonly opened?: { readonly row: Row; readonly at: Window }
}

/** What is known of a proposal before positions are looked at. */
export interface Proposed {
  readonly entry: NormEntry
  readonly tally: Tally
  readonly proposal: Row
  /** From when positions count. */
  readonly opens: Window
  /** Acts that made it start again, each with its time; positions from before do not count. */
  readonly restarts: readonly { readonly at: Window; readonly isSure: boolean }[]
  /** What can only have happened later is left out. */
  readonly by: number
}

const POSITIONS: readonly Said[] = ['for', 'against', 'abstaining', 'not participating', 'none']

/** Which positions were taken on a proposal, by whom and for whom. When it closes is another question. */
export class Positions {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly acts: ProposalActs
  private readonly members: Members
  private readonly proxies: Proxies

  constructor({ program, table, chronology, roles, cases, powers, acts, members }: Asked) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.acts = acts
    this.members = members
    this.proxies = new Proxies(table, cases, powers, acts)
  }

  /** In the order in which they count. */
  of(proposed: Proposed): readonly Taken[] {
    const { tally, proposal, by } = proposed
    const given = tally.proxies === undefined ? [] : this.proxies.of(tally, tally.proxies, proposal, by)
    const found = tally.positions.flatMap((position) =>
      this.ballots(position, proposed).flatMap(({ row, is, opening, why }) => {
        const saying = opening?.row ?? row
        const may = why === undefined ? this.said(position, saying) : NOTHING_SAID
        const restart = this.afterRestart(proposed, row)
        return this.takers(proposed, given, row).map((taker): Taken => {
          const hasEffect = both(taker.holds, is)
          const counts = why !== undefined ? 'no' : both(both(hasEffect, restart), opening?.is ?? 'yes')
          const reason = taker.why ?? why ?? (restart === 'no' ? 'before the restart' : undefined)
          return {
            row,
            member: taker.member,
            byProxy: taker.byProxy,
            may,
            at: laterOf(this.chronology.effective(row), proposed.opens),
            hasEffect,
            counts,
            ...(counts === 'no' && reason !== undefined ? { why: reason } : {}),
            ...(opening === undefined ? {} : { opened: { row: opening.row, at: opening.at } }),
          }
        })
      }),
    )
    return found.sort((a, b) => this.cases.compareRows(a.row, b.row) || a.member - b.member)
  }

  /** The acts that take such a position, and what opened those that were sealed. */
  private ballots(position: PositionTaken, { tally, proposal, by }: Proposed): readonly Ballot[] {
    const { sealed } = position
    if (sealed === undefined) return this.acts.matching(tally, position.by, proposal, by)
    const kinds = this.acts.kindsOf([sealed])
    return this.cases.about(proposal, true, kinds).flatMap((row): Ballot[] => {
      if (this.chronology.effective(row).earliest > by) return []
      const openings = this.openings(position, row, by)
      const right = openings.filter(({ is }) => is !== 'no')
      if (right.length === 0)
        return [{ row, is: 'yes', why: openings.length === 0 ? 'not opened' : 'opened differently' }]
      const [first] = right.sort((a, b) => this.cases.compareRows(a.row, b.row))
      return [{ row, is: 'yes', ...(first === undefined ? {} : { opening: first }) }]
    })
  }

  /** Acts of the sender that say what they open, and whether that is it. */
  private openings({ by: pattern }: PositionTaken, sealed: Row, by: number): readonly Opening[] {
    const senders = this.table.sendersOf(sealed).join()
    return this.cases.about(sealed, false, this.acts.kindsOf(pattern.acts)).flatMap((row) => {
      const { effect, at } = this.powers.effect(row)
      if (effect === 'none' || at.earliest > by || this.table.sendersOf(row).join() !== senders) return []
      const [own, of] = [this.stated(row, DIGEST), this.stated(sealed, DIGEST)]
      const isSame = own === undefined || of === undefined ? 'maybe' : own === of ? 'yes' : 'no'
      return [{ row, at, is: effect === 'unknown' ? both(isSame, 'maybe') : isSame }]
    })
  }

  private said({ is }: PositionTaken, row: Row): ReadonlySet<Said> {
    if (is !== undefined) return new Set([is])
    const value = this.stated(row, ['position'])
    const found = POSITIONS.find((one) => one === (value as Position))
    return new Set(found === undefined ? POSITIONS : [found])
  }

  private stated(row: Row, path: readonly string[]): Json | undefined {
    const form = this.program.kinds[this.table.kind(row)]?.kind.form
    return this.table.field(row, path) ?? defaultAt(form, path)
  }

  /** For whom an act takes a position: its senders, or whom it names. */
  private takers(
    { entry, tally, proposal }: Proposed,
    given: ReturnType<Proxies['of']>,
    row: Row,
  ): readonly { member: number; byProxy: boolean; holds: Tri; why?: NotCounted }[] {
    const moments = this.roles.momentsOf(row)
    const bound = this.roles.sendersBound(row)
    const rule = tally.proxies
    const named = rule === undefined ? undefined : this.table.field(row, rule.field)
    const entitled = (member: number) => both(this.members.isMember(entry, proposal, member, moments), bound)
    if (rule === undefined || named === undefined) {
      return this.table.sendersOf(row).map((member) => {
        const holds = entitled(member)
        return { member, byProxy: false, holds, ...(holds === 'no' ? { why: 'not entitled' as const } : {}) }
      })
    }
    const holders = this.table.sendersOf(row)
    const at = this.chronology.effective(row)
    return partiesNamed(named, this.program).map((member) => {
      if (holders.includes(member)) return { member, byProxy: false, holds: entitled(member) }
      const answers = holders.map((holder) => this.proxies.holds(rule, given, member, holder, at))
      const holds = answers.map((one) => one.holds).reduce(both, entitled(member))
      const why = answers.some((one) => one.why === 'more')
        ? ('too many proxies' as const)
        : answers.some((one) => one.why === 'none')
          ? ('no proxy' as const)
          : ('not entitled' as const)
      return { member, byProxy: true, holds, ...(holds === 'no' ? { why } : {}) }
    })
  }

  private afterRestart({ restarts, opens }: Proposed, row: Row): Tri {
    const at = laterOf(this.chronology.effective(row), opens)
    let answer: Tri = 'yes'
    for (const restart of restarts) {
      if (at.earliest >= restart.at.latest) continue
      if (restart.isSure && at.latest < restart.at.earliest) return 'no'
      answer = 'maybe'
    }
    return answer
  }
}

interface Opening {
  readonly row: Row
  readonly at: Window
  readonly is: Tri
}

interface Ballot {
  readonly row: Row
  readonly is: Tri
  readonly opening?: Opening
  readonly why?: NotCounted
}

const DIGEST = ['digest']
const NOTHING_SAID: ReadonlySet<Said> = new Set(['none'])

export function both(a: Tri, b: Tri): Tri {
  return a === 'no' || b === 'no' ? 'no' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes'
}
