import type { Agreement } from '../../agreement/agreement.ts'
import type { Closing, PositionTaken, Tally } from '../../agreement/decision.ts'
import type { Norm, PartyExpr } from '../../agreement/rule.ts'
import { clockWords } from './sentence-clock.ts'
import { criteriaWords, weighsVotes } from './sentence-criteria.ts'
import { changeSentence, conditionsWords, type NormParts, triggerWords } from './sentence-norm.ts'
import { a, actWords, bareNoun, fieldWords, isOrAre, type Saying, saying, the } from './sentence-noun.ts'
import { bodyWords, partyWords } from './sentence-party.ts'
import { capital, listed, numberWords } from './sentence-words.ts'

/**
 * `When a draft is transmitted, each member of the council, and nobody else, may take a position on it by a vote, until 14 days
 * after the draft is transmitted. It is then adopted if more than half of the members are for it. It is not adopted unless
 * more than half of the members are present.`
 */
export function decisionSentence(norm: Norm, decides: Tally, agreement: Agreement): string {
  const say = saying(agreement, decides.on)
  const opening = openingWords(say, norm)
  const main = `${opening}, ${whoWords(say, norm.who)}, and nobody else, may ${takingWords(say, decides)}, ${untilWords(say, norm, decides)}`
  return [`${capital(main)}.`, ...restOf(say, norm, decides)].join(' ')
}

/** The same in parts, for a table. */
export function decisionParts(norm: Norm, decides: Tally, agreement: Agreement): NormParts {
  const say = saying(agreement, decides.on)
  const trigger = openingWords(say, norm)
  return {
    verb: 'may',
    who: capital(whoWords(say, norm.who)),
    what: `may ${takingWords(say, decides)}`,
    towards: '',
    trigger,
    clock: untilWords(say, norm, decides),
    silence: '',
    changes: restOf(say, norm, decides).join(' '),
  }
}

function openingWords(say: Saying, norm: Norm): string {
  return [triggerWords(say, norm.when), conditionsWords(say, norm)].filter((part) => part !== '').join(', ')
}

function whoWords(say: Saying, who: PartyExpr): string {
  // Whether a power is held by each or by any of them is the same.
  const sets = who.sets.map((set) => (set.quantifier === 'any' ? { ...set, quantifier: 'each' as const } : set))
  return partyWords(say, { ...who, sets })
}

/** Where the only position is one against it, it is an objection. */
function isSilence({ positions }: Tally): boolean {
  return positions.every(({ is }) => is === 'against' || is === 'none')
}

const TAKES: Readonly<Record<NonNullable<PositionTaken['is']>, string>> = {
  for: 'be for it',
  against: 'be against it',
  abstaining: 'abstain',
  'not participating': 'stay out of it',
  none: 'take its position back',
}

/** `take a position on it by a vote`; `be for it by a consent, or be against it by an objection or a counter-text`. */
function takingWords(say: Saying, decides: Tally): string {
  const ways = new Map<string, string[]>()
  for (const { is, by, sealed } of decides.positions) {
    const verb =
      is === undefined ? 'take a position on it' : is === 'against' && isSilence(decides) ? 'object to it' : TAKES[is]
    const isPlain = by.link?.kind === 'to' && decides.on.length === 1 && by.link.noun === decides.on[0]
    const act = listed(
      by.acts.map((one) => a(say, one)),
      'or',
    )
    const words = sealed === undefined && isPlain ? act : actWords(say, by.acts, by.link, the)
    const before = ways.get(verb) ?? []
    ways.set(verb, [...before, sealed === undefined ? words : `${words}, counted from ${the(say, sealed)}`])
  }
  const parts = [...ways].map(([verb, acts]) => `${verb} by ${listed(acts, 'or')}`)
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')}, or ${parts.at(-1)}`
}

function untilWords(say: Saying, norm: Norm, { closes }: Tally): string {
  const words = closes.map((closing) => closingWords(say, norm, closing))
  if (words.length < 2) return `until ${words[0] ?? 'for ever'}`
  return `until the first of these: ${words.slice(0, -1).join('; ')}; or ${words.at(-1)}`
}

/** It closes for all members at once, so a time from receipt runs from the last one. */
const SENDER: PartyExpr = { join: 'and', sets: [{ quantifier: 'the', of: { kind: 'sender' }, except: [] }] }

function closingWords(say: Saying, { until }: Norm, closing: Closing): string {
  if (closing.kind === 'all') return 'every member has taken a position'
  if (closing.kind === 'clock')
    return until === undefined ? '' : clockWords(say, until, '', { verb: 'may', who: SENDER }).trimStart()
  const { when } = closing
  const by = closing.who === undefined ? '' : ` by ${partyWords(say, closing.who, 'may')}`
  const [first = ''] = when.acts
  const verb = when.acts.length === 1 ? isOrAre(say, first) : 'is'
  return `${actWords(say, when.acts, when.link)} ${verb} ${when.decided ?? 'transmitted'}${by}`
}

