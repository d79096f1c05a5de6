import { packedPeriod, SUB_PERIODS } from '../time/calendar-period.ts'
import { DAY_MS } from '../time/day.ts'
import { FIRST_INSTANT, LAST_INSTANT } from '../time/instant.ts'
import { parseWindow } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import { LINE_BYTES_MAX } from './lines.ts'
import {
  ALL,
  CLOSE,
  COLON,
  COMMA,
  dateAt,
  digitsAt,
  endOfJson,
  endOfWord,
  isSame,
  isWord,
  LIST,
  LIST_END,
  midnightOf,
  NEWLINE,
  nameAt,
  OPEN,
  offsetAt,
  QUOTE,
  type Range,
  T,
  textOf,
  type Word,
  wordOf,
  YEAR_MAX,
  Z,
  ZERO,
} from './stored-bytes.ts'

/**
 * One stored act, read where it lies in the bytes of a file of lines: where its names are, its times as numbers, and no
 * object or string on the way. It knows the usual shape alone,
 *
 *     {"id":"a1","kind":"answer","by":"North","to":"West","refersTo":"q1","transmitted":"2026-03-02T10:00:00Z","body":{...}}
 *
 * keys in any order, no white space, names of printable ASCII without escapes, one sender, one reference, addressees by
 * their ids or with a receipt of their own, `{"party":"West","received":"2026-03-02T10:00:00Z"}`. `read` says false of everything else, and then the line is for `JSON.parse` and `decodeAct`: of what it does
 * read it says the same as they, which a test holds it to.
 *
 * Only for what was checked when it came in; a line that was damaged since is none of the usual shape, or says another thing
 * that `decodeAct` reads too.
 */
export class StoredLine {
  private readonly zone: Zone
  private bytes: Uint8Array | undefined
  /** The same, four at a time. */
  private view: DataView = new DataView(new ArrayBuffer(0))
  private readonly keysBefore: (Key | undefined)[] = []
  private lastDate = -1
  private lastMidnight = Number.NaN

  /** Of the first byte after the line and its end. */
  end = 0
  readonly id: Range = { start: 0, end: 0 }
  readonly kind: Range = { start: 0, end: 0 }
  readonly by: Range = { start: 0, end: 0 }
  /** Empty: it refers to nothing. */
  readonly refersTo: Range = { start: 0, end: 0 }
  /** Empty: it has none. */
  readonly body: Range = { start: 0, end: 0 }
  /** The first `addresseeCount` of them. */
  readonly addressees: readonly Range[] = Array.from({ length: ADDRESSEES_MAX }, () => ({ start: 0, end: 0 }))
  addresseeCount = 0
  isToAll = false
  /** Both ends of each one's own receipt, where some have one; NaN: as of the others. */
  readonly ownReceipts = new Float64Array(2 * ADDRESSEES_MAX)
  hasOwnReceipts = false
  /** Both ends of each time; NaN: not given. */
  readonly transmitted: Times = { earliest: Number.NaN, latest: Number.NaN }
  readonly received: Times = { earliest: Number.NaN, latest: Number.NaN }
  /** As `packedPeriod` gives it; 0: none. */
  period = 0

  constructor(zone: Zone) {
    this.zone = zone
  }

