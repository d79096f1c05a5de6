import type { Json } from '../agreement/act.ts'
import type { Guard, GuardText } from '../agreement/guard.ts'
import type { KindName } from '../agreement/rule.ts'
import type { LanguageCode } from './codes.ts'
import type { Directory } from './directory.ts'
import type { Text } from './fields.ts'
import { readGuard } from './guard.ts'
import type { Report } from './report.ts'

export interface TermMeaning {
  readonly of: string
  readonly guard: Guard
}

/** Reads guards where they stand in the file, and puts terms in place of their names. */
export class GuardReading {
  readonly terms = new Map<string, TermMeaning>()
  readonly #directory: Directory
  readonly #report: Report

  constructor(directory: Directory, report: Report) {
    this.#directory = directory
    this.#report = report
  }

  /** `guardText` is the part of `text` from `start` on. */
  read(text: Text, guardText: string, start: number, nouns: ReadonlySet<KindName> | 'any'): GuardText | undefined {
    const names = nouns === 'any' ? this.#directory.kinds.keys() : nouns
    const forms = new Map<string, Json | undefined>()
    for (const name of names) forms.set(name, this.#directory.kindOf.get(name)?.form)
    const { guard, faults } = readGuard(guardText, { nouns: forms, terms: this.terms })
    for (const fault of faults) {
      const place = text.at(start + fault.start)
      this.#report.error(fault.code as LanguageCode, place, fault.message, fault.advice)
    }
    return guard === undefined ? undefined : { text: guardText, guard }
  }
}

export function guardAt(text: Text, nouns: ReadonlySet<KindName> | 'any', guards: GuardReading): GuardText | undefined {
  return guards.read(text, text.value, 0, nouns)
}
