import type { Presence, Tally } from '../agreement/decision.ts'
import type { Instant } from '../time/instant.ts'
import type { Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import { fieldOf } from './chronology.ts'
import type { Powers } from './powers.ts'
import type { ProposalActs } from './proposal-acts.ts'
import type { Program } from './program.ts'
import type { Roles } from './roles.ts'
import { standsAt, type Turn } from './turns.ts'
import type { Tri } from './verdict.ts'

/** Who takes part in a decision from when to when, where acts say it: by party, its coming and its leaving. */
export type Attendance = ReadonlyMap<number, readonly Turn[]>

export function attendanceOf(
  { program, table, roles, powers, acts }: Asked,
  tally: Tally,
  { named, by, left }: Presence,
  proposal: Row,
  until: number,
): Attendance {
  const found = new Map<number, Turn[]>()
  const add = (party: number, begins: boolean, at: Window, row: Row, isSure: boolean) => {
    const turn = { begins, at: isSure ? at : { ...at, latest: Number.POSITIVE_INFINITY }, row }
    const turns = found.get(party)
    if (turns === undefined) found.set(party, [turn])
    else turns.push(turn)
  }
  const effectOf = (row: Row) => {
    const { effect, at } = powers.effect(row)
    return { at, has: effect !== 'none' && at.earliest <= until, isSure: effect !== 'unknown' }
  }
  for (const { noun, path } of named) {
    for (const row of acts.ofMatter(acts.kindsOf([noun]), proposal)) {
      const { at, has, isSure } = effectOf(row)
      if (!has) continue
      const value = fieldOf(table.body(row), path)
      // Whom a roll call leaves open may be anybody.
      const parties = value === undefined ? program.agreement.parties.map((_, i) => i) : roles.partiesIn(value)
      for (const party of parties) add(party, true, at, row, isSure && value !== undefined)
    }
  }
  for (const [pattern, begins] of [...by.map((one) => [one, true] as const), [left, false] as const]) {
    if (pattern === undefined) continue
    for (const { row, is } of acts.matching(tally, pattern, proposal, until)) {
      const { at, has, isSure } = effectOf(row)
      if (has) for (const party of table.sendersOf(row)) add(party, begins, at, row, isSure && is === 'yes')
    }
  }
  return found
}

interface Asked {
  readonly program: Program
  readonly table: ActTable
  readonly roles: Roles
  readonly powers: Powers
  readonly acts: ProposalActs
}

/** Was it there at all of these instants, at none, or is that not known? */
export function isPresent(attendance: Attendance, party: number, window: Window): Tri {
  const turns = attendance.get(party) ?? []
  const answers = pointsIn(turns, window).map((at) => standsAt(turns, at))
  return answers.every((answer) => answer === answers[0]) ? (answers[0] as Tri) : 'maybe'
}

function pointsIn(turns: readonly Turn[], { earliest, latest }: Window): readonly Instant[] {
  const between = turns.flatMap(({ at }) => [at.earliest, at.latest]).filter((at) => at > earliest && at <= latest)
  return [earliest, ...between]
}
