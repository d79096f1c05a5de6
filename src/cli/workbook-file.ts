import { type CellValue, type ColumnDef, type WriteSheet, writeXlsx } from 'hucre/xlsx'

/** A table as a spreadsheet has it: heads, and rows below them. Numbers stay numbers. */
export interface Table {
  readonly name: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const WIDTH_MAX = 60
const ROWS_MEASURED = 500

/** A workbook with a sheet for each table; the row of heads stays in sight, and can be filtered by. */
export async function workbookOf(tables: readonly Table[], title: string): Promise<Uint8Array> {
  return await writeXlsx({
    sheets: tables.map(sheetOf),
    properties: { title, creator: 'pacta', created: EPOCH, modified: EPOCH },
  })
}

/** The same arguments give the same bytes. */
const EPOCH = new Date(Date.UTC(2000, 0, 1))

function sheetOf({ name, heads, rows }: Table): WriteSheet {
  const last = rows.length
  return {
    name,
    columns: heads.map((head, at): ColumnDef => ({ width: widthOf(head, rows, at) })),
    rows: [heads, ...rows].map((row) => row.map((cell): CellValue => cell)),
    cells: new Map(heads.map((head, at) => [`0,${at}`, { value: head, style: { font: { bold: true } } }])),
    freezePane: { rows: 1 },
    ...(last === 0 ? {} : { autoFilter: { range: `A1:${columnName(heads.length - 1)}${last + 1}` } }),
  }
}

function columnName(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `A${columnName(column - 26)}`
}

function widthOf(head: string, rows: Table['rows'], at: number): number {
  const lengths = rows.slice(0, ROWS_MEASURED).map((row) => String(row[at] ?? '').length)
  return Math.min(WIDTH_MAX, Math.max(head.length + 2, ...lengths) + 1)
}
