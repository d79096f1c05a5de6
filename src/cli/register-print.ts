import type { Agreement } from '../agreement/agreement.ts'
import { alike } from '../engine/alike.ts'
import type { Line, Reading } from '../engine/line.ts'
import { powerOf } from '../engine/power-words.ts'
import { type PreambleFacts, preambleOf } from '../engine/preamble.ts'
import { ASKED_HEADS, type Cells, cellsOf, DUTY_HEADS, POWER_HEADS } from './cells.ts'
import { printTable, wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** The register as people read it in a terminal or in a file. */
export function printHeader(asked: PreambleFacts, terminal: Terminal): string {
  const [title, ...rest] = preambleOf(asked).map(visible)
  return [terminal.bold(title as string), ...rest].map((line) => `${line}\n`).join('')
}

/** Duties, what was asked without a rule for it, and powers: a table each, since their columns mean different things. */
export function printLines(lines: readonly Line[], agreement: Agreement, terminal: Terminal): string {
  const parts = (
    [
      ['must', DUTY_HEADS, ''],
      ['asked', ASKED_HEADS, 'Asked, with no rule that sets a time for the answer:\n'],
      ['may', POWER_HEADS, 'May:\n'],
    ] as const
  ).flatMap(([verb, heads, intro]) => {
    const some = lines.filter((line) => line.verb === verb)
    if (some.length === 0) return []
    const isFirst = verb === 'must' || !lines.some((line) => line.verb === 'must')
    return [`${isFirst && verb !== 'may' ? '' : intro}${printTableOf(some, heads, agreement, terminal)}`]
  })
  if (parts.length === 0) return 'No line: nothing is owed, and nothing was asked, by then.\n'
  const legend = legendOf(lines, agreement, terminal)
  return [...parts, ...(legend === '' ? [] : [legend])].join('\n')
}

export function printTableOf(
  lines: readonly Line[],
  heads: readonly string[],
  agreement: Agreement,
  terminal: Terminal,
): string {
  const rows = rowsOf(lines, agreement)
  const table = printTable(
    heads,
    rows.map(({ cells }) => cells),
    {
      width: terminal.width,
      head: terminal.bold,
      cell: (text, row, column) => (column === 5 ? tone(rows[row]?.line.reading, terminal)(text) : text),
    },
  )
  const notes = [...new Set(rows.flatMap(({ note }) => (note === undefined ? [] : [note])))]
  return `${table}${notes.length === 0 ? '' : '\n'}${notes.map((note) => inLines(note, terminal)).join('')}`
}

/** Lists of parties are wrapped everywhere: nobody reads them with a program. */
const LIST_WIDTH = 120

function inLines(text: string, { width = LIST_WIDTH }: Terminal): string {
  return wrapped(visible(text), Math.min(width, LIST_WIDTH))
    .map((line) => `${line}\n`)
    .join('')
}

/** From this many on, parties of whom the same is said are one row, and named below the table. */
const TOGETHER_MIN = 5

interface Row {
  readonly cells: Cells
  readonly line: Line
  readonly note?: string
}

function rowsOf(lines: readonly Line[], agreement: Agreement): Row[] {
  const notes: string[] = []
  return alike(lines).flatMap(({ lines: same, debtors }) => {
    const [line] = same
    if (line === undefined || debtors.length < TOGETHER_MIN)
      return same.map((one) => ({ cells: printed(one, agreement), line: one }))
    const [rule, , ...rest] = printed(line, agreement)
    const list = debtors.join(', ')
    if (!notes.includes(list)) notes.push(list)
    const number = notes.indexOf(list) + 1
    const who = `${debtors.length} parties [${number}]`
    return [{ cells: [rule, who, ...rest] as const, line, note: `[${number}] ${list}` }]
  })
}

function printed(line: Line, agreement: Agreement): Cells {
  const [rule, who, towards, ...rest] = cellsOf(line)
  return [rule, who, line.verb === 'may' ? powerOf(line, agreement) : towards, ...rest]
}

const PLAIN = (text: string) => text

/** Colour repeats what the words say; it is never the only sign. */
function tone(reading: Reading | undefined, terminal: Terminal): (text: string) => string {
  if (reading === 'kept') return terminal.good
  if (reading === 'overdue' || reading === 'unanswered') return terminal.warning
  return reading === 'not derivable' || reading === 'waived' || reading === 'ended' ? terminal.quiet : PLAIN
}

/** The names behind the ids that are printed, where they differ. */
export function legendOf(lines: readonly Line[], agreement: Agreement, terminal: Terminal): string {
  const shown = new Set(
    lines.flatMap(({ debtors, creditors }) => [...debtors, ...(creditors === 'all' ? [] : creditors)]),
  )
  const named = agreement.parties
    .filter(({ id, names }) => shown.has(id) && names.en !== undefined && names.en !== id)
    .map(({ id, names }) => `${id} ${names.en}`)
  return named.length === 0 ? '' : inLines(`${named.join(', ')}.`, terminal)
}
