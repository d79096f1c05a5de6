import type { Window } from '../../time/window.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Taken } from './positions.ts'
import type { Said } from './voter.ts'

/** Something that closes a decision; `withdrawal`: without an outcome. */
export interface Close {
  readonly kind: 'clock' | 'act' | 'all' | 'withdrawal'
  /** Of a clock, the first instant that is too late; an open end: it may not come at all. */
  readonly at: Window
  /** The act that does it. */
  readonly row?: Row
}

/** Of two acts at one instant, which one is first; negative: `a`. */
export type Order = (a: Row, b: Row) => number

/** Those that may be the first of all, each with the time that it then has. */
export function mayBeFirst(closes: readonly Close[], order: Order): readonly Close[] {
  return closes.flatMap((one) => {
    const others = closes.filter((other) => other !== one)
    if (others.some((other) => isBefore(other, one, order))) return []
    const latest = Math.min(one.at.latest, ...others.map(({ at }) => at.latest))
    return [{ ...one, at: { earliest: one.at.earliest, latest: Math.max(latest, one.at.earliest) } }]
  })
}

/** Is it so, whatever the windows come to? What comes with the first instant too late is too late. */
function isBefore(a: Close, b: Close, order: Order): boolean {
  if (a.at.latest < b.at.earliest) return true
  if (a.at.latest > b.at.earliest) return false
  if (a.kind === 'clock') return b.kind !== 'clock'
  if (b.kind === 'clock') return false
  const isKnown = a.at.earliest === a.at.latest && b.at.earliest === b.at.latest
  return isKnown && a.row !== undefined && b.row !== undefined && order(a.row, b.row) < 0
}

/** Was something before the close, or at its very instant? The act that closes is itself in time. */
export function inTime(at: Window, close: Close, row?: Row): Tri {
  if (row !== undefined && row === close.row) return 'yes'
  const { earliest, latest } = close.at
  if (close.kind === 'clock') return at.latest < earliest ? 'yes' : at.earliest >= latest ? 'no' : 'maybe'
  return at.latest <= earliest ? 'yes' : at.earliest > latest ? 'no' : 'maybe'
}

/** Of a position: also what opens it, if it was sealed. */
export function isCounted(taken: Taken, close: Close): Tri {
  if (taken.counts === 'no') return 'no'
  const answers = [
    taken.counts,
    inTime(taken.at, close, taken.row),
    taken.opened === undefined ? 'yes' : inTime(taken.opened.at, close, taken.opened.row),
  ]
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes'
}

/** A member's last position at a close, as far as the record tells, and the acts that may have taken it. */
export interface Last {
  readonly may: ReadonlySet<Said>
  readonly taken: readonly Taken[]
}

/** `all`: the positions of one member. Its own come before those that were taken for it. */
export function lastAt(all: readonly Taken[], close: Close, order: Order): Last {
  const own = last(
    all.filter(({ byProxy }) => !byProxy),
    close,
    order,
  )
  if (!own.may.has('none') || !all.some(({ byProxy }) => byProxy)) return own
  const others = last(
    all.filter(({ byProxy }) => byProxy),
    close,
    order,
  )
  const said = [...own.may].filter((one) => one !== 'none')
  return { may: new Set([...said, ...others.may]), taken: [...own.taken, ...others.taken] }
}

function last(all: readonly Taken[], close: Close, order: Order): Last {
  const counted = all.flatMap((taken) => {
    const is = isCounted(taken, close)
    return is === 'no' ? [] : [{ taken, is }]
  })
  const mayBeLast = counted.filter(
    ({ taken }) => !counted.some((other) => other.is === 'yes' && isAfter(other.taken, taken, order)),
  )
  const may = new Set(mayBeLast.flatMap(({ taken }) => [...taken.may]))
  if (!counted.some(({ is }) => is === 'yes')) may.add('none')
  return { may, taken: mayBeLast.map(({ taken }) => taken) }
}

function isAfter(a: Taken, b: Taken, order: Order): boolean {
  if (a === b) return false
  if (b.at.latest < a.at.earliest) return true
  const isKnown = a.at.earliest === a.at.latest && b.at.earliest === b.at.latest
  return isKnown && a.at.earliest === b.at.earliest && order(b.row, a.row) < 0
}

/** When positions are looked at, although nothing closes: as of an instant. */
export function asIfClosed(at: number): Close {
  return { kind: 'act', at: { earliest: at, latest: at } }
}
