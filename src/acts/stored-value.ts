import type { Json } from '../agreement/act.ts'
import { asciiIn, COLON, COMMA, endOfJson, LIST, OPEN, QUOTE, ZERO } from './stored-bytes.ts'

/**
 * A field of a stored body, read where it lies in the bytes: a rule asks for one or two of them, and parsing all of it costs ten
 * times as much. Only for a body that `endOfJson` has passed: no white space, no escapes. Null counts as not given.
 */
export function storedField(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  path: readonly string[],
): Json | undefined {
  let at = start
  for (let i = 0; i < path.length; i++) {
    at = memberAt(bytes, view, at, path[i] as string)
    if (at < 0) return undefined
  }
  return valueAt(bytes, view, at) ?? undefined
}

/** Where the value of that name begins, the last one if there are several; -1: there is none, or no map begins here. */
function memberAt(bytes: Uint8Array, view: DataView, start: number, name: string): number {
  if (bytes[start] !== OPEN) return -1
  let found = -1
  let at = start
  do {
    if (bytes[at + 1] !== QUOTE) return found
    const key = at + 2
    at = endOfJson(bytes, view, at + 1, 1)
    if (bytes[at] !== COLON) return found
    if (isText(bytes, key, at - 1, name)) found = at + 1
    at = endOfJson(bytes, view, at + 1, DEPTH_MAX)
  } while (bytes[at] === COMMA)
  return found
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x80) return decoded(bytes, start, end) === text
    if (bytes[start + i] !== unit) return false
  }
  return end - start === text.length
}

function valueAt(bytes: Uint8Array, view: DataView, start: number): Json {
  const end = endOfJson(bytes, view, start, DEPTH_MAX)
  const first = bytes[start]
  const plain =
    first === QUOTE
      ? textIn(bytes, start + 1, end - 1)
      : first === LIST
        ? textsIn(bytes, view, start)
        : wholeNumberIn(bytes, start, end)
  return plain ?? JSON.parse(decoded(bytes, start, end))
}

/** A list of texts, as of names of parties; undefined: it holds something else, or nothing. */
function textsIn(bytes: Uint8Array, view: DataView, start: number): Json[] | undefined {
  if (bytes[start + 1] !== QUOTE) return undefined
  let at = endOfJson(bytes, view, start + 1, 1)
  const texts: Json[] = [textIn(bytes, start + 2, at - 1)]
  while (bytes[at] === COMMA) {
    const text = at + 1
    if (bytes[text] !== QUOTE) return undefined
    at = endOfJson(bytes, view, text, 1)
    texts.push(textIn(bytes, text + 1, at - 1))
  }
  return texts
}

/** Undefined: something else. */
function wholeNumberIn(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start > DIGITS_MAX) return undefined
  let number = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO
    if (digit < 0 || digit > 9) return undefined
    number = number * 10 + digit
  }
  return number
}

function textIn(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONG) return decoded(bytes, start, end)
  for (let at = start; at < end; at++) if ((bytes[at] as number) >= 0x80) return decoded(bytes, start, end)
  return asciiIn(bytes, start, end)
}

function decoded(bytes: Uint8Array, start: number, end: number): string {
  return utf8.decode(bytes.subarray(start, end))
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
/** Quicker decoded at once. */
const LONG = 256
/** Of which each is exact. */
const DIGITS_MAX = 15
/** More than a stored line is read with. */
const DEPTH_MAX = 64
