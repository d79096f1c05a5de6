import { printDay } from './day.ts'
import { closesAfter, closesOverWindow, deriveAfter } from './deadline.ts'
import type { Deadline, DerivationWords } from './derivation.ts'
import { nextFullHour } from './full-hour.ts'
import type { Instant } from './instant.ts'
import { lastDayAfter, rolled } from './last-day.ts'
import { isInDays, type Period, type Regime, type Unit } from './regime.ts'
import { printWindow, type Window } from './window.ts'
import { workingDaysOf } from './working-days.ts'
import { printLocal } from './zone.ts'

/**
 * Time that does not count: the clock stops and runs again. While it is stopped nothing lapses; when it runs again the end
 * moves by the time stopped.
 *
 *     minutes, hours     the time elapsed between the two instants
 *     days and longer    every calendar day touched, once, the day of the stop and of the resumption included
 *     working days       every working day touched, once
 *
 * Only time inside the period stops it: before it began, or after it closed, there is nothing to stop. A day that the
 * regime does not count (that of the event), or an hour, is not given back. The moved end rolls as any last day does.
 *
 * With stops a later event can give an earlier end, where days fall together at the end of a month or at a rest day: a
 * month from 27 March, stopped on 28 to 31 March, ends with 1 May, but a month from 31 March with 30 April. So for an event
 * known only between bounds every day counts: `closesOverWindowAfterStops`.
 */
export interface Stop {
  readonly stopped: Instant
  /** Infinity while it has not been resumed. */
  readonly resumed: Instant
}

/** What one stop did. `added`: milliseconds for minutes and hours, working days for working days, else calendar days. */
export interface Pause extends Stop {
  readonly added: number
  readonly closes: Instant
}

