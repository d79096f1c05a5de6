/**
 * Text of a file, made fit for a terminal: what files say may come from anybody, and a control sequence in it could
 * rewrite the lines above. What cannot be seen is written as an escape, a break of a line as a space.
 */
// The joiners between letters (U+200C, U+200D) are part of how some languages are written.
const UNSEEN = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\u200c\u200d]]/gv

export function visible(text: string): string {
  return text
    .replace(/\s*[\r\n\t]+\s*/g, ' ')
    .replace(UNSEEN, (one) => `\\u{${(one.codePointAt(0) as number).toString(16)}}`)
}

/** Characters as a reader counts them: a letter with its accents is one. */
export function widthOf(text: string): number {
  return isAscii(text) ? text.length : graphemes(text).length
}

export function graphemes(text: string): string[] {
  if (isAscii(text)) return [...text]
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}

let segmenter: Intl.Segmenter | undefined

function isAscii(text: string): boolean {
  return !/[^\u0020-\u007e]/.test(text)
}
