/**
 * A sheet: rows of cells, as a file of another program holds them. `A1` is the first cell of the first row, whatever the
 * program counts from.
 */
export interface Sheet {
  /** Of a workbook; a text file is a sheet without a name. */
  readonly name?: string
  readonly rows: readonly (readonly Cell[])[]
}

/** What stands in a cell: the text of a text file is always a text; a workbook knows numbers, dates, true and false. */
export type Cell = string | number | boolean | null | CellTime

/** A date in a workbook has neither zone nor offset: civil time, in milliseconds of UTC as if it were there. */
export interface CellTime {
  readonly civil: number
}

/** A formula with which no value is stored. */
export const NOT_COMPUTED = '#NOT COMPUTED'

export function isBlank(cell: Cell | undefined): cell is null | undefined {
  return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')
}

export function isTime(cell: Cell): cell is CellTime {
  return typeof cell === 'object' && cell !== null
}

/** `C7`, both counted from 0. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return `${letters}${row + 1}`
}

/** Something in a file that cannot be used, and where. */
export interface SheetFault {
  /** `Returns!C7 (Units)`; empty: the file as a whole. */
  readonly at: string
  readonly code: string
  readonly message: string
  readonly advice: string
}
