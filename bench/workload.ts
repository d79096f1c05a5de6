import { dueOf, FIRST_YEAR, isBoundIn, PARTY_COUNT, partyId, returnKind } from './agreement-text.ts'
import { Random } from './random.ts'

/**
 * Acts as a long-lived agreement between many parties brings them forth, as lines of JSON in the form of `spec/acts.md`.
 * The same number of acts gives the same bytes on every machine.
 *
 * Shares: 40 % questions to one to three addressees with their acknowledgements and answers; 25 % yearly returns to all;
 * the rest reminders, follow-ups, waivers, requests for meetings and meetings. 2 % of what is due comes late; 1 % of all
 * acts arrives out of order; 5 % have windows for times. For a million acts: 20 years.
 */
export interface Workload {
  readonly bytes: Uint8Array
  /** Where each line begins; one more than there are acts. */
  readonly offsets: Float64Array
  /** What each line is, as an index in KINDS. */
  readonly kinds: Uint8Array
  readonly schedules: number
  /** The last day of the last year, as a date. */
  readonly lastDay: string
}

export const KINDS = [
  'question',
  'acknowledgement',
  'answer',
  'reminder',
  'follow-up',
  'waiver',
  'meeting-request',
  'meeting',
  'return',
] as const
const [QUESTION, ACKNOWLEDGEMENT, ANSWER, REMINDER, FOLLOW_UP, WAIVER, MEETING_REQUEST, MEETING, RETURN] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
]

/** What `bench/agreement/agreement.md` has: enough for a million acts. */
export const SCHEDULES_MAX = 219
const YEARS_MAX = 20
const RETURN_SHARE = 0.25
const MINUTE = 60_000
const DAY = 86_400_000
const LINE_BYTES_MAX = 700

export function sizeOf(acts: number): { readonly years: number; readonly schedules: number } {
  const returns = acts * RETURN_SHARE
  const years = Math.min(YEARS_MAX, Math.max(1, Math.round(returns / PARTY_COUNT)))
  const schedules = Math.min(SCHEDULES_MAX, Math.max(1, Math.round(returns / (PARTY_COUNT * years))))
  return { years, schedules }
}

export function workloadOf(acts: number): Workload {
  const { years, schedules } = sizeOf(acts)
  const draft = new Draft(acts, FIRST_YEAR + years - 1)
  draft.addReturns(schedules)
  while (draft.size < acts) draft.addCase()
  const ids = draft.ids()
  const order = draft.orderOfArrival()
  const writer = new Writer(draft, ids)
  const bytes = Buffer.allocUnsafe(acts * LINE_BYTES_MAX)
  const offsets = new Float64Array(acts + 1)
  const kinds = new Uint8Array(acts)
  let at = 0
  for (let i = 0; i < acts; i++) {
    const act = order[i] as number
    offsets[i] = at
    kinds[i] = draft.kind[act] as number
    at += bytes.write(writer.line(act), at, 'utf8')
  }
  offsets[acts] = at
  return {
    bytes: Buffer.from(bytes.subarray(0, at)),
    offsets,
    kinds,
    schedules,
    lastDay: `${FIRST_YEAR + years - 1}-12-31`,
  }
}

/** What happens, before anything is written down: a column for each thing that is known of an act. */
class Draft {
  readonly kind: Uint8Array
  readonly sender: Uint8Array
  /** Up to three addressees, in bytes; 0xff: none. */
  readonly addressees: Uint32Array
  /** The act that it refers to, or -1. */
  readonly refersTo: Int32Array
  readonly sent: Float64Array
  readonly schedule: Uint16Array
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
    this.schedule = new Uint16Array(max)
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

  /** One message a schedule, year and party: in time, late, or never. */
  addReturns(schedules: number): void {
    for (let year = FIRST_YEAR; year <= this.lastYear; year++) {
      for (let schedule = 0; schedule < schedules; schedule++) {
        const { month, date } = dueOf(schedule)
        const due = Date.UTC(year, month - 1, date)
        for (let party = 0; party < PARTY_COUNT; party++) {
          if (!isBoundIn(party, year) || this.random.chance(2)) continue
          const sent = this.random.chance(2) ? this.later(due, 1, 40) : this.later(due - 31 * DAY, 1, 30)
          const act = this.add(RETURN, party, NOBODY, -1, sent)
          if (act >= 0) this.schedule[act] = schedule + (year - FIRST_YEAR) * 256
        }
      }
    }
  }

