import type { Instant } from './instant.ts'
import type { Regime } from './regime.ts'

/**
 * Full hours as the local clock shows them. Zones half an hour from their neighbours have theirs at another minute, and
 * where clocks move by half an hour one can be left out: so the change itself is looked at, not the hour added.
 */
const HOUR_MS = 3_600_000

/** The first full hour of the local clock after `t`: the hour of the event is not counted (1182/71 Art. 3(1)). */
export function nextFullHour(t: Instant, r: Regime): Instant {
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
export function lastFullHour(t: Instant, r: Regime): Instant {
  if (!Number.isFinite(t)) return t
  const zone = r.zone
  for (let at = t; ; ) {
    const offset = zone.offsetAt(at)
    const hour = Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset
    if (zone.offsetAt(hour) === offset) return hour
    at = zone.offsetSince(at) - 1
  }
}
