import { laterOf, type Window } from '../../time/window.ts'
import { type Ending, type EndingAct, lastEnding } from '../clock/ending.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import { firstOf, isBefore, isFirst, type Performance } from './performances.ts'

export interface Settlement {
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  /** The limbs that were answered, or may have been. */
  readonly answers?: readonly LimbAnswers[]
}

/** The acts that answer a limb, in their order. */
export interface LimbAnswers {
  readonly performances: readonly Performance[]
  /** Was it taken back before any of them? */
  readonly isTakenBack: Tri
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
  touches: (row: Row, limb: string) => boolean,
): Settlement {
  const sorted: Sorted = { answered: [], takenBack: [], unclear: [] }
  const answers: LimbAnswers[] = []
  for (const limb of limbs) {
    const own = performances.filter(({ row }) => touches(row, limb))
    const answer = firstOf(own)
    const end = endOf(endings.filter(({ row }) => touches(row, limb)))
    if (answer === undefined && end === undefined) return {}
    const isTakenBack = sort(sorted, answer, end)
    if (isTakenBack !== 'yes') answers.push({ performances: own, isTakenBack })
  }
  return { ...together(sorted, closes), answers }
}

/**
 * Was this the act with which each limb was answered that was not taken back? Then it is the first to answer some limb, and
 * each other limb was answered by it or by one before it. `inOrder`: all that perform the duty, of whatever limbs.
 */
export function isCompletedBy(answers: readonly LimbAnswers[], inOrder: readonly Performance[], row: Row): Tri {
  const place = inOrder.findIndex((one) => one.row === row)
  const completes = (own: LimbAnswers): Tri => {
    const first = isFirst(own.performances, row)
    const others = answers.map((other): Tri => {
      if (other.performances.some((one) => one.row === row)) return 'yes'
      // What also answers the limb that this one is the first to answer came after it.
      const earlier = other.performances.filter((one) => !own.performances.includes(one))
      const came = earlier.map((one) => isBefore(inOrder, inOrder.indexOf(one), place)).reduce(either, 'no')
      return came === 'no' && other.isTakenBack === 'maybe' ? 'maybe' : came
    })
    return others.reduce(both, first === 'yes' && own.isTakenBack === 'maybe' ? 'maybe' : first)
  }
  return answers.map(completes).reduce(either, 'no')
}

function either(a: Tri, b: Tri): Tri {
  if (a === 'yes' || b === 'yes') return 'yes'
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'no'
}

function both(a: Tri, b: Tri): Tri {
  if (a === 'no' || b === 'no') return 'no'
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes'
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
): Tri {
  const endsFirst = answer === undefined ? 'yes' : end === undefined ? 'no' : before(end.at, answer.shown)
  if (endsFirst === 'yes') takenBack.push(end as Ending)
  else if (endsFirst === 'no') answered.push(answer as Sorted['answered'][number])
  else unclear.push((end as Ending).at, (answer as Sorted['answered'][number]).shown)
  return endsFirst
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
