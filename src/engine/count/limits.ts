import type { LimitPeriod } from '../../agreement/rule.ts'
import { civilOf, type Day, dayOf } from '../../time/day.ts'
import { countedBack } from '../../time/last-day.ts'
import type { Regime } from '../../time/regime.ts'
import { exactly, type Window } from '../../time/window.ts'
import type { ActEntry, LimitEntry, SumEntry } from '../program/feeds.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Chronology } from '../record/chronology.ts'
import { type Amount, either, exactAmount, minus, NOT_KNOWN, plus } from './amounts.ts'
import type { Counters } from './counters.ts'
import type { Asked, Figures, Need } from './figures.ts'
import type { StatedCounts } from './stated-counts.ts'
import { NO_VALUE } from './stated-values.ts'
import { keyed, type Sums } from './sums.ts'
import type { Filed, Timeline } from './timeline.ts'

/** How much of a limit is used, at some instant of a window, for the parties that `keys` names. */
export interface Use {
  readonly entry: LimitEntry
  readonly keys: readonly number[]
  readonly used: Amount
  readonly atMost: Amount
  /** The first and the last day of the period, at both ends of the window; left out: at any time. */
  readonly from?: Window
  readonly at: Window
  /** Of a limit by stated times: the last year of what is counted over, of several one of them; empty: not known. */
  readonly ends?: readonly number[]
  /** Of what is under way at once by stated times: an instant at which it is. */
  readonly moment?: number
}

/** An act counted against a limit: which one it is, and whether that is more than there may be. */
export interface Place {
  readonly use: Use
  /** Undefined: the record does not tell. */
  readonly isOver: boolean | undefined
}

