import type { Agreement } from '../agreement/agreement.ts'
import { powerOf } from '../engine/power/power-words.ts'
import { alike } from '../engine/reading/alike.ts'
import type { Entry } from '../engine/reading/docket.ts'
import type { Line, Reading } from '../engine/reading/line.ts'
import { type PreambleFacts, preambleOf } from '../engine/reading/preamble.ts'
import { signed, signedMark } from '../engine/reading/unverified.ts'
import { printWindow } from '../time/window.ts'
import {
  ASKED_HEADS,
  type Cells,
  cellsOf,
  DECISION_HEADS,
  DUTY_HEADS,
  listed,
  OFFERED_HEADS,
  PLAYED_DUTY_HEADS,
  PLAYED_POWER_HEADS,
  POWER_HEADS,
  PROHIBITION_HEADS,
} from './cells.ts'
import { printTable, withoutEmpty, wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** The register as people read it in a terminal or in a file. */
export function printHeader(asked: PreambleFacts, terminal: Terminal): string {
  const [title = '', ...rest] = preambleOf(asked)
  return `${terminal.bold(visible(title))}\n${rest.map((line) => fitting(line, terminal)).join('')}`
}

/** A sentence in as many lines as a terminal needs; anywhere else in one. */
export function fitting(text: string, { width = Number.POSITIVE_INFINITY }: Terminal, indent = ''): string {
  return wrapped(visible(text), width - indent.length)
    .map((line) => `${indent}${line}\n`)
    .join('')
}

export interface LinesStyle {
  /** Lists of parties that were named above by their numbers; those that this print adds are put behind them. */
  readonly lists?: string[]
  /** What all lines are about, if the reader knows it already. */
  readonly about?: string
  /** Over the acts of another agreement. */
  readonly isPlayed?: boolean
}

const TITLES: Readonly<Record<Line['verb'], string>> = {
  must: '',
  'must not': 'What parties must not do:\n',
  asked: 'Asked, with no rule that sets a time for the answer:\n',
  offered: 'Offered, with no rule that asks for a reply:\n',
  may: 'What parties may do:\n',
  decide: 'Decisions:\n',
}
const HEADS = {
  must: DUTY_HEADS,
  'must not': PROHIBITION_HEADS,
  asked: ASKED_HEADS,
  offered: OFFERED_HEADS,
  may: POWER_HEADS,
  decide: DECISION_HEADS,
} as const
const PLAYED_TITLES: typeof TITLES = { ...TITLES, may: 'What parties might do:\n' }
const PLAYED_HEADS = { ...HEADS, must: PLAYED_DUTY_HEADS, may: PLAYED_POWER_HEADS } as const

/** Duties, what was asked or offered without a rule for it, and powers: a table each, since their columns mean different things. */
export function printLines(
  lines: readonly Line[],
  agreement: Agreement,
  terminal: Terminal,
  { lists = [], about, isPlayed = false }: LinesStyle = {},
): string {
  const [titles, heads] = isPlayed ? [PLAYED_TITLES, PLAYED_HEADS] : [TITLES, HEADS]
  const parts = (['must', 'must not', 'decide', 'asked', 'offered', 'may'] as const).flatMap((verb) => {
    const some = lines.filter((line) => line.verb === verb)
    if (some.length === 0) return []
    const isAlone = verb === 'asked' && !lines.some((line) => line.verb === 'must')
    return [`${isAlone ? '' : titles[verb]}${printTableOf(some, heads[verb], agreement, terminal, { lists, about })}`]
  })
  return parts.length === 0
    ? 'No line: nothing is owed, and nothing was asked or offered, by then.\n'
    : parts.join('\n')
}

export function printTableOf(
  lines: readonly Line[],
  heads: readonly string[],
  agreement: Agreement,
  terminal: Terminal,
  { lists = [], about }: LinesStyle = {},
): string {
  const before = lists.length
  const rows = rowsOf(lines, agreement, lists)
  const isKnown = about !== undefined && lines.every((line) => line.about === about)
  const table = withoutEmpty(
    heads,
    rows.map(({ cells }) => (isKnown ? cells.map((cell, column) => (column === ABOUT ? '-' : cell)) : cells)),
  )
  const printed = printTable(table.heads, table.rows, {
    width: terminal.width,
    head: terminal.bold,
    cell: (text, row, column) =>
      column === table.heads.length - 1 ? tone(rows[row]?.line.reading, terminal)(text) : text,
  })
  return `${printed}${printLists(lists, before, terminal)}`
}

/** The lists from a number on, below the table in which they stand first. */
export function printLists(lists: readonly string[], before: number, terminal: Terminal): string {
  const added = lists.slice(before).map((list, index) => inLines(`[${before + index + 1}] ${list}`, terminal))
  return added.length === 0 ? '' : `\n${added.join('')}`
}

/** `37 parties [1]`: the same list has the same number. */
export function numbered(parties: readonly string[], lists: string[], list = parties.join(', ')): string {
  if (!lists.includes(list)) lists.push(list)
  return `${parties.length} parties [${lists.indexOf(list) + 1}]`
}

/** Lists of parties are wrapped everywhere: nobody reads them with a program. */
const LIST_WIDTH = 120

function inLines(text: string, { width = LIST_WIDTH }: Terminal): string {
  return wrapped(visible(text), Math.min(width, LIST_WIDTH))
    .map((line) => `${line}\n`)
    .join('')
}

/** Parties of whom the same is said are one row; from this many on they are named below the table. */
const NUMBERED_MIN = 5
const ABOUT = 3

interface Row {
  readonly cells: Cells
  readonly line: Line
}

function rowsOf(lines: readonly Line[], agreement: Agreement, lists: string[]): Row[] {
  return alike(lines).map(({ lines: [first], debtors }) => {
    const line = first as Line
    const [rule, , ...rest] = printed(line, agreement)
    const who = debtors.length < NUMBERED_MIN ? listed(debtors) : numbered(debtors, lists)
    return { cells: [rule, who, ...rest] as const, line }
  })
}

function printed(line: Line, agreement: Agreement): Cells {
  const [rule, who, towards, ...rest] = cellsOf(line)
  return [
    signed(rule, agreement),
    who,
    line.verb === 'may' || line.verb === 'must not' ? powerOf(line, agreement) : towards,
    ...rest,
  ]
}

const PLAIN = (text: string) => text

/** Colour repeats what the words say; it is never the only sign. */
function tone(reading: Reading | undefined, terminal: Terminal): (text: string) => string {
  if (reading === 'kept') return terminal.good
  if (reading === 'overdue' || reading === 'unanswered' || reading === 'in a standstill') return terminal.warning
  return reading === 'not derivable' || reading === 'waived' || reading === 'excused' || reading === 'ended'
    ? terminal.quiet
    : PLAIN
}

/** What is said of acts that stand in no case: a line of the register may say nothing of them. */
export function printMarked(entries: readonly Entry[], agreement: Agreement, terminal: Terminal): string {
  if (entries.length === 0) return ''
  const rows = entries.map(({ at, id, marks }) => [
    printWindow(at, agreement.zone),
    id,
    signedMark(marks.join('; '), agreement),
  ])
  const table = printTable(['DATE', 'ACT', 'MARK'], rows, { width: terminal.width, head: terminal.bold })
  return `\nMarks on acts that belong to no case:\n${table}`
}

/** The names behind the ids that are printed, where they differ, a line below. */
export function printNames(ids: ReadonlySet<string>, agreement: Agreement, terminal: Terminal): string {
  const named = agreement.parties
    .filter(({ id, names }) => ids.has(id) && names.en !== undefined && names.en !== id)
    .map(({ id, names }) => `${id} ${names.en}`)
  return named.length === 0 ? '' : `\n${inLines(`${named.join(', ')}.`, terminal)}`
}

export function partiesIn(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ debtors, creditors }) => [...debtors, ...(creditors === 'all' ? [] : creditors)]))
}
