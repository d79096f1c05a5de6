/**
 * The names of an agreement by their bytes: what a stored line calls a kind or a party is found without a string. All names lie
 * in one array, since each act asks for four of them.
 */
export class NameTable {
  /** Hash to a name as its number + 1; 0: free. */
  private readonly slots: Int32Array
  private readonly bytes: Uint8Array
  /** Four numbers a name: where it starts and ends, its last bytes, and its index in the agreement. */
  private readonly names: Int32Array

  /** Names that are not plain ASCII are left out: no stored line is read that holds one. */
  constructor(indexes: ReadonlyMap<string, number>) {
    const plain = [...indexes].filter(([name]) => /^[ -~]+$/.test(name))
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(plain.length * 4 + 4)))
    this.bytes = Uint8Array.from(plain.map(([name]) => name).join(''), (character) => character.charCodeAt(0))
    this.names = new Int32Array(plain.length * NUMBERS)
    const last = this.slots.length - 1
    let start = 0
    for (let i = 0; i < plain.length; i++) {
      const [name, index] = plain[i] as (typeof plain)[number]
      const end = start + name.length
      const ending = lastBytes(this.bytes, start, end)
      this.names.set([start, end, ending, index], i * NUMBERS)
      let at = hashOf(ending, end - start) & last
      while (this.slots[at] !== 0) at = (at + 1) & last
      this.slots[at] = i + 1
      start = end
    }
  }

  /** -1: no such name. */
  get(bytes: Uint8Array, range: { readonly start: number; readonly end: number }): number {
    const { start, end } = range
    const { slots, names } = this
    const last = slots.length - 1
    const ending = lastBytes(bytes, start, end)
    for (let at = hashOf(ending, end - start) & last; ; at = (at + 1) & last) {
      const found = slots[at] as number
      if (found === 0) return -1
      const name = (found - 1) * NUMBERS
      if (names[name + 2] === ending && this.isAt(name, bytes, start, end)) return names[name + 3] as number
    }
  }

  /** Is it the same but for its last bytes, which are? From there on to the front: names of one agreement begin alike. */
  private isAt(name: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.names[name] as number
    let at = this.names[name + 1] as number
    if (at - from !== end - start) return false
    at -= LAST_BYTES
    for (let other = end - LAST_BYTES; at > from; ) if (this.bytes[--at] !== bytes[--other]) return false
    return true
  }
}

const NUMBERS = 4
const LAST_BYTES = 4

/** The last four bytes as a number; of a shorter name all of it. */
function lastBytes(bytes: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = end - start < LAST_BYTES ? start : end - LAST_BYTES; at < end; at++)
    number = (number << 8) | (bytes[at] as number)
  return number
}

function hashOf(ending: number, length: number): number {
  const hash = Math.imul(ending ^ length, 0x9e3779b1)
  return (hash ^ (hash >>> 15)) >>> 0
}
