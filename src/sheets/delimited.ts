import { CsvError, parse } from 'csv-parse/sync'
import type { SheetCode } from './codes.ts'
import type { Sheet, SheetFault } from './sheet.ts'

/**
 * A text file as spreadsheets write it: RFC 4180 with semicolons or tabs for commas, with or without a byte order mark, in
 * UTF-8, in UTF-16 ("Unicode text"), or in the encoding of the machine it comes from. Which character divides the cells is
 * seen from the first row, unless a line `sep=;` says it.
 */
export const DELIMITED_BYTES_MAX = 64 * 1024 * 1024
const CELLS_MAX = 5_000_000

/** `encoding`: of a file that is no Unicode. */
export function readDelimited(bytes: Uint8Array, encoding: string): Sheet | SheetFault {
  if (bytes.length > DELIMITED_BYTES_MAX)
    return tooLarge(`The file has more than ${DELIMITED_BYTES_MAX / 1024 / 1024} MiB.`)
  const text = decoded(bytes, encoding)
  if (text === undefined) {
    return fault(
      'sheet/encoding',
      `The file is not Unicode, and there is no encoding "${encoding}".`,
      'Save it as "CSV UTF-8", or name the encoding in the mapping: encoding: windows-1252.',
    )
  }
  const said = /^sep=(.)\r?\n/.exec(text)
  const rest = said === null ? text : text.slice(said[0].length)
  try {
    const rows: string[][] = parse(rest, {
      delimiter: said?.[1] ?? delimiterOf(rest),
      relax_column_count: true,
      skip_empty_lines: false,
      bom: false,
    })
    // A spreadsheet takes the line that names the separator for itself, and does not count it.
    if (rows.reduce((sum, row) => sum + row.length, 0) > CELLS_MAX) {
      return tooLarge(`The file has more than 5,000,000 cells.`)
    }
    return { rows }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return fault(
      'sheet/quotes',
      `The quotation marks of a cell do not close, or stand inside it (line ${error.lines ?? 1}).`,
      'Write a quotation mark inside a cell twice, and put the cell in quotation marks.',
    )
  }
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  const mark = [...bytes.subarray(0, 2)].join()
  if (mark === '255,254') return new TextDecoder('utf-16le').decode(bytes)
  if (mark === '254,255') return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: written by a program that keeps to the encoding of its machine.
  }
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return undefined
  }
}

/** Whichever stands most often in the first row, outside of quotation marks. */
function delimiterOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0].replaceAll(/"(?:[^"]|"")*"/g, '') ?? ''
  const counts = [';', '\t', ','].map((one) => [one, first.split(one).length] as const)
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

function tooLarge(message: string): SheetFault {
  return fault('sheet/too-large', message, 'Divide it into several files.')
}

function fault(code: SheetCode, message: string, advice: string): SheetFault {
  return { at: '', code, message, advice }
}
