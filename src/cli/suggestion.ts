import { didYouMean, listed } from '../language/phrase/spelling.ts'

/** In shorter ids a slip and another id look the same: "9" is no misspelt "1". */
const LETTERS_MIN = 3

/** What was probably meant, or else the ids that there are, and how all of them are found. */
export function idAdvice(wanted: string, ids: readonly string[], otherwise: string): string {
  if (ids.length === 0) return otherwise
  const there = `There is ${listed(new Set(ids))}. ${otherwise}`
  const letters = wanted.match(/\p{L}/gu)?.length ?? 0
  return letters < LETTERS_MIN ? there : didYouMean(wanted, ids, there)
}
