import type { Act, Json } from '../agreement/act.ts'
import type { Window } from '../time/window.ts'
import { Column, IdIndex, TextColumn } from './columns.ts'
import type { Program } from './program.ts'

/** Row of an act: its place in the order of arrival. Nothing that is printed may depend on it. */
export type Row = number

const JOINT = 0xffff
const TO_ALL = 0xffff
/** Two acts with this id and different content: both are kept, neither counts. */
const TWICE = 1
/** The act refers to itself, directly or through others, so no order can hold it. */
const CIRCULAR = 2
/** Some addressees are inferred and unverified. */
const INFERRED = 4

/**
 * The acts, as columns: about 60 bytes an act beside its id. References may point to acts that have not arrived; they
 * are joined when those arrive, so that the order of arrival leaves no trace.
 */
export class ActTable {
  private readonly program: Program
  private readonly ids = new IdIndex()
  private readonly idOf = new TextColumn()
  private readonly kinds = Column.shorts()
  private readonly senders = Column.shorts()
  private readonly toStart = Column.words()
  private readonly toCount = Column.shorts()
  private readonly pool = Column.shorts()
  private readonly earliest = Column.instants()
  private readonly latest = Column.instants()
  /** Receipt by all addressees at one instant; NaN: see `receipts`, else not known. */
  private readonly received = Column.instants()
  private readonly refs = Column.words()
  private readonly firstEdge = Column.words()
  private readonly edgeChild = Column.words()
  private readonly edgeNext = Column.words()
  private readonly periods = Column.shorts()
  private readonly flags = Column.bytes()
  private readonly jointSenders = new Map<Row, readonly number[]>()
  private readonly moreRefs = new Map<Row, Row[]>()
  private readonly receipts = new Map<Row, ReadonlyMap<number, Window>>()
  private readonly inferred = new Map<Row, ReadonlySet<number>>()
  private readonly cites = new Map<Row, readonly string[]>()
  private readonly bodies = new Map<Row, { readonly [key: string]: Json }>()
  private readonly waiting = new Map<string, Row[]>()
  private edges = 1
  private poolUsed = 0
  private rows = 0

  constructor(program: Program) {
    this.program = program
  }

  get size(): number {
    return this.rows
  }

  /** How many references point to acts that are not in the record. */
  get unresolved(): number {
    return this.waiting.size
  }

  rowOf(id: string): Row | undefined {
    return this.ids.get(id)
  }

  /**
   * Adds an act and joins it to what it refers to and to what refers to it. The caller has made sure that the id is new.
   * Returns the rows that were waiting for this act.
   */
  append(act: Act): { readonly row: Row; readonly joined: readonly Row[] } {
    const row = this.rows++
    const { program } = this
    const kind = program.kindIndex.get(act.kind)
    if (kind === undefined) throw new RangeError(`no kind of act "${act.kind}" in ${program.agreement.id}`)
    this.ids.set(act.id, row)
    this.idOf.push(row, act.id)
    this.kinds.set(row, kind)
    this.earliest.set(row, act.transmitted.earliest)
    this.latest.set(row, act.transmitted.latest)
    const by = act.by
    if (by.length === 1) this.senders.set(row, this.party(by[0] as string))
    else {
      this.senders.set(row, JOINT)
      this.jointSenders.set(
        row,
        by.map((id) => this.party(id)),
      )
    }
    this.appendAddressees(row, act)
    if (act.cites.length > 0) this.cites.set(row, act.cites)
    if (act.period !== undefined) this.periods.set(row, act.period)
    if (program.kinds[kind]?.bodyRead === true) this.bodies.set(row, act.body)
    for (const id of act.refersTo) {
      const target = this.ids.get(id)
      if (target === undefined) {
        const waiting = this.waiting.get(id)
        if (waiting === undefined) this.waiting.set(id, [row])
        else waiting.push(row)
      } else this.join(row, target)
    }
    if (this.waiting.size === 0) return { row, joined: NONE }
    const joined = this.waiting.get(act.id)
    if (joined === undefined) return { row, joined: NONE }
    this.waiting.delete(act.id)
    for (const child of joined) this.join(child, row)
    return { row, joined }
  }

  private party(id: string): number {
    const index = this.program.partyIndex.get(id)
    if (index === undefined) throw new RangeError(`no party "${id}" in ${this.program.agreement.id}`)
    return index
  }

  private appendAddressees(row: Row, act: Act): void {
    const { to } = act
    this.toStart.set(row, this.poolUsed)
    if (to === 'all') {
      this.toCount.set(row, TO_ALL)
      this.received.set(row, Number.NaN)
      return
    }
    this.toCount.set(row, to.length)
    let instant = Number.NaN
    let alike = true
    for (let i = 0; i < to.length; i++) {
      const addressee = to[i] as (typeof to)[number]
      this.pool.set(this.poolUsed++, this.party(addressee.party))
      const received = addressee.received
      const at = received !== undefined && received.earliest === received.latest ? received.earliest : Number.NaN
      if (i === 0) instant = at
      if (at !== instant) alike = false
      if (addressee.known === 'inferred') this.flags.set(row, INFERRED)
    }
    this.received.set(row, alike ? instant : Number.NaN)
    if (!alike && to.some((addressee) => addressee.received !== undefined)) {
      this.receipts.set(
        row,
        new Map(
          to.flatMap((one) => (one.received === undefined ? [] : [[this.party(one.party), one.received] as const])),
        ),
      )
    }
    if (this.flag(row, INFERRED)) {
      this.inferred.set(row, new Set(to.filter((one) => one.known === 'inferred').map((one) => this.party(one.party))))
    }
  }

