import type { Agreement } from '../agreement/agreement.ts'
import type { Span } from '../agreement/party.ts'
import type { Place } from '../problem.ts'
import { isoDay } from '../time/day.ts'
import { printWindow, type Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import type { Entry } from './entry.ts'
import type { Path } from './field.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'

/**
 * What the times of one act say about each other and about its parties. Only what is certain is told: of two windows that
 * overlap, nobody knows which came first. All of it is noted and nothing refused; the words were spoken.
 */
export class Times {
  readonly #zone: Zone
  readonly #bound = new Map<string, readonly Window[]>()
  readonly #spans = new Map<string, readonly Span[]>()

  constructor(agreement: Agreement) {
    this.#zone = agreement.zone
    // Where acts decide who is bound, the register says it beside the act.
    if (agreement.rules.some(({ kind, id }) => kind === 'standing' && id === 'bound')) return
    for (const party of agreement.parties) {
      this.#spans.set(party.id, party.bound)
      this.#bound.set(
        party.id,
        party.bound.map((span) => windowOfSpan(span, agreement.zone)),
      )
    }
  }

  check(entry: Entry, report: Report): void {
    const { act } = entry
    for (let i = 0; i < act.by.length; i++) this.#checkBound(act.by[i] as string, 'sender', entry, ['by', i], report)
    if (act.to === 'all') {
      if (act.received !== undefined) this.#checkReceipt(act.received, entry, ['received'], report)
      return
    }
    let told: Window | undefined
    for (let i = 0; i < act.to.length; i++) {
      const addressee = act.to[i] as (typeof act.to)[number]
      this.#checkBound(addressee.party, 'addressee', entry, ['to', i, 'party'], report)
      const { received } = addressee
      // One window for all of them is one slip.
      if (received === undefined || received === told) continue
      if (this.#checkReceipt(received, entry, ['to', i, 'received'], report)) told = received
    }
  }

  #checkReceipt(received: Window, entry: Entry, path: Path, report: Report): boolean {
    const { transmitted } = entry.act
    if (!isWhollyBefore(received, transmitted)) return false
    report.note(
      'act/received-before-transmitted',
      () => placeOfReceipt(entry, path),
      `${quoted(entry.act.id)} was received (${this.#print(received)}) before it was transmitted (${this.#print(transmitted)}).`,
      'Look at both times; what depends on their order cannot be derived.',
    )
    return true
  }

  #checkBound(party: string, role: string, entry: Entry, path: Path, report: Report): void {
    const { transmitted } = entry.act
    const windows = this.#bound.get(party)
    if (windows === undefined || windows.some((bound) => overlap(bound, transmitted))) return
    const spans = (this.#spans.get(party) ?? []).map(printSpan).join(', and ')
    const words = spans === '' ? '' : `; it is bound ${spans}`
    report.note(
      'act/not-bound',
      () => entry.placeOf(path),
      `The ${role} ${party} was not bound by the agreement when this was transmitted (${this.#print(transmitted)})${words}.`,
      'Look at the day and at the party; the act stays on record either way.',
    )
  }

  #print(window: Window): string {
    return printWindow(window, this.#zone)
  }
}

/** The receipt may stand once for all addressees; then the one meant has none of its own. */
function placeOfReceipt(entry: Entry, path: Path): Place {
  const place = entry.placeOf(path)
  const addressee = entry.placeOf(path.slice(0, 2))
  const isOwn = path.length < 3 || place.line !== addressee.line || place.column !== addressee.column
  return isOwn ? place : entry.placeOf(['received'])
}

/** Wholly one after the other: the earlier one's last instant is before the later one's first. */
export function isWhollyBefore(a: Window, b: Window): boolean {
  return a.latest < b.earliest
}

export function overlap(a: Window, b: Window): boolean {
  return a.earliest <= b.latest && b.earliest <= a.latest
}

/** From the start of the first day to the last instant of the last. */
export function windowOfSpan(span: Span, zone: Zone): Window {
  return {
    earliest: span.from === undefined ? -Infinity : zone.startOf(span.from),
    latest: span.until === undefined ? Infinity : zone.endOf(span.until) - 1,
  }
}

function printSpan(span: Span): string {
  if (span.from === undefined && span.until === undefined) return 'always'
  if (span.until === undefined) return `from ${isoDay(span.from as number)}`
  if (span.from === undefined) return `until ${isoDay(span.until)}`
  return `from ${isoDay(span.from)} until ${isoDay(span.until)}`
}
