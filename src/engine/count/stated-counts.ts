import { dayOf } from '../../time/day.ts'
import type { Powers } from '../power/powers.ts'
import type { ActEntry, Feed } from '../program/feeds.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Moment, Sequence } from '../record/sequence.ts'
import type { Amount } from './amounts.ts'
import type { Counters } from './counters.ts'
import type { StatedTimes, Stretch } from './stated-times.ts'
import { after, until } from './timeline.ts'

/** What one thing takes up at a moment: one of these stretches, and if that is not sure perhaps none. */
export interface Taken {
  readonly stretches: readonly Stretch[]
  readonly isSure: boolean
  /** The acts that state them. */
  readonly rows: readonly Row[]
}

/** How many there are over the years that end with one of these, or at the same time on a day. */
export interface StatedUse {
  readonly used: Amount
  /** Left out: at once; empty: the year is not known. */
  readonly ends?: readonly number[]
  /** An instant at which there are as many at once. */
  readonly moment?: number
}

export interface StatedPlace extends StatedUse {
  /** It surely counts, and takes up what the same thing did not take up before. */
  readonly isCounted: boolean
}

/** Both ends included. */
type Interval = readonly [number, number]

/**
 * Limits by the times that acts state. Acts stand in the order in which they were sent, whatever times they state: what
 * counts against an act is what was sent before it, each thing as the last act about it then stated it.
 */
export class StatedCounts {
  private readonly program: Program
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly sequence: Sequence
  private readonly counters: Counters
  private readonly times: StatedTimes

  constructor(program: Program, cases: Cases, powers: Powers, sequence: Sequence, counters: Counters) {
    this.program = program
    this.cases = cases
    this.powers = powers
    this.sequence = sequence
    this.counters = counters
    this.times = counters.stated
  }

  /** Which one an act is; undefined: it does not count, or takes up nothing new. */
  placeOf(entry: ActEntry, keys: readonly number[], row: Row, by: number): StatedPlace | undefined {
    this.counters.settle()
    const { feed } = entry
    const { effect, at } = this.powers.effect(row)
    const counts = this.counts(feed, keys, row, by)
    if (effect === 'none' || counts === 'no' || at.earliest > by) return undefined
    const moment: Moment = { row, by }
    const versions = this.times.versionsOf(feed, row)
    const excused = this.isExcused(feed, row, versions, moment)
    if (excused === 'yes') return undefined
    const before = this.taken(
      feed,
      keys,
      versions.filter((version) => version !== row),
      moment,
    )
    const own = this.times.stretchOf(feed, row)
    const place =
      feed.stated?.until === undefined
        ? this.placeInYears(entry, keys, own, before, moment, versions)
        : this.placeAtOnce(entry, keys, own, before, moment, versions)
    const isSure = Number.isFinite(at.latest) && counts === 'yes' && excused === 'no'
    return place && { ...place, isCounted: place.isCounted && isSure }
  }

  /** In the stretch of years with its own in which there are most, of those in which the thing was not before. */
  private placeInYears(
    { feed, limit }: ActEntry,
    keys: readonly number[],
    own: Stretch,
    before: Taken,
    moment: Moment,
    versions: readonly Row[],
  ): StatedPlace | undefined {
    const span = yearsOf(limit.in)
    const years = this.times.yearsOf(own)
    const [first, last] = [years?.[0], years?.at(-1)]
    if (years === undefined || first === undefined || last === undefined) {
      const others = this.takenBy(feed, keys, this.times.actsIn(feed, keys), moment, versions)
      const possible = others.filter(({ stretches }) => stretches.length > 0).length
      return { used: { low: 1, high: 1 + possible }, ends: [], isCounted: false }
    }
    const rows = this.times.actsIn(feed, keys, first - span + 1, last + span - 1)
    const others = this.takenBy(feed, keys, rows, moment, versions)
    const found = years.map((year) => {
      let best = { low: 0, high: 0, end: year }
      for (let end = year; end < year + span; end++) {
        const there = this.countIn(others, end, span)
        const low = this.isIn(before, end, span) === 'no' ? there.low + 1 : 0
        const high = this.isIn(before, end, span) === 'yes' ? 0 : there.high + 1
        if (low > best.low || (low === best.low && high > best.high && best.low === 0))
          best = { low, high: Math.max(high, best.high), end }
        else best = { ...best, high: Math.max(high, best.high) }
      }
      return best
    })
    const high = Math.max(...found.map((one) => one.high))
    if (high === 0) return undefined
    const low = Math.min(...found.map((one) => one.low))
    const ends = [...new Set(found.map(({ end }) => end))]
    return { used: { low: Math.max(1, low), high }, ends, isCounted: low > 0 }
  }

