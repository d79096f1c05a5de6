import type { Names } from '../../agreement/party.ts'
import type { Place } from '../../problem.ts'
import type { LanguageCode } from '../codes.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Report } from './report.ts'
import { type Field, type Fields, inWords, type Scalar, type Value } from './value.ts'

/** A string of the file with its places. */
export interface Text extends Scalar {
  readonly value: string
}

/** What may stand in a declaration, so that everything else is told. */
export interface Shape {
  /** With its article: `a rule`. */
  readonly what: string
  readonly keys: readonly string[]
  /** Keys of elements that are planned. */
  readonly notBuiltYet?: readonly string[]
}

/**
 * Takes the keys of a map one by one, with the type that each must have. A key that is wrong is told once and then taken
 * as left out; whoever asks goes on without it.
 */
export class FieldReader {
  readonly place: Place
  readonly #fields: ReadonlyMap<string, Field>
  readonly #shape: Shape
  readonly #report: Report

  constructor(fields: Fields, shape: Shape, report: Report) {
    this.place = fields.place
    this.#fields = new Map(fields.fields.map((field) => [field.key, field]))
    this.#shape = shape
    this.#report = report
    for (const field of fields.fields) {
      if (shape.notBuiltYet?.includes(field.key)) {
        notBuiltYet(report, field.keyPlace, `"${field.key}"`)
      } else if (!shape.keys.includes(field.key)) {
        const advice = didYouMean(field.key, shape.keys, `Keys of ${shape.what}: ${shape.keys.join(', ')}.`)
        report.error('key/unknown', field.keyPlace, `"${field.key}" is no key of ${shape.what}.`, advice)
      }
    }
  }

  field(key: string): Field | undefined {
    return this.#fields.get(key)
  }

  has(key: string): boolean {
    return this.#fields.has(key)
  }

