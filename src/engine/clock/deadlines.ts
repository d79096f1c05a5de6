import type { Anchor, Clock } from '../../agreement/clock.ts'
import type { Change, Norm } from '../../agreement/rule.ts'
import { annualDay } from '../../time/calendar-date.ts'
import { type CalendarPeriod, lastYearOf, periodAfter, periodStart } from '../../time/calendar-period.ts'
import { civilOf } from '../../time/day.ts'
import { closesOverWindow, lastGoodBefore, lastGoodOverWindow } from '../../time/deadline.ts'
import type { Instant } from '../../time/instant.ts'
import type { Period, Regime } from '../../time/regime.ts'
import { exactly, laterOf, NEVER, UNKNOWN, type Window } from '../../time/window.ts'
import type { Zone } from '../../time/zone.ts'
import { type Cause, deemedUnder, type Instance } from '../duty/instance.ts'
import type { Roles } from '../party/roles.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Chronology } from '../record/chronology.ts'
import { type Ending, earliestEnding } from './ending.ts'

export type OutcomeAnchor = Extract<Anchor, { kind: 'outcome' }>

/** From where a clock is read: the act on which the rule hangs, whose clock it is, since when, and what called it. */
export interface Seen {
  readonly trigger: Row
  readonly debtor: number
  readonly born: Window
  readonly cause?: Cause
  /** Which period it is for. */
  readonly period?: CalendarPeriod
}

/** What is at hand of a duty that follows from what became of another, of a period. */
export interface Following {
  readonly period: CalendarPeriod
  readonly outcomeAt: (anchor: OutcomeAnchor) => Window
}

