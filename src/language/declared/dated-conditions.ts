import type { RuleId } from '../../agreement/clause.ts'
import type { Guard, GuardText } from '../../agreement/guard.ts'
import type { Norm, PartyExpr, Rule } from '../../agreement/rule.ts'
import { figuresIn, kindsIn, leftIn, streaksIn } from '../guard/guard-figure.ts'
import type { Directory } from '../meaning/directory.ts'
import { leadsTo } from '../meaning/endless.ts'
import type { NormPair } from '../meaning/meaning.ts'
import { notBuiltYet } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { calendarIn } from './follow-ups.ts'
import type { NormDraft } from './norms.ts'

/** What the conditions of a duty that hangs on no act can ask, and of whom. */

/** A chair or a body sends nothing by itself, so it has no figures and rows of its own. */
export function checkAskedOf(
  { reader }: NormDraft,
  who: PartyExpr,
  conditions: readonly (GuardText | undefined)[],
  { figurePer, limitOf }: Directory,
  report: Report,
): void {
  if (!who.sets.some(({ of }) => of.kind === 'chair' || of.kind === 'body')) return
  const isOfParty = (guard: Guard) =>
    streaksIn(guard).length > 0 ||
    figuresIn(guard).some((name) => figurePer.get(name)?.includes('party') === true) ||
    leftIn(guard).some((id) => (limitOf.get(id)?.per.length ?? 0) > 0)
  const place = reader.text('who')?.place ?? reader.place
  if (conditions.some((text) => text !== undefined && isOfParty(text.guard)))
    notBuiltYet(report, place, 'A condition on a number of each party, of a duty by date that a chair or a body owes')
}

/**
 * Whether a duty by date is owed is settled before it can be performed or missed: what its condition asks may not depend on
 * whether it was.
 */
export function checkConditionCircles(
  pairs: readonly NormPair[],
  rules: readonly Rule[],
  directory: Directory,
  report: Report,
): void {
  const asking = pairs.filter(
    ({ norm }) => (norm.if ?? norm.unless) !== undefined && calendarIn(directory, norm.when) !== undefined,
  )
  if (asking.length === 0) return
  const needs = new Map(pairs.map(({ norm }) => [norm.id, neededBy(norm, rules)]))
  for (const { draft, norm } of asking) {
    if (!leadsTo(norm.id, norm.id, needs)) continue
    const field = draft.reader.field('if') ?? draft.reader.field('unless')
    const message = `Whether "${norm.id}" is owed depends on whether it was performed before, and so on itself.`
    const advice = 'Ask for something else, or write a rule of its own that waits for a figure.'
    report.error('rule/condition-circle', field?.keyPlace ?? draft.id.place, message, advice)
  }
}

/** The rules on which it depends whether its conditions hold, and what it waits for. */
function neededBy(norm: Norm, rules: readonly Rule[]): readonly RuleId[] {
  const needed = new Set(norm.when.flatMap((event) => (event.kind === 'outcome' ? [event.rule] : [])))
  const asked = new Set([norm.if, norm.unless].flatMap((text) => (text === undefined ? [] : [text.guard])))
  for (const guard of asked) {
    for (const id of streaksIn(guard)) needed.add(id)
    for (const other of rules) {
      if (other.kind === 'figure' && figuresIn(guard).includes(other.id)) asked.add(other.is.guard)
      if (other.kind === 'limit' && leftIn(guard).includes(other.id)) asked.add(other.atMost.guard)
      // Whether such an act counts depends on whether the power was open.
      if (
        other.kind === 'norm' &&
        other.verb === 'may' &&
        other.what.acts.some((act) => countedIn(guard, rules).has(act))
      )
        needed.add(other.id)
    }
  }
  return [...needed]
}

/** The kinds of act that a guard counts, by itself or by a limit. */
function countedIn(guard: Guard, rules: readonly Rule[]): ReadonlySet<string> {
  const limited = rules.flatMap((rule) =>
    rule.kind === 'limit' && rule.of.kind === 'count' && leftIn(guard).includes(rule.id) ? [rule.of.act] : [],
  )
  return new Set([...kindsIn(guard), ...limited])
}
