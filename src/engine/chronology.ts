import type { Json } from '../agreement/act.ts'
import { compare } from '../problem.ts'
import { deemedReceipt } from '../time/receipt.ts'
import { parseWindow, type Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Program } from './program.ts'

/**
 * When things happened, as far as the record tells: acts by their effective instant, receipts by the earlier of what is
 * recorded and what the channel deems.
 */
export class Chronology {
  private readonly program: Program
  private readonly table: ActTable

  constructor(program: Program, table: ActTable) {
    this.program = program
    this.table = table
  }

  /**
   * The effective instant of an act: its own transmission, but never before an act that it refers to, so that a skewed
   * clock cannot put an answer before its question. The lower end is cut accordingly; an upper end is never cut by a
   * later act, else the past would change with the future.
   */
  effective(row: Row): Window {
    const { table } = this
    let earliest = table.ownEarliest(row)
    let latest = table.ownLatest(row)
    if (!table.counts(row)) return { earliest, latest }
    for (const target of table.refsOf(row)) {
      if (!table.counts(target)) continue
      const cut = this.notBefore({ earliest, latest }, this.effective(target))
      earliest = cut.earliest
      latest = cut.latest
    }
    return { earliest, latest }
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
    const regime = this.program.agreement.regimes.default as NonNullable<
      (typeof this.program.agreement.regimes)[string]
    >
    return {
      earliest: deemedReceipt(channel.receipt, sent.earliest, regime).instant,
      latest: deemedReceipt(channel.receipt, sent.latest, regime).instant,
    }
  }

  /** When the last of the addressees received it: what binds a party that is not among them. */
  receivedByAll(row: Row): Window {
    let earliest = this.effective(row).earliest
    let latest = earliest
    const addressees = this.table.addressees(row)
    if (addressees.length === 0) return { earliest, latest: Number.POSITIVE_INFINITY }
    for (const party of addressees) {
      const received = this.received(row, party)
      earliest = Math.max(earliest, received.earliest)
      latest = Math.max(latest, received.latest)
    }
    return { earliest, latest }
  }

  /** The nearest act of a kind, upward along the references, the act itself included. */
  nearest(row: Row, kind: number): Row | undefined {
    const { table } = this
    if (!table.counts(row)) return undefined
    if (table.kind(row) === kind) return row
    if (table.hasOneRef(row)) return this.nearest(table.firstRef(row) as Row, kind)
    let level: readonly Row[] = table.refsOf(row)
    while (level.length > 0) {
      const found = level.filter((target) => table.counts(target) && table.kind(target) === kind)
      // Several at the same distance: by id, since the order of references must not depend on the order of arrival.
      if (found.length > 0) return found.reduce((a, b) => (compare(table.id(b), table.id(a)) < 0 ? b : a))
      level = level.flatMap((target) => (table.counts(target) ? table.refsOf(target) : []))
    }
    return undefined
  }

  /** A time stated in a message, e.g. `meeting.began`; undefined where it is missing or not a time. */
  stated(row: Row, path: readonly string[]): Window | undefined {
    const value = fieldOf(this.table.body(row), path)
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