  private join(child: Row, target: Row): void {
    if (this.refs.get(child) === 0) this.refs.set(child, target + 1)
    else {
      const more = this.moreRefs.get(child)
      if (more === undefined) this.moreRefs.set(child, [target])
      else more.push(target)
    }
    const edge = this.edges++
    this.edgeChild.set(edge, child)
    this.edgeNext.set(edge, this.firstEdge.get(target))
    this.firstEdge.set(target, edge)
    // Only a reference that had to wait can close a circle; all acts on it are marked, whichever came last.
    if (target >= child) this.markCircle(child, target)
  }

  private markCircle(child: Row, target: Row): void {
    const onPath: Row[] = []
    const seen = new Set<Row>()
    const climb = (row: Row): boolean => {
      if (row === child) return true
      if (seen.has(row)) return false
      seen.add(row)
      let found = false
      for (const above of this.refsOf(row)) if (climb(above)) found = true
      if (found) onPath.push(row)
      return found
    }
    if (!climb(target)) return
    for (const row of [child, ...onPath]) this.flags.set(row, this.flags.get(row) | CIRCULAR)
  }

  markTwice(row: Row): void {
    this.flags.set(row, this.flags.get(row) | TWICE)
  }

  private flag(row: Row, flag: number): boolean {
    return (this.flags.get(row) & flag) !== 0
  }

  /** Does the act count at all? */
  counts(row: Row): boolean {
    return (this.flags.get(row) & (TWICE | CIRCULAR)) === 0
  }
  isTwice(row: Row): boolean {
    return this.flag(row, TWICE)
  }
  isCircular(row: Row): boolean {
    return this.flag(row, CIRCULAR)
  }

  id(row: Row): string {
    return this.idOf.get(row)
  }
  kind(row: Row): number {
    return this.kinds.get(row)
  }
  period(row: Row): number {
    return this.periods.get(row)
  }
  body(row: Row): { readonly [key: string]: Json } | undefined {
    return this.bodies.get(row)
  }
  limbs(row: Row): readonly string[] {
    return this.cites.get(row) ?? NO_LIMBS
  }
  ownEarliest(row: Row): number {
    return this.earliest.get(row)
  }
  ownLatest(row: Row): number {
    return this.latest.get(row)
  }

  sendersOf(row: Row): readonly number[] {
    const sender = this.senders.get(row)
    return sender === JOINT ? (this.jointSenders.get(row) as readonly number[]) : [sender]
  }
  isSender(row: Row, party: number): boolean {
    const sender = this.senders.get(row)
    return sender === JOINT ? (this.jointSenders.get(row) as readonly number[]).includes(party) : sender === party
  }

  isToAll(row: Row): boolean {
    return this.toCount.get(row) === TO_ALL
  }
  isAddressee(row: Row, party: number): boolean {
    const count = this.toCount.get(row)
    if (count === TO_ALL) return !this.isSender(row, party)
    const start = this.toStart.get(row)
    for (let i = start; i < start + count; i++) if (this.pool.get(i) === party) return true
    return false
  }
  /** Addressees named one by one; empty for `all`. */
  addressees(row: Row): number[] {
    const count = this.toCount.get(row)
    const parties: number[] = []
    if (count === TO_ALL) return parties
    const start = this.toStart.get(row)
    for (let i = start; i < start + count; i++) parties.push(this.pool.get(i))
    return parties
  }
  isInferred(row: Row, party: number): boolean {
    return this.flag(row, INFERRED) && this.inferred.get(row)?.has(party) === true
  }

  /** Receipt as recorded, or undefined. */
  receipt(row: Row, party: number): Window | undefined {
    const instant = this.received.get(row)
    if (!Number.isNaN(instant)) return { earliest: instant, latest: instant }
    return this.receipts.get(row)?.get(party)
  }

  refsOf(row: Row): readonly Row[] {
    const first = this.refs.get(row)
    if (first === 0) return NONE
    const more = this.moreRefs.get(row)
    return more === undefined ? [first - 1] : [first - 1, ...more]
  }
  firstRef(row: Row): Row | undefined {
    const first = this.refs.get(row)
    return first === 0 ? undefined : first - 1
  }
  hasOneRef(row: Row): boolean {
    return this.refs.get(row) !== 0 && !this.moreRefs.has(row)
  }

  /** Edges to the acts that refer to this one: 0 ends the chain. */
  edgeOf(row: Row): number {
    return this.firstEdge.get(row)
  }
  nextEdge(edge: number): number {
    return this.edgeNext.get(edge)
  }
  childAt(edge: number): Row {
    return this.edgeChild.get(edge)
  }
}

const NONE: readonly Row[] = []
const NO_LIMBS: readonly string[] = []
