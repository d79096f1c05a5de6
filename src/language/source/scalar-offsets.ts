/**
 * Where each character of a YAML string stands in what was written, so that a problem can point at the very word. The
 * entry behind the last is the end.
 *
 *     written   "a \"b\""       value   a "b"       offsets   1 2 3 5 6 8
 *
 * Quotation marks, escapes and folded lines are followed; should a character not be found again (a block scalar with
 * stripped indentation may do that), it is put where the last one was, never out of bounds.
 */
export function offsetsOf(written: string, value: string): number[] {
  const quote = written[0] === '"' || written[0] === "'" ? written[0] : ''
  const offsets: number[] = []
  let at = quote === '' ? blockStart(written) : 1
  for (const character of codeUnits(value)) {
    if (isSpace(character) && isSpace(written[at] ?? '')) {
      // One space may be a folded line, a line break may be followed by indentation.
      offsets.push(at)
      at += spaceLength(written, at, character)
      continue
    }
    while (isSpace(written[at] ?? '') || lineIsContinued(written, at, quote)) at += 1
    const length = quote === '' ? 1 : escapeLength(written, at, quote)
    if (length === 1 && written[at] !== character) {
      offsets.push(Math.min(at, written.length))
      continue
    }
    offsets.push(at)
    // A character beyond the basic plane that is escaped has two code units and one escape.
    if (length === 1 || !/[\uD800-\uDBFF]/.test(character)) at += length
  }
  offsets.push(Math.min(at, written.length))
  return offsets
}

function codeUnits(text: string): string[] {
  return text.split('')
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n'
}

/** Of a block scalar the header (`>-`, `|2`) is not part of the value. */
function blockStart(written: string): number {
  return /^[|>][^\n]*\n[ \t\n]*/.exec(written)?.[0].length ?? 0
}

function spaceLength(written: string, at: number, character: string): number {
  const run = /^[ \t\n]*/.exec(written.slice(at, at + 1000))?.[0] ?? ''
  if (character === ' ' && !run.includes('\n')) return 1
  if (character === '\n') return run.indexOf('\n') + 1
  return run.length
}

/** A backslash at the end of a line joins it with the next one. */
function lineIsContinued(written: string, at: number, quote: string): boolean {
  return quote === '"' && written[at] === '\\' && written[at + 1] === '\n'
}

function escapeLength(written: string, at: number, quote: string): number {
  if (quote === "'") return written[at] === "'" && written[at + 1] === "'" ? 2 : 1
  if (written[at] !== '\\') return 1
  return { x: 4, u: 6, U: 10 }[written[at + 1] ?? ''] ?? 2
}
