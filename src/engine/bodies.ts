import type { Json } from '../agreement/act.ts'
import type { Row } from './act-table.ts'
import { Sparse, Words } from './columns.ts'

type Body = { readonly [key: string]: Json }

const NOTHING: Body = {}
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** How many parsed bodies of stored acts are kept: what is asked of a case is asked in one go. */
const KEPT = 1024

/**
 * What the messages say, as far as a rule reads it. Of a stored act it is known where in the bytes its body lies, and parsed
 * when somebody asks; only the last ones are kept, since a long record would else fill the heap with what is seldom asked for
 * twice. All stored acts of a table lie in the same bytes, or the later ones are parsed at once.
 */
export class Bodies {
  private readonly parsed = new Sparse<Body>()
  private readonly starts = new Words()
  private readonly ends = new Words()
  private bytes: Uint8Array | undefined
  private readonly keptRows = new Int32Array(KEPT).fill(-1)
  private readonly kept = new Array<Body>(KEPT).fill(NOTHING)

  set(row: Row, body: Body): void {
    this.parsed.set(row, body)
  }

  /** `end` 0: it has none. */
  setStored(row: Row, bytes: Uint8Array, start: number, end: number): void {
    this.bytes ??= bytes
    if (end === 0) this.parsed.set(row, NOTHING)
    else if (this.bytes !== bytes) this.parsed.set(row, parsedAt(bytes, start, end))
    else {
      this.starts.set(row, start)
      this.ends.set(row, end)
    }
  }

  /** Undefined: no rule reads the body of such an act. */
  get(row: Row): Body | undefined {
    const end = this.ends.get(row)
    if (end === 0 || this.bytes === undefined) return this.parsed.get(row)
    const at = row % KEPT
    if (this.keptRows[at] !== row) {
      this.kept[at] = parsedAt(this.bytes, this.starts.get(row), end)
      this.keptRows[at] = row
    }
    return this.kept[at]
  }
}

function parsedAt(bytes: Uint8Array, start: number, end: number): Body {
  return JSON.parse(utf8.decode(bytes.subarray(start, end)))
}