function restOf(say: Saying, norm: Norm, decides: Tally): string[] {
  return [
    ...sealedSentence(say, decides),
    ...bodySentence(say, norm, decides),
    adoptedSentence(say, decides),
    ...quorumSentence(say, decides),
    ...presenceSentence(say, decides),
    ...abstentionSentence(decides),
    ...tieSentence(say, decides),
    ...proxySentence(say, decides),
    ...norm.changes.map((change) => changeSentence(say, norm, change)),
    ...setAsideSentence(say, decides),
    ...oneOfSentence(say, decides),
    ...attachedSentence(say, decides),
  ]
}

function sealedSentence(say: Saying, { positions }: Tally): string[] {
  const sealed = new Set(positions.flatMap(({ sealed: kind }) => kind ?? []))
  return [...sealed].map(
    (kind) => `${capital(a(say, kind))} that is not opened by then, or opened with another digest, is no position.`,
  )
}

/** The body is in the sentence with its members, unless others are named. */
function bodySentence(say: Saying, { who }: Norm, { body }: Tally): string[] {
  const [set] = who.sets
  const isSaid = body === undefined || (who.sets.length === 1 && set?.of.kind === 'member' && set.of.group === body)
  return isSaid ? [] : [`It is decided in ${bodyWords(say.agreement, body)}.`]
}

/** Of a single `against: nobody` silence adopts. */
function adoptedSentence(say: Saying, decides: Tally): string {
  const { adopted } = decides
  const isPlain =
    adopted.kind === 'criterion' &&
    adopted.side === 'against' &&
    adopted.among === undefined &&
    adopted.by === undefined &&
    adopted.is.kind === 'number' &&
    adopted.is.compare === 'at most' &&
    adopted.is.n === 0
  if (isPlain)
    return `It is then adopted unless a member ${isSilence(decides) ? 'has objected to it' : 'is against it'}.`
  return `It is then adopted if ${criteriaWords(say, adopted, decides)}.`
}

function quorumSentence(say: Saying, decides: Tally): string[] {
  if (decides.quorum === undefined) return []
  return [`It can be adopted only if ${criteriaWords(say, decides.quorum, decides)}.`]
}

function presenceSentence(say: Saying, { presence }: Tally): string[] {
  if (presence === undefined) return []
  const named = presence.named.map(({ noun, path }) => `${a(say, noun)} names it as ${fieldWords(say, noun, path)}`)
  const sends = presence.by.map((by) => `it sends ${actWords(say, by.acts, by.link)}`)
  const { left } = presence
  const until = left === undefined ? '' : `, until it sends ${actWords(say, left.acts, left.link)}`
  return [`A member is present when ${listed([...named, ...sends], 'or')}${until}.`]
}

function abstentionSentence(decides: Tally): string[] {
  if (decides.abstentionsAreVotes) return ['An abstention is a vote.']
  return weighsVotes(decides) ? ['An abstention is no vote.'] : []
}

function tieSentence(say: Saying, { tie }: Tally): string[] {
  if (tie === undefined) return []
  if (typeof tie === 'string') return [`If as many are for it as against it, it is ${tie}.`]
  return [`If as many are for it as against it, the position of ${partyWords(say, tie.casting)} decides.`]
}

function proxySentence(say: Saying, { proxies, positions }: Tally): string[] {
  if (proxies === undefined) return []
  const { given, field, atMost } = proxies
  const act = actWords(say, given.acts, given.link)
  const position = positions.flatMap(({ by }) => by.acts).find((noun) => fieldWords(say, noun, field) !== '') ?? ''
  const most =
    atMost === undefined ? '' : `, of at most ${numberWords(atMost)} such ${atMost === 1 ? 'member' : 'members'}`
  return [
    `Whoever is sent ${act} may take the position of its sender${most}; the position names that member as ${fieldWords(say, position, field)}.`,
  ]
}

function setAsideSentence(say: Saying, { setAsideBy }: Tally): string[] {
  if (setAsideBy === undefined) return []
  return [`Once adopted, it is set aside by ${actWords(say, setAsideBy.acts, setAsideBy.link)}.`]
}

function oneOfSentence(say: Saying, { oneOf }: Tally): string[] {
  return oneOf === undefined ? [] : [`Of those about one ${bareNoun(say, oneOf).words}, at most one is adopted.`]
}

function attachedSentence(say: Saying, { attached }: Tally): string[] {
  if (attached.length === 0) return []
  const acts = listed(
    attached.map((kind) => a(say, kind)),
    'or',
  )
  return [`${capital(acts)} stays attached to it.`]
}
