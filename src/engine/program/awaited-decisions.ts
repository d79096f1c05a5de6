import type { KindName } from '../../agreement/clause.ts'
import type { Decided, Link, Norm, Standing } from '../../agreement/rule.ts'

/** What becomes of a proposal, as something that a duty or a prohibition waits for. */
export interface AwaitedDecision {
  /** The kind of act that is the proposal. */
  readonly kind: number
  readonly is: Decided
  /** To what the proposal has to refer. */
  readonly link?: Link
  /** Is it for each item of a list in the proposal? */
  readonly ofItems: boolean
}

/** The acts that use a power: of a sealed position the sealed act does, and what opens it says only what is in it. */
export function usesOf({ what, decides }: Norm): readonly KindName[] {
  return decides?.positions.flatMap(({ by, sealed }) => (sealed === undefined ? by.acts : [sealed])) ?? what.acts
}

/** The ends of proposals for which a rule waits. */
export function decidedOf({ when }: Norm, kinds: ReadonlyMap<KindName, number>): AwaitedDecision[] {
  return when.flatMap((event) => {
    const isAct = event.kind === 'act' || event.kind === 'item'
    if (!isAct || event.decided === undefined) return []
    const link = event.kind === 'act' ? event.link : undefined
    return [
      {
        kind: kinds.get(event.act) ?? -1,
        is: event.decided,
        ...(link === undefined ? {} : { link }),
        ofItems: event.kind === 'item',
      },
    ]
  })
}

/** Does the end of a proposal move it? */
export function waitsForDecision({ begins, ends }: Standing): boolean {
  return [...begins, ...ends].some(({ event }) => event.kind === 'act' && event.decided !== undefined)
}

/** Who is meant by a rule may depend on how members vote. */
export function asksForVoters({ who, to }: Norm): boolean {
  return [...who.sets, ...(to?.sets ?? [])].some(({ of, except }) =>
    [of, ...except].some(({ kind }) => kind === 'voter'),
  )
}
