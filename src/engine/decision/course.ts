import type { Closing } from '../../agreement/decision.ts'
import type { Decided } from '../../agreement/rule.ts'
import type { Window } from '../../time/window.ts'
import type { ClockEnds } from '../clock/clock-ends.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { NormEntry, Program } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import { asIfClosed, type Close, lastAt, mayBeFirst, type Order } from './closing.ts'
import type { Members } from './members.ts'
import { Positions, type Proposed, type Taken } from './positions.ts'
import type { ProposalActs } from './proposal-acts.ts'

/** A proposal under one decision on it, as far as acts were sent by an instant. */
export interface Course extends Proposed {
  /** Does the decision take it up at all? */
  readonly applies: Exclude<Tri, 'no'>
  readonly born: Window
  readonly taken: readonly Taken[]
  readonly attendance?: Attendance
  /** What may close it first, each with the time that it then has. */
  readonly closes: readonly Close[]
}

/** The rest of the engine, as decisions ask it. */
export interface Asked {
  readonly program: Program
  readonly table: ActTable
  readonly chronology: Chronology
  readonly roles: Roles
  readonly cases: Cases
  readonly powers: Powers
  readonly ends: ClockEnds
  readonly acts: ProposalActs
  readonly members: Members
}

/** How proposals go: which positions were taken, who was there, and what closes them. */
export class Courses {
  private readonly asked: Asked
  private readonly order: Order
  private readonly positions: Positions
  private readonly known = new Map<string, Course>()

  constructor(asked: Asked, order: Order) {
    this.asked = asked
    this.order = order
    this.positions = new Positions(asked)
  }

  forget(): void {
    if (this.known.size > 0) this.known.clear()
  }

  /** Undefined: no such act, or the decision does not take it up. */
  of(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): Course | undefined {
    const key = `${entry.index}/${proposal}`
    const known = by === Number.POSITIVE_INFINITY ? this.known.get(key) : undefined
    if (known !== undefined) return known
    // Standings may wait for decisions, and must not begin to within one.
    this.asked.roles.membership.settle()
    const question = `course of ${key}`
    if (!this.asked.powers.search.begin(question)) return undefined
    const found = this.courseOf(entry, proposal, by)
    const isKnown = this.asked.powers.search.end(question)
    if (isKnown && found !== undefined && by === Number.POSITIVE_INFINITY) this.known.set(key, found)
    return found
  }

  private courseOf(entry: NormEntry, proposal: Row, by: number): Course | undefined {
    const tally = entry.norm.decides
    if (tally === undefined || !this.asked.table.counts(proposal)) return undefined
    const holds = this.asked.cases.applies(entry, proposal)
    const put = this.asked.powers.effect(proposal)
    if (holds === false || put.effect === 'none') return undefined
    const born = put.at
    const opens = this.asked.powers.opens(entry, proposal, NOBODY)
    const held = { entry, trigger: proposal, debtors: this.holders(entry, proposal) }
    const restarts = this.restarts(held, born, by)
    const proposed: Proposed = { entry, tally, proposal, opens, restarts, by }
    const taken = this.positions.of(proposed)
    const attendance =
      tally.presence === undefined ? undefined : attendanceOf(this.asked, tally, tally.presence, proposal, by)
    const course: Course = {
      ...proposed,
      applies: holds === true && put.effect !== 'unknown' ? 'yes' : 'maybe',
      born,
      taken,
      ...(attendance === undefined ? {} : { attendance }),
      closes: [],
    }
    return { ...course, closes: mayBeFirst(this.closesOf(course, held, by), this.order) }
  }

  /** Whose receipts a clock may count from. */
  private holders({ norm }: NormEntry, proposal: Row): readonly number[] {
    const { until } = norm
    const isFromReceipt = until?.kind === 'count' && until.from.kind === 'act' && until.from.is === 'received'
    return isFromReceipt ? this.asked.roles.possibly(norm.who, proposal) : []
  }

  private restarts(held: Held, born: Window, by: number): Proposed['restarts'] {
    const steps = this.asked.ends.steps(held, born, by)
    const plain = () => this.asked.ends.closes({ ...held, entry: { ...held.entry, moves: [] } }, born, by)
    return steps.flatMap(({ act, moves }, i) => {
      if (!moves || act.entry.change.verb !== 'restart') return []
      const end = i === 0 ? plain() : steps[i - 1]?.closes
      const isSure = act.counts === 'yes' && end !== undefined && before(act.at, end) === 'yes'
      return [{ at: act.at, isSure }]
    })
  }

