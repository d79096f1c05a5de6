import type { FieldOfAct } from '../../agreement/rule.ts'
import { civilOf } from '../../time/day.ts'
import { UNKNOWN, type Window } from '../../time/window.ts'
import { isWholeDays } from '../clock/deadlines.ts'
import type { Roles } from '../party/roles.ts'
import type { Feed } from '../program/feeds.ts'
import type { Program } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Chronology } from '../record/chronology.ts'
import { orOpen } from './stated-values.ts'

/** A stretch of time as an act states it, each end between two bounds; of a single time both ends are that time. */
export interface Stretch {
  readonly start: Window
  readonly end: Window
}

/** What states a stretch over more years is kept with what states no time. */
const YEARS_MAX = 20
const ANY_YEAR = 0

/**
 * Acts by the times that they state: filed for each feed and key under the years that they touch, and under the thing that
 * they are about, of which a later act replaces an earlier one. What is asked of a year costs what that year holds.
 */
export class StatedTimes {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly years = new Map<string, Map<number, Set<Row>>>()
  private readonly things = new Map<string, Set<Row>>()
  /** By feed, where it finds things: feeds of one kind by one field have them in common. */
  private readonly thingNames: readonly string[]
  /** The first feed of each of those names: it alone files them. */
  private readonly filing: ReadonlySet<Feed>
  /** Where an act is filed. */
  private readonly filings = new Map<Row, Set<Row>[]>()

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    const { feeds } = program.figures
    this.thingNames = feeds.map(({ kind, stated }) => JSON.stringify([kind, stated?.key]))
    this.filing = new Set(feeds.filter(({ index }) => this.thingNames.indexOf(this.thingNames[index] ?? '') === index))
  }

  file(feed: Feed, keys: readonly number[], row: Row): void {
    const under = nameOf(feed, keys)
    const byYear = this.years.get(under) ?? new Map<number, Set<Row>>()
    this.years.set(under, byYear)
    for (const year of this.yearsOf(this.stretchOf(feed, row)) ?? [ANY_YEAR]) this.put(byYear, year, row)
  }

  /** What an act is about, whomever it counts for, and whether it counts or not: it replaces what came before it. */
  fileThing(feed: Feed, row: Row): void {
    const thing = this.filing.has(feed) ? this.thingOf(feed, row) : undefined
    if (thing !== undefined) this.put(this.things, thing, row)
  }

  private put<K>(all: Map<K, Set<Row>>, key: K, row: Row): void {
    const filed = all.get(key) ?? new Set<Row>()
    all.set(key, filed.add(row))
    const known = this.filings.get(row)
    if (known === undefined) this.filings.set(row, [filed])
    else known.push(filed)
  }

  remove(row: Row): void {
    for (const filed of this.filings.get(row) ?? []) filed.delete(row)
    this.filings.delete(row)
  }

  private thingOf(feed: Feed, row: Row): string | undefined {
    const path = feed.stated?.key
    const value = path === undefined ? undefined : this.table.field(row, path)
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    const senders = [...this.table.sendersOf(row)].sort((a, b) => a - b)
    return `${this.thingNames[feed.index]}/${senders.join('+')}/${nameOfValue(value)}`
  }

  /** The acts about the same thing as an act, itself among them. */
  versionsOf(feed: Feed, row: Row): readonly Row[] {
    const thing = this.thingOf(feed, row)
    return thing === undefined ? [row] : [...(this.things.get(thing) ?? [row])]
  }

  /** The acts filed under these years, and those of which the year is not known. Left out: all. */
  actsIn(feed: Feed, keys: readonly number[], first?: number, last?: number): readonly Row[] {
    const found = new Set<Row>()
    for (const byYear of this.filedFor(feed, keys)) {
      const years =
        first === undefined || last === undefined ? [...byYear.keys()] : [ANY_YEAR, ...yearsFrom(first, last)]
      for (const year of years) for (const row of byYear.get(year) ?? []) found.add(row)
    }
    return [...found]
  }

  private filedFor(feed: Feed, keys: readonly number[]): readonly ReadonlyMap<number, ReadonlySet<Row>>[] {
    return orOpen(feed, keys).flatMap((one) => this.years.get(nameOf(feed, one)) ?? [])
  }

  /** The years after this one under which anything is filed, ascending, with what is. */
  after(feed: Feed, keys: readonly number[], year: number): readonly (readonly [number, ReadonlySet<Row>])[] {
    const found = new Map<number, Set<Row>>()
    for (const byYear of this.filedFor(feed, keys))
      for (const [one, rows] of byYear) if (one > year) found.set(one, new Set([...(found.get(one) ?? []), ...rows]))
    return [...found].sort(([a], [b]) => a - b)
  }

  /** A day that is stated as a start begins it; one that is stated as an end is the last of it. */
  stretchOf({ stated }: Feed, row: Row): Stretch {
    if (stated === undefined) return { start: UNKNOWN, end: UNKNOWN }
    const { zone } = this.program.agreement
    const first = this.statedIn(stated.from, row)
    const start =
      first !== undefined && isWholeDays(first, zone)
        ? { earliest: first.earliest, latest: zone.startOf(zone.dayAt(first.latest)) }
        : first
    if (stated.until === undefined) return { start: start ?? UNKNOWN, end: start ?? UNKNOWN }
    const last = this.statedIn(stated.until, row)
    const end =
      last !== undefined && isWholeDays(last, zone)
        ? { earliest: zone.endOf(zone.dayAt(last.earliest)) - 1, latest: last.latest }
        : last
    return {
      start: start ?? { earliest: Number.NEGATIVE_INFINITY, latest: end?.latest ?? Number.POSITIVE_INFINITY },
      end: end ?? { earliest: start?.earliest ?? Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY },
    }
  }

  private statedIn({ noun, path }: FieldOfAct, row: Row): Window | undefined {
    const act = this.roles.noun(noun, row)
    return act === undefined ? undefined : this.chronology.stated(act, path)
  }

  /** The years that it touches; undefined: too many, or not known. */
  yearsOf({ start, end }: Stretch): readonly number[] | undefined {
    if (!Number.isFinite(start.earliest) || !Number.isFinite(end.latest)) return undefined
    const [first, last] = [this.yearAt(start.earliest), this.yearAt(end.latest)]
    if (last - first >= YEARS_MAX) return undefined
    return yearsFrom(first, Math.max(first, last))
  }

  yearAt(instant: number): number {
    return civilOf(this.program.agreement.zone.dayAt(instant)).year
  }
}

function yearsFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function nameOf({ index }: Feed, keys: readonly number[]): string {
  return [index, ...keys].join('/')
}

/** A text, which begins with a quotation mark, is no number of the same digits. */
function nameOfValue(value: string | number | boolean): string {
  return typeof value === 'string' ? `"${value}` : String(value)
}
