import type { Agreement, Commitment } from '../agreement/agreement.ts'
import type { GroupDef, PartyDef } from '../agreement/party.ts'
import { counted } from '../engine/reading/preamble.ts'
import { wordOf } from '../language/meaning/spoken-of.ts'
import { sentenceOf } from '../language/sentence/sentence.ts'
import {
  phraseOfRegime,
  sentenceOfBody,
  sentenceOfGroup,
  sentenceOfInstrument,
  sentenceOfKind,
  sentenceOfParty,
} from '../language/sentence/sentence-declared.ts'

/**
 * Everything that an agreement declares, as sentences with the place of their clause: what stands beside the prose, here
 * and there. Rules are a part of it; what a question cites, who may send what to whom, and how days are counted are others.
 */
export interface Declared {
  readonly kind:
    | 'rule'
    | 'claim'
    | 'instrument'
    | 'commitment'
    | 'kind'
    | 'parties'
    | 'group'
    | 'body'
    | 'time'
    | 'provision'
  readonly id: string
  /** `Rule 4.2`, `Claim insufficiency`. */
  readonly label: string
  readonly sentence: string
  /** One below the other: where a commitment is found, why something is not sure. */
  readonly points: readonly string[]
  /** Keys of its sources. */
  readonly source: readonly string[]
  readonly line: number
  readonly heading: string
  /** The prose between the heading and this place. */
  readonly text: string
}

/** In the order of the file. */
export function declaredOf(agreement: Agreement, text: string): Declared[] {
  const blocks = new Blocks(text)
  const { rules, commitments, instruments, kinds, groups, bodies } = agreement
  return [
    ...rules.map((rule) => {
      const isClaim = rule.kind === 'claim'
      const label = `${isClaim ? 'Claim' : 'Rule'} ${rule.id}`
      const said = item(isClaim ? 'claim' : 'rule', rule.id, label, sentenceOf(rule, agreement), rule.clause)
      return { ...said, points: unverified(agreement, wordOf(rule), rule.id) }
    }),
    ...(agreement.notCheckable ?? []).map(({ id, why, unverified: reason, clause }) => ({
      ...item('provision', id, `Provision ${id}`, `Not checkable: ${why}`, clause),
      points: reason === undefined ? [] : [`Unverified: ${reason}`],
    })),
    ...commitments.map((one) => ({
      ...item('commitment', one.id, `Commitment ${one.id}`, `"${one.title}"`, one.clause),
      points: placesOf(one, agreement),
    })),
    ...instruments.map((one) => ({
      ...item('instrument', one.id, `Instrument ${one.id}`, sentenceOfInstrument(one), one.clause),
      source: one.source,
    })),
    ...kinds.map((one) => ({
      ...item('kind', one.name, `Kind of act ${one.name}`, sentenceOfKind(one, agreement), one.clause),
      points: [...boundsOf(one.name, agreement), ...unverified(agreement, 'act', one.name)],
    })),
    ...Object.entries(agreement.regimes).flatMap(([name, regime]) => {
      const place = blocks.placeOf('time', name)
      return place === undefined ? [] : [item('time', name, `Time ${name}`, phraseOfRegime(regime), place)]
    }),
    ...partiesOf(agreement, blocks),
    ...groups.flatMap((one) => {
      const place = blocks.placeOf('group', one.id)
      if (place === undefined) return []
      const said = item('group', one.id, `Group ${one.id}`, groupSentence(one, agreement), place)
      return [{ ...said, points: unverified(agreement, 'group', one.id) }]
    }),
    ...bodies.flatMap((one) => {
      const place = blocks.placeOf('body', one.id)
      if (place === undefined) return []
      const said = item('body', one.id, `Body ${one.id}`, sentenceOfBody(one, agreement), place)
      return [{ ...said, points: unverified(agreement, 'body', one.id) }]
    }),
  ].sort((a, b) => a.line - b.line)
}

interface At {
  readonly line: number
  readonly heading: string
  readonly text: string
}

/** Why what a declaration says is not sure. */
function unverified({ carriers = [] }: Agreement, what: string, id: string): string[] {
  const reason = carriers.find((carrier) => carrier.what === what && carrier.id === id)?.unverified
  return reason === undefined ? [] : [`Unverified: ${reason}`]
}

function item(kind: Declared['kind'], id: string, label: string, sentence: string, at: At): Declared {
  const { line, heading, text } = at
  return { kind, id, label, sentence, points: [], source: [], line, heading, text }
}

/** `DECL-1999, paragraph 8: unverified (Declaration of the Lake)`: each place with how sure it is. */
function placesOf({ found }: Commitment, { instruments }: Agreement): string[] {
  return found.map(({ instrument, paragraph, certainty = 'certainty not stated' }) => {
    const title = instruments.find(({ id }) => id === instrument)?.title
    const where = /^\d/.test(paragraph) ? `paragraph ${paragraph}` : paragraph
    return `${instrument}, ${where}: ${certainty}${title === undefined ? '' : ` (${title})`}`
  })
}

