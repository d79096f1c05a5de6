import type { PeriodSeries } from '../../time/calendar-period.ts'
import { civilOf, type Day } from '../../time/day.ts'
import type { Period } from '../../time/regime.ts'

/**
 * The small words of printed sentences: lists, numbers, dates, capitals. Written out here and not taken from locale data,
 * which differ between versions of a runtime: the same agreement prints the same sentence everywhere.
 */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** `a`, `a or b`, `a, b or c`. */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`
}

/** `9,000`; `-3`; `2.5`. */
export function numberWords(n: number): string {
  const [whole = '', fraction] = String(n).split('.')
  if (!/^-?\d+$/.test(whole)) return String(n)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** `1 March 2026`. */
export function dayWords(day: Day): string {
  const { year, month, date } = civilOf(day)
  return `${dateWords(month, date)} ${year}`
}

/** `15 November`. */
export function dateWords(month: number, date: number): string {
  return `${date} ${MONTHS[month - 1] ?? `month ${month}`}`
}

/** `calendar year`, `period of 5 calendar years (2012 to 2016, 2017 to 2021, and so on)`. */
export function seriesWords(series: PeriodSeries): string {
  if (series.unit !== 'period') return `calendar ${series.unit}`
  const { years, from } = series
  const spans = [from, from + years].map((first) => `${first} to ${first + years - 1}`)
  return `period of ${numberWords(years)} calendar years (${spans.join(', ')}, and so on)`
}

/** `14 days`, `2 working days`. */
export function periodWords(period: Period): string {
  return `${numberWords(period.n)} ${period.unit}${period.n === 1 ? '' : 's'}`
}

/** `1st`, `2nd`, `11th`, `1,023rd`. */
export function ordinalWords(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14
  return `${numberWords(n)}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

/** What one party does: `withdraws the question` for `withdraw the question`. */
export function thirdPerson(infinitive: string): string {
  const [verb = '', ...rest] = infinitive.split(' ')
  return [IRREGULAR[verb] ?? regular(verb), ...rest].join(' ')
}

const IRREGULAR: Readonly<Record<string, string>> = { be: 'is', have: 'has' }

function regular(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:[sxzo]|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`
}

/** `Monday to Friday`, or the days one by one. */
export function weekWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b)
  const names = days.map((day) => WEEKDAYS[day - 1] ?? `day ${day}`)
  const first = days[0] ?? 0
  const followEachOther = days.length > 2 && days.every((day, i) => day === first + i)
  return followEachOther ? `${names[0]} to ${names.at(-1)}` : listed(names, 'and')
}

/** First letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** First letter small, unless the first word is one like `ACVs` or a single letter. */
export function small(text: string): string {
  return /^[A-Z][a-z]*(?:\W|$)/.test(text) && !/^[A-Z](?:\W|$)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

/** Hyphens and underscores of a name are spaces when it is read out. */
export function spoken(name: string): string {
  return name.replace(/[-_]+/g, ' ').trim()
}

/** `a` or `an` before a word, by its first letters: good for the names that kinds of acts have. */
export function withArticle(words: string): string {
  return `${/^(?:[ai]|o(?!ne\b)|e(?!u)|u(?!ni|se|sa)|hour|honou?r|heir)/i.test(words) ? 'an' : 'a'} ${words}`
}

/** Is the thing a label names more than one? `troops`, `battle tanks`, `numbers of tanks`; not `number of tanks`. */
export function isPlural(label: string): boolean {
  const head = label.split(/ (?:of|in|for|with|on|at|to|under|by|from|or) /)[0] ?? label
  const word = head.split(' ').at(-1)?.toLowerCase() ?? ''
  return /(?:[^sui'])s$/.test(word) || ['people', 'personnel', 'data'].includes(word)
}
