import type { Clock } from '../../agreement/clock.ts'
import { closesOverWindow } from '../../time/deadline.ts'
import { isInDays, type Period, type Regime } from '../../time/regime.ts'
import { closesAfterPause } from '../../time/stop.ts'
import { exactly, laterOf, NEVER, UNKNOWN, type Window } from '../../time/window.ts'
import type { Instance } from '../duty/instance.ts'
import type { Roles } from '../party/roles.ts'
import type { ChangeEntry } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import type { ChangeAct, ChangeActs } from './change-acts.ts'
import { type Deadlines, isWholeDays, type Seen } from './deadlines.ts'
import type { Ending } from './ending.ts'

/**
 * When duties, prohibitions and powers end: the clock of the rule, with every change that acts made of it up to an instant.
 * The acts are gone through in their order. One counts if whoever sent it may make the change, in the time given for it, and
 * before the clock has closed; so an act that comes later can never open what had closed.
 *
 *     moves to      the end of another period from the same start, or of what the act states, if that is later
 *     extended by   as much after the last day, or after the last instant, as the end then stands
 *     starts again  the period of the rule from that act
 *     stops         it does not close
 *     resumes       it closes later by the time stopped
 *
 * Where the record does not tell whether an act counts, or which of two came first, each way is gone through by itself: the
 * end lies between the ends to which they lead. Narrowing a window only takes ways out.
 */
export class ClockEnds {
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly acts: ChangeActs
  private readonly deadlines: Deadlines

  constructor(chronology: Chronology, roles: Roles, cases: Cases, acts: ChangeActs, deadlines: Deadlines) {
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.acts = acts
    this.deadlines = deadlines
  }

  /** The first instant that is too late; undefined: no number is agreed. Several that hold it together have until the last. */
  closes(instance: Instance, born: Window, by = Number.POSITIVE_INFINITY): Window | undefined {
    const { entry, trigger, debtors, cause } = instance
    const variant = this.cases.variant(entry, trigger)
    const acts = entry.moves.length === 0 ? NONE : this.actsOf(instance, by)
    let closes: Window | undefined
    // Where nobody is meant, it ends as for a party that is no addressee.
    for (const debtor of debtors.length === 0 ? NOBODY : debtors) {
      const plain = this.deadlines.closes(entry, trigger, debtor, born, variant, by, cause)
      if (plain === undefined) return undefined
      const own = acts.length === 0 ? plain : this.afterAll(instance, debtor, born, variant, acts, by).end
      closes = closes === undefined ? own : laterOf(closes, own)
    }
    return closes
  }

  /** The first instant of what begins at a time; undefined: it begins when it arises. */
  starts(
    { entry, trigger, debtors, cause }: Instance,
    born: Window,
    by = Number.POSITIVE_INFINITY,
  ): Window | undefined {
    const clock = entry.norm.from
    if (clock === undefined) return undefined
    const each = (debtors.length === 0 ? NOBODY : debtors).map((debtor) =>
      this.start(clock, { trigger, debtor, born, cause }, by),
    )
    return each.reduce(laterOf)
  }

  /** The first instant after a clock that says from when something begins. */
  start(clock: Clock, seen: Seen, by = Number.POSITIVE_INFINITY): Window {
    const { zone } = this.deadlines.regime('default')
    if (clock.kind === 'date') return exactly(zone.startOf(clock.day))
    if (clock.kind === 'at') {
      const at = this.deadlines.anchor(clock.at, seen)
      // A date stated in a message begins with that day.
      if (clock.at.kind !== 'field' || !isWholeDays(at, zone)) return at
      return { earliest: at.earliest, latest: zone.startOf(zone.dayAt(at.latest)) }
    }
    if (clock.kind !== 'count') return seen.born
    const from = this.deadlines.anchor(clock.from, seen)
    if (from.earliest > by) return NEVER
    const end = this.deadlines.count(clock.direction, clock.period, from, this.deadlines.regime(clock.regime))
    // A period in hours is over at its last instant, one in days with the end of the last day.
    return isInDays(clock.period.unit) ? end : { earliest: end.earliest - 1, latest: end.latest - 1 }
  }

