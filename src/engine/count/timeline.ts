import { exactly, type Window } from '../../time/window.ts'
import type { Row } from '../record/act-table.ts'
import type { Amount } from './amounts.ts'

/** An act and the window by which it was filed. */
export interface Filed {
  readonly row: Row
  readonly at: Window
}

/**
 * Acts in the order in which they count, with the window of each: how many there were by an instant costs two searches,
 * however many came before. Some of them end again, or are taken out of the count.
 */
export class Timeline {
  /** By the latest end of each window, and in the order in which acts count where those are the same. */
  readonly rows: Row[] = []
  private readonly latest: number[] = []
  private readonly earliest: number[] = []
  /** The early ends by themselves, ascending. */
  private readonly starts: number[] = []
  /** Undefined: nothing was ever taken out. Most timelines are short, and there are many. */
  private outs: Map<Row, { readonly at: Window; readonly out: Window }> | undefined
  private readonly outLatest: number[] = []
  private readonly outStarts: number[] = []
  /** When the periods begin for which some of them were sent; undefined: none was for a period. */
  private begins: Map<Row, number> | undefined
  /** No window in it is wider. */
  private width = 0
  private readonly compare: (a: Row, b: Row) => number

  constructor(compare: (a: Row, b: Row) => number) {
    this.compare = compare
  }

  get size(): number {
    return this.rows.length
  }

  windowAt(index: number): Window {
    return { earliest: this.earliest[index] as number, latest: this.latest[index] as number }
  }

  windowOf(row: Row): Window | undefined {
    const index = this.rows.indexOf(row)
    return index < 0 ? undefined : this.windowAt(index)
  }

  /** @param begins of an act that was sent for a period: when that begins */
  add(row: Row, at: Window, out: Window | undefined, begins?: number): void {
    if (begins !== undefined) {
      this.begins ??= new Map()
      this.begins.set(row, begins)
    }
    let index = after(this.latest, at.latest)
    while (index > 0 && this.latest[index - 1] === at.latest && this.compare(this.rows[index - 1] as Row, row) > 0)
      index--
    insert(this.rows, index, row)
    insert(this.latest, index, at.latest)
    insert(this.earliest, index, at.earliest)
    insert(this.starts, after(this.starts, at.earliest), at.earliest)
    if (at.latest !== at.earliest) this.width = Math.max(this.width, at.latest - at.earliest)
    if (out === undefined) return
    this.outs ??= new Map()
    this.outs.set(row, { at, out })
    insert(this.outLatest, after(this.outLatest, out.latest), out.latest)
    insert(this.outStarts, after(this.outStarts, out.earliest), out.earliest)
  }

  remove(row: Row): void {
    const index = this.rows.indexOf(row)
    if (index < 0) return
    this.starts.splice(after(this.starts, this.earliest[index] as number) - 1, 1)
    this.rows.splice(index, 1)
    this.latest.splice(index, 1)
    this.earliest.splice(index, 1)
    this.begins?.delete(row)
    const out = this.outs?.get(row)?.out
    if (out === undefined) return
    this.outs?.delete(row)
    this.outLatest.splice(after(this.outLatest, out.latest) - 1, 1)
    this.outStarts.splice(after(this.outStarts, out.earliest) - 1, 1)
  }

  /**
   * How many there are at some instant of a window, of those that came at or after `from`.
   * @param before only those that count before this act
   */
  count(at: Window, from?: Window, before?: Filed): Amount {
    let low = after(this.latest, at.earliest)
    let high = after(this.starts, at.latest)
    if (from !== undefined) {
      low -= this.surelyBefore(from.latest, at.earliest)
      high -= until(this.latest, from.earliest)
    }
    const own = before === undefined ? NONE : this.notBefore(before, at)
    low -= own.sure
    high -= own.possible
    const gone = this.outs === undefined ? NONE : from === undefined ? this.gone(at) : this.goneSince(from, at)
    low = Math.max(0, low - gone.possible)
    return { low, high: Math.max(low, high - gone.sure) }
  }

  /** Those that may have come before `from` and are among the ones that came by `by`. */
  private surelyBefore(from: number, by: number): number {
    const early = until(this.starts, from)
    // A window that reaches from before the one to behind the other is not among them.
    if (this.width <= by - from) return early
    let spanning = 0
    for (let i = after(this.latest, by); i < this.rows.length; i++) if ((this.earliest[i] as number) < from) spanning++
    return early - spanning
  }

