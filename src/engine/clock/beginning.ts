import type { Instant } from '../../time/instant.ts'
import { isInDays, type Period } from '../../time/regime.ts'
import type { Window } from '../../time/window.ts'
import type { Zone } from '../../time/zone.ts'

/** What begins after a time begins with its last day: 30 days after 1 March, on 31 March at 00:00. One in hours, with its last instant. */
export function beginning(closes: Window, { unit }: Period, zone: Zone): Window {
  const start = (end: Instant) =>
    !Number.isFinite(end) ? end : isInDays(unit) ? zone.startOf(zone.dayAt(end - 1)) : end - 1
  return { earliest: start(closes.earliest), latest: start(closes.latest) }
}
