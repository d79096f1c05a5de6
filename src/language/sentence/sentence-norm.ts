import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Guard } from '../../agreement/guard.ts'
import { hasOneHolder } from '../../agreement/holder.ts'
import type { Change, Event, Norm, PartyExpr, Verb } from '../../agreement/rule.ts'
import { silencesFor } from '../declared/deemed.ts'
import { calendarIn } from './sentence-calendar.ts'
import { type ClockUse, clockWords } from './sentence-clock.ts'
import { ALL_PARTIES, doWords, type Recipient } from './sentence-doing.ts'
import { datedGuardWords, guardWords } from './sentence-guard.ts'
import {
  a,
  actWords,
  aOrThe,
  fieldWords,
  isClause,
  isOrAre,
  kindOf,
  type Saying,
  saying,
  statedField,
  the,
} from './sentence-noun.ts'
import { holdsEach, jointly, type PartyUse, partyWords } from './sentence-party.ts'
import { mayComeEarly, powersOver } from './sentence-power.ts'
import {
  capital,
  dayWords,
  listed,
  numberWords,
  periodWords,
  seriesWords,
  spoken,
  thirdPerson,
} from './sentence-words.ts'

/** A duty, power, prohibition or permission as a sentence, with a short one for each thing that changes it. */
export function normSentence(norm: Norm, agreement: Agreement): string {
  const say = saying(agreement, triggersOf(norm, agreement))
  const opening = [triggerWords(say, norm.when), conditionsWords(say, norm)].filter((part) => part !== '').join(', ')
  const holder = partyWords(say, norm.who, forbidsAny(norm) ? 'no' : HOLDS[norm.verb])
  const { verb, note } = jointly(norm.who)
  const main = [
    `${opening === '' ? '' : `${opening}, `}${holderWords(norm, holder)} ${taskWords(say, norm, verb)}${norm.verb === 'may' && norm.who.join === 'or' ? '' : note}`,
    ...timeWords(say, norm),
  ].join(', ')
  const rest = [
    ...correctionSentence(say, norm),
    ...norm.changes.map((change) => changeSentence(say, norm, change)),
    ...timedBySentence(say, norm),
    ...silenceSentence(say, norm),
    ...newcomerSentence(norm),
    ...useSentence(say, norm),
    ...(norm.survives ? ['This holds for a party even after it has left.'] : []),
    ...citationSentence(norm),
  ]
  return [`${capital(main)}.`, ...rest].join(' ')
}

function newcomerSentence({ newcomers, when }: Norm): string[] {
  const [event] = when
  if (newcomers === undefined || event?.kind !== 'every') return []
  return [`A party that joins in the course of a ${event.unit} owes it from the next ${event.unit} on.`]
}

function citationSentence({ cites = [] }: Norm): string[] {
  if (cites.length === 0) return []
  return [
    `It rests on ${listed(
      cites.map(({ agreement, limb }) => `limb ${limb} of ${agreement}`),
      'and',
    )}.`,
  ]
}

/** A list that refers to one of its own kind takes its place. */
function correctionSentence(say: Saying, { when }: Norm): string[] {
  return when.flatMap((event) => {
    if (event.kind !== 'item' || kindOf(say, event.act)?.refersTo.includes(event.act) !== true) return []
    return [`${capital(a(say, event.act))} that refers to an earlier one of the same sender corrects it.`]
  })
}

/** Of several holders each has its use; of those joined by `or`, one of them. */
function useSentence(say: Saying, { uses, who }: Norm): string[] {
  if (uses !== 'once') return []
  const isEach = who.join === 'and' && (who.sets.length > 1 || who.sets.some((set) => holdsEach(say, set)))
  return [isEach ? 'Each of them can use the power once.' : 'The power can be used once.']
}

const HOLDS: Readonly<Record<Verb, PartyUse>> = { must: 'owes', may: 'may', 'must not': 'named', 'is free to': 'named' }

