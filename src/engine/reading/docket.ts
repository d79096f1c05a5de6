import type { Stage } from '../../agreement/kind.ts'
import { compare } from '../../problem.ts'
import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import type { Program } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'
import type { Line, Query } from './line.ts'
import { partyId, partyName } from './line.ts'
import { marksOf } from './marks.ts'
import { linesOfAct } from './register.ts'
import { printAt } from './words.ts'

/** A question or an offer with everything that was said about it, in order, and how it stands with each addressee. */
export interface Case {
  readonly id: string
  readonly opening: Entry
  /** A line an addressee and rule. */
  readonly per: readonly Line[]
  /** Everything that refers to it, however far, in the order in which it counts. */
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly id: string
  readonly kind: string
  readonly stage: Stage
  readonly by: readonly string[]
  readonly to: readonly string[] | 'all'
  readonly at: Window
  /** Who did what, in one line. */
  readonly text: string
  readonly capacity?: string
  /** Which position it takes on a proposal, where its message says so. */
  readonly position?: string
  readonly cites: readonly string[]
  readonly marks: readonly string[]
  readonly source: readonly string[]
  readonly certainty?: string
}

/** The docket: every question put and every offer made by then, in order. */
export function docketAt(ledger: Ledger, query: Query): Case[] {
  ledger.settle()
  const { table, cases } = ledger
  const rows: Row[] = []
  for (let row = 0; row < table.size; row++) {
    if (opensCase(ledger, row) && isShown(ledger, row, query)) rows.push(row)
  }
  rows.sort((a, b) => cases.compareRows(a, b))
  const found = rows.map((row) => caseOf(ledger, row, query))
  const { party } = query
  return party === undefined
    ? found
    : found.filter(({ opening, entries }) => [opening, ...entries].some((entry) => concerns(entry, party)))
}

/**
 * A question does; an offer if it is not made about a question, and a proposal if it is made about neither nor about another
 * proposal: else it stands in their case.
 */
function opensCase({ table, cases, program }: Ledger, row: Row): boolean {
  if (table.isTwice(row)) return false
  if (cases.kindsAt('question').has(table.kind(row))) return true
  if (isProposal(program, table.kind(row))) return !isBelowAnother({ table, cases, program }, row)
  return cases.kindsAt('offer').has(table.kind(row)) && cases.above(row, cases.kindsAt('question')).length === 0
}

function isProposal({ kinds }: Program, kind: number): boolean {
  return (kinds[kind]?.decisions.length ?? 0) > 0
}

function isBelowAnother({ cases, program }: Pick<Ledger, 'table' | 'cases' | 'program'>, row: Row): boolean {
  const others = program.kinds.filter(({ index }) => isProposal(program, index)).map(({ index }) => index)
  const kinds = new Set([...cases.kindsAt('question', 'offer'), ...others])
  return cases.above(row, kinds).some((above) => above !== row)
}

/** Acts of the record that belong to no case: rounds of talks, statements that answer nobody. */
export function actsApart(ledger: Ledger, query: Query): Entry[] {
  ledger.settle()
  const { table, cases } = ledger
  const inCases = new Set<Row>()
  const rows: Row[] = []
  for (let row = 0; row < table.size; row++) {
    if (opensCase(ledger, row)) {
      for (const one of [row, ...cases.below(row)]) if (!table.isTwice(one)) inCases.add(one)
    }
    if (isShown(ledger, row, query)) rows.push(row)
  }
  const apart = rows.filter((row) => !inCases.has(row)).sort((a, b) => cases.compareRows(a, b))
  const entries = apart.map((row) => entryOf(ledger, row, query))
  const { party } = query
  return party === undefined ? entries : entries.filter((entry) => concerns(entry, party))
}

function concerns(entry: Entry, party: string): boolean {
  return entry.by.includes(party) || entry.to === 'all' || entry.to.includes(party)
}

