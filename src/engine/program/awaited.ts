import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Event, Outcome } from '../../agreement/rule.ts'
import { silencesFor } from '../../language/declared/deemed.ts'
import type { NormEntry } from './program.ts'

/** What becomes of another rule, as something that a duty waits for. */
export interface Awaited {
  readonly source: NormEntry
  readonly is: Outcome
  /** The kind of act that is then deemed done, because silence counts as it. */
  readonly deemed?: KindName
}

/**
 * Says of every rule on which kinds of act it can hang. A duty that waits for a lapse hangs on the act on which hangs what
 * lapsed; one that waits for a performance, on the act that performs. Rules may wait for rules below them and for each
 * other, so this goes on until nothing is added.
 */
export function settleHanging(
  norms: readonly NormEntry[],
  normIndex: ReadonlyMap<RuleId, NormEntry>,
  kinds: ReadonlyMap<KindName, number>,
  agreement: Agreement,
): void {
  for (const entry of norms) {
    // What a party is free to do is said, and has no line, whatever it waits for.
    if (entry.norm.verb === 'is free to') continue
    for (const kind of entry.triggers) entry.hangsOn.add(kind)
    for (const name of entry.norm.verb === 'may' ? carriersOf(entry) : []) {
      const carrier = kinds.get(name)
      if (carrier !== undefined) entry.hangsOn.add(carrier)
    }
    for (const { kind } of entry.decided) {
      entry.bornOn.add(kind)
      entry.hangsOn.add(kind)
    }
    const all = entry.norm.when.flatMap((event) => awaitedBy(event, normIndex, agreement))
    const isByDate = ({ source, deemed }: Awaited) => source.calendar !== undefined && deemed === undefined
    entry.follows.push(...all.filter(isByDate))
    const awaited = all.filter((one) => !isByDate(one))
    // A power looks for its openings itself.
    if (entry.norm.verb === 'may') entry.silences.push(...awaited.filter(({ deemed }) => deemed !== undefined))
    else entry.awaited.push(...awaited)
  }
  let before = -1
  for (let now = countOf(norms); now > before; now = countOf(norms)) {
    before = now
    for (const { awaited, bornOn, hangsOn } of norms) {
      for (const kind of awaited.flatMap(({ source, is }) => [...(isDone(is) ? source.acts : source.hangsOn)])) {
        bornOn.add(kind)
        hangsOn.add(kind)
      }
    }
  }
}

function countOf(norms: readonly NormEntry[]): number {
  return norms.reduce((sum, { bornOn }) => sum + bornOn.size, 0)
}

/** Something that an act brings about, so that what follows hangs on that act. */
export function isDone(is: Outcome): boolean {
  return is === 'performed' || is === 'performed late' || is === 'violated'
}

/** Whatever the edition. The use of a power is an act like any other that calls a duty into being. */
function awaitedBy(event: Event, norms: ReadonlyMap<RuleId, NormEntry>, agreement: Agreement): readonly Awaited[] {
  if (event.kind === 'act') {
    if (event.decided !== undefined) return []
    return silencesFor(event, agreement).flatMap(({ id }) =>
      (norms.get(id)?.versions ?? []).map((source) => ({ source, is: 'lapses' as const, deemed: event.act })),
    )
  }
  if (event.kind !== 'outcome' || event.is === 'exercised') return []
  const { is } = event
  return (norms.get(event.rule)?.versions ?? []).map((source) => ({ source, is }))
}

/** The kind of act that a power hangs on; of a decision, each that is put to it. */
export function carriersOf({ norm, anchor }: NormEntry): readonly KindName[] {
  if (norm.decides !== undefined) return norm.decides.on
  const [first] = norm.when
  const name = anchor ?? (first?.kind === 'act' ? first.act : undefined)
  return name === undefined ? [] : [name]
}