/** The kinds of act that call the rule into being: of a power that is used, those that use it. */
function triggersOf({ when }: Norm, agreement: Agreement): KindName[] {
  return when.flatMap((event) => {
    if (event.kind === 'act') return [event.act]
    if (event.kind === 'claim') return [event.claim]
    if (event.kind !== 'outcome' || event.is !== 'exercised') return []
    const power = agreement.rules.find((rule) => rule.id === event.rule)
    return power?.kind === 'norm' ? power.what.acts : []
  })
}

/** `When a question is transmitted`. */
export function triggerWords(say: Saying, events: readonly Event[]): string {
  const [first] = events
  if (first === undefined) return ''
  if (events.length === 1 && first.kind === 'date') return `on ${dayWords(first.day)}`
  const clauses = events.map((event) => eventWords(say, event))
  return `when ${listed(clauses, 'or')}`
}

export function eventWords(say: Saying, event: Event): string {
  switch (event.kind) {
    case 'act': {
      const act = event.link === undefined ? aOrThe(say, event.act) : actWords(say, [event.act], event.link, aOrThe)
      if (event.decided !== undefined) return `${act} ${isOrAre(say, event.act)} ${event.decided}`
      return `${act} ${isOrAre(say, event.act)} transmitted${earlyWords(say, event.act)}${silentWords(say, event)}`
    }
    case 'item': {
      const list = fieldWords(say, event.act, event.path)
      const key = `, told apart by its ${fieldWords(say, event.as, [event.key])}`
      const words = `${aOrThe(say, event.act)} lists ${a(say, event.as)} under ${list}${key}`
      return event.decided === undefined ? words : `${words}, once ${the(say, event.act)} is ${event.decided}`
    }
    case 'every':
      return `a ${seriesWords(event)} begins`
    case 'date':
      return `${dayWords(event.day)} comes`
    case 'outcome':
      return outcomeWords(say.agreement, event.rule, event.is)
    case 'figure':
      return crossingWords(say, event)
    case 'used up':
      return `what limit ${event.limit} allows is used up${ofLimit(say, event.limit)}`
    case 'standing':
      return `the standing "${spoken(event.standing)}" ${event.is}`
    case 'claim': {
      const noun = aOrThe(say, event.claim)
      const claim = say.agreement.rules.find((rule) => rule.kind === 'claim' && rule.id === event.claim)
      const by = claim?.kind === 'claim' ? ` by ${partyWords(say, claim.who, 'may')}` : ''
      return `${noun} is ${/\bclaim\b/.test(noun) ? 'made' : 'claimed'}${by}`
    }
  }
}

function ofParty({ agreement }: Saying, name: string): string {
  const figure = agreement.rules.find((rule) => rule.kind === 'figure' && rule.id === name)
  return figure?.kind === 'figure' && figure.per.includes('party') ? ' of a party' : ''
}

function ofLimit({ agreement }: Saying, id: RuleId): string {
  const limit = agreement.rules.find((rule) => rule.kind === 'limit' && rule.id === id)
  return limit?.kind === 'limit' && limit.per.length > 0 ? ' for a party' : ''
}

/** `the figure "consents" reaches 20`; of several, when all came to be so together. */
function crossingWords(say: Saying, event: Extract<Event, { kind: 'figure' }>): string {
  if (event.and === undefined)
    return `the figure "${spoken(event.figure)}"${ofParty(say, event.figure)} ${event.is} ${numberWords(event.n)}`
  const all = [event, ...event.and].map(({ figure, is, n }) => {
    const how = is === 'reaches' ? 'at least' : 'less than'
    return `the figure "${spoken(figure)}"${ofParty(say, figure)} is ${how} ${numberWords(n)}`
  })
  return `it has come to be so that ${listed(all, 'and')}`
}

/** An act that waits for its power counts from when that opens. */
function earlyWords(say: Saying, act: KindName): string {
  if (!mayComeEarly(say.agreement, act)) return ''
  return isOrAre(say, act) === 'are'
    ? ' or, if they came too early, take effect'
    : ' or, if it came too early, takes effect'
}

