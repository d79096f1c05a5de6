import type { Cause, Instance } from '../duty/instance.ts'
import { isShared } from '../duty/instances.ts'
import type { Ledger } from '../ledger.ts'
import type { NormEntry } from '../program/program.ts'
import { partyId } from './line.ts'

/** `RULE/ACT/DEBTOR`; in square brackets whose outcome it follows from, where the rule and the debtor do not say it. */
export function idOf(ledger: Ledger, { entry, trigger, debtors, cause, item }: Instance): string {
  const parts = cause === undefined ? [] : causeParts(ledger, entry, cause)
  const all = [...(item === undefined ? [] : [item.key]), ...parts]
  const key = all.length === 0 ? '' : `[${all.join(', ')}]`
  return `${entry.norm.id}/${ledger.table.id(trigger)}${key}/${idsOf(ledger, debtors)}`
}

function causeParts(ledger: Ledger, entry: NormEntry, { awaited, source }: Cause): string[] {
  // Only one that waits for more than one end of a proposal has to say which.
  const { is } = awaited
  if (is === 'adopted' || is === 'not adopted' || is === 'set aside') return entry.decided.length > 1 ? [is] : []
  const { norm } = source.entry
  const what = entry.norm.when.length > 1 ? [`${norm.id} ${awaited.is}`] : []
  const isItsDebtor = entry.norm.who.sets.some(({ of }) => of.kind === 'debtor' && of.rule === norm.id)
  const whose = isItsDebtor || isShared(source.entry) ? [] : [idsOf(ledger, source.debtors)]
  const before = source.cause === undefined ? [] : causeParts(ledger, source.entry, source.cause)
  return [...what, ...whose, ...before]
}

function idsOf(ledger: Ledger, parties: readonly number[]): string {
  return parties.map((party) => partyId(ledger, party)).join('+')
}
