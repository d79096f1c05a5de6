import type { Agreement } from '../../agreement/agreement.ts'
import type { BodyDef, PartyDef } from '../../agreement/party.ts'
import type { Norm, PartyExpr, Role } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import type { Tri } from '../reading/verdict.ts'
import { turnsOfSpans } from './membership.ts'
import { standsAt, type Turn } from './turns.ts'

/**
 * A seat: the chair of a body, or a body that acts by its chair. A seat owes like a party and is numbered behind the parties;
 * who acts for it is whoever holds the chair at that instant.
 */
export interface Seat {
  readonly kind: 'chair' | 'body'
  readonly body: string
  /** The chairs of the body with the turns of each. */
  readonly holders: readonly (readonly [party: number, turns: readonly Turn[]])[]
  /** Of whom the chair is one where the record names none; undefined: of all parties. */
  readonly members?: readonly (readonly [party: number, turns: readonly Turn[]])[]
}

/** The seats that rules name: each by its index and as a party that is always bound. */
export function seatsOf(
  agreement: Agreement,
  partyIndex: ReadonlyMap<string, number>,
): { readonly seats: readonly Seat[]; readonly parties: readonly PartyDef[] } {
  const seats: Seat[] = []
  const parties: PartyDef[] = []
  const named = new Set<string>()
  for (const rule of agreement.rules) {
    if (rule.kind !== 'norm') continue
    for (const role of seatRoles(rule)) {
      const body = agreement.bodies.find(({ id }) => id === role.body)
      const id = body === undefined ? '' : seatId(role)
      if (body === undefined || named.has(id)) continue
      named.add(id)
      seats.push(seatOf(role.kind, body, agreement, partyIndex))
      const name = body.names.en ?? body.id
      parties.push({ id, kind: 'other', names: { en: role.kind === 'body' ? name : `chair of ${name}` }, bound: [{}] })
    }
  }
  return { seats, parties }
}

type SeatRole = Role & { readonly kind: 'chair' | 'body' }

/** How a seat is named where a party is; no party bears such a name together with a body of that name. */
export function seatId({ kind, body }: Pick<SeatRole, 'kind' | 'body'>): string {
  return kind === 'body' ? body : `chair-of-${body}`
}

function seatRoles(norm: Norm): SeatRole[] {
  const { closes = [], tie } = norm.decides ?? {}
  const exprs = [
    norm.who,
    norm.to,
    ...norm.changes.map(({ who }) => who),
    ...closes.map((closing) => (closing.kind === 'act' ? closing.who : undefined)),
    ...(typeof tie === 'object' ? [tie.casting] : []),
  ]
  return exprs.flatMap((expr) => (expr === undefined ? [] : rolesOf(expr).filter(isSeatRole)))
}

function rolesOf(expr: PartyExpr): readonly Role[] {
  return expr.sets.flatMap(({ of, except }) => [of, ...except])
}

function isSeatRole(role: Role): role is SeatRole {
  return role.kind === 'chair' || role.kind === 'body'
}

function seatOf(
  kind: Seat['kind'],
  body: BodyDef,
  { groups, zone }: Agreement,
  partyIndex: ReadonlyMap<string, number>,
): Seat {
  const turnsOf = (members: BodyDef['chairs']) =>
    [...new Set(members.map(({ party }) => party))].map((id) => {
      const spans = members.filter(({ party }) => party === id)
      return [partyIndex.get(id) as number, turnsOfSpans(spans, zone)] as const
    })
  const group = groups.find(({ id }) => id === body.members)
  return {
    kind,
    body: body.id,
    holders: turnsOf(body.chairs),
    ...(group === undefined ? {} : { members: turnsOf(group.members) }),
  }
}

/** Does the party hold the seat at this instant? Where no chair is recorded, any member may. */
export function holdsAt(seat: Seat, party: number, at: Instant): Tri {
  const held = seat.holders.find(([, turns]) => standsAt(turns, at) === 'yes')
  if (held !== undefined) return held[0] === party ? 'yes' : 'no'
  if (seat.members === undefined) return 'maybe'
  const own = seat.members.find(([member]) => member === party)
  return own !== undefined && standsAt(own[1], at) === 'yes' ? 'maybe' : 'no'
}

/** Whoever is recorded to hold the seat at some of these instants. */
export function holdersAt(seat: Seat, moments: readonly Instant[]): number[] {
  return seat.holders.flatMap(([party, turns]) => (moments.some((at) => standsAt(turns, at) === 'yes') ? [party] : []))
}