  /** The line that begins at this byte. False: not of the usual shape, and nothing here is to be relied on. */
  read(bytes: Uint8Array, start: number): boolean {
    this.clear()
    if (bytes[start] !== OPEN) return false
    if (this.bytes !== bytes) {
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    let seen = 0
    let at = start
    let place = 0
    do {
      const key = this.keyAt(bytes, at + 1, place++)
      if (key === undefined || (seen & key.is) !== 0) return false
      seen |= key.is
      at = this.value(key.is, bytes, at + 1 + key.word.length)
      if (at < 0) return false
    } while (bytes[at] === COMMA)
    if (bytes[at] !== CLOSE || (seen & REQUIRED) !== REQUIRED || (seen & (RECEIVED | TO)) === RECEIVED) return false
    const next = bytes[at + 1]
    this.end = at + 2
    return (next === NEWLINE || next === undefined) && at + 1 - start <= LINE_BYTES_MAX
  }

  /** Most lines have the keys of the line before, in its order: the one that stood at this place is tried first. */
  private keyAt(bytes: Uint8Array, at: number, place: number): Key | undefined {
    const before = this.keysBefore[place]
    if (before !== undefined && endOfWord(this.view, at, before.word) >= 0) return before
    const key = keyAt(bytes, this.view, at)
    this.keysBefore[place] = key
    return key
  }

  private clear(): void {
    this.addresseeCount = 0
    this.isToAll = false
    this.hasOwnReceipts = false
    this.refersTo.start = this.refersTo.end = 0
    this.body.start = this.body.end = 0
    this.received.earliest = this.received.latest = Number.NaN
    this.period = 0
  }

  /** Where the value that begins here ends; -1: not of the usual shape. */
  private value(key: number, bytes: Uint8Array, at: number): number {
    switch (key) {
      case ID:
        return nameAt(bytes, this.view, at, this.id)
      case KIND:
        return nameAt(bytes, this.view, at, this.kind)
      case BY:
        return nameAt(bytes, this.view, at, this.by)
      case TO:
        return this.to(bytes, at)
      case REFERS_TO:
        return nameAt(bytes, this.view, at, this.refersTo)
      case TRANSMITTED:
        return this.time(bytes, at, this.transmitted)
      case RECEIVED:
        return this.time(bytes, at, this.received)
      case PERIOD:
        return bytes[at] === QUOTE ? this.periodAsText(bytes, at) : this.year(bytes, at)
      case BODY: {
        const end = bytes[at] === OPEN ? endOfJson(bytes, this.view, at, DEPTH_MAX) : -1
        this.body.start = at
        this.body.end = end
        return end
      }
      case ASSERTED:
      case RECORDED_AT:
        return this.time(bytes, at, PASSED_OVER)
      default:
        return nameAt(bytes, this.view, at, TEXT)
    }
  }

  private to(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== LIST) {
      const one = this.addressees[0] as Range
      const end = nameAt(bytes, this.view, start, one)
      this.isToAll = end >= 0 && isWord(bytes, one, ALL)
      this.addresseeCount = this.isToAll ? 0 : 1
      return end
    }
    let at = start
    do {
      const range = this.addressees[this.addresseeCount]
      at = range === undefined ? -1 : this.addressee(bytes, at + 1, range)
      if (at < 0 || this.isTwice(bytes, range as Range)) return -1
      this.addresseeCount++
    } while (bytes[at] === COMMA)
    return bytes[at] === LIST_END ? at + 1 : -1
  }

  private addressee(bytes: Uint8Array, start: number, range: Range): number {
    const own = this.addresseeCount * 2
    this.ownReceipts[own] = this.ownReceipts[own + 1] = Number.NaN
    if (bytes[start] !== OPEN) return nameAt(bytes, this.view, start, range)
    const name = endOfWord(this.view, start, ITS_PARTY)
    const received = name < 0 ? -1 : endOfWord(this.view, nameAt(bytes, this.view, name, range), ITS_RECEIPT)
    const end = received < 0 ? -1 : this.time(bytes, received, OWN)
    if (end < 0 || bytes[end] !== CLOSE) return -1
    this.ownReceipts[own] = OWN.earliest
    this.ownReceipts[own + 1] = OWN.latest
    this.hasOwnReceipts = true
    return end + 1
  }

  /** Both ends of each addressee's receipt, in their order. */
  receipts(): readonly number[] {
    const { received, ownReceipts } = this
    const receipts: number[] = []
    for (let i = 0; i < this.addresseeCount * 2; i += 2) {
      const isOwn = !Number.isNaN(ownReceipts[i])
      receipts.push(isOwn ? (ownReceipts[i] as number) : received.earliest)
      receipts.push(isOwn ? (ownReceipts[i + 1] as number) : received.latest)
    }
    return receipts
  }

  private isTwice(bytes: Uint8Array, range: Range): boolean {
    for (let i = 0; i < this.addresseeCount; i++) if (isSame(bytes, range, this.addressees[i] as Range)) return true
    return false
  }

  private time(bytes: Uint8Array, at: number, into: Times): number {
    if (bytes[at] !== QUOTE) return -1
    if (this.instant(bytes, at + 1, into)) return at + (bytes[at + 20] === Z ? SECOND_LENGTH : OFFSET_LENGTH) + 2
    if (bytes[at + DAY_LENGTH + 1] === QUOTE && this.wholeDay(bytes, at + 1, into)) return at + DAY_LENGTH + 2
    const end = nameAt(bytes, this.view, at, TEXT)
    if (end < 0) return -1
    const window = parseWindow(textOf(bytes, TEXT), this.zone)
    if ('fault' in window) return -1
    into.earliest = window.earliest
    into.latest = window.latest
    return end
  }

