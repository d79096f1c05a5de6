/**
 * The names of an agreement by their bytes: what a stored line calls a kind or a party is found without a string. All names lie
 * in one array, since each act asks for four of them.
 */
export class NameTable {
  /** Hash to a name as its number + 1; 0: free. */
  private readonly slots: Int32Array
  private readonly bytes: Uint8Array
  /** Three numbers a name: where it starts and ends, and its index in the agreement. */
  private readonly names: Int32Array

  /** Names that are not plain ASCII are left out: no stored line is read that holds one. */
  constructor(indexes: ReadonlyMap<string, number>) {
    const plain = [...indexes].filter(([name]) => /^[ -~]+$/.test(name))
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(plain.length * 4 + 4)))
    this.bytes = Uint8Array.from(plain.map(([name]) => name).join(''), (character) => character.charCodeAt(0))
    this.names = new Int32Array(plain.length * 3)
    const last = this.slots.length - 1
    let start = 0
    for (let i = 0; i < plain.length; i++) {
      const [name, index] = plain[i] as (typeof plain)[number]
      const end = start + name.length
      this.names.set([start, end, index], i * 3)
      let at = hashAt(this.bytes, start, end) & last
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
    for (let at = hashAt(bytes, start, end) & last; ; at = (at + 1) & last) {
      const found = slots[at] as number
      if (found === 0) return -1
      if (this.isAt((found - 1) * 3, bytes, start, end)) return names[found * 3 - 1] as number
    }
  }

  /** From the last byte on: names of one agreement begin alike. */
  private isAt(name: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.names[name] as number
    let at = this.names[name + 1] as number
    if (at - from !== end - start) return false
    for (let other = end; at > from; ) if (this.bytes[--at] !== bytes[--other]) return false
    return true
  }
}

/** Of its length and its last four bytes. */
function hashAt(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let at = end - start < 4 ? start : end - 4; at < end; at++) hash = Math.imul(hash, 31) + (bytes[at] as number)
  hash = Math.imul(hash, 0x9e3779b1)
  return (hash ^ (hash >>> 15)) >>> 0
}
