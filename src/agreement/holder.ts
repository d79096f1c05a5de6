import type { Norm } from './rule.ts'

/**
 * Does a rule name one party, or the joint senders of one act? Then whatever changes it changes it for them, to whomever the
 * act that does so is sent; of a rule with many holders an act changes it for those to whom it goes and for its senders.
 */
export function hasOneHolder({ who }: Pick<Norm, 'who'>): boolean {
  const [set, ...others] = who.sets
  if (set === undefined || others.length > 0) return false
  return set.of.kind === 'party' || (set.of.kind === 'sender' && set.quantifier === 'the')
}
