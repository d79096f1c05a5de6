import { type Range, textOf } from '../../acts/stored-bytes.ts'
import type { StoredLine } from '../../acts/stored-line.ts'
import type { Act, Addressee, Json } from '../../agreement/act.ts'
import { packedPeriod, SUB_PERIODS } from '../../time/calendar-period.ts'
import type { Window } from '../../time/window.ts'
import { Bodies } from '../party/bodies.ts'
import type { Program } from '../program/program.ts'
import { Records, Shorts, Sparse, TextPool, Words } from './columns.ts'
import { hashOf, hashOfBytes, IdIndex } from './id-index.ts'
import { NameTable } from './name-table.ts'
import { Unresolved } from './unresolved.ts'

/** Row of an act: its place in the order of arrival. Nothing that is printed may depend on it. */
export type Row = number

const JOINT = 0xffff
const TO_ALL = 0xffff
/** The id is in `longIds`: no length, and no place in the pool. */
const LONG = 0xffff
/** Two acts with this id and different content: both are kept, neither counts. */
const TWICE = 1
/** The act refers to itself, directly or through others, so no order can hold it. */
const CIRCULAR = 2
/** Some addressees are inferred and unverified. */
const INFERRED = 4
/** It refers to more acts than the one in its record. */
const SEVERAL_REFS = 8
/** From here on the flags hold which part of the year, or how many years, a return is for; 0: the whole year, or it is none. */
const SUB_PERIOD = 256

// Fields of an act's record, each counted in its own width.
const EARLIEST = 0
const LATEST = 1
/** Receipt by all addressees at one instant; NaN: see `receipts`, else not known. */
const RECEIVED = 2
/** First act referred to, as row + 1. */
const REFERENCE = 6
/** Edge to an act that refers to this one. */
const FIRST_EDGE = 7
/** The next edge from what REFERENCE names. */
const NEXT_EDGE = 8
/** The one addressee, or where several start in the pool. */
const TO = 9
const ID_START = 10
const KIND = 22
const SENDER = 23
const TO_COUNT = 24
const YEAR = 25
const ID_LENGTH = 26
const FLAGS = 27

/** An edge is the row + 1 of the act whose first reference it is; from here on it is an index in `more...`. */
const MORE_EDGES = 0x8000_0000

/**
 * The acts, as columns: about 90 bytes an act, its id and the index of ids included. References may point to acts that
 * have not arrived; they are joined when those arrive, so that the order of arrival leaves no trace.
 */
export class ActTable {
  private readonly program: Program
  private readonly records = new Records()
  private readonly pool = new Shorts()
  private readonly idPool = new TextPool()
  private readonly longIds = new Sparse<string>()
  private readonly ids = new IdIndex(this)
  private readonly moreChild = new Words()
  private readonly moreNext = new Words()
  private readonly jointSenders = new Sparse<readonly number[]>()
  private readonly moreRefs = new Sparse<Row[]>()
  /** Both ends of each addressee's receipt, in their order; NaN: not known. */
  private readonly receipts = new Sparse<readonly number[]>()
  private readonly inferred = new Sparse<readonly number[]>()
  private readonly cites = new Sparse<readonly string[]>()
  private readonly bodies = new Bodies()
  private readonly unresolvedIds = new Unresolved()
  private readonly kindNames: NameTable
  private readonly partyNames: NameTable
  /** Addressees of the stored act that is being added. */
  private readonly storedTo: number[] = []
  private lastId = ''
  private lastHash = hashOf('')
  private moreEdges = 0
  private poolUsed = 0
  private rows = 0

  constructor(program: Program) {
    this.program = program
    this.kindNames = new NameTable(program.kindIndex)
    this.partyNames = new NameTable(program.partyIndex)
  }

  get size(): number {
    return this.rows
  }

  /** How many acts are referred to and not in the record. */
  get unresolved(): number {
    return this.unresolvedIds.size
  }

  rowOf(id: string): Row | undefined {
    return this.ids.get(id, this.hash(id))
  }

