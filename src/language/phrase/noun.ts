import type { KindName } from '../../agreement/clause.ts'
import { fieldOf } from '../guard/guard-form.ts'
import type { Directory } from '../meaning/directory.ts'
import type { Phrase, Token } from './phrase.ts'
import { didYouMean, listed } from './spelling.ts'

/**
 * Where a phrase stands: what is declared, and which nouns can be named here. A noun is the nearest act of that kind
 * along the chain of references from the trigger; what the trigger does not lead to cannot be named.
 */
export interface Standpoint {
  readonly directory: Directory
  /** `any`: the nouns were not to be had, for a reason already told. */
  readonly nouns: ReadonlySet<KindName> | 'any'
  /** In words, behind "from": `what this rule waits for`. */
  readonly from: string
  /** Whether `sender` and `addressee` can stand alone, for those of the trigger. */
  readonly bareRoles: boolean
  /** Figures of a party for which the rule waits. */
  readonly figures?: ReadonlySet<string>
}

const LEFT_OUT = ['a', 'an', 'the', 'send', 'sends', 'give', 'put', 'make']

/** `an invoice`, `send an answer`: a kind of act stands by its name alone. */
export function refuseArticle(phrase: Phrase, { kinds }: Directory): void {
  const first = phrase.peek()
  if (first.kind !== 'word' || kinds.has(first.text) || !LEFT_OUT.includes(first.text)) return
  let skip = 1
  while (LEFT_OUT.includes(phrase.peek(skip).text) && skip < 4) skip += 1
  const name = phrase.peek(skip)
  if (name.kind !== 'word' && name.kind !== 'quoted') return
  const advice = kinds.has(name.text) ? `Write ${name.text}.` : didYouMean(name.text, kinds.keys())
  phrase.stop('phrase/syntax', first, `"${first.text}" is left out here: a kind of act stands by its name.`, advice)
}

/** A kind that is declared; undefined, and told, if it is not. */
export function kindNamed(phrase: Phrase, token: Token, directory: Directory): KindName | undefined {
  if (directory.kinds.has(token.text) && !directory.items.has(token.text)) return token.text
  phrase.error(
    'kind/unknown',
    token,
    `"${token.text}" is no kind of act of this agreement.`,
    didYouMean(token.text, directory.kinds.keys()),
  )
  return undefined
}

/** A kind whose act can be found from here. */
export function nounNamed(phrase: Phrase, token: Token, here: Standpoint): KindName | undefined {
  const isItem = here.directory.items.has(token.text)
  const noun = isItem ? token.text : kindNamed(phrase, token, here.directory)
  if (noun === undefined || here.nouns === 'any' || here.nouns.has(noun)) return noun
  phrase.error(
    'noun/unreachable',
    token,
    `It is not said which ${noun.replaceAll('-', ' ')} is meant: from ${here.from} no reference leads to one.`,
    here.nouns.size === 0
      ? 'Nothing can be named here: the trigger is no act. Name parties instead.'
      : `Can be named here: ${listed(here.nouns)}. Or let the rule wait for it, when: ${noun}; or let the kinds between refer to it.`,
  )
  return undefined
}

/** `notification.start`: a noun, a dot, and the path of a field that its form has. */
export function isFieldToken(token: Token): boolean {
  return token.kind === 'word' && /^[a-z][a-z0-9-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)+$/u.test(token.text)
}

export function fieldNamed(
  phrase: Phrase,
  token: Token,
  here: Standpoint,
): { readonly noun: KindName; readonly path: readonly string[] } | undefined {
  const [word = '', ...path] = token.text.split('.')
  const noun = nounNamed(phrase, { ...token, text: word, end: token.start + word.length }, here)
  if (noun === undefined) return undefined
  const form = here.directory.kindOf.get(noun)?.form
  const field = fieldOf(form, path)
  if (!field.found) {
    const start = token.start + word.length + 1 + path.slice(0, field.at).join('.').length + (field.at > 0 ? 1 : 0)
    const names = [...field.names]
    phrase.error(
      'field/unknown',
      { start },
      `The form of "${noun}" has no field "${path[field.at]}".`,
      names.length === 0 ? 'Add it to the form.' : didYouMean(path[field.at] ?? '', names),
    )
    return undefined
  }
  return { noun, path }
}

/** `a question`, `an answer`. */
export function indefinite(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun.replaceAll('-', ' ')}`
}
