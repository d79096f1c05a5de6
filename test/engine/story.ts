import fc from 'fast-check'
import type { Act, Addressee, Json } from '../../src/agreement/act.ts'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { ActKind } from '../../src/agreement/kind.ts'
import type { Window } from '../../src/time/window.ts'

/**
 * Random stories for any agreement: acts of its kinds, mostly by and to those whom they concern, so that duties are
 * performed, waived and missed. Every time has a true instant inside its window, so that windows can be narrowed.
 */
export interface Told {
  readonly act: Act
  /** The instants that the windows hide. */
  readonly sent: number
  readonly received: readonly number[]
  /** Its channel deems a receipt where none is recorded, so leaving one out says something else than a wide window. */
  readonly deemed: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Draws numbers from one list of bytes, so that fast-check can shrink a story. */
class Dice {
  private readonly bytes: readonly number[]
  private at = 0
  constructor(bytes: readonly number[]) {
    this.bytes = bytes
  }
  below(n: number): number {
    const a = this.bytes[this.at++ % this.bytes.length] as number
    const b = this.bytes[this.at++ % this.bytes.length] as number
    return (a * 256 + b + this.at * 7919) % n
  }
  chance(percent: number): boolean {
    return this.below(100) < percent
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }
}

export function stories(agreement: Agreement, most = 24): fc.Arbitrary<Told[]> {
  return fc
    .tuple(
      fc.integer({ min: 1, max: most }),
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 200, maxLength: 400 }),
    )
    .map(([length, bytes]) => tell(agreement, length, new Dice(bytes)))
}

function tell(agreement: Agreement, length: number, dice: Dice): Told[] {
  const told: Told[] = []
  // A few parties meet often: among 60 nobody would ever answer.
  const cast = agreement.parties.slice(0, 60)
  const first = dice.below(cast.length)
  const parties = Array.from(
    { length: Math.min(4, cast.length) },
    (_, i) => (cast[(first + i * 7) % cast.length] as { id: string }).id,
  )
  const start = agreement.zone.startOf(agreement.start) + dice.below(60) * DAY
  for (let i = 0; i < length; i++) {
    const told_ = tellOne(agreement, told, i, [...new Set(parties)], start, dice)
    if (told_ !== undefined) told.push(told_)
  }
  return told
}

function tellOne(
  agreement: Agreement,
  told: readonly Told[],
  i: number,
  parties: readonly string[],
  start: number,
  dice: Dice,
): Told | undefined {
  const possible = agreement.kinds.filter(
    (kind) => !kind.mustRefer || told.some(({ act }) => kind.refersTo.includes(act.kind)),
  )
  if (possible.length === 0) return undefined
  const kind = dice.pick(possible)
  const targets = told.filter(({ act }) => kind.refersTo.includes(act.kind))
  const target = targets.length > 0 && (kind.mustRefer || dice.chance(70)) ? dice.pick(targets) : undefined
  const by = sender(target, parties, dice)
  const to = addressees(kind, target, by, parties, dice)
  const sent = (target?.sent ?? start) + dice.below(24 * 40) * HOUR
  const receipts = to.map(() => sent + dice.below(24 * 6) * HOUR)
  const year = agreement.zone.dayAt(sent)
  return {
    sent,
    received: receipts,
    deemed: kind.by !== undefined,
    act: {
      id: `a${i}`,
      kind: kind.name,
      by,
      to:
        kind.to === 'all'
          ? 'all'
          : to.map((party): Addressee => ({ party, known: dice.chance(92) ? 'confirmed' : 'inferred' })),
      refersTo: target === undefined ? [] : [target.act.id],
      transmitted: { earliest: sent, latest: sent },
      capacity: {},
      cites: citations(agreement, kind, target, dice),
      period: kind.stage === 'return' ? periodOf(kind, 1970 + Math.floor(year / 365.25), dice) : undefined,
      body: dice.chance(60)
        ? {
            urgent: dice.chance(30),
            units: dice.below(200),
            began: new Date(sent - dice.below(48) * HOUR).toISOString(),
            ...(kind.name === 'programme' || kind.name === 'plan' ? { visits: visits(sent, dice) } : {}),
            ...(['visit-note', 'request'].includes(kind.name) && namesPlace(kind) ? { place: dice.pick(PLACES) } : {}),
            ...(kind.name === 'holdings' ? { tanks: dice.below(4) } : {}),
            ...(kind.name === 'holdings' && dice.chance(90) ? { zone: dice.pick(ZONES) } : {}),
            ...(statesTimes(kind) ? exercise(sent, dice) : {}),
            ...digest(kind, dice),
            ...adopting(agreement, kind, dice),
            ...(namesParty(kind) && dice.chance(50) ? { concerned: dice.pick(parties) } : {}),
            ...position(kind, parties, dice),
          }
        : {},
      source: [],
      place: { file: 'story', line: i + 1, column: 1 },
    },
  }
}

const ZONES = ['far', 'near'] as const
const PLACES = ['north', 'south', 'harbour'] as const
const DIGESTS = ['1a', '2b'] as const

/** A list with a few items, of which some lack what a rule needs, and two may bear one name. */
function visits(sent: number, dice: Dice): Json[] {
  return Array.from({ length: dice.below(4) }, () => ({
    place: dice.pick(PLACES),
    day: new Date(sent + dice.below(60) * DAY).toISOString().slice(0, 10),
    ...(dice.chance(80) ? { size: dice.below(5) } : {}),
  }))
}

