import { laterOf, type Window } from '../time/window.ts'
import { type Ending, type EndingAct, lastEnding } from './ending.ts'
import { firstOf, type Performance } from './performances.ts'
import { before } from './verdict.ts'

export interface Settlement {
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
}

/**
 * A duty that covers several limbs: it is performed when each was answered, or taken back before it was. Taken back after
 * the due instant, a limb ends what is left of the duty and makes nothing of it in time. `touches`: does the act concern
 * the limb? One that names no limb concerns all.
 */
export function settleLimbs(
  limbs: readonly string[],
  performances: readonly Performance[],
  endings: readonly EndingAct[],
  endOf: (endings: readonly EndingAct[]) => Ending | undefined,
  closes: Window | undefined,
  touches: (row: number, limb: string) => boolean,
): Settlement {
  const sorted: Sorted = { answered: [], takenBack: [], unclear: [] }
  for (const limb of limbs) {
    const answer = firstOf(performances.filter(({ row }) => touches(row, limb)))
    const end = endOf(endings.filter(({ row }) => touches(row, limb)))
    if (answer === undefined && end === undefined) return {}
    sort(sorted, answer, end)
  }
  return together(sorted, closes)
}

interface Sorted {
  readonly answered: { readonly time: Window; readonly shown: Window }[]
  readonly takenBack: Ending[]
  /** Answered and taken back, and the record does not tell which came first. */
  readonly unclear: Window[]
}

function sort(
  { answered, takenBack, unclear }: Sorted,
  answer: Sorted['answered'][number] | undefined,
  end: Ending | undefined,
): void {
  if (answer === undefined) takenBack.push(end as Ending)
  else if (end === undefined) answered.push(answer)
  else {
    const endsFirst = before(end.at, answer.shown)
    if (endsFirst === 'yes') takenBack.push(end)
    else if (endsFirst === 'no') answered.push(answer)
    else unclear.push(end.at, answer.shown)
  }
}

function together({ answered, takenBack, unclear }: Sorted, closes: Window | undefined): Settlement {
  const last = lastEnding(takenBack)
  const end = last?.at
  const time = latestOf(answered.map((answer) => answer.time))
  const settled = [...answered.map(({ shown }) => shown), ...takenBack.map(({ at }) => at)]
  const shown = latestOf(settled)
  if (unclear.length > 0) return maybe([...unclear, ...settled])
  if (time === undefined || shown === undefined) return last === undefined || end === undefined ? {} : { ending: last }
  if (last === undefined || end === undefined || closes === undefined || time.earliest >= end.latest)
    return { performed: { time, shown } }
  const inTime = before(end, closes)
  if (inTime === 'maybe') return maybe(settled)
  return inTime === 'yes' ? { performed: { time, shown } } : { ending: { ...last, at: shown } }
}

/** Settled at some time from the first of these on, or not. */
function maybe(windows: readonly Window[]): Settlement {
  const earliest = windows.reduce((least, window) => Math.min(least, window.earliest), Number.POSITIVE_INFINITY)
  const window = { earliest, latest: Number.POSITIVE_INFINITY }
  return { performed: { time: window, shown: window } }
}

function latestOf(windows: readonly Window[]): Window | undefined {
  return windows.length === 0 ? undefined : windows.reduce(laterOf)
}
