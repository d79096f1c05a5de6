import { type GroupDef, isBound, isIn, type PartyDef } from '../agreement/party.ts'
import type { PartyExpr, PartySet, Role } from '../agreement/rule.ts'
import type { Day } from '../time/day.ts'
import type { ActTable, Row } from './act-table.ts'
import { type Chronology, fieldOf } from './chronology.ts'
import type { NormEntry, Program } from './program.ts'
import type { Tri } from './verdict.ts'

/** Who is meant by `each addressee`, `sender of question`, `any party other than ...`: fixed at the instant of the trigger. */
export class Roles {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology

  /** Set by the duties: which acts of a case called a rule's duties into being. */
  triggersIn: (entry: NormEntry, anchor: Row) => readonly Row[] = () => []

  constructor(program: Program, table: ActTable, chronology: Chronology) {
    this.program = program
    this.table = table
    this.chronology = chronology
  }

  /** The day of the agreement by which an act was sent, for certain where that is known. */
  dayOf(row: Row): Day {
    return this.daysOf(row).at(-1) as Day
  }

  /** The days of an act's window on which membership may differ: one where its day is known. */
  daysOf(row: Row): readonly Day[] {
    const { zone, start } = this.program.agreement
    const { earliest, latest } = this.chronology.effective(row)
    const { membershipDays } = this.program
    if (earliest === latest) return [Number.isFinite(earliest) ? zone.dayAt(earliest) : start]
    // An open end reaches beyond every day on which membership changes.
    const first = Number.isFinite(earliest) ? zone.dayAt(earliest) : (membershipDays[0] ?? start) - 1
    const last = Number.isFinite(latest) ? zone.dayAt(latest) : Math.max(first, membershipDays.at(-1) ?? start) + 1
    return [first, ...membershipDays.filter((day) => day > first && day <= last), ...(last > first ? [last] : [])]
  }

  /** Were all senders of an act bound when they sent it? */
  sendersBound(row: Row): Tri {
    let answer: Tri = 'yes'
    for (const party of this.table.sendersOf(row)) {
      const bound = this.bound(party, row)
      if (bound === 'no') return 'no'
      if (bound === 'maybe') answer = 'maybe'
    }
    return answer
  }

  private bound(party: number, row: Row): Tri {
    const from = this.program.boundForGoodFrom[party] as number
    if (this.table.ownEarliest(row) >= from) return 'yes'
    const def = this.program.parties[party] as PartyDef
    const days = this.daysOf(row)
    const on = days.filter((day) => isBound(def, day)).length
    return on === days.length ? 'yes' : on === 0 ? 'no' : 'maybe'
  }

  /**
   * Whoever may be meant, on some day of the trigger's window, and is bound on some day of `at`: who is meant is fixed when a
   * rule is triggered, who is bound counts when it acts.
   */
  possibly(expr: PartyExpr, row: Row, at: Row = row): number[] {
    const days = this.daysOf(row)
    const meant = days.length === 1 ? this.resolve(expr, row, days[0] as Day) : this.union(expr, row, days)
    const boundDays = at === row ? days : this.daysOf(at)
    return meant.filter((party) => boundDays.some((day) => isBound(this.program.parties[party] as PartyDef, day)))
  }

  private union(expr: PartyExpr, row: Row, days: readonly Day[]): number[] {
    return [...new Set(days.flatMap((day) => this.resolve(expr, row, day)))].sort((a, b) => a - b)
  }

  /** Whoever is meant on every day of the trigger's window, and bound on every day of `at`. */
  surely(expr: PartyExpr, row: Row, at: Row = row): number[] {
    const [first, ...rest] = this.daysOf(row).map((day) => this.resolve(expr, row, day))
    const boundDays = this.daysOf(at)
    return (first as number[]).filter(
      (party) =>
        rest.every((parties) => parties.includes(party)) &&
        boundDays.every((day) => isBound(this.program.parties[party] as PartyDef, day)),
    )
  }

  /** Does the record tell who owes this to whom? */
  isSettled(entry: NormEntry, trigger: Row, debtors: readonly number[]): boolean {
    const days = this.daysOf(trigger)
    if (days.length === 1) return true
    const surely = this.surely(entry.norm.who, trigger)
    const creditors = days.map((day) => this.creditors(entry, trigger, day).join())
    return debtors.every((debtor) => surely.includes(debtor)) && creditors.every((one) => one === creditors[0])
  }

