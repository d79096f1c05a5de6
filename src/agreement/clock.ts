import type { PeriodUnit } from '../time/calendar-period.ts'
import type { Day } from '../time/day.ts'
import type { Period } from '../time/regime.ts'
import type { RuleId } from './clause.ts'
import type { GuardText } from './guard.ts'

/** The instant that a clock counts from or to. */
export type Anchor =
  | { readonly kind: 'act'; readonly noun: string; readonly is: 'transmitted' | 'received' | 'adopted' }
  /** A date or instant stated in a message: `notification.start`. */
  | { readonly kind: 'field'; readonly noun: string; readonly path: readonly string[] }
  | {
      readonly kind: 'outcome'
      readonly rule: RuleId
      readonly is: 'lapses' | 'performed late' | 'exercised' | 'closes'
    }
  | { readonly kind: 'born' }
  /** The end of the period that a rule for each month, quarter, year or so many years is for. */
  | { readonly kind: 'period end'; readonly unit: PeriodUnit }

/** What a text says where it agrees no number; `at no stated time`: it says nothing of time at all. */
export const OPEN_WORDS = ['without delay', 'as soon as possible', 'immediately', 'at no stated time'] as const
export type OpenWord = (typeof OPEN_WORDS)[number]

/**
 * When something ends. It always ends at `closes`, the first instant that is too late (half-open, in milliseconds): for
 * minutes and hours the due instant itself is in time; for days and longer the whole last day is.
 */
export type Clock =
  | {
      readonly kind: 'count'
      readonly period: Period
      /** The same procedure with another length: `14 days after ... (48 hours if question.urgent)`. */
      readonly variants: readonly { readonly period: Period; readonly if: GuardText }[]
      readonly direction: 'after' | 'before'
      readonly from: Anchor
      /** Name of a `time:` block. */
      readonly regime: string
    }
  /** `15 November` of the period's year. */
  | { readonly kind: 'annual date'; readonly month: number; readonly date: number }
  | { readonly kind: 'date'; readonly day: Day }
  | { readonly kind: 'at'; readonly at: Anchor }
  /** No number is agreed, so nothing lapses by computation. */
  | { readonly kind: 'open'; readonly word: OpenWord; readonly policy?: Period }