/** What takes place and when: of few names, so that they come again; some ends are wider than a day or left out. */
function exercise(sent: number, dice: Dice): { [key: string]: Json } {
  const start = sent + dice.below(40) * DAY
  const day = (at: number) => new Date(at).toISOString().slice(0, dice.chance(80) ? 10 : 7)
  return {
    designation: dice.pick(PLACES),
    ...(dice.chance(90) ? { start: day(start) } : {}),
    ...(dice.chance(80) ? { end: day(start + dice.below(20) * DAY) } : {}),
  }
}

function statesTimes({ form }: ActKind): boolean {
  return JSON.stringify(form ?? null).includes('"designation"')
}

function namesPlace({ form }: ActKind): boolean {
  return JSON.stringify(form ?? null).includes('"place"')
}

/** Of two, so that what is opened is often what was sealed; sometimes left out. */
function digest({ form }: ActKind, dice: Dice): { [key: string]: Json } {
  const bears = JSON.stringify(form ?? null).includes('"digest"')
  return bears && dice.chance(90) ? { digest: dice.pick(DIGESTS) } : {}
}

/** What a vote says, and now and then for whom. */
function position({ form }: ActKind, parties: readonly string[], dice: Dice): { [key: string]: Json } {
  if (!JSON.stringify(form ?? null).includes('"position"')) return {}
  const said = dice.pick(['for', 'for', 'against', 'abstaining', 'none'])
  return dice.chance(20) ? { position: said, behalf: dice.pick(parties) } : { position: said }
}

/** One of the texts that can be adopted, sometimes another. */
function adopting({ editions = [] }: Agreement, { name }: ActKind, dice: Dice): { [key: string]: Json } {
  if (!editions.some(({ adoption }) => adoption?.act === name)) return {}
  return { text: dice.pick([...editions.map(({ sha256 }) => sha256 ?? ''), editions.at(-1)?.sha256 ?? '', 'ff']) }
}

/** Has its form a field for a party? */
function namesParty({ form }: ActKind): boolean {
  return JSON.stringify(form ?? null).includes('"concerned"')
}

/** By the name of the kind: `monthly-...`, `quarterly-...`, `longer-...`; sometimes another one. */
function periodOf({ name }: ActKind, year: number, dice: Dice): number | string {
  const part = dice.below(5)
  if (name.startsWith('monthly')) return part === 4 ? year : `${year}-0${part + 1}`
  if (name.startsWith('quarterly')) return part === 4 ? `${year}-03` : `${year}-Q${1 + (part % 2)}`
  if (name.startsWith('longer')) return part === 4 ? year : (LONGER[dice.below(LONGER.length)] as string)
  return year
}

const LONGER = ['2023-2024', '2025-2026', '2025-2026', '2027-2028', '2027-2029', '2026-2027'] as const

/** Mostly somebody whom the target was sent to; sometimes its sender; sometimes anybody. */
function sender(target: Told | undefined, parties: readonly string[], dice: Dice): string[] {
  if (target === undefined) return [dice.pick(parties)]
  const { to, by } = target.act
  const named = to === 'all' ? parties : to.map(({ party }) => party)
  const roll = dice.below(10)
  if (roll < 6 && named.length > 0)
    return dice.chance(12) && named.length > 1 ? [...new Set(named)].slice(0, 2) : [dice.pick(named)]
  return roll < 9 ? [...by] : [dice.pick(parties)]
}

function addressees(
  kind: ActKind,
  target: Told | undefined,
  by: readonly string[],
  parties: readonly string[],
  dice: Dice,
): string[] {
  if (kind.to === 'all' || kind.to === 'nobody') return []
  const back = target?.act.by ?? []
  const chosen = dice.chance(80) && back.length > 0 ? [...back] : []
  for (const party of parties) if (dice.chance(chosen.length === 0 ? 60 : 15)) chosen.push(party)
  const others = [...new Set(chosen)].filter((party) => !by.includes(party))
  if (others.length > 0) return kind.to === 'one' ? others.slice(0, 1) : others
  const rest = parties.filter((party) => !by.includes(party))
  return rest.length === 0 ? [] : [dice.pick(rest)]
}

function citations(agreement: Agreement, kind: ActKind, target: Told | undefined, dice: Dice): string[] {
  const limbs = agreement.commitments.length > 0 ? agreement.commitments.map(({ id }) => id) : ['L1', 'L2']
  if (kind.stage === 'question') return dice.chance(50) ? limbs.slice(0, 1 + dice.below(2)) : []
  const cited = target?.act.cites ?? []
  return cited.length > 0 && dice.chance(60) ? [dice.pick(cited)] : []
}

/**
 * Blurs times: each becomes a window around its true instant. `width` scales them: windows of a smaller width lie inside
 * those of a larger one, and width 0 is the truth.
 */
export function blurred(told: readonly Told[], width: number, seed: number): Act[] {
  return told.map(({ act, sent, received, deemed }, i) => {
    const window = (instant: number, salt: number): Window => {
      const spread = ((seed * 31 + i * 17 + salt * 13) % 9) * 36 * HOUR
      return { earliest: instant - spread * width, latest: instant + ((spread * 7) % (200 * HOUR)) * width }
    }
    const blurs = (seed + i) % 3 === 0
    return {
      ...act,
      transmitted: blurs ? window(sent, 1) : { earliest: sent, latest: sent },
      to:
        act.to === 'all'
          ? 'all'
          : act.to.map((addressee, k) => ({
              ...addressee,
              received: receipt(received[k] as number, blurs, width, deemed ? 2 : (seed + i + k) % 5, window),
            })),
    }
  })
}

function receipt(
  instant: number,
  blurs: boolean,
  width: number,
  roll: number,
  window: (t: number, salt: number) => Window,
): Window | undefined {
  if (roll === 0 && width === 1) return undefined
  return blurs || roll === 1 ? window(instant, 2) : { earliest: instant, latest: instant }
}
