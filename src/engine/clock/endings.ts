import type { Change } from '../../agreement/rule.ts'
import type { Instance } from '../duty/instance.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { Program, Test } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Deadlines } from './deadlines.ts'
import type { EndingAct } from './ending.ts'

/** Which acts end a duty without performance: waivers, withdrawals and whatever else the rule names. */
export class Endings {
  private readonly program: Program
  private readonly table: ActTable
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly deadlines: Deadlines

  constructor(program: Program, table: ActTable, roles: Roles, cases: Cases, powers: Powers, deadlines: Deadlines) {
    this.program = program
    this.table = table
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.deadlines = deadlines
  }

  /** In the order in which they count. `by`: what can only have happened later is left out. */
  of(
    { entry, trigger, debtors }: Instance,
    anchor: Row,
    creditors: readonly number[],
    by: number,
  ): readonly EndingAct[] {
    let endings: EndingAct[] | undefined
    for (const { change, acts, noun, deep, if: guard } of entry.endings) {
      // Seen from the trigger: it may lie below what the performing act is about.
      const root = noun === undefined ? anchor : this.roles.noun(noun, trigger)
      if (root === undefined) continue
      for (const row of this.cases.about(root, deep, acts)) {
        const ending = this.endingBy(change, guard, row, root, anchor, debtors, creditors)
        if (ending === undefined || ending.at.earliest > by) continue
        if (endings === undefined) endings = [ending]
        else endings.push(ending)
      }
    }
    return endings === undefined ? NONE : endings.sort((a, b) => this.cases.compareRows(a.row, b.row))
  }

  private endingBy(
    change: Change,
    guard: Test | undefined,
    row: Row,
    root: Row,
    anchor: Row,
    debtors: readonly number[],
    creditors: readonly number[],
  ): EndingAct | undefined {
    const { table } = this
    const { effect, at } = this.powers.takesEffect(row, change.when.decided)
    if (effect === 'none') return undefined
    const senders = table.sendersOf(row)
    const entitled = change.who === undefined ? 'yes' : this.roles.entitled(change.who, row, row)
    if (entitled === 'no') return undefined
    // Addressed to some debtors, it ends their duties and no other's.
    const isDecided = change.when.decided !== undefined
    const concerned =
      isDecided ||
      table.isToAll(row) ||
      debtors.some((party) => this.roles.isSentTo(row, party) !== 'no' || this.roles.isSentBy(row, party) !== 'no')
    const within = this.deadlines.within(change, anchor, at)
    const holds = this.cases.holds(guard, row)
    if (!concerned || within === false || holds === false) return undefined
    const isGiven = !isDecided && senders.every((party) => creditors.includes(party)) && !this.takesBack(row, root)
    const byCreditors = isGiven ? senders : []
    const isSure = within === true && holds === true && entitled === 'yes'
    return {
      row,
      at: { earliest: at.earliest, latest: isSure ? at.latest : Number.POSITIVE_INFINITY },
      why: isDecided
        ? 'decided'
        : change.verb === 'excuse'
          ? 'excused'
          : byCreditors.length > 0 && !this.isWithdrawal(row)
            ? 'waived'
            : 'ended',
      creditors: byCreditors,
    }
  }

  /** What all who sent it withdraw asks nothing of anybody any more, whomever else the answer is owed to. */
  private takesBack(row: Row, root: Row): boolean {
    const senders = this.table.sendersOf(row)
    return this.isWithdrawal(row) && this.table.sendersOf(root).every((party) => senders.includes(party))
  }

  private isWithdrawal(row: Row): boolean {
    return this.program.kinds[this.table.kind(row)]?.kind.stage === 'withdrawal'
  }
}

const NONE: readonly EndingAct[] = []
