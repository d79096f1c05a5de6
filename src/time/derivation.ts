import { FIRST_INSTANT, type Instant, LAST_INSTANT, printClock } from './instant.ts'
import {
  atLeastMinimum,
  calendarEnd,
  dateAt,
  exists,
  holidaysBetween,
  LookedAt,
  nthWorking,
  print,
  restDay,
  roll,
  startOf,
  works,
} from './reckoning.ts'
import { PERIOD_MAX, type Period, printPeriod, printWorkingWeek, type Regime } from './regime.ts'
import { printLocal, printOffset } from './zone.ts'

/**
 * The arithmetic of a deadline in words, for the answer to "why this date?".
 *
 *     received 26 Jan 2022 (day not counted)
 *     + 14 calendar days = 9 Feb 2022
 *     end of that day, Lakeland/Northport (time-zone data 2026c)
 *
 * It is worked out a second time, with Temporal and day by day, and not read off the tables of `deadline.ts`: tests hold
 * the two against each other, and what a reader is shown is a calculation that was made.
 */
export interface DerivationWords {
  /** How the first line names the event: `received`, `transmitted`. Left out: `from`, counted back `before`. */
  readonly event?: string
  /** Version of the time-zone data base, e.g. `2026c`, as the caller knows it: the core asks no machine. */
  readonly zoneData?: string
}

/** A deadline and how it was worked out; `closes` is the first instant that is too late. */
export interface Deadline {
  readonly closes: Instant
  /** The arithmetic, a line each, in plain words. */
  readonly steps: readonly string[]
  /** Whether it ends with the end of a day, and not at a minute of it. */
  readonly wholeDays: boolean
  /** Days were counted that a holiday calendar does not cover; a step says which. */
  readonly outsideCalendars?: true
}

/** Days and longer, counted forward. `event` and `words` as for all derivations. */
export function daysAfter(p: Period, from: Instant, r: Regime, event: string, words: DerivationWords): Deadline {
  const steps: string[] = []
  const looked = new LookedAt(r)
  const eventDate = dateAt(from, r)
  const counted = r.firstDay === 'counted'
  const first = counted ? eventDate : eventDate.add({ days: 1 })
  steps.push(`${event} ${print(eventDate)} (day ${counted ? 'counted' : 'not counted'})`)
  if (leavesCalendar(p)) return beyond(p, steps, 1, true)

  let last: Temporal.PlainDate
  const plus = counted ? `${unitPhrase(p, r)} with that day, the last is` : `+ ${unitPhrase(p, r)} =`
  if (p.unit === 'working day') {
    last = nthWorking(first, p.n, 1, looked, r)
    steps.push(`${plus} ${print(last)}`, ...holidaysBetween(first, last, r))
  } else {
    const { date, note } = calendarEnd(p, eventDate, 1, r)
    steps.push(`${plus} ${print(date)}${note}`)
    last = atLeastMinimum(p, first, roll(first, date, looked, r, steps), 1, looked, r, steps)
  }
  if (!exists(last, r)) {
    const next = last.add({ days: 1 })
    steps.push(`${print(last)} was left out in ${r.zone.id}: ${print(next)}`)
    last = next
  }
  const closes = startOf(last.add({ days: 1 }), r)
  if (closes > LAST_INSTANT) return beyond(p, steps, 1, true)
  steps.push(...looked.remarks(), `end of that day, ${zonePhrase(r, words)}`)
  return deadline(closes, steps, true, looked)
}

/** Days and longer, counted back from a date. */
export function daysBefore(
  p: Period,
  eventDate: Temporal.PlainDate,
  r: Regime,
  event: string,
  words: DerivationWords,
): Deadline {
  const steps: string[] = []
  const looked = new LookedAt(r)
  const counted = r.firstDay === 'counted'
  const first = counted ? eventDate : eventDate.subtract({ days: 1 })
  steps.push(`${event} ${print(eventDate)} (day ${counted ? 'counted' : 'not counted'})`)
  if (leavesCalendar(p)) return beyond(p, steps, -1, true)

  let last: Temporal.PlainDate
  const minus = counted ? `${unitPhrase(p, r)} back with that day, the last is` : `- ${unitPhrase(p, r)} =`
  if (p.unit === 'working day') {
    last = nthWorking(first, p.n, -1, looked, r)
    steps.push(`${minus} ${print(last)}`, ...holidaysBetween(last, first, r))
  } else {
    const { date, note } = calendarEnd(p, eventDate, -1, r)
    last = counted ? date.add({ days: 1 }) : date
    steps.push(`${minus} ${print(last)}${note}`)
    last = atLeastMinimum(p, first, last, -1, looked, r, steps)
    if (r.roll !== 'none' && !works(last, r)) steps.push(`${restDay(last, r)}: not moved, because counted back`)
  }
  const closes = startOf(last.add({ days: 1 }), r)
  if (closes <= FIRST_INSTANT) return beyond(p, steps, -1, true)
  steps.push(...looked.remarks(), `that day is still in time to its end, ${zonePhrase(r, words)}`)
  return deadline(closes, steps, true, looked)
}

