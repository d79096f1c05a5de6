import type { RuleId } from '../../agreement/clause.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { Norm } from '../../agreement/rule.ts'
import { calendarIn } from '../declared/follow-ups.ts'
import { rulesAsked } from '../guard/guard-in-force.ts'
import type { Report } from '../source/report.ts'
import type { Directory } from './directory.ts'
import { leadsTo, sourcesOf } from './endless.ts'
import type { NormPair } from './meaning.ts'

/**
 * What is in force is asked about one act, so both rules must hang on acts; and where a rule asks of one that waits for it, or asks
 * back, neither could be said to arise first.
 */
export function checkInForce(pairs: readonly NormPair[], directory: Directory, report: Report): void {
  const norms = pairs.map(({ norm }) => norm)
  const needs = new Map<RuleId, RuleId[]>()
  for (const norm of norms) {
    const before = needs.get(norm.id) ?? []
    needs.set(norm.id, [...before, ...sourcesOf(norm, norms, directory), ...askedBy(norm)])
  }
  for (const pair of pairs) {
    for (const key of ['if', 'unless'] as const) {
      const place = pair.draft.reader.field(key)?.keyPlace ?? pair.draft.id.place
      for (const rule of rulesIn(pair.norm[key])) {
        const asked = norms.find(({ id }) => id === rule)
        const stray = [pair.norm, ...(asked === undefined ? [] : [asked])].find((norm) => !isAboutAct(norm, directory))
        if (stray !== undefined) {
          const message = `"${stray.id}" is about no act, so nothing says which "${rule}" is meant.`
          report.error('guard/in-force', place, message, 'Ask in a rule that waits for an act, of one that does.')
        } else if (rule === pair.norm.id || leadsTo(rule, pair.norm.id, needs)) {
          const message = `Whether "${rule}" is in force depends on whether "${pair.norm.id}" arises, and that on "${rule}".`
          report.error('rule/in-force-circle', place, message, 'Let only one of the two ask for the other.')
        }
      }
    }
  }
}

function rulesIn(text: GuardText | undefined): readonly RuleId[] {
  return text === undefined ? [] : rulesAsked(text.guard)
}

function askedBy({ if: condition, unless }: Norm): readonly RuleId[] {
  return [...rulesIn(condition), ...rulesIn(unless)]
}

function isAboutAct({ verb, when }: Norm, directory: Directory): boolean {
  return verb !== 'is free to' && calendarIn(directory, when) === undefined
}
