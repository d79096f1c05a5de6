import { RowPlayer } from '../../src/cli/boundaries.ts'
import { isAsExpected, type Outcome, StoryPlayer } from '../../src/cli/cases.ts'
import type { Folder } from '../../src/cli/folder.ts'
import { type AgreementRead, readAgreementOf, readWithCast } from '../../src/cli/opened.ts'
import { type Mutant, mutated, withoutProse } from './mutants.ts'
import { type Playable, Playables } from './playable.ts'

/** What becomes of a change: the agreement is refused, a reading of some case differs, only the sentence of a rule does, or nothing. */
export type Fate = 'refused' | 'readings' | 'sentence' | 'survived'

/** Plays the cases of one agreement over its changed text, until one of them notices by a reading. */
export class Trials {
  readonly #folder: Folder
  readonly #text: string
  readonly #bare: string
  readonly #playables: Playables
  /** By rule, the case that noticed the last change of it. */
  readonly #quickest = new Map<string, Playable>()

  constructor(folder: Folder) {
    this.#folder = folder
    this.#text = Buffer.from(folder.agreement.content as Uint8Array).toString('utf8')
    this.#bare = withoutProse(this.#text)
    this.#playables = new Playables(folder)
  }

  fateOf(mutant: Mutant): Fate {
    const whole = this.#changed(this.#text, mutant)
    const acted = this.#changed(this.#bare, mutant)
    const acting = readWithCast(acted)
    if (acting.agreement === undefined) {
      // The cast does not fit any more: a rule names a party, say.
      return whole.cast !== undefined && readAgreementOf(whole).agreement !== undefined ? 'readings' : 'refused'
    }
    const { near, far } = this.#playables.for(mutant)
    const byCast = new ByCast(acted, { ...acting, agreement: acting.agreement })
    const isNoticed = (cases: readonly Playable[]) => {
      const quickest = this.#quickest.get(mutant.rule)
      const noticed = byCast.firstToNotice(quickest === undefined ? cases : [quickest, ...cases])
      if (noticed !== undefined) this.#quickest.set(mutant.rule, noticed)
      return noticed !== undefined
    }
    if (isNoticed(near)) return 'readings'
    const own = readAgreementOf(whole)
    if (own.agreement === undefined) return 'refused'
    const inOwnNames = new StoryPlayer(whole, { ...own, agreement: own.agreement }, acting)
    const fate = fateInOwnNames(inOwnNames, near)
    if (fate !== 'survived') return fate
    return isNoticed(far) ? 'readings' : fateInOwnNames(inOwnNames, far)
  }

  #changed(text: string, mutant: Mutant): Folder {
    return { ...this.#folder, agreement: { ...this.#folder.agreement, content: mutated(text, mutant) } }
  }
}

type Usable = AgreementRead & { readonly agreement: NonNullable<AgreementRead['agreement']> }

class ByCast {
  readonly #rows: RowPlayer
  readonly #stories: StoryPlayer

  constructor(folder: Folder, acting: Usable) {
    this.#rows = new RowPlayer(acting.agreement)
    this.#stories = new StoryPlayer(folder, acting, acting)
  }

  firstToNotice(cases: readonly Playable[]): Playable | undefined {
    return cases.find((one) => {
      if (one.kind === 'row') return this.#rows.play(one.row).found?.isAsExpected !== true
      return !isInOwnNames(one) && hasOtherReadings(this.#stories.play(one.file, one.story))
    })
  }
}

/** Stories that the cast does not play, or that look at the words, are played with the agreement as it stands. */
function isInOwnNames(one: Playable): boolean {
  if (one.kind === 'row') return false
  const { acts, expectations } = one.story
  const asksWords = expectations.some(({ asked }) => asked.kind === 'explain' || asked.kind === 'check')
  return acts === undefined || acts.fromRecord || asksWords
}

function fateInOwnNames(player: StoryPlayer, cases: readonly Playable[]): Fate {
  let fate: Fate = 'survived'
  for (const one of cases) {
    if (one.kind === 'row' || !isInOwnNames(one)) continue
    const outcome = player.play(one.file, one.story)
    if (hasOtherReadings(outcome)) return 'readings'
    // A case that only compares the sentence has noticed the words; a reading that changed has noticed the effect.
    if (!isAsExpected(outcome)) fate = 'sentence'
  }
  return fate
}

function hasOtherReadings({ problems, checks }: Outcome): boolean {
  const differ = checks.filter(({ missing, extra }) => missing.length + extra.length > 0)
  return problems.length > 0 || differ.some(({ expectation }) => expectation.asked.kind !== 'explain')
}
