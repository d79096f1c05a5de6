import { compare } from '../problem.ts'
import { quoted } from './text.ts'

/** Beyond so many names a suggestion costs more than it helps. */
const NAMES_COMPARED_MAX = 5_000
const NAME_LENGTH_MAX = 64
const NAMES_LISTED_MAX = 20

/**
 * `Did you mean "answer"?`, or else the names that there are. Near is at most a third of the letters wrong, where letters
 * swapped with their neighbour count as one; among equals the first in code-unit order.
 */
export function didYouMean(word: string, names: readonly string[], otherwise?: string): string {
  const name = nearest(word, names)
  if (name !== undefined) return `Did you mean ${quoted(name)}?`
  if (otherwise !== undefined) return otherwise
  const known = [...new Set(names)].sort(compare)
  if (known.length === 0) return 'The agreement declares none.'
  const listed = known.slice(0, NAMES_LISTED_MAX)
  return `Known here: ${listed.join(', ')}${known.length > listed.length ? ', ...' : '.'}`
}

export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length > NAMES_COMPARED_MAX || word.length > NAME_LENGTH_MAX) return undefined
  const wanted = word.toLowerCase()
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    const max = editsMax(Math.max(name.length, wanted.length))
    if (Math.abs(name.length - wanted.length) > max) continue
    const distance = editsBetween(wanted, name.toLowerCase())
    if (distance > max || distance > least) continue
    if (distance === least && best !== undefined && compare(best, name) <= 0) continue
    best = name
    least = distance
  }
  return best
}

/** Of two letters none: L3 is as near to L1 as to L2. */
function editsMax(length: number): number {
  return length < 3 ? 0 : Math.floor(length / 3)
}

/** Optimal string alignment: insertions, deletions, replacements, swaps of neighbours. */
function editsBetween(a: string, b: string): number {
  let twoAbove: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, at(twoAbove, j - 2) + 1)
      row.push(edits)
    }
    twoAbove = above
    above = row
  }
  return at(above, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0
}
