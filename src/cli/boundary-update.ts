import type { PlayedRow } from './boundaries.ts'
import { type CsvCell, printCell } from './csv-table.ts'

/** The text of a table with the reading and time that was found in each row that is not as expected. Nothing else is touched. */
export function updatedTable(text: string, played: readonly PlayedRow[]): string {
  const changes = played.filter(canBeUpdated).flatMap(({ row: { cells }, found }) => [
    { cell: cells.reading, to: found?.reading ?? '' },
    { cell: cells.due, to: found?.due ?? '' },
  ])
  // From the end, so that what stands before keeps its place.
  return changes
    .sort((a, b) => b.cell.start - a.cell.start)
    .reduce((now, { cell, to }) => replaced(now, cell, to), text)
}

/** That a line is there which is said not to be is for its author to decide. */
export function canBeUpdated({ row, found }: PlayedRow): boolean {
  return found !== undefined && !found.isAsExpected && row.looksAt.kind !== 'none'
}

function replaced(text: string, cell: CsvCell, to: string): string {
  if (cell.text === to) return text
  return `${text.slice(0, cell.start)}${printCell(to, text.slice(cell.start, cell.end))}${text.slice(cell.end)}`
}
