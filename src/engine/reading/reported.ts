import { printCalendarPeriod } from '../../time/calendar-period.ts'
import { returnLines } from '../duty/returns.ts'
import type { Ledger } from '../ledger.ts'
import type { Line, Query } from './line.ts'

/** What every party owes by date, period by period: who has reported. */
export interface Reported {
  readonly rule: string
  /** The latest ones, in their order. */
  readonly periods: readonly string[]
  /** For which period what is owed in each of them is: a return for the next year is owed in this one. */
  readonly isFor: readonly string[]
  /** By party, then by period; a party that owed nothing for a period has no line there. */
  readonly byParty: ReadonlyMap<string, ReadonlyMap<string, Line>>
}

/** Of each rule `every year` (or quarter, month, five years) by which parties owe, its latest periods. */
export function reportedAt(ledger: Ledger, query: Query, periodsMax: number): Reported[] {
  ledger.settle()
  return ledger.program.periodic.flatMap((entry): Reported[] => {
    // The newest edition tells of all periods; an office is no party.
    const isEvery = entry.norm.when.some(({ kind }) => kind === 'every')
    if (!isEvery || entry.norm.verb !== 'must' || (entry.versions[0] ?? entry) !== entry) return []
    const lines = entry.versions
      .flatMap((version) => [...returnLines(ledger, version, query)])
      .filter(
        ({ debtors: [party], basis }) =>
          party !== undefined && ledger.roles.seat(basis.debtors[0] as number) === undefined,
      )
    const found = new Map(
      lines.flatMap(({ about, basis: { period } }) => (period === undefined ? [] : [[about, period]])),
    )
    const latest = [...found].sort(([, a], [, b]) => a.number - b.number).slice(-periodsMax)
    const periods = latest.map(([about]) => about)
    const { link } = entry.norm.what
    const offset = link?.kind === 'period' ? link.offset : 0
    const isFor = latest.map(([, period]) =>
      printCalendarPeriod({ ...period, number: period.number + offset * (period.years ?? 1) }),
    )
    const byParty = new Map<string, Map<string, Line>>()
    for (const { id } of ledger.program.parties) byParty.set(id, new Map())
    for (const line of lines) {
      if (!periods.includes(line.about)) continue
      for (const party of line.debtors) byParty.get(party)?.set(line.about, line)
    }
    for (const [party, found] of byParty) if (found.size === 0) byParty.delete(party)
    return byParty.size === 0 ? [] : [{ rule: entry.norm.id, periods, isFor, byParty }]
  })
}
