import type { Instant } from '../../time/instant.ts'
import { earlierOf, type Window } from '../../time/window.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'

/** A change of a standing: it begins or ends, at a time that may be a window or, with an open end, may never come. */
export interface Turn {
  readonly begins: boolean
  /** Of an end: the first instant at which it is over. */
  readonly at: Window
  /** The act that made it; left out: the text of the agreement did, or a figure. */
  readonly row?: Row
}

/**
 * Does the standing hold at an instant? The last turn that has happened decides. Which one that is may be open: each that may
 * have happened and is not surely followed by another. At one instant an end comes before a beginning: whoever is bound again
 * at once never left.
 */
export function standsAt(turns: readonly Turn[], at: Instant): Tri {
  let begun = false
  let over = !turns.some((turn) => turn.at.latest <= at)
  for (const turn of turns) {
    if (turn.at.earliest > at || turns.some((other) => other.at.latest <= at && follows(other, turn, at))) continue
    if (turn.begins) begun = true
    else over = true
    if (begun && over) return 'maybe'
  }
  return begun ? 'yes' : 'no'
}

/** Is `other` surely after `turn`, if `turn` happened by then? */
function follows(other: Turn, turn: Turn, at: Instant): boolean {
  const last = Math.min(turn.at.latest, at)
  return last < other.at.earliest || (last === other.at.earliest && other.begins && !turn.begins)
}

/**
 * When the standing that holds at `from` ends, as far as turns that may have happened by `by` say so. Undefined: no end is
 * recorded.
 */
export function endAfter(turns: readonly Turn[], from: Instant, by: Instant): Window | undefined {
  let end: Window | undefined
  for (const turn of turns) {
    if (turn.begins || turn.at.latest <= from || turn.at.earliest > by) continue
    const undone = isUndone(turns, turn)
    if (undone === 'yes') continue
    const latest = undone === 'no' ? turn.at.latest : Number.POSITIVE_INFINITY
    const at = { earliest: Math.max(turn.at.earliest, from), latest }
    end = end === undefined ? at : earlierOf(end, at)
  }
  return end
}

/** Does it begin again at the very instant at which it ends? */
function isUndone(turns: readonly Turn[], { at }: Turn): Tri {
  const meeting = turns.filter(
    (other) => other.begins && !(other.at.latest < at.earliest || other.at.earliest > at.latest),
  )
  if (meeting.length === 0) return 'no'
  const isKnown = ({ at: other }: Turn) => other.earliest === other.latest
  return at.earliest === at.latest && meeting.some(isKnown) ? 'yes' : 'maybe'
}
