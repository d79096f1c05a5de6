import type { Covers } from '../../agreement/act.ts'
import type { CalendarPeriod } from '../../time/calendar-period.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Ending } from '../clock/ending.ts'
import type { Reached } from '../count/crossings.ts'
import type { Outcome } from '../decision/decision-line.ts'
import type { Followed } from '../duty/follow-ups.ts'
import type { Cause } from '../duty/instance.ts'
import type { Joined } from '../duty/joinings.ts'
import type { Performance } from '../duty/performances.ts'
import type { Ledger } from '../ledger.ts'
import type { Item, NormEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'

/** The words of the register, the same everywhere; `used` and `expired` are said of powers, the three behind them of
 * prohibitions, the last three of decisions. */
export type Reading =
  | 'kept'
  | 'late'
  | 'overdue'
  | 'unanswered'
  | 'open'
  | 'waived'
  | 'excused'
  | 'ended'
  | 'not derivable'
  | 'used'
  | 'expired'
  | 'in force'
  | 'in a standstill'
  | 'observed'
  | 'adopted'
  | 'not adopted'
  | 'set aside'

/** The state of a duty, computed for an instant and never stored. */
export type State = 'in force' | 'fulfilled' | 'violated' | 'discharged' | 'terminated' | 'not derivable'

/** What is said of acts that stand in the register although no rule asks for a reply to them. */
export type Plain = 'asked' | 'offered'

/** One line of the register: who owes what to whom by when, and what is recorded of it at an instant. */
export interface Line {
  /**
   * `RULE/ACT/DEBTOR`, `RULE/PERIOD/DEBTOR`, `RULE/ACT/HOLDER` for a power, `RULE/PROPOSAL` for a decision,
   * `-/ACT/ADDRESSEE` where no rule asks for a reply.
   */
  readonly id: string
  readonly rule?: string
  /** Of a plain act nothing is owed: debtors and creditors are its addressee and its senders. */
  readonly verb: 'must' | 'must not' | 'may' | 'decide' | Plain
  /** The act it is about, or the period. */
  readonly about: string
  readonly debtors: readonly string[]
  readonly creditors: readonly string[] | 'all'
  readonly reading: Reading
  readonly state: State
  /** The reading in words. */
  readonly text: string
  /** Printed due date; `-` where no number is agreed. */
  readonly due: string
  /** The first instant too late. */
  readonly closes?: Window
  readonly performedBy?: string
  readonly source: readonly string[]
  readonly certainty?: string
  /** The record ends before the instant asked about. */
  readonly pastHorizon: boolean
  /** For the order of lines and for `why`. */
  readonly basis: Basis
}

/** What a line was computed from. */
export interface Basis {
  readonly entry?: NormEntry
  readonly trigger?: Row
  readonly period?: CalendarPeriod
  /** The figure that came to be at a number, and so called it into being. */
  readonly reached?: Reached
  /** As the list that counts gives it. */
  readonly item?: Item
  readonly debtors: readonly number[]
  /** What became of another rule and called it into being. */
  readonly cause?: Cause
  /** The same, of a duty by date: for the same period. */
  readonly followed?: Followed
  readonly born: Window
  /** When its conditions are asked, where the record does not tell whether they hold: it may not have arisen at all. */
  readonly asked?: Window
  readonly closes?: Window
  readonly performances: readonly Performance[]
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  /** To whom it is owed as well, from which act on. */
  readonly joined?: readonly Joined[]
  readonly opens?: Window
  /** Of a decision, who takes part in it. */
  readonly members?: readonly string[]
  /** What became of the proposal. */
  readonly outcome?: Outcome
}

/** For which instant a register is asked. */
export interface AsOf {
  /** The last instant that counts. */
  readonly at: Instant
  /** As printed: a date stands for the end of that day in the agreement's zone. */
  readonly printed: string
}

export interface Query {
  readonly asOf: AsOf
  readonly covers?: Covers
  /** Lines in which this party owes or is owed. */
  readonly party?: string
  /** Powers beside duties. */
  readonly powers?: boolean
}

export function isPastHorizon(query: Query): boolean {
  return query.covers !== undefined && query.asOf.at > query.covers.window.latest
}

/** The act that performed it, as far as the record shows by then. */
export function firstShown(ledger: Ledger, performances: Basis['performances'], query: Query): string | undefined {
  const first = performances.find((performance) => performance.shown.earliest <= query.asOf.at)
  return first === undefined ? undefined : ledger.table.id(first.row)
}

export function partyId(ledger: Ledger, party: number): string {
  return (ledger.program.parties[party] as { id: string }).id
}

export function partyName(ledger: Ledger, party: number): string {
  const def = ledger.program.parties[party]
  return def?.names.en ?? def?.id ?? '?'
}