  /** At the moment of its own stretch at which most are under way, of those at which the thing was not before. */
  private placeAtOnce(
    { feed }: ActEntry,
    keys: readonly number[],
    own: Stretch,
    before: Taken,
    moment: Moment,
    versions: readonly Row[],
  ): StatedPlace | undefined {
    const years = this.times.yearsOf(own)
    const rows = this.times.actsIn(feed, keys, years?.[0], years?.at(-1))
    const others = this.takenBy(feed, keys, rows, moment, versions)
    const sure = new Intervals(others.flatMap(surelyTaken))
    const possible = new Intervals(others.flatMap(possiblyTaken))
    const least = sure.most(
      [own.start.latest, own.end.earliest],
      before.stretches.map(({ end }) => end.latest + 1),
      (at) => isUnderWay(before, at) === 'no',
    )
    const most = possible.most(
      [own.start.earliest, own.end.latest],
      before.stretches.map(({ end }) => end.earliest + 1),
      (at) => isUnderWay(before, at) !== 'yes',
    )
    if (most === undefined) return undefined
    const used = { low: least === undefined ? 1 : least.count + 1, high: most.count + 1 }
    const isKnown = least !== undefined && Number.isFinite(least.at)
    return { used, ...(isKnown ? { moment: least.at } : {}), isCounted: least !== undefined }
  }

  /** How many there are at an instant: at once; or in the year then, and in each later one for which any is stated. */
  usesAt({ feed, limit }: ActEntry, keys: readonly number[], at: number): readonly StatedUse[] {
    this.counters.settle()
    const year = this.times.yearAt(at)
    if (feed.stated?.until !== undefined) {
      const there = this.takenBy(feed, keys, this.times.actsIn(feed, keys, year, year), { at })
      const tris = there.map((one) => isUnderWay(one, at))
      return [{ used: amountOf(tris) }]
    }
    const later = this.times.after(feed, keys, year).flatMap(([end, rows]) => {
      const there = this.takenBy(feed, keys, [...rows], { at }).flatMap((one) => one.rows)
      return there.some((row) => rows.has(row)) ? [end] : []
    })
    const span = yearsOf(limit.in)
    return [year, ...later].map((end) => ({
      used: this.countIn(this.takenIn(feed, keys, end, span, at), end, span),
      ends: [end],
    }))
  }

  /** The acts that a use counts. */
  countedIn({ feed, limit }: ActEntry, keys: readonly number[], { ends }: StatedUse, at: number): readonly Row[] {
    const [end] = ends ?? []
    if (end === undefined) {
      const year = this.times.yearAt(at)
      const there = this.takenBy(feed, keys, this.times.actsIn(feed, keys, year, year), { at })
      return there.filter((one) => isUnderWay(one, at) !== 'no').flatMap(({ rows }) => rows)
    }
    const span = yearsOf(limit.in)
    const there = this.takenIn(feed, keys, end, span, at)
    return there.filter((one) => this.isIn(one, end, span) !== 'no').flatMap(({ rows }) => rows)
  }

  private takenIn(feed: Feed, keys: readonly number[], end: number, span: number, at: number): readonly Taken[] {
    return this.takenBy(feed, keys, this.times.actsIn(feed, keys, end - span + 1, end), { at })
  }

  /** What the things take up that some of these acts are about; `except`: not the thing that these are about. */
  private takenBy(
    feed: Feed,
    keys: readonly number[],
    rows: readonly Row[],
    moment: Moment,
    except: readonly Row[] = [],
  ): readonly Taken[] {
    const seen = new Set(except)
    const found: Taken[] = []
    for (const row of rows) {
      if (seen.has(row)) continue
      const versions = this.times.versionsOf(feed, row)
      for (const version of versions) seen.add(version)
      const taken = this.taken(feed, keys, versions, moment)
      if (taken.stretches.length > 0) found.push(taken)
    }
    return found
  }

  /** As the last act about it states it, or one of those that may be the last. */
  private taken(feed: Feed, keys: readonly number[], versions: readonly Row[], moment: Moment): Taken {
    const excused = new Map(versions.map((row) => [row, this.isExcused(feed, row, versions, moment)]))
    const last = this.sequence
      .last(versions, moment)
      .flatMap((row) =>
        excused.get(row) === 'yes'
          ? []
          : [{ row, counts: this.counts(feed, keys, row, 'at' in moment ? moment.at : moment.by) }],
      )
    const rows = last.flatMap(({ row, counts }) => (counts === 'no' ? [] : [row]))
    const isThere = versions.some((row) => excused.get(row) === 'no' && this.sequence.isBefore(row, moment) === 'yes')
    return {
      stretches: rows.map((row) => this.times.stretchOf(feed, row)),
      isSure: isThere && last.every(({ counts }) => counts === 'yes'),
      rows,
    }
  }

