import type { Crossing, Figure, UsedUp } from '../agreement/rule.ts'
import { figuresIn, streaksIn } from '../language/guard-figure.ts'
import { exactly, type Window } from '../time/window.ts'
import type { Figures } from './figures.ts'
import type { Program } from './program.ts'
import type { Tri } from './verdict.ts'

/** Of whom a figure came to be at a number, or a limit is used up; `party` left out: of the agreement as a whole. */
export type Reached = (Crossing | UsedUp) & { readonly party?: number }

/**
 * When a figure came to be at a number or more, or below one, each time: a window where the record does not tell the instant,
 * one without an end where it may not have happened. What holds from the beginning has not come to be. Of several, when all
 * came to be so together.
 * @param party of a figure for each party
 * @param until what comes to be later is left out, since some figures change as time passes
 */
export function crossings(
  program: Program,
  figures: Figures,
  crossing: Crossing & { readonly and?: readonly Crossing[] },
  party: number | undefined,
  until: number,
): readonly Window[] {
  const all = [crossing, ...(crossing.and ?? [])]
  const holds = (at: number): Tri => {
    const answers = all.map((one) => isAt(figures, one, party, at))
    return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes'
  }
  return comings(holds, changesOf(program, figures, all, party, until))
}

/**
 * When something came to be so, each time.
 * @param changes every instant at which that may change, ascending
 */
export function comings(holds: (at: number) => Tri, changes: readonly number[]): readonly Window[] {
  const found: Window[] = []
  let now = holds(Number.NEGATIVE_INFINITY)
  /** Before it was not known, since when it is not, and how often it may have changed since. */
  let before = now === 'yes' ? 'yes' : 'no'
  let since = Number.NEGATIVE_INFINITY
  let changeCount = 0
  for (const at of changes) {
    const next = holds(at)
    if (now !== 'maybe') [before, since, changeCount] = [now, at, 0]
    changeCount++
    if (next !== 'maybe' && (now === 'maybe' || next !== now)) {
      if (next === 'yes' && before === 'no') found.push({ earliest: since, latest: at })
      // It may have ceased to be so and have come to be so again, between.
      else if (before === 'no' || next === 'yes' || changeCount > 2)
        found.push({ earliest: since, latest: Number.POSITIVE_INFINITY })
    }
    now = next
  }
  if (now === 'maybe') found.push({ earliest: since, latest: Number.POSITIVE_INFINITY })
  return found
}

/** Is the figure at the number, or below it, at that instant? */
function isAt(figures: Figures, { figure, is, n }: Crossing, party: number | undefined, at: number): Tri {
  const { low, high } = figures.figure(figure, { per: [], party, at: exactly(at), absentIsLeast: true })
  const isUp: Tri = low >= n ? 'yes' : high < n ? 'no' : 'maybe'
  return is === 'reaches' || isUp === 'maybe' ? isUp : isUp === 'yes' ? 'no' : 'yes'
}

/** Every instant at which one of the figures may change, ascending. */
function changesOf(
  program: Program,
  figures: Figures,
  crossings: readonly Crossing[],
  party: number | undefined,
  until: number,
): readonly number[] {
  const named = crossings.flatMap(({ figure }) => program.figures.figures.get(figure) ?? [])
  return changesIn(program, figures, named, party, until)
}

/** Every instant at which one of these formulas may change, or a figure that it is computed from, ascending. */
export function changesIn(
  program: Program,
  figures: Figures,
  formulas: readonly Pick<Figure, 'is' | 'per'>[],
  party: number | undefined,
  until: number,
): readonly number[] {
  const found = new Set<number>()
  const all = new Set(formulas)
  for (const formula of all) {
    for (const timeline of figures.timelinesOf(formula, party)) {
      for (const at of timeline.changes()) if (Number.isFinite(at) && at <= until) found.add(at)
    }
    if (party !== undefined)
      for (const rule of streaksIn(formula.is.guard))
        for (const at of figures.streaks.changes(rule, party, until)) found.add(at)
    for (const name of figuresIn(formula.is.guard)) {
      const other = program.figures.figures.get(name)
      if (other !== undefined) all.add(other)
    }
  }
  return [...found].sort((a, b) => a - b)
}
