import type { Criterion } from '../agreement/decision.ts'
import type { Amount } from './amounts.ts'
import type { Counted, CriterionCount } from './tally.ts'

/**
 * What was counted, with the base, and the number that was needed: `15 for, at least 15 needed (55 % of 27 members)`,
 * `2 against, at most 0`. Where the record leaves a number open, both ends of it: `12 to 15 for`.
 */
export function countWords(counted: Counted): string {
  return joined(counted, false)
}

function joined(counted: Counted, isInner: boolean): string {
  if (counted.kind === 'criterion') return criterionWords(counted)
  const parts = counted.of.map((part) => joined(part, true))
  if (parts.length === 1) return parts[0] as string
  const words = parts.join(counted.kind === 'all of' ? ' and ' : ' or ')
  return isInner ? `(${words})` : words
}

export function criterionWords({ criterion, counted, base, limit }: CriterionCount): string {
  const whom = `${amountWords(counted)} ${criterion.side}${ofWhom(criterion)}`
  const number = amountWords(limit.n)
  const asked = limit.is === 'at least' ? `at least ${number} needed` : `at most ${number}`
  const of = base === undefined ? '' : ` (${ofWhat(criterion, amountWords(base))})`
  return `${whom}, ${asked}${of}`
}

function ofWhom({ among, by }: Criterion): string {
  return `${among === undefined ? '' : ` among ${among}`}${by === undefined ? '' : ` by ${by}`}`
}

function ofWhat({ is }: Criterion, base: string): string {
  switch (is.kind) {
    case 'number':
      return base
    case 'more than against':
      return `more than ${base} against`
    case 'more than any other':
      return `more than ${base}, the most of any other`
    case 'share': {
      if (is.over === is.under) return `all of ${base} ${is.of}`
      const strict = is.compare === 'more than' || is.compare === 'fewer than' ? `${is.compare} ` : ''
      return `${strict}${shareWords(is.over, is.under)} of ${base} ${is.of}`
    }
  }
}

/** `half`, `55 %`, `66.67 %`, `2/3`. */
export function shareWords(over: number, under: number): string {
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
