import type { PeriodSeries } from '../time/calendar-period.ts'
import type { Day } from '../time/day.ts'
import type { Agreement } from './agreement.ts'
import type { RuleId } from './clause.ts'
import type { Event } from './rule.ts'

/** For which periods a rule arises that hangs on no act; of a rule for one date, the year and that date. */
export interface RuleCalendar {
  readonly series: PeriodSeries
  readonly day?: Day
}

/** By rule, for those that have one. */
export type Calendars = ReadonlyMap<RuleId, RuleCalendar>

/**
 * The calendars of rules: their own, or that of the duty by date for whose outcome they wait, through other rules or not. The use of a
 * power is an act, and what follows from it hangs on that act.
 */
export function calendarsOf(rules: Iterable<readonly [RuleId, readonly Event[]]>): Calendars {
  const found = new Map<RuleId, RuleCalendar>()
  const waiting = new Map<RuleId, RuleId[]>()
  for (const [id, when] of rules) {
    const own = calendarOf(when, found)
    if (own !== undefined) found.set(id, own)
    for (const event of when) {
      if (!isAwaited(event)) continue
      const others = waiting.get(event.rule)
      if (others === undefined) waiting.set(event.rule, [id])
      else others.push(id)
    }
  }
  for (const [id, calendar] of found) {
    for (const next of waiting.get(id) ?? []) if (!found.has(next)) found.set(next, calendar)
  }
  return found
}

/** Undefined: what waits for these hangs on acts, or on a number. */
export function calendarOf(when: readonly Event[], calendars: Calendars): RuleCalendar | undefined {
  for (const event of when) {
    if (event.kind === 'every') return { series: event }
    if (event.kind === 'date') return { series: { unit: 'year' }, day: event.day }
    const found = isAwaited(event) ? calendars.get(event.rule) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function isAwaited(event: Event): event is Extract<Event, { kind: 'outcome' }> {
  return event.kind === 'outcome' && event.is !== 'exercised'
}

/** Those of an agreement, each rule as the newest edition has it in which it stands. */
export function calendarsIn({ rules, editions = [] }: Agreement): Calendars {
  const all = [...editions.flatMap((edition) => edition.rules), ...rules]
  const when = all.flatMap((rule) => (rule.kind === 'norm' ? [[rule.id, rule.when] as const] : []))
  return calendarsOf(new Map(when))
}
