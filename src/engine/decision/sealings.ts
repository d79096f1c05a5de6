import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { SealedExchange } from '../../agreement/rule.ts'

/** A sealed exchange made ready to run. */
export interface SealingEntry {
  readonly exchange: SealedExchange
  /** The kind of act that is sealed, and those that open it. */
  readonly kind: number
  readonly openings: ReadonlySet<number>
}

export function sealingsOf({ rules }: Agreement, kinds: ReadonlyMap<KindName, number>): SealingEntry[] {
  return rules.flatMap((rule) => {
    if (rule.kind !== 'sealed') return []
    const openings = new Set(rule.openedBy.acts.map((act) => kinds.get(act) ?? -1))
    return [{ exchange: rule, kind: kinds.get(rule.acts) ?? -1, openings }]
  })
}
