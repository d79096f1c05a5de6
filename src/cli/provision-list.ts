import type { Agreement } from '../agreement/agreement.ts'
import type { ListedProvision } from '../language/library/coverage.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { isIdOf } from '../language/source/fields.ts'
import type { Problem } from '../problem.ts'
import type { CliCode } from './codes.ts'
import { type CsvCell, readCsvTable } from './csv-table.ts'
import type { SourceFile } from './folder.ts'

/**
 * The list of the provisions of a text, `rules.csv` beside agreement.md: a row each, in the order of the text.
 *
 *     id,chapter,rule,deadline,tag
 *     16.1.2,III,the reply to a request,48 hours,S:4
 *
 * Only the id is needed; it may be any that `provisions:` can name.
 */
export const PROVISION_HEADS = ['id', 'chapter', 'rule', 'deadline', 'tag'] as const

export function readProvisionList(source: SourceFile): {
  readonly provisions: readonly ListedProvision[]
  readonly problems: readonly Problem[]
} {
  const { rows, problems } = readCsvTable(source, PROVISION_HEADS)
  const all = [...problems]
  const refuse = ({ line, column }: CsvCell, message: string, advice: string) =>
    all.push(problemAt({ file: source.file, line, column }, 'provision/row', message, advice))
  const lines = new Map<string, number>()
  const provisions = rows.flatMap(({ cells }): ListedProvision[] => {
    const [id, chapter, rule, deadline, tag] = cells as readonly [CsvCell, CsvCell, CsvCell, CsvCell, CsvCell]
    const first = lines.get(id.text)
    if (!isIdOf('provision', id.text)) {
      const message = id.text === '' ? 'The row names no provision.' : `"${id.text}" cannot be the id of a provision.`
      refuse(id, message, 'Use letters, digits, dots, hyphens, brackets, plus signs and slashes, at most 64.')
      return []
    }
    if (first !== undefined) {
      const message = `The provision "${id.text}" stands in a second row; the first is in line ${first}.`
      refuse(id, message, 'Keep one of them, or give one the number that it has in the text.')
      return []
    }
    lines.set(id.text, id.line)
    return [{ id: id.text, chapter: chapter.text, rule: rule.text, deadline: deadline.text, tag: tag.text }]
  })
  return { provisions, problems: all }
}

/** What a declaration names is a slip if the list, which holds all, does not have it. */
export function unlisted({ carriers = [], notCheckable = [] }: Agreement, list: readonly ListedProvision[]): Problem[] {
  const ids = new Set(list.map(({ id }) => id))
  const named = [
    ...carriers.flatMap(({ clause, provisions = [] }) => provisions.map((id) => ({ id, clause }))),
    ...notCheckable,
  ]
  return named
    .filter(({ id }) => !ids.has(id))
    .map(({ id, clause }) =>
      problemAt(
        clause,
        'provision/unlisted',
        `rules.csv has no provision "${id}".`,
        didYouMean(id, ids, 'Add a row for it.'),
      ),
    )
}

function problemAt(
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
  code: CliCode,
  message: string,
  advice: string,
): Problem {
  return { file, line, column, code, severity: 'error', message, advice }
}