  private counts(feed: Feed, keys: readonly number[], row: Row, by: number): Tri {
    const holds = this.cases.holds(feed.if, row)
    if (holds === false) return 'no'
    const isFor = this.counters.isFiledFor(feed, keys, row, by)
    return isFor === 'no' ? 'no' : holds === true && isFor === 'yes' ? 'yes' : 'maybe'
  }

  /** Has an act taken it out of the count: one about it, or one about another version that came after it? */
  private isExcused(feed: Feed, row: Row, versions: readonly Row[], moment: Moment): Tri {
    let answer: Tri = 'no'
    for (const version of versions) {
      for (const act of feed.outs.flatMap((out) => this.counters.outsOf(out, version))) {
        const isSent = this.sequence.isBefore(act, moment)
        const isAfter = version === row ? 'yes' : this.sequence.order(row, act)
        if (isSent === 'yes' && isAfter === 'yes') return 'yes'
        if (isSent !== 'no' && isAfter !== 'no') answer = 'maybe'
      }
    }
    return answer
  }

  private countIn(taken: readonly Taken[], end: number, span: number): Amount {
    return amountOf(taken.map((one) => this.isIn(one, end, span)))
  }

  /** Does it fall in the years that end with this one? */
  private isIn({ stretches, isSure }: Taken, end: number, span: number): Tri {
    const { zone } = this.program.agreement
    const first = zone.startOf(dayOf(end - span + 1, 1, 1))
    const next = zone.startOf(dayOf(end + 1, 1, 1))
    if (!stretches.some(({ start }) => start.latest >= first && start.earliest < next)) return 'no'
    return isSure && stretches.every(({ start }) => start.earliest >= first && start.latest < next) ? 'yes' : 'maybe'
  }
}

function yearsOf(period: ActEntry['limit']['in']): number {
  return period?.kind === 'calendar' ? period.years : 1
}

function amountOf(tris: readonly Tri[]): Amount {
  const low = tris.filter((tri) => tri === 'yes').length
  return { low, high: tris.filter((tri) => tri !== 'no').length }
}

function isUnderWay({ stretches, isSure }: Taken, at: number): Tri {
  if (!stretches.some(({ start, end }) => start.earliest <= at && at <= end.latest)) return 'no'
  return isSure && stretches.every(({ start, end }) => start.latest <= at && at <= end.earliest) ? 'yes' : 'maybe'
}

function surelyTaken({ stretches, isSure }: Taken): Interval[] {
  if (!isSure) return []
  const from = Math.max(...stretches.map(({ start }) => start.latest))
  const to = Math.min(...stretches.map(({ end }) => end.earliest))
  return from <= to ? [[from, to]] : []
}

/** Where the stretches that may be its own overlap it is there once. */
function possiblyTaken({ stretches }: Taken): Interval[] {
  const sorted = stretches
    .map(({ start, end }): Interval => [start.earliest, end.latest])
    .filter(([from, to]) => from <= to)
    .sort(([a], [b]) => (a === b ? 0 : a - b))
  const merged: Interval[] = []
  for (const [from, to] of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)]
    else merged.push([from, to])
  }
  return merged
}

/** How many of them there are at an instant, by two searches. */
class Intervals {
  private readonly starts: readonly number[]
  private readonly ends: readonly number[]

  constructor(intervals: readonly Interval[]) {
    const ascending = (a: number, b: number) => (a === b ? 0 : a - b)
    this.starts = intervals.map(([from]) => from).sort(ascending)
    this.ends = intervals.map(([, to]) => to).sort(ascending)
  }

  /** The first instant of a stretch at which there are most, of those that are asked for; it begins with one of these starts. */
  most(
    [from, to]: Interval,
    starts: readonly number[],
    isAsked: (at: number) => boolean,
  ): { readonly at: number; readonly count: number } | undefined {
    let best: { at: number; count: number } | undefined
    for (const at of new Set([from, ...starts, ...this.starts])) {
      if (at < from || at > to || !isAsked(at)) continue
      const count = after(this.starts, at) - until(this.ends, at)
      if (best === undefined || count > best.count || (count === best.count && at < best.at)) best = { at, count }
    }
    return best
  }
}
