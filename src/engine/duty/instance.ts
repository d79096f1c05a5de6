import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Decided, Outcome } from '../../agreement/rule.ts'
import type { Window } from '../../time/window.ts'
import type { Item, NormEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'

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
  /** Left out: the act itself called it into being. */
  readonly cause?: Cause
  /** For which item of a list, as the act on which it hangs gives it. */
  readonly item?: Item
}

/** What became of another duty or power, or of a proposal, and called this one into being. */
export interface Cause {
  readonly awaited: {
    readonly source: NormEntry
    readonly is: Outcome | Decided
    /** The kind of act that is then deemed done, because silence counts as it. */
    readonly deemed?: KindName
  }
  /** Of a proposal, the decision on it, which nobody in particular holds. */
  readonly source: Instance
  /** When it came to that; its latest end is infinite where that is not sure. */
  readonly at: Window
}

/** The duty or power of a rule along the chain of causes. */
export function sourceUnder(cause: Cause | undefined, rule: RuleId): Instance | undefined {
  for (let one = cause; one !== undefined; one = one.source.cause) {
    if (one.source.entry.norm.id === rule) return one.source
  }
  return undefined
}

/** Whose silence is deemed the act that a noun of the rule means; the noun left out: the trigger itself. */
export function deemedUnder(cause: Cause | undefined, noun: KindName | undefined): Cause | undefined {
  if (noun === undefined) return cause?.awaited.deemed === undefined ? undefined : cause
  for (let one = cause; one !== undefined; one = one.source.cause) if (one.awaited.deemed === noun) return one
  return undefined
}

/** The outcome of a rule along the chain of causes. */
export function causeUnder(cause: Cause | undefined, rule: RuleId, is: Outcome): Cause | undefined {
  for (let one = cause; one !== undefined; one = one.source.cause) {
    if (one.source.entry.norm.id === rule && one.awaited.is === is) return one
  }
  return undefined
}

/** Names an instance within one reading. */
export function keyOf({ entry, trigger, debtors, cause, item }: Instance): string {
  const own = `${entry.index}/${trigger}${item === undefined ? '' : `[${JSON.stringify(item.key)}]`}/${debtors.join()}`
  return cause === undefined ? own : `${own}(${cause.awaited.is} ${keyOf(cause.source)})`
}
