import { compare } from '../../problem.ts'
import type { Instant } from '../../time/instant.ts'
import type { Ending } from '../clock/ending.ts'
import { decisionLine } from '../decision/decision-line.ts'
import { followingLines } from '../duty/follow-ups.ts'
import type { Instance } from '../duty/instance.ts'
import type { Joined } from '../duty/joinings.ts'
import { firstOf } from '../duty/performances.ts'
import { reachedLines } from '../duty/reached-duties.ts'
import { isToAllParties, returnLines } from '../duty/returns.ts'
import type { Ledger } from '../ledger.ts'
import { namedIn } from '../party/named.ts'
import { prohibitionLine } from '../power/prohibition-line.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'
import { FROM_OUTCOME, type LineRow, SEVERAL } from '../record/lines.ts'
import { plainLine, plainVerb } from './asked.ts'
import { type Basis, firstShown, isPastHorizon, type Line, partyId, type Query } from './line.ts'
import { idOf } from './line-id.ts'
import { dutyReading, powerReading } from './reading.ts'
import { before } from './verdict.ts'
import { printDue } from './words.ts'

/**
 * The register: a function of agreement, acts and an instant. Every line that had arisen by then, in the order of what
 * called it into being.
 */
export function registerAt(ledger: Ledger, query: Query): Line[] {
  ledger.settle()
  const lines: Line[] = []
  for (let row = 0; row < ledger.table.size; row++) linesOfAct(ledger, row, query, lines)
  linesWithoutAct(ledger, query, () => true, lines)
  return inOrder(
    ledger,
    query.party === undefined ? lines : lines.filter((line) => concerns(line, query.party as string)),
  )
}

/** The lines of one case: of an act and everything that refers to it. */
export function registerOfCase(ledger: Ledger, root: Row, query: Query): Line[] {
  ledger.settle()
  const lines: Line[] = []
  for (const row of [root, ...ledger.cases.below(root)]) linesOfAct(ledger, row, query, lines)
  return inOrder(ledger, lines)
}

/** The lines of one rule, `-` for those of acts of which no rule asks a reply: the same as in the whole register. */
export function registerOfRule(ledger: Ledger, rule: string, query: Query): Line[] {
  ledger.settle()
  const lines: Line[] = []
  for (let row = 0; row < ledger.table.size; row++) linesOfAct(ledger, row, query, lines)
  linesWithoutAct(ledger, query, ({ norm }) => norm.id === rule, lines)
  return inOrder(
    ledger,
    lines.filter((line) => (line.rule ?? '-') === rule),
  )
}

/** The lines of rules that no act calls into being, of those that are asked for. */
export function linesWithoutAct(
  ledger: Ledger,
  query: Query,
  isAsked: (entry: NormEntry) => boolean,
  out: Line[],
): void {
  const { periodic, byFigure, following, agreement } = ledger.program
  const before = out.length
  for (const entry of periodic.filter(isAsked)) for (const line of returnLines(ledger, entry, query)) out.push(line)
  for (const entry of byFigure.filter(isAsked)) for (const line of reachedLines(ledger, entry, query)) out.push(line)
  for (const entry of following.filter(isAsked)) for (const line of followingLines(ledger, entry, query)) out.push(line)
  if (agreement.editions !== undefined) keepFirst(ledger, out, before)
}

function concerns(line: Line, party: string): boolean {
  if (line.verb === 'decide' && line.basis.members?.includes(party)) return true
  return line.debtors.includes(party) || line.creditors === 'all' || line.creditors.includes(party)
}

function inOrder({ program }: Ledger, lines: Line[]): Line[] {
  const rank = rankOf(program)
  return lines.sort(
    (a, b) =>
      a.basis.born.earliest - b.basis.born.earliest ||
      compare(a.about, b.about) ||
      rank(a) - rank(b) ||
      (a.basis.debtors[0] ?? -1) - (b.basis.debtors[0] ?? -1) ||
      compare(a.id, b.id),
  )
}

/** Where its rule stands; where acts decide which texts hold, in all texts that there are, so that no later one shows. */
function rankOf({ agreement: { byActs } }: Program): (line: Line) => number {
  if (byActs === undefined || byActs.texts.length === 0) return ({ basis }) => basis.entry?.index ?? -1
  const ids = [...new Set(byActs.texts.flatMap(({ rules }) => rules.map(({ id }) => id)))]
  return ({ rule }) => (rule === undefined ? -1 : ids.indexOf(rule))
}