  /** The act itself and, of those of its very instant, the ones behind it. */
  private notBefore(
    { row, at }: Filed,
    { earliest, latest }: Window,
  ): { readonly sure: number; readonly possible: number } {
    let sure = 0
    let possible = at.earliest !== at.latest && this.holds(row, at) ? 1 : 0
    if (earliest !== latest) return { sure, possible }
    for (let i = until(this.latest, latest); i < this.rows.length && this.latest[i] === latest; i++) {
      const other = this.rows[i] as Row
      if (this.earliest[i] !== earliest || this.compare(other, row) < 0) continue
      sure++
      // What is gone at that instant is taken off as gone.
      if (!((this.outs?.get(other)?.out.latest ?? Number.POSITIVE_INFINITY) <= latest)) possible++
    }
    return { sure, possible }
  }

  private holds(row: Row, { latest }: Window): boolean {
    for (let i = until(this.latest, latest); i < this.rows.length && this.latest[i] === latest; i++)
      if (this.rows[i] === row) return true
    return false
  }

  private gone({ earliest, latest }: Window): { readonly sure: number; readonly possible: number } {
    return { sure: after(this.outLatest, earliest), possible: after(this.outStarts, latest) }
  }

  private goneSince(from: Window, at: Window): { readonly sure: number; readonly possible: number } {
    let sure = 0
    let possible = 0
    for (const {
      at: { earliest, latest },
      out,
    } of this.outs?.values() ?? []) {
      if (out.latest <= at.earliest && earliest <= at.latest && latest >= from.earliest) sure++
      if (out.earliest <= at.latest && latest <= at.earliest && earliest >= from.latest) possible++
    }
    return { sure, possible }
  }

  /**
   * Those that may be counted at some instant of a window, with when they were taken out again.
   * @param before only those that count before this act
   */
  within(
    at: Window,
    from?: Window,
    before?: Filed,
  ): { readonly row: Row; readonly at: Window; readonly out?: Window }[] {
    const found: { row: Row; at: Window; out?: Window }[] = []
    const first = from === undefined ? 0 : until(this.latest, from.earliest)
    // Where a window has no end, no act is surely behind all that can be counted.
    const end = Number.isFinite(this.width) ? at.latest + this.width : Number.POSITIVE_INFINITY
    for (let i = first; i < this.rows.length && (this.latest[i] as number) <= end; i++) {
      const row = this.rows[i] as Row
      if ((this.earliest[i] as number) > at.latest) continue
      const isBehind = before !== undefined && at.earliest === at.latest && this.earliest[i] === at.latest
      if (row === before?.row || (isBehind && this.compare(row, before.row) > 0)) continue
      found.push({ row, at: this.windowAt(i), out: this.outs?.get(row)?.out })
    }
    return found
  }

  /** When a count may change, and what the latest of them says. */
  changes(): readonly Window[] {
    const outs = this.outs === undefined ? [] : [...this.outs.values()].map(({ out }) => out)
    return [
      ...this.rows.map((_, index) => this.windowAt(index)),
      ...outs,
      ...[...(this.begins?.values() ?? [])].map(exactly),
    ]
  }

  /**
   * Those that may be the last of all by some instant of a window; `sure`: one of them surely is. What was sent for a period
   * says nothing before that begins.
   * @param without as if this act had not come
   */
  last(at: Window, without?: Row): { readonly rows: readonly Row[]; readonly sure: boolean } {
    const known = after(this.latest, at.earliest)
    let floor = Number.NEGATIVE_INFINITY
    let floorIndex = -1
    for (let i = known - 1; i >= 0 && (this.latest[i] as number) >= floor; i--) {
      if ((this.earliest[i] as number) <= floor || this.isLeftOut(i, at.earliest, without)) continue
      floor = this.earliest[i] as number
      floorIndex = i
    }
    const rows: Row[] = []
    for (let i = after(this.latest, at.latest + this.width) - 1; i >= 0 && (this.latest[i] as number) >= floor; i--) {
      if ((this.earliest[i] as number) > at.latest || this.isLeftOut(i, at.latest, without)) continue
      const isTied = this.latest[i] === floor && this.earliest[i] === floor && this.latest[floorIndex] === floor
      if (!isTied || i >= floorIndex) rows.push(this.rows[i] as Row)
    }
    return { rows, sure: floorIndex >= 0 }
  }

  private isLeftOut(index: number, by: number, without: Row | undefined): boolean {
    const row = this.rows[index] as Row
    return row === without || (this.begins?.get(row) ?? Number.NEGATIVE_INFINITY) > by
  }
}

const NONE = { sure: 0, possible: 0 }

function insert(list: number[], index: number, value: number): void {
  if (index === list.length) list.push(value)
  else list.splice(index, 0, value)
}

/** How many are not later than `n`. */
export function after(sorted: readonly number[], n: number): number {
  let low = 0
  let high = sorted.length
  // Nearly everything comes in order.
  if (high > 0 && (sorted[high - 1] as number) <= n) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= n) low = middle + 1
    else high = middle
  }
  return low
}

/** How many are before `n`. */
export function until(sorted: readonly number[], n: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < n) low = middle + 1
    else high = middle
  }
  return low
}
