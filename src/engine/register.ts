import { compare } from '../problem.ts'
import type { Instant } from '../time/instant.ts'
import type { Row } from './act-table.ts'
import { plainLine, plainVerb } from './asked.ts'
import type { Ending } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type Basis, firstShown, isPastHorizon, type Line, partyId, type Query } from './line.ts'
import { SEVERAL } from './lines.ts'
import { firstOf } from './performances.ts'
import type { NormEntry } from './program.ts'
import { dutyReading, powerReading } from './reading.ts'
import { isToAllParties, returnLines } from './returns.ts'

/**
 * The register: a function of agreement, acts and an instant. Every line that had arisen by then, in the order of what
 * called it into being.
 */
export function registerAt(ledger: Ledger, query: Query): Line[] {
  ledger.settle()
  const lines: Line[] = []
  for (let row = 0; row < ledger.table.size; row++) linesOfAct(ledger, row, query, lines)
  for (const entry of ledger.program.periodic) for (const line of returnLines(ledger, entry, query)) lines.push(line)
  return inOrder(query.party === undefined ? lines : lines.filter((line) => concerns(line, query.party as string)))
}

/** The lines of one case: of an act and everything that refers to it. */
export function registerOfCase(ledger: Ledger, root: Row, query: Query): Line[] {
  ledger.settle()
  const lines: Line[] = []
  for (const row of [root, ...ledger.cases.below(root)]) linesOfAct(ledger, row, query, lines)
  return inOrder(lines)
}

function concerns(line: Line, party: string): boolean {
  return line.debtors.includes(party) || line.creditors === 'all' || line.creditors.includes(party)
}

function inOrder(lines: Line[]): Line[] {
  return lines.sort(
    (a, b) =>
      a.basis.born.earliest - b.basis.born.earliest ||
      compare(a.about, b.about) ||
      (a.basis.entry?.index ?? -1) - (b.basis.entry?.index ?? -1) ||
      (a.basis.debtors[0] ?? -1) - (b.basis.debtors[0] ?? -1) ||
      compare(a.id, b.id),
  )
}

/** Adds the lines that hang on one act. */
export function linesOfAct(ledger: Ledger, row: Row, query: Query, out: Line[]): void {
  const { table, program } = ledger
  if (!table.counts(row)) return
  const sent = ledger.chronology.effective(row)
  if (sent.earliest > query.asOf.at) return
  for (let at = ledger.lines.firstOf(row); at !== 0; at = ledger.lines.after(at)) {
    const entry = program.norms[ledger.lines.norm(at)] as NormEntry
    if (entry.norm.verb === 'may') {
      if (query.powers === true) powerLine(ledger, entry, row, query, out)
      continue
    }
    const debtor = ledger.lines.debtor(at)
    const debtors = debtorsOf(ledger, entry, row, debtor, query)
    if (debtors === undefined) continue
    const line = dutyLine(ledger, entry, row, debtors, query)
    if (line !== undefined) out.push(line)
  }
  const verb = plainVerb(ledger, row)
  if (verb === undefined) return
  for (const addressee of ledger.roles.addresseesOf(row)) out.push(plainLine(ledger, row, addressee, verb, query))
}

/**
 * Who owes what a line stands for. Lines are drawn up once, for whoever may be meant whatever happens to standings; undefined:
 * as they are, this party is not meant.
 */
export function debtorsOf(
  ledger: Ledger,
  entry: NormEntry,
  row: Row,
  debtor: number,
  { asOf }: Pick<Query, 'asOf'>,
): readonly number[] | undefined {
  const { program, roles } = ledger
  if (debtor !== SEVERAL && !program.standingsMove) return [debtor]
  const meant = roles.possibly(entry.norm.who, row, row, asOf.at)
  if (debtor !== SEVERAL) return meant.includes(debtor) ? [debtor] : undefined
  return meant.length > 0 || !program.standingsMove ? meant : undefined
}

