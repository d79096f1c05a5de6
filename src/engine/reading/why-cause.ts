import { decisionLine } from '../decision/decision-line.ts'
import { datedLine, type Followed } from '../duty/follow-ups.ts'
import type { Cause } from '../duty/instance.ts'
import type { Ledger } from '../ledger.ts'
import { type Basis, type Line, partyName, type Query } from './line.ts'
import { dutyLine, powerLines } from './register.ts'
import type { Why } from './why.ts'
import { printAt } from './words.ts'

/** What called a duty into being that follows from another rule: how it stands there. */
export function fromRule(ledger: Ledger, cause: Cause, query: Query, explain: (line: Line) => Why): Why {
  const { source, at } = cause
  const { entry, debtors } = source
  if (entry.norm.decides !== undefined) return fromDecision(ledger, cause, query, explain)
  const line =
    entry.norm.verb === 'may'
      ? powerLines(ledger, entry, source.trigger, query).find(({ basis }) => basis.debtors[0] === debtors[0])
      : dutyLine(ledger, source, query)
  const whose = debtors.map((debtor) => partyName(ledger, debtor)).join(', ')
  const when = printAt(at, ledger.program.agreement.zone, true)
  return {
    text: `It follows from rule ${entry.norm.id} for ${whose}, ${when}`,
    because: line === undefined ? [] : [explain(line)],
  }
}

/** What became of a proposal: under whichever decision it came to that. */
function fromDecision(ledger: Ledger, cause: Cause, query: Query, explain: (line: Line) => Why): Why {
  const { source, at, awaited } = cause
  const lines = ledger.decisions
    .on(source.trigger)
    .flatMap((entry) => decisionLine(ledger, entry, source.trigger, query) ?? [])
  const when = printAt(at, ledger.program.agreement.zone, false)
  return {
    text: `It follows from this, that ${ledger.table.id(source.trigger)} is ${awaited.is}, ${when}`,
    because: lines.map(explain),
  }
}

/** The same of a duty by date: how that stands for its party and period. */
export function fromReturn(ledger: Ledger, followed: Followed, query: Query, explain: (line: Line) => Why): Why {
  const { source, at } = followed
  const line = datedLine(ledger, source, query)
  const whose = source.debtors.map((debtor) => partyName(ledger, debtor)).join(', ')
  const when = printAt(at, ledger.program.agreement.zone, true)
  return {
    text: `It follows from rule ${source.entry.norm.id} for ${whose}, ${when}`,
    because: line === undefined ? [] : [explain(line)],
  }
}

/** What would have called it into being once more while it was open. */
export function furtherReasons(
  ledger: Ledger,
  basis: Basis,
  query: Query,
  explain: { readonly line: (line: Line) => Why; readonly act: (row: number) => Why },
): Why[] {
  const { entry, trigger } = basis
  if (entry === undefined || trigger === undefined || entry.norm.verb === 'may') return []
  return ledger.duties.oneOpen
    .furtherReasons({ ...basis, entry, trigger })
    .filter(({ born }) => born.latest <= query.asOf.at)
    .map(({ instance }) => ({
      text: 'A further reason, while it was open',
      because: [
        instance.cause === undefined
          ? explain.act(instance.trigger)
          : fromRule(ledger, instance.cause, query, explain.line),
      ],
    }))
}
