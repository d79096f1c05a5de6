import { graphemes, visible, widthOf } from './visible.ts'

/**
 * A plain table: columns padded, two spaces between them. In a terminal long cells go on in further lines; anywhere else
 * a row is one line, so that other programs can read it.
 *
 *     RULE  OWES       DUE          READING
 *     1     Northland  5 Nov 2026   no answer recorded by 5 Nov 2026
 */
export interface TableStyle {
  /** Columns of the terminal; left out: as wide as it comes. */
  readonly width?: number
  /** How the heads of columns are printed, e.g. bold. */
  readonly head?: (text: string) => string
  /** How a padded cell is printed, by its row and column. */
  readonly cell?: (text: string, row: number, column: number) => string
}

const GAP = '  '
/** A column that has to give way keeps this much: a date fits. */
const COLUMN_WIDTH_MIN = 11

export function printTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  style: TableStyle = {},
): string {
  const cells = rows.map((row) => row.map(visible))
  const widths = fitted(
    heads.map((head, column) => Math.max(widthOf(head), ...cells.map((row) => widthOf(row[column] ?? '')))),
    style.width,
  )
  const lines = printRow(heads, widths, (text) => style.head?.(text) ?? text)
  for (const [row, texts] of cells.entries()) {
    lines.push(...printRow(texts, widths, (text, column) => style.cell?.(text, row, column) ?? text))
  }
  return lines.map((line) => `${line}\n`).join('')
}

/** Takes from the widest column until the row fits. */
function fitted(widths: number[], room: number | undefined): number[] {
  if (room === undefined) return widths
  const result = [...widths]
  const total = () => result.reduce((sum, width) => sum + width, GAP.length * (result.length - 1))
  while (total() > room) {
    const widest = result.indexOf(Math.max(...result))
    const width = result[widest] as number
    if (width <= COLUMN_WIDTH_MIN) break
    result[widest] = width - 1
  }
  return result
}

function printRow(
  texts: readonly string[],
  widths: readonly number[],
  paint: (text: string, column: number) => string,
): string[] {
  const columns = texts.map((text, column) => wrapped(text, widths[column] as number))
  const height = Math.max(...columns.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, column) => {
        const text = lines[line] ?? ''
        const isLast = column === columns.length - 1
        const padded = isLast ? text : text + ' '.repeat((widths[column] as number) - widthOf(text))
        return text === '' ? padded : paint(padded, column)
      })
      .join(GAP)
      .trimEnd(),
  )
}

/** Lines of at most `width` characters, broken between words; a word that is longer is broken inside. */
export function wrapped(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const letters = graphemes(word)
    while (letters.length > width) lines.push(letters.splice(0, width).join(''))
    line = letters.join('')
  }
  if (line !== '') lines.push(line)
  return lines
}
