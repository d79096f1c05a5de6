import { DAY_MS, type Day, printDay } from './day.ts'
import {
  type Deadline,
  type DerivationWords,
  daysAfter,
  daysBefore,
  inHours,
  sameHourBefore,
  unbounded,
} from './derivation.ts'
import { lastFullHour, nextFullHour } from './full-hour.ts'
import { FIRST_INSTANT, type Instant, LAST_INSTANT } from './instant.ts'
import { countedBack, lastDayAfter, lastDayBefore } from './last-day.ts'
import { dateAt, plainDate, startOf } from './reckoning.ts'
import { isInDays, type Period, type Regime } from './regime.ts'
import type { Window } from './window.ts'
import { printLocal, type Zone } from './zone.ts'

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
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** The first instant that is too late for what is due within `p` after `from`. */
export function closesAfter(p: Period, from: Instant, r: Regime): Instant {
  if (p.unit === 'minute') return within(from + p.n * MINUTE_MS + 1)
  if (p.unit === 'hour') return within((r.hours === 'whole' ? nextFullHour(from, r) : from) + p.n * HOUR_MS + 1)
  const eventDay = r.zone.dayAt(from)
  return Number.isFinite(eventDay) ? within(r.zone.endOf(lastDayAfter(p, eventDay, r))) : eventDay
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
  let earliest = Infinity
  let latest = -Infinity
  // Each is a point of the window, so nothing outside of what the window gives comes in, and the ends are in order.
  for (const t of isInDays(p.unit) && r.hours === 'elapsed' ? turningPoints(to, r.zone) : [to.earliest, to.latest]) {
    if (!(to.earliest <= t && t <= to.latest)) continue
    const good = lastGoodBefore(p, t, r)
    earliest = Math.min(earliest, good)
    latest = Math.max(latest, good)
  }
  return { earliest, latest }
}

/** A midnight may not exist or, when the clock is put back over it, come twice, with the change of the clock between. */
const TURNS = 5

/**
 * The hour that the clock shows falls at midnight and when it is put back. After such an instant it is least, before it
 * most; and only the nearest ones to the ends matter, because the day counts for more than the hour.
 */
function turningPoints({ earliest, latest }: Window, zone: Zone): Instant[] {
  const points = [earliest, latest]
  let t = earliest
  for (let n = 0; n < TURNS && t < latest && Number.isFinite(t); n++) {
    t = Math.min(t + DAY_MS - zone.timeOfDayAt(t), zone.offsetUntil(t))
    points.push(t - 1, t)
  }
  t = latest
  for (let n = 0; n < TURNS && t > earliest && Number.isFinite(t); n++) {
    // The midnight that the clock shows last, unless it was put back or forward since.
    t = Math.max(t - zone.timeOfDayAt(t), zone.offsetSince(t))
    points.push(t, t - 1)
    t--
  }
  return points
}

/** Beyond the calendar there is no instant: never, or before everything. */
function within(t: Instant): Instant {
  return t > LAST_INSTANT ? Infinity : t < FIRST_INSTANT ? -Infinity : t
}

/** `closesAfter` with its arithmetic in words, worked out a second time with Temporal. */
export function deriveAfter(p: Period, from: Instant, r: Regime, words: DerivationWords = {}): Deadline {
  const event = words.event ?? 'from'
  if (!Number.isFinite(from)) return unbounded(`${event}: not known`, from, isInDays(p.unit))
  if (isInDays(p.unit)) return daysAfter(p, from, r, event, words)
  return inHours(p, from, 1, r, `${event} ${printLocal(from, r.zone)}`, words)
}

/** `lastGoodBefore` with its arithmetic in words; `closes` is the millisecond after the last good instant. */
export function deriveBefore(
  p: Period,
  to: Instant | { readonly day: Day },
  r: Regime,
  words: DerivationWords = {},
): Deadline {
  const event = words.event ?? 'before'
  if (typeof to !== 'number') {
    const date = plainDate(to.day)
    if (isInDays(p.unit)) return daysBefore(p, date, r, event, words)
    return inHours(p, startOf(date, r), -1, r, `${event} the start of ${printDay(to.day)}`, words)
  }
  if (!Number.isFinite(to)) return unbounded(`${event}: not known`, to, isInDays(p.unit))
  if (!isInDays(p.unit)) return inHours(p, to, -1, r, `${event} ${printLocal(to, r.zone)}`, words)
  return r.hours === 'whole' ? daysBefore(p, dateAt(to, r), r, event, words) : sameHourBefore(p, to, r, event, words)
}

/** The deadline for an event known only between two bounds: worked out for both ends. */
export function deriveOverWindow(
  p: Period,
  from: Window,
  r: Regime,
  words: DerivationWords = {},
): { readonly closes: Window; readonly earliest: Deadline; readonly latest: Deadline } {
  const earliest = deriveAfter(p, from.earliest, r, words)
  const latest = deriveAfter(p, from.latest, r, words)
  return { closes: { earliest: earliest.closes, latest: latest.closes }, earliest, latest }
}
