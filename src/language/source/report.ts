import type { Place, Problem } from '../../problem.ts'
import type { LanguageCode } from '../codes.ts'

/** Beyond this nobody reads on, and looking for what was meant at each of a million names would take hours. */
export const PROBLEMS_KEPT_MAX = 500

const NOTES_KEPT_MAX = 100

/** Thrown when there are so many problems that reading on helps nobody; whoever began to read catches it. */
export class ReportFull extends Error {}

/** Collects the problems of one agreement, so that all of them are told at once. */
export class Report {
  readonly problems: Problem[] = []
  readonly #stops: boolean
  #errorCount = 0
  #noteCount = 0
  /** A name written twice at one place (an alias, a term used in two rules) is told once. */
  readonly #told = new Set<string>()

  /** `aside`: what is collected only to be looked through never stops the reading. */
  constructor(use: 'main' | 'aside' = 'main') {
    this.#stops = use === 'main'
  }

  error(code: LanguageCode, place: Place, message: string, advice: string): void {
    this.#errorCount += 1
    this.add({ ...place, code, severity: 'error', message, advice })
  }

  note(code: LanguageCode, place: Place, message: string, advice: string): void {
    this.add({ ...place, code, severity: 'note', message, advice })
  }

  /** For problems found by others, whose codes are not ours. */
  add(problem: Problem): void {
    const key = `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${problem.message}`
    if (this.#told.has(key)) return
    if (problem.severity === 'note') {
      // Notes leave the agreement usable, so they never stop the reading.
      if (this.#noteCount >= NOTES_KEPT_MAX) return
      this.#noteCount += 1
    } else if (this.problems.length - this.#noteCount >= PROBLEMS_KEPT_MAX) {
      if (this.#stops) throw new ReportFull()
      return
    }
    this.#told.add(key)
    const { file, line, column, code, severity, message, advice } = problem
    this.problems.push({ file, line, column, code, severity, message, advice })
  }

  get errorCount(): number {
    return this.#errorCount
  }
}
