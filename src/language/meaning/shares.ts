import type { Limit, Rule } from '../../agreement/rule.ts'
import type { Report } from '../source/report.ts'

/**
 * A share of a quota that is larger than the quota itself: each pair may have more than all pairs together, so the share
 * never decides anything. Told where both are plain numbers; what figures come to is known only from reports.
 */
export function noteShares(rules: readonly Rule[], report: Report): void {
  const limits = rules.filter((rule) => rule.kind === 'limit')
  for (const share of limits) {
    const whole = limits.find((other) => isShareOf(share, other) && (mostOf(share) ?? 0) > (mostOf(other) ?? Infinity))
    if (whole === undefined) continue
    const message = `"${share.id}" lets one of them have ${mostOf(share)}, and "${whole.id}" lets all of them together have ${mostOf(whole)}.`
    report.note(
      'limit/share',
      share.clause,
      message,
      'Correct one of the numbers; as it is, the larger one decides nothing.',
    )
  }
}

/** Of the same acts in the same time, and for each of more. */
function isShareOf(share: Limit, whole: Limit): boolean {
  const keys = whole.per.map((key) => JSON.stringify(key))
  const own = share.per.map((key) => JSON.stringify(key))
  const isSame = JSON.stringify([share.of, share.in]) === JSON.stringify([whole.of, whole.in])
  return isSame && own.length > keys.length && keys.every((key) => own.includes(key))
}

function mostOf({ atMost }: Limit): number | undefined {
  return atMost.guard.op === 'value' && typeof atMost.guard.value === 'number' ? atMost.guard.value : undefined
}
