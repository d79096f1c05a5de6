import type { Program } from '../program/program.ts'
import type { Line, Reading } from './line.ts'

/**
 * How the duties of each party under each rule stand: counts with what they are counts of, in the order of the agreement.
 * Nobody is ranked, and nothing is divided: three of four and thirty of forty are not the same.
 */
export interface Compliance {
  /** Left out: asked, with no rule that sets a time for the answer. */
  readonly rule?: string
  readonly party: string
  readonly kept: number
  readonly late: number
  /** Overdue and unanswered. */
  readonly notRecorded: number
  readonly open: number
  /** Waived, excused or ended: nothing is owed any more. */
  readonly ended: number
  readonly notDerivable: number
  /** All of them. */
  readonly total: number
}

type Count = Exclude<keyof Compliance, 'rule' | 'party' | 'total'>

const COUNTED_AS: Readonly<Record<Reading, Count | undefined>> = {
  kept: 'kept',
  late: 'late',
  overdue: 'notRecorded',
  unanswered: 'notRecorded',
  open: 'open',
  waived: 'ended',
  excused: 'ended',
  ended: 'ended',
  'not derivable': 'notDerivable',
  // Said of powers only, and powers are not counted.
  used: undefined,
  expired: undefined,
  // Of prohibitions: who did what they do not allow is said on the line, and nobody is counted for keeping still.
  'in force': undefined,
  'in a standstill': undefined,
  observed: undefined,
  // What is decided nobody owes.
  adopted: undefined,
  'not adopted': undefined,
  'set aside': undefined,
}

const NOT_OWED: ReadonlySet<Line['verb']> = new Set(['may', 'must not', 'offered', 'decide'])

export function complianceOf(lines: readonly Line[], program: Program): Compliance[] {
  const rows = new Map<string, { rule?: string; party: string } & Record<Count | 'total', number>>()
  for (const line of lines) {
    const count = COUNTED_AS[line.reading]
    // Nothing is owed because something was offered.
    if (NOT_OWED.has(line.verb) || count === undefined) continue
    for (const party of line.debtors) {
      const key = JSON.stringify([line.rule ?? null, party])
      let row = rows.get(key)
      if (row === undefined) {
        row = { rule: line.rule, party, kept: 0, late: 0, notRecorded: 0, open: 0, ended: 0, notDerivable: 0, total: 0 }
        rows.set(key, row)
      }
      row[count] += 1
      row.total += 1
    }
  }
  const ruleOrder = (rule: string | undefined) => (rule === undefined ? -1 : (program.normIndex.get(rule)?.index ?? -1))
  const partyOrder = (party: string) => program.partyIndex.get(party) ?? -1
  return [...rows.values()].sort(
    (a, b) => ruleOrder(a.rule) - ruleOrder(b.rule) || partyOrder(a.party) - partyOrder(b.party),
  )
}
