import type { Norm } from '../agreement/rule.ts'
import type { Line } from '../engine/reading/line.ts'
import type { Arisen } from './search.ts'
import type { Stories, Story } from './story.ts'

/**
 * In some story one rule asks a party for an act that another forbids it at the same time. What can be done by another act
 * that is not forbidden, as a reply that need not be a refusal, does not collide.
 */
export interface Collision {
  readonly asks: Norm
  readonly forbids: Norm
  readonly act: string
  readonly story: Story
}

/** Each pair of rules once. No rule goes before another by itself, so each pair is for the drafters to settle. */
export function collisionsIn(
  arisen: readonly Arisen[],
  stories: Stories,
  norms: readonly Norm[],
): readonly Collision[] {
  const byId = new Map(norms.map((norm) => [norm.id, norm]))
  const found = new Map<string, Collision>()
  for (const { story } of arisen) {
    const lines = stories.lines(story).filter(({ reading }) => reading === 'open' || reading === 'in force')
    for (const asked of lines.filter(({ verb }) => verb === 'must')) {
      for (const barred of lines.filter((line) => line.verb === 'must not' && hasBegun(line, story))) {
        const [asks, forbids] = [byId.get(asked.rule ?? ''), byId.get(barred.rule ?? '')]
        if (asks === undefined || forbids === undefined || !isSameMatter(asked, barred)) continue
        const [act] = asks.what.acts
        if (act !== undefined && asks.what.acts.every((kind) => forbids.what.acts.includes(kind)))
          found.set(`${asks.id} ${forbids.id}`, { asks, forbids, act, story })
      }
    }
  }
  return [...found.values()]
}

function hasBegun({ basis }: Line, { at }: Story): boolean {
  return basis.opens === undefined || basis.opens.latest <= at
}

function isSameMatter(asked: Line, barred: Line): boolean {
  return asked.about === barred.about && asked.debtors.some((party) => barred.debtors.includes(party))
}
