import type { Channel } from '../../agreement/kind.ts'
import type { HolidayCalendar } from '../../time/holidays.ts'
import { PLAIN, parsePeriod, type Regime, regulation1182 } from '../../time/regime.ts'
import type { Zone } from '../../time/zone.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, type Text, textOf } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { didYouMean } from './spelling.ts'

/**
 * How time is counted, and when a message counts as received:
 *
 *     time: default
 *     first day: not counted
 *     working week: [Mon, Tue, Wed, Thu, Fri]
 *     holidays: [lake-2026]            # calendars/lake-2026.yaml
 *     holiday in: any
 *     roll: none
 *     end of month: last day
 *     hours: elapsed
 *     ---
 *     time: eu
 *     regime: 1182/71
 *     ---
 *     channel: fax
 *     receipt: business hours 09:00-17:00
 *     zone: addressee
 */
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const REGULATION = '1182/71'
const TIME = {
  what: 'a time block',
  keys: ['time', 'first day', 'working week', 'holidays', 'holiday in', 'roll', 'end of month', 'hours', 'regime'],
}
const CHANNEL = { what: 'a channel', keys: ['channel', 'receipt', 'zone'] }

export type CalendarByName = (name: Text) => HolidayCalendar | undefined

export function readTime(declaration: Declaration, zone: Zone, calendar: CalendarByName, report: Report): Regime {
  const reader = new FieldReader(declaration, TIME, report)
  const holidays = reader.texts('holidays').flatMap((name) => calendar(name) ?? [])
  const name = reader.text('time')?.value ?? ''
  const named = reader.word('regime', [REGULATION])
  const plain: Regime = { ...PLAIN(zone), id: name }
  const firstDay = reader.word('first day', ['not counted', 'counted'] as const)
  const holidayIn = reader.word('holiday in', ['any', 'all'] as const)
  const roll = reader.word('roll', ['none', 'following', 'preceding'] as const)
  const endOfMonth = reader.word('end of month', ['last day', 'next day'] as const)
  const hours = reader.word('hours', ['elapsed', 'whole'] as const)
  const workingWeek = reader.has('working week') ? readWeek(reader, report) : undefined
  if (named !== undefined) {
    for (const key of ['first day', 'working week', 'holiday in', 'roll', 'end of month', 'hours']) {
      const field = reader.field(key)
      if (field === undefined) continue
      const message = `The regime ${named} already says what "${key}" is.`
      report.error('key/unknown', field.keyPlace, message, `Leave out "${key}", or "regime" if it is another one.`)
    }
    return regulation1182(zone, holidays)
  }
  return {
    ...plain,
    holidays,
    firstDay: firstDay ?? plain.firstDay,
    workingWeek: workingWeek ?? plain.workingWeek,
    holidayIn: holidayIn ?? plain.holidayIn,
    roll: roll ?? plain.roll,
    endOfMonth: endOfMonth ?? plain.endOfMonth,
    hours: hours ?? plain.hours,
  }
}

function readWeek(reader: FieldReader, report: Report): number[] | undefined {
  const days = new Set<number>()
  for (const item of reader.items('working week')) {
    const text = textOf(item, 'A day of the working week', report)
    if (text === undefined) continue
    const index = WEEKDAYS.indexOf(text.value)
    if (index >= 0) days.add(index + 1)
    else {
      const advice = didYouMean(text.value, WEEKDAYS, `Write some of: ${WEEKDAYS.join(', ')}.`)
      report.error('value/unknown', text.place, `"${text.value}" is no day of the week.`, advice)
    }
  }
  const field = reader.field('working week')
  if (field !== undefined && days.size === 0) {
    const message = 'A week without a working day never lets a working day pass.'
    report.error('value/unknown', field.keyPlace, message, 'Write at least one day: [Mon, Tue, Wed, Thu, Fri].')
    return undefined
  }
  return [...days].sort((a, b) => a - b)
}

export function readChannel(declaration: Declaration, report: Report): Channel | undefined {
  const reader = new FieldReader(declaration, CHANNEL, report)
  const name = reader.id('channel', 'name')
  reader.need(
    'receipt',
    'Write when a message counts as received: actual, at once, next working day, 3 days after, ...',
  )
  const text = reader.text('receipt')
  const receipt = text === undefined ? undefined : receiptOf(text.value)
  if (text !== undefined && receipt === undefined) {
    const words = ['actual', 'at once', 'next working day', 'business hours 09:00-17:00']
    const advice = didYouMean(text.value, words, `Write one of: ${words.join(', ')}, 3 days after.`)
    report.error('channel/receipt', text.place, `"${text.value}" is no rule of receipt.`, advice)
  }
  const zone = reader.word('zone', ['agreement', 'addressee'] as const) ?? 'agreement'
  if (name === undefined) return undefined
  return { name: name.value, clause: declaration.clause, receipt: receipt ?? { kind: 'actual' }, zone }
}

function receiptOf(text: string): Channel['receipt'] | undefined {
  if (text === 'actual' || text === 'at once' || text === 'next working day') return { kind: text }
  const hours = /^business hours ((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text)
  if (hours !== null) {
    const [, opens = '', closes = ''] = hours
    return opens < closes ? { kind: 'opening hours', opens, closes } : undefined
  }
  const after = / after$/.test(text) ? parsePeriod(text.slice(0, -' after'.length)) : undefined
  return after === undefined ? undefined : { kind: 'after', period: after }
}
