import type { Act, Json } from '../../src/agreement/act.ts'
import type { Agreement } from '../../src/agreement/agreement.ts'
import type { Member, PartyDef, PartyId } from '../../src/agreement/party.ts'
import type { LimitLine } from '../../src/engine/count/limit-view.ts'
import type { Line } from '../../src/engine/reading/line.ts'

/**
 * Parties that change places. Everything that the text gives a party by the calendar (when it is bound, what it weighs, of which
 * group it is a member, when it has the chair) moves with the part it plays; its id and its name stay its own. What the
 * register then says must be what it said, with the ids and names exchanged.
 */
export type Renaming = (party: PartyId) => PartyId

/** All but those that a rule or a kind names by id: their part is theirs alone. */
export function movable({ parties, groups, rules, kinds, editions = [] }: Agreement): PartyId[] {
  const said = JSON.stringify([rules, kinds, editions])
  const groupIds = groups.map(({ id }) => id)
  return parties.flatMap(({ id }) => (said.includes(JSON.stringify(id)) || groupIds.includes(id) ? [] : [id]))
}

/** Names by which a party is told from every other text: what a reading says of it can be found again. */
export function withMarkedNames(agreement: Agreement): Agreement {
  return { ...agreement, parties: agreement.parties.map((party) => ({ ...party, names: { en: `«${party.id}»` } })) }
}

export function permutedAgreement(agreement: Agreement, renamed: Renaming): Agreement {
  const partOf = new Map(agreement.parties.map((party) => [renamed(party.id), party]))
  const moved = (member: Member): Member => ({ ...member, party: renamed(member.party) })
  return {
    ...agreement,
    // In the order of the file: who stands first there must not matter.
    parties: agreement.parties.map(({ id, names }) => ({ ...(partOf.get(id) as PartyDef), id, names })),
    groups: agreement.groups.map((group) => ({ ...group, members: group.members.map(moved) })),
    bodies: agreement.bodies.map((body) => ({ ...body, chairs: body.chairs.map(moved) })),
  }
}

export function permutedAct(act: Act, renamed: Renaming): Act {
  const { capacity } = act
  return {
    ...act,
    by: act.by.map(renamed),
    to: act.to === 'all' ? 'all' : act.to.map((one) => ({ ...one, party: renamed(one.party) })),
    capacity: capacity.for === undefined ? capacity : { ...capacity, for: capacity.for.map(renamed) },
    body: permutedJson(act.body, renamed) as Act['body'],
  }
}

/** A field of a message may name parties. */
function permutedJson(value: Json, renamed: Renaming): Json {
  if (typeof value === 'string') return renamed(value)
  if (Array.isArray(value)) return value.map((item) => permutedJson(item, renamed))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, permutedJson(inner, renamed)]))
}

/** All that a line says, in no order of parties. */
export function factsOfLine(line: Line, renamed: Renaming): string {
  const { rule, verb, reading, state, due, closes, performedBy, certainty, pastHorizon } = line
  const parties = (ids: readonly string[] | 'all') => (ids === 'all' ? ids : ids.map(renamed).sort())
  const [id, about] = [permutedId(line.id, renamed), permutedId(`/${line.about}/`, renamed)]
  const text = permutedText(line.text, renamed)
  const [debtors, creditors] = [parties(line.debtors), parties(line.creditors)]
  return JSON.stringify({
    ...{ id, rule, verb, about, debtors, creditors, reading, state, text },
    ...{ due, closes: String([closes?.earliest, closes?.latest]), performedBy, certainty, pastHorizon },
  })
}

export function factsOfLimit(
  { limit, parties, zone, period, used, atMost, left, needs }: LimitLine,
  renamed: Renaming,
) {
  const what = { limit, parties: parties.map(renamed), zone, period, used, atMost, left }
  return JSON.stringify({ ...what, needs: permutedText(`needs ${needs}`, renamed) })
}

function sortedNeeds(needs: string): string {
  const more = / and \d+ more$/.exec(needs)
  return more === null ? needs.split(', ').sort().join(', ') : `some${more[0]}`
}

/** `RULE/ABOUT[KEY]/PARTY+PARTY`; of what a figure or a limit calls into being, ABOUT names its party, too. */
function permutedId(id: string, renamed: Renaming): string {
  const [first, last] = [id.indexOf('/'), id.lastIndexOf('/')]
  const each = (text: string) => text.split('+').map(renamed).sort().join('+')
  const about = id
    .slice(first, last)
    .replace(/\[(.*)\]|[\p{L}\p{N}-]+/gu, (word, key: string | undefined) =>
      key === undefined ? renamed(word) : `[${key.split(', ').map(each).sort().join(', ')}]`,
    )
  return `${id.slice(0, first)}${about}/${each(id.slice(last + 1))}`
}

const LIST = /«[^»]*»(?:(?:, | and | or |, and |, or )«[^»]*»)+/g

/** Parties that are listed stand in the order of the file: who else is meant does not depend on it. */
export function permutedText(text: string, renamed: Renaming): string {
  if (!text.includes('«')) return text
  const exchanged = text.replace(/«([^»]*)»/g, (_, id: string) => `«${renamed(id)}»`)
  // So does what is missing from the record: of much of it, the first in the file are named.
  const inOrder = exchanged.replace(/(?<=needs ).*/, (needs) => sortedNeeds(needs))
  return inOrder.replace(LIST, (list) => {
    const names = [...list.matchAll(/«[^»]*»/g)].map(([name]) => name).sort()
    return list.replace(/«[^»]*»/g, () => names.shift() as string)
  })
}
