import type { Place } from '../problem.ts'

export type RuleId = string
export type KindName = string

/** Where the rule stands and under which heading. */
export interface Clause extends Place {
  /** The text of the nearest heading above. */
  readonly heading: string
  /** The prose between that heading and the rule, in plain text. */
  readonly text: string
}
