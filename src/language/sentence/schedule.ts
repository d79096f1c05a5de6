import type { Agreement } from '../../agreement/agreement.ts'
import type { Clause } from '../../agreement/clause.ts'
import type { Rule } from '../../agreement/rule.ts'
import { partsOf, sentenceOf } from './sentence.ts'
import type { NormParts } from './sentence-norm.ts'

/**
 * What a party takes on by signing, before anything has happened: a row a rule, in the order of the text. Made from the
 * rules alone. A rule that binds nobody in particular (a condition, a definition, a limit) is a row with its sentence.
 */
export interface ScheduleRow {
  readonly rule: string
  /** `norm`, `check`, `term`, ... */
  readonly kind: Rule['kind']
  readonly clause: Clause
  /** Left out: no duty, power, prohibition or permission. */
  readonly parts?: NormParts
  /** The whole rule in words. */
  readonly sentence: string
}

/** What holds for all powers, if there are any. */
export function powersNote(rows: readonly ScheduleRow[]): string | undefined {
  const hasPower = rows.some(({ parts }) => parts?.verb === 'may')
  return hasPower ? 'What a rule allows to a party ("may") it allows to nobody else.' : undefined
}

export function scheduleOf(agreement: Agreement): ScheduleRow[] {
  return agreement.rules.map((rule) => ({
    rule: rule.id,
    kind: rule.kind,
    clause: rule.clause,
    ...(rule.kind === 'norm' ? { parts: partsOf(rule, agreement) } : {}),
    sentence: sentenceOf(rule, agreement),
  }))
}
