import type { FieldOfAct, PartyExpr, PartyKey, PartySet } from '../../agreement/rule.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import { periodStart, unpackedPeriod } from '../../time/calendar-period.ts'
import { laterOf, type Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { Feed, FeedKey, Out } from '../program/feeds.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import { Words } from '../record/columns.ts'
import { StatedTimes } from './stated-times.ts'
import { NO_VALUE, orOpen, StatedValues } from './stated-values.ts'
import { type Filed, Timeline } from './timeline.ts'

/** More keys than parties have room in a number together with others; of more values there is a text. */
const KEY_SIZE = 0x1_0000

interface Series {
  readonly index: number
  readonly feed: Feed
  readonly keys: readonly number[]
  /** The latest filing under these keys; 0: none. */
  latest: number
  /** In their order, as soon as somebody has asked. */
  timeline: Timeline | undefined
}

// A filing is four numbers.
const SERIES = 0
/** The act as row + 1; 0: it was filed anew since. */
const ROW = 1
/** The filing of the same act before this one. */
const NEXT_OF_ACT = 2
/** The filing under the same keys before this one. */
const NEXT_OF_KEYS = 3

/**
 * Acts filed for figures and limits: one series for each feed and key (a party, a pair). An act that comes is noted under its
 * keys and no more; whether it counts, when, and in which order is worked out for a series when somebody first asks for it,
 * and kept up to date from then on: an act that comes late is put where it belongs. What is counted is asked of a timeline and
 * never stored.
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
  private pending: Row[] = []
  /** Has anybody asked for a series? Before that there is none to keep up to date. */
  private isAsked = false
  /** The last filing of each act. */
  private readonly first = new Words()
  private readonly filings = new Words()
  private filingCount = 1
  /** By feed, the keys of the act that is being filed. */
  private readonly single: readonly number[][]
  private readonly exprs = new Map<PartySet, PartyExpr>()

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles, cases: Cases, powers: Powers) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.series = program.figures.feeds.map(() => new Map())
    this.single = program.figures.feeds.map(({ keys }) => keys.map(() => 0))
    this.stated = new StatedTimes(program, table, chronology, roles)
  }

  /** An act came, or what it refers to did. */
  enter(row: Row): void {
    const { feeds, outs } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    if (feeds.length > 0 || outs.length > 0) this.pending.push(row)
  }

  /** Notes what has come. Once before what is counted is read. */
  settle(): void {
    // It may ask what is counted, and has to find all of it noted; and it may not begin to within what one act has effect for.
    this.roles.membership.settle()
    if (this.pending.length === 0) return
    const rows = this.pending
    this.pending = []
    for (const row of rows) this.file(row)
    if (this.isAsked) this.bringUpToDate(rows)
  }

  /** What these acts end or take out of the count, where somebody has asked for it before. */
  private bringUpToDate(rows: readonly Row[]): void {
    const counted = new Set<Row>()
    for (const row of rows) {
      const { outs } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
      for (const feed of outs) this.addCountedBy(feed, row, counted)
    }
    for (const row of counted) {
      for (let at = this.first.get(row); at !== 0; at = this.filings.get(at * 4 + NEXT_OF_ACT)) {
        const series = this.seriesAt(at)
        if (series.timeline === undefined) continue
        series.timeline.remove(row)
        this.put(series.timeline, series, row)
      }
    }
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
    for (let at = this.first.get(row); at !== 0; at = this.filings.get(at * 4 + NEXT_OF_ACT)) {
      this.seriesAt(at).timeline?.remove(row)
      this.filings.set(at * 4 + ROW, 0)
    }
    this.first.set(row, 0)
    this.stated.remove(row)
    if (!this.table.counts(row)) return
    const { feeds } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    for (const feed of feeds) {
      if (feed.stated !== undefined) this.stated.fileThing(feed, row)
      this.fileFor(feed, row)
    }
  }

  /** Nearly always under one key each: then without a list of them. */
  private fileFor(feed: Feed, row: Row): void {
    const single = this.single[feed.index] as number[]
    for (let i = 0; i < feed.keys.length; i++) {
      const those = this.meantBy(feed.keys[i] as FeedKey, row, 'ever', Number.POSITIVE_INFINITY)
      if (those.length !== 1) {
        for (const keys of this.keysOf(feed, row, 'ever')) this.fileUnder(feed, keys, row)
        return
      }
      single[i] = those[0] as number
    }
    this.fileUnder(feed, single, row)
  }

  private fileUnder(feed: Feed, keys: readonly number[], row: Row): void {
    if (feed.stated !== undefined && this.isFiled(feed, row)) this.stated.file(feed, keys, row)
    const series = this.seriesOf(feed, keys)
    const filing = this.filingCount++
    this.filings.set(filing * 4 + SERIES, series.index)
    this.filings.set(filing * 4 + ROW, row + 1)
    this.filings.set(filing * 4 + NEXT_OF_ACT, this.first.get(row))
    this.filings.set(filing * 4 + NEXT_OF_KEYS, series.latest)
    this.first.set(row, filing)
    series.latest = filing
    if (series.timeline !== undefined) this.put(series.timeline, series, row)
  }

  private seriesAt(filing: number): Series {
    return this.all[this.filings.get(filing * 4 + SERIES)] as Series
  }

  private seriesOf(feed: Feed, keys: readonly number[]): Series {
    const byKey = this.series[feed.index] as Map<number | string, Series>
    const name = nameOf(keys)
    let series = byKey.get(name)
    if (series === undefined) {
      series = { index: this.all.length, feed, keys: keys.slice(), latest: 0, timeline: undefined }
      byKey.set(name, series)
      this.all.push(series)
    }
    return series
  }

  /** Does an act count for a feed, whomever it counts for? */
  private isFiled(feed: Feed, row: Row): boolean {
    if (!this.table.counts(row) || this.cases.holds(feed.if, row) === false) return false
    return this.isMoving(feed) || this.roles.sendersBound(row) !== 'no'
  }

  /** The acts noted under the keys of a series, as they came, which is nearly their order. */
  private notedIn(series: Series): Row[] {
    const rows: Row[] = []
    for (let at = series.latest; at !== 0; at = this.filings.get(at * 4 + NEXT_OF_KEYS)) {
      const row = this.filings.get(at * 4 + ROW)
      if (row !== 0) rows.push(row - 1)
    }
    return rows.reverse()
  }

  /** The acts of a series that count, or may count by what is still to come. */
  private rowsOf(series: Series): readonly Row[] {
    if (!this.isMoving(series.feed)) return this.timelineOf(series).rows
    return this.notedIn(series).filter((row) => this.isFiled(series.feed, row))
  }

  private timelineOf(series: Series): Timeline {
    if (series.timeline === undefined) {
      this.isAsked = true
      series.timeline = this.newTimeline()
      for (const row of this.notedIn(series)) this.put(series.timeline, series, row)
    }
    return series.timeline
  }

  private newTimeline(): Timeline {
    return new Timeline((a, b) => this.cases.compareRows(a, b))
  }

  private put(timeline: Timeline, { feed, keys }: Series, row: Row): void {
    if (this.isFiled(feed, row))
      timeline.add(row, this.filedAt(feed, keys, row), this.outOf(feed, row), this.beginOf(row))
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
    return this.values.numberOf(this.table.field(act, path) ?? defaultAt(form, path))
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
    const named = this.table.field(row, ['zone'])
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
    const expr = this.exprOf(of)
    return reach === 'ever' ? this.roles.ever(expr, row) : this.roles[reach](expr, row, row, by)
  }

  private exprOf(of: PartySet): PartyExpr {
    let expr = this.exprs.get(of)
    if (expr === undefined) {
      expr = { join: 'and', sets: [of] }
      this.exprs.set(of, expr)
    }
    return expr
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
    if (isThese && !this.isMoving(feed)) return only && this.timelineOf(only)
    const now = this.newTimeline()
    for (const row of new Set(series.flatMap((one) => this.rowsOf(one)))) {
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
    return series.filter((one) => this.rowsOf(one).some(isSent)).map(({ keys }) => keys)
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
  let name = 0
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number
    if (key >= KEY_SIZE) return keys.join()
    name = name * KEY_SIZE + key
  }
  return name
}
