import type { Ledger } from '../../src/engine/ledger.ts'
import { survey, type Tally } from '../../src/engine/reading/survey.ts'
import { addConditions, noStandings, type Standings } from '../standings.ts'
import type { World } from '../world.ts'
import type { ActRow } from './act-row.ts'

/** How many duties of a rule read so, or how many acts stand so to a condition. */
export interface Count {
  readonly rule: string
  readonly reading: string
  readonly n: number
}

/** Whoever has all acts in tables and is given one more. */
export interface Peer {
  readonly name: string
  insert(row: ActRow): void | Promise<void>
  countAll(at: number): Count[] | Promise<Count[]>
  /** Of what hangs on the act that a case began with, and on those below it. */
  countCase(root: string, at: number): Count[] | Promise<Count[]>
  close(): void
}

/** A return that a party owes for a year. */
export interface Due {
  readonly rule: string
  readonly kind: string
  readonly year: number
  readonly party: string
  /** The first instant too late. */
  readonly closes: number
}

/** What the ledger says, limits left out. */
export function countsOf(ledger: Ledger, world: World): Count[] {
  return countsFrom(survey(ledger, { asOf: world.asOf }), conditionsOf(ledger))
}

export function conditionsOf(ledger: Ledger): Standings {
  const standings = noStandings(ledger)
  for (let row = 0; row < ledger.table.size; row++) addConditions(ledger, row, standings)
  return standings
}

/** In the order in which the peers say it, and without what stands nowhere. */
export function countsFrom(tallies: readonly Tally[], conditions: Standings): Count[] {
  const counts = new Map<string, Count>()
  const add = (rule: string, reading: string, n: number) => {
    const before = counts.get(`${rule} ${reading}`)?.n ?? 0
    if (n > 0) counts.set(`${rule} ${reading}`, { rule, reading, n: before + n })
  }
  for (const { rule = '-', readings } of tallies)
    for (const [reading, n] of Object.entries(readings)) add(rule, reading, n)
  for (const [rule, standing] of conditions) for (const [reading, n] of Object.entries(standing)) add(rule, reading, n)
  return sorted([...counts.values()])
}

export function sorted(counts: readonly Count[]): Count[] {
  const key = ({ rule, reading }: Count) => `${rule} ${reading}`
  return counts.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Every return that falls due by the end of the record, as the agreement's rules say it. */
export function duesOf({ program, asOf }: World): Due[] {
  const { zone, start } = program.agreement
  const yearOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.id).year
  const dues: Due[] = []
  for (const { norm } of program.periodic) {
    if (norm.until?.kind !== 'annual date') throw new Error(`${norm.id} is not due on a date`)
    const { month, date } = norm.until
    for (let year = yearOf(zone.startOf(start)); year <= yearOf(asOf.at); year++) {
      const day = Temporal.PlainDate.from({ year, month, day: date }).add({ days: 1 })
      const closes = day.toZonedDateTime({ timeZone: zone.id }).epochMilliseconds
      for (const { id } of program.parties)
        dues.push({ rule: norm.id, kind: norm.what.acts[0] as string, year, party: id, closes })
    }
  }
  return dues
}
