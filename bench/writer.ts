import { FIRST_YEAR, PARTY_COUNT, partyId, returnKind } from './agreement-text.ts'
import { DAY, type Draft, indexesBy, KINDS, type Kind, partyAt } from './draft.ts'
import { Random } from './random.ts'

const MINUTE = 60_000
const WINDOWS = 5

/** Writes acts down, with what does not matter to what happens: windows, receipts, offsets and words. */
export class Writer {
  private readonly draft: Draft
  private readonly ids: readonly string[]
  private readonly random = new Random(2)

  constructor(draft: Draft) {
    this.draft = draft
    this.ids = idsOf(draft)
  }

  line(act: number): string {
    const { draft } = this
    const kind = KINDS[draft.kind[act] as number] as Kind
    const sent = draft.sent[act] as number
    const isReturn = kind === 'return'
    const refersTo = draft.refersTo[act] as number
    const name = isReturn ? returnKind(draft.scheduleOf(act)) : kind
    const reference = refersTo < 0 ? '' : `"refersTo":"${this.ids[refersTo]}",`
    const period = isReturn ? `"period":${draft.yearOf(act)},` : ''
    return (
      `{"id":"${this.ids[act]}","kind":"${name}","by":"${partyId(draft.sender[act] as number)}",` +
      `${this.toAndTimes(draft.addressees[act] as number, sent)}${reference}${period}"body":{${this.body(kind, act)}}}\n`
    )
  }

  private toAndTimes(addressees: number, sent: number): string {
    const { random } = this
    const parties = [0, 1, 2].map((i) => partyAt(addressees, i)).filter((party) => party !== 0xff)
    if (random.chance(WINDOWS)) {
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

  private body(kind: Kind, act: number): string {
    const { random, draft } = this
    if (draft.isInformation(act)) return `"units":${unitsOf(draft, act)},"note":"${this.words(7)}"`
    if (kind === 'return') {
      const [units, persons, amount] = [random.below(9000), random.below(70_000), random.below(10_000_000) / 100]
      return `"units":${units},"persons":${persons},"amount":${amount},"note":"${this.words(7)}"`
    }
    if (kind === 'notification') {
      const start = dayOf((draft.sent[act] as number) + (draft.detail[act] as number) * DAY)
      const forces = forcesOf(act).map(([name, count]) => `"${name}":${count}`)
      return `"start":"${start}",${forces.join(',')},"text":"${this.words(6)}"`
    }
    return `"text":"${this.words(kind === 'question' || kind === 'answer' ? 14 : 9)}"`
  }

  private words(most: number): string {
    const words: string[] = []
    for (let n = this.random.between(most - 3, most); n > 0; n--)
      words.push(WORDS[this.random.below(WORDS.length)] as string)
    // One in fifty is a name that plain ASCII cannot write.
    return this.random.chance(2) ? `${words.join(' ')} Besançon` : words.join(' ')
  }
}

/** Sender, year and number: each party counts its own. */
function idsOf(draft: Draft): string[] {
  const counts = new Map<number, number>()
  const ids: string[] = new Array(draft.size)
  for (const act of indexesBy(draft.sent, draft.size)) {
    const year = new Date(draft.sent[act] as number).getUTCFullYear()
    const sender = draft.sender[act] as number
    const n = (counts.get(year * 256 + sender) ?? 0) + 1
    counts.set(year * 256 + sender, n)
    ids[act] = `${partyId(sender)}-${year}-${String(n).padStart(5, '0')}`
  }
  return ids
}

/** Between 4 and 15 visits a year come of it; a party has a few more or less from year to year. */
function unitsOf(draft: Draft, act: number): number {
  const party = draft.sender[act] as number
  return 220 + Math.round((party * 760) / PARTY_COUNT) + 40 * ((draft.yearOf(act) - FIRST_YEAR + party) % 3)
}

const LIMITS: Readonly<Record<string, number>> = { troops: 9000, tanks: 250, vehicles: 500, artillery: 250 }

/** What an activity brings together. Of one in thirty a number is not given. */
function forcesOf(act: number): [string, number][] {
  const random = new Random(act)
  const forces = Object.entries(LIMITS).map(([name, limit]): [string, number] => [
    name,
    random.chance(15) ? limit + random.below(limit) : random.below(limit),
  ])
  if (random.chance(100 / 30)) forces.splice(random.below(forces.length), 1)
  return forces
}

/** As far as is known. */
export function isLarge(act: number): boolean {
  return forcesOf(act).some(([name, count]) => count >= (LIMITS[name] as number))
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
