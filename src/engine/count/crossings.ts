import type { Crossing, Figure, UsedUp } from '../../agreement/rule.ts'
import { figuresIn, streaksIn } from '../../language/guard/guard-figure.ts'
import { exactly, type Window } from '../../time/window.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Figures } from './figures.ts'
import type { Timeline } from './timeline.ts'

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
  return comings(holds, changesOf(program, figures, all, party, until), until)
}

/**
 * When something came to be so, each time.
 * @param changes when that may change, each once
 * @param until what comes to be later is left out
 */
export function comings(holds: (at: number) => Tri, changes: readonly Window[], until: number): readonly Window[] {
  const never = Number.POSITIVE_INFINITY
  const found: Window[] = []
  let now = holds(Number.NEGATIVE_INFINITY)
  /** Before it was not known, and since when it is not. */
  let before = now === 'yes' ? 'yes' : 'no'
  let since = Number.NEGATIVE_INFINITY
  for (const at of endsOf(changes, until)) {
    const next = holds(at)
    if (now !== 'maybe') [before, since] = [now, at]
    if (next !== 'maybe' && (now === 'maybe' || next !== now)) {
      if (before === 'no') found.push({ earliest: since, latest: next === 'yes' ? at : never })
      else found.push(...comingAgain(changes, { earliest: since, latest: at }, next === 'yes' ? 2 : 3))
    }
    now = next
  }
  if (now === 'maybe' && before === 'no') found.push({ earliest: since, latest: never })
  else if (now === 'maybe') found.push(...comingAgain(changes, { earliest: since, latest: until }, 2))
  return found
}

/** What was so may have ceased to be so, and have come to be so again, each by another change. */
function comingAgain(changes: readonly Window[], between: Window, least: number): readonly Window[] {
  const found = changesWithin(changes, between)
  return found.length < least ? [] : [{ earliest: found[1] as number, latest: Number.POSITIVE_INFINITY }]
}

function endsOf(changes: readonly Window[], until: number): readonly number[] {
  const ends = changes.flatMap(({ earliest, latest }) => [earliest, latest])
  return [...new Set(ends.filter((at) => Number.isFinite(at) && at <= until))].sort((a, b) => a - b)
}

/** From when on each of those may be that may lie in a window, ascending; at one known instant there is one. */
function changesWithin(changes: readonly Window[], { earliest, latest }: Window): readonly number[] {
  const own = changes.filter((change) => change.earliest <= latest && change.latest >= earliest)
  const known = new Set(own.filter((change) => change.earliest === change.latest).map((change) => change.earliest))
  const wide = own.filter((change) => change.earliest !== change.latest)
  return [...known, ...wide.map((change) => Math.max(change.earliest, earliest))].sort((a, b) => a - b)
}

/** Is the figure at the number, or below it, at that instant? */
function isAt(figures: Figures, { figure, is, n }: Crossing, party: number | undefined, at: number): Tri {
  const { low, high } = figures.figure(figure, { per: [], party, at: exactly(at), absentIsLeast: true })
  const isUp: Tri = low >= n ? 'yes' : high < n ? 'no' : 'maybe'
  return is === 'reaches' || isUp === 'maybe' ? isUp : isUp === 'yes' ? 'no' : 'yes'
}

/** When one of the figures may change. */
function changesOf(
  program: Program,
  figures: Figures,
  crossings: readonly Crossing[],
  party: number | undefined,
  until: number,
): readonly Window[] {
  const named = crossings.flatMap(({ figure }) => program.figures.figures.get(figure) ?? [])
  return changesIn(program, figures, named, party, until)
}

/** When one of these formulas may change, or a figure that it is computed from. */
export function changesIn(
  program: Program,
  figures: Figures,
  formulas: readonly Pick<Figure, 'is' | 'per'>[],
  party: number | undefined,
  until: number,
): readonly Window[] {
  const timelines = new Set<Timeline>()
  const found: Window[] = []
  const all = new Set(formulas)
  for (const formula of all) {
    for (const timeline of figures.timelinesOf(formula, party)) timelines.add(timeline)
    if (party !== undefined)
      for (const rule of streaksIn(formula.is.guard)) found.push(...figures.streaks.changes(rule, party, until))
    for (const name of figuresIn(formula.is.guard)) {
      const other = program.figures.figures.get(name)
      if (other !== undefined) all.add(other)
    }
  }
  return [...found, ...[...timelines].flatMap((timeline) => timeline.changes())]
}
