import { calendarOf } from '../engine/reading/calendar.ts'
import { complianceOf } from '../engine/reading/compliance.ts'
import type { Line } from '../engine/reading/line.ts'
import { signed } from '../engine/reading/unverified.ts'
import { ASKED_HEADS, DUTY_HEADS, PLAYED_DUTY_HEADS } from './cells.ts'
import { type Consultation, playedOverOf } from './consultation.ts'
import { partiesIn, printNames, printTableOf } from './register-print.ts'
import { printTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Counts by rule and party; the last column is what they are counts of. */
export function printCompliance(asked: Consultation, lines: readonly Line[], terminal: Terminal): string {
  const rows = complianceOf(lines, asked.ledger.program)
  if (rows.length === 0) return 'No line: nothing is owed, and nothing was asked, by then.\n'
  const table = printTable(
    ['RULE', 'PARTY', 'KEPT', 'LATE', 'NOT RECORDED', 'OPEN', 'ENDED', 'NOT DERIVABLE', 'OF'],
    rows.map((row) => [
      row.rule === undefined ? '-' : signed(row.rule, asked.agreement),
      row.party,
      ...[row.kept, row.late, row.notRecorded, row.open, row.ended, row.notDerivable, row.total].map(String),
    ]),
    { width: terminal.width, head: terminal.bold },
  )
  return `${table}${printNames(new Set(rows.map(({ party }) => party)), asked.agreement, terminal)}`
}

export function printCalendar(asked: Consultation, lines: readonly Line[], terminal: Terminal): string {
  const { due, notKnown, withoutNumber } = calendarOf(lines)
  const lists: string[] = []
  const parts = [
    ['Falls due, the first first:', due],
    ['Due, the day not known:', notKnown],
    ['Open, with no number agreed:', withoutNumber],
  ] as const
  const printed = parts.flatMap(([title, some]) =>
    some.length === 0
      ? []
      : [`${title}\n${printTableOf(some, headsOf(some, asked), asked.agreement, terminal, { lists })}`],
  )
  return printed.length === 0
    ? 'Nothing falls due.\n'
    : `${printed.join('\n')}${printNames(partiesIn([...due, ...notKnown, ...withoutNumber]), asked.agreement, terminal)}`
}

function headsOf(lines: readonly Line[], asked: Consultation): readonly string[] {
  if (lines.every(({ verb }) => verb === 'asked')) return ASKED_HEADS
  return playedOverOf(asked) === undefined ? DUTY_HEADS : PLAYED_DUTY_HEADS
}
