import type { Json } from '../../agreement/act.ts'
import { compare } from '../../problem.ts'
import { deemedReceipt } from '../../time/receipt.ts'
import type { Regime } from '../../time/regime.ts'
import { laterOf, parseWindow, type Window } from '../../time/window.ts'
import type { Program } from '../program/program.ts'
import type { ActTable, Row } from './act-table.ts'

/** How far up a chain of references is looked each time anew. */
const STEPS_MAX = 4
/** No party's index: asked of an act to all, whose receipt is nobody's own. */
const ALL = -1

/**
 * When things happened, as far as the record tells: acts by their effective instant, receipts by the earlier of what is
 * recorded and what the channel deems.
 */
export class Chronology {
  private readonly program: Program
  private readonly table: ActTable
  private readonly known = new Map<Row, Window>()

  constructor(program: Program, table: ActTable) {
    this.program = program
    this.table = table
  }

  /** To be called when references were joined or acts stopped counting. */
  forget(): void {
    if (this.known.size > 0) this.known.clear()
  }

  /**
   * The effective instant of an act: its own transmission, but never before an act that it refers to, so that a skewed
   * clock cannot put an answer before its question. The lower end is cut accordingly; an upper end is never cut by a
   * later act, else the past would change with the future.
   */
  effective(row: Row): Window {
    return this.effectiveBelow(row, STEPS_MAX)
  }

  private effectiveBelow(row: Row, steps: number): Window {
    if (this.isRoot(row)) return this.own(row)
    // Nearly all acts stand at the end of a short chain of references: those need no memory.
    if (steps > 0 && this.table.hasOneRef(row)) {
      const target = this.table.firstRef(row) as Row
      return this.table.counts(target)
        ? this.notBefore(this.own(row), this.effectiveBelow(target, steps - 1))
        : this.own(row)
    }
    if (!this.known.has(row)) this.workOut(row)
    return this.known.get(row) as Window
  }

  private own(row: Row): Window {
    // Of two acts with one id neither counts, and the one that happened to come first must not show.
    if (this.table.isTwice(row)) return { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY }
    return { earliest: this.table.ownEarliest(row), latest: this.table.ownLatest(row) }
  }

  /** Nothing bounds it but its own times. */
  private isRoot(row: Row): boolean {
    return this.table.firstRef(row) === undefined || !this.table.counts(row)
  }

  private cut(own: Window, target: Row): Window {
    return this.table.counts(target)
      ? this.notBefore(own, this.isRoot(target) ? this.own(target) : this.effective(target))
      : own
  }

  /** Step by step, since chains of references may be long, and each act once, since they may fan out and in again. */
  private workOut(row: Row): void {
    const open = [row]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const refs = this.table.refsOf(at)
      const missing = refs.filter((ref) => !this.isRoot(ref) && !this.known.has(ref))
      if (missing.length > 0 && !this.known.has(at)) {
        open.push(...missing)
        continue
      }
      open.pop()
      if (!this.known.has(at))
        this.known.set(
          at,
          refs.reduce((window, ref) => this.cut(window, ref), this.own(at)),
        )
    }
  }

  private notBefore(own: Window, referred: Window): Window {
    if (own.latest < referred.earliest) return referred
    return own.earliest >= referred.earliest ? own : { earliest: referred.earliest, latest: own.latest }
  }

  /** Was the act, by its sender's clock, before one that it refers to? Then its effective instant is that one's. */
  precedesItsReference(row: Row): boolean {
    const own = this.table.ownLatest(row)
    return this.table.refsOf(row).some((target) => this.table.counts(target) && own < this.effective(target).earliest)
  }

  /**
   * When a party received an act: recorded or deemed, whichever is earlier; never before it was transmitted. Not known:
   * at some time from its transmission on.
   */
  received(row: Row, party: number): Window {
    const sent = this.effective(row)
    const recorded = this.table.receipt(row, party)
    const deemed = this.deemed(row, sent)
    if (recorded === undefined) return deemed ?? { earliest: sent.earliest, latest: Number.POSITIVE_INFINITY }
    const cut = this.notBefore(recorded, { earliest: sent.earliest, latest: sent.earliest })
    if (deemed === undefined) return cut
    return {
      earliest: Math.min(cut.earliest, deemed.earliest),
      latest: Math.min(cut.latest, deemed.latest),
    }
  }

  private deemed(row: Row, sent: Window): Window | undefined {
    const channel = this.program.kinds[this.table.kind(row)]?.channel
    if (channel === undefined || channel.receipt.kind === 'actual') return undefined
    const regime = this.program.agreement.regimes.default as Regime
    // A rule that gives only a day gives no hour of it.
    return {
      earliest: deemedReceipt(channel.receipt, sent.earliest, regime).window.earliest,
      latest: deemedReceipt(channel.receipt, sent.latest, regime).window.latest,
    }
  }

  /** When the last of its addressees received it: what binds a party that is not among them. */
  receivedByAll(row: Row): Window {
    // What goes to all has one receipt, of all of them.
    if (this.table.isToAll(row)) return this.received(row, ALL)
    return this.receivedBy(row, this.table.addressees(row))
  }

  /** When the last of these parties received it. */
  receivedBy(row: Row, parties: readonly number[]): Window {
    const sent = this.effective(row)
    if (parties.length === 0) return { earliest: sent.earliest, latest: Number.POSITIVE_INFINITY }
    return parties.map((party) => this.received(row, party)).reduce(laterOf)
  }

  /** The nearest act of a kind, upward along the references, the act itself included. */
  nearest(row: Row, kind: number): Row | undefined {
    const { table } = this
    for (let at = row; table.counts(at); at = table.firstRef(at) as Row) {
      if (table.kind(at) === kind) return at
      if (table.firstRef(at) === undefined) return undefined
      if (!table.hasOneRef(at)) return this.nearestOfSeveral(at, kind)
    }
    return undefined
  }

  private nearestOfSeveral(row: Row, kind: number): Row | undefined {
    const { table } = this
    const seen = new Set<Row>([row])
    for (let level: Row[] = [row]; level.length > 0; ) {
      const next: Row[] = []
      for (const target of level.flatMap((at) => table.refsOf(at))) {
        if (seen.has(target) || !table.counts(target)) continue
        seen.add(target)
        next.push(target)
      }
      const found = next.filter((target) => table.kind(target) === kind)
      // Several at the same distance: by id, since the order of references must not depend on the order of arrival.
      if (found.length > 0) return found.reduce((a, b) => (compare(table.id(b), table.id(a)) < 0 ? b : a))
      level = next
    }
    return undefined
  }

  /** A time stated in a message, e.g. `meeting.began`; undefined where it is missing or not a time. */
  stated(row: Row, path: readonly string[]): Window | undefined {
    return this.windowOf(this.table.field(row, path))
  }

  statedIn(body: { readonly [key: string]: Json } | undefined, path: readonly string[]): Window | undefined {
    return this.windowOf(fieldOf(body, path))
  }

  private windowOf(value: Json | undefined): Window | undefined {
    if (typeof value !== 'string') return undefined
    const window = parseWindow(value, this.program.agreement.zone)
    return 'fault' in window ? undefined : window
  }
}

/** A field of a message; a null counts as not given. */
export function fieldOf(body: { readonly [key: string]: Json } | undefined, path: readonly string[]): Json | undefined {
  let value: Json | undefined = body
  for (const name of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    value = (value as { readonly [key: string]: Json })[name]
  }
  return value === null ? undefined : value
}
