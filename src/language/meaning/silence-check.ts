import type { Agreement } from '../../agreement/agreement.ts'
import type { RuleId } from '../../agreement/clause.ts'
import type { Norm } from '../../agreement/rule.ts'
import { silencesFor } from '../declared/deemed.ts'
import { indefinite } from '../phrase/noun.ts'
import { notBuiltYet } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import type { Directory } from './directory.ts'
import type { NormPair } from './meaning.ts'

/** Silence that counts as an act: the rule has to lapse, the act to be about the same, and nothing can refer to it. */
export function checkSilences(pairs: readonly NormPair[], directory: Directory, report: Report): void {
  const agreement = { kinds: [...directory.kindOf.values()], rules: pairs.map(({ norm }) => norm) } as const
  for (const pair of pairs) {
    checkOwn(pair, directory, report)
    checkWaiting(pair, agreement, report)
  }
}

function checkOwn({ draft, norm }: NormPair, directory: Directory, report: Report): void {
  const deemed = norm.silence?.deemed
  if (deemed === undefined) return
  const place = draft.reader.text('silence')?.place ?? draft.id.place
  const isWritten = draft.reader.has('by') || draft.reader.has('until')
  const hasFaultyEnd = norm.until === undefined && isWritten
  if (!hasFaultyEnd && (norm.until?.kind ?? 'open') === 'open') {
    const message = `"${norm.id}" never lapses, so its silence never counts as anything.`
    report.error('rule/never', place, message, 'Give it a time, or say in a word what silence means.')
  }
  const link = norm.what.link
  if (link?.kind !== 'to' && link?.kind !== 'about') return
  const direct = directory.kindOf.get(deemed)?.refersTo ?? []
  if (direct.some((next) => directory.chain(next).has(link.noun))) return
  const message = `${indefinite(deemed)} cannot refer to ${indefinite(link.noun)}.`
  report.error('noun/unreachable', place, message, `Say so in the declaration of "${deemed}": refers to: ${link.noun}.`)
}

/** What silence stands for is no act on record, and nothing on record can refer to it. */
function checkWaiting({ draft, norm }: NormPair, agreement: Pick<Agreement, 'kinds' | 'rules'>, report: Report): void {
  const link = norm.what.link
  for (const event of norm.when) {
    if (event.kind !== 'act' || (link?.kind !== 'to' && link?.kind !== 'about') || link.noun !== event.act) continue
    const [silence] = silencesFor(event, agreement)
    if (silence === undefined) continue
    const message = `Silence under "${silence.id}" counts as ${indefinite(event.act)}, and no act can refer to silence.`
    const about = silence.what.link !== undefined && 'noun' in silence.what.link ? silence.what.link.noun : 'something'
    report.error('noun/unreachable', draft.verbText.place, message, `Let it be about the ${about}.`)
  }
  const isEnded = norm.changes.some(({ when }) =>
    when.acts.some((act) => silencesFor({ act, link: when.link }, agreement).length > 0),
  )
  const place = draft.reader.field('changes')?.keyPlace ?? draft.id.place
  if (isEnded) notBuiltYet(report, place, 'A change by an act that silence may count as')
}

/** The rules whose outcome an event waits for without saying so. */
export function silentSources(norm: Norm, norms: readonly Norm[], directory: Directory): readonly RuleId[] {
  const agreement = { kinds: [...directory.kindOf.values()], rules: norms }
  return norm.when.flatMap((event) => (event.kind === 'act' ? silencesFor(event, agreement).map(({ id }) => id) : []))
}