  /** A question and all that comes of it. */
  addCase(): void {
    const { random } = this
    const sent = this.later(this.start + random.below(this.dayCount) * DAY, 0, 0)
    const year = new Date(sent).getUTCFullYear()
    const asker = this.party(year, NOBODY, 0xff)
    const dice = random.below(100)
    const addresseeCount = dice < 45 ? 1 : dice < 75 ? 2 : 3
    let addressees = NOBODY
    for (let i = 0; i < addresseeCount; i++) addressees = withParty(addressees, i, this.party(year, addressees, asker))
    const question = this.add(QUESTION, asker, addressees, -1, sent)
    if (question < 0) return
    let answer = -1
    for (let i = 0; i < addresseeCount; i++) {
      const added = this.addExchange(question, asker, partyAt(addressees, i), sent)
      if (added >= 0) answer = added
    }
    for (let n = random.between(0, 3); n > 0; n--) {
      const to = withParty(NOBODY, 0, partyAt(addressees, random.below(addresseeCount)))
      this.add(REMINDER, asker, to, question, this.later(sent, 5, 13))
    }
    for (let n = random.between(0, 3); n > 0; n--) {
      const about = answer >= 0 && random.chance(70) ? answer : question
      const to = about === answer ? withParty(NOBODY, 0, this.sender[answer] as number) : addressees
      this.add(FOLLOW_UP, asker, to, about, this.later(this.sent[about] as number, 1, 40))
    }
  }

  /** What one addressee does with a question; the answer, or -1. */
  private addExchange(question: number, asker: number, addressee: number, sent: number): number {
    const { random } = this
    const toAsker = withParty(NOBODY, 0, asker)
    const toAddressee = withParty(NOBODY, 0, addressee)
    if (random.chance(90)) {
      const acknowledged = random.chance(2) ? this.later(sent, 5, 12) : this.later(sent, 0, 1)
      this.add(ACKNOWLEDGEMENT, addressee, toAsker, question, acknowledged)
    }
    if (random.chance(82)) {
      const answered = random.chance(2) ? this.later(sent, 16, 60) : this.later(sent, 1, 13)
      return this.add(ANSWER, addressee, toAsker, question, answered)
    }
    if (random.chance(30)) this.add(WAIVER, asker, toAddressee, question, this.later(sent, 4, 25))
    else if (random.chance(75)) {
      // Now and then before the time for it has come: such a request waits.
      const asked = random.chance(5) ? this.later(sent, 3, 10) : this.later(sent, 16, 50)
      const request = this.add(MEETING_REQUEST, asker, toAddressee, question, asked)
      if (request >= 0 && random.chance(80)) {
        this.add(MEETING, addressee, toAsker, request, this.later(asked, 2, random.chance(4) ? 40 : 11))
      } else if (request >= 0 && random.chance(40)) {
        this.add(WAIVER, asker, toAddressee, request, this.later(asked, 2, 20))
      }
    }
    return -1
  }

  private party(year: number, besides: number, other: number): number {
    for (;;) {
      const party = this.random.below(PARTY_COUNT)
      if (party === other || !isBoundIn(party, year)) continue
      if (partyAt(besides, 0) !== party && partyAt(besides, 1) !== party) return party
    }
  }

  /** Sender, year and number: each party counts its own. */
  ids(): string[] {
    const bySending = indexesBy(this.sent, this.size)
    const counts = new Map<number, number>()
    const ids: string[] = new Array(this.size)
    for (const act of bySending) {
      const year = new Date(this.sent[act] as number).getUTCFullYear()
      const sender = this.sender[act] as number
      const n = (counts.get(year * 256 + sender) ?? 0) + 1
      counts.set(year * 256 + sender, n)
      ids[act] = `${partyId(sender)}-${year}-${String(n).padStart(5, '0')}`
    }
    return ids
  }

  /** One in a hundred comes to the record days or months after it was sent, or before what it refers to. */
  orderOfArrival(): Uint32Array {
    const arrivals = Float64Array.from(this.sent.subarray(0, this.size))
    for (let act = 0; act < this.size; act++) {
      if (this.random.chance(1)) arrivals[act] = (this.sent[act] as number) + this.random.between(1, 500) * DAY
    }
    return indexesBy(arrivals, this.size)
  }
}

const NOBODY = 0xffffff

function partyAt(addressees: number, index: number): number {
  return (addressees >>> (index * 8)) & 0xff
}

function withParty(addressees: number, index: number, party: number): number {
  return (addressees & ~(0xff << (index * 8))) | (party << (index * 8))
}

