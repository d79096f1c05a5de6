import type { Ledger } from '../ledger.ts'
import type { Line, Query, Reading } from './line.ts'
import { linesOfAct, linesWithoutAct } from './register.ts'
import { Survey, type Tally } from './survey.ts'

/**
 * What is not closed at an instant, as lines, and how all the rest reads, as counts: one pass over the record, which words
 * only the lines that somebody still has to look at. A decade of exchange has hundreds of thousands of lines, and few of
 * them are open.
 */
export interface Unclosed {
  readonly lines: readonly Line[]
  readonly tallies: readonly Tally[]
}

const UNCLOSED: ReadonlySet<Reading> = new Set(['open', 'overdue', 'unanswered', 'not derivable'])

/** `progress`: told of how many acts have been looked at, of how many. */
export function unclosedAt(ledger: Ledger, query: Query, progress: (acts: number, of: number) => void): Unclosed {
  ledger.settle()
  const survey = new Survey(ledger, query)
  const lines: Line[] = []
  const keep = (line: Line | undefined) => {
    if (line !== undefined && line.verb !== 'may' && UNCLOSED.has(line.reading)) lines.push(line)
  }
  survey.whole({
    act(row) {
      const found: Line[] = []
      linesOfAct(ledger, row, { ...query, powers: false }, found)
      for (const line of found) keep(line)
    },
    progress,
  })
  const withoutAct: Line[] = []
  linesWithoutAct(ledger, query, () => true, withoutAct)
  for (const line of withoutAct) keep(line)
  const { party } = query
  const concerns = ({ debtors, creditors }: Line) =>
    party === undefined || debtors.includes(party) || creditors === 'all' || creditors.includes(party)
  return {
    lines: lines.filter(concerns),
    tallies: survey.tallies().filter((tally) => party === undefined || tally.party === party),
  }
}
