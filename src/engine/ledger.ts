import type { StoredLine } from '../acts/stored-line.ts'
import type { Act } from '../agreement/act.ts'
import type { RuleCalendar } from '../agreement/calendar.ts'
import { isSameAct } from '../agreement/same-act.ts'
import { isOfSeries, periodAfter, periodAt, unpackedPeriod } from '../time/calendar-period.ts'
import { ChangeActs } from './clock/change-acts.ts'
import { ClockEnds } from './clock/clock-ends.ts'
import { Deadlines } from './clock/deadlines.ts'
import { Counters } from './count/counters.ts'
import { crossings } from './count/crossings.ts'
import { Figures } from './count/figures.ts'
import { Limits } from './count/limits.ts'
import { StatedCounts } from './count/stated-counts.ts'
import { streakChanges, streakOf } from './count/streaks.ts'
import { Sums } from './count/sums.ts'
import { Decisions } from './decision/decisions.ts'
import { isClaimed } from './duty/claims.ts'
import { Duties } from './duty/duties.ts'
import type { DatedBasis } from './duty/follow-ups.ts'
import { InForce } from './duty/in-force.ts'
import { isShared } from './duty/instances.ts'
import { Joinings } from './duty/joinings.ts'
import { Membership } from './party/membership.ts'
import { Reservations } from './party/reservations.ts'
import { Roles } from './party/roles.ts'
import { Powers } from './power/powers.ts'
import { Prohibitions } from './power/prohibitions.ts'
import type { NormEntry, Program } from './program/program.ts'
import type { Query } from './reading/line.ts'
import { ActTable, type Row } from './record/act-table.ts'
import { Cases } from './record/case.ts'
import { Chronology } from './record/chronology.ts'
import { EarlierActs } from './record/earlier-acts.ts'
import { FROM_OUTCOME, LineTable, SEVERAL } from './record/lines.ts'
import { ReturnTable } from './record/return-table.ts'
import { Sequence } from './record/sequence.ts'

/**
 * The acts of one agreement and the lines they call into being. Acts may come in any order; the same acts give the same
 * answers. One act costs what it touches, whatever the history behind it.
 */
export class Ledger {
  readonly program: Program
  readonly table: ActTable
  readonly lines = new LineTable()
  readonly chronology: Chronology
  readonly membership: Membership
  readonly reservations: Reservations
  readonly roles: Roles
  readonly cases: Cases
  readonly deadlines: Deadlines
  readonly powers: Powers
  readonly changeActs: ChangeActs
  readonly ends: ClockEnds
  readonly duties: Duties
  readonly decisions: Decisions
  readonly prohibitions: Prohibitions
  readonly counters: Counters
  readonly figures: Figures
  readonly sums: Sums
  readonly limits: Limits
  readonly earlierActs: EarlierActs
  private readonly returns: ReturnTable
  private drawnUp: WeakMap<Query, Map<string, readonly DatedBasis[]>> | undefined
  /** Acts below which lines have to be drawn up again. */
  private readonly changed = new Set<Row>()
  /** All versions of an act whose id came with different contents. */
  private readonly twins = new Map<Row, readonly Act[]>()
  /** Duties of each addressee of the act that calls them into being. */
  private readonly owedByAddressees: ReadonlySet<NormEntry>
  /** By kind, 1: an act of it calls nothing into being and is filed nowhere. */
  private readonly passive: Uint8Array
  private readonly actOf: (row: Row) => Act
  private readonly kept: Act[] | undefined

