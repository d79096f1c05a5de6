import type { Agreement } from '../../agreement/agreement.ts'
import type { Standing, Turning } from '../../agreement/rule.ts'
import { regimeWords } from './sentence-clock.ts'
import { eventWords } from './sentence-norm.ts'
import { a, type Saying, saying } from './sentence-noun.ts'
import { partyWords } from './sentence-party.ts'
import { capital, dayWords, listed, periodWords, spoken } from './sentence-words.ts'

/**
 * `A party is bound by this agreement from when a consent is transmitted, until the end of the last of the 12 months after a
 * notice of withdrawal is transmitted. The party meant is its sender.`
 */
export function standingSentence(standing: Standing, agreement: Agreement): string {
  const say = saying(agreement)
  const begins = standing.begins.map((turning) => beginWords(say, turning))
  const ends = standing.ends.map((turning) => endWords(say, turning))
  const times = [
    ...(begins.length === 0 ? [] : [listed(begins, 'or')]),
    ...(ends.length === 0 ? [] : [`until ${listed(ends, 'or')}`]),
  ]
  const dated = datedWords(standing, agreement)
  const what = `${subjectWords(standing)}${times.length === 0 ? '' : ` ${times.join(', ')}`}${dated}.`
  return `${capital(what)}${whoseWords(say, standing)}`
}

function subjectWords({ id, of }: Standing): string {
  if (of === 'agreement')
    return id === 'in-force' ? 'this agreement is in force' : `this agreement stands as "${spoken(id)}"`
  return id === 'bound' ? 'a party is bound by this agreement' : `a party stands as "${spoken(id)}"`
}

/** A party may have the standing by the list of parties as well. */
function datedWords({ id, of, begins, ends }: Standing, agreement: Agreement): string {
  const isDated = agreement.parties.some(({ bound, standings }) =>
    id === 'bound' ? bound.length > 0 : (standings?.[id]?.length ?? 0) > 0,
  )
  if (of === 'agreement' || !isDated) return ''
  return begins.length + ends.length === 0
    ? ' in the times that the list of parties gives'
    : ', and in the times that the list of parties gives'
}

function beginWords(say: Saying, { after, event }: Turning): string {
  if (event.kind === 'date') return `from the start of ${dayWords(event.day)}`
  const when = whenWords(say, event, after)
  if (after === undefined) return `from when ${when}`
  const { period } = after
  const isByDay = period.unit !== 'hour' && period.unit !== 'minute'
  const words = `${periodWords(period)} after ${when}${regimeWords(after.regime)}`
  return isByDay ? `from the start of the last day of ${words}` : `from ${words}`
}

function endWords(say: Saying, { after, event }: Turning): string {
  if (event.kind === 'date') return `the end of ${dayWords(event.day)}`
  const when = whenWords(say, event, after)
  if (after === undefined) return when
  return `the end of ${periodWords(after.period)} after ${when}${regimeWords(after.regime)}`
}

/** `a notice of leaving is transmitted`, `the last addressee has received a notice of leaving`. */
function whenWords(say: Saying, event: Turning['event'], after: Turning['after']): string {
  if (event.kind !== 'act' || after?.from !== 'received') return eventWords(say, event)
  return `the last addressee has received ${a(say, event.act)}`
}

function whoseWords(say: Saying, { of, whose, begins, ends }: Standing): string {
  const isByAct = [...begins, ...ends].some(({ event }) => event.kind === 'act')
  if (of === 'agreement' || !isByAct) return ''
  return ` The party meant is ${whose === undefined ? 'its sender' : partyWords(say, whose)}.`
}
