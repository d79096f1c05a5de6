import type { Certainty } from '../../agreement/act.ts'
import type { Ledger } from '../ledger.ts'
import type { Row } from '../record/act-table.ts'
import { type Basis, partyName, type Query } from './line.ts'
import { happened } from './verdict.ts'
import { printAt } from './words.ts'

/**
 * What either side stated about an offer, its sender and whom it was made to: the days, whose oldest is first. No statement
 * changes how the offer stands; only a reply or a withdrawal does.
 */
export function statementsOn(ledger: Ledger, basis: Basis, query: Query): string {
  const zone = ledger.program.agreement.zone
  const days = new Map<string, string[]>()
  for (const row of statementsAbout(ledger, basis, query)) {
    const by = ledger.table
      .sendersOf(row)
      .map((party) => partyName(ledger, party))
      .join(', ')
    const day = printAt(ledger.chronology.effective(row), zone, true) + unsure(ledger.act(row).certainty)
    days.set(by, [...(days.get(by) ?? []), day])
  }
  const sides = [...days].map(
    ([by, its], i) => `${i > 0 ? '' : its.length > 1 ? 'statements ' : 'statement '}by ${by}: ${its.join(', ')}`,
  )
  return sides.map((side) => `; ${side}`).join('')
}

export function statementsAbout(ledger: Ledger, { trigger, debtors }: Basis, query: Query): readonly Row[] {
  if (trigger === undefined) return []
  const { cases, table, powers } = ledger
  return cases
    .about(trigger, false, cases.kindsAt('statement'))
    .filter((row) => {
      const isOfASide = (party: number) => debtors.includes(party) || table.isSender(trigger, party)
      if (!table.sendersOf(row).every(isOfASide)) return false
      const { effect, at } = powers.effect(row)
      return effect !== 'none' && happened(at, query.asOf.at) === 'yes'
    })
    .sort((a, b) => cases.compareRows(a, b))
}

/** What nobody found in a source does not stand as if it had been. */
export function unsure(certainty: Certainty | undefined): string {
  return certainty === 'unverified' || certainty === 'inferred' ? ` (${certainty})` : ''
}
