import type { Agreement } from '../agreement/agreement.ts'
import { powerOf } from '../engine/power/power-words.ts'
import { alike } from '../engine/reading/alike.ts'
import type { Change, NewMark } from '../engine/reading/difference.ts'
import type { Line } from '../engine/reading/line.ts'
import { signed, signedMark } from '../engine/reading/unverified.ts'
import { cellsOf, listed } from './cells.ts'
import { fitting, numbered, printLists } from './register-print.ts'
import { printTable, withoutEmpty } from './table.ts'
import type { Terminal } from './terminal.ts'

/**
 * What changes between two registers, a row a line: what becomes of it, and how it read before if that is something else.
 *
 *     CHANGE     RULE  WHO    TOWARDS  ABOUT       DUE          READING
 *     arises     1     Birch  Alder    question-1  12 Mar 2026  due 12 Mar 2026, in 10 days
 */
const HEADS = ['CHANGE', 'RULE', 'WHO', 'TOWARDS', 'ABOUT', 'DUE', 'READING', 'BEFORE'] as const
const NUMBERED_MIN = 5

export function printChanges(changes: readonly Change[], agreement: Agreement, terminal: Terminal): string {
  const lists: string[] = []
  const table = withoutEmpty(HEADS, rowsOfChanges(changes, agreement, lists))
  const printed = printTable(table.heads, table.rows, { width: terminal.width, head: terminal.bold })
  return `${printed}${printLists(lists, 0, terminal)}`
}

/** `lists`: lists of parties that are named by their numbers; left out, they are counted. */
export function rowsOfChanges(changes: readonly Change[], agreement: Agreement, lists?: string[]): string[][] {
  return together(changes).map(({ kind, line, was, debtors }) => {
    const [rule, , towards, about, due, reading] = cellsOf(line)
    const isLong = debtors.length >= NUMBERED_MIN
    const who = !isLong ? listed(debtors) : lists === undefined ? `${debtors.length} parties` : numbered(debtors, lists)
    const whom = line.verb === 'may' ? `may ${powerOf(line, agreement)}` : towards
    return [kind, signed(rule, agreement), who, whom, about, due, reading, was ?? '-']
  })
}

interface Together {
  readonly kind: string
  readonly line: Line
  readonly was: string | undefined
  readonly debtors: readonly string[]
}

/** Lines of which the same becomes, and that differ only in who owes, are one row. */
function together(changes: readonly Change[]): Together[] {
  const groups = new Map<string, { readonly kind: string; readonly was?: string; readonly lines: Line[] }>()
  for (const { kind, before, after } of changes) {
    const line = after ?? before
    if (line === undefined) continue
    const was = after === undefined ? undefined : before?.text
    const key = JSON.stringify([kind, was ?? null])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { kind, ...(was === undefined ? {} : { was }), lines: [line] })
    else group.lines.push(line)
  }
  return [...groups.values()].flatMap(({ kind, was, lines }) =>
    alike(lines).map(({ lines: [first], debtors }) => ({ kind, line: first as Line, was, debtors })),
  )
}

/** `question-1: late notice (38)`; the act that was put needs no name. */
export function printMarks(marks: readonly NewMark[], act: string, agreement: Agreement, terminal: Terminal): string {
  return marks
    .map(({ act: of, mark }) => [of === act ? 'Mark' : `Mark on ${of}`, signedMark(mark, agreement)])
    .map(([head, mark]) => fitting(`${head}: ${mark}.`, terminal))
    .join('')
}
