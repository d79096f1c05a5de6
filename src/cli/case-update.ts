import { aligned, normal, subjectOf } from './case-lines.ts'
import type { Check } from './cases.ts'

/** The text of a case file with what was found in the place of what was expected. What is as expected is not touched. */
export function updatedText(text: string, checks: readonly Check[]): string {
  const lines = text.split('\n')
  const changed = checks
    .filter(({ missing, extra }) => missing.length > 0 || extra.length > 0)
    .sort((a, b) => b.expectation.line - a.expectation.line) // From the end, so that line numbers stay true.
  for (const check of changed) {
    const { line, endLine } = check.expectation
    lines.splice(line, endLine - line - 1, ...aligned(linesOf(check)))
  }
  return lines.join('\n')
}

function linesOf({ expectation, got }: Check): string[] {
  const found = got.map(normal)
  if (!('among' in expectation.asked && expectation.asked.among)) return found
  // Of some lines among others only those are rewritten that are about the same thing.
  const left = [...found]
  return expectation.lines.map((wanted) => {
    const same = left.indexOf(normal(wanted))
    const at = same >= 0 ? same : left.findIndex((line) => subjectOf(line) === subjectOf(normal(wanted)))
    return at < 0 ? normal(wanted) : (left.splice(at, 1)[0] as string)
  })
}
