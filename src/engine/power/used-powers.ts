import type { Window } from '../../time/window.ts'
import type { NormEntry } from '../program/program.ts'

/**
 * Of several powers an act uses those that are open when it is sent or, if none is, the first that opens, and waits for no
 * other. Which that is may be open.
 * @param under from when on it would use each
 * @param opened those that were surely open when it was sent
 * @param first when it has effect
 */
export function usedPowers(
  under: ReadonlyMap<NormEntry, Window>,
  opened: ReadonlySet<NormEntry>,
  first: Window,
): ReadonlyMap<NormEntry, Window> {
  if (under.size < 2) return under
  const used = new Map<NormEntry, Window>()
  for (const [entry, at] of under) {
    if (at.earliest > first.latest) continue
    const isFirst = [...under].every(([other, { earliest }]) => other === entry || at.latest <= earliest)
    used.set(entry, opened.has(entry) || isFirst ? at : { ...at, latest: Number.POSITIVE_INFINITY })
  }
  return used
}
