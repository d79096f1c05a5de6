import { compare } from '../../problem.ts'
import type { Line } from './line.ts'

/** What is still to be done, by the day on which it falls due. */
export interface Calendar {
  /** Open duties with a due date or a window of one, the first to fall due first. */
  readonly due: readonly Line[]
  /** Open duties whose due date is not known, because the day from which it counts is not. */
  readonly notKnown: readonly Line[]
  /** Open duties to which no number is agreed. */
  readonly withoutNumber: readonly Line[]
}

export function calendarOf(lines: readonly Line[]): Calendar {
  // Beyond its end a record says nothing of what is still open.
  const open = lines.filter(
    (line) => line.verb !== 'may' && line.verb !== 'offered' && line.reading === 'open' && !line.pastHorizon,
  )
  const due = open.filter(({ closes }) => closes !== undefined && Number.isFinite(closes.earliest))
  due.sort((a, b) => earliest(a) - earliest(b) || latest(a) - latest(b) || compare(a.id, b.id))
  return {
    due,
    notKnown: open.filter(({ closes }) => closes !== undefined && !Number.isFinite(closes.earliest)),
    withoutNumber: open.filter(({ closes }) => closes === undefined),
  }
}

function earliest({ closes }: Line): number {
  return closes?.earliest ?? Infinity
}

function latest({ closes }: Line): number {
  // Two windows without an end would differ by NaN.
  return Math.min(closes?.latest ?? Infinity, Number.MAX_SAFE_INTEGER)
}
