import { calendarOf, type RuleCalendar } from '../../agreement/calendar.ts'
import type { Clock } from '../../agreement/clock.ts'
import type { Event, PartyExpr } from '../../agreement/rule.ts'
import type { Place } from '../../problem.ts'
import { isSameSeries } from '../../time/calendar-period.ts'
import type { Directory } from '../meaning/directory.ts'
import type { Phrase } from '../phrase/phrase.ts'
import { notBuiltYet } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { NormDraft } from './norms.ts'

/** What waits for the outcome of a duty by date: it hangs on no act, and is for the same period. */

/** The calendar of a rule that hangs on no act. */
export function calendarIn({ calendars }: Directory, when: readonly Event[]): RuleCalendar | undefined {
  return calendarOf(when, calendars)
}

/** Does it wait for what becomes of a duty by date? */
export function isFollowUp(directory: Directory, when: readonly Event[]): boolean {
  return when.some((event) => event.kind === 'outcome' && calendarIn(directory, [event]) !== undefined)
}

/** What such a rule can say so far; what it cannot has been told. */
export function checkFollowUp(draft: NormDraft, directory: Directory, report: Report): boolean {
  const { reader, verb, verbText, when } = draft
  const refused: [Place, string][] = []
  const calendars = when.map((event) => calendarIn(directory, [event]))
  const [first] = calendars
  const isOne = calendars.every(
    (one, index) =>
      when[index]?.kind === 'outcome' &&
      one !== undefined &&
      first !== undefined &&
      one.day === first.day &&
      isSameSeries(one.series, first.series),
  )
  const place = reader.field('when')?.keyPlace ?? reader.place
  if (!isOne) refused.push([place, 'A rule that waits for a duty by date, and for something else'])
  if (verb !== 'must') refused.push([verbText.place, 'A rule other than a duty that waits for a duty by date'])
  for (const key of ['changes', 'uses', 'covering'] as const) {
    const field = reader.field(key)
    if (field !== undefined) refused.push([field.keyPlace, `"${key}" of a rule that waits for a duty by date`])
  }
  const silence = reader.text('silence')
  if (silence !== undefined && /^counts as\b/.test(silence.value))
    refused.push([silence.place, 'Silence that counts as an act, under a rule that waits for a duty by date'])
  for (const [at, what] of refused) notBuiltYet(report, at, what)
  return refused.length === 0
}

/** What hangs on no act each party owes by itself: it has one line a party. */
export function checkEachOwn({ reader }: NormDraft, who: PartyExpr, report: Report): void {
  const place = reader.text('who')?.place ?? reader.place
  if (who.join !== 'and') notBuiltYet(report, place, 'A duty that hangs on no act, and that several owe together')
}

/** Without an act only one length can be counted. */
export function checkOneLength(phrase: Phrase, clock: Clock): void {
  if (clock.kind !== 'count' || clock.variants.length === 0) return
  phrase.notBuiltYet(phrase.peek(), 'A second length of the time of a rule that hangs on no act')
}

/** What was counted or computed calls a duty into being; what follows from its outcome would hang on no act and on no period. */
export function checkSources({ when, whenTexts }: NormDraft, { openings }: Directory, report: Report): void {
  when.forEach((event, index) => {
    if (event.kind !== 'outcome' || event.is === 'exercised') return
    const isReached = openings.get(event.rule)?.when.some(({ kind }) => kind === 'figure' || kind === 'used up')
    const place = whenTexts[index]?.place
    if (isReached === true && place !== undefined)
      notBuiltYet(
        report,
        place,
        'A rule that waits for what becomes of a duty that a figure or a limit calls into being',
      )
  })
}
