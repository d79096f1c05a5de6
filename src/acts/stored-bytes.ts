import { DAY_MS, dayOf, monthLength } from '../time/day.ts'
import { characterLength } from './lines.ts'
import { NAME_CHARACTERS_MAX } from './text.ts'

/** What `StoredLine` reads in the bytes of a line: names, dates, values of JSON. Whatever is unusual is refused. */
export interface Range {
  start: number
  end: number
}

const NO_DIGITS = 1_000_000_000
export const YEAR_MAX = 9999

export const NEWLINE = 10
const SPACE = 32
export const QUOTE = 34
const PLUS = 43
export const COMMA = 44
const DASH = 45
const DOT = 46
export const ZERO = 48
export const COLON = 58
export const T = 84
export const Z = 90
export const LIST = 91
const BACKSLASH = 92
export const LIST_END = 93
export const OPEN = 123
export const CLOSE = 125
export const ALL = bytesOf('all')
/** Printable ASCII without quotation mark and backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= SPACE && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
)

/**
 * Of four bytes, those that are not plain have their highest bit set; of the others none before the first such. A borrow or a
 * carry goes from a byte that is not plain to the one behind it, never the other way.
 */
function notPlain(four: number): number {
  const isControl = four - 0x20202020
  const isDelete = four + 0x01010101
  const isQuote = (four ^ 0x22222222) - 0x01010101
  const isBackslash = (four ^ 0x5c5c5c5c) - 0x01010101
  return (four | isControl | isDelete | isQuote | isBackslash) & 0x80808080
}

/** Behind the plain bytes from here on: four at a time, which on a long text is twice as fast. */
function endOfPlain(bytes: Uint8Array, view: DataView, start: number): number {
  const last = view.byteLength - 4
  let at = start
  for (; at <= last; at += 4) {
    const found = notPlain(view.getInt32(at, true))
    if (found !== 0) return at + ((31 - Math.clz32(found & -found)) >> 3)
  }
  while (PLAIN[bytes[at] as number] === 1) at++
  return at
}

/** Where a text ends that is as `isPlain` wants it, and without an escape; -1: it is not. */
export function nameAt(bytes: Uint8Array, view: DataView, start: number, range: Range): number {
  if (bytes[start] !== QUOTE) return -1
  const at = endOfPlain(bytes, view, start + 1)
  range.start = start + 1
  range.end = at
  const length = at - start - 1
  if (bytes[at] !== QUOTE || length === 0 || length > NAME_CHARACTERS_MAX || bytes[start + 1] === SPACE) return -1
  return at + 1
}

/**
 * Where a value of JSON without white space and escapes ends; -1: it is something else, which `JSON.parse` may know. `depth`:
 * how many lists and maps it may lie in.
 */
export function endOfJson(bytes: Uint8Array, view: DataView, start: number, depth: number): number {
  switch (bytes[start]) {
    case QUOTE:
      return endOfText(bytes, view, start)
    case OPEN:
    case LIST:
      return depth === 0 ? -1 : endOfItems(bytes, view, start, depth)
    case 102:
      return endOfWord(view, start, FALSE)
    case 110:
      return endOfWord(view, start, NULL)
    case 116:
      return endOfWord(view, start, TRUE)
    default:
      return endOfNumber(bytes, start)
  }
}

function endOfItems(bytes: Uint8Array, view: DataView, start: number, depth: number): number {
  const isMap = bytes[start] === OPEN
  const last = isMap ? CLOSE : LIST_END
  if (bytes[start + 1] === last) return start + 2
  let at = start
  do {
    at++
    if (isMap) {
      at = bytes[at] === QUOTE ? endOfText(bytes, view, at) : -1
      if (at < 0 || bytes[at] !== COLON) return -1
      at++
    }
    at = endOfJson(bytes, view, at, depth - 1)
    if (at < 0) return -1
  } while (bytes[at] === COMMA)
  return bytes[at] === last ? at + 1 : -1
}

