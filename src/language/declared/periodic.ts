import type { RuleCalendar } from '../../agreement/calendar.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { Event, Norm } from '../../agreement/rule.ts'
import type { PeriodUnit } from '../../time/calendar-period.ts'
import { parsePeriodAt } from '../phrase/clock-phrase.ts'
import { type Phrase, readPhrase } from '../phrase/phrase.ts'
import type { FieldReader } from '../source/fields.ts'
import type { Report } from '../source/report.ts'

/** What is said of a rule for each month, quarter, year or so many years, and of one with no number. */

/** What a rule waits for that is for each of them. */
export function everyWords(unit: PeriodUnit): string {
  return `every ${unit === 'period' ? '5 years from 2012' : unit}`
}

/** `10 days after the month ends` counts from the end of the period that the rule is for, and so it must be for months. */
export function checkPeriodEnd(phrase: Phrase, clock: Clock, calendar: RuleCalendar | undefined): void {
  const anchor = clock.kind === 'count' ? clock.from : clock.kind === 'at' ? clock.at : undefined
  if (anchor?.kind !== 'period end') return
  if (calendar !== undefined && calendar.day === undefined && calendar.series.unit === anchor.unit) return
  const message = `The rule is not for each ${anchor.unit}, so it is not said which ${anchor.unit} ends.`
  phrase.error(
    'clock/period',
    { start: 0 },
    message,
    `Write when: ${everyWords(anchor.unit)}, or count from something else.`,
  )
}

/** What a party owes that joins in the course of a period; left out: what is still open, by the same date. */
export function newcomersOf(reader: FieldReader, when: readonly Event[], report: Report): Norm['newcomers'] {
  const word = reader.word('newcomers', ['from the next period'] as const)
  const field = reader.field('newcomers')
  if (field === undefined || when.every((event) => event.kind === 'every')) return word
  const message = 'A rule that is not for each month, quarter or year has no next period.'
  report.error('rule/newcomers', field.keyPlace, message, 'Leave out newcomers:, or write when: every year.')
  return undefined
}

/** A number that a party or secretariat works by where none is agreed: shown as such, and never more than that. */
export function withPolicy(reader: FieldReader, until: Clock | undefined, report: Report): Clock | undefined {
  const text = reader.text('policy')
  const policy = text === undefined ? undefined : readPhrase(text, report, parsePeriodAt)
  if (text === undefined || until === undefined) return until
  if (until.kind !== 'open') {
    const message = 'A policy stands beside a time without a number, and this rule has one.'
    report.error('rule/policy', text.place, message, 'Leave out policy:, or write by: without delay.')
    return until
  }
  return policy === undefined ? until : { ...until, policy }
}
