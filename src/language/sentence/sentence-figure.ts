import type { Agreement } from '../../agreement/agreement.ts'
import type { ActLimit, Figure, Limit, LimitKey, LimitPeriod, StatedTimes, Sum } from '../../agreement/rule.ts'
import { figuresIn } from '../guard/guard-figure.ts'
import { amountWords, guardWords } from './sentence-guard.ts'
import { a, actWords, fieldWords, isOrAre, type Saying, saying, statedField, the } from './sentence-noun.ts'
import { partyWords } from './sentence-party.ts'
import { capital, listed, periodWords, spoken } from './sentence-words.ts'

/** `The figure "quota" is, for each party, the smaller of 15 and (the number of units in its latest annual information ...).` */
export function figureSentence({ id, per, is }: Figure, agreement: Agreement): string {
  const each =
    per.length === 0
      ? ''
      : `, for ${listed(
          per.map((key) => `each ${key}`),
          'and',
        )},`
  const whose = per.includes('party') ? 'its' : 'the'
  return `The figure "${spoken(id)}" is${each} ${amountWords(saying(agreement), is.guard, whose)}.`
}

/**
 * `For each addressee of the request for a visit, every report on a visit counts in the calendar year in which it is
 * transmitted, and there may be at most 3; what goes beyond is marked "over quota".`
 */
export function limitSentence(limit: Limit, agreement: Agreement): string {
  const say = saying(agreement)
  const { of } = limit
  return of.kind === 'sum' ? sumSentence(limit, of, say) : actsSentence({ ...limit, of }, say)
}

/** `For each party, the sum of tanks over all zones may at no time be more than 13,300; a report that ...` */
function sumSentence({ atMost, mark }: Limit, { figure, group, zone, each }: Sum, say: Saying): string {
  const { agreement } = say
  const isByZone = agreement.rules.some(
    (rule) => rule.kind === 'figure' && rule.id === figure && rule.per.includes('zone'),
  )
  const members = group === undefined ? undefined : nameOfGroup(group, agreement)
  const within = zone === undefined ? undefined : nameOfZone(zone, agreement)
  const perZone = within === undefined ? 'zone' : `of ${within} and the zones within it`
  const keys = each.map((key) =>
    key === 'party' ? (members === undefined ? 'each party' : `each member of ${members}`) : `each ${perZone}`,
  )
  const whose = each.includes('party')
    ? ''
    : members === undefined
      ? ' of all parties'
      : ` of all members of ${members}`
  const all = within === undefined ? ' over all zones' : ` over ${within} and the zones within it`
  const where = !isByZone ? '' : each.includes('zone') ? ' over it and the zones within it' : all
  const start = keys.length === 0 ? '' : `For ${listed(keys, 'and')}, `
  return capital(
    `${start}the sum of ${spoken(figure)}${whose}${where} may at no time be more than ${amountWords(say, atMost.guard, each.includes('party') ? 'its' : 'the')}; a report that takes it beyond is marked "${mark}".`,
  )
}

function nameOfGroup(id: string, { groups }: Agreement): string {
  return groups.find((group) => group.id === id)?.names.en ?? spoken(id)
}

function nameOfZone(id: string, { zones }: Agreement): string {
  return zones.find((zone) => zone.id === id)?.names.en ?? spoken(id)
}

