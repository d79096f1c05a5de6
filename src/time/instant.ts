import { DAY_MS, dayOf, digitsAt, isoDay, monthLength, padded } from './day.ts'

/**
 * An instant: milliseconds since 1970-01-01T00:00Z, leap seconds left out as POSIX does.
 *
 * Written as RFC 3339 has it, and in one way only:
 *
 *     2022-01-26T10:00:00Z
 *     2022-01-26T11:00:00+01:00       the same instant; -00:00 is read as +00:00
 *     2022-01-26T10:00:00.250Z        to the millisecond: further digits must be zero, nothing is rounded
 *
 * Capital T and Z, seconds always given, no second 60 and no hour 24. Instants lie in the years 0 to 9999 (UTC): what
 * RFC 3339 can write. Unbounded ends of a window are -Infinity and Infinity; they are no instants and are not printed.
 */
export type Instant = number

export const FIRST_INSTANT: Instant = dayOf(0, 1, 1) * DAY_MS
export const LAST_INSTANT: Instant = dayOf(10_000, 1, 1) * DAY_MS - 1

const DASH = 45
const PLUS = 43
const DOT = 46
const COLON = 58
const T = 84
const Z = 90

export function parseInstant(text: string): Instant | undefined {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T) return undefined
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const date = digitsAt(text, 8, 2)
  const hour = digitsAt(text, 11, 2)
  const minute = digitsAt(text, 14, 2)
  const second = digitsAt(text, 17, 2)
  if (year < 0 || month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return undefined
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined

  let at = 19
  let milliseconds = 0
  if (text.charCodeAt(at) === DOT) {
    while (isDigit(text.charCodeAt(++at)));
    milliseconds = fractionBetween(text, 20, at)
  }
  const offset = offsetMinutesAt(text, at)
  if (offset === undefined || milliseconds < 0) return undefined
  const t = dayOf(year, month, date) * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds
  return t >= FIRST_INSTANT && t <= LAST_INSTANT ? t : undefined
}

/** Milliseconds that the digits of a fraction write; -1 if there are none or too many, or if they say more than that. */
function fractionBetween(text: string, from: number, to: number): number {
  if (to === from || to > from + 9) return -1
  let milliseconds = 0
  for (let place = 0, weight = 100; from + place < to; place++, weight /= 10) {
    const digit = text.charCodeAt(from + place) - 48
    if (place > 2 && digit !== 0) return -1
    if (place < 3) milliseconds += digit * weight
  }
  return milliseconds
}

/** Minutes east of UTC that the rest of the text from `at` writes. */
function offsetMinutesAt(text: string, at: number): number | undefined {
  const sign = text.charCodeAt(at)
  if (sign === Z) return text.length === at + 1 ? 0 : undefined
  if (sign !== PLUS && sign !== DASH) return undefined
  if (text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return undefined
  const hours = digitsAt(text, at + 1, 2)
  const minutes = digitsAt(text, at + 4, 2)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** `2022-01-26T10:00:00Z`, with milliseconds only if they are not 0. Throws a RangeError outside the years 0 to 9999. */
export function printInstant(t: Instant): string {
  if (!(t >= FIRST_INSTANT && t <= LAST_INSTANT) || !Number.isInteger(t)) throw new RangeError(`not an instant: ${t}`)
  const day = Math.floor(t / DAY_MS)
  return `${isoDay(day)}T${printClock(t - day * DAY_MS, true)}Z`
}

/** Time of day from milliseconds since midnight: `10:00`, `10:00:30`, `10:00:30.250`. */
export function printClock(ms: number, secondsAlways: boolean): string {
  const fraction = ms % 1000
  const seconds = Math.floor(ms / 1000) % 60
  let text = `${padded(Math.floor(ms / 3_600_000), 2)}:${padded(Math.floor(ms / 60_000) % 60, 2)}`
  if (secondsAlways || seconds !== 0 || fraction !== 0) text += `:${padded(seconds, 2)}`
  if (fraction !== 0) text += `.${padded(fraction, 3)}`
  return text
}
