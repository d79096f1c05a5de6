import type { Anchor, Clock } from '../agreement/clock.ts'
import type { TimeCondition, Verb } from '../agreement/rule.ts'
import { guardWords } from './sentence-guard.ts'
import { isOrAre, type Saying, statedField, the } from './sentence-noun.ts'
import { dateWords, dayWords, periodWords } from './sentence-words.ts'

/** Clocks and their anchors in words: "14 days after the question is received (48 hours if the question is urgent)". */

const BORN: Readonly<Record<Verb, string>> = {
  must: 'the duty arises',
  may: 'the power opens',
  'must not': 'the prohibition begins',
  'is free to': 'the freedom begins',
}

/** @param before what stands before a date or a length, such as `not later than` */
export function clockWords(say: Saying, clock: Clock, before: string, verb: Verb): string {
  switch (clock.kind) {
    case 'count': {
      const variants = clock.variants.map(
        (variant) => `${periodWords(variant.period)} if ${guardWords(say, variant.if.guard)}`,
      )
      const brackets = variants.length === 0 ? '' : ` (${variants.join('; ')})`
      const length = `${periodWords(clock.period)} ${clock.direction}`
      return `${before} ${length} ${anchorClause(say, clock.from, verb)}${brackets}${regimeWords(clock.regime)}`
    }
    case 'annual date':
      return `${before} the end of ${dateWords(clock.month, clock.date)}`
    case 'date':
      return `${before} the end of ${dayWords(clock.day)}`
    case 'at':
      return `${before} ${clock.at.kind === 'field' ? '' : 'the moment when '}${anchorClause(say, clock.at, verb)}`
    case 'open': {
      const policy = clock.policy === undefined ? '' : `; as a matter of policy, ${periodWords(clock.policy)}`
      return `${clock.word} (no number is agreed, so nothing is shown as overdue${policy})`
    }
  }
}

/** The rules of the agreement itself need no mention. */
export function regimeWords(regime: string): string {
  return regime === 'default' ? '' : `, counted under the time rules "${regime}"`
}

/** What a clock counts from, as a clause: `the question is received`; or as a thing: `the start stated in ...`. */
export function anchorClause(say: Saying, anchor: Anchor, verb: Verb): string {
  switch (anchor.kind) {
    case 'act':
      return `${the(say, anchor.noun)} ${isOrAre(say, anchor.noun)} ${anchor.is}`
    case 'field':
      return statedField(say, anchor.noun, anchor.path)
    case 'outcome':
      if (anchor.is === 'performed late') return `rule ${anchor.rule} is performed late`
      return anchor.is === 'lapses' ? `the time limit of rule ${anchor.rule} passes` : `rule ${anchor.rule} closes`
    case 'born':
      return BORN[verb]
  }
}

/** `transmitted at least 42 days before the start stated in the notification`. */
export function conditionWords(say: Saying, window: TimeCondition): string {
  switch (window.kind) {
    case 'at least': {
      const anchor = anchorClause(say, window.before, 'must')
      return `transmitted at least ${periodWords(window.period)} before ${anchor}${regimeWords(window.regime)}`
    }
    case 'not later than': {
      const moment = window.at.kind === 'field' ? '' : 'the moment when '
      return `transmitted not later than ${moment}${anchorClause(say, window.at, 'must')}`
    }
    case 'between': {
      const anchor = anchorClause(say, window.before, 'must')
      const ends = `not earlier than ${periodWords(window.first)} before ${anchor} and not later than ${periodWords(window.last)} before it`
      return `transmitted ${ends}${regimeWords(window.regime)}`
    }
  }
}
