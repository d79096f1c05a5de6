import type { GroupDef, PartyDef, Span } from '../agreement/party.ts'
import type { PartyExpr, PartySet, Role } from '../agreement/rule.ts'
import type { Day } from '../time/day.ts'
import type { ActTable, Row } from './act-table.ts'
import { type Chronology, fieldOf } from './chronology.ts'
import type { NormEntry, Program } from './program.ts'

/** Who is meant by `each addressee`, `sender of question`, `any party other than ...`: fixed at the instant of the trigger. */
export class Roles {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology

  constructor(program: Program, table: ActTable, chronology: Chronology) {
    this.program = program
    this.table = table
    this.chronology = chronology
  }

  /** The day of the agreement by which an act was sent, for certain where that is known. */
  dayOf(row: Row): Day {
    const { zone, start } = this.program.agreement
    const latest = this.table.ownLatest(row)
    if (Number.isFinite(latest)) return zone.dayAt(latest)
    const earliest = this.table.ownEarliest(row)
    return Number.isFinite(earliest) ? zone.dayAt(earliest) : start
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
        return role.kind === 'debtor' ? this.resolve(entry.norm.who, anchor, day) : this.creditors(entry, anchor, day)
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

export function isIn(span: Span, day: Day): boolean {
  return (span.from === undefined || span.from <= day) && (span.until === undefined || day <= span.until)
}

export function isBound(party: PartyDef, day: Day): boolean {
  return party.bound.some((span) => isIn(span, day))
}

export function membersOn(group: GroupDef, day: Day): string[] {
  return group.members.filter((member) => isIn(member, day)).map((member) => member.party)
}

/** The last day on which a party that is bound on `day` stays bound; undefined: no end is set. */
export function boundUntil(party: PartyDef, day: Day): Day | undefined {
  return party.bound.find((span) => isIn(span, day))?.until
}
