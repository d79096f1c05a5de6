import type { Window } from '../time/window.ts'
import type { Row } from './act-table.ts'
import type { BoundSpans } from './bound-spans.ts'
import type { Ending } from './ending.ts'
import type { Ledger } from './ledger.ts'
import type { Line, Query, Reading } from './line.ts'
import { SEVERAL } from './lines.ts'
import type { PlainDuties } from './plain-duty.ts'
import type { NormEntry } from './program.ts'
import { linesOfAct } from './register.ts'
import { isToAllParties, returnLines, years } from './returns.ts'
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
] as const satisfies readonly Reading[]

/**
 * The readings of all duties at an instant, counted by rule and party in the order of the agreement: what `registerAt` says
 * of each line, without its words. A million acts are read in a fraction of the time that it takes to print them.
 */
export function survey(ledger: Ledger, query: Pick<Query, 'asOf' | 'covers'>): Tally[] {
  const count = new Survey(ledger, query)
  for (let row = 0; row < ledger.table.size; row++) count.act(row)
  for (const entry of ledger.program.periodic) count.returns(entry)
  return count.tallies()
}

/** What a reading is computed from. */
interface Facts {
  readonly born: Window
  readonly closes?: Window
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
}

class Survey {
  private readonly ledger: Ledger
  private readonly query: Query
  /** The last instant that the record tells of. */
  private readonly at: number
  private readonly isPastHorizon: boolean
  private readonly spans: BoundSpans
  private readonly plain: PlainDuties
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
    this.plain = ledger.duties.plain
    this.spans = this.plain.spans
    this.partyCount = program.parties.length
    this.counts = new Uint32Array((program.norms.length + 1) * this.partyCount * READINGS.length)
    this.asksAnswer = program.norms.map(({ norm }) => {
      const kind = program.kinds[program.kindIndex.get(norm.what.acts[0] ?? '') ?? -1]
      return kind !== undefined && doing(kind.kind.stage).done === 'answered'
    })
    const replies = cases.kindsAt('reply', 'joint reply', 'adoption')
    const alwaysAsksReply = (entry: NormEntry) =>
      entry.if === undefined && entry.unless === undefined && [...entry.acts].some((act) => replies.has(act))
    this.mayBeAsked = program.kinds.map(
      ({ kind, triggers }) => kind.stage === 'question' && !triggers.some(alwaysAsksReply),
    )
    this.mayAnyBeAsked = this.mayBeAsked.includes(true)
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

  private count(rule: number, party: number, reading: Reading): void {
    const at = this.cell(rule, party, READINGS.indexOf(reading))
    this.counts[at] = (this.counts[at] as number) + 1
  }

  private lines(lines: readonly Line[]): void {
    for (const { basis, reading } of lines) {
      for (const debtor of basis.debtors) this.count(basis.entry?.index ?? -1, debtor, reading)
    }
  }

  /** The lines that hang on an act. */
  act(row: Row): void {
    const { ledger, query } = this
    const { table, program } = ledger
    const first = ledger.lines.firstOf(row)
    if (first === 0 && !this.mayAnyBeAsked) return
    if (this.mayBeAsked[table.kind(row)] === true) {
      const lines: Line[] = []
      linesOfAct(ledger, row, query, lines)
      this.lines(lines)
      return
    }
    if (first === 0 || !table.counts(row) || ledger.chronology.effective(row).earliest > query.asOf.at) return
    for (let line = first; line !== 0; line = ledger.lines.after(line)) {
      const entry = program.norms[ledger.lines.norm(line)] as NormEntry
      if (entry.norm.verb !== 'may') this.duty(entry, row, ledger.lines.debtor(line))
    }
  }

  private duty(entry: NormEntry, row: Row, debtor: number): void {
    const { ledger, query } = this
    const plain = debtor === SEVERAL ? undefined : this.plain.facts(entry, row, debtor, query.asOf.at)
    if (plain !== undefined) {
      const reading = this.reading(plain)
      if (reading !== undefined) this.count(entry.index, debtor, this.answered(reading, entry, row, debtor))
      return
    }
    const { duties, roles, table, cases } = ledger
    const debtors = debtor === SEVERAL ? roles.possibly(entry.norm.who, row) : [debtor]
    const reading = this.reading(duties.duty(entry, row, debtors, query.asOf.at))
    if (reading === undefined) return
    const isKnown =
      !debtors.some((one) => table.isInferred(row, one)) &&
      roles.isSettled(entry, row, debtors) &&
      cases.applies(entry, row) !== undefined
    const all = debtors.every((one) => this.answered(reading, entry, row, one) === 'unanswered')
    for (const one of debtors)
      this.count(entry.index, one, !isKnown ? 'not derivable' : reading === 'overdue' && all ? 'unanswered' : reading)
  }

