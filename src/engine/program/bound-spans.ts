import type { Span } from '../../agreement/party.ts'
import type { Standing } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Zone } from '../../time/zone.ts'

/**
 * Between which instants each party is bound, where that is one span: then a window that lies within it needs no look at
 * days. A party that left and came back has no such span here, and whoever asks has to ask `Roles`.
 */
export class BoundSpans {
  private readonly from: Float64Array
  /** The first instant at which it is no longer bound. */
  private readonly until: Float64Array

  constructor(spans: readonly (Span | undefined)[], zone: Zone) {
    this.from = new Float64Array(spans.length).fill(Number.POSITIVE_INFINITY)
    this.until = new Float64Array(spans.length).fill(Number.NEGATIVE_INFINITY)
    spans.forEach((span, party) => {
      if (span === undefined) return
      this.from[party] = span.from === undefined ? Number.NEGATIVE_INFINITY : zone.startOf(span.from)
      this.until[party] = span.until === undefined ? Number.POSITIVE_INFINITY : zone.startOf(span.until + 1)
    })
  }

  get areAllOne(): boolean {
    return this.from.every((from, party) => from < (this.until[party] as number))
  }

  /** Is it bound on every day that the window touches? False: not, or not shown here. */
  covers(party: number, { earliest, latest }: Window): boolean {
    return (
      earliest >= (this.from[party] as number) && latest < (this.until[party] as number) && Number.isFinite(earliest)
    )
  }

  startOf(party: number): number {
    return this.from[party] as number
  }

  /** Infinity: no end is set. */
  endOf(party: number): number {
    return this.until[party] as number
  }
}

/** Spans that adjoin are one: whoever is bound again the next day never left. */
export function merged(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY))
  const out: Span[] = []
  for (const span of sorted) {
    const last = out.at(-1)
    const end = last?.until ?? Number.POSITIVE_INFINITY
    if (last === undefined || (span.from ?? Number.NEGATIVE_INFINITY) > end + 1) out.push(span)
    else if (end < (span.until ?? Number.POSITIVE_INFINITY))
      out[out.length - 1] = { from: last.from, until: span.until }
  }
  return out
}

/** Dates alone move it. */
export function isDated({ begins, ends }: Standing): boolean {
  return [...begins, ...ends].every(({ event }) => event.kind === 'date')
}

/**
 * The one span over which a party is bound, cut where the agreement comes into force on a date; undefined: several, or the
 * standings, all of which are dated, say more.
 */
export function onlySpan(bound: readonly Span[], standings: readonly Standing[]): Span | undefined {
  const [own, ...others] = bound
  if (own === undefined || others.length > 0 || standings.some(({ id }) => id === 'bound')) return undefined
  const inForce = standings.find(({ id }) => id === 'in-force')
  if (inForce === undefined) return own
  const [begin, ...more] = inForce.begins
  if (begin?.event.kind !== 'date' || more.length > 0 || inForce.ends.length > 0) return undefined
  const from = Math.max(begin.event.day, own.from ?? begin.event.day)
  return own.until === undefined || from <= own.until ? { ...own, from } : undefined
}

/** The instant from which a party is bound without an end; Infinity: from none on. */
export function boundForGoodFrom(span: Span | undefined, zone: Zone): Instant {
  if (span === undefined || span.until !== undefined) return Number.POSITIVE_INFINITY
  return span.from === undefined ? Number.NEGATIVE_INFINITY : zone.startOf(span.from)
}
