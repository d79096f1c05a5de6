import type { KindName } from '../../agreement/clause.ts'
import type { PartyExpr } from '../../agreement/rule.ts'
import { earlierOf, type Window } from '../../time/window.ts'
import type { Deadlines } from '../clock/deadlines.ts'
import { type Ending, earliestEnding } from '../clock/ending.ts'
import { BoundSpans } from '../program/bound-spans.ts'
import { isAlways } from '../program/editions.ts'
import type { ChangeEntry, NormEntry, Program } from '../program/program.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Chronology } from '../record/chronology.ts'

/** What `Duties.duty` says of a duty, as far as its verdict needs it. */
export interface PlainFacts {
  readonly born: Window
  readonly closes?: Window
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
}

/** What the rule makes of an act that refers to the trigger, by kind of act. */
const PERFORMS = 1
const ENDS = 2
const ENDS_AS_WITHDRAWAL = 4

interface Done {
  readonly first?: Window
  readonly ending?: Ending
}

interface Plan {
  readonly does: Uint8Array
  /** Only whoever sent the trigger may end it. */
  readonly endedBySender: boolean
}

/**
 * Most duties are plain: an act arises, each addressee owes its sender an answer to it, and whoever asked may waive it.
 * Such a duty is read off the acts that refer to its trigger, without a list on the way, some ten times sooner than
 * `Duties.duty` reads any duty. It says the same or nothing: whatever is not plain, in the rule or in the case, is asked of
 * `Duties`, and a test compares the two.
 */
export class PlainDuties {
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly deadlines: Deadlines
  readonly spans: BoundSpans
  private readonly plans: readonly (Plan | undefined)[]

  constructor(program: Program, table: ActTable, chronology: Chronology, deadlines: Deadlines) {
    this.table = table
    this.chronology = chronology
    this.deadlines = deadlines
    this.spans = new BoundSpans(program.boundOnce, program.agreement.zone)
    this.plans = program.norms.map((entry) => planOf(entry, program))
  }

  /** Undefined: not plain. `by`: what can only have happened later is left out. */
  facts(entry: NormEntry, trigger: Row, debtor: number, by = Number.POSITIVE_INFINITY): PlainFacts | undefined {
    const plan = this.plans[entry.index]
    if (plan === undefined) return undefined
    const { table, spans } = this
    const creditor = table.onlySender(trigger)
    if (creditor < 0 || !table.counts(trigger) || table.isInferred(trigger, debtor)) return undefined
    const born = this.chronology.effective(trigger)
    if (!spans.covers(creditor, born) || !spans.covers(debtor, born)) return undefined
    const done = this.done(plan, trigger, born, debtor, creditor, by)
    if (done === undefined) return undefined
    return {
      born,
      // No variants: the main period.
      closes: this.deadlines.closes(entry, trigger, debtor, born, -1, by),
      performed: done.first === undefined ? undefined : { time: done.first, shown: done.first },
      ending: this.leaving(debtor, creditor, done.ending),
    }
  }

  /** What was done about the trigger; undefined: not plain. */
  private done(plan: Plan, trigger: Row, born: Window, debtor: number, creditor: number, by: number): Done | undefined {
    const { table } = this
    let first: Window | undefined
    let ending: Ending | undefined
    for (let edge = table.edgeOf(trigger); edge !== 0; edge = table.nextEdge(edge)) {
      const row = table.childAt(edge)
      const does = plan.does[table.kind(row)] as number
      if (does === 0 || !table.counts(row)) continue
      const sender = table.onlySender(row)
      if (sender < 0 || !table.hasOneRef(row)) return undefined
      if (!this.isFor(plan, does, row, sender, debtor, creditor)) continue
      const at = this.timeOf(row, born)
      // Which of several endings counts is a question of their order.
      if (!this.spans.covers(sender, at) || (does !== PERFORMS && ending !== undefined)) return undefined
      if (at.earliest > by) continue
      if (does === PERFORMS) first = first === undefined ? at : earlierOf(first, at)
      else ending = { row, at, why: sender === creditor && does === ENDS ? 'waived' : 'ended' }
    }
    return { first, ending }
  }

  /** Is it the debtor's act, addressed to the creditor; or does its sender end what this debtor owes? */
  private isFor(plan: Plan, does: number, row: Row, sender: number, debtor: number, creditor: number): boolean {
    if (does === PERFORMS) return sender === debtor && (creditor === debtor || this.table.isAddressee(row, creditor))
    if (plan.endedBySender && sender !== creditor) return false
    return sender === debtor || this.table.isAddressee(row, debtor)
  }

