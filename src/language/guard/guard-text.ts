import type { Json } from '../../agreement/act.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Guard, GuardText } from '../../agreement/guard.ts'
import type { FigureKey } from '../../agreement/rule.ts'
import type { LanguageCode } from '../codes.ts'
import type { Directory } from '../meaning/directory.ts'
import { isOfParty } from '../phrase/limit-key.ts'
import type { Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { readGuard } from './guard.ts'
import { fieldOf, isRequired } from './guard-form.ts'
import type { FigureScope, GuardScope } from './guard-part.ts'

export interface TermMeaning {
  readonly of: string
  readonly guard: Guard
}

/** Reads guards where they stand in the file, and puts terms in place of their names. */
export class GuardReading {
  readonly terms = new Map<string, TermMeaning>()
  readonly #directory: Directory
  readonly #report: Report

  /** Fields of which it has been said that they may be left out. */
  readonly #noted = new Set<string>()

  constructor(directory: Directory, report: Report) {
    this.#directory = directory
    this.#report = report
  }

  /** `guardText` is the part of `text` from `start` on. */
  read(text: Text, guardText: string, start: number, nouns: ReadonlySet<KindName> | 'any'): GuardText | undefined {
    const names = nouns === 'any' ? this.#directory.kinds.keys() : nouns
    return this.#read(text, guardText, start, { nouns: this.#forms(names), terms: this.terms }, 'boolean')
  }

  /**
   * A number that is computed from what was sent: a figure, or what a limit allows.
   * @param per what is at hand of which there may be a figure for each
   */
  number(text: Text, per: readonly FigureKey[]): GuardText | undefined {
    const scope = { nouns: new Map(), terms: this.terms, figures: this.#figuresFor(per) }
    return this.#read(text, text.value, 0, scope, 'number')
  }

  #forms(names: Iterable<KindName>): Map<string, Json | undefined> {
    const forms = new Map<string, Json | undefined>()
    for (const name of names) forms.set(name, this.#directory.kindOf.get(name)?.form)
    return forms
  }

  #figuresFor(per: readonly FigureKey[]): FigureScope {
    const names = new Set<string>()
    const others = new Map<string, string>()
    for (const [name, keys] of this.#directory.figurePer) {
      const missing = keys.filter((key) => !per.includes(key))
      if (missing.length === 0) names.add(name)
      else others.set(name, missing.join(' and '))
    }
    const weights = new Map(
      [...this.#directory.weights].map(([name, parties]) => [
        name,
        [...this.#directory.parties.keys()].filter((party) => !parties.has(party)),
      ]),
    )
    const returns = new Set<string>()
    for (const [id, { verb, when }] of this.#directory.openings)
      if (verb === 'must' && when.some((event) => event.kind === 'every')) returns.add(id)
    const kinds = this.#forms(this.#directory.kinds.keys())
    return {
      kinds,
      names,
      others,
      returns,
      party: per.includes('party'),
      weights,
      datedWeights: this.#directory.datedWeights,
    }
  }

  #read(
    text: Text,
    guardText: string,
    start: number,
    scope: GuardScope,
    wanted: 'boolean' | 'number',
  ): GuardText | undefined {
    const { guard, faults } = readGuard(guardText, scope, wanted)
    for (const fault of faults) {
      const place = text.at(start + fault.start)
      this.#report.error(fault.code as LanguageCode, place, fault.message, fault.advice)
    }
    return guard === undefined ? undefined : { text: guardText, guard }
  }

  /**
   * What a rule hangs on: noted if a message may leave it out. It may ask of figures and limits.
   * @param rules those of which it may ask whether they are in force
   */
  ofRule(
    text: Text,
    guardText: string,
    start: number,
    nouns: ReadonlySet<KindName> | 'any',
    rules?: ReadonlySet<RuleId>,
  ): GuardText | undefined {
    const names = nouns === 'any' ? this.#directory.kinds.keys() : nouns
    const figures = {
      ...this.#figuresFor([]),
      limits: this.#directory.limitOf,
      claims: new Set(this.#directory.claims.keys()),
    }
    const read = this.#read(
      text,
      guardText,
      start,
      { nouns: this.#forms(names), terms: this.terms, figures, rules },
      'boolean',
    )
    if (read !== undefined) this.#noteUnsure(read, text, start)
    return read
  }

  /**
   * The condition of a duty that no act calls into being: it asks figures, limits and rows of missed returns, of the party that
   * would owe it.
   * @param rules those of which it may ask whether they are in force: that is told where all rules are known
   */
  whenBorn(text: Text, rules: ReadonlySet<RuleId>): GuardText | undefined {
    const limits = new Map([...this.#directory.limitOf].filter(([, { per }]) => per.length === 0 || isOfParty(per)))
    const figures = { ...this.#figuresFor(['party']), limits, ofDebtor: true }
    return this.#read(text, text.value, 0, { nouns: new Map(), terms: this.terms, figures, rules }, 'boolean')
  }

  #noteUnsure({ text: guardText, guard }: GuardText, text: Text, start: number): void {
    const asked = new Set<string>()
    const fields = new Map<string, GuardField>()
    collect(guard, fields, asked)
    for (const [name, { noun, path }] of fields) {
      const form = this.#directory.kindOf.get(noun)?.form
      if (form === undefined || asked.has(name) || this.#noted.has(name)) continue
      const field = fieldOf(form, path)
      if (!field.found || field.fallback !== undefined || isRequired(form, path)) continue
      this.#noted.add(name)
      // Of a term the field does not stand in the text.
      const at = Math.max(0, guardText.indexOf(name))
      const message = `A message that leaves out "${path.join('.')}" cannot be judged.`
      this.#report.note('field/no-default', text.at(start + at), message, adviceFor(field.type.kind, name))
    }
  }
}

type GuardField = Extract<Guard, { readonly op: 'field' }>

/** Fields by name; `asked`: those for which the guard itself asks with `has`. */
function collect(guard: Guard, fields: Map<string, GuardField>, asked: Set<string>): void {
  switch (guard.op) {
    case 'value':
      return
    case 'field':
      fields.set([guard.noun, ...guard.path].join('.'), guard)
      return
    case 'list':
      for (const item of guard.items) collect(item, fields, asked)
      return
    case 'call':
      for (const arg of guard.args) {
        if (guard.name === 'has' && arg.op === 'field') asked.add([arg.noun, ...arg.path].join('.'))
        else collect(arg, fields, asked)
      }
      return
    case 'not':
    case 'minus':
      collect(guard.of, fields, asked)
      return
    default:
      collect(guard.left, fields, asked)
      collect(guard.right, fields, asked)
  }
}

function adviceFor(type: string, name: string): string {
  if (type === 'boolean') return 'Write "default: false" in the form if leaving it out means no, or require it there.'
  if (type === 'number') return 'Write "default: 0" in the form if leaving it out means none, or require it there.'
  return `Require it in the form, give it a default there, or ask for it: has(${name}) && ...`
}

export function guardAt(text: Text, nouns: ReadonlySet<KindName> | 'any', guards: GuardReading): GuardText | undefined {
  return guards.read(text, text.value, 0, nouns)
}
