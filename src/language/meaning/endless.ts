import type { RuleId } from '../../agreement/clause.ts'
import type { Norm } from '../../agreement/rule.ts'
import type { Report } from '../source/report.ts'
import type { Directory } from './directory.ts'
import type { NormPair } from './meaning.ts'
import { silentSources } from './silence-check.ts'

/**
 * A rule that waits for what becomes of itself, through others or not, would call itself into being for ever. The use of a
 * power is a new act each time, and may lie in such a circle.
 */
export function checkEndless(
  pairs: readonly NormPair[],
  arising: ReadonlySet<RuleId>,
  directory: Directory,
  report: Report,
): void {
  const norms = pairs.map(({ norm }) => norm)
  const sources = new Map(norms.map((norm) => [norm.id, sourcesOf(norm, norms, directory)]))
  for (const { draft, norm } of pairs) {
    if (norm.verb === 'may' || !arising.has(norm.id) || !leadsTo(norm.id, norm.id, sources)) continue
    const place = draft.whenTexts[norm.when.findIndex(({ kind }) => kind === 'outcome')]?.place ?? draft.id.place
    const message = `What becomes of "${norm.id}" calls "${norm.id}" into being again, without an act between, and so for ever.`
    report.error(
      'rule/endless',
      place,
      message,
      'Let one of the rules wait for an act, or for a power to be exercised.',
    )
  }
}

/** The rules that it waits for: the use of a power is an act, and waited for as such. */
export function sourcesOf(norm: Norm, norms: readonly Norm[], directory: Directory): readonly RuleId[] {
  const { when, verb } = norm
  const outcomes = when.flatMap((event) => (event.kind === 'outcome' ? [event] : []))
  const rules = outcomes.filter(({ is }) => verb === 'may' || is !== 'exercised').map(({ rule }) => rule)
  return [...rules, ...silentSources(norm, norms, directory)]
}

export function leadsTo(from: RuleId, to: RuleId, sources: ReadonlyMap<RuleId, readonly RuleId[]>): boolean {
  const seen = new Set(sources.get(from))
  for (const id of seen) {
    if (id === to) return true
    for (const next of sources.get(id) ?? []) seen.add(next)
  }
  return false
}