  /** In an order in which that of arrival does not show. */
  private closesOf(course: Course, held: Held, by: number): readonly Close[] {
    const withdrawals = this.asked.ends.endings(held, by).map(({ at, row }): Close => ({ kind: 'withdrawal', at, row }))
    const closes = course.tally.closes.flatMap((closing): readonly Close[] => {
      if (closing.kind === 'clock') return this.closesByClock(course, held)
      return closing.kind === 'act' ? this.closesByAct(course, closing) : this.allTaken(course)
    })
    return [...withdrawals, ...closes].sort((a, b) =>
      a.row === undefined || b.row === undefined ? 0 : this.order(a.row, b.row),
    )
  }

  private closesByClock({ born, by }: Course, held: Held): readonly Close[] {
    const at = this.asked.ends.closes(held, born, by)
    if (at === undefined || at.earliest === Number.POSITIVE_INFINITY) return []
    return [{ kind: 'clock', at: { earliest: Math.max(at.earliest, born.earliest), latest: at.latest } }]
  }

  private closesByAct(course: Course, { when, who }: Closing & { readonly kind: 'act' }): readonly Close[] {
    const { tally, proposal, by } = course
    return this.asked.acts.matching(tally, when, proposal, by).flatMap(({ row, is }) => {
      const { at, counts } = this.closingAct(course, row, when.decided)
      const may = who === undefined ? 'yes' : this.asked.roles.entitled(who, row, row)
      if (counts === 'no' || may === 'no' || at.earliest === Number.POSITIVE_INFINITY) return []
      const isSure = [is, may, counts].every((one) => one === 'yes')
      return [{ kind: 'act' as const, at: isSure ? at : { ...at, latest: Number.POSITIVE_INFINITY }, row }]
    })
  }

  /** A position closes whether or not it is itself shut out by that. */
  private closingAct(course: Course, row: Row, decided: Decided | undefined): { at: Window; counts: Tri } {
    const own = decided === undefined ? course.taken.filter((taken) => taken.row === row) : []
    const [first] = own
    if (first !== undefined)
      return { at: first.at, counts: own.map(({ hasEffect }) => hasEffect).reduce(eitherOne, 'no') }
    const { effect, at } = this.asked.powers.takesEffect(row, decided)
    return { at, counts: effect === 'none' ? 'no' : effect === 'unknown' ? 'maybe' : 'yes' }
  }

  /** When every member has taken a position: not before each may have, and surely once each has. */
  private allTaken({ entry, proposal, taken, born }: Course): readonly Close[] {
    const ends = taken.flatMap(({ at, opened }) => [at, ...(opened === undefined ? [] : [opened.at])])
    const instants = ends.flatMap(({ earliest, latest }) => [earliest, latest]).filter(Number.isFinite)
    const first = Math.min(...instants)
    const changes = instants.length === 0 ? [] : this.asked.roles.membership.changes(first, Math.max(...instants))
    const points = [...new Set([...instants, ...changes])].filter((at) => at >= born.earliest).sort((a, b) => a - b)
    const isAt = (isSure: boolean) => (at: number) => {
      const members = this.asked.members.at(entry, proposal, [at])
      const asked = [...members].filter(([, is]) => isSure || is === 'yes')
      return (
        asked.length > 0 &&
        asked.every(([member]) => {
          const own = taken.filter((one) => one.member === member)
          if (isSure) return !lastAt(own, asIfClosed(at), this.order).may.has('none')
          return own.some((one) => one.counts !== 'no' && one.at.earliest <= at && isSaid(one))
        })
      )
    }
    const earliest = points.find(isAt(false))
    if (earliest === undefined) return []
    return [{ kind: 'all', at: { earliest, latest: points.find(isAt(true)) ?? Number.POSITIVE_INFINITY } }]
  }
}

type Held = Parameters<ClockEnds['closes']>[0]

/** No party: the clock of a decision is nobody's own. */
const NOBODY = -1

function isSaid({ may }: Taken): boolean {
  return [...may].some((one) => one !== 'none')
}

/** Of several whom an act speaks for, does it for any? */
export function eitherOne(a: Tri, b: Tri): Tri {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no'
}
