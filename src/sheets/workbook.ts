import { readXlsx } from 'hucre/xlsx'
import type { SheetCode } from './codes.ts'
import { type Cell, NOT_COMPUTED, type Sheet, type SheetFault } from './sheet.ts'

/**
 * A workbook (Office Open XML, ISO/IEC 29500). Of a formula the value is taken that the program stored with it; nothing is
 * computed here. A workbook comes from others, so what the library bounds (entries that unpack to gigabytes, cells in far
 * corners) it answers with an error, and so do we.
 */
export const WORKBOOK_BYTES_MAX = 64 * 1024 * 1024

export async function readWorkbook(bytes: Uint8Array): Promise<readonly Sheet[] | SheetFault> {
  if (bytes.length > WORKBOOK_BYTES_MAX) {
    const message = `The file has more than ${WORKBOOK_BYTES_MAX / 1024 / 1024} MiB.`
    return fault('sheet/too-large', message, 'Divide it into several files.')
  }
  try {
    const { sheets } = await readXlsx(bytes)
    return sheets.map(({ name, rows, cells }) => {
      const read = rows.map((row) => row.map(cellOf))
      // Programs that only write leave it to others to compute: a blank would be a value that nobody meant.
      for (const [key, { formula, value }] of cells ?? []) {
        const [row = 0, column = 0] = key.split(',').map(Number)
        const at = read[row]
        if (formula !== undefined && value === null && at !== undefined) at[column] = NOT_COMPUTED
      }
      return { name, rows: read }
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fault(
      'sheet/unreadable',
      `This is no workbook that can be read: ${why.replace(/\.$/, '')}.`,
      'Open it in the program it comes from, take away a password if it has one, and save it as .xlsx.',
    )
  }
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return { civil: value.getTime() }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}

function fault(code: SheetCode, message: string, advice: string): SheetFault {
  return { at: '', code, message, advice }
}
