import { DAY_MS, type Day, shiftMonths } from './day.ts'
import { FIRST_INSTANT, type Instant, LAST_INSTANT } from './instant.ts'
import { isInDays, isTwoDaysOrMore, PERIOD_MAX, type Period, type Regime } from './regime.ts'
import type { Window } from './window.ts'
import { workingDaysOf } from './working-days.ts'
import type { Zone } from './zone.ts'

// Callers know deadlines by this file; how a derivation is worded is a room of its own.
export { type DerivationWords, deriveAfter, deriveBefore, deriveOverWindow } from './derivation.ts'

/**
 * Deadlines, half-open: `closes` is the first instant that is too late.
 *
 *     minutes, hours           the due instant itself is in time: closes = due + 1 ms
 *     days and longer          the whole last day is in time: closes = first instant of the day after it, in the zone
 *     counted back from a day      whole days; the last good day counts in full
 *     counted back from an hour    to that same hour: "5 days before 08:00" is 08:00, and 08:00 is in time
 *
 * Counted back nothing rolls (Regulation 1182/71 Art. 3(4)). A deadline beyond the year 9999 closes at Infinity: never; one
 * before the year 0 at -Infinity. An unbounded `from` gives an unbounded end.
 *
 * `closesAfter` never falls when `from` rises, in every regime; so for a window the two ends suffice. `lastGoodBefore` to
 * an hour can fall: 31 March 08:00 is later than 30 March 12:00, but a month before them 28 February 08:00 is earlier than
 * 28 February 12:00. `lastGoodOverWindow` allows for it.
 */
