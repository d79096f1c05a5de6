import type { Problem } from '../../problem.ts'
import type { Declaration } from '../source/block.ts'
import { readText } from '../source/bytes.ts'
import { type Declared, declarationsIn } from '../source/declarations.ts'
import { readBlocks } from '../source/markdown.ts'
import type { Report } from '../source/report.ts'

/**
 * The cast of the cases of an agreement, `cases/cast.md`: invented parties, and the groups and bodies that they are in, as an
 * agreement declares them:
 *
 *     ```pacta
 *     parties:
 *       - {id: Alder, kind: state, name: Alder}
 *       - {id: Birch, kind: state, name: Birch}
 *     ---
 *     body: council
 *     members: parties
 *     chairs: [{party: Birch, span: 2026-01-01/2026-12-31}]
 *     ```
 *
 * Its parties stand in the place of all parties of the agreement, its groups and bodies in that of the groups and bodies of
 * the same ids. What else the agreement says stays, so that a rule that names a party which the cast does not have is told.
 */
export const CAST_PATH = 'cases/cast.md'

const WORDS: readonly string[] = ['parties', 'group', 'body']

export function readCast(folder: string, cast: Uint8Array | string, report: Report): Declared[] {
  const file = `${folder}/${CAST_PATH}`
  const source = readText(file, cast, report)
  const blocks = source === undefined ? [] : readBlocks(source, report)
  if (blocks.length === 0) return []
  const declared = declarationsIn(blocks, report).filter(({ declaration: { fields } }) => {
    const [first] = fields
    if (first === undefined || WORDS.includes(first.key)) return first !== undefined
    const message = `"${first.key}" declares no parties, group or body; a cast declares nothing else.`
    report.error('cast/declaration', first.keyPlace, message, 'Move it into agreement.md, where the rules are.')
    return false
  })
  if (!declared.some(({ declaration }) => placeInCast(declaration) === PARTIES)) {
    const place = { file, line: 1, column: 1 }
    report.error('cast/no-parties', place, 'The cast has no parties.', 'Declare parties: and who they are.')
  }
  return declared
}

const PARTIES = 'parties'

/** The declarations of an agreement, those of the cast in the place of its own. */
export function withCast(own: readonly Declared[], cast: readonly Declared[]): readonly Declared[] {
  const taken = new Set(cast.map(({ declaration }) => placeInCast(declaration)))
  taken.delete(undefined)
  return [...cast, ...own.filter(({ declaration }) => !taken.has(placeInCast(declaration)))]
}

/** Whose place a declaration takes: that of all parties, or of the group or body with its id. Undefined: of nobody. */
function placeInCast({ fields: [first] }: Declaration): string | undefined {
  if (first === undefined || !WORDS.includes(first.key)) return undefined
  if (first.key === PARTIES) return PARTIES
  return first.value.kind === 'scalar' ? `id ${first.value.value}` : undefined
}

/** Whoever reads of a problem in the agreement has to know that its own parties are not meant. */
export function toldWithCast(folder: string, problems: readonly Problem[]): Problem[] {
  const file = `${folder}/${CAST_PATH}`
  return problems.map((one) =>
    one.file === file ? one : { ...one, advice: `${one.advice} The parties are those of ${CAST_PATH} here.` },
  )
}
