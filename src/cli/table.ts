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
  const widest = (measure: (text: string) => number) =>
    heads.map((head, column) => Math.max(widthOf(head), ...cells.map((row) => measure(row[column] ?? ''))))
  const words = widest((text) => Math.max(...text.split(' ').map(widthOf)))
  const widths = fitted(widest(widthOf), words, style.width)
  const lines = printRow(heads, widths, (text) => style.head?.(text) ?? text)
  for (const [row, texts] of cells.entries()) {
    lines.push(...printRow(texts, widths, (text, column) => style.cell?.(text, row, column) ?? text))
  }
  return lines.map((line) => `${line}\n`).join('')
}

/** Takes from the widest column until the row fits; words are broken only if it does not fit with whole ones. */
function fitted(widths: readonly number[], words: readonly number[], room: number | undefined): readonly number[] {
  if (room === undefined) return widths
  const least = words.map((width) => Math.max(width, COLUMN_WIDTH_MIN))
  const whole = narrowed(widths, least, room)
  return total(whole) <= room ? whole : narrowed(whole, [], room)
}

function narrowed(widths: readonly number[], least: readonly number[], room: number): readonly number[] {
  const result = [...widths]
  while (total(result) > room) {
    const free = result.map((width, column) => (width > (least[column] ?? COLUMN_WIDTH_MIN) ? width : 0))
    const width = Math.max(...free)
    if (width === 0) break
    result[free.indexOf(width)] = width - 1
  }
  return result
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1))
}

/** Without the columns that say nothing in any line: a dash is what stands where there is nothing to say. */
export function withoutEmpty(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const kept = heads.map((_, column) => rows.length === 0 || rows.some((row) => !/^-?$/.test(row[column] ?? '')))
  const keep = (cells: readonly string[]) => cells.filter((_, column) => kept[column])
  return { heads: keep(heads), rows: rows.map(keep) }
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
