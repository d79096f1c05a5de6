import type { Arguments, Options } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** A command: one file of this folder exports one. */
export interface Command {
  readonly usage: string
  /** One sentence. */
  readonly says: string
  /** Further paragraphs of its help. */
  readonly more?: readonly string[]
  readonly options: Options
  readonly examples: readonly string[]
  /** Returns the exit status; throws a Refusal. */
  run(args: Arguments, terminal: Terminal): Promise<number> | number
}
