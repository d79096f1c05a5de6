import type { Agreement } from '../../agreement/agreement.ts'
import { partsOf } from './sentence.ts'

/** What a rule asks for, as a table can head it: `Annual information`, after the first kind of act that performs it. */
export function thingOf(agreement: Agreement, rule: string | undefined): string {
  const norm = agreement.rules.find((one) => one.kind === 'norm' && one.id === rule)
  if (norm?.kind !== 'norm') return rule ?? '-'
  const [act] = norm.what.acts
  const kind = agreement.kinds.find(({ name }) => name === act)
  if (kind === undefined) return partsOf(norm, agreement).what
  const noun = kind.noun.replace(/^(?:an?|the) /, '')
  return noun.slice(0, 1).toUpperCase() + noun.slice(1)
}