  /** Acts that refer to an act of this id, which has not arrived. */
  waitingFor(id: string): readonly Row[] {
    return this.unresolvedIds.rows(id, hashOf(id))
  }

  /**
   * Adds an act and joins it to what it refers to and to what refers to it. The caller has made sure that the id is new.
   */
  append(act: Act): Row {
    const { program, records } = this
    const kind = program.kindIndex.get(act.kind)
    if (kind === undefined) throw new RangeError(`no kind of act "${act.kind}" in ${program.agreement.id}`)
    const row = this.rows++
    records.open(row)
    records.setShort(row, KIND, kind)
    records.setInstant(row, EARLIEST, act.transmitted.earliest)
    records.setInstant(row, LATEST, act.transmitted.latest)
    const hash = this.hash(act.id)
    this.appendId(row, act.id)
    this.ids.add(act.id, hash, row)
    const { by } = act
    if (by.length === 1) records.setShort(row, SENDER, this.party(by[0] as string))
    else {
      records.setShort(row, SENDER, JOINT)
      this.jointSenders.set(
        row,
        by.map((id) => this.party(id)),
      )
    }
    this.appendAddressees(row, act)
    if (act.cites.length > 0) this.cites.set(row, act.cites)
    if (act.period !== undefined) this.setPeriod(row, packedPeriod(act.period))
    if (program.kinds[kind]?.bodyRead === true) this.bodies.set(row, act.body)
    for (const id of act.refersTo) this.refer(row, id)
    if (this.unresolvedIds.mayWait(hash)) this.joinWaiting(act.id, hash, row)
    return row
  }

  /**
   * `append` of an act where it lies in the bytes. -1, and nothing is changed: its id is known, or a name in it is not; then
   * whoever has the whole act knows what to do.
   */
  appendStored(line: StoredLine, bytes: Uint8Array): Row {
    const { records, program } = this
    const { id, refersTo, transmitted } = line
    const kind = this.kindNames.get(bytes, line.kind)
    const sender = this.partyNames.get(bytes, line.by)
    if (kind < 0 || sender < 0) return -1
    for (let i = 0; i < line.addresseeCount; i++) {
      const party = this.partyNames.get(bytes, line.addressees[i] as Range)
      if (party < 0) return -1
      this.storedTo[i] = party
    }
    const row = this.rows
    const hash = hashOfBytes(bytes, id.start, id.end)
    if (!this.ids.addNew(bytes, id.start, id.end, hash, row)) return -1
    this.rows++
    records.open(row)
    records.setShort(row, KIND, kind)
    records.setInstant(row, EARLIEST, transmitted.earliest)
    records.setInstant(row, LATEST, transmitted.latest)
    records.setWord(row, ID_START, this.idPool.addBytes(bytes, id.start, id.end))
    records.setShort(row, ID_LENGTH, id.end - id.start)
    records.setShort(row, SENDER, sender)
    this.appendStoredAddressees(row, line)
    if (line.period !== 0) this.setPeriod(row, line.period)
    if (program.kinds[kind]?.bodyRead === true) this.bodies.setStored(row, bytes, line.body.start, line.body.end)
    if (refersTo.end > 0) this.referStored(row, bytes, refersTo)
    if (this.unresolvedIds.mayWait(hash)) this.joinWaiting(textOf(bytes, id), hash, row)
    return row
  }

  private appendStoredAddressees(row: Row, line: StoredLine): void {
    const { isToAll, addresseeCount, received } = line
    const { records } = this
    records.setShort(row, TO_COUNT, isToAll ? TO_ALL : addresseeCount)
    if (addresseeCount === 1) records.setWord(row, TO, this.storedTo[0] as number)
    else if (addresseeCount > 1) {
      records.setWord(row, TO, this.poolUsed)
      for (let i = 0; i < addresseeCount; i++) this.pool.set(this.poolUsed++, this.storedTo[i] as number)
    }
    if (line.hasOwnReceipts) {
      this.setReceipts(row, line.receipts())
      return
    }
    const isInstant = received.earliest === received.latest
    records.setInstant(row, RECEIVED, isInstant ? received.earliest : Number.NaN)
    if (isInstant || Number.isNaN(received.earliest)) return
    const receipts: number[] = []
    for (let i = 0; i < Math.max(addresseeCount, 1); i++) receipts.push(received.earliest, received.latest)
    this.receipts.set(row, receipts)
  }