/** Indexes in the order of their times, which are whole seconds: time and index in one number, sorted without a function. */
function indexesBy(times: Float64Array, count: number): Uint32Array {
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++) keys[i] = ((times[i] as number) / 1000) * INDEX_MAX + i
  return Uint32Array.from(keys.sort(), (key) => key % INDEX_MAX)
}

const INDEX_MAX = 2 ** 21

/** Writes acts down, with what does not matter to what happens: windows, receipts, offsets and words. */
class Writer {
  private readonly draft: Draft
  private readonly ids: readonly string[]
  private readonly random = new Random(2)

  constructor(draft: Draft, ids: readonly string[]) {
    this.draft = draft
    this.ids = ids
  }

  line(act: number): string {
    const { draft } = this
    const kind = draft.kind[act] as number
    const sent = draft.sent[act] as number
    const isReturn = kind === RETURN
    const schedule = draft.schedule[act] as number
    const refersTo = draft.refersTo[act] as number
    const name = isReturn ? returnKind(schedule % 256) : KINDS[kind]
    const reference = refersTo < 0 ? '' : `"refersTo":"${this.ids[refersTo]}",`
    const period = isReturn ? `"period":${FIRST_YEAR + Math.floor(schedule / 256)},` : ''
    return (
      `{"id":"${this.ids[act]}","kind":"${name}","by":"${partyId(draft.sender[act] as number)}",` +
      `${this.toAndTimes(draft.addressees[act] as number, sent)}${reference}${period}"body":{${this.body(kind, sent)}}}\n`
    )
  }

  private toAndTimes(addressees: number, sent: number): string {
    const { random } = this
    const parties = [0, 1, 2].map((i) => partyAt(addressees, i)).filter((party) => party !== 0xff)
    if (random.chance(5)) {
      const window = this.window(sent)
      const received = random.chance(50) ? `"received":"${window}",` : ''
      return `${to(parties)}"transmitted":"${window}",${received}`
    }
    const transmitted = `"transmitted":"${this.instant(sent)}",`
    if (random.chance(4)) return `${to(parties)}${transmitted}`
    const received = () => this.instant(sent + random.between(10, 7200) * 1000)
    if (parties.length > 1 && random.chance(20)) {
      const each = parties.map((party) => `{"party":"${partyId(party)}","received":"${received()}"}`)
      return `"to":[${each.join(',')}],${transmitted}`
    }
    return `${to(parties)}${transmitted}"received":"${received()}",`
  }

  private instant(time: number): string {
    if (this.random.chance(90)) return `${new Date(time).toISOString().slice(0, 19)}Z`
    return `${new Date(time + 60 * MINUTE).toISOString().slice(0, 19)}+01:00`
  }

  private window(time: number): string {
    const dice = this.random.below(100)
    const day = dayOf(time)
    if (dice < 60) return day
    return dice < 90 ? `${dayOf(time - DAY)}/${dayOf(time + DAY)}` : day.slice(0, 7)
  }

  private body(kind: number, sent: number): string {
    const { random } = this
    if (kind === RETURN) {
      const [units, persons, amount] = [random.below(9000), random.below(70_000), random.below(10_000_000) / 100]
      return `"units":${units},"persons":${persons},"amount":${amount},"note":"${this.words(7)}"`
    }
    if (kind === MEETING)
      return `"began":"${this.instant(sent - random.between(1, 20) * 3_600_000)}","text":"${this.words(8)}"`
    if (kind === ACKNOWLEDGEMENT || kind === REMINDER) return `"text":"${this.words(9)}"`
    return `"text":"${this.words(14)}"`
  }

  private words(most: number): string {
    const words: string[] = []
    for (let n = this.random.between(most - 3, most); n > 0; n--)
      words.push(WORDS[this.random.below(WORDS.length)] as string)
    // One in fifty is a name that plain ASCII cannot write.
    return this.random.chance(2) ? `${words.join(' ')} Besançon` : words.join(' ')
  }
}

function to(parties: readonly number[]): string {
  if (parties.length === 0) return '"to":"all",'
  if (parties.length === 1) return `"to":"${partyId(parties[0] as number)}",`
  return `"to":["${parties.map(partyId).join('","')}"],`
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

const WORDS =
  `which measures have been taken on the eastern bank and how many persons were informed before works began please state
   separately dates of notice and names of authorities with reference to our earlier letter figures for this quarter are
   given below as far as known at present further details will follow after inspection by both sides of installations`.split(
    /\s+/,
  )