  /** The acts that end a power or a prohibition, in their order. */
  endings(instance: Instance, by = Number.POSITIVE_INFINITY): readonly Ending[] {
    const { entry, trigger } = instance
    const anchor = entry.endings.length === 0 ? undefined : this.roles.anchorOf(entry, trigger)
    if (anchor === undefined) return []
    return this.acts.of(instance, anchor, entry.endings, by).flatMap(({ entry: { change }, row, at, counts }) => {
      const within = this.deadlines.within(change, anchor, at)
      if (counts === 'no' || within === false) return []
      const isSure = counts === 'yes' && within === true
      const why = change.when.decided === undefined ? ('ended' as const) : ('decided' as const)
      return [{ row, at: isSure ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }, why }]
    })
  }

  /** What each act did to the end, in their order: those without consequence have none. */
  steps(instance: Instance, born: Window, by = Number.POSITIVE_INFINITY): readonly Step[] {
    const { entry, trigger, debtors } = instance
    if (entry.moves.length === 0) return []
    const variant = this.cases.variant(entry, trigger)
    const acts = this.actsOf(instance, by)
    return acts.map((act, index) => {
      const upTo = acts.slice(0, index + 1)
      const each = (debtors.length === 0 ? NOBODY : debtors).map((debtor) =>
        this.afterAll(instance, debtor, born, variant, upTo, by),
      )
      return {
        act,
        moves: each.some(({ moved }) => moved.has(act)),
        closes: each.map(({ end }) => end).reduce(laterOf),
      }
    })
  }

  private actsOf(instance: Instance, by: number): readonly ChangeAct[] {
    const anchor = this.roles.anchorOf(instance.entry, instance.trigger)
    return anchor === undefined ? NONE : this.acts.of(instance, anchor, instance.entry.moves, by)
  }

  private afterAll(
    { entry, trigger, cause }: Instance,
    debtor: number,
    born: Window,
    variant: number | undefined,
    acts: readonly ChangeAct[],
    by: number,
  ): { readonly end: Window; readonly moved: ReadonlySet<ChangeAct> } {
    const clock = entry.norm.until as Clock
    const regime = this.deadlines.regime(clock.kind === 'count' ? clock.regime : 'default')
    const path: Path = { regime, born, moved: new Set(), ends: [], waysLeft: WAYS_MAX }
    for (const course of this.courses(clock, { entry, trigger, debtors: [debtor], cause }, born, variant, by)) {
      this.follow(course, acts, path)
    }
    if (path.waysLeft <= 0) return { end: UNKNOWN, moved: new Set(acts) }
    const earliest = Math.min(...path.ends.map((end) => end.earliest))
    const latest = Math.max(...path.ends.map((end) => end.latest))
    return { end: { earliest, latest }, moved: path.moved }
  }

  /** As the clock runs without any change: once for each period that may hold. */
  private courses(
    clock: Clock,
    { entry, trigger, debtors, cause }: Instance,
    born: Window,
    variant: number | undefined,
    by: number,
  ): Course[] {
    const [debtor = 0] = debtors
    const each = variant === undefined ? entry.variants.map((_, index) => index).concat(-1) : [variant]
    return each.map((one) => {
      const end = this.deadlines.closes(entry, trigger, debtor, born, one, by, cause) as Window
      if (clock.kind !== 'count') return { start: born, end, used: NO_CHANGES }
      const period = one < 0 ? clock.period : (clock.variants[one]?.period as Period)
      const from = this.deadlines.anchor(clock.from, { trigger, debtor, born, cause })
      const runs = end.earliest !== Number.POSITIVE_INFINITY || from.earliest <= by
      return { start: runs ? from : NEVER, period, end, used: NO_CHANGES }
    })
  }

  /** Each of the acts that may be the next one, with and without consequence as far as that is open. */
  private follow(course: Course, acts: readonly ChangeAct[], path: Path): void {
    if (path.waysLeft <= 0) return
    if (acts.length === 0) {
      path.waysLeft--
      path.ends.push(course.stopped === undefined ? course.end : NEVER)
      return
    }
    for (const act of acts) {
      if (acts.some((other) => other !== act && this.isBefore(other, act))) continue
      const rest = acts.filter((other) => other !== act)
      const counts = this.counts(course, act)
      if (counts !== 'yes') this.follow(course, rest, path)
      if (counts === 'no') continue
      path.moved.add(act)
      this.follow({ ...this.changed(course, act, path), used: new Set([...course.used, act.entry]) }, rest, path)
    }
  }

  private isBefore(a: ChangeAct, b: ChangeAct): boolean {
    if (a.at.latest < b.at.earliest) return true
    const isTie = a.at.earliest === a.at.latest && b.at.earliest === b.at.latest && a.at.earliest === b.at.earliest
    // One act may be named by two changes: they stand in the order of the rule.
    if (a.row === b.row) return a.entry.index < b.entry.index
    return isTie && this.cases.compareRows(a.row, b.row) < 0
  }

  private counts(course: Course, { entry, at, counts }: ChangeAct): Tri {
    if (counts === 'no' || (entry.change.once && course.used.has(entry))) return 'no'
    if ((entry.change.verb === 'resume') !== (course.stopped !== undefined)) {
      if (entry.change.verb === 'resume' || entry.change.verb === 'stop') return 'no'
    }
    const isOpen = course.stopped === undefined ? before(at, course.end) : 'yes'
    const { within } = entry.change
    const isWithin =
      within === undefined
        ? 'yes'
        : before(at, this.deadlines.count('after', within, course.start, this.deadlines.regime('default')))
    if (isOpen === 'no' || isWithin === 'no') return 'no'
    return counts === 'yes' && isOpen === 'yes' && isWithin === 'yes' ? 'yes' : 'maybe'
  }

  private changed(course: Course, { entry, row, at }: ChangeAct, { regime }: Path): Course {
    const { change } = entry
    switch (change.verb) {
      case 'to': {
        const target =
          change.stated === undefined
            ? this.anew(change.length as Period, course, regime)
            : this.stated(row, change.stated)
        return { ...course, end: laterOf(course.end, target) }
      }
      case 'by':
        return { ...course, end: extended(course.end, change.length as Period, regime) }
      case 'restart':
        return {
          period: course.period,
          start: at,
          end: closesOverWindow(course.period as Period, at, regime),
          used: course.used,
        }
      case 'stop':
        return { ...course, stopped: at }
      case 'resume': {
        const pause: Pause = { stopped: course.stopped as Window, resumed: at, earlier: course.pauses?.at(-1)?.resumed }
        const end = paused(course.end, course.period as Period, course.start, pause, regime)
        return { ...course, end, stopped: undefined, pauses: [...(course.pauses ?? []), pause] }
      }
      default:
        return course
    }
  }

  /** The end of another period from the same start, with the time stopped so far. */
  private anew(period: Period, { start, pauses = [] }: Course, regime: Regime): Window {
    return pauses.reduce(
      (end, pause) => paused(end, period, start, pause, regime),
      closesOverWindow(period, start, regime),
    )
  }

  /** A date counts to its end. */
  private stated(row: Row, { noun, path }: NonNullable<ChangeEntry['change']['stated']>): Window {
    const act = this.roles.noun(noun, row)
    const at = act === undefined ? undefined : this.chronology.stated(act, path)
    if (at === undefined) return UNKNOWN
    const zone = this.deadlines.regime('default').zone
    if (!isWholeDays(at, zone)) return { earliest: at.earliest + 1, latest: at.latest + 1 }
    return { earliest: zone.endOf(zone.dayAt(at.earliest)), latest: at.latest + 1 }
  }
}

