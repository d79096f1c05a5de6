/**
 * The lines of a file of text that may be larger than any string can be. UTF-8; `\n` or `\r\n` ends a line; a byte order
 * mark at the start is left out.
 *
 *     {"id": "q1", ...}\n{"id": "a1", ...}\n        two lines
 *     {"id": "q1", ...}\n{"id": "a                  two lines, the second cut off
 */
export const LINE_BYTES_MAX = 8_388_608

export interface Line {
  /** Counted from 1; empty lines count. */
  readonly number: number
  /** Of its first byte. */
  readonly offset: number
  /** Without its end. Empty if the line is longer than LINE_BYTES_MAX: see `tooLong`. */
  readonly text: string
  readonly tooLong: boolean
}

/** Thrown by `linesOf` at the line that holds it, after the lines before it. */
export class NotUtf8 extends Error {
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
  /** Of the first byte that cannot be part of the text, counted from 0. */
  readonly offset: number
  readonly byte: number

  constructor(line: number, column: number, offset: number, byte: number) {
    super(`byte ${hex(byte)} at offset ${offset} is not UTF-8`)
    this.line = line
    this.column = column
    this.offset = offset
    this.byte = byte
  }
}

const NEWLINE = 10
const RETURN = 13
/** Decoding many short lines one by one takes several times as long as decoding them together. */
const CHUNK_BYTES = 65_536

/** Yields each line; a last line that is empty is none. Throws NotUtf8. */
export function* linesOf(bytes: Uint8Array): Generator<Line, void, void> {
  let number = 0
  let start = startOfText(bytes)
  while (start < bytes.length) {
    const end = endOfChunk(bytes, start)
    const text = end - start > LINE_BYTES_MAX ? undefined : decoded(bytes.subarray(start, end))
    if (text === undefined) {
      // One long line, or a fault in one of many: line by line, so that those before it are still read.
      const lineEnd = endOfLine(bytes, start)
      number += 1
      yield oneLine(bytes, start, lineEnd, number)
      start = lineEnd + 1
      continue
    }
    const ascii = text.length === end - start
    let offset = start
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at)
      const next = newline < 0 ? text.length : newline
      const line = text.slice(at, text.charCodeAt(next - 1) === RETURN && next > at ? next - 1 : next)
      number += 1
      yield { number, offset, text: line, tooLong: false }
      offset = (ascii ? offset + next - at : endOfLine(bytes, offset)) + 1
      at = next + 1
    }
    start = end
  }
}

/** The line that begins at this byte. */
export function lineAt(bytes: Uint8Array, offset: number): string {
  return oneLine(bytes, offset, endOfLine(bytes, offset), 0).text
}

/** The text of a whole file without its byte order mark. Throws NotUtf8. */
export function wholeText(bytes: Uint8Array): string {
  const start = startOfText(bytes)
  const text = decoded(bytes.subarray(start))
  if (text !== undefined) return text
  const bad = firstBadByte(bytes, start)
  let number = 1
  let lineStart = start
  for (let at = bytes.indexOf(NEWLINE, start); at >= 0 && at < bad; at = bytes.indexOf(NEWLINE, at + 1)) {
    number += 1
    lineStart = at + 1
  }
  throw notUtf8(bytes, number, lineStart, bad)
}

/** The line from its first byte to its `\n`, which is not part of it. Throws NotUtf8. */
export function oneLine(bytes: Uint8Array, start: number, lineEnd: number, number: number): Line {
  if (lineEnd - start > LINE_BYTES_MAX) return { number, offset: start, text: '', tooLong: true }
  const end = lineEnd > start && bytes[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd
  const text = decoded(bytes.subarray(start, end))
  if (text === undefined) throw notUtf8(bytes, number, start, start + firstBadByte(bytes.subarray(start, end), 0))
  return { number, offset: start, text, tooLong: false }
}

function notUtf8(bytes: Uint8Array, line: number, lineStart: number, bad: number): NotUtf8 {
  const column = (decoded(bytes.subarray(lineStart, bad)) ?? '').length + 1
  return new NotUtf8(line, column, bad, bytes[bad] ?? 0)
}

export function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}

/** Behind the byte order mark, if there is one. */
export function startOfText(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
}

/** Where the line that holds this byte ends: at its `\n`, or at the end of the file. */
export function endOfLine(bytes: Uint8Array, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from)
  return newline < 0 ? bytes.length : newline
}

/** As many whole lines as fit into a chunk, or else one; behind the last `\n`. */
function endOfChunk(bytes: Uint8Array, start: number): number {
  if (bytes.length - start <= CHUNK_BYTES) return bytes.length
  const last = bytes.subarray(start, start + CHUNK_BYTES).lastIndexOf(NEWLINE)
  return last >= 0 ? start + last + 1 : Math.min(endOfLine(bytes, start + CHUNK_BYTES) + 1, bytes.length)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Unicode, table 3-7: which bytes may follow which. A character that is cut off is bad from its first byte on. */
function firstBadByte(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    const length = characterLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return Math.max(from, bytes.length - 1)
}

/** Bytes of the character at `at`; 0 if there is none. */
export function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const second = bytes[at + 1] ?? 0
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const least = first === 0xe0 ? 0xa0 : 0x80
    const most = first === 0xed ? 0x9f : 0xbf
    return second >= least && second <= most && isTail(bytes[at + 2]) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const least = first === 0xf0 ? 0x90 : 0x80
    const most = first === 0xf4 ? 0x8f : 0xbf
    return second >= least && second <= most && isTail(bytes[at + 2]) && isTail(bytes[at + 3]) ? 4 : 0
  }
  return 0
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf
}
