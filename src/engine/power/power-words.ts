import type { Agreement } from '../../agreement/agreement.ts'
import type { Line } from '../reading/line.ts'

/** What the holder of a power may do: `ask for a meeting`, `put a follow-up question or ask for a meeting`. */
export function powerOf({ basis }: Line, agreement: Agreement): string {
  const acts = basis.entry?.norm.what.acts ?? []
  return acts.map((act) => agreement.kinds.find(({ name }) => name === act)?.infinitive ?? act).join(' or ')
}
