import type { Decided, Outcome } from '../../agreement/rule.ts'
import { NEVER, type Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import { type Awaited, isDone } from '../program/awaited.ts'
import type { AwaitedDecision } from '../program/awaited-decisions.ts'
import type { Item, NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Cause, Instance } from './instance.ts'
import type { Items } from './items.ts'

/** What became of proposals; decisions know it. */
export interface Decisive {
  on(proposal: Row): readonly NormEntry[]
  when(proposal: Row, is: Decided): Window
}

/** What became of a duty or power, and by which act; the duties know it. */
export interface Became {
  outcome(instance: Instance, is: Outcome): Window
  /** Is this the act that performed it? */
  isPerformer(duty: Instance, row: Row): Tri
}

/** Which duties and powers of a rule there are: on an act, and in a case. */
export class Instances {
  private readonly program: Program
  private readonly table: ActTable
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly became: Became
  private readonly items: Items
  /** Set by the ledger. */
  deciding: Decisive = { on: () => [], when: () => NEVER }

  constructor(program: Program, table: ActTable, roles: Roles, cases: Cases, became: Became, items: Items) {
    this.program = program
    this.table = table
    this.roles = roles
    this.cases = cases
    this.became = became
    this.items = items
  }

  /** In the case of `anchor`: on that act, above it and below it. */
  *about({ versions }: NormEntry, anchor: Row): Generator<Instance> {
    for (const entry of versions) for (const row of this.rowsIn(entry, anchor)) yield* this.on(entry, row)
  }

  /** The acts in the case of `anchor` on which the rule can hang. */
  rowsIn({ hangsOn }: NormEntry, anchor: Row): readonly Row[] {
    return [...this.cases.above(anchor, hangsOn), ...this.cases.about(anchor, true, hangsOn)]
  }

  /** On this very act. */
  *on(entry: NormEntry, row: Row): Generator<Instance> {
    if (!this.table.counts(row) || this.cases.applies(entry, row) === false) return
    if (entry.norm.verb === 'may') {
      if (entry.hangsOn.has(this.table.kind(row)))
        for (const holder of this.roles.possibly(entry.norm.who, row)) yield { entry, trigger: row, debtors: [holder] }
      return
    }
    yield* this.calledBy(entry, row)
    yield* this.fromOutcomes(entry, row)
  }

  /** Those that the act itself called into being. */
  *calledBy(entry: NormEntry, row: Row): Generator<Instance> {
    if (entry.triggers.has(this.table.kind(row)) && this.cases.isLinked(entry, row)) {
      if (entry.item === undefined) yield* this.applying(owed(entry, row, this.roles.possibly(entry.norm.who, row)))
      else
        for (const item of this.items.newIn(entry, row)) {
          const own = this.roles.forItem(item, () => this.roles.possibly(entry.norm.who, row))
          yield* this.applying(owed(entry, row, own, undefined, item))
        }
    }
  }

  /** Those that the act itself did not call into being, but what became of another rule. */
  *fromOutcomes(entry: NormEntry, row: Row): Generator<Instance> {
    if (!entry.bornOn.has(this.table.kind(row)) || this.cases.applies(entry, row) === false) return
    for (const awaited of entry.decided) yield* this.fromDecision(entry, awaited, row)
    for (const awaited of entry.awaited) {
      for (const cause of this.causes(awaited, row)) {
        const debtors = this.roles.debtors(entry, row, cause)
        if (debtors.length > 0) yield* this.applying(owed(entry, row, debtors, cause))
      }
    }
  }

  /** Those that what becomes of a proposal calls into being. */
  private *fromDecision(entry: NormEntry, { kind, is, link, ofItems }: AwaitedDecision, row: Row): Generator<Instance> {
    if (this.table.kind(row) !== kind || !this.cases.refersAsIn(link, row)) return
    const at = this.deciding.when(row, is)
    const [source] = this.deciding.on(row)
    if (source === undefined || at.earliest === Number.POSITIVE_INFINITY) return
    const cause: Cause = { awaited: { source, is }, source: { entry: source, trigger: row, debtors: [] }, at }
    const items = ofItems ? [...this.items.newIn(entry, row)] : [undefined]
    for (const item of items) {
      const debtors = this.roles.forItem(item, () => this.roles.debtors(entry, row, cause))
      if (debtors.length > 0) yield* this.applying(owed(entry, row, debtors, cause, item))
    }
  }

  /** Whether a rule is in force differs from party to party. */
  private *applying(all: Iterable<Instance>): Generator<Instance> {
    for (const one of all) {
      if (!one.entry.asksInForce || this.cases.appliesTo(one.entry, one.trigger, one.item, one) !== false) yield one
    }
  }

  private *causes(awaited: Awaited, row: Row): Generator<Cause> {
    const { source, is } = awaited
    for (const instance of isDone(is) ? this.doneBy(source, row) : this.on(source, row)) {
      const { earliest, latest } = this.became.outcome(instance, is)
      if (earliest === NEVER.earliest) continue
      // What may have been done by another act may not hang on this one.
      const isSure = !isDone(is) || this.became.isPerformer(instance, row) === 'yes'
      yield { awaited, source: instance, at: { earliest, latest: isSure ? latest : NEVER.latest } }
    }
  }

  /** The duties of a rule that an act performed. */
  private *doneBy(source: NormEntry, row: Row): Generator<Instance> {
    if (!source.acts.has(this.table.kind(row))) return
    const kind = source.anchor === undefined ? undefined : this.program.kindIndex.get(source.anchor)
    if (kind === undefined) return
    const isDeep = source.norm.what.link?.kind === 'about'
    const anchors = isDeep
      ? this.cases.above(row, new Set([kind]))
      : this.table.refsOf(row).filter((target) => this.table.counts(target) && this.table.kind(target) === kind)
    for (const anchor of new Set(anchors)) {
      for (const duty of this.about(source, anchor)) {
        if (duty.debtors.every((debtor) => this.roles.isSentBy(row, debtor) === 'no')) continue
        if (this.roles.anchorOf(source, duty.trigger) === anchor && this.became.isPerformer(duty, row) !== 'no')
          yield duty
      }
    }
  }
}

/** Owed together, or by either: one act of any of them performs it for all. */
export function isShared({ norm }: NormEntry): boolean {
  return norm.who.join !== 'and'
}

function* owed(
  entry: NormEntry,
  trigger: Row,
  debtors: readonly number[],
  cause?: Cause,
  item?: Item,
): Generator<Instance> {
  if (isShared(entry)) yield { entry, trigger, debtors, cause, item }
  else for (const debtor of debtors) yield { entry, trigger, debtors: [debtor], cause, item }
}
