import { CsvError, parse } from 'csv-parse/sync'
import type { Problem } from '../problem.ts'
import type { CliCode } from './codes.ts'
import type { SourceFile } from './folder.ts'

/**
 * A table as people keep it beside an agreement: CSV as RFC 4180 has it, UTF-8, a head line first, lines ended by LF or CR LF.
 * Empty lines between rows say nothing. Spaces around a cell are no part of it.
 *
 *     provision,case,acts
 *     16.1.2,in time,"request by Alder to Birch ; reply, by Birch"
 */
export interface CsvTable {
  /** With its byte order mark, if it has one. */
  readonly text: string
  readonly rows: readonly CsvRow[]
  readonly problems: readonly Problem[]
}

export interface CsvRow {
  readonly line: number
  readonly cells: readonly CsvCell[]
}

export interface CsvCell {
  readonly text: string
  readonly line: number
  readonly column: number
  /** Where it stands in the text, with its quotation marks. */
  readonly start: number
  readonly end: number
}

/** Rows without as many cells as there are heads are told and left out; so is everything below a line that is no CSV. */
export function readCsvTable({ file, content }: SourceFile, heads: readonly string[]): CsvTable {
  const problems: Problem[] = []
  const refuse = (code: CliCode, { line, column }: { line: number; column: number }, message: string, advice: string) =>
    problems.push({ file, line, column, code, severity: 'error', message, advice })
  const text = decoded(content)
  if (text === undefined) {
    refuse('csv/syntax', { line: 1, column: 1 }, 'The file is not UTF-8.', 'Save it as UTF-8.')
    return { text: '', rows: [], problems }
  }
  const records = recordsOf(text)
  if (!Array.isArray(records)) {
    refuse('csv/syntax', { line: records.lines, column: 1 }, records.message, SYNTAX_ADVICE)
    return { text, rows: [], problems }
  }
  const placed = placesIn(text)
  const all = records.map((record, index) => {
    const places = placed[index] ?? []
    const cells = record.map((cell, at) => ({ ...(places[at] as Place), text: cell.trim() }))
    return { line: cells[0]?.line ?? 1, cells }
  })
  const [head, ...rows] = all
  const wanted = heads.join(',')
  const found = head?.cells.map((cell) => cell.text).join(',') ?? ''
  if (head === undefined || found !== wanted) {
    const message = head === undefined ? 'The table is empty.' : `The head of the table is "${found}".`
    refuse('csv/head', { line: head?.line ?? 1, column: 1 }, message, `Write ${wanted} in the first line.`)
    return { text, rows: [], problems }
  }
  const whole = rows.filter((row) => {
    if (row.cells.length === heads.length) return true
    const message = `The row has ${row.cells.length === 1 ? 'one cell' : `${row.cells.length} cells`}, and the table ${heads.length} columns.`
    refuse('csv/cells', { line: row.line, column: 1 }, message, CELLS_ADVICE)
    return false
  })
  return { text, rows: whole, problems }
}

const SYNTAX_ADVICE =
  'Put a cell with a comma or a quotation mark in it between quotation marks, and write each mark inside twice.'
const CELLS_ADVICE = 'Put a cell with a comma in it between quotation marks; an empty cell needs its comma too.'

/** The byte order mark stays, so that the file can be written as it was. */
function decoded(content: Uint8Array | string): string | undefined {
  if (typeof content === 'string') return content
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    // The one way in which decoding fails.
    return undefined
  }
}

function recordsOf(text: string): string[][] | { readonly message: string; readonly lines: number } {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = typeof error.lines === 'number' ? error.lines : 1
    return { message: `This is no CSV: ${error.message.replace(/\.$/, '')}.`, lines }
  }
}

type Place = Omit<CsvCell, 'text'>

/** A cell and what ends it, of a text that has been read and found to be CSV. */
const CELL = /("[^"]*(?:""[^"]*)*"|[^,\n]*?)(,|\r?\n|$)/gy

/** Where each cell of each row stands; empty lines are no rows. */
function placesIn(text: string): Place[][] {
  const rows: Place[][] = []
  let cells: Place[] = []
  let line = 1
  let lineStart = text.startsWith('\uFEFF') ? 1 : 0
  CELL.lastIndex = lineStart
  for (let found = CELL.exec(text); found !== null; found = CELL.exec(text)) {
    const [whole, cell = '', end] = found
    const start = found.index
    cells.push({ line, column: start - lineStart + 1, start, end: start + cell.length })
    const lineEnd = whole.lastIndexOf('\n')
    if (lineEnd >= 0) {
      line += whole.split('\n').length - 1
      lineStart = start + lineEnd + 1
    }
    if (end === ',') continue
    if (cells.length > 1 || cell !== '') rows.push(cells)
    cells = []
    if (end === '') break
  }
  CELL.lastIndex = 0
  return rows
}

/** A cell with another text: between quotation marks where they are needed, or where they were. */
export function printCell(text: string, before: string): string {
  return before.startsWith('"') || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