/** What is deemed done calls a rule into being as what is done does. */
function silentWords(say: Saying, event: Extract<Event, { kind: 'act' }>): string {
  const rules = silencesFor(event, say.agreement).map(({ id }) => id)
  if (rules.length === 0) return ''
  const under = `rule${rules.length === 1 ? '' : 's'} ${listed(rules, 'or')}`
  return ` (or silence under ${under} counts as ${isOrAre(say, event.act) === 'are' ? 'them' : 'it'})`
}

function outcomeWords(agreement: Agreement, id: RuleId, is: (Event & { kind: 'outcome' })['is']): string {
  const rule = agreement.rules.find((one) => one.id === id)
  const isPower = rule?.kind === 'norm' && rule.verb !== 'must'
  switch (is) {
    case 'performed':
      return isPower ? `rule ${id} has been used` : `rule ${id} has been performed`
    case 'performed late':
      return isPower ? `rule ${id} has been used late` : `rule ${id} has been performed late`
    case 'lapses':
      return isPower ? `the power of rule ${id} has not been used in time` : `rule ${id} has not been performed in time`
    case 'exercised':
      return `the power of rule ${id} is used`
    case 'violated':
      return `an act is transmitted that rule ${id} does not allow`
    case 'ends':
      return `the prohibition of rule ${id} ends`
  }
}

export function conditionsWords(say: Saying, norm: Norm): string {
  const parts: string[] = []
  // What looks at no message is asked of a party, at one time.
  const isDated = calendarIn(say, norm) !== undefined
  const words = (guard: Guard) => (isDated ? `at that time ${datedGuardWords(say, guard)}` : guardWords(say, guard))
  if (norm.if !== undefined) parts.push(`provided that ${words(norm.if.guard)}`)
  if (norm.unless !== undefined) parts.push(`unless ${words(norm.unless.guard)}`)
  return parts.join(', and ')
}

/** `any party must not` would be heard as its opposite: `no party may`. A power is exclusive, and says so. */
function holderWords(norm: Norm, holder: string): string {
  if (norm.verb === 'may') return `${holder}, and nobody else,`
  if (forbidsAny(norm)) return holder.replace(/^any\b/, 'no')
  return holder
}

function forbidsAny(norm: Norm): boolean {
  return norm.verb === 'must not' && norm.who.sets.length === 1 && norm.who.sets[0]?.quantifier === 'any'
}

function verbWords(norm: Norm, each: string): string {
  if (forbidsAny(norm)) return 'may'
  if (norm.verb !== 'is free to') return `${norm.verb}${each}`
  return `${isMany(norm, each) ? 'are' : 'is'}${each} free to`
}

/** Is the holder spoken of as several? */
function isMany({ who }: Norm, each: string): boolean {
  const [set] = who.sets
  return each !== '' || set?.quantifier === 'all' || (set?.quantifier === 'the' && set.of.kind === 'parties')
}

/** `must send the sender of the question an answer to it, covering each limb ...`. */
function taskWords(say: Saying, norm: Norm, each: string, withRecipient = true): string {
  const { acts, link } = norm.what
  const doing = {
    acts,
    isInPeriod: calendarIn(say, norm)?.day === undefined && calendarIn(say, norm) !== undefined,
    recipient: withRecipient ? recipientOf(say, norm) : undefined,
  }
  const does = doWords(say, link === undefined ? doing : { ...doing, link })
  const owed = norm.verb === 'must' ? /^owe (.*)$/.exec(does)?.[1] : undefined
  let text =
    owed === undefined
      ? `${verbWords(norm, each)} ${does}`
      : `${each === '' ? '' : `${each.trim()} `}${isMany(norm, each) ? 'owe' : 'owes'} ${owed}`
  if (norm.what.if !== undefined) text += `, such that ${guardWords(say, norm.what.if.guard)}`
  if (norm.covering !== undefined) {
    text += `, covering each limb that ${the(say, norm.covering)} cites (one that names no limb covers all)`
  }
  return text
}

