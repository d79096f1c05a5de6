import type { Reservation } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import { standsAt, type Turn } from './turns.ts'

/** What reservations ask of the rest of the engine. */
export interface Reserving {
  /** When the act has effect; earliest infinite: it has none. */
  effect(row: Row): Window
  /** Acts of these kinds that refer to an act, or with `deep` to anything below it. */
  about(row: Row, deep: boolean, kinds: ReadonlySet<number>): readonly Row[]
  /** The first instant at which a party's objection comes too late; undefined: none does. */
  objectionCloses(reservation: Reservation, row: Row, party: number): Window | undefined
}

/**
 * Terms that differ between two parties: which rules do not hold between them, either way, because one of them made a
 * reservation and the other did not object in time. Looked up for an instant, like everything else.
 */
export class Reservations {
  private readonly program: Program
  private readonly table: ActTable
  private readonly rows: Row[] = []
  /** By rule and pair. */
  private turns = new Map<string, Turn[]>()
  private points: readonly Instant[] = []
  private isStale = false
  private isWorking = false
  /** Set by the ledger. */
  reserving: Reserving | undefined

  constructor(program: Program, table: ActTable) {
    this.program = program
    this.table = table
  }

  /** To be called for each act: any may make, refuse or withdraw one, or open the power to. */
  enter(row: Row): void {
    if (this.program.reservations.some(({ kind }) => kind === this.table.kind(row))) this.rows.push(row)
    this.forget()
  }

  forget(): void {
    this.isStale = this.rows.length > 0
  }

  /** Does the rule not hold between the two at that instant? */
  excludes(rule: string, a: number, b: number, at: Instant): Tri {
    if (this.rows.length === 0 || a === b) return 'no'
    this.settle()
    return standsAt(this.turns.get(keyOf(rule, a, b)) ?? NONE, at)
  }

  /** Instants at which that may change, after `from` and up to `until`. */
  changes(from: Instant, until: Instant): Instant[] {
    this.settle()
    return this.points.filter((point) => point > from && point <= until)
  }

  private settle(): void {
    if (!this.isStale || this.isWorking) return
    this.isWorking = true
    const found = new Map<string, Turn[]>()
    for (const row of this.rows) this.work(row, found)
    this.turns = found
    const ends = [...found.values()].flatMap((turns) => turns.flatMap(({ at }) => [at.earliest, at.latest]))
    this.points = [...new Set(ends.filter(Number.isFinite))].sort((a, b) => a - b)
    this.isStale = false
    this.isWorking = false
  }

  private work(row: Row, found: Map<string, Turn[]>): void {
    const { program, table } = this
    const reserving = this.reserving as Reserving
    const entry = program.reservations.find(({ kind }) => kind === table.kind(row))
    const at = reserving.effect(row)
    if (entry === undefined || at.earliest === Number.POSITIVE_INFINITY) return
    const { reservation } = entry
    const withdrawn = reserving.about(row, true, entry.withdrawals).map((act) => ({ act, at: reserving.effect(act) }))
    const refused = reserving.about(row, true, entry.objections).map((act) => ({ act, at: reserving.effect(act) }))
    for (const reserver of table.sendersOf(row)) {
      for (let other = 0; other < program.partyCount; other++) {
        if (other === reserver) continue
        const ends: Turn[] = [
          ...withdrawn.filter(({ act }) => table.isSender(act, reserver)).map(({ act, at }) => ending(act, at)),
          ...refused
            .filter(({ act }) => table.isSender(act, other))
            .flatMap(({ act, at }) => inTime(act, at, reserving.objectionCloses(reservation, row, other))),
        ]
        for (const rule of rulesOf(reservation, table, row)) {
          const key = keyOf(rule, reserver, other)
          const turns = found.get(key) ?? []
          turns.push({ begins: true, at, row }, ...ends)
          found.set(key, turns)
        }
      }
    }
  }
}

const NONE: readonly Turn[] = []

function keyOf(rule: string, a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)} ${rule}`
}

/** What the act names, as far as the agreement lets it be excluded; an act that has no such field names all. */
function rulesOf({ mayExclude, excludes }: Reservation, table: ActTable, row: Row): readonly string[] {
  if (excludes === undefined) return mayExclude
  const value = table.field(row, excludes)
  const named = Array.isArray(value) ? value : [value]
  return mayExclude.filter((rule) => named.includes(rule))
}

function ending(row: Row, at: Window): Turn {
  return { begins: false, at, row }
}

/** An objection that comes too late refuses nothing. */
function inTime(row: Row, at: Window, closes: Window | undefined): Turn[] {
  if (closes === undefined || at.latest < closes.earliest) return [ending(row, at)]
  if (at.earliest >= closes.latest) return []
  return [ending(row, { earliest: at.earliest, latest: Number.POSITIVE_INFINITY })]
}
