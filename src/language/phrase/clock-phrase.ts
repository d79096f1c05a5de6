import { type Anchor, type Clock, OPEN_WORDS } from '../../agreement/clock.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { TimeCondition } from '../../agreement/rule.ts'
import type { PeriodUnit } from '../../time/calendar-period.ts'
import { monthLength, parseDay } from '../../time/day.ts'
import { type Period, parsePeriod, printPeriod, type Unit } from '../../time/regime.ts'
import type { Directory } from '../meaning/directory.ts'
import { MONTHS } from '../sentence/sentence-words.ts'
import { refuseOtherWords, refuseReceiptOf } from './clock-advice.ts'
import { mustBeDecided } from './decided.ts'
import { fieldNamed, isFieldToken, nounNamed, type Standpoint } from './noun.ts'
import { ruleNamed } from './party-phrase.ts'
import { isWord, type Phrase, type Token } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * Reads when something ends, and when a message must have been sent:
 *
 *     clock  = period ( "after" | "before" ) anchor [ "(" period "if" GUARD { ";" period "if" GUARD } ")" ] [ "under" TIME ]
 *            | DATE | NUMBER MONTH | "the end of the" unit | NOUN.FIELD | open
 *     open   = "without delay" | "as soon as possible" | "immediately" | "at no stated time"
 *     anchor = [ "the" ] NOUN "is" ( "transmitted" | "received" | "adopted" ) | NOUN.FIELD | "it arises"
 *            | RULE ( "lapses" | "is performed late" | "is exercised" )
 *     window = "transmitted" ( "at least" period "before" anchor | "not later than" [ period "after" ] anchor
 *            | "between" period "and" period "before" anchor ) [ "under" TIME ]
 *     period = NUMBER ( "minute" | "hour" | "day" | "working day" | "week" | "month" | "year" ) [ "s" ]
 *
 *     14 days after question is received (48 hours if question.urgent)
 *     transmitted between 5 days and 36 hours before inspection-request.entry under calendar-days
 */
export type ReadGuard = (text: string, start: number, phrase: Phrase) => GuardText | undefined

export const DEFAULT_TIME = 'default'
export const UNITS: readonly PeriodUnit[] = ['year', 'quarter', 'month', 'period']

export function readClock(phrase: Phrase, here: Standpoint, readGuard: ReadGuard): Clock {
  const open = OPEN_WORDS.find((words) => phrase.takes(...words.split(' ')))
  if (open !== undefined) return { kind: 'open', word: open }
  refuseOtherWords(phrase)
  if (phrase.takes('the', 'end', 'of', 'the')) {
    return { kind: 'at', at: { kind: 'period end', unit: phrase.oneOf(UNITS) as PeriodUnit } }
  }
  const first = phrase.peek()
  if (/^\d{4}-/.test(first.text)) return readDateClock(phrase)
  if (/^\d{1,2}$/.test(first.text) && isMonth(phrase.peek(1))) return readAnnual(phrase)
  if (isFieldToken(first)) {
    phrase.next()
    const field = fieldNamed(phrase, first, here)
    return { kind: 'at', at: { kind: 'field', noun: field?.noun ?? '', path: field?.path ?? [] } }
  }
  const period = parsePeriodAt(phrase)
  const direction = phrase.oneOf(['after', 'before']) as 'after' | 'before'
  const from = readAnchor(phrase, here)
  const variants = readVariants(phrase, readGuard)
  return { kind: 'count', period, variants, direction, from, regime: readUnder(phrase, here.directory) }
}

function readDateClock(phrase: Phrase): Clock {
  const token = phrase.next()
  const day = parseDay(token.text)
  if (day === undefined) {
    return phrase.stop('date/invalid', token, `"${token.text}" is no date.`, 'Write year, month and day: 2026-03-01.')
  }
  return { kind: 'date', day }
}

function isMonth(token: Token): boolean {
  return /^[A-Z][a-z]+$/.test(token.text) && !UNIT_WORDS.includes(token.text.toLowerCase())
}

/** 29 February is refused: three years in four it would be no day at all. */
export function readAnnual(phrase: Phrase): Extract<Clock, { readonly kind: 'annual date' }> {
  const dateToken = phrase.next()
  const monthToken = phrase.next()
  const month = MONTHS.indexOf(monthToken.text) + 1
  if (month === 0) {
    const advice = didYouMean(monthToken.text, MONTHS)
    return phrase.stop('date/invalid', monthToken, `"${monthToken.text}" is no month.`, advice)
  }
  const date = Number(dateToken.text)
  if (date < 1 || date > monthLength(2023, month)) {
    const message = `There is no ${date} ${monthToken.text} in every year.`
    phrase.stop('date/invalid', dateToken, message, `Write ${monthLength(2023, month)} ${monthToken.text} or earlier.`)
  }
  return { kind: 'annual date', month, date }
}

function readVariants(phrase: Phrase, readGuard: ReadGuard): { period: Period; if: GuardText }[] {
  const variants: { period: Period; if: GuardText }[] = []
  if (!phrase.takes('(')) return variants
  do {
    const period = parsePeriodAt(phrase)
    phrase.need('if')
    const { text, start } = phrase.restUntil(';)')
    const guard = readGuard(text, start, phrase)
    if (guard !== undefined) variants.push({ period, if: guard })
  } while (phrase.takes(';'))
  phrase.need(')')
  return variants
}

export function readUnder(phrase: Phrase, { times }: Directory): string {
  if (!phrase.takes('under')) return DEFAULT_TIME
  const token = phrase.name('the name of a time block')
  if (token.text !== DEFAULT_TIME && !times.has(token.text)) {
    const advice = didYouMean(token.text, times.keys())
    phrase.error('time/unknown', token, `"${token.text}" is no time block of this agreement.`, advice)
  }
  return token.text
}