/** A duty without `to` is owed to the sender of what is answered. */
function recipientOf(say: Saying, norm: Norm): Recipient | undefined {
  const { link } = norm.what
  const answered = link?.kind === 'to' || link?.kind === 'about' ? link.noun : undefined
  const to = norm.to ?? (norm.verb === 'must' && answered !== undefined ? senderOf(answered) : undefined)
  if (to === undefined) return undefined
  const [set] = to.sets
  const isShort = to.sets.length === 1 && set !== undefined && set.except.length === 0 && !('rule' in set.of)
  const isSender = isShort && set.of.kind === 'sender' && set.quantifier === 'the'
  const noun = isShort && 'noun' in set.of ? set.of.noun : undefined
  const isDuty = norm.verb === 'must'
  const words = isDuty ? partyWords(say, to, 'is owed') : towardsWords(say, norm, to)
  return { words, isShort, isSender, only: !isDuty, ...(noun === undefined ? {} : { noun }) }
}

function senderOf(noun: KindName): PartyExpr {
  return { join: 'and', sets: [{ quantifier: 'the', of: { kind: 'sender', noun }, except: [] }] }
}

/** Towards debtors of a rule a power opens one by one. */
function towardsWords(say: Saying, { when }: Norm, to: PartyExpr): string {
  const opensOneByOne = when.some((event) => event.kind === 'outcome' || event.kind === 'claim')
  const [set] = to.sets
  if (!opensOneByOne || !to.sets.some(({ of }) => of.kind === 'debtor')) return partyWords(say, to)
  const isPlain = to.sets.length === 1 && set?.quantifier === 'the' && set.except.length === 0
  const words = isPlain && set.of.kind === 'debtor' ? `debtors under rule ${set.of.rule}` : partyWords(say, to)
  return `${words} of whom this is so`
}

const FROM: Readonly<Record<Verb, string>> = {
  must: 'not earlier than',
  may: 'from',
  'must not': 'from',
  'is free to': 'from',
}
const UNTIL: Readonly<Record<Verb, string>> = {
  must: 'not later than',
  may: 'until',
  'must not': 'until',
  'is free to': 'until',
}

function timeWords(say: Saying, norm: Norm): string[] {
  const parts: string[] = []
  const use = { verb: norm.verb, who: norm.who, ...periodOf(say, norm) }
  if (norm.from !== undefined) {
    const open = norm.from.kind === 'open' ? 'beginning ' : ''
    parts.push(`${open}${clockWords(say, norm.from, FROM[norm.verb], { ...use, isStart: true })}`)
  }
  if (norm.until !== undefined) parts.push(clockWords(say, norm.until, UNTIL[norm.verb], use))
  return parts
}

/** The period that has begun, of a rule that is for each: `that year`, unless the act that it asks for is for another one. */
function periodOf(say: Saying, norm: Norm): Pick<ClockUse, 'period' | 'year'> {
  const calendar = calendarIn(say, norm)
  if (calendar === undefined || calendar.day !== undefined) return {}
  const { link } = norm.what
  const isOther = link?.kind === 'period' && link.offset !== 0
  const { unit } = calendar.series
  const words = isOther ? `the ${unit} that has begun` : `that ${unit}`
  return { period: { unit, words }, year: unit === 'period' ? `the last year of ${words}` : words }
}

const THING: Readonly<Record<Verb, string>> = {
  must: 'duty',
  may: 'power',
  'must not': 'prohibition',
  'is free to': 'freedom',
}

export function changeSentence(say: Saying, norm: Norm, change: Change): string {
  const ender = enderOf(say, change)
  let text = `${effectWords(say, norm, change)} when ${endingWords(say, change, ender)}`
  if (change.within !== undefined)
    text += ` within the first ${change.within.n === 1 ? change.within.unit : periodWords(change.within)}`
  if (change.once) text += ', once only'
  if (change.if !== undefined) text += `, provided that ${guardWords(say, change.if.guard)}`
  if (reachesSome(norm, change)) text += reachWords(say, norm, change, ender.who)
  return `${capital(text)}.`
}

