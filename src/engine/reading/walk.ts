import type { Act } from '../../agreement/act.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import type { Instant } from '../../time/instant.ts'
import type { Ledger } from '../ledger.ts'
import { type Joining, joining } from '../program/amendments.ts'
import type { Program } from '../program/program.ts'
import { atEnd } from './as-of.ts'
import { type Change, differenceOf, type NewMark, newMarks, turnsOf } from './difference.ts'
import type { AsOf, Line } from './line.ts'
import { registerAt } from './register.ts'

/**
 * A walk through what would happen under an agreement: acts are put, time moves on, and each step says what changed. A
 * state and three steps (`put`, `moveTo`, `undone`), each a function to the next state; nothing is recorded anywhere.
 */
export interface Walk {
  readonly join: Joining
  /** As the acts that were put have it. */
  readonly program: Program
  /** In the order in which they were put. */
  readonly acts: readonly Act[]
  readonly ledger: Ledger
  /** Where the walk stands. */
  readonly asOf: AsOf
  /** Where it has stood, the first first, this place included. */
  readonly stops: readonly AsOf[]
  /** Before the last step. */
  readonly before?: Walk
}

/** What changed at one instant. */
export interface Turn {
  readonly at: AsOf
  readonly changes: readonly Change[]
  /** The act that did it; left out: time passed. */
  readonly act?: Act
  readonly marks: readonly NewMark[]
}

export interface Step {
  readonly walk: Walk
  readonly turns: readonly Turn[]
}

/** So many days are walked through in one step. */
export const STEP_DAYS_MAX = 3_660

export function beginWalk(agreement: Agreement, acts: readonly Act[], asOf: AsOf): Walk {
  const join = joining(agreement)
  const ledger = join(acts)
  return { join, program: ledger.program, acts, ledger, asOf, stops: [asOf] }
}

/** Duties and powers, where the walk stands. */
export function linesOfWalk({ ledger, asOf }: Walk): Line[] {
  return registerAt(ledger, { asOf, powers: true })
}

export function undone({ before }: Walk): Walk | undefined {
  return before
}

/**
 * Time moves on to an instant, and what falls due, opens or expires in between is told instant by instant. Undefined:
 * it lies before, or more than `STEP_DAYS_MAX` days ahead.
 */
export function moveTo(walk: Walk, asOf: AsOf): Step | undefined {
  if (asOf.at < walk.asOf.at || isTooFar(walk, asOf.at)) return undefined
  const turns = turnsBetween(walk, walk.asOf.at, asOf.at)
  return { walk: { ...walk, asOf, stops: [...walk.stops, asOf], before: walk }, turns }
}

/** An act is put. If it lies ahead, time moves on to it first; if it lies behind, its effect is shown for today. */
export function put(walk: Walk, act: Act): Step | undefined {
  const { zone } = walk.program.agreement
  const { earliest, latest } = act.transmitted
  const known = Number.isFinite(latest) ? latest : walk.asOf.at
  const to = known > walk.asOf.at ? atEnd(known, zone) : walk.asOf
  if (isTooFar(walk, to.at)) return undefined
  const from = Math.min(Math.max(walk.asOf.at, Number.isFinite(earliest) ? earliest : walk.asOf.at), to.at)
  const acts = [...walk.acts, act]
  const ledger = walk.join(acts)
  const query = { asOf: to, powers: true }
  const changes = differenceOf(registerAt(walk.ledger, query), registerAt(ledger, query))
  const own = new Set(changes.map(({ before, after }) => (after ?? before)?.id))
  // While the day of the act goes by, other lines may turn; its own are told as its effect.
  const meanwhile = turnsBetween({ ...walk, program: ledger.program, acts, ledger }, from, to.at)
    .map((turn) => ({ ...turn, changes: turn.changes.filter(({ before, after }) => !own.has((after ?? before)?.id)) }))
    .filter((turn) => turn.changes.length > 0)
  const effect: Turn = { at: to, act, changes, marks: newMarks(walk.ledger, ledger, act.id, query) }
  const next = { ...walk, program: ledger.program, acts, ledger, asOf: to, stops: [...walk.stops, to], before: walk }
  return { walk: next, turns: [...turnsBetween(walk, walk.asOf.at, from), ...meanwhile, effect] }
}

function isTooFar({ asOf, program }: Walk, to: Instant): boolean {
  const { zone } = program.agreement
  return zone.dayAt(to) - zone.dayAt(asOf.at) > STEP_DAYS_MAX
}

/**
 * The instants between two at which the register turns. Looked at are the start of each day, every instant that a line
 * names, and the ends of the times of acts, which may lie ahead.
 */
function turnsBetween(
  { program, acts, ledger }: Pick<Walk, 'program' | 'acts' | 'ledger'>,
  from: Instant,
  to: Instant,
): Turn[] {
  const { zone } = program.agreement
  const turns: Turn[] = []
  const named = acts.flatMap(instantsOf).filter((one) => one > from && one < to)
  const at = (instant: Instant) => registerAt(ledger, { asOf: { at: instant, printed: '' }, powers: true })
  let lines = at(from)
  for (let instant = from; instant < to; ) {
    const dayEnds = zone.endOf(zone.dayAt(instant))
    instant = Math.min(to, dayEnds, ...[...named, ...instantsIn(lines)].filter((one) => one > instant))
    const next = at(instant)
    const changes = turnsOf(lines, next)
    if (changes.length > 0) turns.push({ at: atEnd(instant, zone), changes, marks: [] })
    lines = next
  }
  return turns
}

function instantsOf({ transmitted, received, to }: Act): Instant[] {
  const receipts = to === 'all' ? [received] : to.map((addressee) => addressee.received)
  return [transmitted, ...receipts].flatMap((window) => (window === undefined ? [] : [window.earliest, window.latest]))
}

function instantsIn(lines: readonly Line[]): Instant[] {
  return lines.flatMap(({ basis: { born, closes, opens, ending, performed } }) =>
    [born, closes, opens, ending?.at, performed?.time, performed?.shown].flatMap((window) =>
      window === undefined ? [] : [window.earliest, window.latest],
    ),
  )
}