  /** `actOf`: where to find the whole act again; left out, the acts are kept here. */
  constructor(program: Program, actOf?: (row: Row) => Act) {
    this.program = program
    this.table = new ActTable(program)
    this.chronology = new Chronology(program, this.table)
    this.membership = new Membership(program, this.table)
    this.reservations = new Reservations(program, this.table)
    this.roles = new Roles(program, this.table, this.chronology, this.membership, this.reservations)
    const { table, chronology, roles } = this
    this.deadlines = new Deadlines(program, table, chronology, roles)
    this.cases = new Cases(program, table, chronology, roles)
    this.powers = new Powers(program, table, chronology, roles, this.cases)
    this.deadlines.startOf = (act, born) => this.powers.startOf(act, born)
    this.changeActs = new ChangeActs(program, table, chronology, roles, this.cases, this.powers)
    this.ends = new ClockEnds(chronology, roles, this.cases, this.changeActs, this.deadlines)
    this.powers.ends = this.ends
    this.duties = new Duties(
      program,
      table,
      chronology,
      roles,
      this.cases,
      this.powers,
      this.deadlines,
      this.ends,
      new Joinings(roles, this.changeActs, this.deadlines),
    )
    this.decisions = new Decisions(program, table, chronology, roles, this.cases, this.powers, this.ends)
    this.decisions.serve(this.duties, this.deadlines)
    this.reservations.reserving = {
      effect: (row) => this.powers.effect(row).at,
      about: (row, deep, kinds) => this.cases.about(row, deep, kinds),
      objectionCloses: ({ until }, row, party) => {
        const seen = { trigger: row, debtor: party, born: this.powers.effect(row).at }
        return until === undefined ? undefined : this.deadlines.end(until, seen)
      },
    }
    this.prohibitions = new Prohibitions(roles, this.cases, this.powers, this.deadlines, this.ends, this.duties)
    this.duties.prohibitions = this.prohibitions
    this.membership.movers = {
      effect: (row) => this.powers.effect(row).at,
      received: (row) => chronology.receivedByAll(row),
      // Who takes part in a decision is not changed by what it comes to.
      decided: (row, is) => this.decisions.movesFrom(row, is),
      parties: (expr, row, reach) =>
        expr === undefined ? table.sendersOf(row) : roles.resolve(expr, row, roles.momentOf(row), reach),
      crossings: (event, party) => crossings(program, this.figures, event, party, Number.POSITIVE_INFINITY),
      closes: (period, from, regime) => this.deadlines.count('after', period, from, this.deadlines.regime(regime)),
      forget: () => {
        this.forget()
        // Whether a reservation, or an objection to it, had effect may rest on standings too.
        this.reservations.forget()
      },
    }
    this.counters = new Counters(program, table, chronology, roles, this.cases, this.powers)
    this.figures = new Figures(program, table, this.counters)
    this.sums = new Sums(program, table, chronology, this.counters, this.figures, roles)
    const sequence = new Sequence(table, this.cases, this.powers)
    this.earlierActs = new EarlierActs(program, table, roles, sequence)
    const stated = new StatedCounts(program, this.cases, this.powers, sequence, this.counters)
    this.limits = new Limits(program, table, chronology, this.counters, this.figures, this.sums, stated)
    this.figures.streaks = {
      of: (rule, party, at) => streakOf(this, rule, party, at),
      changes: (rule, party, until) => streakChanges(this, rule, party, until),
    }
    this.cases.figures = (guard, row, read) =>
      this.figures.amount(guard, { per: [], at: chronology.effective(row), row, read })
    const { cases, powers, duties, prohibitions } = this
    const inForce = new InForce(program, table, roles, cases, powers, duties, prohibitions)
    cases.inForce = (rule, asker) => inForce.holds(rule, asker)
    cases.claimed = (claim, row) => isClaimed(this, claim, row)
    this.returns = new ReturnTable(program.parties.length)
    this.owedByAddressees = new Set(program.norms.filter((entry) => isOwedByAddressees(entry, program)))
    this.passive = Uint8Array.from(program.kinds, (entry) => (isPassive(entry, program) ? 1 : 0))
    const kept: Act[] = []
    this.kept = actOf === undefined ? kept : undefined
    this.actOf = actOf ?? ((row) => kept[row] as Act)
  }

  act(row: Row): Act {
    return this.actOf(row)
  }

  /**
   * Adds an act. The same act again changes nothing; another act with the id of one that is here makes neither count.
   * Throws RangeError for a kind or party that the agreement does not have: the acts reader has said so before.
   */
  add(act: Act): Row {
    this.forget()
    const known = this.table.rowOf(act.id)
    if (known !== undefined) {
      const versions = this.twins.get(known) ?? [this.actOf(known)]
      if (!versions.some((version) => isSameAct(version, act))) {
        this.table.markTwice(known)
        this.twins.set(known, [...versions, act])
        this.changedAt(known)
      }
      return known
    }
    const row = this.table.append(act)
    this.kept?.push(act)
    this.enter(row)
    return row
  }

  /**
   * `add` of an act where it lies in the bytes, for a ledger that need not keep it. Undefined, and nothing is changed: the act
   * itself is wanted, because its id is known, a name in it is not, or it has to be kept.
   */
  addStored(line: StoredLine, bytes: Uint8Array): Row | undefined {
    const row = this.kept === undefined ? this.table.appendStored(line, bytes) : -1
    if (row < 0) return undefined
    this.forget()
    this.enter(row)
    return row
  }

  /** Duties of a period as they were drawn up for a question: what follows from them asks for them again. */
  drawnUpFor(query: Query): Map<string, readonly DatedBasis[]> {
    this.drawnUp ??= new WeakMap()
    let known = this.drawnUp.get(query)
    if (known === undefined) {
      known = new Map()
      this.drawnUp.set(query, known)
    }
    return known
  }

  /** What was looked up may say something else with one act more. */
  private forget(): void {
    this.drawnUp = undefined
    this.powers.forget()
    this.duties.forget()
    this.decisions.forget()
  }

  private enter(row: Row): void {
    // Answers, copies, offers: most acts of a long record.
    if (this.passive[this.table.kind(row)] === 0) this.enterEverywhere(row)
    // Some that came before it refer to it.
    if (this.table.edgeOf(row) !== 0) this.changedAt(row)
  }

  private enterEverywhere(row: Row): void {
    this.membership.enter(row)
    if (this.program.reservations.length > 0) this.reservations.enter(row)
    const { returns, finds, soughtBy } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    for (const norm of returns) this.file(norm, row)
    for (const norm of finds) this.duties.byField.file(norm, row)
    for (const check of soughtBy) this.earlierActs.file(check, row)
    this.drawUp(row)
  }

