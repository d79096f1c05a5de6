import type { Change, Outcome } from '../agreement/rule.ts'
import type { Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Cases } from './case.ts'
import type { Chronology } from './chronology.ts'
import type { Deadlines } from './deadlines.ts'
import { type Ending, earliestEnding } from './ending.ts'
import { PlainDuties } from './plain-duty.ts'
import { NEVER, type Powers } from './powers.ts'
import type { NormEntry, Program } from './program.ts'
import type { Roles } from './roles.ts'

/** An act that performs a duty (wholly or in part), with the time that counts and the time from which it is shown. */
export interface Performance {
  readonly row: Row
  readonly time: Window
  readonly shown: Window
}

/** Everything that decides about one duty of one debtor, or of several together. */
export interface DutyFacts {
  readonly born: Window
  readonly performances: readonly Performance[]
  /** When the duty was performed as a whole: with `covering`, when the last limb was. */
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  readonly closes?: Window
}

type EndingAct = Ending & { readonly row: Row }

/** Duties: when one arises, what performed or ended it, and when it lapsed. */
export class Duties {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly deadlines: Deadlines
  readonly plain: PlainDuties

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    deadlines: Deadlines,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.deadlines = deadlines
    this.plain = new PlainDuties(program, table, chronology, deadlines)
    powers.outcomes = this
    deadlines.lapseOf = (rule, trigger, debtor) => this.lapse(rule, trigger, debtor)
  }

  /**
   * Everything that decides about a duty. `debtors`: one, or several that perform together. `by`: what can only have
   * happened later is left out.
   */
  duty(entry: NormEntry, trigger: Row, debtors: readonly number[], by = Number.POSITIVE_INFINITY): DutyFacts {
    const { norm } = entry
    const born = this.born(entry, trigger)
    const anchor = this.roles.anchorOf(entry, trigger)
    const variant = this.cases.variant(entry, trigger)
    const closes = this.deadlines.closes(entry, trigger, debtors[0] as number, born, variant, by)
    const creditors = this.roles.creditors(entry, trigger, this.roles.dayOf(trigger))
    const performances: Performance[] = []
    if (anchor !== undefined) {
      for (const row of this.cases.about(anchor, norm.what.link?.kind === 'about', entry.acts)) {
        const done = this.performance(entry, trigger, anchor, debtors, creditors, row)
        if (done !== undefined && done.shown.earliest <= by) performances.push(done)
      }
    }
    if (performances.length > 1) performances.sort((a, b) => this.cases.compareRows(a.row, b.row))
    const endings = anchor === undefined ? NO_ENDINGS : this.endings(entry, trigger, anchor, debtors, creditors, by)
    const limbs = norm.covering === undefined ? NO_LIMBS : this.limbsOf(norm.covering, trigger)
    const whole = limbs.length === 0 ? firstOf(performances) : this.covered(limbs, performances, endings)
    const complete = limbs.length === 0 ? endings : endings.filter((end) => this.endsAll(end, limbs, endings))
    const left = norm.survives ? NO_ENDINGS : this.deadlines.leaving(debtors, creditors, trigger)
    const ending = complete.length + left.length === 0 ? undefined : earliestEnding([...complete, ...left])
    return { born, performances, performed: whole, ending, closes }
  }

  private performance(
    entry: NormEntry,
    trigger: Row,
    anchor: Row,
    debtors: readonly number[],
    creditors: readonly number[],
    row: Row,
  ): Performance | undefined {
    const { table } = this
    if (!debtors.some((debtor) => table.isSender(row, debtor))) return undefined
    if (!creditors.every((creditor) => table.isAddressee(row, creditor) || debtors.includes(creditor))) return undefined
    if (this.cases.holds(entry.whatIf, row) === false) return undefined
    const found = this.powers.effect(row)
    if (found.effect === 'none') return undefined
    let { at } = found
    if (anchor !== trigger) {
      // What was done before the trigger belongs to an earlier one, unless the act is about the trigger itself.
      const sent = this.chronology.effective(trigger)
      if (at.latest < sent.earliest) return undefined
      if (at.earliest < sent.latest) at = { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
    }
    const { timedBy } = entry.norm
    if (timedBy === 'transmitted') return { row, time: at, shown: at }
    if (timedBy === 'received') {
      const time =
        creditors.length === 1
          ? this.chronology.received(row, creditors[0] as number)
          : this.chronology.receivedByAll(row)
      return { row, time, shown: at }
    }
    const stating = this.roles.noun(timedBy.noun, row)
    const time = stating === undefined ? undefined : this.chronology.stated(stating, timedBy.path)
    return { row, time: time ?? { earliest: Number.NEGATIVE_INFINITY, latest: at.latest }, shown: at }
  }

  /**
   * When a duty arises: when its trigger takes effect, which for most acts is when they are sent. An act that uses a power
   * while that power is not open has no effect, so nothing arises from it.
   */
  born(entry: NormEntry, trigger: Row): Window {
    const { at, by } = this.powers.effect(trigger)
    if (entry.exercised.length === 0) return at
    const byUse = by !== undefined && entry.exercised.includes(by)
    const kind = this.table.kind(trigger)
    const byAct = entry.norm.when.some(
      (event) => event.kind === 'act' && this.program.kindIndex.get(event.act) === kind,
    )
    return byUse || byAct ? at : NEVER
  }

  /** The duties of a rule in the case of `anchor`: trigger and debtors of each. */
  *dutiesAbout(entry: NormEntry, anchor: Row): Generator<readonly [Row, readonly number[]]> {
    const own = entry.triggers.has(this.table.kind(anchor)) ? [anchor] : []
    for (const row of [...own, ...this.cases.about(anchor, true, entry.triggers)]) {
      if (this.cases.applies(entry, row) === false) continue
      yield [row, this.roles.possibly(entry.norm.who, row)]
    }
  }

  /** When the duty came to this outcome; infinite: it did not, as far as is recorded. */
  outcome(entry: NormEntry, trigger: Row, debtor: number, is: Outcome): Window {
    if (this.table.isInferred(trigger, debtor)) return NEVER
    if (!this.roles.isSettled(entry, trigger, [debtor]))
      return { ...NEVER, earliest: this.born(entry, trigger).earliest }
    const facts = this.plain.facts(entry, trigger, debtor) ?? this.duty(entry, trigger, [debtor])
    const { performed, closes, ending } = facts
    if (is === 'performed') return performed?.shown ?? NEVER
    if (is === 'performed late') {
      if (performed === undefined || closes === undefined || performed.time.latest < closes.earliest) return NEVER
      const certain = performed.time.earliest >= closes.latest
      return certain ? performed.shown : { earliest: performed.shown.earliest, latest: Number.POSITIVE_INFINITY }
    }
    if (is !== 'lapses' || closes === undefined) return NEVER
    // A lapse is undone by nothing: neither by a late act nor by proof that comes after it.
    const settled = [performed?.shown, ending?.at].filter((window) => window !== undefined)
    if (settled.some((window) => window.latest < closes.earliest)) return NEVER
    const certain = settled.every((window) => window.earliest >= closes.latest)
    return certain ? closes : { earliest: closes.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** The due instant of the debtor's duty under a rule, if it lapsed. */
  private lapse(rule: string, trigger: Row, debtor: number): Window {
    const entry = this.program.normIndex.get(rule)
    const anchor = entry === undefined ? undefined : this.roles.anchorOf(entry, trigger)
    if (entry === undefined || anchor === undefined) return NEVER
    let first = NEVER
    for (const [source, debtors] of this.dutiesAbout(entry, anchor)) {
      for (const one of debtors.includes(debtor) ? [debtor] : debtors) {
        const at = this.outcome(entry, source, one, 'lapses')
        first = { earliest: Math.min(first.earliest, at.earliest - 1), latest: Math.min(first.latest, at.latest - 1) }
      }
    }
    return first
  }

  private endings(
    entry: NormEntry,
    trigger: Row,
    anchor: Row,
    debtors: readonly number[],
    creditors: readonly number[],
    by: number,
  ): readonly EndingAct[] {
    let endings: EndingAct[] | undefined
    for (const { change, acts, noun, deep } of entry.endings) {
      // Seen from the trigger: it may lie below what the performing act is about.
      const root = noun === undefined ? anchor : this.roles.noun(noun, trigger)
      if (root === undefined) continue
      for (const row of this.cases.about(root, deep, acts)) {
        const ending = this.endingBy(change, row, anchor, debtors, creditors)
        if (ending === undefined || ending.at.earliest > by) continue
        if (endings === undefined) endings = [ending]
        else endings.push(ending)
      }
    }
    return endings === undefined ? NO_ENDINGS : endings.sort((a, b) => this.cases.compareRows(a.row, b.row))
  }

  private endingBy(
    change: Change,
    row: Row,
    anchor: Row,
    debtors: readonly number[],
    creditors: readonly number[],
  ): EndingAct | undefined {
    const { table } = this
    const { effect, at } = this.powers.effect(row)
    if (effect === 'none') return undefined
    const senders = table.sendersOf(row)
    const may = change.who === undefined ? senders : this.roles.possibly(change.who, row)
    if (!senders.every((party) => may.includes(party))) return undefined
    const surely = change.who === undefined ? senders : this.roles.surely(change.who, row)
    // Addressed to some debtors, it ends their duties and no other's.
    const concerned =
      table.isToAll(row) || debtors.some((party) => table.isAddressee(row, party) || senders.includes(party))
    const within = this.deadlines.within(change, anchor, at)
    if (!concerned || within === false) return undefined
    const isWaiver = senders.every((party) => creditors.includes(party)) && this.stageOf(row) !== 'withdrawal'
    const isSure = within === true && senders.every((party) => surely.includes(party))
    const latest = isSure ? at.latest : Number.POSITIVE_INFINITY
    return { row, at: { earliest: at.earliest, latest }, why: isWaiver ? 'waived' : 'ended' }
  }

  private stageOf(row: Row) {
    return this.program.kinds[this.table.kind(row)]?.kind.stage
  }

  /** The limbs that have to be covered; none cited: the act is taken as a whole. */
  limbsOf(noun: string, row: Row): readonly string[] {
    const act = this.roles.noun(noun, row)
    return act === undefined ? NO_LIMBS : this.table.limbs(act)
  }

  private touches(row: Row, limb: string): boolean {
    const cited = this.table.limbs(row)
    return cited.length === 0 || cited.includes(limb)
  }

  private endsAll(end: Ending, limbs: readonly string[], endings: readonly Ending[]): boolean {
    if (end.row === undefined) return true
    return limbs.every((limb) =>
      endings.some(
        (other) => other.row !== undefined && other.at.latest <= end.at.latest && this.touches(other.row, limb),
      ),
    )
  }

  /** When the last limb was covered. A limb that was taken back before it was answered need not be. */
  private covered(limbs: readonly string[], performances: readonly Performance[], endings: readonly Ending[]) {
    let time: Window | undefined
    let shown: Window | undefined
    for (const limb of limbs) {
      const done = firstOf(performances.filter((performance) => this.touches(performance.row, limb)))
      const ended = endings.find((end) => end.row !== undefined && this.touches(end.row, limb))
      if (ended !== undefined && (done === undefined || ended.at.latest < done.shown.earliest)) continue
      if (done === undefined) return undefined
      time = time === undefined ? done.time : later(time, done.time)
      shown = shown === undefined ? done.shown : later(shown, done.shown)
    }
    return time === undefined || shown === undefined ? undefined : { time, shown }
  }
}

const NO_LIMBS: readonly string[] = []
const NO_ENDINGS: readonly EndingAct[] = []

function later(a: Window, b: Window): Window {
  return { earliest: Math.max(a.earliest, b.earliest), latest: Math.max(a.latest, b.latest) }
}

/**
 * The first of several acts performs. Which one that is may be open: it was shown at the earliest of their times, and the
 * time that counts is that of one which may have been the first.
 */
function firstOf(performances: readonly Performance[]): { time: Window; shown: Window } | undefined {
  const [only] = performances
  if (only === undefined || performances.length === 1) return only
  const shown = {
    earliest: Math.min(...performances.map((one) => one.shown.earliest)),
    latest: Math.min(...performances.map((one) => one.shown.latest)),
  }
  if (performances.every((one) => one.time === one.shown)) return { time: shown, shown }
  const mayBeFirst = performances.filter((one) => one.shown.earliest <= shown.latest)
  return {
    time: {
      earliest: Math.min(...mayBeFirst.map((one) => one.time.earliest)),
      latest: Math.max(...mayBeFirst.map((one) => one.time.latest)),
    },
    shown,
  }
}
