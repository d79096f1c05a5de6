import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { Norm } from '../../agreement/rule.ts'

/** What the powers of an agreement mean for the acts that use them: sentences about such acts have to say it. */

/** The powers that acts of a kind use; none: any party may send them with effect. */
export function powersOver(agreement: Agreement, kind: KindName): readonly Norm[] {
  return agreement.rules.filter(
    (rule): rule is Norm => rule.kind === 'norm' && rule.verb === 'may' && rule.what.acts.includes(kind),
  )
}

/**
 * Can such an act be sent before its power opens, so that it waits? Not where the power opens with the very act that it
 * must be about, unless that one may have to wait itself.
 */
export function mayComeEarly(agreement: Agreement, kind: KindName, seen: ReadonlySet<KindName> = new Set()): boolean {
  if (seen.has(kind)) return false
  const deeper = new Set([...seen, kind])
  return powersOver(agreement, kind).some(({ from, when, what: { link }, decides }) => {
    const about = decides?.on ?? (link?.kind === 'to' || link?.kind === 'about' ? [link.noun] : [])
    const opensWithIt = when.every(
      (event) => event.kind === 'act' && about.includes(event.act) && !mayComeEarly(agreement, event.act, deeper),
    )
    return from !== undefined || !opensWithIt
  })
}
