import { closesAfter, lastDayAfter, rolled } from './deadline.ts'
import type { Instant } from './instant.ts'
import { isInDays, type Period, type Regime } from './regime.ts'
import { workingDaysOf } from './working-days.ts'

/**
 * Time that does not count: the clock stops and runs again. While it is stopped nothing lapses; when it runs again the end
 * moves by the time stopped.
 *
 *     minutes, hours     the time elapsed between the two instants
 *     days and longer    every calendar day touched, once, the day of the stop and of the resumption included
 *     working days       every working day touched, once
 *
 * Only time inside the period stops it: before it began, or after it closed, there is nothing to stop. A day that the
 * regime does not count (that of the event) is not given back. The moved end rolls as any last day does.
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

/** The stops that took effect, in order, each with the end as it stood after it. Overlapping stops count once. */
export function pausesOf(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Pause[] {
  const inOrder = [...stops].sort((a, b) => a.stopped - b.stopped || a.resumed - b.resumed)
  return isInDays(p.unit) ? pausesInDays(p, from, inOrder, r) : pausesInHours(p, from, inOrder, r)
}

function pausesInHours(p: Period, from: Instant, stops: readonly Stop[], r: Regime): Pause[] {
  const pauses: Pause[] = []
  let closes = closesAfter(p, from, r)
  let countedUntil = from
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
