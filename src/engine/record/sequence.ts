import type { Powers } from '../power/powers.ts'
import { happened, type Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Cases } from './case.ts'

/** Just before an act, of which what is sent later than `by` says nothing; or at an instant. */
export type Moment = { readonly row: Row; readonly by: number } | { readonly at: number }

/** Which of several acts had come by a moment, and which of them was the last. */
export class Sequence {
  private readonly table: ActTable
  private readonly cases: Cases
  private readonly powers: Powers

  constructor(table: ActTable, cases: Cases, powers: Powers) {
    this.table = table
    this.cases = cases
    this.powers = powers
  }

  /** Had an act taken effect by a moment? */
  isBefore(row: Row, moment: Moment): Tri {
    const { effect, at } = this.powers.effect(row)
    if (effect === 'none') return 'no'
    if ('at' in moment) return happened(at, moment.at)
    return row === moment.row || at.earliest > moment.by ? 'no' : this.order(row, moment.row)
  }

  /** Is an act before another? What refers to it is behind it, though windows overlap. */
  order(row: Row, other: Row): Tri {
    const { effect, at } = this.powers.effect(row)
    const then = this.powers.effect(other).at
    if (at.latest < then.earliest) return 'yes'
    if (at.earliest > then.latest) return 'no'
    if (at.earliest === at.latest && then.earliest === then.latest)
      return this.cases.compareRows(row, other) < 0 ? 'yes' : 'no'
    if (this.table.refsOf(row).includes(other)) return 'no'
    const isReferredTo = this.table.refsOf(other).includes(row)
    return isReferredTo && effect === 'unlimited' && Number.isFinite(at.latest) ? 'yes' : 'maybe'
  }

  /** Those that may be the last by a moment: behind which none surely came. */
  last(rows: readonly Row[], moment: Moment): readonly Row[] {
    const come = rows.flatMap((row) => {
      const isBefore = this.isBefore(row, moment)
      return isBefore === 'no' ? [] : [{ row, isBefore }]
    })
    const isReplaced = (row: Row) =>
      come.some((later) => later.row !== row && later.isBefore === 'yes' && this.order(row, later.row) === 'yes')
    return come.flatMap(({ row }) => (isReplaced(row) ? [] : [row]))
  }
}
