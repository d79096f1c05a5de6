import type { Row } from './act-table.ts'
import { Column } from './columns.ts'

/** Index of a line. */
export type LineRow = number

/** No single debtor: a power, or several debtors that perform together. */
export const SEVERAL = 0xffff

/**
 * Which rules hang on which act for whom: 10 bytes a line. That a line exists is fixed when its act comes; what it reads is
 * computed for an instant and never stored. A duty owed to all others is one line, since creditors are not listed here.
 */
export class LineTable {
  private readonly norms = Column.shorts()
  private readonly triggers = Column.words()
  private readonly debtors = Column.shorts()
  private readonly next = Column.words()
  /** First line of each act; 0: none, so lines count from 1. */
  private readonly first = Column.words()
  private used = 1
  private live = 0

  /** Lines that stand. */
  get size(): number {
    return this.live
  }

  add(norm: number, trigger: Row, debtor: number): void {
    const line = this.used++
    this.live++
    this.norms.set(line, norm)
    this.triggers.set(line, trigger)
    this.debtors.set(line, debtor)
    this.next.set(line, this.first.get(trigger))
    this.first.set(trigger, line)
  }

  /** Forgets the lines of an act, to draw them up again when an act that it refers to has come. */
  clear(trigger: Row): void {
    for (let line = this.first.get(trigger); line !== 0; line = this.next.get(line)) this.live--
    this.first.set(trigger, 0)
  }

  firstOf(trigger: Row): LineRow {
    return this.first.get(trigger)
  }
  after(line: LineRow): LineRow {
    return this.next.get(line)
  }
  norm(line: LineRow): number {
    return this.norms.get(line)
  }
  trigger(line: LineRow): Row {
    return this.triggers.get(line)
  }
  debtor(line: LineRow): number {
    return this.debtors.get(line)
  }
}