/** From the earliest instant at which it may have been sent: a windowed act is listed with its window. */
function isShown(ledger: Ledger, row: Row, query: Query): boolean {
  return ledger.chronology.effective(row).earliest <= query.asOf.at
}

function caseOf(ledger: Ledger, opening: Row, query: Query): Case {
  const rows = [...ledger.cases.below(opening)].filter(
    (row) => !ledger.table.isTwice(row) && isShown(ledger, row, query),
  )
  rows.sort((a, b) => ledger.cases.compareRows(a, b))
  const per: Line[] = []
  for (const row of [opening, ...rows]) linesOfAct(ledger, row, query, per)
  per.sort(
    (a, b) =>
      a.basis.born.earliest - b.basis.born.earliest || compare(a.rule ?? '', b.rule ?? '') || order(a) - order(b),
  )
  return {
    id: ledger.table.id(opening),
    opening: entryOf(ledger, opening, query),
    per,
    entries: rows.map((row) => entryOf(ledger, row, query)),
  }
}

function order(line: Line): number {
  return line.basis.debtors[0] ?? -1
}

export function entryOf(ledger: Ledger, row: Row, query: Query): Entry {
  const { table, program } = ledger
  const act = ledger.act(row)
  const { kind } = program.kinds[table.kind(row)] as (typeof program.kinds)[number]
  const position = positionIn(ledger, row)
  return {
    id: table.id(row),
    kind: kind.name,
    stage: kind.stage,
    by: table.sendersOf(row).map((party) => partyId(ledger, party)),
    to: table.isToAll(row) ? 'all' : table.addressees(row).map((party) => partyId(ledger, party)),
    at: ledger.chronology.effective(row),
    text: table.isTwice(row) ? 'two different acts with one id' : sentence(ledger, row),
    capacity: capacityOf(act.capacity),
    ...(position === undefined ? {} : { position }),
    cites: act.cites,
    marks: marksOf(ledger, row, query),
    source: act.source,
    certainty: act.certainty,
  }
}

function capacityOf(capacity: { asked?: string; answered?: string; for?: readonly string[] }): string | undefined {
  const parts = [
    ...(capacity.asked === undefined ? [] : [`asked ${capacity.asked}`]),
    ...(capacity.answered === undefined ? [] : [`answered ${capacity.answered}`]),
    ...(capacity.for === undefined ? [] : [`for ${capacity.for.join(', ')}`]),
  ]
  return parts.length === 0 ? undefined : parts.join('; ')
}

const NAMED_MAX = 4

function positionIn({ program, table }: Ledger, row: Row): string | undefined {
  const { uses, kind } = program.kinds[table.kind(row)] as Program['kinds'][number]
  const says = uses.some(({ norm }) =>
    norm.decides?.positions.some(({ is, by }) => is === undefined && by.acts.includes(kind.name)),
  )
  const said = says ? table.field(row, ['position']) : undefined
  return typeof said === 'string' ? said : undefined
}

/** `26 Jan 2022: Northland to Westmark: a question`, `3 Mar 2026: Alder: a vote, for`. */
function sentence(ledger: Ledger, row: Row): string {
  const { table, program } = ledger
  const { kind } = program.kinds[table.kind(row)] as (typeof program.kinds)[number]
  const names = (parties: readonly number[]) =>
    parties.length > NAMED_MAX
      ? `${parties.length} parties`
      : parties.map((party) => partyName(ledger, party)).join(', ')
  const from = names(table.sendersOf(row))
  const addressees = table.addressees(row)
  const to = table.isToAll(row) ? ' to all parties' : addressees.length === 0 ? '' : ` to ${names(addressees)}`
  const position = positionIn(ledger, row)
  const said = position === undefined ? '' : `, ${position}`
  return `${printAt(ledger.chronology.effective(row), program.agreement.zone, false)}: ${from}${to}: ${kind.noun}${said}`
}