/** Adds the lines that hang on one act. */
export function linesOfAct(ledger: Ledger, row: Row, query: Query, out: Line[]): void {
  const { table, program } = ledger
  if (!table.counts(row)) return
  const sent = ledger.chronology.effective(row)
  if (sent.earliest > query.asOf.at) return
  const before = out.length
  for (let at = ledger.lines.firstOf(row); at !== 0; at = ledger.lines.after(at)) {
    const entry = program.norms[ledger.lines.norm(at)] as NormEntry
    if (entry.norm.decides !== undefined) addTo(out, decisionLine(ledger, entry, row, query))
    else if (entry.norm.verb !== 'may') {
      for (const duty of instancesAt(ledger, row, at, query)) addTo(out, lineOf(ledger, duty, query))
    } else if (query.powers === true) out.push(...powerLines(ledger, entry, row, query))
  }
  if (program.agreement.editions !== undefined) keepFirst(ledger, out, before)
  const verb = plainVerb(ledger, row)
  if (verb === undefined) return
  for (const addressee of ledger.roles.addresseesOf(row)) out.push(plainLine(ledger, row, addressee, verb, query))
}

function addTo(out: Line[], line: Line | undefined): void {
  if (line !== undefined) out.push(line)
}

function lineOf(ledger: Ledger, duty: Instance, query: Query): Line | undefined {
  return duty.entry.norm.verb === 'must not' ? prohibitionLine(ledger, duty, query) : dutyLine(ledger, duty, query)
}

/** Where the record does not tell which edition holds, the line stands once: it says so of either. */
function keepFirst(ledger: Ledger, out: Line[], from: number): void {
  const kept = new Map<string, Line>()
  for (const line of out.splice(from)) {
    const first = kept.get(line.id)
    kept.set(line.id, first === undefined ? line : withBothEnds(ledger, first, line))
  }
  out.push(...kept.values())
}

/** It is due by the time of the one edition, or of the other. */
function withBothEnds({ program }: Ledger, line: Line, other: Line): Line {
  if (line.closes === undefined || other.closes === undefined || line.reading !== 'not derivable') return line
  const closes = {
    earliest: Math.min(line.closes.earliest, other.closes.earliest),
    latest: Math.max(line.closes.latest, other.closes.latest),
  }
  return { ...line, closes, due: printDue(closes, program.agreement.zone) }
}

/** The duties that a filed line stands for. */
export function instancesAt(ledger: Ledger, row: Row, line: LineRow, query: Pick<Query, 'asOf'>): Iterable<Instance> {
  const entry = ledger.program.norms[ledger.lines.norm(line)] as NormEntry
  const debtor = ledger.lines.debtor(line)
  if (debtor === FROM_OUTCOME) return meantBy(ledger, ledger.duties.instances.fromOutcomes(entry, row), query)
  if (entry.item !== undefined) return ledger.duties.instances.calledBy(entry, row)
  const debtors = debtorsOf(ledger, entry, row, debtor, query)
  return debtors === undefined ? [] : [{ entry, trigger: row, debtors }]
}

/** What only later acts on standings would have somebody owe, it does not owe yet. */
function* meantBy(
  { program, roles }: Ledger,
  all: Iterable<Instance>,
  { asOf }: Pick<Query, 'asOf'>,
): Generator<Instance> {
  for (const one of all) {
    const { entry, trigger, debtors, cause, item } = one
    if (!program.standingsMove || cause === undefined || cause.at.earliest > asOf.at) {
      yield one
      continue
    }
    const meant = roles.forItem(item, () => roles.debtors(entry, trigger, cause, asOf.at))
    const owing = debtors.filter((debtor) => meant.includes(debtor))
    if (owing.length > 0) yield owing.length === debtors.length ? one : { ...one, debtors: owing }
  }
}

/**
 * Who owes what a line stands for. Lines are drawn up once, for whoever may be meant whatever happens to standings; undefined:
 * as they are, this party is not meant.
 */
