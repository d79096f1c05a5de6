import type { Link } from '../../agreement/rule.ts'
import {
  ANY_CASE,
  bareNoun,
  isOrAre,
  itOrThem,
  kindOf,
  linkWords,
  prepositionOf,
  type Saying,
  the,
} from './sentence-noun.ts'
import { listed, spoken, withArticle } from './sentence-words.ts'

/** What somebody must or may do, and to whom: `send the sender of the question an answer to it`. */

export const ALL_PARTIES = 'all parties'

/** To whom an act is owed, or towards whom alone a power may be used. */
export interface Recipient {
  readonly words: string
  /** Short enough to stand between the verb and the act. */
  readonly isShort: boolean
  /** The kind of act by which the party is named. */
  readonly noun?: string
  /** It is the sender of that act. */
  readonly isSender: boolean
  /** A duty is owed; a power is used towards nobody else. */
  readonly only: boolean
}

interface Doing {
  readonly acts: readonly string[]
  readonly link?: Link
  /** The rule is for each period, and `for the year` is that one. */
  readonly isInPeriod: boolean
  readonly recipient?: Recipient
  /** `withdraws` for `withdraw`. */
  readonly inflect?: (infinitive: string) => string
}

/**
 * `put a follow-up question or ask for a meeting, in either case about the question`. An infinitive that names the act
 * itself takes it up: `join that question`. `owe` where the rule says `hold`: one holds no meeting alone.
 */
export function doWords(say: Saying, doing: Doing): string {
  const { acts, link, recipient } = doing
  const infinitives = acts.map((act) => infinitiveOf(say, act)).map(doing.inflect ?? ((words) => words))
  const taken = takenUp(say, infinitives, link)
  if (taken !== undefined) return `${taken}${behind(say, recipient, link)}`
  const groups = groupedByVerb(infinitives)
  const ends = acts.every((act, i) => infinitives[i]?.endsWith(` ${bareNoun(say, act).words}`))
  const preposition = ends ? prepositionOf(say, acts) : repliesOnly(say, acts) ? 'to' : ANY_CASE
  const tail = (other = the) => linkWords(say, acts, link, preposition, other, doing.isInPeriod)
  return groups.length === 1
    ? oneThing(say, doing, groups[0] ?? '', tail)
    : `${several(groups, infinitives)}${inEachCase(say, doing, tail())}`
}

function oneThing(
  say: Saying,
  { link, recipient }: Doing,
  words: string,
  tail: (other?: typeof the) => string,
): string {
  const [, verb, object = ''] = /^(send|hold) (.*)$/.exec(words) ?? []
  if (recipient === undefined || recipient.only || verb === undefined) {
    return `${words}${tail()}${behind(say, recipient, link)}`
  }
  const isPlain = link === undefined || link.kind === 'period'
  if (isPlain && verb === 'send') return `${words}${tail()} to ${recipient.words}`
  // Not `owes the sender of the request for a meeting a meeting`.
  const isHeard = recipient.isShort && !` ${recipient.words}`.endsWith(` ${object}`)
  if (isPlain || !isHeard) return `${words}${tail()}${behind(say, recipient, link)}`
  const other: typeof the = (_, name) => (name === recipient.noun ? itOrThem(say, name) : the(say, name))
  return `${verb === 'hold' ? 'owe' : 'send'} ${recipient.words} ${object}${tail(other)}`
}

function behind(say: Saying, recipient: Recipient | undefined, link: Link | undefined): string {
  if (recipient === undefined) return ''
  return `, ${recipient.only ? addressedWord(recipient) : 'owed'} to ${senderOrWords(say, recipient, link)}`
}

/** Beside all there is nobody else. */
function addressedWord({ words }: Recipient): string {
  return words === ALL_PARTIES ? 'addressed' : 'addressed only'
}

/** `its sender`, behind the act whose sender it is. */
function senderOrWords(say: Saying, recipient: Recipient, link: Link | undefined): string {
  if (!recipient.isSender || link === undefined || !('noun' in link) || link.noun !== recipient.noun) {
    return recipient.words
  }
  return `${isOrAre(say, link.noun) === 'are' ? 'their' : 'its'} sender`
}

/** With a comma where one of them is itself a choice: `send an answer or a reply, or adopt a joint answer`. */
function several(groups: readonly string[], infinitives: readonly string[]): string {
  return groups.length < infinitives.length ? groups.join(', or ') : listed(groups, 'or')
}

function inEachCase(say: Saying, { acts, link, recipient }: Doing, tail: string): string {
  const cases = tail === '' ? [] : [tail.trim()]
  if (recipient !== undefined) {
    cases.push(`${recipient.only ? addressedWord(recipient) : 'addressed'} to ${senderOrWords(say, recipient, link)}`)
  }
  return cases.length === 0 ? '' : `, in ${acts.length === 2 ? 'either' : 'each'} case ${cases.join(' and ')}`
}

/** `join that question` for `join a question`, if that is the question meant. */
function takenUp(say: Saying, infinitives: readonly string[], link: Link | undefined): string | undefined {
  const [only] = infinitives
  if (infinitives.length > 1 || only === undefined || link?.kind !== 'to') return undefined
  const noun = bareNoun(say, link.noun).words
  const named = new RegExp(`\\b(?:a|an|the) ${noun.replace(/[^\w ]/g, '\\$&')}(?=\\W|$)`)
  if (!named.test(only)) return undefined
  say.mentioned.add(link.noun)
  return only.replace(named, `that ${noun}`)
}

function repliesOnly(say: Saying, acts: readonly string[]): boolean {
  return acts.every((act) => kindOf(say, act)?.stage === 'reply')
}

export function infinitiveOf(say: Saying, name: string): string {
  const kind = kindOf(say, name)
  const words = kind?.infinitive ?? `send ${withArticle(spoken(name))}`
  const twins = say.agreement.kinds.filter((other) => other.infinitive === words)
  return twins.length > 1 ? `${words} (${name})` : words
}

/** `send an answer or a holding reply`: those that follow each other with one verb and an article have it once. */
function groupedByVerb(infinitives: readonly string[]): string[] {
  const groups: { verb?: string; parts: string[] }[] = []
  for (const words of infinitives) {
    const [, verb, object = ''] = /^(\w+) (an? .*)$/.exec(words) ?? []
    const last = groups.at(-1)
    if (verb !== undefined && last?.verb === verb) last.parts.push(object)
    else groups.push(verb === undefined ? { parts: [words] } : { verb, parts: [object] })
  }
  return groups.map(({ verb, parts }) => `${verb === undefined ? '' : `${verb} `}${listed(parts, 'or')}`)
}