  private setReceipts(row: Row, receipts: readonly number[]): void {
    const [first] = receipts
    const isInstant = receipts.every((end) => end === first)
    this.records.setInstant(row, RECEIVED, isInstant ? (first as number) : Number.NaN)
    if (!isInstant) this.receipts.set(row, receipts)
  }

  private referStored(row: Row, bytes: Uint8Array, id: Range): void {
    const target = this.ids.getAt(bytes, id.start, id.end, hashOfBytes(bytes, id.start, id.end))
    if (target === undefined) this.refer(row, textOf(bytes, id))
    else this.join(row, target)
  }

  /** Whoever looks whether an id is known adds it next. */
  private hash(id: string): number {
    if (id !== this.lastId) {
      this.lastId = id
      this.lastHash = hashOf(id)
    }
    return this.lastHash
  }

  private appendId(row: Row, id: string): void {
    const start = id.length < LONG ? this.idPool.add(id) : -1
    if (start < 0) {
      this.records.setShort(row, ID_LENGTH, LONG)
      this.longIds.set(row, id)
    } else {
      this.records.setWord(row, ID_START, start)
      this.records.setShort(row, ID_LENGTH, id.length)
    }
  }

  private refer(row: Row, id: string): void {
    const hash = hashOf(id)
    const target = this.ids.get(id, hash)
    if (target === undefined) this.unresolvedIds.add(id, hash, row)
    else this.join(row, target)
  }

  private joinWaiting(id: string, hash: number, row: Row): void {
    for (const child of this.unresolvedIds.take(id, hash)) this.join(child, row)
  }

  private party(id: string): number {
    const index = this.program.partyIndex.get(id)
    if (index === undefined) throw new RangeError(`no party "${id}" in ${this.program.agreement.id}`)
    return index
  }

  private appendAddressees(row: Row, { to, received }: Act): void {
    const { records } = this
    if (to === 'all' || to.length === 0) {
      records.setShort(row, TO_COUNT, to === 'all' ? TO_ALL : 0)
      records.setInstant(row, RECEIVED, instantOf(received))
      if (received !== undefined && received.earliest !== received.latest)
        this.receipts.set(row, [received.earliest, received.latest])
      return
    }
    records.setShort(row, TO_COUNT, to.length)
    if (to.length === 1) records.setWord(row, TO, this.party((to[0] as Addressee).party))
    else {
      records.setWord(row, TO, this.poolUsed)
      for (let i = 0; i < to.length; i++) this.pool.set(this.poolUsed++, this.party((to[i] as Addressee).party))
    }
    const instant = instantOf((to[0] as Addressee).received)
    let alike = true
    let isInferred = false
    for (let i = 0; i < to.length; i++) {
      if (instantOf((to[i] as Addressee).received) !== instant) alike = false
      if ((to[i] as Addressee).known === 'inferred') isInferred = true
    }
    records.setInstant(row, RECEIVED, alike ? instant : Number.NaN)
    if (!alike) this.appendReceipts(row, to)
    if (isInferred) {
      const inferred = to.filter((one) => one.known === 'inferred')
      this.setFlag(row, INFERRED)
      this.inferred.set(
        row,
        inferred.map((one) => this.party(one.party)),
      )
    }
  }

  private appendReceipts(row: Row, to: readonly Addressee[]): void {
    if (to.every((addressee) => addressee.received === undefined)) return
    this.receipts.set(
      row,
      to.flatMap(({ received }) => [received?.earliest ?? Number.NaN, received?.latest ?? Number.NaN]),
    )
  }