/** What became of an act that a change names. */
export interface Step {
  readonly act: ChangeAct
  readonly moves: boolean
  /** The end after it. */
  readonly closes: Window
}

/** A clock as it runs after some of the acts. */
interface Course {
  readonly start: Window
  readonly period?: Period
  readonly end: Window
  /** Since when it has been stopped; `end` is then as if it ran. */
  readonly stopped?: Window | undefined
  readonly pauses?: readonly Pause[]
  readonly used: ReadonlySet<ChangeEntry>
}

interface Pause {
  readonly stopped: Window
  readonly resumed: Window
  /** When it was resumed the time before. */
  readonly earlier: Window | undefined
}

/** What is found on the way through the acts. */
interface Path {
  readonly regime: Regime
  readonly born: Window
  readonly moved: Set<ChangeAct>
  readonly ends: Window[]
  waysLeft: number
}

const NOBODY: readonly number[] = [-1]
const NONE: readonly ChangeAct[] = []
const NO_CHANGES: ReadonlySet<ChangeEntry> = new Set()

/** More ways than this are not gone through: then nothing is said of the end. */
const WAYS_MAX = 256

/** The day after the last one is the first of an extension, whatever the first day of a period is. */
function extended({ earliest, latest }: Window, period: Period, regime: Regime): Window {
  const from = { earliest: earliest - 1, latest: latest - 1 }
  return closesOverWindow(period, from, { ...regime, firstDay: 'not counted' })
}

/** Least: stopped as late and resumed as early as may be; and the other way about. */
function paused(
  end: Window,
  { unit }: Period,
  start: Window,
  { stopped, resumed, earlier }: Pause,
  regime: Regime,
): Window {
  const least = { stopped: stopped.latest, resumed: resumed.earliest }
  const most = { stopped: stopped.earliest, resumed: resumed.latest }
  return {
    earliest: closesAfterPause(unit, end.earliest, start.latest, earlier?.latest, least, regime),
    latest: closesAfterPause(unit, end.latest, start.earliest, earlier?.earliest, most, regime),
  }
}