/** Behind its closing quote; -1: it holds an escape or a byte that is not UTF-8, or the line ends before. */
function endOfText(bytes: Uint8Array, view: DataView, start: number): number {
  let at = start + 1
  for (;;) {
    at = endOfPlain(bytes, view, at)
    const byte = bytes[at] as number
    if (byte === QUOTE) return at + 1
    const length = byte >= 0x7f ? characterLength(bytes, at) : 0
    if (length === 0) return -1
    at += length
  }
}

function endOfNumber(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === DASH ? start + 1 : start
  let at = endOfDigits(bytes, first)
  if (at === first || (bytes[first] === ZERO && at > first + 1)) return -1
  if (bytes[at] === DOT) {
    const fraction = at + 1
    at = endOfDigits(bytes, fraction)
    if (at === fraction) return -1
  }
  return at
}

function endOfDigits(bytes: Uint8Array, start: number): number {
  let at = start
  while ((bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++
  return at
}

/** A text of at least four bytes, four at a time; the last four may overlap those before. */
export interface Word {
  readonly length: number
  readonly fours: Int32Array
}

export function wordOf(text: string): Word {
  const { length } = text
  const view = new DataView(bytesOf(text).buffer)
  const fours = Array.from({ length: Math.ceil(length / 4) }, (_, i) =>
    view.getInt32(Math.min(i * 4, length - 4), true),
  )
  return { length, fours: Int32Array.from(fours) }
}

/** Behind this word; -1: it is not there. */
export function endOfWord(view: DataView, start: number, { length, fours }: Word): number {
  const end = start + length
  if (start < 0 || end > view.byteLength) return -1
  const last = fours.length - 1
  for (let i = 0; i < last; i++) if (view.getInt32(start + i * 4, true) !== fours[i]) return -1
  return view.getInt32(end - 4, true) === fours[last] ? end : -1
}

export function isSame(bytes: Uint8Array, a: Range, b: Range): boolean {
  if (a.end - a.start !== b.end - b.start) return false
  for (let i = 0; i < a.end - a.start; i++) if (bytes[a.start + i] !== bytes[b.start + i]) return false
  return true
}

export function isWord(bytes: Uint8Array, range: Range, word: Uint8Array): boolean {
  if (range.end - range.start !== word.length) return false
  for (let i = 0; i < word.length; i++) if (bytes[range.start + i] !== word[i]) return false
  return true
}

/** Midnight by UTC of a date written `20260302`; NaN: there is none. */
export function midnightOf(date: number): number {
  const year = Math.floor(date / 10_000)
  const month = Math.floor(date / 100) % 100
  const day = date % 100
  if (year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return Number.NaN
  return dayOf(year, month, day) * DAY_MS
}

/** `2026-03-02` as 20260302; a large number if it is not written so. */
export function dateAt(bytes: Uint8Array, at: number): number {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return NO_DIGITS
  const year = digitsAt(bytes, at) * 100 + digitsAt(bytes, at + 2)
  return (year * 100 + digitsAt(bytes, at + 5)) * 100 + digitsAt(bytes, at + 8)
}

/** Minutes east of UTC. */
export function offsetAt(bytes: Uint8Array, at: number): number {
  const sign = bytes[at]
  const hours = digitsAt(bytes, at + 1)
  const minutes = digitsAt(bytes, at + 4)
  if ((sign !== PLUS && sign !== DASH) || bytes[at + 3] !== COLON || bytes[at + 6] !== QUOTE) return Number.NaN
  if (hours > 23 || minutes > 59) return Number.NaN
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes)
}

/** Two digits; a large number if they are none. */
export function digitsAt(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO
  const ones = (bytes[at + 1] as number) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS
}

export function textOf(bytes: Uint8Array, { start, end }: Range): string {
  return asciiIn(bytes, start, end)
}

/** The ASCII, or Latin-1, from `start` to `end`, which are no more bytes than a call takes arguments. */
export function asciiIn(bytes: Uint8Array, start: number, end: number): string {
  // Spread over arguments it would go through an iterator, byte by byte, and take four times as long.
  return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[])
}

/** Of a text of ASCII. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

const NINE = 57
const TRUE = wordOf('true')
const FALSE = wordOf('false')
const NULL = wordOf('null')
