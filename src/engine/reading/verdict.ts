import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'

/**
 * What can be said of one duty at one instant. Every time may be a window, so every comparison has three answers, and a
 * verdict is certain only if all points of all windows agree. Narrowing a window can turn "cannot be derived" into a
 * certain verdict, never one certain verdict into another.
 */
export type Tri = 'yes' | 'no' | 'maybe'

/** Has it happened by `at`, the last instant that counts? */
export function happened(event: Window, at: Instant): Tri {
  return event.latest <= at ? 'yes' : event.earliest > at ? 'no' : 'maybe'
}

/** Is `a` before `b`? */
export function before(a: Window, b: Window): Tri {
  return a.latest < b.earliest ? 'yes' : a.earliest >= b.latest ? 'no' : 'maybe'
}

export interface DutyTimes {
  readonly born: Window
  /** First instant that is too late; left out: no number is agreed. */
  readonly closes?: Window
  /** `time` decides whether it was in time, `shown` from when the record has it. */
  readonly performed?: { readonly time: Window; readonly shown: Window }
  /** Waiver, withdrawal, leaving. */
  readonly ended?: Window
}

export type Verdict =
  | { readonly is: 'not yet' }
  | { readonly is: 'kept' | 'late' | 'overdue' | 'open' | 'ended' }
  /** What is not known: whether it arose, was performed, ended; which came first; or which side of the due instant. */
  | { readonly is: 'not derivable'; readonly for: 'birth' | 'performance' | 'ending' | 'order' | 'punctuality' | 'due' }

export function verdictAt(times: DutyTimes, at: Instant): Verdict {
  const born = happened(times.born, at)
  if (born === 'no') return { is: 'not yet' }
  const { performed, ended, closes } = times
  const isPerformed = performed === undefined ? 'no' : happened(performed.shown, at)
  const isEnded = ended === undefined ? 'no' : happened(ended, at)
  if (born === 'maybe') return { is: 'not derivable', for: 'birth' }
  // Which came first may be sure although it is not sure that the other came at all.
  const endedFirst = performed === undefined || ended === undefined ? 'maybe' : before(ended, performed.shown)
  if (performed !== undefined && isPerformed === 'yes' && (isEnded === 'no' || endedFirst === 'no')) {
    return punctuality(performed.time, closes)
  }
  if (isEnded === 'yes' && (isPerformed === 'no' || endedFirst === 'yes')) return { is: 'ended' }
  if (isPerformed === 'maybe') return { is: 'not derivable', for: 'performance' }
  if (isEnded === 'maybe') return { is: 'not derivable', for: 'ending' }
  if (isPerformed === 'yes') return { is: 'not derivable', for: 'order' }
  if (closes === undefined || at < closes.earliest) return { is: 'open' }
  if (at >= closes.latest) return { is: 'overdue' }
  return { is: 'not derivable', for: 'due' }
}

function punctuality(time: Window, closes: Window | undefined): Verdict {
  const inTime = closes === undefined ? 'yes' : before(time, closes)
  if (inTime === 'maybe') return { is: 'not derivable', for: 'punctuality' }
  return { is: inTime === 'yes' ? 'kept' : 'late' }
}

export interface PowerTimes {
  /** From when it may be used; infinite where it may never open. */
  readonly opens: Window
  readonly closes?: Window
  readonly used?: Window
}

export type PowerVerdict = 'not yet' | 'open' | 'used' | 'expired' | 'not derivable'

export function powerAt(times: PowerTimes, at: Instant): PowerVerdict {
  const used = times.used === undefined ? 'no' : happened(times.used, at)
  if (used === 'yes') return 'used'
  const opened = happened(times.opens, at)
  if (opened === 'no') return 'not yet'
  if (opened === 'maybe' || used === 'maybe') return 'not derivable'
  const { closes } = times
  if (closes === undefined || at < closes.earliest) return 'open'
  return at >= closes.latest ? 'expired' : 'not derivable'
}