  private join(child: Row, target: Row): void {
    const { records } = this
    const next = records.word(target, FIRST_EDGE)
    if (records.word(child, REFERENCE) === 0) {
      records.setWord(child, REFERENCE, target + 1)
      records.setWord(child, NEXT_EDGE, next)
      records.setWord(target, FIRST_EDGE, child + 1)
    } else {
      const more = this.moreRefs.get(child)
      if (more === undefined) {
        this.moreRefs.set(child, [target])
        this.setFlag(child, SEVERAL_REFS)
      } else more.push(target)
      const edge = this.moreEdges++
      this.moreChild.set(edge, child)
      this.moreNext.set(edge, next)
      records.setWord(target, FIRST_EDGE, MORE_EDGES + edge)
    }
    // Only a reference that had to wait can close a circle; all acts on it are marked, whichever came last.
    if (target >= child) this.markCircle(child, target)
  }

  /** All acts on a circle through this reference: those above its target that also lie below its child. */
  private markCircle(child: Row, target: Row): void {
    const above = reachable(target, (row) => this.refsOf(row))
    if (!above.has(child)) return
    for (const row of reachable(child, (at) => this.childrenOf(at))) if (above.has(row)) this.setFlag(row, CIRCULAR)
  }

  private childrenOf(row: Row): Row[] {
    const children: Row[] = []
    for (let edge = this.edgeOf(row); edge !== 0; edge = this.nextEdge(edge)) children.push(this.childAt(edge))
    return children
  }

  markTwice(row: Row): void {
    this.setFlag(row, TWICE)
  }

  private flag(row: Row, flag: number): boolean {
    return (this.records.short(row, FLAGS) & flag) !== 0
  }
  private setFlag(row: Row, flag: number): void {
    this.records.setShort(row, FLAGS, this.records.short(row, FLAGS) | flag)
  }

  /** Does the act count at all? */
  counts(row: Row): boolean {
    return !this.flag(row, TWICE | CIRCULAR)
  }
  isTwice(row: Row): boolean {
    return this.flag(row, TWICE)
  }
  isCircular(row: Row): boolean {
    return this.flag(row, CIRCULAR)
  }

  id(row: Row): string {
    const length = this.records.short(row, ID_LENGTH)
    if (length === LONG) return this.longIds.get(row) as string
    return this.idPool.get(this.records.word(row, ID_START), length)
  }
  isId(row: Row, id: string): boolean {
    const length = this.records.short(row, ID_LENGTH)
    if (length === LONG) return this.longIds.get(row) === id
    return this.idPool.isAt(this.records.word(row, ID_START), length, id)
  }
  isIdAt(row: Row, bytes: Uint8Array, start: number, end: number): boolean {
    const length = this.records.short(row, ID_LENGTH)
    // A plain name always has its place in the pool.
    return length !== LONG && this.idPool.isAtBytes(this.records.word(row, ID_START), length, bytes, start, end)
  }
  kind(row: Row): number {
    return this.records.short(row, KIND)
  }
  private setPeriod(row: Row, packed: number): void {
    this.records.setShort(row, YEAR, Math.floor(packed / SUB_PERIODS))
    this.setFlag(row, (packed % SUB_PERIODS) * SUB_PERIOD)
  }

  /** As `packedPeriod` gives it; 0: none. */
  period(row: Row): number {
    return this.records.short(row, YEAR) * SUB_PERIODS + Math.floor(this.records.short(row, FLAGS) / SUB_PERIOD)
  }
  body(row: Row): { readonly [key: string]: Json } | undefined {
    return this.bodies.get(row)
  }
  /** A field of the body; a null counts as not given. */
  field(row: Row, path: readonly string[]): Json | undefined {
    return this.bodies.field(row, path)
  }
  limbs(row: Row): readonly string[] {
    return this.cites.get(row) ?? NO_LIMBS
  }
  ownEarliest(row: Row): number {
    return this.records.instant(row, EARLIEST)
  }
  ownLatest(row: Row): number {
    return this.records.instant(row, LATEST)
  }

