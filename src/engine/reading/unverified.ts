import type { Agreement } from '../../agreement/agreement.ts'
import type { RuleId } from '../../agreement/clause.ts'
import type { Rule } from '../../agreement/rule.ts'
import { keyOf, spokenOf } from '../../language/meaning/spoken-of.ts'

/** Stands behind the number of a rule, check or limit that rests on a fact which is not sure. */
export const UNVERIFIED_SIGN = '°'

/** Asked for each line that is printed. */
const known = new WeakMap<Agreement, ReadonlyMap<RuleId, string>>()

/**
 * The rules, checks and limits that rest on what is not sure, each with the reason: its own, or that of a figure or term of which it
 * speaks.
 */
export function unverifiedRules(agreement: Agreement): ReadonlyMap<RuleId, string> {
  const found = known.get(agreement) ?? new Map(reasonsIn(agreement))
  known.set(agreement, found)
  return found
}

function reasonsIn({ carriers = [], rules }: Agreement): [RuleId, string][] {
  const own = new Map(carriers.map(({ what, id, unverified }) => [`${what} ${id}`, unverified]))
  if (carriers.every(({ unverified }) => unverified === undefined)) return []
  const byKey = new Map(rules.map((rule) => [keyOf(rule), rule]))
  return rules
    .filter(({ kind }) => kind === 'norm' || kind === 'check' || kind === 'limit')
    .flatMap((rule): [RuleId, string][] => {
      const reason = own.get(keyOf(rule)) ?? reasonBelow(rule, own, byKey)
      return reason === undefined ? [] : [[rule.id, reason]]
    })
}

function reasonBelow(
  rule: Rule,
  own: ReadonlyMap<string, string | undefined>,
  byKey: ReadonlyMap<string, Rule>,
): string | undefined {
  const seen = new Set(spokenOf(rule))
  // What is added is looked through as well.
  for (const key of seen) {
    if (!/^(?:figure|term) /.test(key)) continue
    const reason = own.get(key)
    if (reason !== undefined) return `${key}: ${reason}`
    const below = byKey.get(key)
    if (below !== undefined) for (const each of spokenOf(below)) seen.add(each)
  }
  return undefined
}

/** Why a rule, check or limit is not sure; undefined: nothing says that it is not. */
export function unverifiedOf(agreement: Agreement, id: RuleId | undefined): string | undefined {
  return id === undefined ? undefined : unverifiedRules(agreement).get(id)
}

/** `85°`, as prints for people name a rule. */
export function signed(rule: RuleId, agreement: Agreement): string {
  return unverifiedOf(agreement, rule) === undefined ? rule : `${rule}${UNVERIFIED_SIGN}`
}

/** `late notice (85°)`: the same in what is said of an act. */
export function signedMark(mark: string, agreement: Agreement): string {
  let said = mark
  for (const id of unverifiedRules(agreement).keys()) said = said.replaceAll(`(${id})`, `(${id}${UNVERIFIED_SIGN})`)
  return said
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
