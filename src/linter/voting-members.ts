import type { Agreement } from '../agreement/agreement.ts'
import { isBound, isIn, type PartyDef, type Span, weightOn } from '../agreement/party.ts'
import type { Norm, PartyExpr, PartySet, Role } from '../agreement/rule.ts'
import { type Amount, exactAmount } from '../engine/count/amounts.ts'
import type { Said, Voter } from '../engine/decision/voter.ts'
import type { Day } from '../time/day.ts'

/**
 * Who decides on a day, as far as the agreement itself says it. Nobody is concerned by a proposal, and nobody's standing has
 * been moved by an act.
 */

/** Undefined: that depends on the proposal. */
export function partiesOn(agreement: Agreement, expr: PartyExpr, day: Day): readonly PartyDef[] | undefined {
  const found = new Set<PartyDef>()
  for (const set of expr.sets) {
    const parties = partiesOfSet(agreement, set, day)
    if (parties === undefined) return undefined
    for (const party of parties) found.add(party)
  }
  return agreement.parties.filter((party) => found.has(party) && isBound(party, day))
}

function partiesOfSet(agreement: Agreement, { of, except, that }: PartySet, day: Day): PartyDef[] | undefined {
  const parties = partiesOfRole(agreement, of, day)
  const excepted = except.flatMap((role) => partiesOfRole(agreement, role, day) ?? [])
  const isMoved = agreement.rules.some(({ kind, id }) => kind === 'standing' && id === that?.standing)
  return parties?.filter((party) => {
    if (excepted.includes(party)) return false
    if (that === undefined || (that.is && isMoved)) return true
    return [that, ...(that.nor ?? [])].every(
      ({ standing }) => (party.standings?.[standing] ?? []).some((span) => isIn(span, day)) === that.is,
    )
  })
}

function partiesOfRole(agreement: Agreement, role: Role, day: Day): PartyDef[] | undefined {
  const { parties } = agreement
  switch (role.kind) {
    case 'parties':
      return [...parties]
    case 'party':
      return parties.filter(({ id }) => id === role.party)
    case 'member':
      return parties.filter(({ id }) => isMemberOn(agreement, role.group, id, day))
    case 'chair': {
      const chairs = agreement.bodies.find(({ id }) => id === role.body)?.chairs ?? []
      return parties.filter(({ id }) => chairs.some((chair) => chair.party === id && isIn(chair, day)))
    }
    default:
      return undefined
  }
}

/** Of a group, or of a body. */
export function isMemberOn({ groups, bodies }: Agreement, id: string, party: string, day: Day): boolean {
  const body = bodies.find((one) => one.id === id)
  if (body?.members === 'parties') return true
  const members = groups.find((one) => one.id === (body?.members ?? id))?.members ?? []
  return members.some((member) => member.party === party && isIn(member, day))
}

export function votersOn(
  agreement: Agreement,
  parties: readonly PartyDef[],
  may: ReadonlySet<Said>,
  day: Day,
): Voter[] {
  return parties.map((party, index) => ({
    party: index,
    may,
    entitled: 'yes',
    present: 'yes',
    weight: (name) => weightOf(party, name, day),
    isIn: (group) => (isMemberOn(agreement, group, party.id, day) ? 'yes' : 'no'),
  }))
}

function weightOf(party: PartyDef, name: string, day: Day): Amount {
  const weight = weightOn(party, name, day)
  return weight === undefined ? { low: 0, high: Number.POSITIVE_INFINITY } : exactAmount(weight)
}

/** What can be said of a proposal; saying nothing can. */
export function positionsOf(agreement: Agreement, { decides }: Norm): ReadonlySet<Said> {
  const said = new Set<Said>(['none'])
  for (const { is, by } of decides?.positions ?? []) {
    for (const one of is === undefined ? by.acts.flatMap((act) => fieldWords(agreement, act)) : [is]) said.add(one)
  }
  return said
}

const SAID: readonly Said[] = ['for', 'against', 'abstaining', 'not participating', 'none']

/** What the form of an act lets its field `position` be. */
function fieldWords(agreement: Agreement, act: string): readonly Said[] {
  const form = agreement.kinds.find(({ name }) => name === act)?.form as FormOfPosition | undefined
  const words = form?.properties?.position?.enum
  return Array.isArray(words) ? SAID.filter((one) => words.includes(one)) : SAID
}

interface FormOfPosition {
  readonly properties?: { readonly position?: { readonly enum?: readonly unknown[] } }
}

/** The start, and every later day from which the agreement says something else of its parties. */
export function daysOfChange({ start, parties, groups, bodies }: Agreement): readonly Day[] {
  const spans: readonly Span[] = [
    ...parties.flatMap(({ bound, standings }) => [...bound, ...Object.values(standings ?? {}).flat()]),
    ...parties.flatMap(({ weights }) =>
      Object.values(weights ?? {}).flatMap((one) => (typeof one === 'number' ? [] : one)),
    ),
    ...groups.flatMap(({ members }) => members),
    ...bodies.flatMap(({ chairs }) => chairs),
  ]
  const days = spans.flatMap(({ from, until }) => [from, until === undefined ? undefined : until + 1])
  const later = days.filter((day) => day !== undefined).filter((day) => day > start)
  return [start, ...new Set(later.sort((a, b) => a - b))]
}
