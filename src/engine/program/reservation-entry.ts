import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { Reservation } from '../../agreement/rule.ts'

/** A reservation made ready to run. */
export interface ReservationEntry {
  readonly reservation: Reservation
  /** The kind of act that makes it, and those that refuse it or take it back. */
  readonly kind: number
  readonly objections: ReadonlySet<number>
  readonly withdrawals: ReadonlySet<number>
}

export function reservationsOf({ rules }: Agreement, kinds: ReadonlyMap<KindName, number>): ReservationEntry[] {
  const indices = (pattern: Reservation['ends']) => new Set((pattern?.acts ?? []).map((act) => kinds.get(act) ?? -1))
  return rules.flatMap((rule) =>
    rule.kind === 'reservation'
      ? [
          {
            reservation: rule,
            kind: kinds.get(rule.id) ?? -1,
            objections: indices(rule.unless),
            withdrawals: indices(rule.ends),
          },
        ]
      : [],
  )
}
