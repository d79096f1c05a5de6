import type { Criterion } from '../agreement/decision.ts'
import type { Amount } from '../engine/count/amounts.ts'

/** `half`, `55 %`, `66.67 %`, `2/3`. */
function shareWords(over: number, under: number): string {
  if (over * 2 === under) return 'half'
  const decimals = Math.log10(under) - 2
  if (!Number.isInteger(decimals) || decimals < 0) return `${over}/${under}`
  const digits = String(over).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return `${decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`} %`
}

/** An end without bound is a weight that is not known, or beyond what is counted exactly. */
export function amountWords({ low, high }: Amount): string {
  if (low === high) return String(low)
  if (!Number.isFinite(low)) return 'an unknown number'
  if (!Number.isFinite(high)) return `${low} or more`
  return `${low} to ${high}`
}

/** A criterion as it is written: `for: at least 55 % of members, among lenders, by votes`. */
export function criterionAsWritten({ side, among, by, is }: Criterion): string {
  const beside = `${among === undefined ? '' : `, among ${among}`}${by === undefined ? '' : `, by ${by}`}`
  return `${side}: ${amountAsWritten(is)}${beside}`
}

function amountAsWritten(is: Criterion['is']): string {
  if (is.kind === 'number') return is.compare === 'at most' && is.n === 0 ? 'nobody' : `${is.compare} ${is.n}`
  if (is.kind !== 'share') return is.kind
  const isAll = is.compare === 'at least' && is.over === is.under && is.of === 'members'
  return isAll ? 'everybody' : `${is.compare} ${shareWords(is.over, is.under)} of ${is.of}`
}
