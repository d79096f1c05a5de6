import type { FieldOfAct, PartyKey, PartySet } from '../agreement/rule.ts'
import { defaultAt } from '../language/guard-form.ts'
import { periodStart, unpackedPeriod } from '../time/calendar-period.ts'
import { laterOf, type Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Cases } from './case.ts'
import { type Chronology, fieldOf } from './chronology.ts'
import { Words } from './columns.ts'
import type { Feed, FeedKey, Out } from './feeds.ts'
import type { Powers } from './powers.ts'
import type { Program } from './program.ts'
import type { Roles } from './roles.ts'
import { StatedTimes } from './stated-times.ts'
import { NO_VALUE, orOpen, StatedValues } from './stated-values.ts'
import { type Filed, Timeline } from './timeline.ts'
import type { Tri } from './verdict.ts'

/** More keys than parties have room in a number together with others; of more values there is a text. */
const KEY_SIZE = 0x1_0000

interface Series {
  readonly index: number
  readonly keys: readonly number[]
  readonly timeline: Timeline
}

/**
 * Acts filed for figures and limits: one timeline for each feed and key (a party, a pair). Filing an act costs what it
 * touches; an act that comes late is put where it belongs. What is counted is asked of a timeline and never stored.
 */
export class Counters {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  readonly values = new StatedValues()
  /** By feed, then by key. */
  private readonly series: Map<number | string, Series>[]
  private readonly all: Series[] = []
  readonly stated: StatedTimes
  /** Acts that have come, or mean something else since another came. */
  private readonly pending = new Set<Row>()
  /** Where an act is filed: a chain of pairs, series and next. */
  private readonly first = new Words()
  private readonly filings = new Words()
  private filingCount = 1

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles, cases: Cases, powers: Powers) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.series = program.figures.feeds.map(() => new Map())
    this.stated = new StatedTimes(program, table, chronology, roles)
  }

  /** An act came, or what it refers to did. */
  enter(row: Row): void {
    const { feeds, outs } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    if (feeds.length > 0 || outs.length > 0) this.pending.add(row)
  }

  /** Files what has come. Once before what is counted is read. */
  settle(): void {
    // It may ask what is counted, and has to find all of it filed; and it may not begin to within what one act has effect for.
    this.roles.membership.settle()
    if (this.pending.size === 0) return
    const again = new Set<Row>()
    for (const row of this.pending) {
      const { outs } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
      for (const feed of outs) this.addCountedBy(feed, row, again)
    }
    for (const row of this.pending) again.add(row)
    this.pending.clear()
    for (const row of again) this.file(row)
  }

  /** Adds the acts of a feed that an act may end or take out of the count. */
  private addCountedBy(feed: Feed, row: Row, into: Set<Row>): void {
    const kind = this.table.kind(row)
    for (const out of feed.outs) {
      if (!out.acts.has(kind)) continue
      // An act that does not count any more has to give back what it took.
      for (const target of this.table.refsOf(row)) {
        for (const anchor of this.cases.above(target, out.kinds)) {
          if (this.table.kind(anchor) === feed.kind) into.add(anchor)
          else for (const counted of this.cases.about(anchor, true, feed.kinds)) into.add(counted)
        }
      }
    }
  }

  private file(row: Row): void {
    for (let at = this.first.get(row); at !== 0; at = this.filings.get(at * 2 + 1)) {
      ;(this.all[this.filings.get(at * 2)] as Series).timeline.remove(row)
    }
    this.first.set(row, 0)
    this.stated.remove(row)
    const { feeds } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    for (const feed of feeds) {
      if (feed.stated !== undefined && this.table.counts(row)) this.stated.fileThing(feed, row)
      const holds = this.cases.holds(feed.if, row)
      if (!this.table.counts(row) || holds === false) continue
      if (!this.isMoving(feed) && this.roles.sendersBound(row) === 'no') continue
      for (const keys of this.keysOf(feed, row, 'ever')) this.fileUnder(feed, keys, row)
    }
  }

  private fileUnder(feed: Feed, keys: readonly number[], row: Row): void {
    if (feed.stated !== undefined) this.stated.file(feed, keys, row)
    const series = this.seriesOf(feed, keys)
    series.timeline.add(row, this.filedAt(feed, keys, row), this.outOf(feed, row), this.beginOf(row))
    const filing = this.filingCount++
    this.filings.set(filing * 2, series.index)
    this.filings.set(filing * 2 + 1, this.first.get(row))
    this.first.set(row, filing)
  }

  private seriesOf(feed: Feed, keys: readonly number[]): Series {
    const byKey = this.series[feed.index] as Map<number | string, Series>
    const name = nameOf(keys)
    let series = byKey.get(name)
    if (series === undefined) {
      series = { index: this.all.length, keys, timeline: new Timeline((a, b) => this.cases.compareRows(a, b)) }
      byKey.set(name, series)
      this.all.push(series)
    }
    return series
  }

  /** May an act count, or for others than before, as soon as another comes that it does not refer to? */
  private isMoving(feed: Feed): boolean {
    return feed.byPower || this.program.standingsMove
  }

  /** What an act is filed under: each of the parties that it may mean, now or `ever`. */
  keysOf(
    feed: Feed,
    row: Row,
    reach: 'possibly' | 'ever' = 'possibly',
    by = Number.POSITIVE_INFINITY,
  ): readonly (readonly number[])[] {
    let found: readonly (readonly number[])[] = [[]]
    for (const key of feed.keys) {
      const those = this.meantBy(key, row, reach, by)
      const [only] = those
      // Most acts count for one party or pair.
      if (only !== undefined && those.length === 1 && found.length === 1) {
        found = [[...(found[0] as readonly number[]), only]]
        continue
      }
      found = found.flatMap((keys) => those.map((one) => [...keys, one]))
    }
    return found
  }

  private meantBy(key: FeedKey, row: Row, reach: 'possibly' | 'ever', by: number): readonly number[] {
    if (key.kind === 'zone') return this.zonesOf(row)
    return key.kind === 'value' ? [this.valueOf(key, row)] : this.meant(key.of, row, reach, by)
  }

  /** What the act states in that field, as a number. */
  private valueOf({ noun, path }: FieldOfAct, row: Row): number {
    const act = this.roles.noun(noun, row)
    if (act === undefined) return NO_VALUE
    const { form } = (this.program.kinds[this.table.kind(act)] as Program['kinds'][number]).kind
    return this.values.numberOf(fieldOf(this.table.body(act), path) ?? defaultAt(form, path))
  }

  /** Do the keys leave open of which value an act is? */
  isOpen({ keys: of }: Feed, keys: readonly number[]): boolean {
    return of.some(({ kind }, i) => kind === 'value' && keys[i] === NO_VALUE)
  }

  /** Is an act for these keys, as far as was sent by then? One that states no value may be for any. */
  isFiledFor(feed: Feed, keys: readonly number[], row: Row, by = Number.POSITIVE_INFINITY): Tri {
    const names = new Set(orOpen(feed, keys).map((one) => one.join()))
    if (!this.keysOf(feed, row, 'possibly', by).some((found) => names.has(found.join()))) return 'no'
    return feed.keys.every((key, i) => this.isSurely(key, keys[i] as number, row, by)) ? 'yes' : 'maybe'
  }

  /** The zone that a report names; each, where the record does not tell which. */
  private zonesOf(row: Row): readonly number[] {
    const { zones } = this.program.agreement
    const named = fieldOf(this.table.body(row), ['zone'])
    return zones.flatMap(({ id }, index) => (named === undefined || id === named ? [index] : []))
  }

  private isSurely(key: FeedKey, one: number, row: Row, by: number): boolean {
    if (key.kind === 'zone') return this.zonesOf(row).length === 1
    return key.kind === 'value'
      ? this.valueOf(key, row) === one && one !== NO_VALUE
      : this.meant(key.of, row, 'surely', by).includes(one)
  }

  /** The sender is whoever sent it: whether the act has effect says whether it had to be bound. */
  private meant(of: PartySet, row: Row, reach: 'possibly' | 'surely' | 'ever', by: number): readonly number[] {
    const isSender = of.of.kind === 'sender' && of.of.noun === undefined
    if (isSender && of.that === undefined && of.except.length === 0) return this.table.sendersOf(row)
    const expr = { join: 'and', sets: [of] } as const
    return reach === 'ever' ? this.roles.ever(expr, row) : this.roles[reach](expr, row, row, by)
  }

  /**
   * The keys of a feed as seen from an act that is not counted itself, whether they are bound by then or not; `counted`: whose
   * sender or addressee stands alone.
   */
  keysAt({ keys }: Feed, counted: string, row: Row): readonly (readonly number[])[] {
    let found: readonly (readonly number[])[] = [[]]
    for (const key of keys) {
      if (key.kind === 'zone') continue
      const those = key.kind === 'value' ? [this.valueOf(key, row)] : this.partiesAt(key, counted, row)
      found = found.flatMap((some) => those.map((one) => [...some, one]))
    }
    return found
  }

  private partiesAt({ of }: PartyKey, counted: string, row: Row): readonly number[] {
    const isOfAct = of.of.kind === 'sender' || of.of.kind === 'addressee'
    const role = isOfAct ? { ...of.of, noun: of.of.noun ?? counted } : of.of
    const expr = { join: 'and', sets: [{ ...of, of: role }] } as const
    return [...new Set(this.roles.momentsOf(row).flatMap((at) => this.roles.resolve(expr, row, at)))]
  }

  /** From when an act surely counts for these keys: never, where it is not sure that it does. */
  filedAt(feed: Feed, keys: readonly number[], row: Row, by = Number.POSITIVE_INFINITY): Window {
    const { earliest, latest } = feed.byPower ? this.powers.effect(row).at : this.chronology.effective(row)
    const isSure =
      this.roles.sendersBound(row) === 'yes' &&
      this.cases.holds(feed.if, row) === true &&
      feed.keys.every((key, i) => this.isSurely(key, keys[i] as number, row, by))
    return isSure ? { earliest, latest } : { earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** When the period begins for which an act was sent. */
  private beginOf(row: Row): number | undefined {
    const period = unpackedPeriod(this.table.period(row))
    return period && this.program.agreement.zone.startOf(periodStart(period))
  }

  /** When what an act began was ended, or when it was taken out of the count. */
  private outOf(feed: Feed, row: Row): Window | undefined {
    let found: Window | undefined
    for (const out of feed.outs) {
      for (const act of this.outsOf(out, row)) {
        const at = this.outAt(out, act, row)
        if (at !== undefined)
          found =
            found === undefined
              ? at
              : { earliest: Math.min(found.earliest, at.earliest), latest: Math.min(found.latest, at.latest) }
      }
    }
    return found
  }

  /** The acts of the case that may end it or take it out. */
  outsOf(out: Out, row: Row): readonly Row[] {
    const anchor = this.roles.noun(out.noun, row)
    return anchor === undefined ? [] : this.cases.about(anchor, out.deep, out.acts)
  }

  /** An end that came before what it would end belongs to another, unless it refers to that very act. */
  private outAt(out: Out, act: Row, row: Row): Window | undefined {
    const { effect, at } = this.powers.effect(act)
    if (effect === 'none') return undefined
    const begun = this.chronology.effective(row)
    if (out.is === 'ends' && at.latest < begun.earliest) return undefined
    const isItsOwn = out.is === 'excuses' || this.table.refsOf(act).includes(row)
    const isSure = effect !== 'unknown' && (isItsOwn || at.earliest >= begun.latest)
    const later = laterOf(at, begun)
    return isSure ? later : { earliest: later.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** What is filed for a feed under these keys. */
  timeline(feed: Feed, keys: readonly number[]): Timeline | undefined {
    this.settle()
    const series = orOpen(feed, keys).flatMap((one) => this.series[feed.index]?.get(nameOf(one)) ?? [])
    const [only, ...others] = series
    const isThese = others.length === 0 && (only === undefined || nameOf(only.keys) === nameOf(keys))
    if (isThese && !this.isMoving(feed)) return only?.timeline
    const now = new Timeline((a, b) => this.cases.compareRows(a, b))
    for (const row of new Set(series.flatMap(({ timeline }) => timeline.rows))) {
      if (this.isFiledFor(feed, keys, row) !== 'no' && this.powers.effect(row).effect !== 'none')
        now.add(row, this.filedAt(feed, keys, row), this.outOf(feed, row), this.beginOf(row))
    }
    return now
  }

  /** Every key under which something is filed that may have been sent by then. */
  keys(feed: Feed, by: number): readonly (readonly number[])[] {
    this.settle()
    const series = [...(this.series[feed.index] as Map<number | string, Series>).values()]
    const isSent = (row: Row) => this.chronology.effective(row).earliest <= by
    return series.filter(({ timeline }) => timeline.rows.some(isSent)).map(({ keys }) => keys)
  }

  /** How an act is filed under these keys; undefined: it does not count. */
  filed(
    feed: Feed,
    keys: readonly number[],
    row: Row,
    by = Number.POSITIVE_INFINITY,
  ): (Filed & { readonly out?: Window }) | undefined {
    if (this.cases.holds(feed.if, row) === false || this.powers.effect(row).effect === 'none') return undefined
    return { row, at: this.filedAt(feed, keys, row, by), out: this.outOf(feed, row) }
  }
}

function nameOf(keys: readonly number[]): number | string {
  if (keys.some((key) => key >= KEY_SIZE)) return keys.join()
  return keys.reduce((name, key) => name * KEY_SIZE + key, 0)
}
