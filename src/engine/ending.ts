import type { Window } from '../time/window.ts'
import type { Row } from './act-table.ts'

/** What ended a duty without performance: an act that the rule names, or a party's ceasing to be bound. */
export interface Ending {
  readonly row?: Row
  readonly at: Window
  /** `unclear`: two different endings, and the record does not tell which came first. */
  readonly why: 'waived' | 'ended' | 'left' | 'unclear'
}

/** The first of several endings; which one that is may be open, its time lies between these ends. */
export function earliestEnding(endings: readonly Ending[]): Ending | undefined {
  let first: Ending | undefined
  for (const ending of endings) if (first === undefined || ending.at.latest < first.at.latest) first = ending
  if (first === undefined) return undefined
  const { row, at, why } = first
  const others = endings.filter((other) => other.at.earliest < at.latest)
  const earliest = Math.min(at.earliest, ...others.map((other) => other.at.earliest))
  const clear = others.every((other) => other.why === why)
  return { row, at: { earliest, latest: at.latest }, why: clear ? why : 'unclear' }
}
