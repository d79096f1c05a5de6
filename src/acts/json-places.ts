import type { Path } from './field.ts'

/**
 * Where things stand in a line of JSON (RFC 8259). `JSON.parse` reads the values; it tells neither the place of a value nor
 * that a key stands twice (the last one wins, and two readers may read two different acts), and its words for a fault
 * change with the engine. So a line with a problem is read once more by this.
 *
 *     {"id": "q1", "to": ["West"]}       the value at to.0 stands at offset 20
 */
export interface JsonPlaces {
  readonly root: JsonNode | undefined
  /** Undefined: it is JSON. */
  readonly fault?: { readonly offset: number; readonly cut: boolean; readonly expected: string }
  readonly keysTwice: readonly { readonly offset: number; readonly key: string; readonly firstOffset: number }[]
}

export interface JsonNode {
  readonly offset: number
  readonly items: JsonNode[]
  readonly fields: Map<string, { readonly keyOffset: number; value: JsonNode | undefined }>
}

/** Deeper than anything that is let in; what is deeper is not looked into. */
const DEPTH_MAX = 200

export function placesInJson(text: string): JsonPlaces {
  const scan = new Scan(text)
  const root = scan.document()
  return scan.fault === undefined
    ? { root, keysTwice: scan.keysTwice }
    : { root, keysTwice: scan.keysTwice, fault: scan.fault }
}

/** The offset of what the path names, or of the nearest thing around it that exists. */
export function offsetAt(places: JsonPlaces, path: Path, part?: 'key'): number {
  let node = places.root
  let offset = node?.offset ?? 0
  for (let i = 0; i < path.length && node !== undefined; i++) {
    const step = path[i]
    const field = typeof step === 'string' ? node.fields.get(step) : undefined
    const next: JsonNode | undefined = typeof step === 'number' ? node.items[step] : field?.value
    if (field !== undefined && (next === undefined || (part === 'key' && i === path.length - 1))) return field.keyOffset
    if (next === undefined) return offset
    offset = next.offset
    node = next
  }
  return offset
}

const WORDS = /true|false|null/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y
const CUT_ESCAPE = /^\\(?:u[\dA-Fa-f]{0,3})?$/
const QUOTE = 34
const BACKSLASH = 92

class Scan {
  readonly #text: string
  #at = 0
  fault: JsonPlaces['fault']
  readonly keysTwice: { offset: number; key: string; firstOffset: number }[] = []

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonNode | undefined {
    this.#space()
    const root = this.#value(0)
    this.#space()
    if (this.fault === undefined && this.#at < this.#text.length) this.#fail('the end of the line')
    return root
  }

  #fail(expected: string, offset = this.#at): void {
    this.fault ??= { offset, cut: offset >= this.#text.length, expected }
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 32 && unit !== 9 && unit !== 10 && unit !== 13) return
      this.#at += 1
    }
  }

  #value(depth: number): JsonNode | undefined {
    const node: JsonNode = { offset: this.#at, items: [], fields: new Map() }
    const first = this.#text[this.#at]
    if (depth > DEPTH_MAX) this.#fail('fewer brackets')
    else if (first === '{') this.#map(node, depth)
    else if (first === '[') this.#list(node, depth)
    else if (first === '"') this.#string()
    else if (!this.#take(NUMBER) && !this.#take(WORDS)) {
      this.#fail('a value')
      return undefined
    }
    return node
  }

  #list(node: JsonNode, depth: number): void {
    this.#at += 1
    this.#space()
    if (this.#eat(']')) return
    while (this.fault === undefined) {
      this.#space()
      const item = this.#value(depth + 1)
      if (item !== undefined) node.items.push(item)
      this.#space()
      if (this.fault !== undefined || this.#eat(']')) return
      if (!this.#eat(',')) this.#fail('a comma or ]')
    }
  }

  #map(node: JsonNode, depth: number): void {
    this.#at += 1
    this.#space()
    if (this.#eat('}')) return
    while (this.fault === undefined) {
      this.#space()
      const keyOffset = this.#at
      const key = this.#key()
      if (key === undefined) return
      const first = node.fields.get(key)
      if (first !== undefined) this.keysTwice.push({ offset: keyOffset, key, firstOffset: first.keyOffset })
      const field: { keyOffset: number; value: JsonNode | undefined } = { keyOffset, value: undefined }
      node.fields.set(key, field)
      this.#space()
      if (!this.#eat(':')) {
        this.#fail('a colon')
        return
      }
      this.#space()
      field.value = this.#value(depth + 1)
      this.#space()
      if (this.fault !== undefined || this.#eat('}')) return
      if (!this.#eat(',')) this.#fail('a comma or }')
    }
  }

  #key(): string | undefined {
    if (this.#text[this.#at] === '"') return this.#string()
    this.#fail('a key in double quotation marks')
    return undefined
  }

  /** By units and not by a pattern: a text of megabytes would exhaust the stack of the pattern's engine. */
  #string(): string | undefined {
    const text = this.#text
    const start = this.#at
    let at = start + 1
    for (;;) {
      const unit = text.charCodeAt(at)
      if (unit === QUOTE) break
      if (unit === BACKSLASH) {
        ESCAPE.lastIndex = at
        if (!ESCAPE.test(text)) {
          const isCut = CUT_ESCAPE.test(text.slice(at, at + 6))
          this.#fail('an escape like \\n or \\u00e9', isCut ? text.length : at)
          return undefined
        }
        at = ESCAPE.lastIndex
      } else if (unit >= 32) at += 1
      else {
        this.#fail(
          Number.isNaN(unit) ? 'a closing quotation mark' : 'an escape like \\n in the place of a control character',
          at,
        )
        return undefined
      }
    }
    this.#at = at + 1
    return JSON.parse(text.slice(start, at + 1)) as string
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    this.#at = pattern.lastIndex
    return true
  }

  #eat(one: string): boolean {
    if (this.#text[this.#at] !== one) return false
    this.#at += 1
    return true
  }
}
