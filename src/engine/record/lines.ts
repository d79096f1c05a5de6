import type { Row } from './act-table.ts'
import { Words } from './columns.ts'

/** Index of a line. */
export type LineRow = number

/** No single debtor: a power, or several debtors that perform together. */
export const SEVERAL = 0xffff
/** Not yet known who: whatever follows here from what becomes of another rule is looked up when the line is read. */
export const FROM_OUTCOME = 0xfffe

/**
 * Which rules hang on which act for whom: 8 bytes a line and 4 an act. That a line exists is settled when its act comes, and
 * again when one comes that it refers to; what it reads is computed for an instant and never stored. A duty owed to all
 * others is one line, since creditors are not listed here.
 */
export class LineTable {
  /** Two words a line: next line of the same act, norm and debtor. */
  private readonly words = new Words()
  /** First line of each act; 0: none, so lines count from 1. */
  private readonly first = new Words()
  private used = 1
  private live = 0

  /** Lines that stand. */
  get size(): number {
    return this.live
  }

  add(norm: number, trigger: Row, debtor: number): void {
    const line = this.used++
    this.live++
    this.words.set(line * 2, this.first.get(trigger))
    this.words.set(line * 2 + 1, ((norm << 16) | debtor) >>> 0)
    this.first.set(trigger, line)
  }

  /** Forgets the lines of an act, to draw them up again when an act that it refers to has come. */
  clear(trigger: Row): void {
    const first = this.first.get(trigger)
    if (first === 0) return
    for (let line = first; line !== 0; line = this.after(line)) this.live--
    this.first.set(trigger, 0)
  }

  firstOf(trigger: Row): LineRow {
    return this.first.get(trigger)
  }
  after(line: LineRow): LineRow {
    return this.words.get(line * 2)
  }
  norm(line: LineRow): number {
    return this.words.get(line * 2 + 1) >>> 16
  }
  debtor(line: LineRow): number {
    return this.words.get(line * 2 + 1) & 0xffff
  }
}
