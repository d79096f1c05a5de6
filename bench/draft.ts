import { dueOf, FIRST_YEAR, INFORMATION, PARTY_COUNT } from './agreement-text.ts'
import { Random } from './random.ts'

export const KINDS = [
  'question',
  'answer',
  'notification',
  'invitation',
  'evaluation-request',
  'acceptance',
  'refusal',
  'arrival',
  'departure',
  'visit-report',
  'return',
] as const
export type Kind = (typeof KINDS)[number]

const [QUESTION, ANSWER, NOTIFICATION, INVITATION] = [0, 1, 2, 3]
const [EVALUATION_REQUEST, ACCEPTANCE, REFUSAL, ARRIVAL, DEPARTURE, VISIT_REPORT, RETURN] = [4, 5, 6, 7, 8, 9, 10]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** What is due is late, and what is told in good time is told too late, in so many of a hundred. */
const LATE = 2
const OUT_OF_ORDER = 1

/** What happens, before anything is written down: a column for each thing that is known of an act. */
export class Draft {
  readonly kind: Uint8Array
  readonly sender: Uint8Array
  /** Up to three addressees, in bytes; 0xff: none. */
  readonly addressees: Uint32Array
  /** The act that it refers to, or -1. */
  readonly refersTo: Int32Array
  readonly sent: Float64Array
  /** Of a return its schedule and year, of a notification in how many days the activity starts. */
  readonly detail: Uint16Array
  size = 0
  private readonly max: number
  private readonly random = new Random(1)
  private readonly start = Date.UTC(FIRST_YEAR, 0, 2)
  private readonly end: number
  private readonly lastYear: number
  private readonly dayCount: number

  constructor(max: number, lastYear: number) {
    this.max = max
    this.kind = new Uint8Array(max)
    this.sender = new Uint8Array(max)
    this.addressees = new Uint32Array(max)
    this.refersTo = new Int32Array(max)
    this.sent = new Float64Array(max)
    this.detail = new Uint16Array(max)
    this.lastYear = lastYear
    this.end = Date.UTC(lastYear, 11, 30)
    this.dayCount = (this.end - this.start) / DAY
  }

  private add(kind: number, sender: number, addressees: number, refersTo: number, sent: number): number {
    if (sent >= this.end || this.size === this.max) return -1
    const act = this.size++
    this.kind[act] = kind
    this.sender[act] = sender
    this.addressees[act] = addressees
    this.refersTo[act] = refersTo
    this.sent[act] = sent
    return act
  }

  /** Some minute of the working day, `fewest` to `most` days after. */
  private later(than: number, fewest: number, most: number): number {
    const day = Math.floor(than / DAY) + this.random.between(fewest, most)
    return Math.max(than + MINUTE, day * DAY + this.random.between(6 * 3600, 17 * 3600) * 1000)
  }

  private someDay(): number {
    return this.later(this.start + this.random.below(this.dayCount) * DAY, 0, 0)
  }

  /** One message a schedule, year and party: in time, late, or never. */
  addReturns(schedules: number): void {
    for (let year = FIRST_YEAR; year <= this.lastYear; year++) {
      for (let schedule = 0; schedule < schedules; schedule++) {
        const { month, date } = dueOf(schedule)
        const due = Date.UTC(year, month - 1, date)
        for (let party = 0; party < PARTY_COUNT; party++) {
          if (this.random.chance(2)) continue
          const sent = this.random.chance(LATE) ? this.later(due, 1, 40) : this.later(due - 31 * DAY, 1, 30)
          const act = this.add(RETURN, party, NOBODY, -1, sent)
          if (act >= 0) this.detail[act] = schedule + (year - FIRST_YEAR) * 256
        }
      }
    }
  }

  /** A question to one to three parties, and their answers. */
  addQuestion(): void {
    const { random } = this
    const sent = this.someDay()
    const asker = this.party(NOBODY, 0xff)
    const dice = random.below(100)
    const addresseeCount = dice < 45 ? 1 : dice < 75 ? 2 : 3
    let addressees = NOBODY
    for (let i = 0; i < addresseeCount; i++) addressees = withParty(addressees, i, this.party(addressees, asker))
    const question = this.add(QUESTION, asker, addressees, -1, sent)
    if (question < 0) return
    for (let i = 0; i < addresseeCount; i++) {
      if (random.chance(8)) continue
      const answered = random.chance(LATE) ? this.later(sent, 16, 60) : this.later(sent, 1, 13)
      this.add(ANSWER, partyAt(addressees, i), withParty(NOBODY, 0, asker), question, answered)
    }
  }

