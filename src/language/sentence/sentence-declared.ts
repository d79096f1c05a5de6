import type { Json } from '../../agreement/act.ts'
import type { Agreement, Commitment, Instrument } from '../../agreement/agreement.ts'
import type { ActKind, Channel } from '../../agreement/kind.ts'
import type { BodyDef, GroupDef, PartyDef, Span } from '../../agreement/party.ts'
import type { Regime } from '../../time/regime.ts'
import { fieldOf, namesAt } from '../guard/guard-form.ts'
import { a, fieldWords, saying } from './sentence-noun.ts'
import { bodyWords, groupWords, partyName, partyWords } from './sentence-party.ts'
import {
  capital,
  dayWords,
  listed,
  numberWords,
  periodWords,
  spoken,
  weekWords,
  withArticle,
} from './sentence-words.ts'

/** What an agreement declares beside its rules, as sentences: time, kinds of act, parties, commitments. */

/** `Days are calendar days in UTC; the day of the event is not counted; ...` */
export function phraseOfRegime(regime: Regime): string {
  const first = regime.firstDay === 'counted' ? 'is the first day counted' : 'is not counted'
  const parts = [
    `days are calendar days in ${regime.zone.id}`,
    `the day of the event ${first}`,
    `working days are ${weekWords(regime.workingWeek)}${holidayWords(regime)}`,
    ROLL[regime.roll],
    `where the last month of a period lacks the date, the period ends with ${
      regime.endOfMonth === 'last day' ? 'the last day of that month' : 'the first day of the month after it'
    }`,
    regime.hours === 'elapsed'
      ? 'hours run from the event itself'
      : 'hours and days are whole, and hours run from the next full hour',
  ]
  if (regime.minimumWorkingDays > 0) {
    const days = numberWords(regime.minimumWorkingDays)
    parts.push(`a period of two days or more holds at least ${days} working day${days === '1' ? '' : 's'}`)
  }
  return `${capital(parts.join('; '))}.`
}

const ROLL: Readonly<Record<Regime['roll'], string>> = {
  none: 'a period ends with its last day even if that is a rest day',
  following: 'a period whose last day is a rest day ends with the next working day',
  preceding: 'a period whose last day is a rest day ends with the working day before it',
}

function holidayWords(regime: Regime): string {
  const names = regime.holidays.map((calendar) => `${calendar.id} (${calendar.edition})`)
  if (names.length === 0) return ', and no holidays are taken out'
  if (names.length === 1) return ` without the holidays of the calendar ${names[0]}`
  return ` without the days that ${regime.holidayIn} of the calendars ${listed(names, 'and')} list${regime.holidayIn === 'any' ? 's' : ''}`
}

/** `Each party may send an answer to one or several parties; it must refer to a question. It states text and urgent.` */
export function sentenceOfKind(kind: ActKind, agreement: Agreement): string {
  const say = saying(agreement)
  const from = kind.from === undefined ? 'each party' : partyWords(say, kind.from)
  const noun = a(say, kind.name)
  const does = kind.infinitive.endsWith(noun.replace(/^an? /, '')) ? kind.infinitive : `${kind.infinitive} (${noun})`
  const parts = [`${capital(from)} may ${does}, ${TO[kind.to]}`]
  const targets = kind.refersTo.map((name) => a(say, name))
  if (targets.length === 0) parts.push('it stands alone')
  else if (kind.mustRefer) parts.push(`it must refer to ${listed(targets, 'or')}`)
  else parts.push(`it may refer to ${listed(targets, 'or')}, or stand alone`)
  if (kind.by !== undefined) parts.push(channelWords(kind.by, agreement.channels))
  const stage = withArticle(kind.stage)
  if (kind.stage !== 'other' && stage !== noun) parts.push(`in a case it counts as ${stage}`)
  return `${parts.join('; ')}.${formSentence(kind, agreement)}`
}

const TO: Readonly<Record<ActKind['to'], string>> = {
  one: 'addressed to one party',
  some: 'addressed to one or several parties',
  all: 'addressed to all other parties',
  nobody: 'addressed to the public and to no party',
}

function channelWords(name: string, channels: readonly Channel[]): string {
  const channel = channels.find((one) => one.name === name)
  const zone = channel?.zone === 'addressee' ? ', by the clock of the addressee' : ''
  return `it goes by ${name} and counts as received ${receiptWords(channel)}${zone}`
}

function receiptWords(channel: Channel | undefined): string {
  const receipt = channel?.receipt
  switch (receipt?.kind) {
    case undefined:
    case 'actual':
      return 'when it is shown to have arrived'
    case 'at once':
      return 'at once'
    case 'next working day':
      return 'on the next working day'
    case 'after':
      return `${periodWords(receipt.period)} after it was sent`
    case 'opening hours':
      return `at once between ${receipt.opens} and ${receipt.closes} of a working day, else at the next opening`
  }
}