/** Limits: what is used of them at an instant. Nothing is refused; what goes beyond is marked. */
export class Limits {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly counters: Counters
  private readonly figures: Figures
  private readonly sums: Sums
  private readonly stated: StatedCounts

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    counters: Counters,
    figures: Figures,
    sums: Sums,
    stated: StatedCounts,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.counters = counters
    this.figures = figures
    this.sums = sums
    this.stated = stated
    figures.left = (id, asked) => this.left(id, asked)
  }

  /** What is used at an instant: by stated times in the year then, and in each later one for which anything is stated. */
  usesAt(entry: LimitEntry, keys: readonly number[], at: number): readonly Use[] {
    if (entry.kind === 'sum' || entry.feed.stated === undefined) return [this.use(entry, keys, exactly(at))]
    const atMost = this.atMost(entry, keys, exactly(at))
    return this.stated.usesAt(entry, keys, at).map((use) => ({ entry, keys, ...use, atMost, at: exactly(at) }))
  }

  /** The acts that are counted in it. */
  countedIn(entry: ActEntry, use: Use): readonly { readonly row: Row; readonly out?: Window }[] {
    if (entry.feed.stated === undefined)
      return this.counters.timeline(entry.feed, use.keys)?.within(use.at, use.from) ?? []
    return this.stated.countedIn(entry, use.keys, use, use.at.latest).map((row) => ({ row }))
  }

  use(entry: LimitEntry, keys: readonly number[], at: Window): Use {
    if (entry.kind === 'sum')
      return { entry, keys, used: this.sums.total(entry, keys, at), atMost: this.atMost(entry, keys, at), at }
    const from = this.start(entry.limit.in, at)
    const timeline = this.counters.timeline(entry.feed, keys)
    const used = timeline === undefined ? exactAmount(0) : this.used(entry, timeline, at, from)
    return { entry, keys, used, atMost: this.atMost(entry, keys, at), from, at }
  }

  /** How many acts, or what their numbers come to: of a sum, that costs one look at each act of the period. */
  private used({ limit }: ActEntry, timeline: Timeline, at: Window, from?: Window, before?: Filed): Amount {
    const { act, path } = limit.of
    if (path === undefined) return timeline.count(at, from, before)
    return timeline.within(at, from, before).reduce((sum, { row, at: came, out }) => {
      if (out !== undefined && out.latest <= at.earliest) return sum
      const amount = this.figures.stated(row, act, path)
      const isIn = came.latest <= at.earliest && (from === undefined || came.earliest >= from.latest)
      const isSure = isIn && (out === undefined || out.earliest > at.latest)
      return plus(sum, isSure ? amount : either(exactAmount(0), amount))
    }, exactAmount(0))
  }

  /** Is as much used as there may be, and that is something? */
  isUsedUp(entry: ActEntry, keys: readonly number[], at: number): Tri {
    const { used, atMost } = this.use(entry, keys, exactly(at))
    if (used.low > 0 && used.low >= atMost.high) return 'yes'
    return used.high <= 0 || used.high < atMost.low ? 'no' : 'maybe'
  }

  /** When more or less of it may come to be used. */
  changes(entry: ActEntry, keys: readonly number[]): readonly Window[] {
    const filed = this.counters.timeline(entry.feed, keys)?.changes() ?? []
    const dropsOut = (at: number) => (Number.isFinite(at) ? this.dropsOut(entry.limit.in, at) : at)
    return [
      ...filed,
      ...filed.map(({ earliest, latest }) => ({ earliest: dropsOut(earliest), latest: dropsOut(latest) })),
    ]
  }

  /** When the first period begins to which what came at that instant does not belong any more. */
  private dropsOut(period: LimitPeriod | undefined, at: number): number {
    if (period === undefined) return Number.POSITIVE_INFINITY
    const { zone, regimes } = this.program.agreement
    const day = zone.dayAt(at)
    const isIn = (later: Day) => firstDay(period, later, regimes.default as Regime) <= day
    let step = 1
    for (; isIn(day + step); step *= 2) if (step > CALENDAR_DAYS) return Number.POSITIVE_INFINITY
    let [low, high] = [day, day + step]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (isIn(middle)) low = middle
      else high = middle
    }
    return zone.startOf(high)
  }

  private atMost(entry: LimitEntry, keys: readonly number[], at: Window): Amount {
    return this.figures.amount(entry.limit.atMost.guard, askedFor(entry, keys, at))
  }

  /** What is left of a limit for the parties that an act means, or one that it refers to; without an act, for a party. */
  private left(id: string, { row, party, at }: Asked): Amount {
    const entry = this.program.figures.limits.find(({ limit }) => limit.id === id)
    if (entry === undefined || entry.kind === 'sum') return NOT_KNOWN
    const own = party === undefined || entry.limit.per.length > 1 ? [] : [entry.limit.per.map(() => party)]
    const all = row === undefined ? own : this.counters.keysAt(entry.feed, entry.limit.of.act, row)
    if (all.some((keys) => this.counters.isOpen(entry.feed, keys))) return NOT_KNOWN
    const found = all.map((keys) => this.use(entry, keys, at)).map(({ atMost, used }) => minus(atMost, used))
    return found.length === 0 ? NOT_KNOWN : found.reduce(either)
  }

  /**
   * Which one an act is for each limit under which it is counted: it and those that count before it.
   * @param by what is reported later says nothing of it
   */
  placesOf(row: Row, by = Number.POSITIVE_INFINITY): readonly Place[] {
    const { limits } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    return limits.flatMap((entry) =>
      entry.kind === 'sum'
        ? this.sumPlaces(entry, row, by)
        : this.counters
            .keysOf(entry.feed, row, 'possibly', by)
            .flatMap((keys) => this.place(entry, keys, row, by) ?? []),
    )
  }

  /** A report that raises what it is about, while the sum with it is more than there may be. */
  private sumPlaces(entry: SumEntry, row: Row, by: number): Place[] {
    const { earliest, latest } = this.chronology.effective(row)
    const at = { earliest, latest: Math.min(latest, by) }
    const isCounted = this.sums.isCounted(entry, row)
    if (isCounted === false) return []
    return this.sums.keysOf(entry, row, at).map((keys) => {
      const used = this.sums.total(entry, keys, at, row)
      const atMost = this.atMost(entry, keys, at)
      const isMore = used.low > atMost.high ? true : used.high <= atMost.low ? false : undefined
      const isRaised = this.sums.raises(entry, keys, row, at)
      const isOver = isMore === false || isRaised === false ? false : (isMore && isRaised && isCounted) || undefined
      return { use: { entry, keys, used, atMost, at }, isOver }
    })
  }

  private place(entry: ActEntry, keys: readonly number[], row: Row, by: number): Place | undefined {
    const { feed, limit } = entry
    if (feed.stated !== undefined) return this.statedPlace(entry, keys, row, by)
    const filed = this.counters.filed(feed, keys, row, by)
    const timeline = this.counters.timeline(feed, keys)
    // What waits for its power is not counted yet.
    if (filed === undefined || timeline === undefined || filed.at.earliest > by) return undefined
    const whole = this.chronology.effective(row)
    const at = { ...whole, latest: Math.min(whole.latest, by) }
    const { out } = filed
    if (out !== undefined && out.latest <= at.earliest) return undefined
    const from = this.start(limit.in, at)
    const { act, path } = limit.of
    const own = path === undefined ? exactAmount(1) : this.figures.stated(row, act, path)
    if (own.high <= 0) return undefined
    const others = this.used(entry, timeline, at, from, filed)
    // What states no value may be one of those of any value.
    const isOpen = this.counters.isOpen(feed, keys)
    const used = isOpen ? { low: own.low, high: Number.POSITIVE_INFINITY } : plus(others, own)
    const atMost = this.atMost(entry, keys, at)
    const isCounted = filed.at.latest === whole.latest && (out === undefined || out.earliest > at.latest)
    const isOver = used.low > atMost.high ? true : used.high <= atMost.low ? false : undefined
    return {
      use: { entry, keys, used, atMost, from, at },
      isOver: isOver === true && !isCounted ? undefined : isOver,
    }
  }

  private statedPlace(entry: ActEntry, keys: readonly number[], row: Row, by: number): Place | undefined {
    const place = this.stated.placeOf(entry, keys, row, by)
    if (place === undefined) return undefined
    const { earliest, latest } = this.chronology.effective(row)
    const at = { earliest, latest: Math.min(latest, by) }
    const { ends, moment, isCounted } = place
    const used = this.counters.isOpen(entry.feed, keys) ? { low: 1, high: Number.POSITIVE_INFINITY } : place.used
    const atMost = this.atMost(entry, keys, at)
    const isOver = used.low > atMost.high ? isCounted || undefined : used.high <= atMost.low ? false : undefined
    // Of what may or may not be, no day is told.
    return { use: { entry, keys, used, atMost, at, ends, moment: isOver === true ? moment : undefined }, isOver }
  }

  /** The reports without which it is not known how many there may be. */
  needs({ entry, keys, at }: Use): readonly Need[] {
    const most = this.figures.needs(entry.limit.atMost.guard, askedFor(entry, keys, at))
    if (entry.kind === 'sum') return [...this.sums.needs(entry, keys, at), ...most]
    const values = entry.feed.keys.flatMap((key, i) => (key.kind === 'value' && keys[i] === NO_VALUE ? [key] : []))
    return [...values, ...most]
  }

  /** Of whom and for when its figures are. */
  askedOf({ entry, keys, at }: Use): Asked {
    return askedFor(entry, keys, at)
  }

  /** When the period begins in which an act at some instant of the window is counted. */
  private start(period: LimitPeriod | undefined, at: Window): Window | undefined {
    if (period === undefined) return undefined
    const { zone, regimes } = this.program.agreement
    const first = (instant: number): number => {
      if (!Number.isFinite(instant)) return instant
      const day = zone.dayAt(instant)
      return zone.startOf(firstDay(period, day, regimes.default as Regime))
    }
    return { earliest: first(at.earliest), latest: first(at.latest) }
  }
}

/** More days than there are in ten thousand years. */
const CALENDAR_DAYS = 4_000_000

function firstDay(period: LimitPeriod, day: Day, regime: Regime): Day {
  if (period.kind === 'calendar') return dayOf(civilOf(day).year - period.years + 1, 1, 1)
  return countedBack(period.period, day, regime, 1)
}

/** A figure for each party is that of the party that the limit names first. */
function askedFor(entry: LimitEntry, keys: readonly number[], at: Window): Asked {
  if (entry.kind === 'sum') return { per: entry.of.each, ...keyed(entry, keys), at }
  const party = entry.feed.keys[0]?.kind === 'party' ? keys[0] : undefined
  return party === undefined ? { per: [], at } : { per: ['party'], party, at }
}
