import type { KindName } from '../../agreement/clause.ts'
import type { Event, Link, Outcome, Pattern } from '../../agreement/rule.ts'
import { PERIOD_YEARS, type PeriodSeries, type PeriodUnit } from '../../time/calendar-period.ts'
import { parseDay } from '../../time/day.ts'
import type { Directory } from '../meaning/directory.ts'
import type { Text } from '../source/fields.ts'
import { UNITS } from './clock-phrase.ts'
import { isDecidedNext, readDecided } from './decided.ts'
import { readEachItem, readWith } from './item-phrase.ts'
import { indefinite, kindNamed, nounNamed, refuseArticle, type Standpoint } from './noun.ts'
import { ruleNamed } from './party-phrase.ts'
import { isWord, type Phrase, type Token } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * Reads what a rule waits for and which act performs it:
 *
 *     event  = ACT [ ("to" | "about") ACT ] [ decided ] | "every" ( "year" | "quarter" | "month" | NUMBER "years from" YEAR ) | DATE | "each" NAME "in" ACT.FIELD
 *            | FIGURE ( "reaches" | "falls below" ) NUMBER
 *            | LIMIT "is used up"
 *            | RULE ( "lapses" | "is performed" [ "late" ] | "is exercised" | "is violated" | "ends" ) | CLAIM "is claimed"
 *     act    = ACT { "or" ACT } [ ("to" | "about") NOUN | "with" FIELD "=" NOUN.FIELD
 *              | "for the" ( [ "next" | "previous" ] unit | unit "after next" ) ]
 *     unit   = "year" | "quarter" | "month" | "period"
 *
 *     answer or adoption about question
 *     "4.2" lapses
 *
 * `to` is a reference to that very act, `about` one to anything in its chain.
 */
/** @param key what the rule says behind `key:` */
export function readEvent(phrase: Phrase, directory: Directory, key?: Text): Event {
  const first = phrase.peek()
  if (first.kind !== 'word' && first.kind !== 'quoted') return phrase.fault([], 'an act, a rule or a date')
  if (first.kind === 'word') {
    if (isWord(first, 'every')) return readEvery(phrase)
    refuseEach(phrase, directory)
    if (isWord(first, 'each')) return readEachItem(phrase, directory, key)
    if (/^\d{4}-/.test(first.text)) return readDate(phrase)
    refuseDecision(phrase, directory)
  }
  const second = phrase.peek(1)
  if (isWord(second, 'lapses') || (isWord(second, 'ends') && directory.rules.has(first.text))) {
    const rule = ruleNamed(phrase, phrase.next(), directory)
    return { kind: 'outcome', rule, is: phrase.next().text === 'lapses' ? 'lapses' : 'ends' }
  }
  if (isWord(second, 'is') && !isOfProposal(phrase, directory)) return readHappened(phrase, directory)
  if (isWord(second, 'reaches') || isWord(second, 'falls')) return readCrossing(phrase, directory)
  if (isWord(second, 'begins') || isWord(second, 'ends'))
    return phrase.notBuiltYet(second, 'A rule that waits for a standing')
  return readActEvent(phrase, directory)
}

const EVERY = ['year', 'quarter', 'month'] as const

const PERIODIC: ReadonlyMap<string, PeriodUnit> = new Map([
  ['yearly', 'year'],
  ['annually', 'year'],
  ['quarterly', 'quarter'],
  ['monthly', 'month'],
])

/** `each year`, `yearly`: what comes again and again has one word. */
function refuseEach(phrase: Phrase, { kinds }: Directory): void {
  const first = phrase.peek()
  const named = isWord(first, 'each') ? EVERY.find((one) => isWord(phrase.peek(1), one)) : PERIODIC.get(first.text)
  if (named === undefined || kinds.has(first.text)) return
  phrase.stop('phrase/syntax', first, 'What comes again and again is said with "every".', `Write every ${named}.`)
}

/** `decision budget is adopted`: what is adopted stands by its name alone. */
function refuseDecision(phrase: Phrase, { kinds }: Directory): void {
  const [first, name] = [phrase.peek(), phrase.peek(1)]
  if (!isWord(first, 'decision') || kinds.has(first.text) || name.kind === 'end') return
  const message = '"decision" is left out here: what is decided is the act that puts it.'
  phrase.stop('phrase/syntax', first, message, `Name the kind of act, such as draft is adopted.`)
}

