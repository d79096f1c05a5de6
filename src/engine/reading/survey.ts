import type { Window } from '../../time/window.ts'
import type { Ending } from '../clock/ending.ts'
import { followingBases } from '../duty/follow-ups.ts'
import type { Instance } from '../duty/instance.ts'
import { reachedBases } from '../duty/reached-duties.ts'
import { returnBases, returnBasisOf } from '../duty/returns.ts'
import type { Ledger } from '../ledger.ts'
import { namedIn } from '../party/named.ts'
import { prohibitionLine } from '../power/prohibition-line.ts'
import { isAlways } from '../program/editions.ts'
import type { NormEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'
import { FROM_OUTCOME, type LineRow, SEVERAL } from '../record/lines.ts'
import type { Basis, Line, Query, Reading } from './line.ts'
import { instancesAt, linesOfAct } from './register.ts'
import { verdictAt } from './verdict.ts'
import { doing } from './words.ts'

/** How many lines of a rule read so for a party. A line with several debtors counts for each. */
export interface Tally {
  /** Left out: asked, with no rule that sets a time for the answer. */
  readonly rule?: string
  readonly party: string
  readonly readings: Readonly<Record<Reading, number>>
}

const READINGS = [
  'kept',
  'late',
  'overdue',
  'unanswered',
  'open',
  'waived',
  'ended',
  'not derivable',
  'used',
  'expired',
  'excused',
  'in force',
  'in a standstill',
  'observed',
] as const satisfies readonly Reading[]

/**
 * The readings of all duties at an instant, counted by rule and party in the order of the agreement: what `registerAt` says
 * of each line, without its words. A million acts are read in a fraction of the time that it takes to print them.
 */
export function survey(ledger: Ledger, query: Pick<Query, 'asOf' | 'covers'>): Tally[] {
  ledger.settle()
  const count = new Survey(ledger, query)
  count.whole()
  return count.tallies()
}

/**
 * Reads one case after another without words: gives how many of its duties read so that somebody should look (overdue,
 * unanswered, not derivable).
 */
export function caseReader(ledger: Ledger, query: Pick<Query, 'asOf' | 'covers'>): (root: Row) => number {
  const count = new Survey(ledger, query)
  return (root) => {
    ledger.settle()
    const before = count.unsettled
    count.act(root)
    for (const row of ledger.cases.below(root)) count.act(row)
    return count.unsettled - before
  }
}

/** Told of what is not closed: open, overdue, unanswered, or not derivable. */
export interface Watch {
  /** Lines of this act are. */
  act(row: Row): void
  progress(rows: number, of: number): void
}

const ROWS_A_REPORT = 4096

/** What a reading is computed from. */
interface Facts {
  readonly born: Window
  readonly closes?: Window
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
}

/** The count itself, of a whole record or of parts of it: what is counted with the weight -1 is taken out again. */
export class Survey {
  weight: 1 | -1 = 1
  private readonly ledger: Ledger
  private readonly query: Query
  /** The last instant that the record tells of. */
  private readonly at: number
  private readonly isPastHorizon: boolean
  /** By rule (before them, what was asked without a rule), party and reading. */
  private readonly counts: Uint32Array
  private readonly partyCount: number
  /** Does a rule ask for an answer? Only an answer can be missing as one. */
  private readonly asksAnswer: readonly boolean[]
  /** Kinds of act for which no rule may set a clock: the register lists them all the same. */
  private readonly mayBeAsked: readonly boolean[]
  private readonly mayAnyBeAsked: boolean

  constructor(ledger: Ledger, query: Pick<Query, 'asOf' | 'covers'>) {
    const { program, cases } = ledger
    const horizon = query.covers?.window.latest ?? Number.POSITIVE_INFINITY
    this.ledger = ledger
    this.query = { asOf: query.asOf, covers: query.covers }
    this.at = Math.min(query.asOf.at, horizon)
    this.isPastHorizon = query.asOf.at > horizon
    this.partyCount = program.parties.length
    this.counts = new Uint32Array((program.norms.length + 1) * this.partyCount * READINGS.length)
    this.asksAnswer = program.norms.map(({ norm }) => {
      const kind = program.kinds[program.kindIndex.get(norm.what.acts[0] ?? '') ?? -1]
      return kind !== undefined && doing(kind.kind.stage).done === 'answered'
    })
    const replies = cases.kindsAt('reply', 'joint reply', 'adoption')
    const alwaysAsksReply = (entry: NormEntry) =>
      isAlways(entry) &&
      entry.if === undefined &&
      entry.unless === undefined &&
      [...entry.acts].some((act) => replies.has(act))
    this.mayBeAsked = program.kinds.map(
      ({ kind, triggers }) => kind.stage === 'question' && !triggers.some(alwaysAsksReply),
    )
    this.mayAnyBeAsked = this.mayBeAsked.includes(true)
  }

  /** Everything that is on record. */
  whole(watch?: Watch): void {
    const { table, program } = this.ledger
    for (let row = 0; row < table.size; row++) {
      const before = this.unclosed
      this.act(row)
      if (this.unclosed !== before) watch?.act(row)
      if (row % ROWS_A_REPORT === 0) watch?.progress(row, table.size)
    }
    for (const entry of program.periodic) {
      for (const basis of returnBases(this.ledger, entry, this.query)) this.return(entry, basis)
    }
    for (const entry of program.following) {
      for (const basis of followingBases(this.ledger, entry, this.query)) this.return(entry, basis)
    }
    for (const entry of program.byFigure) {
      for (const basis of reachedBases(this.ledger, entry, this.query)) this.return(entry, basis)
    }
  }

  tallies(): Tally[] {
    const { norms, parties } = this.ledger.program
    const tallies: Tally[] = []
    for (let rule = -1; rule < norms.length; rule++) {
      parties.forEach(({ id }, party) => {
        const first = this.cell(rule, party, 0)
        const counts = this.counts.subarray(first, first + READINGS.length)
        if (counts.every((count) => count === 0)) return
        const readings = Object.fromEntries(READINGS.map((reading, i) => [reading, counts[i]])) as Tally['readings']
        tallies.push({ rule: norms[rule]?.norm.id, party: id, readings })
      })
    }
    return tallies
  }

  private cell(rule: number, party: number, reading: number): number {
    return ((rule + 1) * this.partyCount + party) * READINGS.length + reading
  }

  /** Readings so far that ask for a look. */
  unsettled = 0
  /** Those, and what is open. */
  unclosed = 0

  private count(rule: number, party: number, reading: Reading): void {
    const isUnsettled = reading === 'overdue' || reading === 'unanswered' || reading === 'not derivable'
    if (isUnsettled) this.unsettled += this.weight
    if (isUnsettled || reading === 'open') this.unclosed += this.weight
    const at = this.cell(rule, party, (READINGS as readonly Reading[]).indexOf(reading))
    this.counts[at] = (this.counts[at] as number) + this.weight
  }

  private lines(lines: readonly Line[]): void {
    for (const { basis, reading, verb } of lines) {
      if (verb === 'decide') continue
      for (const debtor of namedIn(this.ledger, basis, this.query.asOf.at))
        this.count(basis.entry === undefined ? -1 : ruleOf(basis.entry), debtor, reading)
    }
  }

  /** The lines that hang on an act. */
  act(row: Row): void {
    const { ledger, query } = this
    const { table, program } = ledger
    const first = ledger.lines.firstOf(row)
    if (first === 0 && !this.mayAnyBeAsked) return
    if (this.mayBeAsked[table.kind(row)] === true || this.isOfSeveralEditions(first)) {
      const lines: Line[] = []
      linesOfAct(ledger, row, query, lines)
      this.lines(lines)
      return
    }
    if (first === 0 || !table.counts(row) || ledger.chronology.effective(row).earliest > query.asOf.at) return
    for (let line = first; line !== 0; line = ledger.lines.after(line)) {
      const entry = program.norms[ledger.lines.norm(line)] as NormEntry
      if (entry.norm.verb !== 'may') this.duty(entry, row, line)
    }
  }

  /** Does a line hang on the act that reads otherwise in another edition? Then it stands once, whichever of them holds. */
  private isOfSeveralEditions(first: LineRow): boolean {
    const { lines, program } = this.ledger
    if (program.agreement.editions === undefined) return false
    for (let line = first; line !== 0; line = lines.after(line)) {
      if (!isAlways(program.norms[lines.norm(line)] as NormEntry)) return true
    }
    return false
  }

  private duty(entry: NormEntry, row: Row, line: LineRow): void {
    const debtor = this.ledger.lines.debtor(line)
    const plain =
      debtor === SEVERAL || debtor === FROM_OUTCOME
        ? undefined
        : this.ledger.duties.plain.facts(entry, row, debtor, this.query.asOf.at)
    if (plain !== undefined) {
      const reading = this.reading(plain, entry)
      if (reading !== undefined) this.count(ruleOf(entry), debtor, this.answered(reading, entry, row, debtor))
      return
    }
    for (const one of instancesAt(this.ledger, row, line, this.query)) this.instance(one)
  }

  private instance(duty: Instance): void {
    const { duties, roles, table, cases } = this.ledger
    const { entry, trigger, debtors } = duty
    const asker = { ...duty, by: this.query.asOf.at }
    if (entry.asksFigures && cases.applies(entry, trigger, asker) === false) return
    if (entry.norm.verb === 'must not') {
      const line = prohibitionLine(this.ledger, duty, this.query)
      if (line !== undefined) for (const one of debtors) this.count(entry.index, one, line.reading)
      return
    }
    const facts = duties.duty(duty, this.query.asOf.at)
    const reading = this.reading(facts, entry)
    if (reading === undefined) return
    const isKnown =
      !debtors.some((one) => table.isInferred(trigger, one)) &&
      roles.isSettled(duty, this.query.asOf.at) &&
      cases.appliesTo(entry, trigger, facts.item, asker) !== undefined
    const all = debtors.every((one) => this.answered(reading, entry, trigger, one) === 'unanswered')
    for (const one of namedIn(this.ledger, { debtors, closes: facts.closes }, this.query.asOf.at))
      this.count(ruleOf(entry), one, !isKnown ? 'not derivable' : reading === 'overdue' && all ? 'unanswered' : reading)
  }

  /** Undefined: it had not arisen by then. `overdue` may be `unanswered`. */
  private reading({ born, closes, performed, ending }: Facts, { norm }: NormEntry): Reading | undefined {
    const verdict = verdictAt({ born, closes, performed, ended: ending?.at }, this.at)
    switch (verdict.is) {
      case 'not yet':
        return undefined
      case 'overdue':
        if (this.isPastHorizon) return 'open'
        return norm.silence?.deemed === undefined ? 'overdue' : 'ended'
      case 'late':
        return norm.silence?.deemed === undefined || this.isPastHorizon ? 'late' : 'ended'
      case 'ended':
        if (ending?.why === 'unclear') return 'not derivable'
        return ending?.row !== undefined && (ending.why === 'waived' || ending.why === 'excused') ? ending.why : 'ended'
      default:
        return verdict.is
    }
  }

  /** Only a request that is shown to have arrived is unanswered. */
  private answered(reading: Reading, entry: NormEntry, row: Row, debtor: number): Reading {
    if (reading !== 'overdue' || this.asksAnswer[entry.index] !== true) return reading
    return this.ledger.chronology.received(row, debtor).latest <= this.query.asOf.at ? 'unanswered' : reading
  }

  /** What a party owes by date for a year. */
  returnOf(entry: NormEntry, year: number, party: number): void {
    const basis = returnBasisOf(this.ledger, entry, { unit: 'year', number: year }, party, this.query)
    if (basis !== undefined) this.return(entry, basis)
  }

  private return(entry: NormEntry, basis: Basis): void {
    const reading = this.reading(basis, entry)
    if (reading === undefined) return
    for (const one of namedIn(this.ledger, basis, this.query.asOf.at)) this.count(ruleOf(entry), one, reading)
  }
}

/** A rule is counted under its newest edition. */
function ruleOf({ versions, index }: NormEntry): number {
  return versions[0]?.index ?? index
}
