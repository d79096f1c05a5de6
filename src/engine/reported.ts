import type { Ledger } from './ledger.ts'
import type { Line, Query } from './line.ts'
import { returnLines } from './returns.ts'

/** What every party owes by date, period by period: who has reported. */
export interface Reported {
  readonly rule: string
  /** The latest ones, in their order. */
  readonly periods: readonly string[]
  /** By party, then by period; a party that owed nothing for a period has no line there. */
  readonly byParty: ReadonlyMap<string, ReadonlyMap<string, Line>>
}

/** Of each rule `every year` (or quarter, month, five years) by which parties owe, its latest periods. */
export function reportedAt(ledger: Ledger, query: Query, periodsMax: number): Reported[] {
  ledger.settle()
  return ledger.program.periodic.flatMap((entry): Reported[] => {
    // The newest edition tells of all periods; an office is no party.
    if (entry.norm.verb !== 'must' || (entry.versions[0] ?? entry) !== entry) return []
    const lines = entry.versions
      .flatMap((version) => [...returnLines(ledger, version, query)])
      .filter(
        ({ debtors: [party], basis }) =>
          party !== undefined && ledger.roles.seat(basis.debtors[0] as number) === undefined,
      )
    const periods = [...new Map(lines.map(({ about, basis }) => [about, basis.period?.number ?? 0]))]
      .sort(([, a], [, b]) => a - b)
      .map(([about]) => about)
      .slice(-periodsMax)
    const byParty = new Map<string, Map<string, Line>>()
    for (const { id } of ledger.program.parties) byParty.set(id, new Map())
    for (const line of lines) {
      if (!periods.includes(line.about)) continue
      for (const party of line.debtors) byParty.get(party)?.set(line.about, line)
    }
    for (const [party, found] of byParty) if (found.size === 0) byParty.delete(party)
    return byParty.size === 0 ? [] : [{ rule: entry.norm.id, periods, byParty }]
  })
}
