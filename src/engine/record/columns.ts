import { asciiIn } from '../../acts/stored-bytes.ts'

/**
 * Storage that grows by whole chunks: what is old is never moved and never hashed anew in one go, so no act pays for the
 * history behind it. Numbers only, outside the heap: a million acts are nothing for the collector of garbage to walk.
 */
const CHUNK_BITS = 15
const CHUNK_SIZE = 1 << CHUNK_BITS
const IN_CHUNK = CHUNK_SIZE - 1

/** One class for each width of number: where one place in the code meets several, every access pays for it. */
export class Shorts {
  private readonly chunks: Uint16Array[] = []

  /** 0 where nothing was set. */
  get(index: number): number {
    const chunk = this.chunks[index >>> CHUNK_BITS]
    return chunk === undefined ? 0 : (chunk[index & IN_CHUNK] as number)
  }

  set(index: number, value: number): void {
    const at = index >>> CHUNK_BITS
    let chunk = this.chunks[at]
    if (chunk === undefined) {
      chunk = new Uint16Array(CHUNK_SIZE)
      this.chunks[at] = chunk
    }
    chunk[index & IN_CHUNK] = value
  }
}

export class Words {
  private readonly chunks: Uint32Array[] = []

  /** 0 where nothing was set. */
  get(index: number): number {
    const chunk = this.chunks[index >>> CHUNK_BITS]
    return chunk === undefined ? 0 : (chunk[index & IN_CHUNK] as number)
  }

  set(index: number, value: number): void {
    const at = index >>> CHUNK_BITS
    let chunk = this.chunks[at]
    if (chunk === undefined) {
      chunk = new Uint32Array(CHUNK_SIZE)
      this.chunks[at] = chunk
    }
    chunk[index & IN_CHUNK] = value
  }
}

const RECORD_BYTES = 64

interface RecordChunk {
  readonly instants: Float64Array
  readonly words: Uint32Array
  readonly shorts: Uint16Array
}

/**
 * Records of 64 bytes, one an act: whoever looks at an act looks at several of its numbers, and they lie in one line of
 * the machine's cache. `field` counts in the width that is asked for: 8 instants, 16 words or 32 shorts share the record.
 */
export class Records {
  private readonly chunks: RecordChunk[] = []

  /** Makes room for this record; all fields are 0. */
  open(row: number): void {
    if (this.chunks[row >>> CHUNK_BITS] !== undefined) return
    const buffer = new ArrayBuffer(CHUNK_SIZE * RECORD_BYTES)
    this.chunks[row >>> CHUNK_BITS] = {
      instants: new Float64Array(buffer),
      words: new Uint32Array(buffer),
      shorts: new Uint16Array(buffer),
    }
  }

  instant(row: number, field: number): number {
    return (this.chunks[row >>> CHUNK_BITS] as RecordChunk).instants[((row & IN_CHUNK) << 3) | field] as number
  }
  word(row: number, field: number): number {
    return (this.chunks[row >>> CHUNK_BITS] as RecordChunk).words[((row & IN_CHUNK) << 4) | field] as number
  }
  short(row: number, field: number): number {
    return (this.chunks[row >>> CHUNK_BITS] as RecordChunk).shorts[((row & IN_CHUNK) << 5) | field] as number
  }

  setInstant(row: number, field: number, value: number): void {
    ;(this.chunks[row >>> CHUNK_BITS] as RecordChunk).instants[((row & IN_CHUNK) << 3) | field] = value
  }
  setWord(row: number, field: number, value: number): void {
    ;(this.chunks[row >>> CHUNK_BITS] as RecordChunk).words[((row & IN_CHUNK) << 4) | field] = value
  }
  setShort(row: number, field: number, value: number): void {
    ;(this.chunks[row >>> CHUNK_BITS] as RecordChunk).shorts[((row & IN_CHUNK) << 5) | field] = value
  }
}

const SPARSE_BITS = 12

/** What only some acts have: many small maps, each of which grows by itself. */
export class Sparse<T> {
  private readonly maps: (Map<number, T> | undefined)[] = []

  get(row: number): T | undefined {
    return this.maps[row >>> SPARSE_BITS]?.get(row)
  }

  set(row: number, value: T): void {
    const at = row >>> SPARSE_BITS
    let map = this.maps[at]
    if (map === undefined) {
      map = new Map()
      this.maps[at] = map
    }
    map.set(row, value)
  }
}

const TEXT_CHUNK_BITS = 18
const TEXT_CHUNK_SIZE = 1 << TEXT_CHUNK_BITS
const IN_TEXT_CHUNK = TEXT_CHUNK_SIZE - 1

/** Texts as bytes, one after the other: an id of 14 characters takes 14 bytes, not a string of 40 and a pointer to it. */
export class TextPool {
  private readonly chunks: Uint8Array[] = []
  private used = 0

  /** Where it starts; -1: it holds characters that do not fit into a byte, or is longer than a chunk can take. */
  add(text: string): number {
    const { length } = text
    if (length > TEXT_CHUNK_SIZE) return -1
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) > 0xff) return -1
    const start = this.room(length)
    const chunk = this.chunks[start >>> TEXT_CHUNK_BITS] as Uint8Array
    const at = start & IN_TEXT_CHUNK
    for (let i = 0; i < length; i++) chunk[at + i] = text.charCodeAt(i)
    return start
  }

  /** `add` of the ASCII from `start` to `end`, which fits into a chunk. */
  addBytes(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    const to = this.room(length)
    const chunk = this.chunks[to >>> TEXT_CHUNK_BITS] as Uint8Array
    const at = to & IN_TEXT_CHUNK
    for (let i = 0; i < length; i++) chunk[at + i] = bytes[start + i] as number
    return to
  }

  /** Where a text of this length goes. */
  private room(length: number): number {
    // No text lies in two chunks.
    if ((this.used & IN_TEXT_CHUNK) + length > TEXT_CHUNK_SIZE) this.used = this.chunks.length << TEXT_CHUNK_BITS
    const start = this.used
    if (this.chunks[start >>> TEXT_CHUNK_BITS] === undefined) this.chunks.push(new Uint8Array(TEXT_CHUNK_SIZE))
    this.used += length
    return start
  }

  get(start: number, length: number): string {
    const at = start & IN_TEXT_CHUNK
    const chunk = this.chunks[start >>> TEXT_CHUNK_BITS]
    return chunk === undefined ? '' : asciiIn(chunk, at, at + length)
  }

  /** `length`: of the text in the pool. */
  isAt(start: number, length: number, text: string): boolean {
    if (text.length !== length) return false
    const chunk = this.chunks[start >>> TEXT_CHUNK_BITS]
    if (chunk === undefined) return length === 0
    const at = start & IN_TEXT_CHUNK
    for (let i = 0; i < length; i++) if (chunk[at + i] !== text.charCodeAt(i)) return false
    return true
  }

  /** `isAt` of the ASCII from `from` to `end`. */
  isAtBytes(start: number, length: number, bytes: Uint8Array, from: number, end: number): boolean {
    if (end - from !== length) return false
    const chunk = this.chunks[start >>> TEXT_CHUNK_BITS]
    if (chunk === undefined) return length === 0
    const at = start & IN_TEXT_CHUNK
    for (let i = 0; i < length; i++) if (chunk[at + i] !== bytes[from + i]) return false
    return true
  }
}
