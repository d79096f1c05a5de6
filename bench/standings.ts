import type { Ledger } from '../src/engine/ledger.ts'
import { inOrder } from '../src/engine/reading/marks.ts'
import type { Row } from '../src/engine/record/act-table.ts'

/** How many acts stand so to a condition or a limit. */
export type Standing = Record<'in order' | 'marked' | 'not derivable', number>

/** By the id of the condition or limit. */
export type Standings = ReadonlyMap<string, Standing>

export function noStandings({ program }: Ledger): Standings {
  const ids = program.kinds.flatMap(({ checks, limits }) => [
    ...checks.map(({ check }) => check.id),
    ...limits.map(({ limit }) => limit.id),
  ])
  return new Map(ids.map((id) => [id, { 'in order': 0, marked: 0, 'not derivable': 0 }]))
}

/** How all acts stand to the conditions and limits under which they fall. */
export function standingsOf(ledger: Ledger): Standings {
  const standings = noStandings(ledger)
  for (let row = 0; row < ledger.table.size; row++) {
    addConditions(ledger, row, standings)
    addLimits(ledger, row, standings)
  }
  return standings
}

export function addConditions(ledger: Ledger, row: Row, standings: Standings, weight = 1): void {
  for (const entry of ledger.program.kinds[ledger.table.kind(row)]?.checks ?? [])
    add(standings, entry.check.id, inOrder(ledger, entry, row, Number.POSITIVE_INFINITY), weight)
}

export function addLimits(ledger: Ledger, row: Row, standings: Standings): void {
  if ((ledger.program.kinds[ledger.table.kind(row)]?.limits ?? []).length === 0) return
  for (const { use, isOver } of ledger.limits.placesOf(row))
    add(standings, use.entry.limit.id, isOver === undefined ? undefined : !isOver, 1)
}

function add(standings: Standings, id: string, is: boolean | undefined, weight: number): void {
  const standing = standings.get(id) as Standing
  standing[is === undefined ? 'not derivable' : is ? 'in order' : 'marked'] += weight
}