  /** When an act took effect that refers to the trigger alone. */
  private timeOf(row: Row, born: Window): Window {
    const earliest = this.table.ownEarliest(row)
    const latest = this.table.ownLatest(row)
    if (latest < born.earliest) return born
    return { earliest: earliest >= born.earliest ? earliest : born.earliest, latest }
  }

  private leaving(debtor: number, creditor: number, ending: Ending | undefined): Ending | undefined {
    const debtorEnd = this.spans.endOf(debtor)
    const creditorEnd = this.spans.endOf(creditor)
    const end = Math.min(debtorEnd, creditorEnd)
    if (end === Number.POSITIVE_INFINITY) return ending
    const why = debtorEnd <= creditorEnd ? 'debtors left' : 'creditors left'
    const left: Ending = { at: { earliest: end, latest: end }, why }
    return ending === undefined ? left : earliestEnding([ending, left])
  }
}

function planOf(entry: NormEntry, program: Program): Plan | undefined {
  const [trigger = -1] = entry.triggers
  const name = program.kinds[trigger]?.kind.name
  if (name === undefined || entry.triggers.size > 1 || !isFree(trigger, program) || !isPlain(entry, name))
    return undefined
  const does = new Uint8Array(program.kinds.length)
  for (const kind of entry.acts) does[kind] = PERFORMS
  const [end, ...others] = entry.endings
  if (others.length > 0 || (end !== undefined && !isPlainEnding(end, name))) return undefined
  for (const kind of end?.acts ?? []) {
    if (does[kind] !== 0) return undefined
    does[kind] = program.kinds[kind]?.kind.stage === 'withdrawal' ? ENDS_AS_WITHDRAWAL : ENDS
  }
  if (does.some((what, kind) => what !== 0 && !isFree(kind, program))) return undefined
  // Whether what is opened is what was sealed is asked of the acts.
  if (program.sealings.some((sealing) => sealing.kind === trigger)) return undefined
  return { does, endedBySender: end?.change.who !== undefined }
}

/** Owed by one to the sender of the trigger, for an act that refers to the trigger itself, whatever the acts say. */
function isPlain(entry: NormEntry, trigger: KindName): boolean {
  const { norm } = entry
  if (!isAlways(entry) || norm.verb !== 'must' || entry.periodic || entry.exercised.length > 0) return false
  if (entry.awaited.length > 0 || entry.decided.length > 0 || norm.survives) return false
  if (entry.if !== undefined || entry.unless !== undefined || entry.whatIf !== undefined) return false
  if (entry.moves.length > 0 || entry.joinings.length > 0) return false
  if (norm.covering !== undefined || norm.timedBy !== 'transmitted' || entry.variants.length > 0) return false
  if (entry.item !== undefined || norm.what.link?.kind === 'with') return false
  if (entry.partyFields.length > 0 || [norm.who, norm.to].some(isSeated)) return false
  if (norm.who.join !== 'and' || norm.what.link?.kind === 'about') return false
  return (entry.anchor ?? trigger) === trigger && (norm.to === undefined || isSenderOf(norm.to, trigger))
}

function isPlainEnding({ change, noun, deep }: ChangeEntry, trigger: KindName): boolean {
  if (
    change.verb !== 'end' ||
    change.if !== undefined ||
    deep ||
    (noun ?? trigger) !== trigger ||
    change.within !== undefined ||
    change.when.decided !== undefined
  )
    return false
  return change.who === undefined || isSenderOf(change.who, trigger)
}

/** Such acts always have effect: no power governs them, and no claim. */
function isFree(kind: number, program: Program): boolean {
  const entry = program.kinds[kind]
  return entry !== undefined && entry.uses.length === 0 && entry.claim === undefined
}

/** Is it a chair, or a body? */
function isSeated(expr: PartyExpr | undefined): boolean {
  return expr?.sets.some(({ of }) => of.kind === 'chair' || of.kind === 'body') === true
}

/** Is it the sender of an act of this kind, and nobody else? */
function isSenderOf(expr: PartyExpr, kind: KindName): boolean {
  const [set, ...others] = expr.sets
  if (set === undefined || others.length > 0 || set.except.length > 0 || set.of.kind !== 'sender') return false
  return set.of.noun === kind
}
