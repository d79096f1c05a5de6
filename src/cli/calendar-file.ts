import ical, { ICalEventTransparency } from 'ical-generator'
import { alike } from '../engine/reading/alike.ts'
import { calendarOf } from '../engine/reading/calendar.ts'
import type { Line } from '../engine/reading/line.ts'
import { endsWithDay } from '../engine/reading/words.ts'
import { thingOf } from '../language/sentence/thing.ts'
import type { Consultation } from './consultation.ts'

/**
 * What falls due, as a calendar (iCalendar, RFC 5545): an entry for each thing, on the day on which it is due, or at the hour
 * where its time is counted in hours. An entry keeps its id from one export to the next, so that a calendar that has it
 * already moves it. Duties without a number, and those whose day is not known, have no day in a calendar.
 */
export function calendarIcs(asked: Consultation, lines: readonly Line[]): string {
  const { agreement, asOf } = asked
  const { zone } = agreement
  const calendar = ical({ name: `${agreement.title}: what falls due`, prodId: '//pacta//pacta//EN' })
  // The same arguments give the same bytes: the time of writing is the instant that was asked for.
  const stamp = new Date(asOf.at)
  const taken = new Set<string>()
  for (const { lines: same, debtors } of alike(calendarOf(lines).due)) {
    const line = same[0] as Line
    // Whoever has done it meanwhile leaves the entry; it is the same one as before.
    const about = `${line.rule ?? '-'}/${line.about}`
    const id = taken.has(about) ? line.id : about
    taken.add(about)
    const { earliest, latest } = line.closes as NonNullable<Line['closes']>
    const isDay = endsWithDay({ earliest, latest }, zone)
    const start = isDay ? dayOf(zone.dayAt(earliest - 1)) : new Date(earliest)
    const who = named(debtors.map((party) => nameIn(asked, party)))
    calendar.createEvent({
      id: `${id}@${agreement.id}`,
      stamp,
      start,
      end: isDay ? new Date(dayOf(zone.dayAt(Math.min(latest, earliest + SPAN_MAX) - 1)).getTime() + DAY_MS) : start,
      allDay: isDay,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: `${who}: ${thingOf(agreement, line.rule)}, ${line.about}`,
      description: `${agreement.title}, rule ${line.rule ?? '-'}, about ${line.about}. Owed by ${debtors.join(', ')} to ${
        line.creditors === 'all' ? 'all others' : line.creditors.join(', ')
      }. Due ${line.due}. As of ${asOf.printed}: ${line.text}.`,
    })
  }
  return calendar.toString()
}

const DAY_MS = 86_400_000
/** A window without an end would fill the calendar. */
const SPAN_MAX = 31 * DAY_MS
const NAMES_MAX = 3

function nameIn({ ledger }: Consultation, id: string): string {
  return ledger.program.parties.find((party) => party.id === id)?.names.en ?? id
}

function named(ids: readonly string[]): string {
  return ids.length > NAMES_MAX ? `${ids.length} parties` : ids.join(', ')
}

/** Midnight of the day as calendars count them. */
function dayOf(day: number): Date {
  return new Date(day * DAY_MS)
}
