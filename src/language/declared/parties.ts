import type { BodyDef, GroupDef, Member, PartyDef, Span } from '../../agreement/party.ts'
import type { Day } from '../../time/day.ts'
import type { Directory } from '../meaning/directory.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Declaration } from '../source/block.ts'
import { FieldReader, idOf, isFirst, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { inWords, type Value } from '../source/value.ts'
import { CARRIED } from './provisions.ts'
import { overlap, readSpan, readSpans } from './spans.ts'
import { readWeights } from './weights.ts'

/**
 * Parties, groups and bodies:
 *
 *     parties:
 *       - {id: NL, kind: state, name: Northland}
 *       - {id: Estmark, kind: state, name: Estmark, bound: 2026-03-01/2027-06-30, weights: {emissions: 179}}
 *       - {id: Ostland, kind: state, name: Ostland, weights: {votes: [{is: 7, span: ../2026-06-30}, {is: 8, span: 2026-07-01/..}]}}
 *       - {id: Sudmark, kind: state, name: Sudmark, standings: {observer: 2026-01-01/2026-06-30}}
 *     ---
 *     group: founders
 *     members: [NL, {party: Estmark, span: 2026-03-01/..}]
 *     ---
 *     body: council
 *     members: parties
 *     chairs: [{party: NL, span: 2026-01-01/2026-06-30}]
 *
 * A span is a first and a last day with a slash between; `..` for an open end. Both days belong to it.
 */
const KINDS = ['state', 'organisation', 'company', 'person', 'other'] as const
const PARTY = { what: 'a party', keys: ['id', 'code', 'kind', 'name', 'names', 'bound', 'weights', 'standings'] }
const PARTIES = { what: 'a list of parties', keys: ['parties'] }
const GROUP = { what: 'a group', keys: ['group', 'name', 'names', 'members', ...CARRIED] }
const BODY = { what: 'a body', keys: ['body', 'name', 'names', 'members', 'chairs', ...CARRIED] }
const MEMBER = { what: 'a member', keys: ['party', 'span'] }

export function readParties(
  declaration: Declaration,
  start: Day | undefined,
  directory: Directory,
  report: Report,
): PartyDef[] {
  const reader = new FieldReader(declaration, PARTIES, report)
  return reader.items('parties').flatMap((item) => {
    if (item.kind !== 'map') {
      const advice = 'Write it as {id: NL, kind: state, name: Northland}.'
      report.error('value/type', item.place, `A party is ${inWords(item)}, not a map.`, advice)
      return []
    }
    const party = new FieldReader(item, PARTY, report)
    party.need('id', 'Give it a short id, such as an ISO code.')
    party.need('kind', `Write one of: ${KINDS.join(', ')}.`)
    const id = party.id('id', 'party')
    const kind = party.word('kind', KINDS)
    const code = party.text('code')
    const byActs = directory.standings.has('bound')
    const bound = party.has('bound') ? readSpans(party.items('bound'), report) : byActs ? [] : [{ from: start ?? 0 }]
    const standings = readStandings(party, directory, report)
    const names = party.names(id?.value ?? '')
    if (id === undefined || !isFirst(directory.parties, id, 'party', 'party/duplicate', report)) return []
    const weights = readWeights(party, id.value, directory, report)
    const read: PartyDef = { id: id.value, kind: kind ?? 'other', names, bound }
    const more = { ...(weights && { weights }), ...(Object.keys(standings).length > 0 && { standings }) }
    return [{ ...read, ...(code === undefined ? {} : { code: code.value }), ...more }]
  })
}

/** `standings: {suspended: 2026-03-01/2026-04-30}`: what the text says of its standings, beside the acts. */
function readStandings(party: FieldReader, directory: Directory, report: Report): Record<string, readonly Span[]> {
  const value = party.field('standings')?.value
  if (value === undefined) return {}
  if (value.kind !== 'map') {
    const message = `"standings" is ${inWords(value)}, not a map of standings to spans.`
    report.error('value/type', value.place, message, 'Write it as {suspended: 2026-03-01/2026-04-30}.')
    return {}
  }
  return Object.fromEntries(
    value.fields.map(({ key, keyPlace, value: spans }) => {
      if (key === 'bound') {
        report.error('key/unknown', keyPlace, 'Since when a party is bound has a key of its own.', 'Write bound:.')
      } else if (!directory.standings.has(key)) {
        const advice = didYouMean(key, directory.standings.keys(), 'Declare it: standing: and its name.')
        report.error('standing/unknown', keyPlace, `"${key}" is no standing of this agreement.`, advice)
      }
      return [key, readSpans(spans.kind === 'list' ? spans.items : [spans], report)]
    }),
  )
}

export function readGroup(declaration: Declaration, directory: Directory, report: Report): GroupDef | undefined {
  const reader = new FieldReader(declaration, GROUP, report)
  reader.need('members', 'List the ids of its members: members: [NL, Estmark].')
  const members = reader.items('members').flatMap((item) => readMember(item, directory, report) ?? [])
  refuseOverlap(members, report)
  const id = reader.id('group', 'group')
  return id === undefined ? undefined : { id: id.value, names: reader.names(id.value), members: members.map(plain) }
}

export function readBody(declaration: Declaration, directory: Directory, report: Report): BodyDef | undefined {
  const reader = new FieldReader(declaration, BODY, report)
  reader.need('members', 'Write the id of a group, or: members: parties.')
  const members = reader.text('members')
  if (members !== undefined && members.value !== 'parties' && !isGroup(directory, members.value)) {
    const names = ['parties', ...[...directory.groups.keys()].filter((name) => !directory.bodies.has(name))]
    const advice = didYouMean(members.value, names)
    report.error('group/unknown', members.place, `"${members.value}" is no group of this agreement.`, advice)
  }
  const chairs = reader.items('chairs').flatMap((item) => readMember(item, directory, report) ?? [])
  chairs.forEach((chair, index) => {
    const other = chairs.slice(0, index).find((earlier) => overlap(earlier, chair))
    if (other === undefined) return
    const message = `"${chair.party}" is chair in days in which "${other.party}" is chair too (line ${other.id.place.line}).`
    report.error('chair/overlap', chair.id.place, message, 'Let one span end on the day before the next begins.')
  })
  const id = reader.id('body', 'group')
  if (id === undefined) return undefined
  const names = reader.names(id.value)
  return { id: id.value, names, members: members?.value ?? 'parties', chairs: chairs.map(plain) }
}

function isGroup(directory: Directory, id: string): boolean {
  return directory.groups.has(id) && !directory.bodies.has(id)
}

interface PlacedMember extends Member {
  readonly id: Text
}

function readMember(item: Value, directory: Directory, report: Report): PlacedMember | undefined {
  let id: Text | undefined
  let span: Span | undefined = {}
  if (item.kind === 'map') {
    const reader = new FieldReader(item, MEMBER, report)
    reader.need('party', 'Write the id of a party.')
    id = reader.id('party', 'party')
    const text = reader.text('span')
    if (text !== undefined) span = readSpan(text, report)
  } else {
    id = idOf(item, 'party', report)
  }
  if (id === undefined) return undefined
  if (!directory.parties.has(id.value)) {
    const advice = didYouMean(id.value, directory.parties.keys())
    report.error('party/unknown', id.place, `"${id.value}" is no party of this agreement.`, advice)
    return undefined
  }
  return span === undefined ? undefined : { ...span, party: id.value, id }
}

function plain({ id: _, ...member }: PlacedMember): Member {
  return member
}

function refuseOverlap(members: readonly PlacedMember[], report: Report): void {
  const spansOf = new Map<string, PlacedMember[]>()
  for (const member of members) {
    const earlier = spansOf.get(member.party) ?? []
    const other = earlier.find((each) => overlap(each, member))
    if (other !== undefined) {
      const message = `"${member.party}" is already a member in some of these days (line ${other.id.place.line}).`
      report.error(
        'span/overlap',
        member.id.place,
        message,
        'Write each party once, or with spans that do not overlap.',
      )
    }
    spansOf.set(member.party, [...earlier, member])
  }
}
