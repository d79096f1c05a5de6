/**
 * Columns of numbers that grow by whole chunks: an old value is never moved, so no act pays for the history behind it.
 */
const CHUNK_BITS = 15
const CHUNK_SIZE = 1 << CHUNK_BITS
const IN_CHUNK = CHUNK_SIZE - 1

interface Numbers {
  [index: number]: number
}

export class Column {
  private readonly chunks: Numbers[] = []
  private readonly allocate: () => Numbers

  private constructor(allocate: () => Numbers) {
    this.allocate = allocate
  }

  static bytes(): Column {
    return new Column(() => new Uint8Array(CHUNK_SIZE))
  }
  static shorts(): Column {
    return new Column(() => new Uint16Array(CHUNK_SIZE))
  }
  static words(): Column {
    return new Column(() => new Uint32Array(CHUNK_SIZE))
  }
  static instants(): Column {
    return new Column(() => new Float64Array(CHUNK_SIZE))
  }

  /** 0 where nothing was set. */
  get(index: number): number {
    const chunk = this.chunks[index >>> CHUNK_BITS]
    return chunk === undefined ? 0 : (chunk[index & IN_CHUNK] as number)
  }

  set(index: number, value: number): void {
    const at = index >>> CHUNK_BITS
    let chunk = this.chunks[at]
    if (chunk === undefined) {
      chunk = this.allocate()
      this.chunks[at] = chunk
    }
    chunk[index & IN_CHUNK] = value
  }
}

/** The same for strings: an array that doubles would copy a million pointers in one act. */
export class TextColumn {
  private readonly chunks: string[][] = []

  get(index: number): string {
    return (this.chunks[index >>> CHUNK_BITS] as string[])[index & IN_CHUNK] as string
  }

  push(index: number, value: string): void {
    const at = index >>> CHUNK_BITS
    let chunk = this.chunks[at]
    if (chunk === undefined) {
      chunk = []
      this.chunks[at] = chunk
    }
    chunk.push(value)
  }
}

const SHARDS = 1024

/** Act id to row. Many small maps instead of one: each grows by itself, so that no single act pays for a rehash of all. */
export class IdIndex {
  private readonly shards: Map<string, number>[] = Array.from({ length: SHARDS }, () => new Map())

  private shardOf(id: string): Map<string, number> {
    // The end of an id varies most: ids are often a prefix and a number.
    const n = id.length
    let hash = n
    for (let i = n > 6 ? n - 6 : 0; i < n; i++) hash = (hash * 31 + id.charCodeAt(i)) | 0
    return this.shards[hash & (SHARDS - 1)] as Map<string, number>
  }

  get(id: string): number | undefined {
    return this.shardOf(id).get(id)
  }

  set(id: string, row: number): void {
    this.shardOf(id).set(id, row)
  }
}
