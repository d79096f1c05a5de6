import type { Stage } from '../../agreement/kind.ts'
import { printDay } from '../../time/day.ts'
import { printWindow, type Window } from '../../time/window.ts'
import { printLocal, type Zone } from '../../time/zone.ts'

/**
 * The words of readings. Neutral: they say what is recorded, never why. The same words for every party.
 */
const DAY = 86_400_000

/** What was done, and what is missing, by the place in a case of the act that a rule asks for. */
export function doing(stage: Stage): { readonly done: string; readonly thing: string; readonly missing: string } {
  switch (stage) {
    case 'reply':
    case 'joint reply':
    case 'adoption':
      return { done: 'answered', thing: 'answer', missing: 'no answer' }
    case 'acknowledgement':
      return { done: 'acknowledged', thing: 'acknowledgement', missing: 'no acknowledgement' }
    case 'meeting':
      return { done: 'held', thing: 'meeting', missing: 'no meeting' }
    case 'return':
    case 'notification':
      return { done: 'sent', thing: 'message', missing: 'nothing' }
    default:
      return { done: 'done', thing: 'act', missing: 'nothing' }
  }
}

/** The due day or instant, from `closes`, the first instant that is too late. */
export function printDue(closes: Window | undefined, zone: Zone): string {
  if (closes === undefined) return '-'
  if (!Number.isFinite(closes.earliest) && !Number.isFinite(closes.latest)) return 'not known'
  if (!Number.isFinite(closes.latest)) return `not before ${printEnd(closes.earliest, zone)}`
  if (!Number.isFinite(closes.earliest)) return `not after ${printEnd(closes.latest, zone)}`
  if (closes.earliest === closes.latest) return printEnd(closes.earliest, zone)
  if (isDayStart(closes.earliest, zone) && isDayStart(closes.latest, zone)) {
    return printWindow({ earliest: zone.startOf(zone.dayAt(closes.earliest - 1)), latest: closes.latest - 1 }, zone)
  }
  return `${printEnd(closes.earliest, zone)} to ${printEnd(closes.latest, zone)}`
}

/** The last instant in time: a day where it ends with the day, else day and hour. */
function printEnd(closes: number, zone: Zone): string {
  return isDayStart(closes, zone) ? printDay(zone.dayAt(closes - 1)) : printLocal(closes - 1, zone)
}

/** Does a clock end with a day? An end that is not known does not say otherwise. */
export function endsWithDay({ earliest, latest }: Window, zone: Zone): boolean {
  return [earliest, latest].every((end) => !Number.isFinite(end) || isDayStart(end, zone))
}

export function isDayStart(instant: number, zone: Zone): boolean {
  return Number.isFinite(instant) && zone.startOf(zone.dayAt(instant)) === instant
}

/** `in time`, and `28 days after due`, `26 to 28 days after due`, `1 hour 5 minutes after due`. */
export function printLateness(time: Window, closes: Window, zone: Zone): string {
  if (isDayStart(closes.earliest, zone) && isDayStart(closes.latest, zone)) {
    const least = zone.dayAt(time.earliest) - zone.dayAt(closes.latest - 1)
    const most = zone.dayAt(time.latest) - zone.dayAt(closes.earliest - 1)
    if (least === most) return `${days(least)} after due`
    return `${least} to ${days(most)} after due`
  }
  const least = printLength(time.earliest - (closes.latest - 1))
  const most = printLength(time.latest - (closes.earliest - 1))
  return least === most ? `${least} after due` : `${least} to ${most} after due`
}

export function printDistance(at: number, closes: Window, zone: Zone): string {
  if (!Number.isFinite(closes.latest)) return ''
  if (isDayStart(closes.earliest, zone) && isDayStart(closes.latest, zone)) {
    const today = zone.dayAt(at)
    const least = zone.dayAt(closes.earliest - 1) - today
    const most = zone.dayAt(closes.latest - 1) - today
    if (least === most) return least === 0 ? ', today' : `, in ${days(least)}`
    return `, in ${least} to ${days(most)}`
  }
  const least = printLength(Math.max(0, closes.earliest - 1 - at))
  const most = printLength(Math.max(0, closes.latest - 1 - at))
  return least === most ? `, in ${least}` : `, in ${least} to ${most}`
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`
}

/** The two largest units: a millisecond late is late, and is said. */
export function printLength(ms: number): string {
  if (ms > 0 && ms < 1000) return 'less than a second'
  const units: readonly (readonly [number, string])[] = [
    [DAY, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ]
  const parts: string[] = []
  let rest = ms
  for (const [size, name] of units) {
    const n = Math.floor(rest / size)
    rest -= n * size
    if (n > 0) parts.push(n === 1 ? `1 ${name}` : `${n} ${name}s`)
  }
  return parts.length === 0 ? '0 seconds' : parts.slice(0, 2).join(' ')
}

/** Of a time that counts only by its day, print the day. */
export function printAt(window: Window, zone: Zone, byDay: boolean): string {
  if (byDay && window.earliest === window.latest) return printDay(zone.dayAt(window.earliest))
  // A time known between the starts of two days, such as the end of a clock, is one of those days.
  if (byDay && isDayStart(window.earliest, zone) && isDayStart(window.latest, zone)) {
    return printWindow({ earliest: window.earliest, latest: zone.endOf(zone.dayAt(window.latest)) - 1 }, zone)
  }
  return printWindow(window, zone)
}
