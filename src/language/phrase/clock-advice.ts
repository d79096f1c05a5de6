import { isoOfOther, type OtherDate, otherDate } from '../../time/other-date.ts'
import { MONTHS } from '../sentence/sentence-words.ts'
import { isWord, type Phrase, type Token } from './phrase.ts'

/** What is often written for the end of a clock and is not our word for it: it is refused with our word. */

const AT_ONCE = ['immediately', 'promptly', 'forthwith', 'instantly']

export function refuseOtherWords(phrase: Phrase): void {
  const first = phrase.peek()
  if (first.kind !== 'word') return
  if (isDateInWords(phrase)) refuseOtherDate(phrase)
  const word = first.text.toLowerCase()
  if (AT_ONCE.includes(word) || (word === 'at' && isWord(phrase.peek(1), 'once'))) {
    phrase.stop(
      'period/invalid',
      first,
      `"${word === 'at' ? 'at once' : first.text}" has no number, and is said in other words here.`,
      WITHOUT_DELAY,
    )
  }
  if (word === 'within') {
    const rest = wordsFrom(phrase, 1)
    const anchor = /\b(?:after|before|of)\b/.exec(rest)
    const advice =
      anchor === null
        ? `Write ${rest} after, and what it counts from: ${rest} after question is received.`
        : `Write ${rest.replace(' of ', ' after ')}.`
    phrase.stop('period/invalid', first, '"within" does not say from when the time runs.', advice)
  }
  const unit = [1, 2, 3].map((skip) => phrase.peek(skip).text).find((text) => UNITS.includes(text))
  if (
    /^end of (?:the )?(?:year|quarter|month|period)\b/.test(wordsFrom(phrase, word === 'the' ? 1 : 0)) &&
    unit !== undefined
  ) {
    if (!wordsFrom(phrase, 0).startsWith('the end of the ')) {
      phrase.stop('period/invalid', first, 'It is not said which one ends.', `Write the end of the ${unit}.`)
    }
  }
}

const WITHOUT_DELAY = 'Write without delay; or a time, such as 48 hours after question is received.'
const UNITS = ['year', 'quarter', 'month', 'period']

/** `after receipt of invoice`: what happened to an act is said of the act. */
export function refuseReceiptOf(phrase: Phrase): void {
  const skip = isWord(phrase.peek(), 'the') ? 1 : 0
  const token = phrase.peek(skip)
  const is = HAPPENED.get(token.text)
  const next = phrase.peek(skip + 1)
  if (is === undefined || (next.kind !== 'end' && !isWord(next, 'of'))) return
  const after = skip + 2 + (/^(?:the|a|an)$/.test(phrase.peek(skip + 2).text) ? 1 : 0)
  const noun = phrase.peek(after)
  const message = `"${token.text}" is said of the act itself here.`
  phrase.stop('phrase/syntax', token, message, `Write ${noun.kind === 'end' ? 'NOUN' : noun.text} is ${is}.`)
}

const HAPPENED: ReadonlyMap<string, string> = new Map([
  ['receipt', 'received'],
  ['reception', 'received'],
  ['transmission', 'transmitted'],
  ['dispatch', 'transmitted'],
  ['sending', 'transmitted'],
])

function isDateInWords(phrase: Phrase): boolean {
  const found = otherDate(dateWords(phrase))
  if (found === undefined) return false
  // Ours: `30 April`.
  return found.year !== undefined || !(MONTHS.includes(phrase.peek(1).text) && /^\d{1,2}$/.test(phrase.peek().text))
}

function refuseOtherDate(phrase: Phrase): never {
  const words = dateWords(phrase)
  const date = otherDate(words) as OtherDate
  const ours = isoOfOther(date) ?? `${date.date} ${MONTHS[date.month - 1]}`
  return phrase.stop('date/invalid', phrase.peek(), `"${words}" is a date in other words than ours.`, `Write ${ours}.`)
}

function dateWords(phrase: Phrase): string {
  return wordsFrom(phrase, 0).replace(/ under .*$/, '')
}

/** The words from here on, as they stand but for the spaces. */
function wordsFrom(phrase: Phrase, skip: number): string {
  const words: Token[] = []
  for (let at = skip; at < skip + WORDS_MAX; at++) {
    const token = phrase.peek(at)
    if (token.kind === 'end') break
    words.push(token)
  }
  return words.map(({ text }, index) => (index === 0 || text === ',' ? text : ` ${text}`)).join('')
}

/** No date and no clock that is meant here is longer. */
const WORDS_MAX = 12