function actsSentence(limit: ActLimit, say: Saying): string {
  const { of, per, mark } = limit
  const keys = per.map((key) => keyWords(say, key, of.act, 'each'))
  const each = keys.length === 0 ? '' : `For ${listed(keys, 'and')}, `
  const field = of.path === undefined ? '' : `the ${fieldWords(say, of.act, of.path)} in `
  const counted = `${field}every ${bare(a(say, of.act))} counts${conditionWords(say, of)}`
  const until =
    of.until === undefined
      ? ''
      : ` from when it is transmitted until ${actWords(say, of.until.acts, of.until.link)} is transmitted`
  const at =
    of.stated !== undefined ? statedWords(say, of.stated, limit.in) : of.until === undefined ? periodOf(limit.in) : ''
  const isAtOnce = of.until !== undefined || of.stated?.until !== undefined
  const most = `${of.path === undefined ? '' : 'together '}there may be at most ${amountWords(say, limit.atMost.guard, 'the')}${isAtOnce ? ' at once' : ''}`
  const clause = `${each}${counted}${until}${at}`
  const sentence = capital(
    `${clause}${clause.endsWith(',') ? '' : ','} and ${most}; what goes beyond is marked "${mark}".`,
  )
  return `${sentence}${keyNote(say, limit)}${figureNote(say, limit)}${exceptionNote(say, limit)}`
}

/** ` from the start to the end stated in the notification`, ` in the calendar year in which the start stated in the notification falls`. */
function statedWords(say: Saying, { from, until }: StatedTimes, period: LimitPeriod | undefined): string {
  const start = statedField(say, from.noun, from.path)
  if (until !== undefined) return ` from ${start} until ${statedField(say, until.noun, until.path)}`
  const years = period?.kind === 'calendar' ? period.years : 1
  const those = years === 1 ? 'in the calendar year' : `in any ${years} calendar years in a row with the one`
  return ` ${those} in which ${start} falls`
}

function keyNote(say: Saying, { of: { act, stated } }: ActLimit): string {
  if (stated?.key === undefined) return ''
  const noun = bare(a(say, act))
  return ` A later ${noun} by the same sender with the same ${fieldWords(say, act, stated.key)} replaces the one before it.`
}

/** `, if it is "large", unless it is "exempt",` */
function conditionWords(say: Saying, { act, if: only, unless }: ActLimit['of']): string {
  const conditions = [
    ...(only === undefined ? [] : [`if ${guardWords(say, only.guard, act)}`]),
    ...(unless === undefined ? [] : [`unless ${guardWords(say, unless.guard, act)}`]),
  ]
  return conditions.length === 0 ? '' : `, ${conditions.join(', ')},`
}

function bare(noun: string): string {
  return noun.replace(/^(?:an?|the|one) /i, '')
}

function keyWords(say: Saying, key: LimitKey, act: string, quantifier: 'each' | 'the'): string {
  if (key.kind === 'value') return `${quantifier} ${bare(statedField(say, key.noun, key.path))}`
  const { of } = key
  const role = of.of.kind === 'sender' || of.of.kind === 'addressee' ? { ...of.of, noun: of.of.noun ?? act } : of.of
  return partyWords(say, { join: 'and', sets: [{ ...of, of: role, quantifier }] })
}

function periodOf(period: LimitPeriod | undefined): string {
  if (period === undefined) return ''
  if (period.kind === 'rolling') {
    return ` in the ${periodWords(period.period)} that end with the day on which it is transmitted`
  }
  const before = period.years === 1 ? '' : ` and the ${period.years === 2 ? 'one' : period.years - 1} before it`
  return ` in the calendar year in which it is transmitted${before}`
}

/** A figure for each party is that of the party that is named first. */
function figureNote(say: Saying, { per, of, atMost }: ActLimit): string {
  const [first] = per
  const isPerParty = figuresIn(atMost.guard).some((name) =>
    say.agreement.rules.some((rule) => rule.kind === 'figure' && rule.id === name && rule.per.includes('party')),
  )
  return first?.kind !== 'party' || !isPerParty ? '' : ` The figure is that of ${keyWords(say, first, of.act, 'the')}.`
}

function exceptionNote(say: Saying, { notCounted, of }: ActLimit): string {
  if (notCounted === undefined) return ''
  const [act = ''] = notCounted.acts
  const when = `${actWords(say, notCounted.acts, notCounted.link)} ${isOrAre(say, act)} transmitted`
  return ` Once ${when}, ${the(say, of.act)} no longer counts; what was marked before stays so.`
}
