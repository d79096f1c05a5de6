import type { Row } from './act-table.ts'
import type { NormEntry } from './program.ts'

/**
 * One duty, prohibition or power of one rule: what called it into being, and who holds it. It is named by these and by
 * nothing else; how it stands is computed for an instant and never stored.
 */
export interface Instance {
  readonly entry: NormEntry
  /** The act on which it hangs. */
  readonly trigger: Row
  /** One, or several that owe it together. */
  readonly debtors: readonly number[]
}