/** An act of a kind; a rule by itself says not what of it. */
function readActEvent(phrase: Phrase, directory: Directory): Event {
  refuseArticle(phrase, directory)
  const token = phrase.next()
  const act =
    directory.rules.has(token.text) && !directory.kinds.has(token.text)
      ? undefined
      : kindNamed(phrase, token, directory)
  if (act === undefined && directory.rules.has(token.text)) {
    return phrase.fault(
      ['lapses', 'is performed', 'is performed late', 'is exercised'],
      `what becomes of "${token.text}"`,
    )
  }
  const chain: Standpoint = {
    directory,
    nouns: act === undefined ? 'any' : directory.chain(act),
    from: indefinite(token.text),
    bareRoles: false,
  }
  const link = readActLink(phrase, chain, act === undefined ? [] : [act])
  const decided = isDecidedNext(phrase) ? readDecided(phrase, token, directory) : undefined
  return {
    kind: 'act',
    act: token.text,
    ...(link === undefined ? {} : { link }),
    ...(decided === undefined ? {} : { decided }),
  }
}

/** `programme is adopted`, of a kind of act; what becomes of a rule is said in other words. */
function isOfProposal(phrase: Phrase, { kinds, rules }: Directory): boolean {
  const ahead = phrase.peek(2).text
  const isSaid = ['adopted', 'not', 'set'].includes(ahead)
  if (isSaid && rules.has(phrase.peek().text) && !kinds.has(phrase.peek().text)) {
    const message = `"${phrase.peek().text}" is a rule, and what is adopted is a proposal.`
    phrase.stop('phrase/syntax', phrase.peek(), message, 'Name the kind of act that puts it: draft is adopted.')
  }
  return isSaid
}

/** `consents reaches 20`, `missed falls below 1`. */
export function readCrossing(phrase: Phrase, directory: Directory): Extract<Event, { readonly kind: 'figure' }> {
  const token = phrase.next()
  if (!directory.figures.has(token.text)) {
    const advice = didYouMean(token.text, directory.figures.keys(), 'Declare it with a `figure:` block.')
    phrase.error('phrase/syntax', token, `"${token.text}" is no figure of this agreement.`, advice)
  }
  const is = phrase.oneOf(['reaches', 'falls']) === 'reaches' ? 'reaches' : 'falls below'
  if (is === 'falls below') phrase.need('below')
  const number = phrase.next()
  const n = /^\d{1,15}$/.test(number.text) ? Number(number.text) : undefined
  if (n === undefined) {
    return phrase.stop('phrase/syntax', number, `"${number.text}" is no whole number.`, `Write ${token.text} ${is} 3.`)
  }
  return { kind: 'figure', figure: token.text, is, n }
}

function readEvery(phrase: Phrase): Event {
  phrase.next()
  return { kind: 'every', ...readSeries(phrase) }
}

/** `year`, or `5 years from 2012`: without the year from which they are counted it is not said where one ends. */
function readSeries(phrase: Phrase): PeriodSeries {
  const number = phrase.peek()
  if (!/^\d+$/.test(number.text)) return { unit: phrase.oneOf(EVERY) as (typeof EVERY)[number] }
  phrase.next()
  const years = Number(number.text)
  const unit = phrase.oneOf(['years', 'year'])
  if (years < PERIOD_YEARS.min || years > PERIOD_YEARS.max || unit === 'year') {
    const message = `A duty arises every year, or every ${PERIOD_YEARS.min} to ${PERIOD_YEARS.max} years.`
    phrase.stop('period/invalid', number, message, years === 1 ? 'Write every year.' : 'Write every 5 years from 2012.')
  }
  if (!phrase.takes('from')) {
    const message = `It is not said from which year the ${years} years are counted.`
    phrase.stop('phrase/syntax', phrase.peek(), message, `Write every ${years} years from 2012.`)
  }
  const from = phrase.peek()
  if (!/^(?!0000)\d{4}$/.test(from.text)) phrase.fault([], 'a year, such as 2012')
  phrase.next()
  return { unit: 'period', years, from: Number(from.text) }
}

function readDate(phrase: Phrase): Event {
  const token = phrase.next()
  const day = parseDay(token.text)
  if (day !== undefined) return { kind: 'date', day }
  return phrase.stop('date/invalid', token, `"${token.text}" is no date.`, 'Write year, month and day: 2026-03-01.')
}

const SENT = ['sent', 'transmitted', 'received', 'made', 'given']

