import type { Agreement } from '../agreement/agreement.ts'
import type { Rule } from '../agreement/rule.ts'

/**
 * The agreement as if it were in force from its start and bound all its parties: trial stories are about what parties owe once
 * they are bound, and are too short to bind them first.
 */
export function withEverybodyBound(agreement: Agreement): Agreement {
  const decides = (rule: Rule) => rule.kind === 'standing' && (rule.id === 'bound' || rule.id === 'in-force')
  if (!agreement.rules.some(decides)) return agreement
  const { start } = agreement
  return {
    ...agreement,
    parties: agreement.parties.map((party) => ({ ...party, bound: [{ from: start }] })),
    rules: agreement.rules.map((rule) =>
      rule.kind === 'standing' && decides(rule)
        ? { ...rule, begins: [{ event: { kind: 'date', day: start } }], ends: [] }
        : rule,
    ),
  }
}