  /** Parties in ascending index; `row` undefined where no act but a date called the rule. */
  resolve(expr: PartyExpr, row: Row | undefined, day: Day): number[] {
    const found = new Set<number>()
    for (const set of expr.sets) for (const party of this.resolveSet(set, row, day)) found.add(party)
    return [...found].sort((a, b) => a - b)
  }

  private resolveSet(set: PartySet, row: Row | undefined, day: Day): number[] {
    const except = new Set(set.except.flatMap((role) => this.resolveRole(role, row, day)))
    return this.resolveRole(set.of, row, day).filter((party) => !except.has(party))
  }

  private resolveRole(role: Role, row: Row | undefined, day: Day): number[] {
    const { program, table } = this
    switch (role.kind) {
      case 'party':
        return [program.partyIndex.get(role.party) as number]
      case 'parties':
        return program.parties.flatMap((party, index) => (isBound(party, day) ? [index] : []))
      case 'member':
        return membersOn(program.groups.get(role.group) as GroupDef, day).map(
          (id) => program.partyIndex.get(id) as number,
        )
      case 'sender': {
        const act = this.noun(role.noun, row)
        return act === undefined ? [] : [...table.sendersOf(act)]
      }
      case 'addressee': {
        const act = this.noun(role.noun, row)
        if (act === undefined) return []
        if (!table.isToAll(act)) return table.addressees(act)
        return this.resolveRole({ kind: 'parties' }, row, day).filter((party) => !table.isSender(act, party))
      }
      case 'debtor':
      case 'creditor': {
        const entry = program.normIndex.get(role.rule)
        if (entry === undefined || row === undefined) return []
        const anchor = this.anchorOf(entry, row) ?? row
        const found = this.triggersIn(entry, anchor).flatMap((trigger) =>
          role.kind === 'debtor' ? this.resolve(entry.norm.who, trigger, day) : this.creditors(entry, trigger, day),
        )
        return [...new Set(found)]
      }
      case 'field': {
        const act = this.noun(role.noun, row)
        const value = act === undefined ? undefined : fieldOf(table.body(act), role.path)
        const ids = Array.isArray(value) ? value : [value]
        return ids.flatMap((id) => {
          const index = typeof id === 'string' ? program.partyIndex.get(id) : undefined
          return index === undefined ? [] : [index]
        })
      }
      case 'chair':
        return []
    }
  }

  /** Addressees of an act: for one sent to all, everybody else who may have been bound that day. */
  addresseesOf(row: Row): number[] {
    if (!this.table.isToAll(row)) return this.table.addressees(row)
    return this.possibly(EVERYBODY, row).filter((party) => !this.table.isSender(row, party))
  }

  /** The act that a noun of a rule means, seen from `row`. */
  noun(noun: string | undefined, row: Row | undefined): Row | undefined {
    if (row === undefined || noun === undefined) return row
    const kind = this.program.kindIndex.get(noun)
    return kind === undefined ? undefined : this.chronology.nearest(row, kind)
  }

  /** The act that the performing act must be about. */
  anchorOf(entry: NormEntry, row: Row): Row | undefined {
    return entry.anchor === undefined ? row : this.noun(entry.anchor, row)
  }

  /** To whom it is owed: as the rule says, else the senders of what is answered. `row` is the trigger. */
  creditors(entry: NormEntry, row: Row | undefined, day: Day): number[] {
    if (entry.norm.to !== undefined) return this.resolve(entry.norm.to, row, day)
    if (row === undefined) return []
    const anchor = this.anchorOf(entry, row)
    return anchor === undefined ? [] : [...this.table.sendersOf(anchor)]
  }
}

export function membersOn(group: GroupDef, day: Day): string[] {
  return group.members.filter((member) => isIn(member, day)).map((member) => member.party)
}

/** The last day on which a party that is bound on `day` stays bound; undefined: no end is set. */
export function boundUntil(party: PartyDef, day: Day): Day | undefined {
  return party.bound.find((span) => isIn(span, day))?.until
}

const EVERYBODY: PartyExpr = { join: 'and', sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }] }