  sendersOf(row: Row): readonly number[] {
    const sender = this.records.short(row, SENDER)
    return sender === JOINT ? (this.jointSenders.get(row) as readonly number[]) : [sender]
  }
  /** A list of one's own. */
  senders(row: Row): number[] {
    const sender = this.records.short(row, SENDER)
    return sender === JOINT ? [...(this.jointSenders.get(row) as readonly number[])] : [sender]
  }
  /** -1: several joint ones. */
  onlySender(row: Row): number {
    const sender = this.records.short(row, SENDER)
    return sender === JOINT ? -1 : sender
  }
  isSender(row: Row, party: number): boolean {
    const sender = this.records.short(row, SENDER)
    return sender === JOINT ? (this.jointSenders.get(row) as readonly number[]).includes(party) : sender === party
  }

  isToAll(row: Row): boolean {
    return this.records.short(row, TO_COUNT) === TO_ALL
  }
  isAddressee(row: Row, party: number): boolean {
    const count = this.records.short(row, TO_COUNT)
    const to = this.records.word(row, TO)
    if (count === 1) return to === party
    if (count === TO_ALL) return !this.isSender(row, party)
    for (let i = to; i < to + count; i++) if (this.pool.get(i) === party) return true
    return false
  }
  /** How many are named one by one; undefined for `all`. */
  addresseeCount(row: Row): number | undefined {
    const count = this.records.short(row, TO_COUNT)
    return count === TO_ALL ? undefined : count
  }
  addressee(row: Row, index: number): number {
    const to = this.records.word(row, TO)
    return this.records.short(row, TO_COUNT) === 1 ? to : this.pool.get(to + index)
  }
  /** Addressees named one by one; empty for `all`. */
  addressees(row: Row): number[] {
    const count = this.records.short(row, TO_COUNT)
    const to = this.records.word(row, TO)
    if (count === 1) return [to]
    const parties: number[] = []
    if (count === TO_ALL) return parties
    for (let i = to; i < to + count; i++) parties.push(this.pool.get(i))
    return parties
  }
  isInferred(row: Row, party: number): boolean {
    return this.flag(row, INFERRED) && this.inferred.get(row)?.includes(party) === true
  }

  /** Receipt as recorded, or undefined. */
  receipt(row: Row, party: number): Window | undefined {
    const instant = this.records.instant(row, RECEIVED)
    if (!Number.isNaN(instant)) return { earliest: instant, latest: instant }
    const receipts = this.receipts.get(row)
    if (receipts === undefined) return undefined
    const at = this.isToAll(row) ? 0 : this.addressees(row).indexOf(party) * 2
    const earliest = receipts[at]
    return earliest === undefined || Number.isNaN(earliest)
      ? undefined
      : { earliest, latest: receipts[at + 1] as number }
  }

  refsOf(row: Row): readonly Row[] {
    const first = this.records.word(row, REFERENCE)
    if (first === 0) return NONE
    return this.flag(row, SEVERAL_REFS) ? [first - 1, ...(this.moreRefs.get(row) as Row[])] : [first - 1]
  }
  firstRef(row: Row): Row | undefined {
    const first = this.records.word(row, REFERENCE)
    return first === 0 ? undefined : first - 1
  }
  hasOneRef(row: Row): boolean {
    return this.records.word(row, REFERENCE) !== 0 && !this.flag(row, SEVERAL_REFS)
  }

  /** Edges to the acts that refer to this one: 0 ends the chain. */
  edgeOf(row: Row): number {
    return this.records.word(row, FIRST_EDGE)
  }
  nextEdge(edge: number): number {
    return edge < MORE_EDGES ? this.records.word(edge - 1, NEXT_EDGE) : this.moreNext.get(edge - MORE_EDGES)
  }
  childAt(edge: number): Row {
    return edge < MORE_EDGES ? edge - 1 : this.moreChild.get(edge - MORE_EDGES)
  }
}

/** NaN: not known, or not to the instant. */
function instantOf(window: Window | undefined): number {
  return window !== undefined && window.earliest === window.latest ? window.earliest : Number.NaN
}

const NONE: readonly Row[] = []
const NO_LIMBS: readonly string[] = []

function reachable(from: Row, next: (row: Row) => readonly Row[]): Set<Row> {
  const found = new Set([from])
  for (const row of found) for (const other of next(row)) found.add(other)
  return found
}
