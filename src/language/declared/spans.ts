import type { Span } from '../../agreement/party.ts'
import { parseDay } from '../../time/day.ts'
import { type Text, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { Value } from '../source/value.ts'

/** A span is a first and a last day with a slash between, `..` for an open end; both days belong to it. */

/** `bound`: one span or several that do not overlap. */
export function readSpans(items: readonly Value[], report: Report): Span[] {
  const spans: Span[] = []
  for (const item of items) {
    const text = textOf(item, 'A span', report)
    const span = text === undefined ? undefined : readSpan(text, report)
    if (text === undefined || span === undefined) continue
    if (spans.some((earlier) => overlap(earlier, span))) {
      const advice = 'Let one span end on the day before the next begins.'
      report.error('span/overlap', text.place, `"${text.value}" overlaps with a span before it.`, advice)
    }
    spans.push(span)
  }
  return spans
}

export function readSpan(text: Text, report: Report): Span | undefined {
  const [first = '', last, more] = text.value.split('/')
  const from = parseDay(first)
  const until = last === undefined ? undefined : parseDay(last)
  const isWrong =
    last === undefined ||
    more !== undefined ||
    (from === undefined && first !== '..') ||
    (until === undefined && last !== '..')
  if (isWrong) {
    const isDay = last === undefined && from !== undefined
    const advice = isDay
      ? `Write ${first}/.. for a span with no end, or the last day behind the slash.`
      : 'Write first and last day, 2026-03-01/2027-06-30, or .. for an open end.'
    report.error('span/invalid', text.place, `"${text.value}" is no span of days that exist.`, advice)
    return undefined
  }
  if (from !== undefined && until !== undefined && until < from) {
    const advice = `Write ${last}/${first}, if the days were exchanged.`
    report.error('span/reversed', text.place, `"${text.value}" ends before it begins.`, advice)
    return undefined
  }
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

export function overlap(a: Span, b: Span): boolean {
  return startOf(a) <= endOf(b) && startOf(b) <= endOf(a)
}

function startOf(span: Span): number {
  return span.from ?? Number.NEGATIVE_INFINITY
}

function endOf(span: Span): number {
  return span.until ?? Number.POSITIVE_INFINITY
}
