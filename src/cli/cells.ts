import type { Line } from '../engine/reading/line.ts'

/** A line of the register as the six cells that are printed, and that a case expects. Parties are given by their ids. */
export const DUTY_HEADS = ['RULE', 'OWES', 'OWED TO', 'ABOUT', 'DUE', 'READING'] as const
/** Nobody owes what no rule asks for. */
export const ASKED_HEADS = ['RULE', 'ASKED', 'BY', 'ABOUT', 'DUE', 'READING'] as const
/** An offer creates no duty either. */
export const OFFERED_HEADS = ['RULE', 'OFFERED TO', 'BY', 'ABOUT', 'DUE', 'READING'] as const
/** The same over the acts of another agreement: nobody owed it. */
export const PLAYED_DUTY_HEADS = ['RULE', 'WOULD OWE', 'TO', 'ABOUT', 'WOULD BE DUE', 'READING'] as const
export const PLAYED_POWER_HEADS = ['RULE', 'WHO', 'MIGHT', 'ABOUT', 'UNTIL', 'READING'] as const
/** What may be done says more than towards whom; a case still expects the latter. */
export const POWER_HEADS = ['RULE', 'WHO', 'MAY', 'ABOUT', 'UNTIL', 'READING'] as const

export const PROHIBITION_HEADS = ['RULE', 'WHO', 'MUST NOT', 'ABOUT', 'UNTIL', 'READING'] as const

/** The outcome of a decision is nobody's act, and is owed to nobody. */
export const DECISION_HEADS = ['RULE', 'DECIDED BY', '', 'PROPOSAL', 'UNTIL', 'READING'] as const

export type Cells = readonly [rule: string, owes: string, owedTo: string, about: string, due: string, reading: string]

export function cellsOf(line: Line): Cells {
  return [line.rule ?? '-', listed(line.debtors), listed(line.creditors), line.about, line.due, line.text]
}

/** `US`; `FI, EE`; `all`. */
export function listed(parties: readonly string[] | 'all'): string {
  return parties === 'all' ? 'all' : parties.length === 0 ? '-' : parties.join(', ')
}