function dutyLine(
  ledger: Ledger,
  entry: NormEntry,
  row: Row,
  debtors: readonly number[],
  query: Query,
): Line | undefined {
  const { duties, table, roles } = ledger
  const facts = duties.duty({ entry, trigger: row, debtors }, query.asOf.at)
  const basis: Basis = { entry, trigger: row, debtors, ...facts }
  const reading = dutyReading(ledger, basis, query)
  if (reading === undefined) return undefined
  const anchor = roles.anchorOf(entry, row) ?? row
  const act = ledger.act(row)
  const ids = debtors.map((debtor) => partyId(ledger, debtor))
  const addressee = act.to === 'all' ? undefined : act.to.find((one) => one.party === ids[0])
  return {
    id: `${entry.norm.id}/${table.id(row)}/${ids.join('+')}`,
    rule: entry.norm.id,
    verb: 'must',
    about: table.id(anchor === row ? row : anchor),
    debtors: ids,
    creditors: creditorsOf(ledger, entry, row, roles.momentOf(row, query.asOf.at)),
    ...reading,
    closes: facts.closes,
    performedBy: firstShown(ledger, facts.performances, query),
    source: act.source,
    certainty: addressee?.known === 'inferred' ? 'inferred' : act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

function creditorsOf(ledger: Ledger, entry: NormEntry, row: Row | undefined, at: Instant): readonly string[] | 'all' {
  if (isToAllParties(entry)) return 'all'
  return ledger.roles.creditors(entry, row, at).map((party) => partyId(ledger, party))
}

/** A party that is no longer bound holds no power. */
function leaves(ledger: Ledger, holder: number, row: Row, { asOf }: Query): Ending | undefined {
  const at = ledger.deadlines.lastLeaves([holder], ledger.roles.momentOf(row, asOf.at), asOf.at)
  return at === undefined ? undefined : { at, why: 'debtors left' }
}

/** Towards whom a power is: whoever is on the other side of what it is about. */
function counterparts(ledger: Ledger, entry: NormEntry, row: Row, holder: number): readonly string[] | 'all' {
  const creditors = creditorsOf(ledger, entry, row, ledger.roles.momentOf(row))
  if (creditors === 'all') return creditors
  const self = partyId(ledger, holder)
  const others = creditors.filter((party) => party !== self)
  if (others.length > 0) return others
  return ledger.table.addressees(row).map((party) => partyId(ledger, party))
}

function powerLine(ledger: Ledger, entry: NormEntry, row: Row, query: Query, out: Line[]): void {
  const { cases, powers, roles, table } = ledger
  const holders = roles.possibly(entry.norm.who, row, row, query.asOf.at)
  const act = ledger.act(row)
  // One line a holder: "each addressee may" opens for each by its own lapse.
  for (const holder of holders) {
    const opens = powers.opens(entry, row, holder)
    const uses = cases
      .about(row, entry.norm.what.link?.kind === 'about', entry.acts)
      .filter((use) => table.isSender(use, holder))
      .map((use) => ({ use, found: powers.effect(use) }))
      .filter(({ found }) => found.effect === 'unknown' || found.under?.has(entry) === true)
      .map(({ use, found }) => ({ row: use, at: found.under?.get(entry) ?? found.at }))
      .filter(({ at }) => at.earliest <= query.asOf.at)
      .map((use) => ({ row: use.row, time: use.at, shown: use.at }))
      .sort((a, b) => cases.compareRows(a.row, b.row))
    const basis: Basis = {
      entry,
      trigger: row,
      debtors: [holder],
      born: ledger.chronology.effective(row),
      closes: powers.closes(entry, row, holder, query.asOf.at),
      performances: uses,
      performed: firstOf(uses),
      ending: leaves(ledger, holder, row, query),
      opens,
    }
    const reading = powerReading(ledger, basis, query)
    if (reading === undefined) continue
    const id = partyId(ledger, holder)
    out.push({
      id: `${entry.norm.id}/${table.id(row)}/${id}`,
      rule: entry.norm.id,
      verb: 'may',
      about: table.id(row),
      debtors: [id],
      creditors: counterparts(ledger, entry, row, holder),
      ...reading,
      closes: basis.closes,
      performedBy: firstShown(ledger, uses, query),
      source: act.source,
      certainty: act.certainty,
      pastHorizon: isPastHorizon(query),
      basis,
    })
  }
}
