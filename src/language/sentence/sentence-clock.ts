import type { Anchor, Clock } from '../../agreement/clock.ts'
import type { PartyExpr, PartySet, Role, TimeCondition, Verb } from '../../agreement/rule.ts'
import type { PeriodUnit } from '../../time/calendar-period.ts'
import { isInDays } from '../../time/regime.ts'
import { guardWords } from './sentence-guard.ts'
import { isOrAre, kindOf, type Saying, statedField, the } from './sentence-noun.ts'
import { mayComeEarly } from './sentence-power.ts'
import { dateWords, dayWords, ordinalWords, periodWords } from './sentence-words.ts'

/** Clocks and their anchors in words: "14 days after it has received the question (48 hours if the question is urgent)". */

const BORN: Readonly<Record<Verb, string>> = {
  must: 'the duty arises',
  may: 'the power opens',
  'must not': 'the prohibition begins',
  'is free to': 'the freedom begins',
}

/** How a clock is used in a sentence. */
export interface ClockUse {
  readonly verb: Verb
  /** Whose time it is: a receipt is its own, if the act was addressed to it. */
  readonly who?: PartyExpr
  /** It says when something may begin, not when it ends. */
  readonly isStart?: true
  /** Of a rule that is for each period, the one that has begun: `that year`. */
  readonly period?: { readonly unit: PeriodUnit; readonly words: string }
  /** The year of a date without one. */
  readonly year?: string
}

/** @param before what stands before a date or a length, such as `not later than` */
export function clockWords(say: Saying, clock: Clock, before: string, use: ClockUse): string {
  switch (clock.kind) {
    case 'count': {
      const variants = clock.variants.map(
        (variant) => `${periodWords(variant.period)} if ${guardWords(say, variant.if.guard)}`,
      )
      const brackets = variants.length === 0 ? '' : ` (${variants.join('; ')})`
      const isOver = use.isStart === true && isInDays(clock.period.unit)
      return `${before} ${isOver ? 'the end of ' : ''}${countWords(say, clock, use)}${brackets}${regimeWords(clock.regime)}`
    }
    case 'annual date':
      return `${before} the end of ${dateWords(clock.month, clock.date)} of ${use.year ?? 'that year'}`
    case 'date':
      return `${before} ${use.isStart ? '' : 'the end of '}${dayWords(clock.day)}`
    case 'at':
      if (clock.at.kind === 'period end') return `${before} the end of ${thatPeriod(clock.at.unit, use)}`
      return `${before} ${clock.at.kind === 'field' ? '' : 'the moment when '}${anchorClause(say, clock.at, use)}`
    case 'open': {
      const policy = clock.policy === undefined ? '' : `; as a matter of policy, ${periodWords(clock.policy)}`
      return `${clock.word} (no number is agreed, so nothing is shown as overdue${policy})`
    }
  }
}

/**
 * `14 days after it has received the question`. What is counted in days from the end of another clock is counted from its
 * last day, and is said so: `the end of the 20th day after the last day for performing rule 1`.
 */
function countWords(say: Saying, clock: Clock & { readonly kind: 'count' }, use: ClockUse): string {
  const { period, direction, from } = clock
  const length = periodWords(period)
  const isInDays = period.unit !== 'hour' && period.unit !== 'minute'
  if (from.kind !== 'outcome' || from.is !== 'lapses' || direction !== 'after' || !isInDays || use.isStart) {
    return `${length} ${direction} ${anchorClause(say, from, use)}`
  }
  const rule = say.agreement.rules.find((one) => one.id === from.rule)
  const isPower = rule?.kind === 'norm' && rule.verb !== 'must'
  const lastDay = `the last day for ${isPower ? 'using the power of' : 'performing'} rule ${from.rule}`
  const regime = say.agreement.regimes[clock.regime]
  const isThatDay = regime?.firstDay === 'not counted' && regime.roll === 'none'
  if (!isThatDay || (period.unit !== 'day' && period.unit !== 'working day')) return `${length} after ${lastDay}`
  return `the end of the ${ordinalWords(period.n)} ${period.unit} after ${lastDay}`
}

function thatPeriod(unit: PeriodUnit, { period }: ClockUse): string {
  return period?.unit === unit ? period.words : `that ${unit}`
}

