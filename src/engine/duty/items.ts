import type { Json } from '../../agreement/act.ts'
import type { Decided } from '../../agreement/rule.ts'
import { NEVER, type Window } from '../../time/window.ts'
import type { Item, NormEntry } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'

/** A list as an act gives it: the list itself, or a correction of it by the same sender. */
export interface Version {
  readonly row: Row
  readonly at: Window
  /** Undefined: it no longer lists the item. */
  readonly item?: Item
}

/**
 * The items of lists in acts. An item is the same one in a later list if its key is: a later act of the same kind by the same
 * sender that refers to the list corrects it. What a list says of an item stands in the body of the act and nowhere else, so
 * an item costs the store nothing.
 */
export class Items {
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly cases: Cases
  /** Set by the ledger: when a list, as a proposal, came to that. */
  decided: (row: Row, is: Decided) => Window = () => NEVER

  constructor(table: ActTable, chronology: Chronology, cases: Cases) {
    this.table = table
    this.chronology = chronology
    this.cases = cases
  }

  /** The items that an act lists first: a correction lists again what the act before it did. */
  *newIn(entry: NormEntry, row: Row): Generator<Item> {
    const before = this.table
      .refsOf(row)
      .filter((target) => this.isOfOneList(row, target) && this.countsFrom(entry, target).earliest !== NEVER.earliest)
    for (const item of this.listed(entry, row).values()) {
      if (this.cases.appliesTo(entry, row, item) === false) continue
      const isKnown = before.some((target) => {
        const same = this.listed(entry, target).get(item.key)
        return same !== undefined && this.cases.appliesTo(entry, target, same) !== false
      })
      if (!isKnown) yield item
    }
  }

  /** The corrections of a list, in the order in which they count, with what they say of an item. */
  corrections(entry: NormEntry, row: Row, key: string, by: number): Version[] {
    const below = new Set([row])
    for (const at of below) {
      for (let edge = this.table.edgeOf(at); edge !== 0; edge = this.table.nextEdge(edge)) {
        const child = this.table.childAt(edge)
        if (this.isOfOneList(child, at)) below.add(child)
      }
    }
    below.delete(row)
    return [...below]
      .sort((a, b) => this.cases.compareRows(a, b))
      .map((one) => ({ row: one, at: this.countsFrom(entry, one), item: this.listed(entry, one).get(key) }))
      .filter(({ at }) => at.earliest <= by && at.earliest !== NEVER.earliest)
  }

  /** A list that counts once it is adopted corrects nothing before. */
  private countsFrom({ item }: NormEntry, row: Row): Window {
    return item?.decided === undefined ? this.chronology.effective(row) : this.decided(row, item.decided)
  }

  /** Does a list go back to another, over corrections? */
  isBelow(row: Row, above: Row): boolean {
    const seen = new Set([row])
    for (const at of seen)
      for (const target of this.table.refsOf(at)) if (this.isOfOneList(at, target)) seen.add(target)
    return row !== above && seen.has(above)
  }

  /** Surely before the other? A correction is behind what it corrects, though windows overlap. */
  isBefore(a: Version, b: Version): boolean {
    if (a.at.latest < b.at.earliest || this.isBelow(b.row, a.row)) return true
    const isKnown = a.at.earliest === a.at.latest && b.at.earliest === b.at.latest
    return isKnown && a.at.earliest === b.at.earliest && this.cases.compareRows(a.row, b.row) < 0
  }

  /** How many items of a list have no key, so that nothing follows from them. */
  nameless(entry: NormEntry, row: Row): number {
    const { item } = entry
    const list = item === undefined ? undefined : this.table.field(row, item.path)
    return Array.isArray(list) ? list.filter((one) => keyIn(one, item?.key ?? '') === undefined).length : 0
  }

  private isOfOneList(later: Row, earlier: Row): boolean {
    const { table } = this
    if (!table.counts(later) || !table.counts(earlier) || table.kind(later) !== table.kind(earlier)) return false
    return [...table.sendersOf(later)].sort().join() === [...table.sendersOf(earlier)].sort().join()
  }

  private listed({ item }: NormEntry, row: Row): Map<string, Item> {
    const found = new Map<string, Item>()
    const list = item === undefined ? undefined : this.table.field(row, item.path)
    if (item === undefined || !Array.isArray(list)) return found
    for (const one of list) {
      const key = keyIn(one, item.key)
      if (key === undefined) continue
      // Which of two is meant cannot be told.
      found.set(key, { as: item.as, key, body: one as Item['body'], isTwin: found.has(key) })
    }
    return found
  }
}

function keyIn(item: Json, key: string): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const value = (item as { readonly [name: string]: Json })[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