function debtorsOf(
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

/** A duty as a line of the register; undefined: it had not arisen by then. */
export function dutyLine(ledger: Ledger, duty: Instance, query: Query): Line | undefined {
  const { duties, table, roles } = ledger
  const { entry, trigger: row, debtors } = duty
  if (entry.asksFigures && ledger.cases.applies(entry, row, { ...duty, by: query.asOf.at }) === false) return undefined
  const basis: Basis = { ...duty, ...duties.duty(duty, query.asOf.at) }
  const reading = dutyReading(ledger, basis, query)
  if (reading === undefined) return undefined
  const anchor = roles.anchorOf(entry, row) ?? row
  const act = ledger.act(row)
  const ids = debtors.map((debtor) => partyId(ledger, debtor))
  const addressee = act.to === 'all' ? undefined : act.to.find((one) => one.party === ids[0])
  return {
    id: idOf(ledger, duty),
    rule: entry.norm.id,
    verb: 'must',
    about: `${table.id(anchor)}${duty.item === undefined ? '' : `[${duty.item.key}]`}`,
    debtors: namedIn(ledger, basis, query.asOf.at).map((debtor) => partyId(ledger, debtor)),
    creditors: withJoined(ledger, creditorsOf(ledger, duty, roles.momentOfBirth(duty, query.asOf.at)), basis.joined),
    ...reading,
    closes: basis.closes,
    performedBy: firstShown(ledger, basis.performances, query),
    source: act.source,
    certainty: addressee?.known === 'inferred' ? 'inferred' : act.certainty,
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

function creditorsOf({ program, roles }: Ledger, owing: Instance, at: Instant): readonly string[] | 'all' {
  const { entry, debtors } = owing
  const isToAll = isToAllParties(entry)
  if (isToAll && !program.reservable.has(entry.norm.id)) return 'all'
  const creditors = roles.owedTo(owing, at)
  const isWhole = isToAll && creditors.length === roles.creditors(entry, owing.trigger, at).length
  if (isWhole) return 'all'
  const others = isToAll ? creditors.filter((party) => !debtors.includes(party)) : creditors
  return others.map((party) => (program.parties[party] as { id: string }).id)
}

function withJoined(
  ledger: Ledger,
  creditors: readonly string[] | 'all',
  joined: readonly Joined[] = [],
): readonly string[] | 'all' {
  return creditors === 'all' ? creditors : [...creditors, ...joined.map(({ party }) => partyId(ledger, party))]
}

/** A party that is no longer bound holds no power. */
function leaves(ledger: Ledger, holder: number, row: Row, { asOf }: Query): Ending | undefined {
  const at = ledger.deadlines.lastLeaves([holder], ledger.roles.momentOf(row, asOf.at), asOf.at)
  return at === undefined ? undefined : { at, why: 'debtors left' }
}

/** The act that ended a power, if it is sure that nothing else ended it before. */
function endedBy(ledger: Ledger, power: Instance, { asOf }: Query): Ending | undefined {
  const { ends, chronology } = ledger
  const [first] = ends.endings(power, asOf.at)
  const closes = ends.closes(power, chronology.effective(power.trigger), asOf.at)
  return first === undefined || (closes !== undefined && before(first.at, closes) !== 'yes') ? undefined : first
}

/** Towards whom a power is: whoever is on the other side of what it is about. */
function counterparts(ledger: Ledger, entry: NormEntry, row: Row, holder: number): readonly string[] | 'all' {
  const creditors = creditorsOf(ledger, { entry, trigger: row, debtors: [holder] }, ledger.roles.momentOf(row))
  if (creditors === 'all') return creditors
  const self = partyId(ledger, holder)
  const others = creditors.filter((party) => party !== self)
  if (others.length > 0) return others
  return ledger.table.addressees(row).map((party) => partyId(ledger, party))
}

/** A power as lines of the register, one a holder. */
export function powerLines(ledger: Ledger, entry: NormEntry, row: Row, query: Query): Line[] {
  const out: Line[] = []
  const { cases, powers, roles, table } = ledger
  const holders = roles.possibly(entry.norm.who, row, row, query.asOf.at)
  const act = ledger.act(row)
  // One line a holder: "each addressee may" opens for each by its own lapse.
  for (const holder of holders) {
    const opens = powers.opens(entry, row, holder, undefined, query.asOf.at)
    const uses = powers
      .usesOf(entry, row, holder)
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
      ending: leaves(ledger, holder, row, query) ?? endedBy(ledger, { entry, trigger: row, debtors: [holder] }, query),
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
      debtors: namedIn(ledger, basis, query.asOf.at).map((debtor) => partyId(ledger, debtor)),
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
  return out
}
