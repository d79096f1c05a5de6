import type { Agreement } from '../../src/agreement/agreement.ts'
import { readRows } from '../../src/cli/boundaries.ts'
import type { BoundaryRow } from '../../src/cli/boundary-file.ts'
import { readCase, type Story } from '../../src/cli/case-file.ts'
import { readExercised } from '../../src/cli/exercised.ts'
import type { Folder } from '../../src/cli/folder.ts'
import { readWithCast } from '../../src/cli/opened.ts'
import type { Exercised } from '../../src/language/library/coverage.ts'
import type { Mutant } from './mutants.ts'

/** A story or a row of an agreement that is to be changed. */
export type Playable = { readonly file: string; readonly line: number; readonly words: ReadonlySet<string> } & (
  | { readonly kind: 'row'; readonly row: BoundaryRow }
  | { readonly kind: 'story'; readonly story: Story }
)

/** The cases of one agreement, and in which order they are played for a change. */
export class Playables {
  readonly all: readonly Playable[]
  readonly #agreement: Agreement
  readonly #exercised: Exercised

  constructor(folder: Folder) {
    const { agreement } = readWithCast(folder)
    if (agreement === undefined) throw new Error(`${folder.path} is refused; run: npx pacta check ${folder.path}`)
    const { rows, problems } = readRows(folder, agreement)
    if (problems.length > 0)
      throw new Error(`rows of ${folder.path} cannot be read; run: npx pacta test ${folder.path}`)
    const stories = folder.cases.flatMap((source) =>
      readCase(source).file.stories.map((story): Playable => {
        const line = story.expectations[0]?.line ?? story.acts?.line ?? 1
        return { kind: 'story', story, file: source.file, line, words: wordsOf(story.acts?.yaml ?? '') }
      }),
    )
    const played = rows.map((row): Playable => {
      const { case: name, acts } = row.cells
      return { kind: 'row', row, file: row.file, line: name.line, words: wordsOf(acts.text) }
    })
    this.all = [...played, ...stories]
    this.#agreement = agreement
    this.#exercised = readExercised(folder, agreement)
  }

  /**
   * First those that look at what was changed and those with acts of which it speaks, the nearest first; then all others, since
   * nobody knows what follows from a change.
   */
  for({ rule, declared }: Mutant): { readonly near: readonly Playable[]; readonly far: readonly Playable[] } {
    const [, what = '', id = ''] = /^\{?([a-z]+): *"?([^",}]*)/.exec(rule) ?? []
    const carrier = { what, id } as Parameters<Exercised['casesOf']>[0]
    const looking = new Set(this.#exercised.casesOf(carrier).map(({ file, line }) => `${file}:${line}`))
    const spoken = wordsOf(declared)
    const kinds = this.#agreement.kinds.map(({ name }) => name).filter((name) => spoken.has(name))
    const isLooking = (one: Playable) => looking.has(`${one.file}:${one.line}`) || isExplaining(one, id)
    const isNear = ({ words }: Playable) => kinds.some((kind) => words.has(kind))
    const rest = this.all.filter((one) => !isLooking(one))
    return {
      near: [...this.all.filter(isLooking), ...rest.filter(isNear)],
      far: rest.filter((one) => !isNear(one)),
    }
  }
}

function isExplaining(one: Playable, id: string): boolean {
  if (one.kind === 'row') return false
  return one.story.expectations.some(({ asked }) => asked.kind === 'explain' && (asked.rule ?? id) === id)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[a-z][a-z0-9-]*/g))
}
