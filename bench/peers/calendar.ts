import { FIRST_YEAR, ZONE } from '../agreement-text.ts'

/**
 * The days that the acts lie in, as those who compute with dates in SQL keep them: each with its start in the zone of the
 * agreement, the start of the next, and the starts of those that the rules count to from it.
 */
export interface CalendarDay {
  readonly day: number
  readonly date: string
  readonly starts: number
  readonly next: number
  readonly in15: number
  readonly in16: number
  readonly back9: number
  readonly back41: number
}

export function calendarUntil(lastYear: number): CalendarDay[] {
  const first = Temporal.PlainDate.from({ year: FIRST_YEAR - 1, month: 10, day: 1 })
  const count = first.until({ year: lastYear + 1, month: 12, day: 31 }, { largestUnit: 'days' }).days
  const since = Temporal.PlainDate.from('1970-01-01').until(first, { largestUnit: 'days' }).days
  const starts = Array.from(
    { length: count },
    (_, i) => first.add({ days: i }).toZonedDateTime({ timeZone: ZONE }).epochMilliseconds,
  )
  const start = (i: number) => starts[i] as number
  return starts.slice(MARGIN, -MARGIN).map((own, at) => {
    const i = at + MARGIN
    return {
      day: since + i,
      date: first.add({ days: i }).toString(),
      starts: own,
      next: start(i + 1),
      in15: start(i + 15),
      in16: start(i + 16),
      back9: start(i - 9),
      back41: start(i - 41),
    }
  })
}

/** As far as the rules count from a day. */
const MARGIN = 41
