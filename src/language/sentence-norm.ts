import type { Agreement } from '../agreement/agreement.ts'
import type { Change, Event, Norm, PartyExpr, RuleId, Verb } from '../agreement/rule.ts'
import { clockWords } from './sentence-clock.ts'
import { guardWords } from './sentence-guard.ts'
import { a, actWords, aOrThe, doWords, fieldWords, isOrAre, type Saying, saying, the } from './sentence-noun.ts'
import { jointly, partyWords } from './sentence-party.ts'
import { capital, dayWords, listed, numberWords, periodWords, spoken } from './sentence-words.ts'

/** A duty, power, prohibition or permission as a sentence, with a short one for each thing that changes it. */
export function normSentence(norm: Norm, agreement: Agreement): string {
  const say = saying(agreement)
  const opening = [triggerWords(say, norm.when), conditionsWords(say, norm)].filter((part) => part !== '').join(', ')
  const holder = partyWords(say, norm.who)
  const { verb, note } = jointly(norm.who)
  const main = [
    `${opening === '' ? '' : `${opening}, `}${holderWords(norm, holder)} ${verbWords(norm, verb)} ${taskWords(say, norm)}${norm.verb === 'may' && norm.who.join === 'or' ? '' : note}`,
    ...timeWords(say, norm),
  ].join(', ')
  const rest = [
    ...norm.changes.map((change) => changeSentence(say, norm, change)),
    ...timedBySentence(say, norm),
    ...silenceSentence(say, norm),
    ...(norm.survives ? ['This holds for a party even after it has left.'] : []),
  ]
  return [`${capital(main)}.`, ...rest].join(' ')
}

/** `When a question is transmitted`. */
function triggerWords(say: Saying, events: readonly Event[]): string {
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
      return `${act} ${isOrAre(say, event.act)} transmitted`
    }
    case 'item': {
      const list = fieldWords(say, event.act, event.path)
      const key = event.key === undefined ? '' : `, told apart by its ${spoken(event.key)}`
      const words = `${aOrThe(say, event.act)} lists ${a(say, event.as)} under ${list}${key}`
      return words
    }
    case 'every':
      return `a calendar ${event.period} begins`
    case 'date':
      return `${dayWords(event.day)} comes`
    case 'outcome':
      return outcomeWords(say.agreement, event.rule, event.is)
    case 'figure':
      return `the figure ${spoken(event.figure)} ${event.is} ${numberWords(event.n)}`
    case 'standing':
      return `the standing "${spoken(event.standing)}" ${event.is}`
    case 'claim': {
      const noun = aOrThe(say, event.claim)
      return `${noun} is ${/\bclaim\b/.test(noun) ? 'made' : 'claimed'}`
    }
    case 'decision':
      return `decision ${event.decision} is ${event.is}`
  }
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
      return `rule ${id} ends`
  }
}

function conditionsWords(say: Saying, norm: Norm): string {
  const parts: string[] = []
  if (norm.if !== undefined) parts.push(`provided that ${guardWords(say, norm.if.guard)}`)
  if (norm.unless !== undefined) parts.push(`unless ${guardWords(say, norm.unless.guard)}`)
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
  const many = each !== '' || norm.who.sets[0]?.quantifier === 'all'
  return `${many ? 'are' : 'is'}${each} free to`
}

/** `send an answer to the question, owed to the sender of the question, covering each limb ...`. */
function taskWords(say: Saying, norm: Norm): string {
  const { acts, link } = norm.what
  const yearly = norm.when.some((event) => event.kind === 'every' && event.period === 'year')
  let text = doWords(say, acts, link, yearly ? 'that year' : 'the year')
  if (norm.to !== undefined) text += creditorWords(say, norm, norm.to, text)
  if (norm.what.if !== undefined) text += `, such that ${guardWords(say, norm.what.if.guard)}`
  if (norm.covering !== undefined) text += `, covering each limb that ${the(say, norm.covering)} cites`
  return text
}

function creditorWords(say: Saying, norm: Norm, to: PartyExpr, task: string): string {
  const creditor = partyWords(say, to)
  const linked = norm.what.link !== undefined && norm.what.link.kind !== 'period'
  if (norm.verb === 'must' && !linked && /^send\b/.test(task)) return ` to ${creditor}`
  return `, ${norm.verb === 'must' ? 'owed' : 'addressed'} to ${creditor}`
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
  if (norm.from !== undefined) {
    const open = norm.from.kind === 'open' ? 'beginning ' : ''
    parts.push(`${open}${clockWords(say, norm.from, FROM[norm.verb], norm.verb)}`)
  }
  if (norm.until !== undefined) parts.push(clockWords(say, norm.until, UNTIL[norm.verb], norm.verb))
  return parts
}

const THING: Readonly<Record<Verb, string>> = {
  must: 'duty',
  may: 'power',
  'must not': 'prohibition',
  'is free to': 'freedom',
}

function changeSentence(say: Saying, norm: Norm, change: Change): string {
  const acts = actWords(say, change.when.acts, change.when.link)
  const such = change.when.if === undefined ? '' : `, such that ${guardWords(say, change.when.if.guard)},`
  const [first = ''] = change.when.acts
  const verb = change.when.acts.length === 1 ? isOrAre(say, first) : 'is'
  let text = `${effectWords(norm.verb, change)} when ${acts}${such} ${verb} transmitted`
  if (change.who !== undefined) text += ` by ${partyWords(say, change.who)}`
  if (change.within !== undefined)
    text += ` within the first ${change.within.n === 1 ? change.within.unit : periodWords(change.within)}`
  if (change.if !== undefined) text += `, provided that ${guardWords(say, change.if.guard)}`
  if (change.once) text += ', once only'
  if (norm.covering !== undefined && change.verb === 'end') text += '; if it cites limbs, for those limbs alone'
  return `${capital(text)}.`
}

function effectWords(verb: Verb, change: Change): string {
  const length = change.length === undefined ? '' : ` ${periodWords(change.length)}`
  switch (change.verb) {
    case 'end':
      return `the ${THING[verb]} ends${change.length === undefined ? '' : ` after${length}`}`
    case 'to':
      return `the end moves to${length} from the same start, unless it is later already,`
    case 'by':
      return `the end moves by${length}`
    case 'restart':
      return `the clock starts again${length}`
    case 'stop':
      return `the clock stops${length}`
    case 'resume':
      return `the clock goes on${length}`
    case 'add creditor':
      return `the ${THING[verb]} is owed also to its sender${length}`
  }
}

function timedBySentence(say: Saying, norm: Norm): string[] {
  if (norm.timedBy === 'transmitted') return []
  if (norm.timedBy === 'received') return ['What counts is the time of receipt.']
  const { noun, path } = norm.timedBy
  return [`What counts is the time that ${the(say, noun)} states as "${fieldWords(say, noun, path)}".`]
}

function silenceSentence(say: Saying, norm: Norm): string[] {
  if (norm.silence === undefined) return []
  const { word, deemed } = norm.silence
  const counts = deemed === undefined ? '' : ` It counts as ${a(say, deemed)}.`
  return [`Silence means: ${word}.${counts}`]
}
