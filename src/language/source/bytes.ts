import type { Place } from '../../problem.ts'
import type { Report } from './report.ts'

/** An agreement of a hundred pages with all its rules has about 300 kB. */
export const AGREEMENT_BYTES_MAX = 1_048_576

/** The text of agreement.md by lines, as Markdown counts them: \n, \r\n and \r end a line. */
export interface SourceText {
  readonly file: string
  readonly text: string
  readonly lines: readonly string[]
}

/** Refuses what is too large before looking at it, then what is not UTF-8, then what is empty. */
export function readText(file: string, content: Uint8Array | string, report: Report): SourceText | undefined {
  const start: Place = { file, line: 1, column: 1 }
  // A string of n code units has at least n bytes, so this also holds for text.
  if (content.length > AGREEMENT_BYTES_MAX) {
    report.error(
      'agreement/too-large',
      start,
      `The file has more than ${AGREEMENT_BYTES_MAX / 1024} KiB.`,
      'Move long annexes into files of their own; only the clauses and their rules belong here.',
    )
    return undefined
  }
  const text = typeof content === 'string' ? content.replace(/^\uFEFF/, '') : decode(file, content, report)
  if (text === undefined) return undefined
  if (text.trim() === '') {
    report.error(
      'agreement/empty',
      start,
      'The file is empty.',
      'Begin with a heading and a block marked pacta that says `agreement:` and the id.',
    )
    return undefined
  }
  return { file, text, lines: text.split(/\r\n|\n|\r/) }
}

function decode(file: string, bytes: Uint8Array, report: Report): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const offset = firstBadByte(bytes)
    const before = new TextDecoder().decode(bytes.subarray(0, offset)).split(/\r\n|\n|\r/)
    const column = (before.at(-1)?.length ?? 0) + 1
    const hex = (bytes[offset] ?? 0).toString(16).padStart(2, '0').toUpperCase()
    report.error(
      'agreement/not-utf8',
      { file, line: before.length, column },
      `The byte ${hex} at offset ${offset} is not UTF-8.`,
      'Save the file as UTF-8; older editors call it "Unicode (UTF-8)".',
    )
    return undefined
  }
}

/** The first byte of the first character that cannot be decoded, or of the last one if that is cut off. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (good < bad) {
    const middle = Math.floor((good + bad) / 2)
    // `stream` accepts a character that is cut off at the end: only what is wrong already is refused.
    if (isUtf8(bytes.subarray(0, middle + 1), true)) good = middle + 1
    else bad = middle
  }
  // The byte at `good` is wrong behind those before it: what begins with the last of them is no character.
  let start = good
  while (start > Math.max(0, good - 3) && !isUtf8(bytes.subarray(0, start), false)) start -= 1
  return start
}

function isUtf8(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream })
    return true
  } catch {
    return false
  }
}
