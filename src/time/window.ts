import { civilOf, type Day, dayOf, digitsAt, monthLength, parseDay, printDay, printMonth } from './day.ts'
import { FIRST_INSTANT, type Instant, LAST_INSTANT, parseInstant, printInstant } from './instant.ts'
import { printLocal, type Zone } from './zone.ts'

/**
 * A window: a time known only between two bounds. Both ends are included, and an end that is not known is -Infinity or
 * Infinity. It says what the record holds, never more: no midpoint and no default hour is ever taken.
 *
 * Written in a part of EDTF (ISO 8601-2). Dates are days in the zone of the agreement.
 *
 *     2022-01-26T10:00:00Z       an instant (RFC 3339, with its offset)
 *     2022-01-26                 some time on that day
 *     2022-02                    some time in that month
 *     2022                       some time in that year
 *     2022-01-31/2022-02-04      from the start of the first to the end of the second; any two of the above
 *     ../2022-02-01              not after
 *     2022-01-28/..              not before
 *     unknown                    also ../..
 *
 * A date and hour without an offset is no time at all: it would be another instant in every zone.
 */
export interface Window {
  readonly earliest: Instant
  readonly latest: Instant
}

export const UNKNOWN: Window = { earliest: -Infinity, latest: Infinity }

/** What does not happen, as far as is known. */
export const NEVER: Window = { earliest: Infinity, latest: Infinity }

export function exactly(t: Instant): Window {
  return { earliest: t, latest: t }
}

export function parseWindow(text: string, zone: Zone): Window | { fault: 'reversed' | 'not a time' } {
  if (text === 'unknown' || text === '../..') return UNKNOWN
  const slash = text.indexOf('/')
  if (slash < 0) return parsePoint(text, zone) ?? { fault: 'not a time' }
  const first = text.slice(0, slash)
  const last = text.slice(slash + 1)
  const a = first === '..' ? UNKNOWN : parsePoint(first, zone)
  const b = last === '..' ? UNKNOWN : parsePoint(last, zone)
  if (a === undefined || b === undefined) return { fault: 'not a time' }
  if (a.earliest > b.latest) return { fault: 'reversed' }
  return { earliest: a.earliest, latest: b.latest }
}

/** An instant, a day, a month or a year. A date that the zone left out was never, so it is undefined too. */
function parsePoint(text: string, zone: Zone): Window | undefined {
  if (text.length > 10) {
    const t = parseInstant(text)
    return t === undefined ? undefined : exactly(t)
  }
  let first: Day | undefined
  let last: Day | undefined
  if (text.length === 10) {
    first = parseDay(text)
    last = first
  } else if (text.length === 7) {
    first = parseDay(`${text}-01`)
    if (first !== undefined) last = first - 1 + monthLength(digitsAt(text, 0, 4), digitsAt(text, 5, 2))
  } else if (text.length === 4) {
    first = parseDay(`${text}-01-01`)
    if (first !== undefined) last = dayOf(digitsAt(text, 0, 4), 12, 31)
  }
  if (first === undefined || last === undefined) return undefined
  const earliest = zone.startOf(first)
  const latest = zone.startOf(last + 1) - 1
  return earliest > latest ? undefined : { earliest, latest }
}

/** What lies in both; undefined if nothing does. Used for causality: received not before transmitted, and the like. */
export function cut(w: Window, by: Window): Window | undefined {
  const earliest = Math.max(w.earliest, by.earliest)
  const latest = Math.min(w.latest, by.latest)
  return earliest > latest ? undefined : { earliest, latest }
}

/** When the later of the two happened. */
export function laterOf(a: Window, b: Window): Window {
  return { earliest: Math.max(a.earliest, b.earliest), latest: Math.max(a.latest, b.latest) }
}

/** When the earlier of the two happened. */
export function earlierOf(a: Window, b: Window): Window {
  return { earliest: Math.min(a.earliest, b.earliest), latest: Math.min(a.latest, b.latest) }
}

export function isExact(w: Window): boolean {
  return w.earliest === w.latest
}

/**
 * For people, in the zone: `26 Jan 2022 10:00`; a day `26 Jan 2022`; days `3 - 5 Feb 2022`, `31 Jan - 4 Feb 2022`,
 * `29 Dec 2021 - 3 Jan 2022`; a month `Feb 2022`; a year `2022`; open ends `by 1 Feb 2022`, `from 28 Jan 2022`; `not known`.
 * An end that is not the edge of a day is printed with its hour; a last day printed without one is included whole.
 */
export function printWindow(w: Window, zone: Zone): string {
  if (w.earliest === w.latest) return printLocal(w.earliest, zone)
  const first = Number.isFinite(w.earliest) ? firstWholeDay(w.earliest, zone) : undefined
  const last = Number.isFinite(w.latest) ? lastWholeDay(w.latest, zone) : undefined
  if (w.earliest === -Infinity && w.latest === Infinity) return 'not known'
  if (w.earliest === -Infinity) return `by ${last === undefined ? printLocal(w.latest, zone) : printDay(last)}`
  if (w.latest === Infinity) return `from ${first === undefined ? printLocal(w.earliest, zone) : printDay(first)}`
  if (first !== undefined && last !== undefined) return printDays(first, last)
  const from = first === undefined ? printLocal(w.earliest, zone) : printDay(first)
  const to = last === undefined ? printLocal(w.latest, zone) : printDay(last)
  return `${from} - ${to}`
}

/** The day that starts with this instant, if one does. */
function firstWholeDay(t: Instant, zone: Zone): Day | undefined {
  const day = zone.dayAt(t)
  return zone.startOf(day) === t ? day : undefined
}

/** The day that ends with this instant, if one does. */
function lastWholeDay(t: Instant, zone: Zone): Day | undefined {
  const day = zone.dayAt(t)
  return zone.endOf(day) === t + 1 ? day : undefined
}

function printDays(first: Day, last: Day): string {
  if (first === last) return printDay(first)
  const a = civilOf(first)
  const b = civilOf(last)
  if (a.year !== b.year) return `${printDay(first)} - ${printDay(last)}`
  const wholeMonths = a.date === 1 && b.date === monthLength(b.year, b.month)
  if (wholeMonths && a.month === 1 && b.month === 12) return String(a.year)
  if (a.month !== b.month) return `${a.date} ${printMonth(a.month)} - ${printDay(last)}`
  return wholeMonths ? `${printMonth(a.month)} ${a.year}` : `${a.date} - ${printDay(last)}`
}

/**
 * For programs: an instant, or two with `/` between and `..` for an open end. `parseWindow` reads it back unchanged, but
 * for the hours by which a zone's year 0 or 9999 reaches beyond that of UTC: RFC 3339 cannot write them.
 */
export function isoWindow(w: Window): string {
  const from = w.earliest === -Infinity ? '..' : printInstant(Math.max(w.earliest, FIRST_INSTANT))
  const to = w.latest === Infinity ? '..' : printInstant(Math.min(w.latest, LAST_INSTANT))
  return from === to && from !== '..' ? from : `${from}/${to}`
}