/** When clocks end, at both ends of whatever window they start from. All ends are `closes`: the first instant too late. */
export class Deadlines {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  /** The instant of what became of another rule; given by the duties, which know it. */
  outcomeAt: (anchor: OutcomeAnchor, seen: Seen) => Window = () => UNKNOWN
  /** From when a clock counts that starts with an act which waited for its power; given by the powers, which know it. */
  startOf: (act: Row, born: Window) => Window = (_, born) => born
  /** When a proposal was adopted, infinite where it was not; given by the decisions, which know it. */
  adopted: (proposal: Row) => Window = () => NEVER

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
  }

  /**
   * Undefined: no number is agreed. `variant` as `Cases.variant` gives it. `by`: a clock that starts with a receipt which
   * had surely not come by then does not run yet.
   */
  closes(
    entry: NormEntry,
    trigger: Row,
    debtor: number,
    born: Window,
    variant: number | undefined,
    by = Number.POSITIVE_INFINITY,
    cause?: Cause,
  ): Window | undefined {
    const clock = entry.norm.until
    if (clock === undefined || clock.kind === 'open') return undefined
    const seen = { trigger, debtor, born, cause }
    if (clock.kind !== 'count') return this.fixed(clock, seen)
    const from = this.anchor(clock.from, seen)
    if (clock.from.kind === 'act' && clock.from.is === 'received' && from.earliest > by) return NEVER
    const regime = this.regime(clock.regime)
    if (variant !== undefined) {
      const period = variant < 0 ? clock.period : (clock.variants[variant]?.period as Period)
      return this.count(clock.direction, period, from, regime)
    }
    let earliest = Number.POSITIVE_INFINITY
    let latest = Number.NEGATIVE_INFINITY
    for (const period of [clock.period, ...clock.variants.map((one) => one.period)]) {
      const closes = this.count(clock.direction, period, from, regime)
      earliest = Math.min(earliest, closes.earliest)
      latest = Math.max(latest, closes.latest)
    }
    return { earliest, latest }
  }

  count(direction: 'after' | 'before', period: Period, from: Window, regime: Regime): Window {
    if (direction === 'after') return closesOverWindow(period, from, regime)
    // A date is counted back in whole days; an instant with an hour to that same hour.
    if (isWholeDays(from, regime.zone)) {
      const before = (instant: number) => lastGoodBefore(period, { day: regime.zone.dayAt(instant) }, regime) + 1
      return { earliest: before(from.earliest), latest: before(from.latest) }
    }
    const last = lastGoodOverWindow(period, from, regime)
    return { earliest: last.earliest + 1, latest: last.latest + 1 }
  }

  /** The end of a clock of one length. */
  end(clock: Clock, seen: Seen): Window | undefined {
    if (clock.kind === 'open') return undefined
    if (clock.kind !== 'count') return this.fixed(clock, seen)
    return this.count(clock.direction, clock.period, this.anchor(clock.from, seen), this.regime(clock.regime))
  }

  private fixed(clock: Exclude<Clock, { kind: 'count' | 'open' }>, seen: Seen): Window {
    const { born } = seen
    const zone = this.program.agreement.zone
    if (clock.kind === 'date') return exactly(zone.endOf(clock.day))
    if (clock.kind === 'at') {
      const at = this.anchor(clock.at, seen)
      // A date stated in a message counts to the end of that day.
      if (clock.at.kind === 'field' && isWholeDays(at, zone)) {
        return { earliest: zone.endOf(zone.dayAt(at.earliest)), latest: at.latest + 1 }
      }
      return { earliest: at.earliest + 1, latest: at.latest + 1 }
    }
    const endOf = (instant: number) => {
      if (!Number.isFinite(instant)) return instant
      return zone.endOf(annualDay(this.yearOf(instant), clock.month, clock.date, 'last day'))
    }
    return { earliest: endOf(born.earliest), latest: endOf(born.latest) }
  }

  /** The window that a clock counts from. */
  anchor(anchor: Anchor, seen: Seen): Window {
    const { trigger, debtor, born } = seen
    if (anchor.kind === 'born') return born
    if (anchor.kind === 'outcome') return this.outcomeAt(anchor, seen)
    if (anchor.kind === 'period end') return seen.period === undefined ? UNKNOWN : this.endOf(seen.period)
    const silent = deemedUnder(seen.cause, anchor.noun)
    // What is deemed done is done with the last instant in time, and states nothing.
    if (silent !== undefined) return anchor.kind === 'field' ? UNKNOWN : lastInTime(silent.at)
    if (anchor.kind === 'field' && this.roles.item?.as === anchor.noun)
      return this.chronology.statedIn(this.roles.item.body, anchor.path) ?? UNKNOWN
    const act = this.roles.noun(anchor.noun, trigger)
    if (act === undefined) return UNKNOWN
    if (anchor.kind === 'field') return this.chronology.stated(act, anchor.path) ?? UNKNOWN
    const at = this.reached(act, anchor.is, debtor)
    // From the last instant in time, where a time expired.
    if (anchor.is === 'adopted') return at
    // A trigger that waited for its power counts from when it took effect.
    return act === trigger ? laterOf(at, this.startOf(act, born)) : at
  }

  private reached(act: Row, is: 'transmitted' | 'received' | 'adopted', debtor: number): Window {
    if (is === 'adopted') return this.adopted(act)
    if (is === 'transmitted') return this.chronology.effective(act)
    const receiver = this.roles.receiverOf(act, debtor)
    if (this.table.isAddressee(act, receiver)) return this.chronology.received(act, receiver)
    return this.chronology.receivedByAll(act)
  }

  /** Is a change within the time that its rule gives it? Undefined: the windows do not tell. */
  within(change: Change, anchor: Row, at: Window): boolean | undefined {
    if (change.within === undefined) return true
    const from = this.chronology.effective(anchor)
    const closes = this.count('after', change.within, from, this.regime('default'))
    if (at.latest < closes.earliest) return true
    return at.earliest >= closes.latest ? false : undefined
  }

  /** A duty ends when nobody is left who owes it, or nobody to whom it is owed. `by`: what came later is left out. */
  leaving(instance: Instance, creditors: readonly number[], by: Instant): Ending | undefined {
    const { boundForGoodFrom } = this.program
    const { debtors, trigger, cause } = instance
    const sent = cause === undefined ? this.table.ownEarliest(trigger) : cause.at.earliest
    const stays = (party: number) => sent >= (boundForGoodFrom[party] as number)
    if (debtors.some(stays) && creditors.some(stays)) return undefined
    // Who was bound when the duty arose may depend on when that was: an end that follows from one of the answers may come.
    const found = this.roles.momentsOfBirth(instance, by).map((from) => this.leavingFrom(debtors, creditors, from, by))
    const endings = found.filter((ending) => ending !== undefined)
    const [first] = endings
    if (first === undefined) return undefined
    // Each is what follows from one of the answers, so any of them may be the one.
    const earliest = Math.min(...endings.map(({ at }) => at.earliest))
    const latest = Math.max(...endings.map(({ at }) => at.latest))
    const why = endings.every((ending) => ending.why === first.why) ? first.why : 'unclear'
    return { at: { earliest, latest: endings.length < found.length ? Number.POSITIVE_INFINITY : latest }, why }
  }

  private leavingFrom(
    debtors: readonly number[],
    creditors: readonly number[],
    from: Instant,
    by: Instant,
  ): Ending | undefined {
    const debtorsLeave = this.lastLeaves(debtors, from, by)
    const creditorsLeave = this.lastLeaves(creditors, from, by)
    const endings: Ending[] = []
    if (debtorsLeave !== undefined) endings.push({ at: debtorsLeave, why: 'debtors left' })
    if (creditorsLeave !== undefined) endings.push({ at: creditorsLeave, why: 'creditors left' })
    return earliestEnding(endings)
  }

  /** The time from which none of them is bound; undefined: some stay, or there is nobody. */
  lastLeaves(parties: readonly number[], from: Instant, by: Instant): Window | undefined {
    let last: Window | undefined
    for (const party of parties) {
      const leaves = this.roles.membership.leaves(party, from, by)
      if (leaves === undefined) return undefined
      last = last === undefined ? leaves : laterOf(last, leaves)
    }
    return last
  }

  /** The period of a duty by date: born at its start, due by its clock. */
  periodic(norm: Norm, period: CalendarPeriod): { readonly born: Window; readonly closes?: Window } {
    const zone = this.program.agreement.zone
    const event = norm.when.find((one) => one.kind === 'date')
    const born = exactly(zone.startOf(event === undefined ? periodStart(period) : event.day))
    const clock = norm.until
    if (clock === undefined || clock.kind === 'open') return { born }
    if (clock.kind === 'count') {
      const from = clock.from.kind === 'period end' ? this.endOf(period) : born
      return { born, closes: this.count(clock.direction, clock.period, from, this.regime(clock.regime)) }
    }
    if (clock.kind === 'at' && clock.at.kind === 'period end') {
      const { latest } = this.endOf(period)
      return { born, closes: exactly(latest + 1) }
    }
    if (clock.kind === 'at') return { born, closes: UNKNOWN }
    if (clock.kind === 'annual date')
      return { born, closes: exactly(zone.endOf(annualDay(lastYearOf(period), clock.month, clock.date, 'last day'))) }
    return { born, closes: this.fixed(clock, { trigger: 0, debtor: 0, born }) }
  }

  /** When a duty that hangs on no act is due, and on no date either: what calls it into being is what there is to count from. */
  closesFrom({ until }: Norm, born: Window, seen: Partial<Following> = {}): Window | undefined {
    if (until === undefined || until.kind === 'open') return undefined
    if (until.kind === 'count')
      return this.count(
        until.direction,
        until.period,
        this.startFrom(until.from, born, seen),
        this.regime(until.regime),
      )
    if (until.kind !== 'at') return this.fixed(until, { trigger: 0, debtor: 0, born })
    const { earliest, latest } = this.startFrom(until.at, born, seen)
    return { earliest: earliest + 1, latest: latest + 1 }
  }

  /** What a clock counts from where no act is at hand. */
  startFrom(anchor: Anchor, born: Window, { period, outcomeAt }: Partial<Following>): Window {
    if (anchor.kind === 'born') return born
    if (anchor.kind === 'period end' && period !== undefined) return this.endOf(period)
    return anchor.kind === 'outcome' && outcomeAt !== undefined ? outcomeAt(anchor) : UNKNOWN
  }

  /** The last instant of a period: days after it are counted from its last day. */
  endOf(period: CalendarPeriod): Window {
    return exactly(this.program.agreement.zone.startOf(periodStart(periodAfter(period))) - 1)
  }

  /** Calendar year in the agreement's zone. */
  yearOf(instant: number): number {
    return civilOf(this.program.agreement.zone.dayAt(instant)).year
  }

  regime(name: string): Regime {
    const { regimes } = this.program.agreement
    return (regimes[name] ?? regimes.default) as Regime
  }
}

/** The due instant of what closes then. */
export function lastInTime({ earliest, latest }: Window): Window {
  return { earliest: earliest - 1, latest: latest - 1 }
}

/** Known by its days alone: from the start of one to the end of the same or a later one. */
export function isWholeDays({ earliest, latest }: Window, zone: Zone): boolean {
  if (!Number.isFinite(earliest) || !Number.isFinite(latest)) return false
  return zone.startOf(zone.dayAt(earliest)) === earliest && zone.endOf(zone.dayAt(latest)) - 1 === latest
}
