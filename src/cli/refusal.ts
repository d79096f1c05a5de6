import { inOrder, PROBLEMS_SHOWN_MAX, type Problem, printProblem } from '../problem.ts'
import { visible } from './visible.ts'

/** What every command ends with; `--help` says the same. */
export const EXIT_FINE = 0
export const EXIT_NO = 1
export const EXIT_REFUSED = 2

/** Something that whoever typed the command has to mend: printed without a stack, and the command ends with status 2. */
export class Refusal extends Error {
  constructor(message: string, advice = '') {
    super(advice === '' ? message : `${message}\n${advice}`)
  }
}

/** The same for faults in files: all of them at once. */
export class FilesRefused extends Refusal {
  constructor(problems: readonly Problem[]) {
    super(printProblems(problems))
  }
}

export function printProblems(problems: readonly Problem[]): string {
  // Messages quote what stands in files.
  const shown = inOrder(problems)
    .slice(0, PROBLEMS_SHOWN_MAX)
    .map((problem) => printProblem(problem).split('\n').map(visible).join('\n'))
  const leftOut = problems.length - shown.length
  if (leftOut > 0) shown.push(`... and ${leftOut} more.`)
  return shown.join('\n')
}
