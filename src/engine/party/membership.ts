import type { GroupDef, Span } from '../../agreement/party.ts'
import type { Decided, Event, PartyExpr, Standing, Turning } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Period } from '../../time/regime.ts'
import { earlierOf, exactly, laterOf, type Window } from '../../time/window.ts'
import type { Zone } from '../../time/zone.ts'
import { beginning } from '../clock/beginning.ts'
import { everyParty } from '../count/figures.ts'
import type { Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import { endAfter, standsAt, type Turn } from './turns.ts'

/** What membership asks of the rest of the engine about an act that moves a standing. */
export interface Movers {
  /** When the act has effect; earliest infinite: it has none. */
  effect(row: Row): Window
  /** When the last of its addressees received it. */
  received(row: Row): Window
  /** When a proposal came to that; earliest infinite: it did not. */
  decided(row: Row, is: Decided): Window
  parties(expr: PartyExpr | undefined, row: Row, mode: 'surely' | 'possibly'): readonly number[]
  closes(period: Period, from: Window, regime: string): Window
  /** When figures came to a number. */
  crossings(event: Extract<Event, { readonly kind: 'figure' }>, party: number | undefined): readonly Window[]
  /** What is remembered of effects may rest on other memberships. */
  forget(): void
}

/**
 * Who is bound, and who has which standing, at an instant: by dated spans of the agreement's text and by acts. Whether an act
 * that moves a standing has effect may depend on standings; what lies before it decides, so they are worked out again until
 * nothing changes, from the text alone each time: no order of arrival shows.
 */
export class Membership {
  private readonly program: Program
  private readonly table: ActTable
  /** The acts that move a standing, and those on which figures depend that do. */
  private readonly rows: Row[] = []
  /** By standing and party: what the text says. */
  private readonly dated: readonly (readonly (readonly Turn[])[])[]
  /** What the text and the acts say. */
  private turns: readonly (readonly (readonly Turn[])[])[]
  private readonly bound: readonly (readonly Turn[])[]
  private readonly datedPoints: readonly Instant[]
  private points: readonly Instant[]
  private isStale = false
  private isWorking = false
  /** Set by the ledger. */
  movers: Movers | undefined

  constructor(program: Program, table: ActTable) {
    const { zone } = program.agreement
    this.program = program
    this.table = table
    this.dated = program.standings.map(({ standing }) => {
      const onDates = [...turnsOnDates(standing.begins, true, zone), ...turnsOnDates(standing.ends, false, zone)]
      return program.parties.map(({ bound, standings }) => [
        ...turnsOfSpans(standing.id === 'bound' ? bound : (standings?.[standing.id] ?? []), zone),
        ...onDates,
      ])
    })
    this.bound = program.parties.map(({ bound }) => turnsOfSpans(bound, zone))
    this.turns = this.dated
    const members = [...program.groups.values()].flatMap((group) => group.members)
    const chairs = program.seats.flatMap(({ holders, members }) => [...holders, ...(members ?? [])])
    this.datedPoints = ascending([
      ...pointsOf([this.bound, ...this.dated].flat(2)),
      ...pointsOf(members.flatMap((member) => turnsOfSpans([member], zone))),
      ...pointsOf(chairs.flatMap(([, turns]) => turns)),
    ])
    this.points = this.datedPoints
  }

  /** To be called for each act. */
  enter(row: Row): void {
    const { movesStandings } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    if (movesStandings) this.rows.push(row)
    if (movesStandings || this.program.standingsWaitForRules) this.forget()
  }

  /** To be called when acts changed their place or stopped counting. */
  forget(): void {
    this.isStale = this.rows.length > 0
  }

  /** Is the party bound by the agreement, and the agreement in force? */
  isBound(party: number, at: Instant): Tri {
    const { boundBy, inForce, partyCount } = this.program
    if (boundBy === undefined && inForce === undefined) return standsAt(this.bound[party] as readonly Turn[], at)
    const own = party >= partyCount ? 'yes' : standsAt(this.boundTurns(party), at)
    if (inForce === undefined || own === 'no') return own
    const all = this.stands(inForce, AGREEMENT, at)
    return all === 'yes' ? own : all
  }

  stands(standing: number, party: number, at: Instant): Tri {
    return standsAt(this.turnsOf(standing, party), at)
  }

  /** When a party that is bound at `from` ceases to be, by turns that may have happened by `by`; undefined: it stays. */
  leaves(party: number, from: Instant, by: Instant): Window | undefined {
    const { inForce } = this.program
    const own = endAfter(this.boundTurns(party), from, by)
    const all = inForce === undefined ? undefined : endAfter(this.turnsOf(inForce, AGREEMENT), from, by)
    return own === undefined || all === undefined ? (own ?? all) : earlierOf(own, all)
  }

  /** Instants after `from` and up to `until` at which what is asked here may change, ascending. */
  changes(from: Instant, until: Instant): Instant[] {
    this.settle()
    return this.points.filter((point) => point > from && point <= until)
  }

  /** Those of them that the text alone makes. */
  datedChanges(from: Instant, until: Instant): Instant[] {
    return this.datedPoints.filter((point) => point > from && point <= until)
  }

  turnsOf(standing: number, party: number): readonly Turn[] {
    this.settle()
    return this.turns[standing]?.[party] ?? NONE
  }

  private boundTurns(party: number): readonly Turn[] {
    const { boundBy, partyCount } = this.program
    return boundBy === undefined || party >= partyCount
      ? (this.bound[party] as readonly Turn[])
      : this.turnsOf(boundBy, party)
  }

  /** Works out what acts changed. */
  settle(): void {
    if (!this.isStale || this.isWorking) return
    const movers = this.movers as Movers
    this.isWorking = true
    this.turns = this.dated
    let isSame = false
    // In the order of time each round settles at least the next act. Each looks at the instants that the one before it found.
    for (let round = 0; !isSame && round < ROUNDS_MAX; round++) {
      movers.forget()
      this.points = ascending([...this.datedPoints, ...pointsOf(this.turns.flat(2))])
      const found = this.worked(movers)
      isSame = JSON.stringify(found) === JSON.stringify(this.turns)
      // Acts that depend on each other at one time: whether any of them had effect cannot be derived.
      this.turns = isSame || round < ROUNDS_MAX - 1 ? found : this.widened(found)
    }
    movers.forget()
    this.points = ascending([...this.datedPoints, ...pointsOf(this.turns.flat(2))])
    this.isStale = false
    this.isWorking = false
  }

  private worked(movers: Movers): Turn[][][] {
    const { program, table } = this
    const found = this.dated.map((parties) => parties.map((turns) => [...turns]))
    for (const row of this.rows) {
      const effect = movers.effect(row)
      if (effect.earliest === Number.POSITIVE_INFINITY) continue
      for (const { index, standing, kinds } of program.standings) {
        if (!kinds.has(table.kind(row))) continue
        const turns = this.turnsBy(standing, row, effect, movers)
        for (const [party, isSure] of subjects(standing, row, movers)) {
          found[index]?.[party]?.push(...(isSure ? turns : turns.map(perhaps)))
        }
      }
    }
    for (const { index, standing } of program.standings) {
      for (const [party, turn] of this.turnsByFigures(standing, movers)) found[index]?.[party]?.push(turn)
    }
    return found
  }

  private *turnsByFigures(standing: Standing, movers: Movers): Generator<readonly [number, Turn]> {
    const parties = standing.of === 'agreement' ? [undefined] : everyParty(this.program)
    for (const begins of [true, false]) {
      for (const turning of begins ? standing.begins : standing.ends) {
        const { event } = turning
        if (event.kind !== 'figure') continue
        for (const party of parties) {
          for (const at of movers.crossings(event, party))
            yield [party ?? AGREEMENT, { begins, at: this.timeOf(turning, begins, at, movers) }]
        }
      }
    }
  }

  private turnsBy({ begins, ends }: Standing, row: Row, effect: Window, movers: Movers): Turn[] {
    const name = this.program.kinds[this.table.kind(row)]?.kind.name
    const isBy = ({ event }: Turning) => event.kind === 'act' && event.act === name
    const turn = (turning: Turning, isBegin: boolean): Turn[] => {
      const { event } = turning
      const decided = event.kind === 'act' ? event.decided : undefined
      const at = decided === undefined ? fromOf(turning, row, effect, movers) : movers.decided(row, decided)
      if (at.earliest === Number.POSITIVE_INFINITY) return []
      return [{ begins: isBegin, at: this.timeOf(turning, isBegin, at, movers), row }]
    }
    return [
      ...begins.filter(isBy).flatMap((turning) => turn(turning, true)),
      ...ends.filter(isBy).flatMap((turning) => turn(turning, false)),
    ]
  }

  /** All turns that acts or figures made may not have happened. */
  private widened(turns: readonly (readonly (readonly Turn[])[])[]): Turn[][][] {
    return turns.map((parties, index) =>
      parties.map((own, party) =>
        own.map((turn) => (this.dated[index]?.[party]?.includes(turn) ? turn : perhaps(turn))),
      ),
    )
  }

  /** A standing that begins some days after an act begins with the last of them; one that ends then, at its end. */
  private timeOf({ after }: Turning, begins: boolean, at: Window, movers: Movers): Window {
    if (after === undefined) return at
    const closes = movers.closes(after.period, at, after.regime)
    if (!begins) return closes
    return beginning(closes, after.period, this.program.agreement.zone)
  }
}

/** What comes too early counts from when it has effect, by receipt, too. */
function fromOf({ after }: Turning, row: Row, effect: Window, movers: Movers): Window {
  return after?.from === 'received' ? laterOf(effect, movers.received(row)) : effect
}

/** Of the agreement there is one standing, held under the first index. */
export const AGREEMENT = 0
const NONE: readonly Turn[] = []
const ROUNDS_MAX = 64

/** Whose standing an act moves, and whether that is sure. */
function* subjects({ of, whose }: Standing, row: Row, movers: Movers): Generator<readonly [number, boolean]> {
  if (of === 'agreement') {
    yield [AGREEMENT, true]
    return
  }
  const surely = movers.parties(whose, row, 'surely')
  for (const party of movers.parties(whose, row, 'possibly')) yield [party, surely.includes(party)]
}

function perhaps(turn: Turn): Turn {
  return { ...turn, at: { ...turn.at, latest: Number.POSITIVE_INFINITY } }
}

/** A span is whole days, the first and the last included. */
export function turnsOfSpans(spans: readonly Span[], zone: Zone): Turn[] {
  return spans.flatMap(({ from, until }) => [
    { begins: true, at: exactly(from === undefined ? Number.NEGATIVE_INFINITY : zone.startOf(from)) },
    ...(until === undefined ? [] : [{ begins: false, at: exactly(zone.endOf(until)) }]),
  ])
}

/** A member may come and go: each with all its spans, once. */
export function memberTurns(group: GroupDef, program: Program): (readonly [number, readonly Turn[]])[] {
  const { zone } = program.agreement
  const parties = [...new Set(group.members.map(({ party }) => party))]
  return parties.map((id) => {
    const spans = group.members.filter(({ party }) => party === id)
    return [program.partyIndex.get(id) as number, turnsOfSpans(spans, zone)]
  })
}

/** What begins or ends on a date does so for everybody; both days are included. */
function turnsOnDates(turnings: readonly Turning[], begins: boolean, zone: Zone): Turn[] {
  return turnings.flatMap(({ event }) =>
    event.kind === 'date' ? [{ begins, at: exactly(begins ? zone.startOf(event.day) : zone.endOf(event.day)) }] : [],
  )
}

function pointsOf(turns: readonly Turn[]): Instant[] {
  return turns.flatMap(({ at }) => [at.earliest, at.latest]).filter(Number.isFinite)
}

function ascending(points: readonly Instant[]): Instant[] {
  return [...new Set(points)].sort((a, b) => a - b)
}