  /** A notification and, if the activity is large, the invitation to observe it. */
  addNotification(isLarge: (act: number) => boolean): void {
    const { random } = this
    const sent = this.someDay()
    const sender = this.party(NOBODY, 0xff)
    const days = random.chance(LATE) ? random.between(20, 41) : random.between(42, 120)
    const notification = this.add(NOTIFICATION, sender, NOBODY, -1, sent)
    if (notification < 0) return
    this.detail[notification] = days
    if (!isLarge(notification) || random.chance(3)) return
    const start = sent + days * DAY
    const invited = random.chance(LATE) ? this.later(start, -9, -1) : this.later(sent, 1, days - 11)
    this.add(INVITATION, sender, NOBODY, notification, invited)
  }

  /** A request for a visit, and the visit if it is accepted. */
  addVisit(): void {
    const { random } = this
    const sent = this.someDay()
    const visitor = this.party(NOBODY, 0xff)
    const receiver = this.party(NOBODY, visitor)
    const toReceiver = withParty(NOBODY, 0, receiver)
    const toVisitor = withParty(NOBODY, 0, visitor)
    const request = this.add(EVALUATION_REQUEST, visitor, toReceiver, -1, sent)
    if (request < 0 || random.chance(2)) return
    const replied = sent + (random.chance(LATE) ? random.between(50, 200) : random.between(1, 40)) * HOUR
    // Most are refused, since few are left of what a party must accept.
    if (random.chance(65)) {
      this.add(REFUSAL, receiver, toVisitor, request, replied)
      return
    }
    this.add(ACCEPTANCE, receiver, toVisitor, request, replied)
    const arrived = this.later(replied, 5, 20)
    const arrival = this.add(ARRIVAL, visitor, toReceiver, request, arrived)
    if (arrival < 0) return
    const departed = this.later(arrived, 1, 3)
    const departure = this.add(DEPARTURE, visitor, toReceiver, arrival, departed)
    if (departure < 0 || random.chance(3)) return
    const reported = random.chance(LATE) ? this.later(departed, 16, 60) : this.later(departed, 1, 13)
    this.add(VISIT_REPORT, visitor, NOBODY, departure, reported)
  }

  private party(besides: number, other: number): number {
    for (;;) {
      const party = this.random.below(PARTY_COUNT)
      if (party !== other && partyAt(besides, 0) !== party && partyAt(besides, 1) !== party) return party
    }
  }

  scheduleOf(act: number): number {
    return (this.detail[act] as number) % 256
  }

  yearOf(act: number): number {
    return FIRST_YEAR + Math.floor((this.detail[act] as number) / 256)
  }

  isInformation(act: number): boolean {
    return this.kind[act] === RETURN && this.scheduleOf(act) === INFORMATION
  }

  /** One in a hundred comes to the record days or months after it was sent, or before what it refers to. */
  orderOfArrival(): Uint32Array {
    const arrivals = Float64Array.from(this.sent.subarray(0, this.size))
    for (let act = 0; act < this.size; act++) {
      if (this.random.chance(OUT_OF_ORDER))
        arrivals[act] = (this.sent[act] as number) + this.random.between(1, 500) * DAY
    }
    return indexesBy(arrivals, this.size)
  }
}

const NOBODY = 0xffffff

export function partyAt(addressees: number, index: number): number {
  return (addressees >>> (index * 8)) & 0xff
}

function withParty(addressees: number, index: number, party: number): number {
  return (addressees & ~(0xff << (index * 8))) | (party << (index * 8))
}

/** Indexes in the order of their times, which are whole seconds: time and index in one number, sorted without a function. */
export function indexesBy(times: Float64Array, count: number): Uint32Array {
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++) keys[i] = ((times[i] as number) / 1000) * INDEX_MAX + i
  return Uint32Array.from(keys.sort(), (key) => key % INDEX_MAX)
}

const INDEX_MAX = 2 ** 21
