import type { Agreement } from '../../agreement/agreement.ts'
import type { ActKind, Stage } from '../../agreement/kind.ts'
import type { Link } from '../../agreement/rule.ts'
import { fieldOf, namesAt } from '../guard/guard-form.ts'
import { listed, small, spoken, withArticle } from './sentence-words.ts'

/**
 * How acts and their fields are called in a sentence: "a question" when first mentioned, "the question" from then on.
 */
export interface Saying {
  readonly agreement: Agreement
  /** Kinds of act that the sentence has mentioned. */
  readonly mentioned: Set<string>
  /** Kinds of act that call the rule into being: `each addressee` alone means those of such an act. */
  readonly triggers: readonly string[]
}

export function saying(agreement: Agreement, triggers: readonly string[] = []): Saying {
  return { agreement, mentioned: new Set(), triggers }
}

export function kindOf(say: Saying, name: string): ActKind | undefined {
  const isIt = (kind: ActKind) => kind.name === name
  return say.agreement.kinds.find(isIt) ?? say.agreement.items?.find(isIt)
}

/** The noun without article. Two kinds with one noun are told apart by their names. */
export function bareNoun(say: Saying, name: string): { article: string; words: string } {
  const noun = kindOf(say, name)?.noun ?? withArticle(spoken(name))
  const article = /^(?:an?|the|one) /i.exec(noun)?.[0] ?? ''
  const words = noun.slice(article.length)
  const twins = say.agreement.kinds.filter((kind) => kind.noun === noun)
  return { article, words: twins.length > 1 ? `${words} (${name})` : words }
}

/** `a question`. */
export function a(say: Saying, name: string): string {
  say.mentioned.add(name)
  const { article, words } = bareNoun(say, name)
  return `${article}${words}`
}

/** `the question`. */
export function the(say: Saying, name: string): string {
  say.mentioned.add(name)
  return `the ${bareNoun(say, name).words}`
}

/** `a question` when first mentioned, else `the question`. */
export function aOrThe(say: Saying, name: string): string {
  return say.mentioned.has(name) ? the(say, name) : a(say, name)
}

/** `is`, or `are` for nouns such as `minutes`. */
export function isOrAre(say: Saying, name: string): string {
  const { article, words } = bareNoun(say, name)
  return article === '' && words.endsWith('s') ? 'are' : 'is'
}

/** `it`, or `them` for nouns such as `minutes`. */
export function itOrThem(say: Saying, name: string): string {
  return isOrAre(say, name) === 'are' ? 'them' : 'it'
}

/** `the question's`; for nouns with a tail, such as `request for a meeting`, there is no such form. */
export function possessive(say: Saying, name: string): string | undefined {
  const { words } = bareNoun(say, name)
  if (hasTail(words)) return undefined
  return `${the(say, name)}${words.endsWith('s') ? "'" : "'s"}`
}

function hasTail(words: string): boolean {
  return / (?:of|for|on|about|to|in|that|by|with|from) /.test(words)
}

/** `troops`; `start of the schedule` for a path; the form's titles where it gives any. */
export function fieldWords(say: Saying, noun: string, path: readonly string[]): string {
  return labelsOf(say, noun, path).reverse().join(' of the ')
}

/** What each part of the path is called, outermost first. */
export function labelsOf(say: Saying, noun: string, path: readonly string[]): string[] {
  const form = kindOf(say, noun)?.form
  return path.map((name, i) => {
    const before = path.slice(0, i)
    const label = labelOf(form, before, name)
    const twins = namesAt(form, before).filter((other) => labelOf(form, before, other) === label)
    return twins.length > 1 ? `${label} (${name})` : label
  })
}

function labelOf(form: ActKind['form'], before: readonly string[], name: string): string {
  const field = fieldOf(form, [...before, name])
  return field.found && field.title !== undefined ? small(field.title) : spoken(name)
}

/** A title that is a clause, `When the meeting began`, is not a thing that can be `the ...`. */
export function isClause(label: string): boolean {
  return /^when /.test(label)
}

/** `the expiry stated in the draft decision`. */
export function statedField(say: Saying, noun: string, path: readonly string[]): string {
  const label = fieldWords(say, noun, path)
  return `the ${isClause(label) ? `time "${label}"` : label} stated in ${the(say, noun)}`
}

const AFTER_NOUN: Partial<Record<Stage, string>> = {
  acknowledgement: 'of',
  reminder: 'of',
  reply: 'to',
  'joint reply': 'to',
  adoption: 'of',
  'follow-up': 'to',
  joining: 'to',
  denial: 'of',
  withdrawal: 'of',
  waiver: 'as to',
}
export const ANY_CASE = 'in response to'

/**
 * `an answer to the question`, `a withdrawal or a waiver about the question`. New acts, so `a`.
 * @param other how the act that is referred to is called: in a trigger it may be new as well
 */
export function actWords(say: Saying, acts: readonly string[], link: Link | undefined, other = the): string {
  const nouns = acts.map((act) => a(say, act))
  return `${listed(nouns, 'or')}${linkWords(say, acts, link, prepositionOf(say, acts), other)}`
}

export function prepositionOf(say: Saying, acts: readonly string[]): string {
  const words = new Set(
    acts.map((act) => {
      const stage = kindOf(say, act)?.stage
      return hasTail(bareNoun(say, act).words) || stage === undefined ? ANY_CASE : (AFTER_NOUN[stage] ?? ANY_CASE)
    }),
  )
  const [word] = words
  return words.size === 1 && word !== undefined ? word : ANY_CASE
}

/** @param preposition what stands before the act that is referred to itself; `about` is for its whole chain */
export function linkWords(
  say: Saying,
  acts: readonly string[],
  link: Link | undefined,
  preposition: string,
  other = the,
  isInPeriod = false,
): string {
  switch (link?.kind) {
    case undefined:
      return ''
    case 'to':
      return ` ${preposition} ${other(say, link.noun)}`
    case 'about':
      return ` about ${other(say, link.noun)}`
    case 'period':
      if (link.offset === 0) return ` for ${isInPeriod ? 'that' : 'the'} ${link.unit}`
      return ` for the ${link.offset === 1 ? `next ${link.unit}` : `${link.unit} ${link.offset === 2 ? 'after next' : 'before'}`}`
    case 'with': {
      const own = fieldWords(say, acts[0] ?? '', link.field)
      const stated = statedField(say, link.noun, link.equals)
      return fieldWords(say, link.noun, link.equals) === own ? ` with ${stated}` : ` whose ${own} is ${stated}`
    }
  }
}
