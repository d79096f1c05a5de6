import { asciiIn } from '../../acts/stored-bytes.ts'

/**
 * Act id to row, without keeping the ids: `Ids` has them already. Open addressing in many small tables, each of which
 * doubles by itself, so that no act pays for a rehash of all.
 *
 * Ids come from other parties, and somebody could make a million of them that all hash alike. A table in which a search
 * grows that long becomes a Map, whose hash nobody can foresee.
 */
const TABLES = 64
const TABLE_BITS = 6
/** Ids that differ in their last character alone are neighbours. */
const NEIGHBOUR_BITS = 4
const NEIGHBOURS = (1 << NEIGHBOUR_BITS) - 1
const SLOTS_FIRST = 16
/** With ids that nobody has chosen for it, a search in a table at most half full stays far below. */
const STEPS_MAX = 2048

interface Table {
  /** Hash and row + 1 of each slot; row + 1 is 0: free. */
  slots: Int32Array
  used: number
  map: Map<string, number> | undefined
}

export interface Ids {
  isId(row: number, id: string): boolean
  /** `isId` of the ASCII from `start` to `end`. */
  isIdAt(row: number, bytes: Uint8Array, start: number, end: number): boolean
  id(row: number): string
}

export class IdIndex {
  private readonly ids: Ids
  private readonly tables: (Table | undefined)[] = new Array(TABLES).fill(undefined)

  constructor(ids: Ids) {
    this.ids = ids
  }

  /** `hash`: `hashOf(id)`. */
  get(id: string, hash: number): number | undefined {
    const table = this.tables[tableOf(hash)]
    if (table === undefined) return undefined
    if (table.map !== undefined) return table.map.get(id)
    const { slots } = table
    const last = slots.length - 1
    for (let at = slotOf(hash) & last; ; at = (at + 2) & last) {
      const row = slots[at + 1] as number
      if (row === 0) return undefined
      if (slots[at] === hash && this.ids.isId(row - 1, id)) return row - 1
    }
  }

  /** `get` of the ASCII from `start` to `end`, without a string; `hash`: its `hashOfBytes`. */
  getAt(bytes: Uint8Array, start: number, end: number, hash: number): number | undefined {
    const table = this.tables[tableOf(hash)]
    if (table === undefined) return undefined
    if (table.map !== undefined) return table.map.get(asciiIn(bytes, start, end))
    const { slots } = table
    const last = slots.length - 1
    for (let at = slotOf(hash) & last; ; at = (at + 2) & last) {
      const row = slots[at + 1] as number
      if (row === 0) return undefined
      if (slots[at] === hash && this.ids.isIdAt(row - 1, bytes, start, end)) return row - 1
    }
  }

  /** The caller has made sure that the id is new, and that `Ids` knows it. */
  add(id: string, hash: number, row: number): void {
    const table = this.tableFor(hash)
    if (table.map !== undefined) {
      table.map.set(id, row)
      return
    }
    const steps = put(table.slots, hash, row + 1)
    countOneMore(table)
    if (steps > STEPS_MAX) this.giveUp(table, id, row)
  }

  /**
   * Adds the ASCII from `start` to `end`, which `Ids` need not know yet; false: it is known. One search looks for it and finds the
   * place for it.
   */
  addNew(bytes: Uint8Array, start: number, end: number, hash: number, row: number): boolean {
    const table = this.tableFor(hash)
    if (table.map !== undefined) {
      const id = asciiIn(bytes, start, end)
      return !table.map.has(id) && table.map.set(id, row) !== undefined
    }
    const { slots } = table
    const last = slots.length - 1
    let at = slotOf(hash) & last
    let steps = 0
    for (let known = slots[at + 1] as number; known !== 0; known = slots[at + 1] as number) {
      if (slots[at] === hash && this.ids.isIdAt(known - 1, bytes, start, end)) return false
      at = (at + 2) & last
      steps++
    }
    slots[at] = hash
    slots[at + 1] = row + 1
    countOneMore(table)
    if (steps > STEPS_MAX) this.giveUp(table, asciiIn(bytes, start, end), row)
    return true
  }

  private tableFor(hash: number): Table {
    const at = tableOf(hash)
    let table = this.tables[at]
    if (table === undefined) {
      table = { slots: new Int32Array(SLOTS_FIRST * 2), used: 0, map: undefined }
      this.tables[at] = table
    }
    return table
  }

  /** `id`: of the last row, for which `Ids` is not asked. */
  private giveUp(table: Table, id: string, lastRow: number): void {
    const { slots } = table
    const map = new Map<string, number>()
    for (let at = 1; at < slots.length; at += 2) {
      const row = (slots[at] as number) - 1
      if (row >= 0) map.set(row === lastRow ? id : this.ids.id(row), row)
    }
    table.map = map
    table.slots = new Int32Array(0)
  }
}

function countOneMore(table: Table): void {
  table.used += 1
  if (table.used * 4 > table.slots.length) grow(table)
}

function grow(table: Table): void {
  const { slots } = table
  const larger = new Int32Array(slots.length * 2)
  for (let at = 0; at < slots.length; at += 2) {
    const row = slots[at + 1] as number
    if (row !== 0) put(larger, slots[at] as number, row)
  }
  table.slots = larger
}

/** Steps to the free slot that it took. */
function put(slots: Int32Array, hash: number, row: number): number {
  const last = slots.length - 1
  let at = slotOf(hash) & last
  let steps = 0
  for (; slots[at + 1] !== 0; steps++) at = (at + 2) & last
  slots[at] = hash
  slots[at + 1] = row
  return steps
}

function tableOf(hash: number): number {
  return (hash >>> NEIGHBOUR_BITS) & (TABLES - 1)
}

/** Always even. */
function slotOf(hash: number): number {
  return ((hash >>> (NEIGHBOUR_BITS + TABLE_BITS)) << (NEIGHBOUR_BITS + 1)) | ((hash & NEIGHBOURS) << 1)
}

/**
 * MurmurHash3 over all code units but the last, four at a time, since each step has to wait for the one before; the last one
 * gives the lowest bits. So ids that count up lie beside each other, and the next one is found in a line of the cache that
 * the one before has fetched.
 */
export function hashOf(id: string): number {
  const last = id.length - 1
  let hash = SEED
  let at = 0
  for (; at + 4 <= last; at += 4)
    hash = stirred(
      hash,
      id.charCodeAt(at) | (id.charCodeAt(at + 1) << 8) | (id.charCodeAt(at + 2) << 16) | (id.charCodeAt(at + 3) << 24),
    )
  for (; at < last; at++) hash = stirred(hash, id.charCodeAt(at))
  return ended(hash, last < 0 ? 0 : id.charCodeAt(last))
}

/** `hashOf` of the ASCII from `start` to `end`, which is not empty. */
export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const last = end - 1
  let hash = SEED
  let at = start
  for (; at + 4 <= last; at += 4)
    hash = stirred(
      hash,
      (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24),
    )
  for (; at < last; at++) hash = stirred(hash, bytes[at] as number)
  return ended(hash, bytes[last] as number)
}

const SEED = 0x811c9dc5 | 0

function stirred(hash: number, units: number): number {
  const product = Math.imul(units, 0xcc9e2d51)
  const mixed = hash ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function ended(hash: number, last: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed ^= mixed >>> 16
  return (mixed & ~NEIGHBOURS) | (last & NEIGHBOURS)
}
