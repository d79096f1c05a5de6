import type { Presence, Tally } from '../../agreement/decision.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import { standsAt, type Turn } from '../party/turns.ts'
import { partiesNamed } from '../program/parties-named.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Asked } from './course.ts'

/** Who takes part in a decision from when to when, where acts say it: by party, its coming and its leaving. */
export type Attendance = ReadonlyMap<number, readonly Turn[]>

export function attendanceOf(asked: Asked, tally: Tally, rule: Presence, proposal: Row, until: number): Attendance {
  const found = new Map<number, Turn[]>()
  const add = (party: number, begins: boolean, at: Window, row: Row, isSure: boolean) => {
    const turn = { begins, at: isSure ? at : { ...at, latest: Number.POSITIVE_INFINITY }, row }
    const turns = found.get(party)
    if (turns === undefined) found.set(party, [turn])
    else turns.push(turn)
  }
  const named = namings(asked, rule, proposal)
  const sent = [
    ...rule.by.map((one) => ({ pattern: one, begins: true })),
    { pattern: rule.left, begins: false },
  ].flatMap(({ pattern, begins }) =>
    pattern === undefined
      ? []
      : asked.acts.matching(tally, pattern, proposal, until).map(({ row, is }) => {
          return { row, begins, parties: asked.table.sendersOf(row), isSure: is === 'yes' }
        }),
  )
  for (const { row, begins, parties, isSure } of [...named, ...sent]) {
    const { effect, at } = asked.powers.effect(row)
    if (effect === 'none' || at.earliest > until) continue
    for (const party of parties) add(party, begins, at, row, isSure && effect !== 'unknown')
  }
  return found
}

interface Naming {
  readonly row: Row
  readonly begins: true
  readonly parties: readonly number[]
  readonly isSure: boolean
}

/** Whom acts name as being there. */
function namings({ program, table, acts }: Asked, { named }: Presence, proposal: Row): Naming[] {
  return named.flatMap(({ noun, path }) =>
    acts.ofMatter(acts.kindsOf([noun]), proposal).map((row) => {
      const value = table.field(row, path) ?? defaultAt(program.kinds[table.kind(row)]?.kind.form, path)
      // Whom a roll call leaves open may be anybody.
      const parties = value === undefined ? program.agreement.parties.map((_, i) => i) : partiesNamed(value, program)
      return { row, begins: true, parties, isSure: value !== undefined }
    }),
  )
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
