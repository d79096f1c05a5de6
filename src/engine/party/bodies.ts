import { storedField } from '../../acts/stored-value.ts'
import type { Json } from '../../agreement/act.ts'
import type { Row } from '../record/act-table.ts'
import { fieldOf } from '../record/chronology.ts'
import { Sparse, Words } from '../record/columns.ts'

type Body = { readonly [key: string]: Json }

const NOTHING: Body = {}
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * What the messages say, as far as a rule reads it. Of a stored act it is known where in the bytes its body lies; a field is read
 * there, and the whole is parsed when somebody asks for it. All stored acts of a table lie in the same bytes, or the later ones
 * are parsed at once.
 */
export class Bodies {
  private readonly parsed = new Sparse<Body>()
  private readonly starts = new Words()
  private readonly ends = new Words()
  private bytes: Uint8Array | undefined
  private view = new DataView(new ArrayBuffer(0)) as DataView

  set(row: Row, body: Body): void {
    this.parsed.set(row, body)
  }

  /** `end` 0: it has none. */
  setStored(row: Row, bytes: Uint8Array, start: number, end: number): void {
    if (this.bytes === undefined) {
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
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
    let body = this.parsed.get(row)
    if (body === undefined) {
      body = parsedAt(this.bytes, this.starts.get(row), end)
      this.parsed.set(row, body)
    }
    return body
  }

  /** A field of a message; a null counts as not given. */
  field(row: Row, path: readonly string[]): Json | undefined {
    const end = this.ends.get(row)
    const start = this.starts.get(row)
    if (end === 0 || this.bytes === undefined || end - start > SHORT) return fieldOf(this.get(row), path)
    return storedField(this.bytes, this.view, start, path)
  }
}

/** A longer body is parsed once, since all of it would be looked through for each field. */
const SHORT = 128

function parsedAt(bytes: Uint8Array, start: number, end: number): Body {
  return JSON.parse(utf8.decode(bytes.subarray(start, end)))
}