/** A kind that every party may send may still have effect only in some hands: rules and claims say in whose. */
function boundsOf(act: string, { rules }: Agreement): string[] {
  const claims = rules.filter((rule) => rule.kind === 'claim' && rule.id === act)
  const powers = rules.filter((rule) => rule.kind === 'norm' && rule.verb === 'may' && rule.what.acts.includes(act))
  const ids = powers.map(({ id }) => id).join(', ')
  return [
    ...claims.map(({ id }) => `It counts only from those whom the claim ${id} names`),
    ...(powers.length === 0
      ? []
      : [`It has effect only as rule${powers.length === 1 ? '' : 's'} ${ids} allow${powers.length === 1 ? 's' : ''}`]),
  ]
}

/** So many are read one by one; of more than these a number is said. */
const NAMED_MAX = 6

function partiesOf(agreement: Agreement, blocks: Blocks): Declared[] {
  const { parties } = agreement
  const place = blocks.placeOf('parties', '')
  if (place === undefined) return []
  const points = parties.length > NAMED_MAX ? [] : parties.map((one) => sentenceOfParty(one, agreement))
  return [
    { ...item('parties', 'parties', 'Parties', `${partiesCounted(parties).replace(/^.*?: /, '')}.`, place), points },
  ]
}

function groupSentence(group: GroupDef, agreement: Agreement): string {
  if (group.members.length <= NAMED_MAX) return sentenceOfGroup(group, agreement)
  return `${group.names.en ?? group.id}: ${counted(group.members.length, 'member')}.`
}

const PARTY_NOUNS: Readonly<Record<PartyDef['kind'], readonly [one: string, more: string]>> = {
  state: ['State', 'States'],
  organisation: ['organisation', 'organisations'],
  company: ['company', 'companies'],
  person: ['person', 'persons'],
  other: ['other', 'others'],
}

/** `60 parties: 57 States, 3 organisations`. */
export function partiesCounted(parties: readonly PartyDef[]): string {
  const all = parties.length === 1 ? '1 party' : `${parties.length} parties`
  const kinds = Object.entries(PARTY_NOUNS).flatMap(([kind, [one, more]]) => {
    const count = parties.filter((party) => party.kind === kind).length
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`]
  })
  return `${all}: ${kinds.join(', ')}`
}

/** `11 rules, 3 claims, 21 kinds of act`: what there is to read. */
export function declaredCounted({ rules, instruments, commitments, kinds }: Agreement): string {
  const claims = rules.filter(({ kind }) => kind === 'claim').length
  const counts = [
    [rules.length - claims, 'rule', 'rules'],
    [claims, 'claim', 'claims'],
    [instruments.length, 'instrument', 'instruments'],
    [commitments.length, 'commitment', 'commitments'],
    [kinds.length, 'kind of act', 'kinds of act'],
  ] as const
  return counts
    .filter(([count, noun]) => count > 0 || noun === 'rule')
    .map(([count, one, more]) => (count === 0 ? `no ${more}` : `${count} ${count === 1 ? one : more}`))
    .join(', ')
}

/** Where blocks stand of which the reader of the language keeps no place: by the first key of their documents. */
class Blocks {
  readonly #places = new Map<string, At>()

  constructor(text: string) {
    let heading = ''
    let prose: string[] = []
    let fence: { readonly mark: string; readonly isOurs: boolean } | undefined
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
      if (fence !== undefined) {
        if (mark?.[1]?.startsWith(fence.mark) === true && mark[2]?.trim() === '') fence = undefined
        else if (fence.isOurs) this.#read(line, { line: index + 1, heading, text: proseOf(prose) })
      } else if (mark !== null) {
        fence = { mark: mark[1] as string, isOurs: /^\s*pacta\b/.test(mark[2] ?? '') }
        prose.push('')
      } else {
        const title = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$/.exec(line)?.[1]
        if (title === undefined) prose.push(line.trim())
        else {
          heading = title
          prose = []
        }
      }
    }
  }

  placeOf(key: 'time' | 'group' | 'body' | 'parties', id: string): At | undefined {
    return this.#places.get(`${key} ${id}`)
  }

  #read(line: string, place: At): void {
    const [, key, value = ''] = /^(time|group|body|parties): *([^#]*?) *(?:#.*)?$/.exec(line) ?? []
    if (key === undefined) return
    const name = `${key} ${key === 'parties' ? '' : value.replace(/^(['"])(.*)\1$/, '$2')}`
    if (!this.#places.has(name)) this.#places.set(name, place)
  }
}

/** Paragraphs, an empty line between them. */
function proseOf(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}
