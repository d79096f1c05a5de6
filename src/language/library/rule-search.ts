import type { Agreement } from '../../agreement/agreement.ts'
import type { ActKind } from '../../agreement/kind.ts'
import type { Rule } from '../../agreement/rule.ts'
import { sentenceOf } from '../sentence/sentence.ts'
import { shapesOf } from './rule-shapes.ts'

export interface FoundRule {
  readonly rule: Rule
  readonly sentence: string
}

/**
 * The rules that have all of these words, in the order of the file: in their sentence or number, the heading of their clause, the
 * shapes of which they are examples, or what the acts that they name are called in any language. A word is found at the
 * beginning of a word, so that `notif` finds a notification and `act` finds no contact.
 */
export function rulesWith(search: readonly string[], agreement: Agreement): readonly FoundRule[] {
  const wanted = search.map(plain)
  return agreement.rules
    .map((rule) => ({ rule, sentence: sentenceOf(rule, agreement) }))
    .filter(({ rule, sentence }) => {
      const nouns = kindsIn(rule, agreement).flatMap(({ noun, infinitive, titles }) => [
        noun,
        infinitive,
        ...Object.values(titles),
      ])
      const text = plain([rule.id, rule.clause.heading, sentence, ...shapesOf(rule), ...nouns].join('\n'))
      return wanted.every((word) => hasWord(text, word))
    })
    .sort((a, b) => a.rule.clause.line - b.rule.clause.line)
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const INSIDE_A_WORD = /[\p{L}\p{M}\p{N}]/u

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !INSIDE_A_WORD.test(text[at - 1] as string)) return true
  }
  return false
}

/** The kinds of act that a rule names anywhere. */
function kindsIn(rule: Rule, { kinds }: Agreement): readonly ActKind[] {
  const names = new Set<unknown>()
  const waiting: unknown[] = [{ ...rule, clause: undefined }]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const value of Object.values(node)) {
      if (typeof value === 'string') names.add(value)
      else if (value !== undefined) waiting.push(value)
    }
  }
  return kinds.filter(({ name }) => names.has(name))
}
