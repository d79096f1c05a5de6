import { widthOf } from './visible.ts'

/** The lines of a case as text: cells divided by `|`. */

/** As compared and as shown. */
export function normal(line: string): string {
  return line
    .split('|')
    .map((cell) => cell.trim().replace(/\s+/g, ' '))
    .join(' | ')
}

/** Rule, parties and what it is about: what stays the same when the reading changes. */
export function subjectOf(line: string): string {
  return line.split(' | ').slice(0, 4).join(' | ')
}

/** Cells under each other, as people write them. */
export function aligned(lines: readonly string[]): string[] {
  const rows = lines.map((line) => line.split(' | '))
  const width = (column: number) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell + ' '.repeat(width(column) - widthOf(cell))))
      .join(' | '),
  )
}
