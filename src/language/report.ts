import type { Place, Problem } from '../problem.ts'
import type { LanguageCode } from './codes.ts'

/** Beyond this nobody reads on; what is left out would only repeat itself. */
const PROBLEMS_KEPT_MAX = 2_000

/** Collects the problems of one agreement, so that all of them are told at once. */
export class Report {
  readonly problems: Problem[] = []
  #errorCount = 0
  /** A name written twice at one place (an alias, a term used in two rules) is told once. */
  readonly #told = new Set<string>()

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
    if (this.#told.has(key) || this.problems.length >= PROBLEMS_KEPT_MAX) return
    this.#told.add(key)
    const { file, line, column, code, severity, message, advice } = problem
    this.problems.push({ file, line, column, code, severity, message, advice })
  }

  get errorCount(): number {
    return this.#errorCount
  }
}
