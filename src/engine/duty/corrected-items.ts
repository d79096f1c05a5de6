import type { Window } from '../../time/window.ts'
import type { Ending } from '../clock/ending.ts'
import type { Item } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Version } from './items.ts'

/** What the lists that count say of an item, and until when it may be done. */
export interface Corrected {
  readonly item: Item
  readonly closes?: Window
  readonly gone?: Ending & { readonly row: Row }
}

/** What corrections ask of the duty for the item. */
export interface ItemAsks {
  /** When it was done; infinite: not as far as is recorded. */
  readonly shown: Window
  /** What is sent later may not have come yet. */
  readonly by: number
  isBefore(a: Version, b: Version): boolean
  isBelow(row: Row, above: Row): boolean
  applies(item: Item, row: Row): boolean | undefined
  closes(item: Item): Window | undefined
}

/**
 * What corrections make of an item, one after the other: what the latest list says holds, as long as the duty was open when
 * that came. Where the record does not tell whether it was, or which of two lists came first, each way is gone through by
 * itself, as for ends of clocks: narrowing a window only takes ways out. Undefined: there are too many.
 */
export function waysOf(
  first: Corrected,
  versions: readonly Version[],
  asks: ItemAsks,
): readonly Corrected[] | undefined {
  const ways: Corrected[] = []
  follow(first, versions, asks, ways)
  return ways.length > WAYS_MAX ? undefined : ways
}

/** More ways than this are not gone through: then nothing is said of the item. */
const WAYS_MAX = 256

function follow(now: Corrected, versions: readonly Version[], asks: ItemAsks, ways: Corrected[]): void {
  if (ways.length > WAYS_MAX) return
  if (versions.length === 0) {
    ways.push(now)
    return
  }
  for (const version of versions) {
    if (versions.some((other) => other !== version && asks.isBefore(other, version))) continue
    const rest = versions.filter((other) => other !== version)
    const counts = countsFor(now, version, asks)
    if (counts !== 'yes') follow(now, rest, asks, ways)
    if (counts !== 'no') follow(after(now, version, asks), rest, asks, ways)
  }
}

function countsFor({ closes, gone }: Corrected, { row, at }: Version, { shown, by, isBelow }: ItemAsks): Tri {
  if (gone !== undefined && isBelow(row, gone.row)) return 'no'
  const isDue = closes === undefined ? 'yes' : before(at, closes)
  if (shown.latest < at.earliest || isDue === 'no') return 'no'
  return shown.earliest > at.latest && isDue === 'yes' && at.latest <= by ? 'yes' : 'maybe'
}

function after(now: Corrected, { row, at, item }: Version, asks: ItemAsks): Corrected {
  if (item === undefined) return { ...now, gone: { row, at, why: 'taken out' } }
  if (asks.applies(item, row) === false) return { ...now, gone: { row, at, why: 'no longer asked' } }
  return { item, closes: asks.closes(item) }
}

/** What all ways have in common. Of several items that may be the one that counts, one of which the least is known. */
export function together(ways: readonly Corrected[], isKnown: (item: Item) => boolean): Corrected {
  const [first, ...others] = ways as [Corrected, ...Corrected[]]
  const listed = ways.filter(({ gone }) => gone === undefined)
  const items = (listed.length > 0 ? listed : ways).map(({ item }) => item)
  const closes = others.reduce((hull, way) => around(hull, way.closes), first.closes)
  return { item: items.find((item) => !isKnown(item)) ?? (items.at(-1) as Item), closes, gone: goneIn(ways) }
}

function goneIn(ways: readonly Corrected[]): Corrected['gone'] {
  const all = ways.flatMap(({ gone }) => gone ?? [])
  const [first] = all
  if (first === undefined) return undefined
  const latest = all.length < ways.length ? [Number.POSITIVE_INFINITY] : all.map(({ at }) => at.latest)
  const at = { earliest: Math.min(...all.map((one) => one.at.earliest)), latest: Math.max(...latest) }
  return { row: first.row, at, why: all.every(({ why }) => why === first.why) ? first.why : 'unclear' }
}

/** One of two ends, and the record does not tell which. */
function around(a: Window | undefined, b: Window | undefined): Window | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { earliest: Math.min(a.earliest, b.earliest), latest: Math.max(a.latest, b.latest) }
}
