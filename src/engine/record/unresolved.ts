import type { Row } from './act-table.ts'

/** In many small maps, each of which grows by itself. */
const MAPS = 4096
/** Small enough to stay in the machine's cache: it is looked at for each act. */
const SIEVE_BITS = 14
const SIEVE_SHIFT = 32 - SIEVE_BITS

/** Acts that refer to an act that has not arrived, by the id that they wait for. `hash`: `hashOf(id)`. */
export class Unresolved {
  private readonly maps: (Map<string, Row[]> | undefined)[] = new Array(MAPS).fill(undefined)
  /** How many of the ids have a hash that begins so: whether an act is waited for is asked of each that comes. */
  private readonly sieve = new Uint32Array(1 << SIEVE_BITS)
  private ids = 0

  /** How many ids are waited for. */
  get size(): number {
    return this.ids
  }

  add(id: string, hash: number, row: Row): void {
    const at = hash & (MAPS - 1)
    const map = this.maps[at] ?? new Map<string, Row[]>()
    this.maps[at] = map
    const rows = map.get(id)
    if (rows === undefined) {
      map.set(id, [row])
      this.ids++
      this.sift(hash, 1)
    } else rows.push(row)
  }

  /** False: nobody waits for an id with this hash. */
  mayWait(hash: number): boolean {
    return this.sieve[hash >>> SIEVE_SHIFT] !== 0
  }

  private sift(hash: number, by: number): void {
    this.sieve[hash >>> SIEVE_SHIFT] = (this.sieve[hash >>> SIEVE_SHIFT] as number) + by
  }

  rows(id: string, hash: number): readonly Row[] {
    return this.maps[hash & (MAPS - 1)]?.get(id) ?? NONE
  }

  /** The act has come: its `rows`, which wait no longer. */
  take(id: string, hash: number): readonly Row[] {
    const rows = this.rows(id, hash)
    const map = this.maps[hash & (MAPS - 1)]
    if (map === undefined || rows.length === 0) return NONE
    map.delete(id)
    if (map.size === 0) this.maps[hash & (MAPS - 1)] = undefined
    this.ids--
    this.sift(hash, -1)
    return rows
  }
}

const NONE: readonly Row[] = []