/** Minutes and hours, forward (`sign` 1) and back. `label` is the first line. */
export function inHours(
  p: Period,
  anchor: Instant,
  sign: 1 | -1,
  r: Regime,
  label: string,
  words: DerivationWords,
): Deadline {
  const steps = [label]
  let start = Temporal.Instant.fromEpochMilliseconds(anchor).toZonedDateTimeISO(r.zone.id)
  if (r.hours === 'whole' && p.unit === 'hour') {
    start = fullHour(start, sign)
    const which = sign > 0 ? 'counted from the next full hour' : 'counted back from the last full hour'
    steps.push(`${which}: ${printLocal(start.epochMilliseconds, r.zone)}`)
  }
  const length = p.unit === 'hour' ? 3_600_000 : 60_000
  if (p.n > Number.MAX_SAFE_INTEGER / length / 2) return beyond(p, steps, sign, false)
  const due = start.epochMilliseconds + sign * p.n * length
  if (due >= LAST_INSTANT || due < FIRST_INSTANT) return beyond(p, steps, sign, false)
  const end = start.add({ milliseconds: sign * p.n * length })
  steps.push(`${sign > 0 ? '+' : '-'} ${printPeriod(p)} = ${printLocal(end.epochMilliseconds, r.zone)}`)
  if (end.offsetNanoseconds !== start.offsetNanoseconds) {
    steps.push(
      `local clocks are at ${offsetOf(start)} at the first of these times and at ${offsetOf(end)} at the second`,
    )
  }
  steps.push(`that instant is still in time, ${zonePhrase(r, words)}`)
  return { closes: end.epochMilliseconds + 1, steps, wholeDays: false }
}

function offsetOf(local: Temporal.ZonedDateTime): string {
  return printOffset(local.offsetNanoseconds / 1_000_000)
}

/** The first instant after (or, counted back, the last not after) at which the local clock shows a full hour. */
function fullHour(local: Temporal.ZonedDateTime, sign: 1 | -1): Temporal.ZonedDateTime {
  let t = sign > 0 ? local.add({ milliseconds: 1 }) : local
  // A minute at a time and not by arithmetic on the hour: in between the clock may be put forward or back.
  for (;;) {
    const pastMinute = t.second * 1000 + t.millisecond
    if (t.minute === 0 && pastMinute === 0) return t
    t = t.add({ milliseconds: sign > 0 ? 60_000 - pastMinute : -(pastMinute === 0 ? 60_000 : pastMinute) })
  }
}

/** Days and longer, counted back from an hour to that same hour. */
export function sameHourBefore(p: Period, to: Instant, r: Regime, event: string, words: DerivationWords): Deadline {
  const steps = [`${event} ${printLocal(to, r.zone)}`]
  if (leavesCalendar(p)) return beyond(p, steps, -1, false)
  const looked = new LookedAt(r)
  const local = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(r.zone.id)
  const shown = local.toPlainDate()
  const day =
    p.unit === 'working day'
      ? nthWorking(shown.subtract({ days: 1 }), p.n, -1, looked, r)
      : calendarEnd(p, shown, -1, r).date
  const wanted = day.toPlainDateTime(local.toPlainTime())
  let due = wanted.toZonedDateTime(r.zone.id, { disambiguation: 'earlier' })
  const jumped = !due.toPlainDateTime().equals(wanted)
  if (jumped) due = due.getTimeZoneTransition('next') as Temporal.ZonedDateTime
  if (due.epochMilliseconds < FIRST_INSTANT) return beyond(p, steps, -1, false)
  steps.push(
    `- ${unitPhrase(p, r)} = ${printLocal(due.epochMilliseconds, r.zone)}${jumped ? '' : ', the same hour of that day'}`,
  )
  if (jumped) {
    const hour = printClock(r.zone.timeOfDayAt(to), false)
    steps.push(`the clock does not show ${hour} on ${print(day)}: the instant when it is put forward`)
  }
  if (p.unit === 'working day') steps.push(...holidaysBetween(day, shown.subtract({ days: 1 }), r))
  steps.push(...looked.remarks(), `that instant is still in time, ${zonePhrase(r, words)}`)
  return deadline(due.epochMilliseconds + 1, steps, false, looked)
}

/** For an event that is not known: its end is not known either. */
export function unbounded(label: string, end: Instant, wholeDays: boolean): Deadline {
  return { closes: end, steps: [label, 'no end can be worked out'], wholeDays }
}

/** More than fits between the years 0 and 9999 from wherever it runs. */
function leavesCalendar(p: Period): boolean {
  const daysLeast = { minute: 0, hour: 0, day: 1, 'working day': 1, week: 7, month: 28, year: 365 }[p.unit]
  return p.n * daysLeast > PERIOD_MAX
}

function beyond(p: Period, steps: readonly string[], sign: 1 | -1, wholeDays: boolean): Deadline {
  const end = sign > 0 ? 'after the year 9999: it never closes' : 'before the year 0: nothing is in time'
  return {
    closes: sign * Infinity,
    steps: [...steps, `${sign > 0 ? '+' : '-'} ${printPeriod(p)} is ${end}`],
    wholeDays,
  }
}

function deadline(closes: Instant, steps: readonly string[], wholeDays: boolean, looked: LookedAt): Deadline {
  return looked.isOutside ? { closes, steps, wholeDays, outsideCalendars: true } : { closes, steps, wholeDays }
}

/** `14 calendar days`, `2 working days (Mon-Fri)`, `1 month`. */
function unitPhrase(p: Period, r: Regime): string {
  if (p.unit === 'day') return `${p.n} calendar day${p.n === 1 ? '' : 's'}`
  return p.unit === 'working day' ? `${printPeriod(p)} (${printWorkingWeek(r.workingWeek)})` : printPeriod(p)
}

function zonePhrase(r: Regime, words: DerivationWords): string {
  return words.zoneData === undefined ? r.zone.id : `${r.zone.id} (time-zone data ${words.zoneData})`
}
