import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { Link, Norm } from '../../agreement/rule.ts'

/**
 * Silence that counts as an act: when the time of a rule has passed, an act of that kind is deemed done by whoever was
 * silent, about what the rule's own act would have been about.
 */

/** Is the deemed act about what an event asks for? Left out: it may be about anything. */
export function isAbout(norm: Norm, link: Link | undefined, { kinds }: Pick<Agreement, 'kinds'>): boolean {
  if (link === undefined || (link.kind !== 'to' && link.kind !== 'about')) return true
  const own = norm.what.link
  if (own === undefined || (own.kind !== 'to' && own.kind !== 'about')) return false
  if (link.kind === 'to') return own.noun === link.noun
  const chain = new Set<KindName>([own.noun])
  for (const name of chain) {
    for (const next of kinds.find((kind) => kind.name === name)?.refersTo ?? []) chain.add(next)
  }
  return chain.has(link.noun)
}

/** The rules whose silence counts as such an act. */
export function silencesFor(
  { act, link }: { readonly act: KindName; readonly link?: Link },
  agreement: Pick<Agreement, 'kinds' | 'rules'>,
): readonly Norm[] {
  return agreement.rules.filter(
    (rule): rule is Norm => rule.kind === 'norm' && rule.silence?.deemed === act && isAbout(rule, link, agreement),
  )
}