export function readAnchor(phrase: Phrase, here: Standpoint): Anchor {
  if (isWord(phrase.peek(), 'the') && isWord(phrase.peek(2), 'ends')) {
    phrase.next()
    const unit = phrase.oneOf(UNITS) as PeriodUnit
    phrase.next()
    return { kind: 'period end', unit }
  }
  refuseReceiptOf(phrase)
  phrase.takes('the')
  const token = phrase.peek()
  if (phrase.takes('it', 'arises')) return { kind: 'born' }
  const second = phrase.peek(1)
  if (isWord(second, 'lapses')) {
    const rule = ruleNamed(phrase, phrase.next(), here.directory)
    phrase.next()
    return { kind: 'outcome', rule, is: 'lapses' }
  }
  if (isFieldToken(token) && !isWord(second, 'is')) {
    phrase.next()
    const field = fieldNamed(phrase, token, here)
    return { kind: 'field', noun: field?.noun ?? '', path: field?.path ?? [] }
  }
  phrase.name('an act or a field of one')
  if (!isWord(second, 'is')) {
    return phrase.fault(['is transmitted', 'is received', 'lapses'], `behind "${token.text}" what counts`)
  }
  phrase.need('is')
  const word = phrase.oneOf(['transmitted', 'received', 'adopted', 'performed', 'exercised'])
  if (word === 'exercised') return { kind: 'outcome', rule: ruleNamed(phrase, token, here.directory), is: 'exercised' }
  if (word === 'performed') {
    phrase.need('late')
    return { kind: 'outcome', rule: ruleNamed(phrase, token, here.directory), is: 'performed late' }
  }
  const noun = nounNamed(phrase, token, here)
  if (noun !== undefined && word === 'adopted') mustBeDecided(phrase, token, here.directory)
  return { kind: 'act', noun: noun ?? token.text, is: word as 'transmitted' | 'received' | 'adopted' }
}

export function readWindow(phrase: Phrase, here: Standpoint): TimeCondition {
  phrase.need('transmitted')
  if (phrase.takes('not', 'later', 'than')) {
    if (!/^[0-9]+$/.test(phrase.peek().text)) return { kind: 'not later than', at: readAnchor(phrase, here) }
    const period = parsePeriodAt(phrase)
    phrase.need('after')
    const at = readAnchor(phrase, here)
    return { kind: 'not later than', at, plus: { period, regime: readUnder(phrase, here.directory) } }
  }
  if (phrase.takes('at', 'least')) {
    const period = parsePeriodAt(phrase)
    phrase.need('before')
    const before = readAnchor(phrase, here)
    return { kind: 'at least', period, before, regime: readUnder(phrase, here.directory) }
  }
  if (!phrase.takes('between')) phrase.fault(['at least', 'not later than', 'between'])
  const firstToken = phrase.peek()
  const first = parsePeriodAt(phrase)
  phrase.need('and')
  const last = parsePeriodAt(phrase)
  if (hoursAtMost(first) <= hoursAtLeast(last)) {
    phrase.error(
      'window/reversed',
      firstToken,
      `The window begins ${printPeriod(first)} before and ends ${printPeriod(last)} before, so it is empty.`,
      'Put the longer time first: between 5 days and 36 hours before.',
    )
  }
  phrase.need('before')
  return { kind: 'between', first, last, before: readAnchor(phrase, here), regime: readUnder(phrase, here.directory) }
}

/** A working day may be days away; what may be empty only in some year is left to the reader. */
const HOURS: Readonly<Record<Unit, readonly [number, number]>> = {
  minute: [1 / 60, 1 / 60],
  hour: [1, 1],
  day: [23, 25],
  'working day': [23, 24 * 30],
  week: [24 * 7 - 1, 24 * 7 + 1],
  month: [24 * 28 - 1, 24 * 31 + 1],
  year: [24 * 365, 24 * 366],
}

function hoursAtLeast(period: Period): number {
  return period.n * HOURS[period.unit][0]
}

function hoursAtMost(period: Period): number {
  // Days differ in hours once or twice a year; equal periods are equal on each day.
  return period.unit === 'day' ? period.n * 24 : period.n * HOURS[period.unit][1]
}

const UNIT_WORDS = ['minutes', 'hours', 'days', 'working days', 'weeks', 'months', 'years']
/** A thousand years: longer ones are slips of the pen, and dates end with the year 9999. */
const HOURS_MAX = 1_000 * 366 * 24

export function parsePeriodAt(phrase: Phrase): Period {
  const number = phrase.next()
  if (number.kind !== 'word' || !/^[0-9]+$/.test(number.text)) {
    const found = number.kind === 'end' ? 'The phrase ends too early' : `"${number.text}" is no number`
    return phrase.stop('period/invalid', number, `${found}: a period begins with a whole number.`, EXAMPLE)
  }
  const unit = phrase.next()
  const words = isWord(unit, 'working') ? `working ${phrase.next().text}` : unit.text
  const period = parsePeriod(`${number.text.replace(/^0+(?=.)/, '')} ${words}`)
  if (/^0+$/.test(number.text)) {
    return phrase.stop('period/zero', number, 'A period of nothing ends before anybody can act.', EXAMPLE)
  }
  if (period === undefined) {
    const advice = didYouMean(words, UNIT_WORDS, EXAMPLE)
    return phrase.stop('period/invalid', unit, `"${words}" is no unit of time.`, advice)
  }
  if (hoursAtLeast(period) > HOURS_MAX) {
    return phrase.stop('period/invalid', number, `${number.text} ${words} are more than 1000 years.`, EXAMPLE)
  }
  return period
}

const EXAMPLE = 'Write it like 48 hours, 14 days, 2 working days or 3 months.'
