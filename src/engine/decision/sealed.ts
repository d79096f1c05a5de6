import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import type { Program } from '../program/program.ts'
import { before, happened, type Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'

/**
 * A sealed act shows a digest and nothing else; what it is the digest of is sent later, by the act that opens it, beside the
 * digest that whoever recorded that act found of it. Only whoever sealed it opens it. This room compares the two; it computes
 * neither.
 */
export const DIGEST = 'digest'

export interface Sealed {
  readonly is: 'sealed' | 'opened' | 'opened differently' | 'not opened' | 'not derivable'
  /** What opened it, or bears another digest. */
  readonly by?: Row
  readonly at?: Window
}

/**
 * How a sealed act stands at an instant. Of several openings one with the same digest decides, and the first of those.
 * `closes`: the first instant at which it can no longer be opened; left out: it can be for ever.
 */
export function sealedState(
  ledger: Ledger,
  sealed: Row,
  openings: ReadonlySet<number>,
  at: Instant,
  closes?: Window,
): Sealed {
  const found = openingsOf(ledger, sealed, openings)
    .map((one) => ({ ...one, inTime: both(happened(one.at, at), isInTime(one.at, closes)) }))
    .filter(({ inTime }) => inTime !== 'no')
  const is = (same: Tri) => found.find((one) => one.inTime === 'yes' && one.same === same)
  const opened = is('yes')
  if (opened !== undefined) return { is: 'opened', by: opened.row, at: opened.at }
  if (found.some(({ same, inTime }) => same === 'maybe' || (same === 'yes' && inTime === 'maybe'))) return UNKNOWN
  const other = is('no')
  if (other !== undefined) return { is: 'opened differently', by: other.row, at: other.at }
  const isOver = closes === undefined ? 'no' : happened(closes, at)
  if (found.length > 0 || isOver === 'maybe') return UNKNOWN
  return { is: isOver === 'yes' ? 'not opened' : 'sealed' }
}

const UNKNOWN: Sealed = { is: 'not derivable' }

/** Does an act that opens a sealed one bear its digest? `maybe`: one of them bears none. */
export function isSameDigest(table: ActTable, sealed: Row, opening: Row): Tri {
  const [one, other] = [sealed, opening].map((row) => table.field(row, [DIGEST]))
  if (typeof one !== 'string' || typeof other !== 'string') return 'maybe'
  return one === other ? 'yes' : 'no'
}

/** Whatever opens nothing of the kind opens what it likes. */
export function opensSealed({ sealings }: Program, table: ActTable, sealed: Row, opening: Row): Tri {
  const isOne = sealings.some(({ kind, openings }) => kind === table.kind(sealed) && openings.has(table.kind(opening)))
  return isOne ? isSameDigest(table, sealed, opening) : 'yes'
}

function openingsOf(ledger: Ledger, sealed: Row, openings: ReadonlySet<number>) {
  const { table, cases, powers } = ledger
  const senders = table.sendersOf(sealed)
  return [...cases.about(sealed, false, openings)]
    .filter((row) => senders.every((sender) => table.isSender(row, sender)))
    .sort((a, b) => cases.compareRows(a, b))
    .map((row) => ({ row, at: powers.effect(row).at, same: isSameDigest(table, sealed, row) }))
}

function isInTime(at: Window, closes: Window | undefined): Tri {
  return closes === undefined ? 'yes' : before(at, closes)
}

function both(a: Tri, b: Tri): Tri {
  if (a === 'no' || b === 'no') return 'no'
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe'
}
