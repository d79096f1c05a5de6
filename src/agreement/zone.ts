import type { Names } from './party.ts'

/** A region for which reports say what is in it. It may lie within another; a sum over a zone holds those within it too. */
export interface ZoneDef {
  readonly id: string
  readonly names: Names
  readonly within?: string
}

/** A zone and every zone within it, by their places in the list. */
export function zonesWithin(zones: readonly ZoneDef[], id: string): number[] {
  const above = new Map(zones.map((zone) => [zone.id, zone.within]))
  return zones.flatMap((zone, index) => {
    let at: string | undefined = zone.id
    for (let steps = 0; at !== undefined && at !== id && steps < zones.length; steps++) at = above.get(at)
    return at === id ? [index] : []
  })
}
