import type { Act, Addressee } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import { isBound } from '../agreement/party.ts'
import { Ledger } from '../engine/ledger.ts'
import { holdersAt } from '../engine/party/seats.ts'
import { compileProgram, type Program } from '../engine/program/program.ts'
import type { Line } from '../engine/reading/line.ts'
import { registerAt } from '../engine/reading/register.ts'
import { partyName } from '../language/sentence/sentence-party.ts'
import { printDay } from '../time/day.ts'
import type { Instant } from '../time/instant.ts'
import { bodiesOf, DAYS_AHEAD, type Tried, triedIn } from './bodies.ts'

/** A few acts of two parties, told up to an instant. */
export interface Story {
  readonly acts: readonly Act[]
  readonly at: Instant
}

export const ACTS_MAX = 4
/** About a second for an agreement of forty rules with everything in it. */
const PLAYS_IN_ALL = 400
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PARTIES_MAX = 3

/**
 * Plays trial stories over an agreement, so many and no more: an agreement is somebody else's text, and looking at it must
 * end. The bound is a number of plays and not of seconds, so that every machine finds the same.
 */
export class Stories {
  readonly agreement: Agreement
  readonly kinds: ReadonlyMap<string, ActKind>
  readonly start: Story
  private readonly program: Program
  private readonly cast: readonly string[]
  private readonly tried: Tried
  private readonly played = new WeakMap<Story, readonly Line[]>()
  private playsLeft = 0
  private playsInAll = PLAYS_IN_ALL
  /** Some message could say more than was tried, or some story go on. */
  isCut = false

  constructor(agreement: Agreement) {
    this.agreement = agreement
    this.kinds = new Map(agreement.kinds.map((kind) => [kind.name, kind]))
    this.program = compileProgram(agreement)
    const first = agreement.parties.filter((party) => isBound(party, agreement.start))
    const rules = JSON.stringify(agreement.rules)
    const named = first.filter(({ id }) => rules.includes(`"kind":"party","party":${JSON.stringify(id)}`))
    this.cast = [...new Set([...named, ...first].map(({ id }) => id))].slice(0, Math.max(PARTIES_MAX, named.length))
    this.tried = triedIn(agreement, this.cast)
    this.start = { acts: [], at: agreement.zone.startOf(agreement.start) + 9 * HOUR }
  }

  /** So many for what comes next, as far as the agreement as a whole has any left. */
  allow(plays: number): void {
    this.playsInAll += this.playsLeft
    this.playsLeft = Math.min(plays, this.playsInAll)
    this.playsInAll -= this.playsLeft
    this.isCut = false
  }
  get isSpent(): boolean {
    return this.playsLeft <= 0
  }

  /** All lines at the end of a story, powers included; none once the plays are used up. */
  lines(story: Story): readonly Line[] {
    const known = this.played.get(story)
    if (known !== undefined) return known
    if (this.isSpent) return []
    this.playsLeft--
    const ledger = new Ledger(this.program)
    for (const act of story.acts) ledger.add(act)
    const lines = registerAt(ledger, { asOf: { at: story.at, printed: '' }, powers: true })
    this.played.set(story, lines)
    return lines
  }

  /** Who owes it; for a chair or a body, whoever holds the chair when it would be done. */
  actingFor(story: Story, { basis }: Line): readonly string[] {
    const { parties, partyCount, seats } = this.program
    const acting = basis.debtors.flatMap((debtor) => {
      const seat = seats[debtor - partyCount]
      return seat === undefined ? [debtor] : holdersAt(seat, [story.at + HOUR])
    })
    return acting.map((party) => (parties[party] as { readonly id: string }).id)
  }

  /** To whom it is owed, if that is not everybody: of many parties it may be none of those that take part. */
  owedTo({ creditors }: Line): readonly string[] {
    if (creditors === 'all') return []
    return creditors.filter((creditor) => this.program.partyIndex.has(creditor)).slice(0, PARTIES_MAX)
  }

  later(story: Story, at: Instant): Story {
    return { acts: story.acts, at: Math.max(story.at, at) }
  }

  /** The story with one more act of a kind, by whoever may send it to whoever else there is, a day later. */
  *sending(
    story: Story,
    kind: ActKind,
    refersTo: string | undefined,
    by?: readonly string[],
    owedTo: readonly string[] = [],
  ): Generator<Story> {
    if (by?.length === 0) return
    if (story.acts.length === ACTS_MAX) {
      this.isCut = true
      return
    }
    const sent = story.at + (by === undefined ? DAY : HOUR)
    const ahead = bodiesOf(kind, sent + DAYS_AHEAD * DAY, this.tried)
    if (ahead.isCut) this.isCut = true
    // What has happened already, e.g. a meeting that was held.
    const bodies = [...ahead.bodies, ...bodiesOf(kind, sent - HOUR / 2, this.tried).bodies.slice(0, 1)]
    for (const senders of by === undefined ? this.cast.map((party) => [party]) : [by]) {
      for (const to of this.addressees(story, kind, senders, owedTo)) {
        for (const body of bodies)
          yield { acts: [...story.acts, actOf(story, kind, refersTo, senders, to, sent, body)], at: sent + HOUR }
      }
    }
  }

  /** First those that have already acted, then each of the cast, all of them together, and to whom else it is owed. */
  private addressees(
    story: Story,
    kind: ActKind,
    senders: readonly string[],
    owedTo: readonly string[],
  ): readonly Act['to'][] {
    if (kind.to === 'all') return ['all']
    if (kind.to === 'nobody') return [[]]
    const actors = [...new Set(story.acts.flatMap(({ by }) => by))]
    const others = [...new Set([...actors, ...this.cast])].filter((party) => !senders.includes(party))
    const each = others.map((party) => [addressee(party)])
    const owed = owedTo.filter((party) => !senders.includes(party) && !others.includes(party))
    const more = owed.map((party) => [addressee(party)])
    return kind.to === 'one' || others.length < 2 ? [...each, ...more] : [...each, others.map(addressee), ...more]
  }

  /** In plain words, one act a line. */
  told({ acts }: Story): readonly string[] {
    const { zone } = this.agreement
    return acts.map((act) => {
      const names = (ids: readonly string[]) => ids.map((id) => partyName(this.agreement, id)).join(' and ')
      const to =
        act.to === 'all' ? ' to all' : act.to.length === 0 ? '' : ` to ${names(act.to.map(({ party }) => party))}`
      const body = Object.keys(act.body).length === 0 ? '' : ` (${JSON.stringify(act.body)})`
      return `${printDay(zone.dayAt(act.transmitted.earliest))}: ${this.kinds.get(act.kind)?.noun ?? act.kind} by ${names(act.by)}${to}${body}`
    })
  }
}

function addressee(party: string): Addressee {
  return { party, known: 'confirmed' }
}

function actOf(
  story: Story,
  kind: ActKind,
  refersTo: string | undefined,
  by: readonly string[],
  to: Act['to'],
  sent: Instant,
  body: Act['body'],
): Act {
  const at = { earliest: sent, latest: sent }
  return {
    id: `trial-${story.acts.length + 1}`,
    kind: kind.name,
    by,
    to: to === 'all' ? to : to.map((one) => ({ ...one, received: at })),
    ...(to === 'all' ? { received: at } : {}),
    refersTo: refersTo === undefined ? [] : [refersTo],
    transmitted: at,
    capacity: {},
    cites: [],
    body,
    source: [],
    place: { file: 'story', line: story.acts.length + 1, column: 1 },
  }
}
