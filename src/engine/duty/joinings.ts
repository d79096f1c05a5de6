import type { Window } from '../../time/window.ts'
import type { ChangeActs } from '../clock/change-acts.ts'
import type { Deadlines } from '../clock/deadlines.ts'
import type { Ending } from '../clock/ending.ts'
import type { Roles } from '../party/roles.ts'
import { before } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Instance } from './instance.ts'

/** A party to which a duty is owed as well, from the act that made it so. */
export interface Joined {
  readonly party: number
  readonly row: Row
  readonly at: Window
}

/** To whom a duty is owed beside those to whom it was owed when it arose. */
export class Joinings {
  private readonly roles: Roles
  private readonly acts: ChangeActs
  private readonly deadlines: Deadlines

  constructor(roles: Roles, acts: ChangeActs, deadlines: Deadlines) {
    this.roles = roles
    this.acts = acts
    this.deadlines = deadlines
  }

  /** Each once, by the first act that adds it; after the duty has closed nobody joins. */
  of(
    duty: Instance,
    anchor: Row,
    creditors: readonly number[],
    closes: Window | undefined,
    by: number,
  ): readonly Joined[] {
    const { entry, debtors } = duty
    if (entry.joinings.length === 0) return NOBODY
    const found = new Map<number, Joined>()
    for (const { entry: change, row, at, counts } of this.acts.of(duty, anchor, entry.joinings, by)) {
      const inTime = closes === undefined ? 'yes' : before(at, closes)
      const within = this.deadlines.within(change.change, anchor, at)
      if (counts === 'no' || inTime === 'no' || within === false) continue
      const who = change.change.creditor
      const surely = who === undefined ? [] : this.roles.surely(who, row)
      for (const party of who === undefined ? [] : this.roles.possibly(who, row)) {
        if (creditors.includes(party) || debtors.includes(party)) continue
        const isSure = counts === 'yes' && inTime === 'yes' && within === true && surely.includes(party)
        const joined = { party, row, at: isSure ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY } }
        found.set(party, first(found.get(party), joined))
      }
    }
    return [...found.values()]
  }
}

const NOBODY: readonly Joined[] = []

function first(a: Joined | undefined, b: Joined): Joined {
  if (a === undefined) return b
  const earliest = Math.min(a.at.earliest, b.at.earliest)
  return { ...(b.at.latest < a.at.latest ? b : a), at: { earliest, latest: Math.min(a.at.latest, b.at.latest) } }
}

/**
 * An end that those agreed on to whom it was owed first: whoever joined before it has a say, whoever came after it has none.
 * `endOf` gives the end for these parties as well.
 */
export function endWith(
  joined: readonly Joined[],
  endOf: (more: readonly number[]) => Ending | undefined,
): Ending | undefined {
  const end = endOf([])
  if (end === undefined || joined.length === 0) return end
  const orders = joined.map(({ at }) => before(at, end.at))
  if (orders.includes('maybe')) return { ...end, at: { earliest: end.at.earliest, latest: Number.POSITIVE_INFINITY } }
  const more = joined.filter((_, index) => orders[index] === 'yes').map(({ party }) => party)
  return more.length === 0 ? end : endOf(more)
}
