import { hasOneHolder } from '../../agreement/holder.ts'
import type { Window } from '../../time/window.ts'
import type { Instance } from '../duty/instance.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { ChangeEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'

/** An act of a kind that a change of the rule names, in the case of one duty, prohibition or power. */
export interface ChangeAct {
  readonly entry: ChangeEntry
  readonly row: Row
  /** When it took effect. */
  readonly at: Window
  /** Is it by those who may, to those whom it concerns, and as the guard asks? Time is another question. */
  readonly counts: Tri
}

/** Which acts of a case may change a duty, a prohibition or a power. */
export class ChangeActs {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles, cases: Cases, powers: Powers) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
  }

  /** In the order in which they count. `by`: what can only have happened later is left out. */
  of(instance: Instance, anchor: Row, changes: readonly ChangeEntry[], by: number): readonly ChangeAct[] {
    const found: ChangeAct[] = []
    for (const entry of changes) {
      for (const row of this.rowsOf(entry, anchor, instance.trigger)) {
        const act = this.changeAct(entry, row, instance)
        if (act.at.earliest <= by) found.push(act)
      }
    }
    return found.length < 2 ? found : found.sort((a, b) => this.cases.compareRows(a.row, b.row))
  }

  /** Acts about what the change names; that may be another change, which lies anywhere in the case. */
  rowsOf({ acts, noun, deep }: ChangeEntry, anchor: Row, trigger: Row): readonly Row[] {
    const root = noun === undefined ? anchor : this.roles.noun(noun, trigger)
    if (root !== undefined) return this.cases.about(root, deep, acts)
    const kind = this.program.kindIndex.get(noun as string)
    return this.cases.about(anchor, true, acts).filter((row) => {
      if (kind === undefined) return false
      if (deep) return this.chronology.nearest(row, kind) !== undefined
      return this.table.refsOf(row).some((target) => this.table.counts(target) && this.table.kind(target) === kind)
    })
  }

  private changeAct(entry: ChangeEntry, row: Row, instance: Instance): ChangeAct {
    const { effect, at } = this.powers.takesEffect(row, entry.change.when.decided)
    const counts = effect === 'none' || !this.concerns(entry, row, instance) ? 'no' : this.entitled(entry, row)
    return { entry, row, at: effect === 'none' ? this.chronology.effective(row) : at, counts }
  }

  private entitled({ change, if: guard }: ChangeEntry, row: Row): Tri {
    const holds = this.cases.holds(guard, row)
    if (holds === false) return 'no'
    if (change.who === undefined) return holds === true ? 'yes' : 'maybe'
    const entitled = this.roles.entitled(change.who, row, row)
    return holds === true || entitled === 'no' ? entitled : 'maybe'
  }

  /** Sent to some of several holders, it concerns those and no others. */
  private concerns({ change }: ChangeEntry, row: Row, { entry, debtors }: Instance): boolean {
    const { table } = this
    if (change.verb === 'add creditor' || table.isToAll(row) || hasOneHolder(entry.norm)) return true
    // The clock of a decision is one for all, to whomever the act is sent; and so is what was decided.
    if (entry.norm.decides !== undefined || change.when.decided !== undefined) return true
    return debtors.some((party) => this.roles.isSentTo(row, party) !== 'no' || this.roles.isSentBy(row, party) !== 'no')
  }
}
