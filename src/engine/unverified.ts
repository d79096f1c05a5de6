import type { Agreement } from '../agreement/agreement.ts'
import type { RuleId } from '../agreement/clause.ts'

/** Stands behind the number of a rule, check or limit that rests on a fact which is not sure. */
export const UNVERIFIED_SIGN = '°'

/** Why a rule, check or limit is not sure; undefined: nothing says that it is not. */
export function unverifiedOf({ carriers = [] }: Agreement, id: RuleId | undefined): string | undefined {
  return carriers.find((carrier) => isOfRule(carrier.what) && carrier.id === id)?.unverified
}

/** `85°`, as prints for people name a rule. */
export function signed(rule: RuleId, agreement: Agreement): string {
  return unverifiedOf(agreement, rule) === undefined ? rule : `${rule}${UNVERIFIED_SIGN}`
}

/** All of them, each with its reason. */
export function unverifiedRules({ carriers = [] }: Agreement): ReadonlyMap<RuleId, string> {
  return new Map(
    carriers.flatMap(({ what, id, unverified }) =>
      isOfRule(what) && unverified !== undefined ? [[id, unverified] as const] : [],
    ),
  )
}

/** So many are named one by one. */
const NAMED_MAX = 6

/** `3 rules rest on unverified facts, marked °: 85, 96, 109.` */
export function unverifiedNote(agreement: Agreement): string[] {
  const ids = [...unverifiedRules(agreement).keys()]
  if (ids.length === 0) return []
  const rest = ids.length === 1 ? '1 rule rests on an unverified fact' : `${ids.length} rules rest on unverified facts`
  const which = ids.length > NAMED_MAX ? '; each line marked so says why' : `: ${ids.join(', ')}`
  return [`${rest}, marked ${UNVERIFIED_SIGN}${which}.`]
}

function isOfRule(what: string): boolean {
  return what === 'rule' || what === 'check' || what === 'limit'
}
