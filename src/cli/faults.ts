import type { Problem } from '../problem.ts'
import { Refusal } from './refusal.ts'
import { visible } from './visible.ts'

/** What is wrong with what was typed: the same as a problem of a file, with an option in the place of the place. */
export interface Fault extends Pick<Problem, 'message' | 'advice'> {
  /** The option or word: `--by`, `KIND`. */
  readonly at: string
  readonly code: string
  /** What else is wrong with the same words. */
  readonly also?: readonly Fault[]
}

export function printFault({ at, code, message, advice, also = [] }: Fault): string {
  const own = [`${at}  ${code}`, `  ${message}`, `  ${advice}`].map(visible).join('\n')
  return [own, ...also.map(printFault)].join('\n')
}

/** All of them at once. */
export class ArgumentsRefused extends Refusal {
  /** `below`: what would help with all of them. */
  constructor(command: string, faults: readonly Fault[], below?: string) {
    const told = faults.map(printFault).join('\n')
    super(`pacta ${command}: nothing was done.\n${told}${below === undefined ? '' : `\n${below}`}`)
  }
}