/** `closesAfter` with the time stopped added; Infinity while the clock is stopped. */
export function closesAfterStops(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Instant {
  const pauses = pausesOf(p, from, stops, r)
  return pauses[pauses.length - 1]?.closes ?? closesAfter(p, from, r)
}

/** A longer window is not gone through day by day; its end is then left open. */
const WINDOW_DAYS_MAX = 800

/**
 * The ends for an event known only between two bounds: none lies outside, and in windows of up to two years both are
 * reached. For longer ones the later end is Infinity where it is not sure, so that nothing is derived from it.
 */
export function closesOverWindowAfterStops(p: Period, from: Window, stops: readonly Stop[], r: Regime): Window {
  if (stops.length === 0) return closesOverWindow(p, from, r)
  const [first, last] = [r.zone.dayAt(from.earliest), r.zone.dayAt(from.latest)]
  if (!isInDays(p.unit) || first === last) {
    return {
      earliest: closesAfterStops(p, from.earliest, stops, r),
      latest: closesAfterStops(p, from.latest, stops, r),
    }
  }
  // Stops only move ends to later, so without them is a lower bound.
  if (!(last - first <= WINDOW_DAYS_MAX)) return { earliest: closesAfter(p, from.earliest, r), latest: Infinity }
  let [earliest, latest] = [Infinity, -Infinity]
  for (let day = first; day <= last; day++) {
    const closes = closesAfterStops(p, r.zone.startOf(day), stops, r)
    earliest = Math.min(earliest, closes)
    latest = Math.max(latest, closes)
  }
  return { earliest, latest }
}

/** `deriveAfter` with a line for each stop that took effect. */
export function deriveAfterStops(
  p: Period,
  from: Instant,
  stops: readonly Stop[],
  r: Regime,
  words: DerivationWords = {},
): Deadline {
  const derived = deriveAfter(p, from, r, words)
  const pauses = pausesOf(p, from, stops, r)
  const last = pauses[pauses.length - 1]
  if (last === undefined) return derived
  const steps = [...derived.steps.slice(0, -1), ...pauses.map((pause) => pauseStep(p, pause, r))]
  if (last.closes === Infinity) return { ...derived, closes: Infinity, steps }
  const { covered } = workingDaysOf(r)
  const needsCalendar = r.holidays.length > 0 && (p.unit === 'working day' || (isInDays(p.unit) && r.roll !== 'none'))
  const outside = needsCalendar && r.zone.dayAt(last.closes - 1) > covered.to
  if (outside && derived.outsideCalendars === undefined) {
    steps.push(
      `holiday calendars cover days until ${printDay(covered.to)} only: later days were judged by the working week alone`,
    )
  }
  steps.push(derived.steps[derived.steps.length - 1] as string)
  const deadline: Deadline = { ...derived, closes: last.closes, steps }
  return outside ? { ...deadline, outsideCalendars: true } : deadline
}

function pauseStep(p: Period, pause: Pause, r: Regime): string {
  if (pause.resumed === Infinity) return `stopped ${printLocal(pause.stopped, r.zone)}, not resumed: it does not close`
  if (!isInDays(p.unit)) {
    const span = printWindow({ earliest: pause.stopped, latest: pause.resumed }, r.zone)
    return `stopped ${span}, and that time is added: ${printLocal(pause.closes - 1, r.zone)}`
  }
  const days = {
    earliest: r.zone.startOf(r.zone.dayAt(pause.stopped)),
    latest: r.zone.endOf(r.zone.dayAt(pause.resumed)) - 1,
  }
  const unit = `${p.unit === 'working day' ? 'working' : 'calendar'} day${pause.added === 1 ? '' : 's'}`
  const end = printDay(r.zone.dayAt(pause.closes - 1))
  return `stopped ${printWindow(days, r.zone)}, ${pause.added} ${unit} of it added: ${end}`
}

/** The stops that took effect, in order, each with the end as it stood after it. Overlapping stops count once. */
export function pausesOf(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Pause[] {
  const inOrder = [...stops].sort((a, b) => a.stopped - b.stopped || a.resumed - b.resumed)
  return isInDays(p.unit) ? pausesInDays(p, from, inOrder, r) : pausesInHours(p, from, inOrder, r)
}

function pausesInHours(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Pause[] {
  const pauses: Pause[] = []
  let closes = closesAfter(p, from, r)
  if (!Number.isFinite(closes)) return pauses
  // Whole hours start later than the event; what is stopped before they start is not lost.
  let countedUntil = closes - 1 - p.n * (p.unit === 'hour' ? 3_600_000 : 60_000)
  for (const stop of stops) {
    const begins = Math.max(stop.stopped, countedUntil)
    if (stop.resumed <= begins || begins >= closes) continue
    const added = stop.resumed - begins
    closes += added
    countedUntil = stop.resumed
    pauses.push({ ...stop, added, closes })
  }
  return pauses
}

function pausesInDays(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Pause[] {
  const pauses: Pause[] = []
  const zone = r.zone
  const eventDay = zone.dayAt(from)
  if (!Number.isFinite(eventDay)) return pauses
  const beforeFirst = r.firstDay === 'counted' ? eventDay - 1 : eventDay
  let last = lastDayAfter(p, eventDay, r)
  let closes = zone.endOf(last)
  let countedUntil = beforeFirst
  for (const stop of stops) {
    if (stop.stopped >= closes || stop.resumed <= stop.stopped) continue
    const firstTouched = Math.max(zone.dayAt(stop.stopped), countedUntil + 1)
    const lastTouched = zone.dayAt(stop.resumed)
    if (lastTouched < firstTouched) continue
    if (!Number.isFinite(lastTouched)) {
      pauses.push({ ...stop, added: Infinity, closes: Infinity })
      break
    }
    let added = lastTouched - firstTouched + 1
    if (p.unit === 'working day') {
      const days = workingDaysOf(r)
      added = days.count(lastTouched) - days.count(firstTouched - 1)
      if (added > 0) last = days.nthAfter(last, added)
    } else {
      last = rolled(last + added, beforeFirst, r)
    }
    closes = zone.endOf(last)
    countedUntil = lastTouched
    pauses.push({ ...stop, added, closes })
  }
  return pauses
}

/**
 * An end moved by one stop, whatever moved it before: `from` is where its period began, `earlier` when the clock was last
 * resumed. Stop after stop this gives what `closesAfterStops` gives of all of them.
 */
export function closesAfterPause(
  unit: Unit,
  closes: Instant,
  from: Instant,
  earlier: Instant | undefined,
  stop: Stop,
  r: Regime,
): Instant {
  if (!Number.isFinite(closes) || stop.resumed <= stop.stopped || stop.stopped >= closes) return closes
  if (!isInDays(unit)) {
    const begins = Math.max(
      stop.stopped,
      earlier ?? (unit === 'hour' && r.hours === 'whole' ? nextFullHour(from, r) : from),
    )
    return stop.resumed <= begins ? closes : closes + stop.resumed - begins
  }
  const { zone } = r
  const beforeFirst = zone.dayAt(from) - (r.firstDay === 'counted' ? 1 : 0)
  const firstTouched = Math.max(
    zone.dayAt(stop.stopped),
    (earlier === undefined ? beforeFirst : zone.dayAt(earlier)) + 1,
  )
  const lastTouched = zone.dayAt(stop.resumed)
  if (lastTouched < firstTouched) return closes
  if (!Number.isFinite(lastTouched)) return Infinity
  const last = zone.dayAt(closes - 1)
  if (unit !== 'working day') return zone.endOf(rolled(last + lastTouched - firstTouched + 1, beforeFirst, r))
  const days = workingDaysOf(r)
  const added = days.count(lastTouched) - days.count(firstTouched - 1)
  return added > 0 ? zone.endOf(days.nthAfter(last, added)) : closes
}
