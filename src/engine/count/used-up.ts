import type { RuleId } from '../../agreement/clause.ts'
import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import { PER_PARTY } from '../program/feeds.ts'
import { changesIn, comings } from './crossings.ts'

/**
 * When as much of a limit came to be used as there may be, each time: by an act that is counted, or by a report that lowers what
 * there may be. Where there may be nothing there is nothing to use up.
 * @param party of a limit for each party
 */
export function whenUsedUp(ledger: Ledger, id: RuleId, party: number | undefined, until: number): readonly Window[] {
  const { program, figures, limits } = ledger
  const entry = program.figures.limits.find(({ limit }) => limit.id === id)
  if (entry === undefined || entry.kind === 'sum') return []
  const keys = party === undefined ? [] : [party]
  const atMost = { is: entry.limit.atMost, per: party === undefined ? [] : PER_PARTY }
  const most = changesIn(program, figures, [atMost], party, until)
  return comings((at) => limits.isUsedUp(entry, keys, at), [...most, ...limits.changes(entry, keys)], until)
}
