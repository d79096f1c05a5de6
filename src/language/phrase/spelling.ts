import { compare } from '../../problem.ts'

/** A slip among more names than this is looked up by its author. */
const NAMES_COMPARED_MAX = 300
const NAMES_SHOWN_MAX = 12
const WORD_LENGTH_MAX = 48

/**
 * The name that was probably meant: at most a third of its letters wrong, where swapping two neighbours counts as one
 * (Damerau-Levenshtein, optimal string alignment). Ties go to the first in code-unit order.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  // A line of prose in the place of a name must not cost a comparison with every name.
  if (wanted.length > WORD_LENGTH_MAX) return undefined
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const name of [...names].sort(compare).slice(0, NAMES_COMPARED_MAX)) {
    const distanceMax = Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3))
    if (Math.abs(name.length - wanted.length) > distanceMax) continue
    const found = distance(wanted, name.toLowerCase(), distanceMax)
    if (found <= distanceMax && found < bestDistance) {
      best = name
      bestDistance = found
    }
  }
  return best
}

/** `Did you mean "answer"?`, or else the names that there are, or else what the caller says. */
export function didYouMean(word: string, names: Iterable<string>, otherwise = ''): string {
  const known = [...new Set(names)]
  const name = nearest(word, known)
  if (name !== undefined) return `Did you mean "${name}"?`
  if (otherwise !== '') return otherwise
  if (known.length === 0) return 'None is declared in this agreement.'
  return `Known here: ${listed(known)}.`
}

/** In order, and not more than one reads. */
export function listed(names: Iterable<string>): string {
  const known = [...names].sort(compare)
  const shown = known.slice(0, NAMES_SHOWN_MAX)
  return `${shown.join(', ')}${known.length > shown.length ? ', ...' : ''}`
}

/** Beyond `most` any number above it. */
function distance(a: string, b: string, most: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
    }
    // A swap looks two rows back, so both must be beyond.
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
