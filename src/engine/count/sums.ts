import type { PartyExpr } from '../../agreement/rule.ts'
import type { Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import type { SumEntry } from '../program/feeds.ts'
import type { Program } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Chronology } from '../record/chronology.ts'
import { type Amount, either, exactAmount, plus } from './amounts.ts'
import type { Counters } from './counters.ts'
import type { Asked, Figures, Need } from './figures.ts'

/** A party, and a zone where the figure is one for each zone. */
export interface Cell {
  readonly party: number
  readonly zone?: number
  /** It may not belong to the sum at that time. */
  readonly isSure: boolean
}

/** Sums of figures over parties and zones, taken at an instant from the latest reports; nothing of them is stored. */
export class Sums {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly counters: Counters
  private readonly figures: Figures
  private readonly roles: Roles

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    counters: Counters,
    figures: Figures,
    roles: Roles,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.counters = counters
    this.figures = figures
    this.roles = roles
  }

  /** Of which parties the sum for these keys is, and of which zones. */
  cells(entry: SumEntry, keys: readonly number[], at: Window): Cell[] {
    const { party, zone } = keyed(entry, keys)
    const moments = this.roles.momentsIn(at, Number.POSITIVE_INFINITY)
    const expr = membersOf(entry)
    const those = moments.map((moment) => this.roles.resolve(expr, undefined, moment))
    const zones = zone === undefined ? entry.zones : (entry.zonesOf.get(zone) ?? [])
    return [...new Set(those.flat())]
      .filter((one) => party === undefined || one === party)
      .flatMap((one) => {
        const bound = this.roles.boundAt(one, moments)
        if (bound === 'no') return []
        const isSure = bound === 'yes' && those.every((parties) => parties.includes(one))
        return entry.per.includes('zone')
          ? zones.map((each) => ({ party: one, zone: each, isSure }))
          : [{ party: one, isSure }]
      })
  }

  /** @param report at the time of this report, with it */
  total(entry: SumEntry, keys: readonly number[], at: Window, report?: Row): Amount {
    return this.cells(entry, keys, at).reduce((sum, cell) => {
      const amount = this.amount(entry, cell, at, report === undefined ? undefined : { row: report, is: 'in' })
      return plus(sum, cell.isSure ? amount : either(amount, NOTHING))
    }, NOTHING)
  }

  amount({ of }: SumEntry, { party, zone }: Cell, at: Window, report?: Asked['report']): Amount {
    const absent = report?.is === 'out' ? ({ absentIsLeast: true } as const) : {}
    return this.figures.figure(of.figure, { per: [], party, zone, at, report, ...absent })
  }

  /** The reports without which the sum is not known. */
  needs(entry: SumEntry, keys: readonly number[], at: Window): Need[] {
    const figure = this.program.figures.figures.get(entry.of.figure)
    if (figure === undefined) return []
    return this.cells(entry, keys, at).flatMap(({ party, zone }) =>
      this.figures.needs(figure.is.guard, { per: figure.per, party, zone, at }),
    )
  }

  /** For which sums a report counts. */
  keysOf(entry: SumEntry, row: Row, at: Window): readonly (readonly number[])[] {
    const own = this.cellsOf(entry, row)
    return this.keysAt(entry, at).filter((keys) =>
      this.cells(entry, keys, at).some(({ party, zone }) =>
        own.some((cell) => cell.party === party && cell.zone === zone),
      ),
    )
  }

  /** Every party and zone, or both, of which there is a sum by itself. */
  keysAt(entry: SumEntry, at: Window): readonly (readonly number[])[] {
    const parties = new Set(this.cells({ ...entry, per: ['party'] }, [], at).map(({ party }) => party))
    let found: readonly (readonly number[])[] = [[]]
    for (const key of entry.of.each) {
      const those = key === 'party' ? [...parties].sort((a, b) => a - b) : entry.rings
      found = found.flatMap((keys) => those.map((one) => [...keys, one]))
    }
    return found
  }

  /** Did the report raise what it is about, as far as the record tells? What was not reported before is taken as nothing. */
  raises(entry: SumEntry, keys: readonly number[], row: Row, at: Window): boolean | undefined {
    const own = this.cellsOf(entry, row)
    const cells = this.cells(entry, keys, at).filter(({ party, zone }) =>
      own.some((cell) => cell.party === party && cell.zone === zone),
    )
    const isAlone = own.length === 1
    const answers = cells.map((cell) => {
      const before = this.amount(entry, cell, at, { row, is: 'out' })
      const after = this.amount(entry, cell, at, { row, is: 'in' })
      return after.low > before.high ? isAlone || undefined : after.high <= before.low ? false : undefined
    })
    return answers.includes(true) ? true : answers.every((answer) => answer === false) ? false : undefined
  }

  /** Does the report surely count from its time on? */
  isCounted(entry: SumEntry, row: Row): boolean | undefined {
    const feed = entry.feeds.find(({ kind }) => kind === this.table.kind(row))
    const at = this.chronology.effective(row)
    if (feed === undefined || !this.table.counts(row) || this.roles.sendersBound(row) === 'no') return false
    const filed = this.counters.keysOf(feed, row).map((keys) => this.counters.filed(feed, keys, row))
    if (filed.every((one) => one === undefined)) return false
    return filed.every((one) => one?.at.latest === at.latest) || undefined
  }

  /** Whose a report is and for which zone; several where the record does not tell. */
  private cellsOf(entry: SumEntry, row: Row): Omit<Cell, 'isSure'>[] {
    const feed = entry.feeds.find(({ kind }) => kind === this.table.kind(row))
    if (feed === undefined) return []
    return this.counters.keysOf(feed, row).flatMap(([party, zone]): Omit<Cell, 'isSure'>[] => {
      if (party === undefined) return []
      if (!entry.per.includes('zone')) return [{ party }]
      // A figure of the party alone goes into that of each zone.
      return zone === undefined ? entry.zones.map((each) => ({ party, zone: each })) : [{ party, zone }]
    })
  }
}

const NOTHING: Amount = exactAmount(0)

function membersOf({ of }: SumEntry): PartyExpr {
  const role = of.group === undefined ? ({ kind: 'parties' } as const) : ({ kind: 'member', group: of.group } as const)
  return { join: 'and', sets: [{ quantifier: 'each', of: role, except: [] }] }
}

/** What the keys of a sum mean. */
export function keyed({ of }: SumEntry, keys: readonly number[]): { readonly party?: number; readonly zone?: number } {
  const at = (key: 'party' | 'zone') => (of.each.includes(key) ? keys[of.each.indexOf(key)] : undefined)
  return { party: at('party'), zone: at('zone') }
}
