/**
 * A problem says what is wrong with a file that somebody wrote, where, and what to do about it.
 *
 *     agreements/north/agreement.md:42:7  rule/unknown-party
 *       "Nordland" is no party of this agreement.
 *       Did you mean "Northland"?
 *
 * Readers collect problems and report all of them at once. Codes are never renamed: each has a page in `docs/problems/`
 * whose name is the code with "/" written as "-".
 */
export interface Place {
  /** As the caller named it; `-` for standard input. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
}

export interface Problem extends Place {
  readonly code: string
  /** `error`: the file cannot be used. `note`: it can, and the reader should know this. */
  readonly severity: 'error' | 'note'
  /** What is wrong, one sentence. */
  readonly message: string
  /** What to do, one sentence. */
  readonly advice: string
}

/** Nobody can mend ten thousand things at once; the rest is counted. */
export const PROBLEMS_SHOWN_MAX = 200

export function isError(problem: Problem): boolean {
  return problem.severity === 'error'
}

/** By file, line, column, code: the same input gives the same report. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  )
}

export function printProblem(problem: Problem): string {
  const note = problem.severity === 'note' ? ' (note)' : ''
  const head = `${problem.file}:${problem.line}:${problem.column}  ${problem.code}${note}`
  return `${head}\n  ${problem.message}\n  ${problem.advice}`
}

/** Code units, not a locale: the order must not depend on the machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