/** The rules of the agreement itself need no mention. */
export function regimeWords(regime: string): string {
  return regime === 'default' ? '' : `, counted under the time rules "${regime}"`
}

/** What a clock counts from, as a clause: `it has received the question`; or as a thing: `the start stated in ...`. */
export function anchorClause(say: Saying, anchor: Anchor, use: ClockUse): string {
  switch (anchor.kind) {
    case 'act':
      if (anchor.is === 'adopted') return `${the(say, anchor.noun)} ${isOrAre(say, anchor.noun)} adopted`
      return anchor.is === 'received' ? receivedWords(say, anchor.noun, use.who) : sentWords(say, anchor.noun)
    case 'field':
      return statedField(say, anchor.noun, anchor.path)
    case 'outcome':
      if (anchor.is === 'performed late') return `rule ${anchor.rule} is performed late`
      if (anchor.is === 'exercised') return `the power of rule ${anchor.rule} is used`
      return anchor.is === 'lapses' ? `the time limit of rule ${anchor.rule} passes` : `rule ${anchor.rule} closes`
    case 'period end':
      return `${thatPeriod(anchor.unit, use)} ends`
    case 'born':
      return BORN[use.verb]
  }
}

/** Of an act that called the rule into being and had to wait, the time counts from which it has effect. */
function mayWait(say: Saying, noun: string): boolean {
  return say.triggers.includes(noun) && mayComeEarly(say.agreement, noun)
}

function takesEffect(say: Saying, noun: string): string {
  return isOrAre(say, noun) === 'are' ? 'take effect' : 'takes effect'
}

function sentWords(say: Saying, noun: string): string {
  const later = mayWait(say, noun) ? ` or, if that is later, ${takesEffect(say, noun)}` : ''
  return `${the(say, noun)} ${isOrAre(say, noun)} transmitted${later}`
}

function receivedWords(say: Saying, noun: string, who: PartyExpr | undefined): string {
  const act = the(say, noun)
  const later = mayWait(say, noun) ? ` or, if that is later, ${act} ${takesEffect(say, noun)}` : ''
  if (who === undefined) return `${act} ${isOrAre(say, noun)} received${later}`
  return `${receiverWords(say, noun, who)} has received ${act}${later}`
}

/** An addressee has its own receipt; for anybody else the act has arrived when it has with all. */
function receiverWords(say: Saying, noun: string, { sets, join }: PartyExpr): string {
  const isOf = (role: Role, kind: 'addressee' | 'sender') =>
    role.kind === kind && (role.noun === undefined ? say.triggers.every((one) => one === noun) : role.noun === noun)
  const last = kindOf(say, noun)?.to === 'one' ? 'the addressee' : 'the last addressee'
  const isEach = sets.length > 1 || sets.some(({ quantifier }) => quantifier === 'all')
  const own = join === 'and' ? (isEach ? 'each of them' : 'it') : 'the last of them'
  if (sets.every(({ of }) => isOf(of, 'addressee'))) return own
  const isNone = ({ of, except }: PartySet) => isOf(of, 'sender') || except.some((role) => isOf(role, 'addressee'))
  if (sets.every(isNone)) return last
  return join === 'and' ? `${own} (or, if it is no addressee, ${last})` : `${own} (or, if one is no addressee, ${last})`
}

const CHECK: ClockUse = { verb: 'must' }

/** `transmitted at least 42 days before the start stated in the notification`. */
export function conditionWords(say: Saying, window: TimeCondition): string {
  switch (window.kind) {
    case 'at least': {
      const anchor = anchorClause(say, window.before, CHECK)
      return `transmitted at least ${periodWords(window.period)} before ${anchor}${regimeWords(window.regime)}`
    }
    case 'not later than': {
      const anchor = anchorClause(say, window.at, CHECK)
      if (window.plus !== undefined) {
        const { period, regime } = window.plus
        return `transmitted not later than ${periodWords(period)} after ${anchor}${regimeWords(regime)}`
      }
      const moment = window.at.kind === 'field' ? '' : 'the moment when '
      return `transmitted not later than ${moment}${anchor}`
    }
    case 'between': {
      const anchor = anchorClause(say, window.before, CHECK)
      const ends = `not earlier than ${periodWords(window.first)} before ${anchor} and not later than ${periodWords(window.last)} before it`
      return `transmitted ${ends}${regimeWords(window.regime)}`
    }
  }
}