function readHappened(phrase: Phrase, directory: Directory): Event {
  const subject = phrase.next()
  phrase.need('is')
  const token = phrase.peek()
  if (directory.limits.has(subject.text)) {
    phrase.need('used')
    phrase.need('up')
    return { kind: 'used up', limit: subject.text }
  }
  if (directory.kinds.has(subject.text) && SENT.some((each) => isWord(token, each))) {
    const message = `A rule that waits for "${subject.text}" always begins when it is transmitted.`
    return phrase.stop('phrase/syntax', token, message, `Write ${subject.text} alone.`)
  }
  if (isWord(token, 'late')) {
    const advice = `Write ${subject.text} is performed late, or ${subject.text} lapses.`
    return phrase.stop('phrase/syntax', token, 'It is not said whether it was done late, or not done in time.', advice)
  }
  const isAct = directory.kinds.has(subject.text) && !directory.rules.has(subject.text)
  const words = isAct ? ['adopted', 'not adopted', 'set aside', 'claimed'] : ['performed', 'exercised', 'claimed']
  const word = phrase.takes('violated') ? 'violated' : phrase.oneOf(words)
  if (word === 'claimed') return { kind: 'claim', claim: claimNamed(phrase, subject, directory) }
  const is = word === 'performed' && phrase.takes('late') ? 'performed late' : (word as Outcome)
  return { kind: 'outcome', rule: ruleNamed(phrase, subject, directory), is }
}

function claimNamed(phrase: Phrase, token: Token, directory: Directory): KindName {
  if (!directory.claims.has(token.text)) {
    const advice = didYouMean(token.text, directory.claims.keys())
    phrase.error('claim/unknown', token, `"${token.text}" is no claim of this agreement.`, advice)
  }
  return token.text
}

export function readPattern(phrase: Phrase, here: Standpoint): Pattern {
  const acts: KindName[] = []
  const known: KindName[] = []
  do {
    refuseArticle(phrase, here.directory)
    const token = phrase.name('a kind of act')
    const act = kindNamed(phrase, token, here.directory)
    acts.push(token.text)
    if (act !== undefined) known.push(act)
  } while (phrase.takes('or'))
  if (phrase.takes('for', 'the')) {
    const word = phrase.oneOf([...UNITS, 'next', 'previous'])
    const isOther = word === 'next' || word === 'previous'
    const unit = (isOther ? phrase.oneOf(UNITS) : word) as PeriodUnit
    const offset = word === 'next' ? 1 : word === 'previous' ? -1 : phrase.takes('after', 'next') ? 2 : 0
    return { acts, link: { kind: 'period', unit, offset } }
  }
  if (phrase.takes('with')) return { acts, link: readWith(phrase, here, known) }
  const link = readActLink(phrase, here, known)
  return link === undefined ? { acts } : { acts, link }
}

/** An act that counts from when it is sent, or from when it is adopted, not adopted or set aside. */
export function readMoment(phrase: Phrase, here: Standpoint): Pattern {
  const token = phrase.peek()
  const pattern = readPattern(phrase, here)
  if (!isDecidedNext(phrase)) return pattern
  if (pattern.acts.length > 1) {
    const message = 'It is not said of each of these acts what is decided on it.'
    phrase.error('phrase/syntax', phrase.peek(), message, 'Write one change, or one event, for each.')
  }
  return { ...pattern, decided: readDecided(phrase, token, here.directory) }
}

const PARTY_WORDS = [
  'each',
  'any',
  'all',
  'sender',
  'senders',
  'addressee',
  'addressees',
  'party',
  'parties',
  'creditor',
]

/** `answer to sender`: behind the act stands what it answers, and whom it is owed to has a key of its own. */
function refuseParty(phrase: Phrase, { kinds, parties }: Directory): void {
  const token = phrase.peek()
  if (kinds.has(token.text) || !(PARTY_WORDS.includes(token.text) || parties.has(token.text))) return
  const { text } = phrase.restUntil(',;')
  const message = `Behind "to" stands the act that it answers; "${text}" is to whom it is owed.`
  phrase.stop('phrase/syntax', token, message, `Leave it out here, and write below: to: ${text}.`)
}

/** `to question`, `about question`: the noun must be at hand, and every one of the acts must be able to refer to it. */
function readActLink(phrase: Phrase, here: Standpoint, acts: readonly KindName[]): Link | undefined {
  const kind = phrase.takes('to') ? 'to' : phrase.takes('about') ? 'about' : undefined
  if (kind === undefined) return undefined
  phrase.takes('the')
  refuseArticle(phrase, here.directory)
  if (kind === 'to') refuseParty(phrase, here.directory)
  const token = phrase.name('a kind of act')
  const noun = nounNamed(phrase, token, here)
  if (noun === undefined) return { kind, noun: token.text }
  for (const act of acts) {
    const direct = here.directory.kindOf.get(act)?.refersTo ?? []
    const reachable = direct.some((next) => here.directory.chain(next).has(noun))
    if (kind === 'to' ? direct.includes(noun) : reachable) continue
    phrase.error(
      'noun/unreachable',
      token,
      reachable
        ? `${indefinite(act)} does not refer to ${indefinite(noun)} itself, only to something that does.`
        : `${indefinite(act)} cannot refer to ${indefinite(noun)}.`,
      reachable ? `Write "about ${noun}".` : `Say so in the declaration of "${act}": refers to: ${noun}.`,
    )
  }
  return { kind, noun }
}
