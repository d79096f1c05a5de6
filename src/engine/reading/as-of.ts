import type { ActsRecord } from '../../agreement/act.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import { parseDay, printDay } from '../../time/day.ts'
import { type Instant, parseInstant } from '../../time/instant.ts'
import { isoOfOther, otherDate } from '../../time/other-date.ts'
import { printLocal, type Zone } from '../../time/zone.ts'
import type { AsOf } from './line.ts'

/** The instant that a question is asked for, and why it is this one. */
export interface ChosenAsOf extends AsOf {
  /** If nobody named it: `the end of what the record covers`. */
  readonly because?: string
}

/** `2022-02-11` is the end of that day in the zone; an instant has to say its offset. Undefined for anything else. */
export function parseAsOf(text: string, zone: Zone): AsOf | undefined {
  const day = parseDay(text)
  if (day !== undefined) return endOfDay(zone.endOf(day) - 1, zone)
  const at = parseInstant(text)
  return at === undefined ? undefined : { at, printed: printLocal(at, zone) }
}

/** What to write instead of something that is no date and no instant. */
export function asOfAdvice(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text)) {
    return `Say the offset: an hour without one is another instant in every zone. Write ${text}Z or ${text}+01:00.`
  }
  const other = otherDate(text)
  const ours = other && isoOfOther(other)
  if (ours !== undefined) return `Write ${ours}.`
  return 'Write a date, 2026-03-12 (the end of that day), or an instant, 2026-03-12T10:00:00Z.'
}

/**
 * The instant that is meant when none is named. Never the machine's clock: the same command gives the same bytes for ever.
 */
export function lastAsOf(agreement: Agreement, record: ActsRecord): ChosenAsOf {
  const { zone } = agreement
  const covered = record.covers?.window.latest
  if (covered !== undefined && Number.isFinite(covered)) {
    return { ...atEnd(covered, zone), because: 'the end of what the record covers' }
  }
  // A day is known by its end; one act whose time has no end must not take the register there.
  const times = record.acts.map(({ transmitted }) => transmitted.latest).filter(Number.isFinite)
  const last = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (Number.isFinite(last)) return { ...atEnd(last, zone), because: 'the last act on record' }
  return {
    ...endOfDay(zone.endOf(agreement.start) - 1, zone),
    because: 'the start of the agreement; there are no acts',
  }
}

/** An instant as it is asked for and printed: one that ends a day as that day. */
export function atEnd(at: Instant, zone: Zone): AsOf {
  return zone.endOf(zone.dayAt(at)) - 1 === at ? endOfDay(at, zone) : { at, printed: printLocal(at, zone) }
}

function endOfDay(at: Instant, zone: Zone): AsOf {
  return { at, printed: `the end of ${printDay(zone.dayAt(at))}` }
}
