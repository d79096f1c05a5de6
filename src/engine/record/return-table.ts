import { PERIOD_NUMBERS } from '../../time/calendar-period.ts'
import type { Row } from './act-table.ts'

/** From here on a cell is no row but an index. */
const SEVERAL = 0x8000_0000

/**
 * Which acts perform a duty by date: one cell a period and party, 4 bytes each. Filed when an act comes; whether it counts,
 * and for whom, is looked up when it is asked for.
 */
export class ReturnTable {
  private readonly partyCount: number
  /** Rule and period to the cells of all parties: the act as row + 1, or an index in `several`. */
  private readonly cells = new Map<number, Uint32Array>()
  private readonly several: Row[][] = []

  constructor(partyCount: number) {
    this.partyCount = partyCount
  }

  /** `rule`: index among the duties by date. The same act again changes nothing. */
  file(rule: number, period: number, party: number, row: Row): void {
    const key = rule * PERIOD_NUMBERS + period
    let cells = this.cells.get(key)
    if (cells === undefined) {
      cells = new Uint32Array(this.partyCount)
      this.cells.set(key, cells)
    }
    const there = cells[party] as number
    if (there === 0) cells[party] = row + 1
    else if (there >= SEVERAL) {
      const rows = this.several[there - SEVERAL] as Row[]
      if (!rows.includes(row)) rows.push(row)
    } else if (there !== row + 1) {
      cells[party] = SEVERAL + this.several.length
      this.several.push([there - 1, row])
    }
  }

  /** In no order that means anything. */
  rows(rule: number, period: number, party: number): readonly Row[] {
    const there = this.cells.get(rule * PERIOD_NUMBERS + period)?.[party] ?? 0
    if (there === 0) return NONE
    return there < SEVERAL ? [there - 1] : (this.several[there - SEVERAL] as Row[])
  }
}

const NONE: readonly Row[] = []