  /** `2026-03-02T10:00:00Z"` or `2026-03-02T11:00:00+01:00"`; false: something else, which `parseWindow` may know. */
  private instant(bytes: Uint8Array, at: number, into: Times): boolean {
    if (bytes[at + 10] !== T || bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return false
    const hour = digitsAt(bytes, at + 11)
    const minute = digitsAt(bytes, at + 14)
    const second = digitsAt(bytes, at + 17)
    if (hour > 23 || minute > 59 || second > 59) return false
    this.lookAtDate(dateAt(bytes, at))
    const offset = bytes[at + 19] === Z && bytes[at + 20] === QUOTE ? 0 : offsetAt(bytes, at + 19)
    const time = this.lastMidnight + ((hour * 60 + minute - offset) * 60 + second) * 1000
    into.earliest = into.latest = time
    return time >= FIRST_INSTANT && time <= LAST_INSTANT
  }

  /** `2026-03-02"`: some time on that day. */
  private wholeDay(bytes: Uint8Array, at: number, into: Times): boolean {
    this.lookAtDate(dateAt(bytes, at))
    if (Number.isNaN(this.lastMidnight)) return false
    const day = this.lastMidnight / DAY_MS
    into.earliest = this.zone.startOf(day)
    into.latest = this.zone.startOf(day + 1) - 1
    return into.earliest <= into.latest
  }

  /** Most acts are of the day of the act before. */
  private lookAtDate(date: number): void {
    if (date === this.lastDate) return
    this.lastDate = date
    this.lastMidnight = midnightOf(date)
  }

  /** `"2026-Q1"`, `"2026-03"`, `"2012-2016"`. */
  private periodAsText(bytes: Uint8Array, start: number): number {
    const end = nameAt(bytes, this.view, start, TEXT)
    this.period = end < 0 ? 0 : packedPeriod(textOf(bytes, TEXT))
    return this.period === 0 ? -1 : end
  }

  private year(bytes: Uint8Array, start: number): number {
    let year = 0
    let at = start
    for (; at < start + 5; at++) {
      const digit = (bytes[at] as number) - ZERO
      if (!(digit >= 0 && digit <= 9)) break
      year = year * 10 + digit
    }
    this.period = year * SUB_PERIODS
    return bytes[start] !== ZERO && year >= 1 && year <= YEAR_MAX ? at : -1
  }
}

export interface Times {
  earliest: number
  latest: number
}

const ADDRESSEES_MAX = 64
const DEPTH_MAX = 16
const ITS_PARTY = wordOf('{"party":')
const ITS_RECEIPT = wordOf(',"received":')
const DAY_LENGTH = '2026-03-02'.length
const SECOND_LENGTH = '2026-03-02T10:00:00Z'.length
const OFFSET_LENGTH = '2026-03-02T11:00:00+01:00'.length
/** Of what is looked at and not kept. */
const TEXT: Range = { start: 0, end: 0 }
const PASSED_OVER: Times = { earliest: Number.NaN, latest: Number.NaN }
const OWN: Times = { earliest: Number.NaN, latest: Number.NaN }

const ID = 1
const KIND = 2
const BY = 4
const TO = 8
const REFERS_TO = 16
const TRANSMITTED = 32
const RECEIVED = 64
const PERIOD = 128
const BODY = 256
const ASSERTED = 2048
const RECORDED_AT = 4096
const REQUIRED = ID | KIND | BY | TRANSMITTED
/** Rarer ones are left out, like `cites`, which is checked word by word. */
const KEYS: Readonly<Record<string, number>> = {
  id: ID,
  kind: KIND,
  by: BY,
  to: TO,
  refersTo: REFERS_TO,
  transmitted: TRANSMITTED,
  received: RECEIVED,
  period: PERIOD,
  body: BODY,
  source: 512,
  recordedBy: 1024,
  asserted: ASSERTED,
  recordedAt: RECORDED_AT,
}

interface Key {
  readonly is: number
  /** With its quotes and the colon. */
  readonly word: Word
}

/** By their first letter. */
const KEYS_BY_LETTER = byLetter(KEYS)

function byLetter(keys: Readonly<Record<string, number>>): readonly (readonly Key[])[] {
  const found: Key[][] = Array.from({ length: 256 }, () => [])
  for (const [name, is] of Object.entries(keys)) found[name.charCodeAt(0)]?.push({ is, word: wordOf(`"${name}":`) })
  return found
}

/** Undefined: none that is known. */
function keyAt(bytes: Uint8Array, view: DataView, at: number): Key | undefined {
  const keys = KEYS_BY_LETTER[bytes[at + 1] as number]
  if (keys === undefined) return undefined
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as Key
    if (endOfWord(view, at, key.word) >= 0) return key
  }
  return undefined
}