function formSentence(kind: ActKind, agreement: Agreement): string {
  const say = saying(agreement)
  const names = namesAt(kind.form, [])
  if (names.length === 0) return ''
  const required = requiredOf(kind.form)
  const words = (name: string): string => {
    const field = fieldOf(kind.form, [name])
    const fallback =
      field.found && field.fallback !== undefined ? ` (${JSON.stringify(field.fallback)} if left out)` : ''
    return `${fieldWords(say, kind.name, [name])}${fallback}`
  }
  const must = names.filter((name) => required.has(name)).map(words)
  const can = names.filter((name) => !required.has(name)).map(words)
  const parts = [
    ...(must.length === 0 ? [] : [`it must state ${listed(must, 'and')}`]),
    ...(can.length === 0 ? [] : [`it may state ${listed(can, 'and')}`]),
  ]
  return ` ${capital(parts.join('; '))}.`
}

function requiredOf(form: Json | undefined): Set<Json> {
  if (typeof form !== 'object' || form === null || Array.isArray(form)) return new Set()
  const { required } = form as { readonly [key: string]: Json }
  return new Set(Array.isArray(required) ? required : [])
}

/** `Northland is a State, bound since 1 January 2026.` */
export function sentenceOfParty(party: PartyDef, agreement: Agreement): string {
  const spans = party.bound.map(spanWords)
  const byActs = agreement.rules.some(({ kind, id }) => kind === 'standing' && id === 'bound')
  const none = byActs ? 'bound by its own acts' : 'not bound'
  const bound = spans.length === 0 ? none : `bound ${listed(spans, 'and')}`
  const standings = Object.entries(party.standings ?? {}).map(
    ([name, times]) => `"${spoken(name)}" ${listed(times.map(spanWords), 'and')}`,
  )
  const parts = [`${partyName(agreement, party.id)} is ${PARTY_KIND[party.kind]}`, bound, ...standings]
  return `${capital(parts.join(', '))}.`
}

const PARTY_KIND: Readonly<Record<PartyDef['kind'], string>> = {
  state: 'a State',
  organisation: 'an organisation',
  company: 'a company',
  person: 'a person',
  other: 'a party',
}

/** Both days included. */
function spanWords(span: Span): string {
  if (span.from !== undefined && span.until !== undefined) {
    return `from ${dayWords(span.from)} to ${dayWords(span.until)}`
  }
  if (span.from !== undefined) return `since ${dayWords(span.from)}`
  return span.until === undefined ? 'at all times' : `until ${dayWords(span.until)}`
}

/** `The members of the Lake Union are Northland and (since 1 March 2026) Westmark.` */
export function sentenceOfGroup(group: GroupDef, agreement: Agreement): string {
  const members = group.members.map((member) => {
    const always = member.from === undefined && member.until === undefined
    return `${partyName(agreement, member.party)}${always ? '' : ` (${spanWords(member)})`}`
  })
  const verb = members.length === 0 ? 'has no members' : `consists of ${listed(members, 'and')}`
  const name = groupWords(agreement, group.id)
  return `${capital(name.startsWith('the group') ? name : `the group of members of ${name}`)} ${verb}.`
}

/** `The chair of the permanent council is Northland (from ... to ...).` */
export function sentenceOfBody(body: BodyDef, agreement: Agreement): string {
  const members = body.members === 'parties' ? 'all parties' : `the members of ${groupWords(agreement, body.members)}`
  const chairs = body.chairs.map((chair) => `${partyName(agreement, chair.party)} (${spanWords(chair)})`)
  const chair = chairs.length === 0 ? 'no chair is named' : `its chair is ${listed(chairs, 'and')}`
  return `${capital(bodyWords(agreement, body.id))} consists of ${members}; ${chair}.`
}

/** `Limb L6, "No State strengthens ...", is found in paragraph 3 of the Declaration and ...` */
export function sentenceOfCommitment(commitment: Commitment, agreement: Agreement): string {
  const places = commitment.found.map(({ instrument, paragraph, certainty }) => {
    const title = agreement.instruments.find((one) => one.id === instrument)?.title ?? instrument
    const sure = certainty === undefined || certainty === 'confirmed' ? '' : ` (${certainty})`
    return `paragraph ${paragraph} of the ${title}${sure}`
  })
  const found = places.length === 0 ? 'no place is given for it' : `it is found in ${listed(places, 'and')}`
  return `Commitment ${commitment.id}: "${commitment.title}"; ${found}.`
}

/** `Declaration, adopted 2010-12-03 by 56 participating States at the level of heads of state; its force is political.` */
export function sentenceOfInstrument(instrument: Instrument): string {
  const by = instrument.participants === undefined ? '' : ` by ${instrument.participants}`
  const level = instrument.level === undefined ? '' : ` at the level of ${instrument.level}`
  const force = instrument.force === undefined ? '' : `; its force is ${instrument.force}`
  const sure = instrument.certainty === undefined ? '' : ` (${instrument.certainty})`
  return `${instrument.title}, adopted ${instrument.adopted}${by}${level}${force}${sure}.`
}