  /** Tells if it is missing. */
  need(key: string, advice: string): boolean {
    if (this.#fields.has(key)) return true
    this.#report.error('key/missing', this.place, `${capital(this.#shape.what)} needs the key "${key}".`, advice)
    return false
  }

  text(key: string): Text | undefined {
    const field = this.#fields.get(key)
    return field === undefined ? undefined : textOf(field.value, `"${key}"`, this.#report)
  }

  /** One of a closed set of words. */
  word<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const text = this.text(key)
    if (text === undefined) return undefined
    const word = words.find((each) => each === text.value)
    if (word === undefined) {
      const advice = didYouMean(text.value, words, `Write one of: ${words.join(', ')}.`)
      this.#report.error('value/unknown', text.place, `"${text.value}" cannot stand for "${key}".`, advice)
    }
    return word
  }

  /** A list, or a single value as a list of one. */
  items(key: string): readonly Value[] {
    const value = this.#fields.get(key)?.value
    if (value === undefined) return []
    return value.kind === 'list' ? value.items : [value]
  }

  texts(key: string): Text[] {
    return this.items(key).flatMap((value) => textOf(value, `"${key}"`, this.#report) ?? [])
  }

  /** An id, which must be a string of letters, digits and `.`, `-`, `_`. */
  id(key: string, kind: IdKind): Text | undefined {
    const field = this.#fields.get(key)
    return field === undefined ? undefined : idOf(field.value, kind, this.#report)
  }

  /** `name: Northland`, or `names: {en: Northland, fr: Nordlande}`; else the id itself. */
  names(id: string): Names {
    const names: Record<string, string> = {}
    const name = this.text('name')
    if (name !== undefined) names.en = name.value
    Object.assign(names, this.languages('names'))
    return Object.keys(names).length === 0 ? { en: id } : names
  }

  /** A map of language tags to texts. */
  languages(key: string): Names {
    const field = this.#fields.get(key)
    if (field === undefined) return {}
    if (field.value.kind !== 'map') {
      const message = `"${key}" is ${inWords(field.value)}, not a map of languages to names.`
      this.#report.error('value/type', field.value.place, message, 'Write it as {en: ..., fr: ...}.')
      return {}
    }
    const names: Record<string, string> = {}
    for (const { key: tag, keyPlace, value } of field.value.fields) {
      if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)) {
        const advice = 'Write two or three small letters, such as en, fr or de.'
        this.#report.error('value/unknown', keyPlace, `"${tag}" is no tag of a language.`, advice)
        continue
      }
      const text = textOf(value, `"${tag}"`, this.#report)
      if (text !== undefined) names[tag] = text.value
    }
    return names
  }
}

/**
 * Control characters, marks that turn the direction of a line, and halves of surrogate pairs: what is printed with them
 * reads as something else. Lines may break in a text, and joiners (U+200C, U+200D) belong to some scripts.
 */
const UNSEEN = /(?![\n\r\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u

export function textOf(value: Value, what: string, report: Report): Text | undefined {
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value.trim() !== '') {
    const unseen = UNSEEN.exec(value.value)
    if (unseen === null) return value as Text
    const code = (unseen[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    const message = `${what} holds the character U+${code}, which cannot be seen.`
    const advice = 'Remove it, and write the text anew wherever it was copied to.'
    report.error('value/control-character', value.at(unseen.index), message, advice)
    return undefined
  }
  const advice =
    value.kind === 'scalar' && value.value !== null && value.value !== ''
      ? `Put it in quotation marks: "${value.source}".`
      : 'Write a text here.'
  const found = value.kind === 'scalar' && value.value === '' ? 'empty' : inWords(value)
  report.error('value/type', value.place, `${what} is ${found}, not a text.`, advice)
  return undefined
}

export type IdKind = 'agreement' | 'party' | 'group' | 'kind' | 'rule' | 'provision' | 'name'

/** Kinds and terms stand in guards and phrases, before a dot; ids of rules can be quoted there. */
const ID_FORMS: Readonly<Record<IdKind, readonly [RegExp, string]>> = {
  agreement: [/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and single hyphens'],
  party: [/^\p{L}[\p{L}\p{N}_-]*$/u, 'letters, digits and hyphens, with a letter first'],
  group: [/^\p{L}[\p{L}\p{N}_-]*$/u, 'letters, digits and hyphens, with a letter first'],
  kind: [/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'small letters, digits and single hyphens, with a letter first'],
  // No slash: lines of the register are named RULE/ACT/DEBTOR.
  rule: [/^[\p{L}\p{N}][\p{L}\p{N}._()[\]+-]*$/u, 'letters, digits, dots, hyphens, brackets and plus signs'],
  provision: [
    /^[\p{L}\p{N}][\p{L}\p{N}._()[\]+/-]*$/u,
    'letters, digits, dots, hyphens, brackets, plus signs and slashes',
  ],
  name: [/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'letters, digits, dots and hyphens'],
}

/** Whether a text outside of a block could be such an id. */
export function isIdOf(kind: IdKind, text: string): boolean {
  return ID_FORMS[kind][0].test(text) && text.length <= ID_LENGTH_MAX
}

const ID_LENGTH_MAX = 64

/** Words of the phrases, which could not be told from names. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'about addressee addressees after all and any as at before between by chair claimed creditor debtor decision default ' +
    'each ends every exercised for is it lapses limb member members nobody not nothing of or other parties party performed ' +
    'received sender senders than the to together transmitted under when with within without if unless year'
  ).split(' '),
)

export function idOf(value: Value, kind: IdKind, report: Report): Text | undefined {
  if (value.kind === 'scalar' && typeof value.value === 'number') {
    report.error('id/number', value.place, `${numberRead(value)}.`, `Write it in quotation marks: "${value.source}".`)
    return undefined
  }
  const text = textOf(value, 'The id', report)
  if (text === undefined) return undefined
  const [form, says] = ID_FORMS[kind]
  if (!form.test(text.value) || text.value.length > ID_LENGTH_MAX) {
    report.error(
      'id/form',
      text.place,
      `"${text.value}" cannot be an id here.`,
      `Use ${says}, at most ${ID_LENGTH_MAX}.`,
    )
    return undefined
  }
  if (kind !== 'rule' && kind !== 'provision' && kind !== 'name' && RESERVED.has(text.value)) {
    const advice = 'Choose another name, such as one of two words with a hyphen.'
    report.error('id/reserved', text.place, `"${text.value}" is a word of the language itself.`, advice)
    return undefined
  }
  return text
}

/** `4.10 is a number here, and YAML reads it as 4.1`. */
export function numberRead({ source, value }: Scalar): string {
  return `${source} is a number here, and ${source === String(value) ? 'a text is needed' : `YAML reads it as ${value}`}`
}

/** Each kind of id is declared once; the second declaration is told with the place of the first. */
export function isFirst(seen: Map<string, Place>, id: Text, what: string, code: LanguageCode, report: Report): boolean {
  const first = seen.get(id.value)
  if (first === undefined) {
    seen.set(id.value, id.place)
    return true
  }
  const message = `The ${what} "${id.value}" is declared a second time; the first is in line ${first.line}.`
  report.error(code, id.place, message, 'Give one of the two another id, or remove it.')
  return false
}

export function notBuiltYet(report: Report, place: Place, what: string): void {
  const advice = 'Leave it out for now and say it in the prose of the clause.'
  report.error('language/not-built-yet', place, `${capital(what)} is planned and not built yet.`, advice)
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