  /** Undefined: it had not arisen by then. `overdue` may be `unanswered`. */
  private reading({ born, closes, performed, ending }: Facts): Reading | undefined {
    const verdict = verdictAt({ born, closes, performed, ended: ending?.at }, this.at)
    switch (verdict.is) {
      case 'not yet':
        return undefined
      case 'overdue':
        return this.isPastHorizon ? 'open' : 'overdue'
      case 'ended':
        if (ending?.why === 'unclear') return 'not derivable'
        return ending?.row !== undefined && ending.why === 'waived' ? 'waived' : 'ended'
      default:
        return verdict.is
    }
  }

  /** Only a request that is shown to have arrived is unanswered. */
  private answered(reading: Reading, entry: NormEntry, row: Row, debtor: number): Reading {
    if (reading !== 'overdue' || this.asksAnswer[entry.index] !== true) return reading
    return this.ledger.chronology.received(row, debtor).latest <= this.query.asOf.at ? 'unanswered' : reading
  }

  /** The lines of a duty by date. */
  returns(entry: NormEntry): void {
    const { ledger, query } = this
    const { zone } = ledger.program.agreement
    if (!isToAllParties(entry) || !isOfEachParty(entry) || !this.spans.areAllOne) {
      this.lines([...returnLines(ledger, entry, query)])
      return
    }
    for (const year of years(ledger, entry, zone.dayAt(query.asOf.at))) this.returnsOf(entry, year)
  }

  private returnsOf(entry: NormEntry, year: number): void {
    const { spans } = this
    const { agreement } = this.ledger.program
    const { zone } = agreement
    const { born, closes } = this.ledger.deadlines.periodic(entry.norm, year)
    const start = zone.startOf(zone.dayAt(born.earliest))
    const first = Math.max(start, zone.startOf(agreement.start))
    const last = closes === undefined || !Number.isFinite(closes.latest) ? first : closes.latest - 1
    for (let party = 0; party < this.partyCount; party++) {
      const joined = spans.startOf(party)
      const left = spans.endOf(party)
      // Whoever joins before the duty is due owes it from then on.
      const owes = joined <= first ? first < left : joined <= last
      if (!owes) continue
      const from = joined <= start ? start : joined
      const at = { earliest: from, latest: from }
      const isLeaving = !entry.norm.survives && left !== Number.POSITIVE_INFINITY && from < left
      const reading = this.reading({
        born: at,
        closes,
        performed: this.sent(entry, year, party, from),
        ending: isLeaving ? { at: { earliest: left, latest: left }, why: 'left' } : undefined,
      })
      if (reading !== undefined) this.count(entry.index, party, reading)
    }
  }

  /** The first of a party's messages that performs its duty of a year. */
  private sent(entry: NormEntry, year: number, party: number, from: number): Facts['performed'] {
    const { ledger, query } = this
    for (const row of ledger.returnsFor(entry, year, party)) {
      if (!this.reachesAll(row, party, from)) continue
      const { effect, at } = ledger.powers.effect(row)
      if (effect === 'none' || at.earliest > query.asOf.at) continue
      if (ledger.cases.holds(entry.whatIf, row) !== false) return { time: at, shown: at }
    }
    return undefined
  }

  private reachesAll(row: Row, sender: number, from: number): boolean {
    const { table } = this.ledger
    if (table.isToAll(row) && table.onlySender(row) === sender) return true
    for (let party = 0; party < this.partyCount; party++) {
      const isBound = this.spans.startOf(party) <= from && from < this.spans.endOf(party)
      if (isBound && party !== sender && !table.isAddressee(row, party)) return false
    }
    return true
  }
}

function isOfEachParty({ norm: { who } }: NormEntry): boolean {
  const [set, ...others] = who.sets
  return set !== undefined && others.length === 0 && set.of.kind === 'parties' && set.except.length === 0
}