export interface Deadline {
  readonly closes: Instant
  /** The arithmetic, a line each, in plain words. */
  readonly steps: readonly string[]
  /** Whether it ends with the end of a day, and not at a minute of it. */
  readonly wholeDays: boolean
  /** Days were counted that a holiday calendar does not cover; a step says which. */
  readonly outsideCalendars?: true
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** The first instant that is too late for what is due within `p` after `from`. */
export function closesAfter(p: Period, from: Instant, r: Regime): Instant {
  if (p.unit === 'minute') return within(from + p.n * MINUTE_MS + 1)
  if (p.unit === 'hour') return within((r.hours === 'whole' ? nextFullHour(from, r) : from) + p.n * HOUR_MS + 1)
  const eventDay = r.zone.dayAt(from)
  return Number.isFinite(eventDay) ? within(r.zone.endOf(lastDayAfter(p, eventDay, r))) : eventDay
}

/** The last day of a period in days or longer that runs from an event on `eventDay`; rolled, and never shorter than agreed. */
export function lastDayAfter(p: Period, eventDay: Day, r: Regime): Day {
  if (p.n > PERIOD_MAX) return Infinity
  const last = unrolledAfter(p, eventDay, r)
  if (p.unit === 'working day') return last
  const holdsMinimum = r.minimumWorkingDays > 0 && isTwoDaysOrMore(p)
  if (r.roll === 'none' && !holdsMinimum) return last
  const beforeFirst = r.firstDay === 'counted' ? eventDay - 1 : eventDay
  const settled = rolled(last, beforeFirst, r)
  return holdsMinimum ? Math.max(settled, workingDaysOf(r).nthAfter(beforeFirst, r.minimumWorkingDays)) : settled
}

/** Where a period ends that began after the day `beforeFirst` and whose last day by the calendar is `last`. */
export function rolled(last: Day, beforeFirst: Day, r: Regime): Day {
  if (r.roll === 'none') return last
  const days = workingDaysOf(r)
  if (r.roll === 'following') return days.nthAfter(last - 1, 1)
  const preceding = days.nthBefore(last + 1, 1)
  // A period must not end before it begins.
  return preceding > beforeFirst ? preceding : last
}

/** By the calendar alone, before a rest day or a minimum moves it. */
export function unrolledAfter(p: Period, eventDay: Day, r: Regime): Day {
  const counted = r.firstDay === 'counted' ? 1 : 0
  switch (p.unit) {
    case 'working day':
      return workingDaysOf(r).nthAfter(eventDay - counted, p.n)
    case 'week':
      return eventDay + p.n * 7 - counted
    case 'month':
      return shiftMonths(eventDay, p.n, r.endOfMonth, counted)
    case 'year':
      return shiftMonths(eventDay, p.n * 12, r.endOfMonth, counted)
    default:
      return eventDay + p.n - counted
  }
}

/** The last instant that is in time for what must be done at least `p` before `to`: an instant, or a date without an hour. */
export function lastGoodBefore(p: Period, to: Instant | { readonly day: Day }, r: Regime): Instant {
  const zone = r.zone
  if (!isInDays(p.unit)) {
    // Before a date without an hour is before the date begins.
    const end = typeof to === 'number' ? to : zone.startOf(to.day)
    if (p.unit === 'minute') return within(end - p.n * MINUTE_MS)
    return within((r.hours === 'whole' ? lastFullHour(end, r) : end) - p.n * HOUR_MS)
  }
  if (typeof to !== 'number') return endOfLastGood(lastDayBefore(p, to.day, r), r)
  if (!Number.isFinite(zone.dayAt(to))) return to
  if (r.hours === 'whole') return endOfLastGood(lastDayBefore(p, zone.dayAt(to), r), r)
  // The civil date that the clock shows, which in a repeated hour can be the day before zone.dayAt.
  const timeOfDay = zone.timeOfDayAt(to)
  const shownDay = Math.round((to + zone.offsetAt(to) - timeOfDay) / DAY_MS)
  const day = countedBack(p, shownDay, r, 0)
  return within(Number.isFinite(day) ? zone.instantAt(day, timeOfDay) : day)
}

/** The first instant that is in time for what must not be done earlier than `p` before `to`. A date counts from its start. */
export function firstGoodBefore(p: Period, to: Instant | { readonly day: Day }, r: Regime): Instant {
  if (!isInDays(p.unit)) return lastGoodBefore(p, to, r)
  if (typeof to !== 'number') return r.zone.startOf(lastDayBefore(p, to.day, r))
  if (r.hours === 'elapsed' || !Number.isFinite(r.zone.dayAt(to))) return lastGoodBefore(p, to, r)
  return r.zone.startOf(lastDayBefore(p, r.zone.dayAt(to), r))
}

/**
 * `between 5 days and 36 hours before X`: from the first to the last good instant, both included. Undefined if the first
 * lies after the last, so that nothing can be in time.
 */
export function windowBefore(
  first: Period,
  last: Period,
  to: Instant | { readonly day: Day },
  r: Regime,
): Window | undefined {
  const earliest = firstGoodBefore(first, to, r)
  const latest = lastGoodBefore(last, to, r)
  return earliest > latest ? undefined : { earliest, latest }
}

/** The last good day of a period in days or longer counted back from `eventDay`. */
export function lastDayBefore(p: Period, eventDay: Day, r: Regime): Day {
  const counted = r.firstDay === 'counted' ? 1 : 0
  const day = countedBack(p, eventDay, r, counted)
  if (r.minimumWorkingDays === 0 || p.unit === 'working day' || !isTwoDaysOrMore(p)) return day
  return Math.min(day, workingDaysOf(r).nthBefore(eventDay + counted, r.minimumWorkingDays))
}

function countedBack(p: Period, eventDay: Day, r: Regime, counted: 0 | 1): Day {
  if (p.n > PERIOD_MAX) return -Infinity
  switch (p.unit) {
    case 'working day':
      return workingDaysOf(r).nthBefore(eventDay + counted, p.n)
    case 'week':
      return eventDay - p.n * 7 + counted
    case 'month':
      return shiftMonths(eventDay, -p.n, r.endOfMonth) + counted
    case 'year':
      return shiftMonths(eventDay, -p.n * 12, r.endOfMonth) + counted
    default:
      return eventDay - p.n + counted
  }
}

/** A date that was left out ends where the day before it does: counted back, nothing is gained by it. */
function endOfLastGood(day: Day, r: Regime): Instant {
  return within(r.zone.startOf(day + 1) - 1)
}

/** The deadline for an event known only between two bounds: both ends are exact, whatever the regime. */
export function closesOverWindow(p: Period, from: Window, r: Regime): Window {
  return { earliest: closesAfter(p, from.earliest, r), latest: closesAfter(p, from.latest, r) }
}

/** `lastGoodBefore` for an instant known only between two bounds: no instant of the window gives less or more. */
export function lastGoodOverWindow(p: Period, to: Window, r: Regime): Window {
  const zone = r.zone
  let earliest = lastGoodBefore(p, to.earliest, r)
  let latest = lastGoodBefore(p, to.latest, r)
  if (isInDays(p.unit) && r.hours === 'elapsed') {
    // The hour that the clock shows falls at midnight and when it is put back. After such an instant it is least, before
    // it most; and only the nearest ones to the ends matter, because the day counts for more than the hour.
    for (const t of [zone.startOf(zone.dayAt(to.earliest) + 1), nextTurn(to.earliest, zone)]) {
      if (t <= to.latest) earliest = Math.min(earliest, lastGoodBefore(p, t, r))
    }
    for (const t of [zone.startOf(zone.dayAt(to.latest)), lastTurn(to.latest, zone)]) {
      if (t > to.earliest) latest = Math.max(latest, lastGoodBefore(p, t - 1, r))
    }
  }
  return { earliest, latest }
}

function nextTurn(t: Instant, zone: Zone): Instant {
  return Number.isFinite(t) ? zone.offsetUntil(t) : t
}

function lastTurn(t: Instant, zone: Zone): Instant {
  return Number.isFinite(t) ? zone.offsetSince(t) : t
}

/** The first full hour of the local clock after `t`: the hour of the event is not counted (1182/71 Art. 3(1)). */
function nextFullHour(t: Instant, r: Regime): Instant {
  if (!Number.isFinite(t)) return t
  const zone = r.zone
  for (let at = t, start = t + 1; ; ) {
    const offset = zone.offsetAt(at)
    const hour = Math.ceil((start + offset) / HOUR_MS) * HOUR_MS - offset
    if (zone.offsetAt(hour) === offset) return hour
    // Clocks change before that hour: look again from the change on, by the new clock.
    at = zone.offsetUntil(at)
    start = at
  }
}

/** The last full hour of the local clock not after `t`. */
function lastFullHour(t: Instant, r: Regime): Instant {
  if (!Number.isFinite(t)) return t
  const zone = r.zone
  for (let at = t; ; ) {
    const offset = zone.offsetAt(at)
    const hour = Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset
    if (zone.offsetAt(hour) === offset) return hour
    at = zone.offsetSince(at) - 1
  }
}

/** Beyond the calendar there is no instant: never, or before everything. */
function within(t: Instant): Instant {
  return t > LAST_INSTANT ? Infinity : t < FIRST_INSTANT ? -Infinity : t
}
