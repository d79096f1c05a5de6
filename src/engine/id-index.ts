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
  slots: Uint32Array
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
    if (table.map !== undefined) return table.map.get(String.fromCharCode(...bytes.subarray(start, end)))
    const { slots } = table
    const last = slots.length - 1
    for (let at = slotOf(hash) & last; ; at = (at + 2) & last) {
      const row = slots[at + 1] as number
      if (row === 0) return undefined
      if (slots[at] === hash && this.ids.isIdAt(row - 1, bytes, start, end)) return row - 1
    }
  }

  /** The caller has made sure that the id is new, and that `Ids` knows it; undefined: ask `Ids` for it. */
  add(id: string | undefined, hash: number, row: number): void {
    const at = tableOf(hash)
    let table = this.tables[at]
    if (table === undefined) {
      table = { slots: new Uint32Array(SLOTS_FIRST * 2), used: 0, map: undefined }
      this.tables[at] = table
    }
    if (table.map !== undefined) {
      table.map.set(id ?? this.ids.id(row), row)
      return
    }
    table.used += 1
    if (table.used * 4 > table.slots.length) grow(table)
    if (put(table.slots, hash, row + 1) > STEPS_MAX) this.giveUp(table)
  }

  private giveUp(table: Table): void {
    const { slots } = table
    const map = new Map<string, number>()
    for (let at = 1; at < slots.length; at += 2) {
      const row = slots[at] as number
      if (row !== 0) map.set(this.ids.id(row - 1), row - 1)
    }
    table.map = map
    table.slots = new Uint32Array(0)
  }
}

function grow(table: Table): void {
  const { slots } = table
  const larger = new Uint32Array(slots.length * 2)
  for (let at = 0; at < slots.length; at += 2) {
    const row = slots[at + 1] as number
    if (row !== 0) put(larger, slots[at] as number, row)
  }
  table.slots = larger
}

/** Steps to the free slot that it took. */
function put(slots: Uint32Array, hash: number, row: number): number {
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
 * FNV-1a over all code units but the last, its bits then mixed as in MurmurHash3; the last one gives the lowest bits. So ids
 * that count up lie beside each other, and the next one is found in a line of the cache that the one before has fetched.
 */
export function hashOf(id: string): number {
  const end = id.length - 1
  let hash = 0x811c9dc5
  for (let i = 0; i < end; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return ((hash & ~NEIGHBOURS) | (id.charCodeAt(end) & NEIGHBOURS)) >>> 0
}

/** `hashOf` of the ASCII from `start` to `end`, which is not empty. */
export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const last = end - 1
  let hash = 0x811c9dc5
  for (let at = start; at < last; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  return ((hash & ~NEIGHBOURS) | ((bytes[last] as number) & NEIGHBOURS)) >>> 0
}
