import { digitsAt, printDay, printWeekday, weekdayOf } from './day.ts'
import { closesAfter } from './deadline.ts'
import type { Instant } from './instant.ts'
import { lastDayAfter } from './last-day.ts'
import { isInDays, type Period, printPeriod, type Regime } from './regime.ts'
import { exactly, type Window } from './window.ts'
import { workingDaysOf } from './working-days.ts'
import { printLocal } from './zone.ts'

/**
 * When a message counts as received, if an agreement lays it down and the actual receipt is not known. Days and hours are
 * those of the regime's zone: the agreement's or the addressee's, as the channel says.
 *
 *     at once              when it was transmitted
 *     next working day     some time on the first working day after the day of transmission
 *     after PERIOD         some time on the last day of the period (in minutes and hours: at its last instant)
 *     opening hours        at once if transmitted on a working day from opening to closing time, both included; otherwise
 *                          at the next opening
 */
export type ReceiptRule =
  | { readonly kind: 'at once' }
  | { readonly kind: 'next working day' }
  | { readonly kind: 'after'; readonly period: Period }
  | { readonly kind: 'opening hours'; readonly opens: string; readonly closes: string }

export interface DeemedReceipt {
  /** The earliest instant of `window`; the instant itself where the rule gives one. */
  readonly instant: Instant
  /** The whole day where the rule gives only a day: no hour is made up. */
  readonly window: Window
  readonly steps: readonly string[]
}

/** Throws a RangeError if opening hours are not as `areOpeningHours` wants them. */
export function deemedReceipt(rule: ReceiptRule, transmitted: Instant, r: Regime): DeemedReceipt {
  const sent = `transmitted ${printLocal(transmitted, r.zone)}`
  if (!Number.isFinite(r.zone.dayAt(transmitted))) return at(transmitted, [sent])
  switch (rule.kind) {
    case 'at once':
      return at(transmitted, [sent, 'counts as received at once'])
    case 'next working day':
      return on(workingDaysOf(r).nthAfter(r.zone.dayAt(transmitted), 1), r, [sent], 'next working day')
    case 'after': {
      const label = `${printPeriod(rule.period)} later`
      if (isInDays(rule.period.unit)) {
        return on(lastDayAfter(rule.period, r.zone.dayAt(transmitted), r), r, [sent], label)
      }
      const due = closesAfter(rule.period, transmitted, r) - 1
      return at(due, [sent, `counts as received ${label}, ${printLocal(due, r.zone)}`])
    }
    case 'opening hours':
      return atOpening(rule.opens, rule.closes, transmitted, r, sent)
  }
}

function at(instant: Instant, steps: readonly string[]): DeemedReceipt {
  return { instant, window: exactly(instant), steps }
}

function on(day: number, r: Regime, steps: readonly string[], label: string): DeemedReceipt {
  const instant = r.zone.startOf(day)
  const window = { earliest: instant, latest: r.zone.endOf(day) - 1 }
  const where = Number.isFinite(instant) ? printDay(r.zone.dayAt(instant)) : 'after the year 9999'
  return { instant, window, steps: [...steps, `counts as received on the day, hour not given: ${label}, ${where}`] }
}

function atOpening(opens: string, closes: string, transmitted: Instant, r: Regime, sent: string): DeemedReceipt {
  if (!areOpeningHours(opens, closes)) throw new RangeError(`not opening hours: ${opens}-${closes}`)
  const zone = r.zone
  const days = workingDaysOf(r)
  const day = zone.dayAt(transmitted)
  const opensAfter = clockTimeOf(opens) as number
  const hours = `${opens}-${closes}`
  let why: string
  if (!days.isWorking(day)) {
    why = `${printDay(day)} is a rest day (${printWeekday(weekdayOf(day))})`
  } else if (transmitted < zone.instantAt(day, opensAfter)) {
    const opening = zone.instantAt(day, opensAfter)
    return at(opening, [
      sent,
      `before opening time (${hours}): counts as received at opening, ${printLocal(opening, zone)}`,
    ])
  } else if (transmitted <= zone.instantAt(day, clockTimeOf(closes) as number)) {
    return at(transmitted, [sent, `within opening hours (${hours}): counts as received at once`])
  } else {
    why = `after closing time (${hours})`
  }
  const nextDay = days.nthAfter(day, 1)
  const opening = Number.isFinite(nextDay) ? zone.instantAt(nextDay, opensAfter) : nextDay
  return at(opening, [sent, `${why}: counts as received at the next opening, ${printLocal(opening, zone)}`])
}

/** Two times `HH:MM` of one day, the first before the second. */
export function areOpeningHours(opens: string, closes: string): boolean {
  const from = clockTimeOf(opens)
  const to = clockTimeOf(closes)
  return from !== undefined && to !== undefined && from < to
}

/** Milliseconds since midnight of `HH:MM`, 00:00 to 23:59. */
function clockTimeOf(text: string): number | undefined {
  if (text.length !== 5 || text[2] !== ':') return undefined
  const hours = digitsAt(text, 0, 2)
  const minutes = digitsAt(text, 3, 2)
  return hours < 0 || hours > 23 || minutes < 0 || minutes > 59 ? undefined : (hours * 60 + minutes) * 60_000
}
