import type { Place } from '../../problem.ts'
import type { LanguageCode } from '../codes.ts'
import type { Text } from '../source/fields.ts'
import { notBuiltYet } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { didYouMean } from './spelling.ts'

/**
 * A phrase is a value that is read word by word, such as `14 days after "4.2" lapses (48 hours if question.urgent)`:
 *
 *     word     anything up to a space, a comma, a semicolon, a bracket or a quotation mark
 *     quoted   "4.2" or '4.2': an id, whatever it consists of
 *     sign     , ; ( )
 *
 * A fault is told at the very word and ends the reading of the phrase; names that are not declared are told by whoever
 * looks them up, and the reading goes on.
 */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Nobody reads a longer phrase aloud. */
export const PHRASE_LENGTH_MAX = 2_000

/** Thrown inside this directory only, when a phrase cannot be read further; what is wrong has been told. */
export class PhraseFault extends Error {}

export class Phrase {
  readonly report: Report
  readonly #text: Text
  #at = 0

  constructor(text: Text, report: Report) {
    this.#text = text
    this.report = report
  }

  place(token: { readonly start: number }): Place {
    return this.#text.at(token.start)
  }

  peek(skip = 0): Token {
    let token = this.#tokenAt(this.#at)
    for (let i = 0; i < skip; i++) token = this.#tokenAt(token.end)
    return token
  }

  next(): Token {
    const token = this.#tokenAt(this.#at)
    this.#at = token.end
    return token
  }

  /** Takes these words if they all stand here. */
  takes(...words: readonly string[]): boolean {
    if (!words.every((word, index) => isWord(this.peek(index), word))) return false
    for (const _ of words) this.next()
    return true
  }

  /** Takes one of these words, or says what could stand here. */
  oneOf(words: readonly string[]): string {
    const token = this.peek()
    const found = words.find((word) => isWord(token, word))
    if (found === undefined) this.fault(words)
    this.next()
    return found
  }

  need(...words: readonly string[]): void {
    for (const word of words) this.oneOf([word])
  }

  /** An id: a word or something quoted. */
  name(what: string): Token {
    const token = this.peek()
    if (token.kind === 'word' || token.kind === 'quoted') return this.next()
    return this.fault([], what)
  }

  /** Everything up to one of these signs outside of brackets and strings: a guard is read by others. */
  restUntil(signs: string): { readonly text: string; readonly start: number } {
    const text = this.#text.value
    const start = this.peek().start
    let depth = 0
    let quote = ''
    let end = start
    for (; end < text.length; end++) {
      const character = text[end] ?? ''
      if (quote !== '') {
        if (character === '\\') end += 1
        else if (character === quote) quote = ''
      } else if (character === '"' || character === "'") quote = character
      else if (depth === 0 && signs.includes(character)) break
      else if ('([{'.includes(character)) depth += 1
      else if (')]}'.includes(character)) depth -= 1
    }
    end = Math.min(end, text.length)
    this.#at = end
    return { text: text.slice(start, end).trimEnd(), start }
  }

  end(): void {
    if (this.peek().kind !== 'end') this.fault([], 'nothing more')
  }

  /** What stands here cannot: says what could. */
  fault(words: readonly string[], what = ''): never {
    const token = this.peek()
    const found = token.kind === 'end' ? 'The phrase ends too early' : `"${token.text}" cannot stand here`
    const could = [what, ...words.map((word) => `"${word}"`)].filter((each) => each !== '').join(', ')
    const expected = could === '' ? 'Remove it.' : `Expected: ${could}.`
    const advice = token.kind === 'word' ? didYouMean(token.text, words, expected) : expected
    this.report.error('phrase/syntax', this.place(token), `${found}: ${this.#shown()}.`, advice)
    throw new PhraseFault()
  }

  error(code: LanguageCode, token: { readonly start: number }, message: string, advice: string): void {
    this.report.error(code, this.place(token), message, advice)
  }

  stop(code: LanguageCode, token: { readonly start: number }, message: string, advice: string): never {
    this.error(code, token, message, advice)
    throw new PhraseFault()
  }

  notBuiltYet(token: Token, what: string): never {
    notBuiltYet(this.report, this.place(token), what)
    throw new PhraseFault()
  }

  #shown(): string {
    const text = this.#text.value
    return text.length <= 80 ? text : `${text.slice(0, 77)}...`
  }

  #tokenAt(from: number): Token {
    const text = this.#text.value
    let start = from
    while (start < text.length && isSpace(text[start])) start += 1
    const first = text[start]
    if (first === undefined) return { kind: 'end', text: '', start: text.trimEnd().length, end: text.length }
    if (first === '"' || first === "'") {
      const close = text.indexOf(first, start + 1)
      const end = close < 0 ? text.length : close
      return { kind: 'quoted', text: text.slice(start + 1, end), start, end: Math.min(end + 1, text.length) }
    }
    if (SIGNS.includes(first)) return { kind: 'sign', text: first, start, end: start + 1 }
    let end = start + 1
    while (end < text.length && !isSpace(text[end]) && !STOPS.includes(text[end] ?? '')) end += 1
    return { kind: 'word', text: text.slice(start, end), start, end }
  }
}

const SIGNS = ',;()'
const STOPS = `${SIGNS}"'`

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t'
}

export function isWord(token: Token, word: string): boolean {
  return token.text === word && (token.kind === 'word' || token.kind === 'sign')
}

/** Reads the whole of a text; undefined if it had a fault, which has been told. */
export function readPhrase<Result>(text: Text, report: Report, read: (phrase: Phrase) => Result): Result | undefined {
  if (text.value.length > PHRASE_LENGTH_MAX) {
    const message = `The phrase has more than ${PHRASE_LENGTH_MAX} characters.`
    report.error('phrase/syntax', text.place, message, 'Say it in fewer words, or divide the rule.')
    return undefined
  }
  try {
    const phrase = new Phrase(text, report)
    const result = read(phrase)
    phrase.end()
    return result
  } catch (fault) {
    if (fault instanceof PhraseFault) return undefined
    throw fault
  }
}
