import type { Event, KindName, Outcome, RuleId } from '../agreement/rule.ts'
import type { Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Cases } from './case.ts'
import type { Chronology } from './chronology.ts'
import type { Deadlines } from './deadlines.ts'
import type { NormEntry, Program } from './program.ts'
import type { Roles } from './roles.ts'

export const NEVER: Window = { earliest: Number.POSITIVE_INFINITY, latest: Number.POSITIVE_INFINITY }

export type Effect = 'unlimited' | 'in order' | 'premature' | 'none' | 'unknown'

/** What became of a duty, as an event that a power may wait for; duties know it. */
export interface Outcomes {
  dutiesAbout(entry: NormEntry, anchor: Row): Iterable<readonly [Row, readonly number[]]>
  outcome(entry: NormEntry, trigger: Row, debtor: number, is: Outcome): Window
}

/**
 * Powers: when they open, and what effect an act has that uses one. An act of a kind that some power governs has effect
 * only while that power is open to its sender: too early it waits, too late or by somebody else it has none.
 */
export class Powers {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly deadlines: Deadlines
  /** Set by the duties: powers open at lapses, and duties arise from powers. */
  outcomes: Outcomes = { dutiesAbout: () => [], outcome: () => NEVER }

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    deadlines: Deadlines,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.deadlines = deadlines
  }

  /** Does an act that uses a power have effect, and from when? Acts of kinds that no power governs always have. */
  effect(row: Row): { readonly effect: Effect; readonly at: Window; readonly by?: NormEntry } {
    const { table } = this
    const sent = this.chronology.effective(row)
    if (!table.counts(row)) return { effect: 'none', at: NEVER }
    const uses = this.program.kinds[table.kind(row)]?.uses as readonly NormEntry[]
    const claim = this.program.kinds[table.kind(row)]?.claim
    if (claim !== undefined) {
      const entitled = this.roles.resolve(claim.who, row, this.roles.dayOf(row))
      if (!table.sendersOf(row).every((party) => entitled.includes(party))) return { effect: 'none', at: NEVER }
    }
    if (uses.length === 0) return { effect: 'unlimited', at: sent }
    let best: { effect: Effect; at: Window; by?: NormEntry } = { effect: 'none', at: NEVER }
    for (const entry of uses) {
      const found = this.effectUnder(entry, row, sent)
      if (found.effect === 'none') continue
      if (best.effect === 'none' || found.at.latest < best.at.latest) best = { ...found, by: entry }
    }
    return best
  }

  private effectUnder(entry: NormEntry, row: Row, sent: Window): { effect: Effect; at: Window } {
    const none = { effect: 'none' as const, at: NEVER }
    const anchor = this.carrierOf(entry, row)
    if (anchor === undefined || this.cases.holds(entry.whatIf, row) === false) return none
    const holders = this.roles.resolve(entry.norm.who, anchor, this.roles.dayOf(row))
    if (!this.table.sendersOf(row).every((party) => holders.includes(party))) return none
    const opens = this.opens(entry, anchor, this.table.sendersOf(row)[0] as number)
    if (opens.earliest === Number.POSITIVE_INFINITY) return none
    const closes = this.closes(entry, anchor, this.table.sendersOf(row)[0] as number)
    const at = { earliest: Math.max(sent.earliest, opens.earliest), latest: Math.max(sent.latest, opens.latest) }
    if (closes !== undefined && sent.earliest >= closes.latest) return none
    if (closes !== undefined && sent.latest >= closes.earliest) {
      return { effect: 'unknown', at: { earliest: at.earliest, latest: Number.POSITIVE_INFINITY } }
    }
    if (sent.earliest >= opens.latest) return { effect: 'in order', at }
    return {
      effect:
        sent.latest < opens.earliest ? 'premature' : at.latest === Number.POSITIVE_INFINITY ? 'unknown' : 'in order',
      at,
    }
  }

  /** The act that a power hangs on, seen from an act that uses it. */
  carrierOf(entry: NormEntry, row: Row): Row | undefined {
    const link = entry.norm.what.link
    if (link === undefined) {
      const when = entry.norm.when[0]
      return when?.kind === 'act' ? this.roles.noun(when.act, row) : undefined
    }
    if (link.kind !== 'to' && link.kind !== 'about') return undefined
    const kind = this.program.kindIndex.get(link.noun)
    if (kind === undefined) return undefined
    if (link.kind === 'about') return this.chronology.nearest(row, kind)
    return this.table.refsOf(row).find((target) => this.table.kind(target) === kind)
  }

  /** When a power opens for a holder: at the first of its events. Infinite: not as far as is recorded. */
  opens(entry: NormEntry, anchor: Row, holder: number): Window {
    if (this.cases.applies(entry, anchor) === false || !this.table.counts(anchor)) return NEVER
    const sure = this.cases.applies(entry, anchor) === true
    let earliest = Number.POSITIVE_INFINITY
    let latest = Number.POSITIVE_INFINITY
    for (const event of entry.norm.when) {
      for (const at of this.openings(entry, event, anchor, holder)) {
        earliest = Math.min(earliest, at.earliest)
        latest = Math.min(latest, at.latest)
      }
    }
    return { earliest, latest: sure ? latest : Number.POSITIVE_INFINITY }
  }

  private *openings(entry: NormEntry, event: Event, anchor: Row, holder: number): Generator<Window> {
    if (event.kind === 'act') yield* this.occurrences(event.act, anchor)
    else if (event.kind === 'claim') yield* this.occurrences(event.claim, anchor)
    else if (event.kind === 'outcome') yield* this.outcomesOf(entry, event.rule, event.is, anchor, holder)
  }

  /** When acts of a kind took effect in this case. */
  private *occurrences(act: KindName, anchor: Row): Generator<Window> {
    const kind = this.program.kindIndex.get(act)
    if (kind === undefined) return
    if (this.table.kind(anchor) === kind) yield this.chronology.effective(anchor)
    for (const row of this.cases.about(anchor, true, new Set([kind]))) yield this.effect(row).at
  }

  private *outcomesOf(entry: NormEntry, rule: RuleId, is: Outcome, anchor: Row, holder: number): Generator<Window> {
    const source = this.program.normIndex.get(rule)
    if (source === undefined) return
    // A lapse concerns one debtor: where the holder is the debtor of that rule, only its own counts.
    const ownOnly = entry.norm.who.sets.some((set) => set.of.kind === 'debtor' && set.of.rule === rule)
    for (const [trigger, debtors] of this.outcomes.dutiesAbout(source, anchor)) {
      for (const debtor of debtors) {
        if (!ownOnly || debtor === holder) yield this.outcomes.outcome(source, trigger, debtor, is)
      }
    }
  }

  /** When a power ends for a holder. */
  closes(entry: NormEntry, anchor: Row, holder: number): Window | undefined {
    if (entry.norm.until === undefined) return undefined
    const born = this.chronology.effective(anchor)
    return this.deadlines.closes(entry, anchor, holder, born, this.cases.variant(entry, anchor))
  }
}
