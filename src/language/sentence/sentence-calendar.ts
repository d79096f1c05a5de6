import type { Agreement } from '../../agreement/agreement.ts'
import { type Calendars, calendarOf, calendarsIn, type RuleCalendar } from '../../agreement/calendar.ts'
import type { Norm } from '../../agreement/rule.ts'
import type { Saying } from './sentence-noun.ts'

/** The calendar of a rule that hangs on no act. */
export function calendarIn({ agreement }: Saying, { when }: Norm): RuleCalendar | undefined {
  let calendars = CALENDARS.get(agreement)
  if (calendars === undefined) {
    calendars = calendarsIn(agreement)
    CALENDARS.set(agreement, calendars)
  }
  return calendarOf(when, calendars)
}

/** Worked out once for an agreement: each of its sentences asks for them. */
const CALENDARS = new WeakMap<Agreement, Calendars>()
