import type { Outcome } from '../../agreement/rule.ts'
import { laterOf, NEVER, type Window } from '../../time/window.ts'
import { before } from '../reading/verdict.ts'
import type { Ending } from './ending.ts'

/** What decides about the outcome of a duty. */
export interface Became {
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  readonly closes?: Window
}

/** When a duty lapsed: its time passed while it was neither performed nor ended. Without an end where that is not sure. */
export function lapseOf({ performed, ending, closes }: Became, arisen: Window): Window {
  if (closes === undefined) return NEVER
  const settled = [performed?.shown, ending?.at].filter((window) => window !== undefined)
  if (settled.some((window) => window.latest < closes.earliest)) return NEVER
  const certain = settled.every((window) => window.earliest >= closes.latest)
  // What is due before it arises lapses when it arises.
  const at = laterOf(closes, arisen)
  return certain ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
}

/** When it was performed, or performed late. */
export function performanceOf({ performed, ending, closes }: Became, is: Outcome): Window {
  if (performed === undefined || (is !== 'performed' && is !== 'performed late')) return NEVER
  const endsFirst = ending === undefined ? 'no' : before(ending.at, performed.shown)
  const isInTime = closes === undefined ? 'yes' : before(performed.time, closes)
  if (endsFirst === 'yes' || (is === 'performed late' && isInTime === 'yes')) return NEVER
  const isSure = endsFirst === 'no' && (is === 'performed' || isInTime === 'no')
  return isSure ? performed.shown : { earliest: performed.shown.earliest, latest: Number.POSITIVE_INFINITY }
}
