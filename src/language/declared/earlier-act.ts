import type { DayOfYearBefore, EarlierAct } from '../../agreement/rule.ts'
import { fieldOf, listAt } from '../guard/guard-form.ts'
import { readAnnual } from '../phrase/clock-phrase.ts'
import { readWith } from '../phrase/item-phrase.ts'
import { fieldNamed, isFieldToken, kindNamed, type Standpoint } from '../phrase/noun.ts'
import type { Phrase } from '../phrase/phrase.ts'
import { didYouMean } from '../phrase/spelling.ts'

/**
 * Which act of the same sender must have come before:
 *
 *     statement with designation = notification.designation
 *     activity in calendar.activities with designation = notification.designation
 */
export function readEarlierAct(phrase: Phrase, here: Standpoint): EarlierAct | undefined {
  const name = phrase.name('a kind of act')
  if (phrase.takes('in')) return readListed(phrase, name.text, here)
  const act = kindNamed(phrase, name, here.directory)
  phrase.need('with')
  const link = readWith(phrase, here, act === undefined ? [] : [act])
  if (act === undefined || link.kind !== 'with' || link.noun === '') return undefined
  return { act, field: link.field, equals: { noun: link.noun, path: link.equals } }
}

function readListed(phrase: Phrase, as: string, here: Standpoint): EarlierAct | undefined {
  const token = phrase.peek()
  if (!isFieldToken(token)) phrase.fault([], 'a list such as calendar.activities')
  phrase.next()
  const [word = '', ...path] = token.text.split('.')
  const act = kindNamed(phrase, { ...token, text: word, end: token.start + word.length }, here.directory)
  const list = act === undefined ? undefined : listAt(here.directory.kindOf.get(act)?.form, path)
  if (act !== undefined && list === undefined) {
    const message = `The form of "${act}" has no list of items under "${path.join('.')}".`
    phrase.error('item/list', token, message, 'Name an array whose items are objects, with their fields in the form.')
  }
  phrase.need('with')
  const fieldToken = phrase.name('a field of the item')
  const field = fieldToken.text.split('.')
  const found = fieldOf(list?.form, field)
  if (!found.found) {
    const message = `An item of the list has no field "${field[found.at]}".`
    phrase.error('field/unknown', fieldToken, message, didYouMean(field[found.at] ?? '', found.names))
  }
  phrase.need('=')
  const other = phrase.peek()
  if (!isFieldToken(other)) phrase.fault([], 'a field of the act that is checked')
  phrase.next()
  const equals = fieldNamed(phrase, other, here)
  if (act === undefined || list === undefined || equals === undefined) return undefined
  return { act, list: { path, as }, field, equals }
}

/** `15 November of the year before notification.start`, or `of the second year before` it. */
export function readDayOfYearBefore(phrase: Phrase, here: Standpoint): DayOfYearBefore | undefined {
  const { month, date } = readAnnual(phrase)
  phrase.need('of', 'the')
  const years = phrase.takes('second') ? 2 : 1
  phrase.need('year', 'before')
  const token = phrase.peek()
  if (!isFieldToken(token)) phrase.fault([], 'a time that the act states, such as notification.start')
  phrase.next()
  const field = fieldNamed(phrase, token, here)
  return field && { month, date, years, of: { noun: field.noun, path: field.path } }
}
