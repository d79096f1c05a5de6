import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import type { Line, Query, Reading } from './line.ts'
import { marksOf } from './marks.ts'

/** What became of one line between two registers. */
export type ChangeKind =
  | 'arises'
  | 'opens'
  | 'performed'
  | 'ends'
  | 'not recorded'
  | 'used'
  | 'expires'
  | 'due moves'
  | 'changes'
  | 'falls away'
  | 'is adopted'
  | 'is not adopted'
  | 'is set aside'

export interface Change {
  readonly kind: ChangeKind
  /** Left out: the line was not there. */
  readonly before?: Line
  /** Left out: the line is not there any more. */
  readonly after?: Line
}

/**
 * What an act changes: two registers for the same instant, without it and with it. Lines are told apart by their ids; the
 * order is that of the second register, then what fell away.
 */
export function differenceOf(before: readonly Line[], after: readonly Line[]): Change[] {
  return changesOf(before, after, (a, b) => a.text !== b.text || isTurned(a, b))
}

/** What the passing of time changes: that a due date comes nearer is no change. */
export function turnsOf(before: readonly Line[], after: readonly Line[]): Change[] {
  return changesOf(before, after, isTurned)
}

function isTurned(a: Line, b: Line): boolean {
  return (
    a.reading !== b.reading ||
    a.due !== b.due ||
    a.performedBy !== b.performedBy ||
    String(a.creditors) !== String(b.creditors)
  )
}

function changesOf(before: readonly Line[], after: readonly Line[], differ: (a: Line, b: Line) => boolean): Change[] {
  const left = new Map<string, Line>()
  for (const line of before) left.set(line.id, line)
  const changes: Change[] = []
  for (const line of after) {
    const was = left.get(line.id)
    left.delete(line.id)
    if (was === undefined) changes.push({ kind: line.verb === 'may' ? 'opens' : 'arises', after: line })
    else if (differ(was, line)) changes.push({ kind: kindOf(was, line), before: was, after: line })
  }
  return [...changes, ...[...left.values()].map((line) => ({ kind: 'falls away', before: line }) as const)]
}

const BECAME: Partial<Readonly<Record<Reading, ChangeKind>>> = {
  kept: 'performed',
  late: 'performed',
  waived: 'ends',
  excused: 'ends',
  ended: 'ends',
  overdue: 'not recorded',
  unanswered: 'not recorded',
  used: 'used',
  expired: 'expires',
  adopted: 'is adopted',
  'not adopted': 'is not adopted',
  'set aside': 'is set aside',
}

function kindOf(was: Line, is: Line): ChangeKind {
  if (was.reading !== is.reading) return BECAME[is.reading] ?? 'changes'
  return isSameWindow(was.closes, is.closes) ? 'changes' : 'due moves'
}

function isSameWindow(a: Window | undefined, b: Window | undefined): boolean {
  return a?.earliest === b?.earliest && a?.latest === b?.latest
}

/** What is said of an act beside its content, and was not said before. */
export interface NewMark {
  readonly act: string
  readonly mark: string
}

/** The marks that come with an act: its own, and those of the acts of its case. */
export function newMarks(before: Ledger, after: Ledger, actId: string, query: Query): NewMark[] {
  before.settle()
  after.settle()
  const row = after.table.rowOf(actId)
  if (row === undefined) return []
  const every = new Set(after.program.kinds.map(({ index }) => index))
  const above = after.cases.above(row, every)
  const rows = new Set([row, ...above, ...above.flatMap((one) => [...after.cases.below(one)])])
  return [...rows].flatMap((one) => {
    const act = after.table.id(one)
    const known = before.table.rowOf(act)
    const said = known === undefined ? [] : marksOf(before, known, query)
    return marksOf(after, one, query)
      .filter((mark) => !said.includes(mark))
      .map((mark) => ({ act, mark }))
  })
}
