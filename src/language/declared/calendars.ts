import type { Place } from '../../problem.ts'
import { type Day, parseDay } from '../../time/day.ts'
import type { HolidayCalendar } from '../../time/holidays.ts'
import { readDocuments } from '../source/block.ts'
import { FieldReader, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'

/**
 * A list of holidays, `calendars/NAME.yaml` in the folder of the agreement, as somebody published it:
 *
 *     calendar: lake-2026
 *     source: Official journal of the Lake, 3 November 2025      # text, or a list of keys of SOURCES.md
 *     edition: 2025-11-03
 *     covers: 2026-01-01/2026-12-31
 *     days: [2026-01-01, 2026-04-06, 2026-12-25]
 *
 * Outside of what it covers nothing is known; a day outside is refused.
 */
const SHAPE = { what: 'a calendar', keys: ['calendar', 'source', 'edition', 'covers', 'days'] }
const CALENDAR_LENGTH_MAX = 262_144

export function readCalendar(file: string, name: string, content: string, report: Report): HolidayCalendar | undefined {
  const start: Place = { file, line: 1, column: 1 }
  if (content.length > CALENDAR_LENGTH_MAX) {
    const message = `The file has more than ${CALENDAR_LENGTH_MAX} characters.`
    report.error('calendar/invalid', start, message, 'Give each year a file.')
    return undefined
  }
  const text = content.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const [document, second] = readDocuments({ text, at: (offset) => placeIn(file, text, offset) }, report)
  if (document !== undefined && !document.whole) return undefined
  if (document?.fields === undefined || second !== undefined) {
    const place = second?.place ?? start
    report.error('calendar/invalid', place, 'The file does not hold one calendar.', 'Give each calendar a file.')
    return undefined
  }
  const reader = new FieldReader(document.fields, SHAPE, report)
  for (const key of SHAPE.keys) reader.need(key, `A calendar has: ${EXAMPLE}`)
  const id = reader.text('calendar')
  if (id !== undefined && id.value !== name) {
    const message = `The file of the calendar "${name}" calls it "${id.value}".`
    report.error('calendar/invalid', id.place, message, 'Use one name for both.')
  }
  const covers = readCovers(reader, report)
  const days = covers === undefined ? [] : readDays(reader, covers, report)
  const source = reader.texts('source').map((each) => each.value)
  const edition = reader.text('edition')?.value
  if (id === undefined || edition === undefined || covers === undefined) return undefined
  return { id: name, source: source.join(', '), edition, days, ...covers }
}

function readCovers(reader: FieldReader, report: Report): { from: Day; to: Day } | undefined {
  const text = reader.text('covers')
  if (text === undefined) return undefined
  const [from, to, more] = text.value.split('/').map(parseDay)
  if (from !== undefined && to !== undefined && more === undefined && from <= to) return { from, to }
  report.error('calendar/invalid', text.place, `"${text.value}" is no span of days.`, 'Write 2026-01-01/2026-12-31.')
  return undefined
}

function readDays(reader: FieldReader, covers: { from: Day; to: Day }, report: Report): Day[] {
  const days = new Set<Day>()
  for (const item of reader.items('days')) {
    const text = textOf(item, 'A day', report)
    if (text === undefined) continue
    const day = parseDay(text.value)
    if (day === undefined) {
      report.error('date/invalid', text.place, `"${text.value}" is no date.`, 'Write 2026-12-25.')
    } else if (day < covers.from || day > covers.to) {
      const message = `${text.value} lies outside of what the calendar covers.`
      report.error('calendar/invalid', text.place, message, 'Correct the day, or what stands behind covers.')
    } else days.add(day)
  }
  return [...days].sort((a, b) => a - b)
}

const EXAMPLE = 'calendar, source, edition, covers: 2026-01-01/2026-12-31, days: [2026-01-01].'

/** Asked of every part of a form: nothing is copied. */
export function placeIn(file: string, text: string, offset: number): Place {
  let [line, lineStart] = [1, 0]
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
    line += 1
    lineStart = end + 1
  }
  return { file, line, column: offset - lineStart + 1 }
}