/** Who makes a change: whom it names, else the holder of the power that the act uses. */
interface Ender {
  readonly who?: PartyExpr
  readonly by: string
}

function enderOf(say: Saying, { who, when }: Change): Ender {
  if (who !== undefined) return { who, by: '' }
  const powers = new Set(when.acts.flatMap((act) => powersOver(say.agreement, act)))
  if (powers.size === 0) return { by: ' by anybody' }
  const [power] = powers
  const isForAll = when.acts.every((act) => powersOver(say.agreement, act).length > 0)
  if (powers.size > 1 || !isForAll || power === undefined) return { by: ' by whoever may' }
  const by = ` under rule ${power.id}`
  return isNamedByActs(power.who) ? { who: power.who, by } : { by }
}

/** `a detailed opinion about the draft is transmitted by any party`. */
function changingWords(say: Saying, change: Change): string {
  const { acts, link } = change.when
  const [first = ''] = acts
  const verb = acts.length === 1 ? isOrAre(say, first) : 'is'
  const by = change.who === undefined ? '' : ` by ${partyWords(say, change.who, 'may')}`
  return `${actWords(say, acts, link)}${suchWords(say, change)} ${verb} ${change.when.decided ?? 'transmitted'}${by}`
}

function suchWords(say: Saying, { when }: Change): string {
  return when.if === undefined ? '' : `, such that ${guardWords(say, when.if.guard)},`
}

/** `the sender of the question withdraws that question under rule 4.10`. */
function endingWords(say: Saying, change: Change, { who, by }: Ender): string {
  const { acts, link } = change.when
  // Whoever may decide it is said with its decision.
  if (change.when.decided !== undefined) return changingWords(say, change)
  if (who === undefined) return `${changingWords(say, change)}${by}`
  if (!isOne(who)) return `${changingWords(say, { ...change, who })}${by}`
  const does = doWords(say, { acts, isInPeriod: true, inflect: thirdPerson, ...(link === undefined ? {} : { link }) })
  return `${partyWords(say, who, 'may')} ${does}${suchWords(say, change)}${by}`
}

/** One party, said in the singular. */
function isOne({ sets }: PartyExpr): boolean {
  const [set] = sets
  return sets.length === 1 && set?.quantifier !== 'all' && !(set?.quantifier === 'the' && set.of.kind === 'parties')
}

/** `sender` alone is that of the other rule's trigger, and cannot be said here. */
function isNamedByActs({ sets }: PartyExpr): boolean {
  const roles = sets.flatMap(({ of, except }) => [of, ...except])
  return roles.every((role) => (role.kind !== 'sender' && role.kind !== 'addressee') || role.noun !== undefined)
}

/** Is it said for which of several holders an act makes the change? */
function reachesSome(norm: Norm, { verb }: Change): boolean {
  // What ends or moves a decision does so for all.
  if (norm.decides !== undefined) return false
  if (verb === 'add creditor') return false
  return (norm.verb === 'must' && (verb === 'end' || verb === 'excuse')) || !hasOneHolder(norm)
}

/** Whose duty it ends, and what of it. */
function reachWords(say: Saying, norm: Norm, { verb, when: { acts } }: Change, ender: PartyExpr | undefined): string {
  const [first = ''] = acts
  const act = acts.length === 1 ? the(say, first) : 'the act'
  const isPlural = acts.length === 1 && isOrAre(say, first) === 'are'
  const isBySender = ender?.sets.every(({ of }) => of.kind === 'sender') === true
  const whom = isBySender
    ? `whomever ${act} ${isPlural ? 'are' : 'is'} sent to`
    : `whoever sends ${act} or is sent ${isPlural ? 'them' : 'it'}`
  const limbs =
    norm.covering === undefined || (verb !== 'end' && verb !== 'excuse')
      ? ''
      : `; if ${act} name${isPlural ? '' : 's'} limbs, for those limbs alone`
  return `${acts.every((name) => kindOf(say, name)?.to === 'all') ? '' : `, for ${whom}`}${limbs}`
}

