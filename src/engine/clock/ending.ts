import type { Window } from '../../time/window.ts'
import { laterOf } from '../../time/window.ts'
import type { Row } from '../record/act-table.ts'

/** What ended a duty without performance: acts that the rule names, or the parties' ceasing to be bound. */
export interface Ending {
  readonly row?: Row
  readonly at: Window
  /**
   * `left`: those who owed it, or those to whom it was owed, are no longer bound. `unclear`: two different endings, and the
   * record does not tell which came first.
   */
  readonly why:
    | 'waived'
    | 'excused'
    | 'ended'
    | 'debtors left'
    | 'creditors left'
    | 'taken out'
    | 'no longer asked'
    | 'edition'
    | 'decided'
    | 'set aside'
    | 'unclear'
  /** The edition that discharged it. */
  readonly edition?: number
}

/** An act that ends a duty, or what its senders may claim of it. */
export interface EndingAct extends Ending {
  readonly row: Row
  /** The creditors who sent it; none: it is somebody else's to end, as the rule says. */
  readonly creditors: readonly number[]
}

/** The first of several endings; which one that is may be open, its time lies between these ends. */
export function earliestEnding(endings: readonly Ending[]): Ending | undefined {
  const [only] = endings
  if (only === undefined || endings.length === 1) return only
  const first = endings.reduce((a, b) => (b.at.latest < a.at.latest ? b : a))
  const others = endings.filter((other) => other.at.earliest < first.at.latest)
  const earliest = Math.min(first.at.earliest, ...others.map((other) => other.at.earliest))
  const isClear = others.every((other) => other.why === first.why)
  return { row: first.row, at: { earliest, latest: first.at.latest }, why: isClear ? first.why : 'unclear' }
}

/**
 * What the endings come to together: a creditor gives up its own claim and no other's, so what is owed to several ends when
 * the last of them has given it up.
 */
export function jointEnding(endings: readonly EndingAct[], creditors: readonly number[]): Ending | undefined {
  if (endings.length === 0) return undefined
  if (creditors.length < 2) return earliestEnding(endings)
  const byOthers = endings.filter((ending) => ending.creditors.length === 0)
  const each = creditors.map((creditor) =>
    earliestEnding(endings.filter((ending) => ending.creditors.includes(creditor))),
  )
  const given = each.filter((ending) => ending !== undefined)
  if (given.length < creditors.length) return earliestEnding(byOthers)
  return earliestEnding([...byOthers, lastEnding(given) as Ending])
}

/** When all of them have happened; which was the last may be open. */
export function lastEnding(endings: readonly Ending[]): Ending | undefined {
  if (endings.length === 0) return undefined
  const at = endings.map((ending) => ending.at).reduce(laterOf)
  const mayBeLast = endings.filter((ending) => ending.at.latest >= at.earliest)
  const last = mayBeLast.reduce((a, b) => (b.at.latest > a.at.latest ? b : a))
  const isClear = mayBeLast.every(({ why }) => why === last.why)
  return { row: last.row, at, why: isClear ? last.why : 'unclear' }
}
