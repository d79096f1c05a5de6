import type { RuleId } from '../agreement/clause.ts'
import type { Norm } from '../agreement/rule.ts'

/**
 * A duty whose act only a power allows, which only opens when another duty is performed, and so on back to itself; undefined:
 * no such circle.
 */
export function deadlockOf(start: Norm, norms: readonly Norm[]): readonly RuleId[] | undefined {
  const byId = new Map(norms.map((norm) => [norm.id, norm]))
  const waitsFor = (norm: Norm): readonly RuleId[] => {
    if (norm.verb === 'must') {
      const powers = norms.filter(
        ({ verb, what }) => verb === 'may' && norm.what.acts.every((act) => what.acts.includes(act)),
      )
      return powers.map(({ id }) => id)
    }
    const outcomes = norm.when.filter((event) => event.kind === 'outcome').filter(({ is }) => is !== 'lapses')
    return outcomes.length === norm.when.length ? outcomes.map(({ rule }) => rule) : []
  }
  const seen = new Map<RuleId, readonly RuleId[]>([[start.id, [start.id]]])
  for (const [id, path] of seen) {
    for (const next of waitsFor(byId.get(id) ?? start)) {
      if (next === start.id) return [...path, next].map((one) => `"${one}"`)
      if (!seen.has(next) && byId.has(next)) seen.set(next, [...path, next])
    }
  }
  return undefined
}
