import { RowPlayer } from '../../src/cli/boundaries.ts'
import { isAsExpected, type Outcome, StoryPlayer } from '../../src/cli/cases.ts'
import type { Folder } from '../../src/cli/folder.ts'
import { type AgreementRead, readAgreementOf, readWithCast } from '../../src/cli/opened.ts'
import { isError } from '../../src/problem.ts'
import { type Mutant, mutated, rulesAlone } from './mutants.ts'
import { type Playable, Playables } from './playable.ts'

/** What becomes of a change: the agreement is refused, a reading of some case differs, only the sentence of a rule does, or nothing. */
export type Fate = 'refused' | 'readings' | 'sentence' | 'survived'

/** Plays the cases of one agreement over its changed text, until one of them notices by a reading. */
export class Trials {
  readonly #folder: Folder
  readonly #text: string
  readonly #bare: string
  readonly #playables: Playables
  /** Cases of a time at which an earlier edition was in force. */
  readonly #ofEarlier: ReadonlySet<Playable>
  /** By rule, the case that noticed the last change of it. */
  readonly #quickest = new Map<string, Playable>()

  constructor(folder: Folder) {
    this.#folder = folder
    this.#text = Buffer.from(folder.agreement.content as Uint8Array).toString('utf8')
    this.#bare = rulesAlone(this.#text)
    this.#playables = new Playables(folder)
    const alone = this.#changed(this.#bare)
    const { agreement, problems } = readWithCast(alone)
    if (agreement === undefined) throw new Error(`${folder.path} cannot be read without its earlier editions`)
    const byCast = new ByCast(alone, { agreement, problems })
    this.#ofEarlier = new Set(this.#playables.all.filter((one) => byCast.isNoticing(one)))
  }

  fateOf(mutant: Mutant): Fate {
    const acted = this.#changed(this.#bare, mutant)
    const acting = readWithCast(acted)
    const whole = this.#changed(this.#text, mutant)
    if (acting.agreement === undefined) {
      // The cast does not fit any more, perhaps: a rule names a party, say.
      const isOfCast = acting.problems.filter(isError).every(({ code }) => /^(?:party|group|body|cast)\//.test(code))
      return isOfCast && readAgreementOf(whole).agreement !== undefined ? 'readings' : 'refused'
    }
    const { near, far } = this.#playables.for(mutant)
    const isOfNewest = (one: Playable) => !this.#ofEarlier.has(one)
    const alone = new ByCast(acted, { ...acting, agreement: acting.agreement })
    if (this.#isNoticed(mutant, alone, near.filter(isOfNewest))) return 'readings'
    const own = readAgreementOf(whole)
    if (own.agreement === undefined) return 'refused'
    const inOwnNames = new StoryPlayer(whole, { ...own, agreement: own.agreement }, acting)
    const fate = fateInOwnNames(inOwnNames, near)
    if (fate !== 'survived') return fate
    if (this.#isNoticed(mutant, alone, far.filter(isOfNewest))) return 'readings'
    const all = readWithCast(whole)
    if (this.#ofEarlier.size > 0 && all.agreement !== undefined) {
      const byCast = new ByCast(whole, { ...all, agreement: all.agreement })
      if (byCast.firstToNotice([...this.#ofEarlier]) !== undefined) return 'readings'
    }
    return fateInOwnNames(inOwnNames, far)
  }

  #isNoticed({ rule }: Mutant, byCast: ByCast, cases: readonly Playable[]): boolean {
    const quickest = this.#quickest.get(rule)
    const noticed = byCast.firstToNotice(quickest === undefined ? cases : [quickest, ...cases])
    if (noticed !== undefined) this.#quickest.set(rule, noticed)
    return noticed !== undefined
  }

  #changed(text: string, mutant?: Mutant): Folder {
    const content = mutant === undefined ? text : mutated(text, mutant)
    return { ...this.#folder, agreement: { ...this.#folder.agreement, content } }
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
    return cases.find((one) => this.isNoticing(one))
  }

  isNoticing(one: Playable): boolean {
    if (one.kind === 'row') return this.#rows.play(one.row).found?.isAsExpected !== true
    return !isInOwnNames(one) && hasOtherReadings(this.#stories.play(one.file, one.story))
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