  versions(row: Row): readonly Act[] {
    return this.twins.get(row) ?? [this.actOf(row)]
  }

  /** What hangs below an act that came late, or stopped counting, may now mean other parties or other fields. */
  private changedAt(row: Row): void {
    this.chronology.forget()
    this.membership.forget()
    this.reservations.forget()
    this.changed.add(row)
  }

  /** Draws up again what changed. Once before a reading, since acts that arrive in reverse change all that came before. */
  settle(): void {
    this.drawUpChanged()
    // Not in the midst of a search of what becomes of an act: there it would find nothing of that act.
    if (this.program.standingsWaitForRules) this.membership.settle()
  }

  private drawUpChanged(): void {
    if (this.changed.size === 0) return
    const { table } = this
    const rows = new Set(this.changed)
    for (const row of rows) {
      for (let edge = table.edgeOf(row); edge !== 0; edge = table.nextEdge(edge)) rows.add(table.childAt(edge))
    }
    this.changed.clear()
    for (const row of rows) this.drawUp(row)
  }

  private drawUp(row: Row): void {
    const { table, lines, roles } = this
    const entry = this.program.kinds[table.kind(row)] as Program['kinds'][number]
    lines.clear(row)
    this.counters.enter(row)
    for (const norm of entry.carries) lines.add(norm.index, row, SEVERAL)
    for (const norm of entry.outcomes) lines.add(norm.index, row, FROM_OUTCOME)
    if (entry.triggers.length === 0) return
    for (const norm of entry.triggers) {
      if (!this.cases.isLinked(norm, row)) continue
      // What figures say may change with any act, so it is asked when the line is read.
      if (!norm.asksFigures && this.cases.applies(norm, row) === false) continue
      const { who } = norm.norm
      if (isShared(norm) || norm.item !== undefined) lines.add(norm.index, row, SEVERAL)
      else if (!this.owedByNamed(norm, row))
        for (const debtor of roles.ever(who, row)) lines.add(norm.index, row, debtor)
    }
  }

  /**
   * The usual case without a set and a list for each act: each addressee of the trigger owes, all are named, and all were
   * bound for good before it was sent. False: not this case, and nothing is done.
   */
  private owedByNamed(norm: NormEntry, row: Row): boolean {
    if (!this.owedByAddressees.has(norm)) return false
    const { table, program } = this
    const count = table.addresseeCount(row)
    if (count === undefined || count > NAMED_MAX) return false
    const sent = table.ownEarliest(row)
    for (let i = 0; i < count; i++)
      if (sent < (program.boundForGoodFrom[table.addressee(row, i)] as number)) return false
    // In ascending order and each once, however they were named.
    for (let last = -1; ; ) {
      let next = SEVERAL
      for (let i = 0; i < count; i++) {
        const party = table.addressee(row, i)
        if (party > last && party < next) next = party
      }
      if (next === SEVERAL) return true
      this.lines.add(norm.index, row, next)
      last = next
    }
  }

  private file(entry: NormEntry, row: Row): void {
    const link = entry.norm.what.link
    const offset = link?.kind === 'period' ? link.offset : 0
    const { series, day } = entry.calendar as RuleCalendar
    // What is due once is performed by any act of its kind that does not say another year.
    const only = day === undefined || link !== undefined ? undefined : periodAt(series, day)
    const stated = unpackedPeriod(this.table.period(row))
    // A return that does not say its period, or says another kind of period, performs nothing: no guessing.
    const period = stated === undefined ? only : isOfSeries(stated, series) ? stated : undefined
    if (period === undefined) return
    const { number } = periodAfter(period, -offset)
    if (number < 0) return
    for (const party of this.table.sendersOf(row)) {
      this.returns.file(entry.filed as number, number, party, row)
    }
  }

  /** Acts that perform a duty of a period, or use a power of one, in their order. */
  returnsFor(entry: NormEntry, period: number, party: number): readonly Row[] {
    const rows = this.returns.rows(entry.filed as number, period, party)
    if (rows.length === 0) return rows
    return rows.filter((row) => this.table.counts(row)).sort((a, b) => this.cases.compareRows(a, b))
  }
}

function isPassive(entry: Program['kinds'][number], { reservations, standingsWaitForRules }: Program): boolean {
  const { returns, finds, soughtBy, feeds, outs, carries, outcomes, triggers, movesStandings } = entry
  const filed = [returns, finds, soughtBy, feeds, outs, carries, outcomes, triggers]
  return (
    filed.every(({ length }) => length === 0) && !movesStandings && !standingsWaitForRules && reservations.length === 0
  )
}

/** More are sorted. */
const NAMED_MAX = 64

function isOwedByAddressees({ norm, triggers }: NormEntry, program: Program): boolean {
  const [set, ...others] = norm.who.sets
  if (set === undefined || others.length > 0 || set.except.length > 0 || set.of.kind !== 'addressee') return false
  const { noun } = set.of
  return noun === undefined || (triggers.size === 1 && triggers.has(program.kindIndex.get(noun) ?? -1))
}
