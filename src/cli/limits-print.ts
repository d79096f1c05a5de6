import type { Agreement } from '../agreement/agreement.ts'
import type { LimitLine } from '../engine/count/limit-view.ts'
import { signed } from '../engine/reading/unverified.ts'
import { printNames } from './register-print.ts'
import { printTable, withoutEmpty } from './table.ts'
import type { Terminal } from './terminal.ts'

export const LIMIT_HEADS = ['LIMIT', 'FOR', 'PERIOD', 'USED', 'AT MOST', 'LEFT', 'NEEDS'] as const

/** Limits and their use; an agreement without any says so. */
export function printLimits(lines: readonly LimitLine[], agreement: Agreement, terminal: Terminal): string {
  if (lines.length === 0) return 'No limit: the agreement sets none, or nothing was counted by then.\n'
  const { heads, rows } = withoutEmpty(
    LIMIT_HEADS,
    lines.map((line) => {
      const [limit = '', ...rest] = limitCells(line)
      return [signed(limit, agreement), ...rest, line.needs]
    }),
  )
  const table = printTable(heads, rows, { width: terminal.width, head: terminal.bold })
  return `${table}${printNames(new Set(lines.flatMap(({ parties }) => parties)), agreement, terminal)}`
}

/** `LIMIT | FOR | PERIOD | USED | AT MOST | LEFT`, as in a case. */
export function limitCells({
  limit,
  parties,
  values = [],
  zone,
  period,
  used,
  atMost,
  left,
}: LimitLine): readonly string[] {
  const whose = [...parties, ...values, ...(zone === undefined ? [] : [zone])]
  return [limit, whose.length === 0 ? 'all' : whose.join(', '), period, used, atMost, left]
}