function effectWords(say: Saying, { verb, changes, decides }: Norm, change: Change): string {
  const length = change.length === undefined ? '' : ` ${periodWords(change.length)}`
  switch (change.verb) {
    case 'end':
      if (decides !== undefined) return 'it is withdrawn, and comes to nothing,'
      return `the ${THING[verb]} ends${change.length === undefined ? '' : ` after${length}`}`
    case 'excuse':
      return `the ${THING[verb]} is excused`
    case 'to': {
      if (change.stated === undefined)
        return `the end moves to${length} from the same start, unless it is later already,`
      const { noun, path } = change.stated
      return `the end moves to ${statedField(say, noun, path)}, unless it is later already,`
    }
    case 'by':
      return `the time is extended by${length}`
    case 'restart':
      if (decides !== undefined) return `the clock starts again${length}, and positions taken before no longer count,`
      // What moved the end before is gone with the first start.
      return changes.some((other) => other.verb === 'to' || other.verb === 'by')
        ? `the clock starts again${length}, with the length that it had at first,`
        : `the clock starts again${length}`
    case 'stop':
      return `the clock stops${length}`
    case 'resume':
      return `the clock goes on${length}`
    case 'add creditor':
      return `the ${THING[verb]} is owed also to ${change.creditor === undefined ? 'its sender' : partyWords(say, change.creditor, 'is owed')}${length}`
  }
}

function timedBySentence(say: Saying, norm: Norm): string[] {
  if (norm.timedBy === 'transmitted') return []
  if (norm.timedBy === 'received') return ['What counts is the time of receipt.']
  const { noun, path } = norm.timedBy
  const label = fieldWords(say, noun, path)
  if (isClause(label)) return [`What counts is ${label}, as the record of ${the(say, noun)} states.`]
  return [`What counts is the time that the record of ${the(say, noun)} states as "${label}".`]
}

function silenceSentence(say: Saying, norm: Norm): string[] {
  if (norm.silence === undefined) return []
  const { word, deemed } = norm.silence
  if (deemed !== undefined && word === `counts as ${deemed}`) return [`Silence counts as ${a(say, deemed)}.`]
  const counts = deemed === undefined ? '' : ` It counts as ${a(say, deemed)}.`
  return [`Silence means: ${word}.${counts}`]
}

/** What a sentence says of a rule, part by part, for a table. Empty: the rule says nothing of it. */
export interface NormParts {
  readonly verb: Verb
  readonly who: string
  /** `must send an answer to the question`. */
  readonly what: string
  readonly towards: string
  readonly trigger: string
  readonly clock: string
  readonly silence: string
  readonly changes: string
}

export function normParts(norm: Norm, agreement: Agreement): NormParts {
  const say = saying(agreement, triggersOf(norm, agreement))
  const { verb, note } = jointly(norm.who)
  const trigger = [triggerWords(say, norm.when), conditionsWords(say, norm)].filter((part) => part !== '').join(', ')
  const whole = recipientOf(say, norm)
  const holder = partyWords(say, norm.who, forbidsAny(norm) ? 'no' : HOLDS[norm.verb])
  return {
    verb: norm.verb,
    // That nobody else may is said of all powers at once, not in every row.
    who: capital(norm.verb === 'may' ? holder : holderWords(norm, holder)),
    what: `${taskWords(say, norm, verb, false)}${note}`,
    towards: whole === undefined ? '' : `${whole.only && whole.words !== ALL_PARTIES ? 'only ' : ''}${whole.words}`,
    trigger,
    clock: [timeWords(say, norm).join(', '), ...timedBySentence(say, norm)].filter((part) => part !== '').join('. '),
    silence: silenceSentence(say, norm)
      .join(' ')
      .replace(/^Silence means: /, '')
      .replace(/\.$/, ''),
    changes: norm.changes.map((change) => changeSentence(say, norm, change)).join(' '),
  }
}
