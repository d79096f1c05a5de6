import type { KindName } from '../../agreement/clause.ts'
import type { ActKind } from '../../agreement/kind.ts'
import type { Decided, Event, Link } from '../../agreement/rule.ts'
import { fieldOf, listAt, namesAt } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import { withArticle } from '../sentence/sentence-words.ts'
import type { Text } from '../source/fields.ts'
import { readDecided } from './decided.ts'
import { fieldNamed, isFieldToken, kindNamed, type Standpoint } from './noun.ts'
import type { Phrase } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * Reads what a rule waits for in a list, and an act that is found by a field:
 *
 *     each activity in calendar.activities        with key: designation, or x-key in the form
 *     each task in programme.tasks when programme is adopted
 *     notification with designation = activity.designation
 */
export function readEachItem(phrase: Phrase, directory: Directory, key: Text | undefined): Event {
  phrase.need('each')
  const name = phrase.name('what an item is called')
  phrase.need('in')
  const token = phrase.peek()
  if (!isFieldToken(token)) phrase.fault([], 'a list such as calendar.activities')
  phrase.next()
  const [word = '', ...path] = token.text.split('.')
  const act = kindNamed(phrase, { ...token, text: word, end: token.start + word.length }, directory)
  if (act === undefined) return { kind: 'item', as: name.text, act: word, path, key: '' }
  const list = listAt(directory.kindOf.get(act)?.form, path)
  if (list === undefined) {
    const message = `The form of "${act}" has no list of items under "${path.join('.')}".`
    phrase.error('item/list', token, message, 'Name an array whose items are objects, with their fields in the form.')
    return { kind: 'item', as: name.text, act, path, key: '' }
  }
  const known = directory.items.get(name.text)
  const isOther = known !== undefined && (known.act !== act || known.path.join() !== path.join())
  if (isOther || (known === undefined && directory.kinds.has(name.text))) {
    const what = isOther ? 'the items of another list' : 'a kind of act'
    phrase.error('item/name', name, `"${name.text}" is ${what} already.`, 'Give the items of each list their own name.')
  } else if (known === undefined)
    directory.items.set(name.text, { act, path, noun: nounOf(name.text, list.form, directory, act) })
  if (known === undefined && !isOther && directory.items.has(name.text))
    directory.kindOf.set(name.text, directory.items.get(name.text)?.noun as ActKind)
  const item = { kind: 'item' as const, as: name.text, act, path, key: keyOf(phrase, list, key, name.text) }
  return phrase.takes('when') ? { ...item, decided: readListDecided(phrase, act, directory) } : item
}

/** `when programme is adopted`: from when the list counts. */
function readListDecided(phrase: Phrase, act: KindName, directory: Directory): Decided {
  phrase.takes('the')
  const token = phrase.name('the act that has the list')
  if (token.text !== act) {
    const message = `The list stands in "${act}", and what becomes of that is meant.`
    phrase.stop('phrase/syntax', token, message, `Write when ${act} is adopted.`)
  }
  return readDecided(phrase, token, directory)
}

function keyOf(
  phrase: Phrase,
  list: { form: Parameters<typeof namesAt>[0]; key?: string },
  text: Text | undefined,
  name: string,
): string {
  const key = text?.value ?? list.key
  const names = namesAt(list.form, [])
  if (key === undefined) {
    const advice = `Write key: and one of: ${names.join(', ')}.`
    phrase.error(
      'item/key',
      { start: 0 },
      `It is not said by which field "${name}" is the same one in a later list.`,
      advice,
    )
    return ''
  }
  if (fieldOf(list.form, [key]).found) return key
  const message = `An item of the list has no field "${key}".`
  if (text === undefined) phrase.error('item/key', { start: 0 }, message, didYouMean(key, names))
  else phrase.report.error('item/key', text.place, message, didYouMean(key, names))
  return key
}

function nounOf(name: string, form: ActKind['form'], directory: Directory, act: KindName): ActKind {
  const words = name.replaceAll('-', ' ')
  const kind = directory.kindOf.get(act) as ActKind
  return {
    name,
    clause: kind.clause,
    noun: withArticle(words),
    infinitive: words,
    titles: {},
    stage: 'other',
    to: 'nobody',
    refersTo: [],
    mustRefer: false,
    ...(form === undefined ? {} : { form }),
  }
}

/** `with designation = activity.designation`: of all the acts a rule knows, those that state the same. */
export function readWith(phrase: Phrase, here: Standpoint, acts: readonly KindName[]): Link {
  const token = phrase.name('a field of the act')
  const field = token.text.split('.')
  for (const act of acts) {
    const form = here.directory.kindOf.get(act)?.form
    const found = fieldOf(form, field)
    if (found.found) continue
    const message = `The form of "${act}" has no field "${field[found.at]}".`
    phrase.error('field/unknown', token, message, didYouMean(field[found.at] ?? '', found.names, 'Add it to the form.'))
  }
  phrase.need('=')
  const other = phrase.peek()
  if (!isFieldToken(other)) phrase.fault([], 'a field such as activity.designation')
  phrase.next()
  const equals = fieldNamed(phrase, other, here)
  return { kind: 'with', field, noun: equals?.noun ?? '', equals: equals?.path ?? [] }
}
