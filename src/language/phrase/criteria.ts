import type { Amount, Base, Comparison, Criteria, Criterion, Side } from '../../agreement/decision.ts'
import type { Directory } from '../meaning/directory.ts'
import { FieldReader, type Text } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { type Fields, inWords, type Value } from '../source/value.ts'
import { groupNamed } from './party-phrase.ts'
import { type Phrase, readPhrase, type Token } from './phrase.ts'
import { didYouMean } from './spelling.ts'

/**
 * What adopts a proposal, and what is a quorum: criteria, joined as one likes.
 *
 *     criteria  = { side: amount [, among: GROUP ] [, by: WEIGHT ] } | { "any of": [ criteria ] } | { "all of": [ criteria ] }
 *     side      = "for" | "against" | "abstaining" | "not participating" | "not for" | "present"
 *     amount    = "nobody" | "everybody" | "more than against" | "more than any other"
 *               | ( "at least" | "more than" | "at most" | "fewer than" ) ( NUMBER | share "of" base )
 *     share     = "half" | "a third" | "two thirds" | "three quarters" ... | NUMBER "/" NUMBER | NUMBER "%"
 *     base      = "members" | "present" | "votes"
 *
 *     any of: [{for: at least 55 % of members}, {not for: fewer than 4}]
 *
 * Whole numbers only: 66.67 % is 6667 in 10000.
 */
export const SIDES: readonly Side[] = ['for', 'against', 'abstaining', 'not participating', 'not for', 'present']
const JOINS = ['any of', 'all of'] as const
const BESIDE = ['among', 'by'] as const
const SHAPE = { what: 'a criterion', keys: [...SIDES, ...BESIDE, ...JOINS] as readonly string[] }

/** A criterion with the text of its amount, for what is told of it later. */
export interface PlacedCriterion {
  readonly criterion: Criterion
  readonly text: Text
}

export function readCriteria(
  value: Value,
  directory: Directory,
  found: PlacedCriterion[],
  report: Report,
): Criteria | undefined {
  if (value.kind !== 'map') {
    const message = `A criterion is ${inWords(value)}, not a map.`
    report.error('value/type', value.place, message, 'Write it as {for: more than half of members}.')
    return undefined
  }
  const reader = new FieldReader(value, SHAPE, report)
  const named = [...SIDES, ...JOINS].filter((key) => reader.has(key))
  const [key, second] = named
  if (key === undefined) {
    // A key that is misspelt has been told.
    if (value.fields.some((field) => !SHAPE.keys.includes(field.key))) return undefined
    const advice = `Write one of: ${[...SIDES, ...JOINS].join(', ')}.`
    report.error('key/missing', value.place, 'The criterion does not say of whom there must be how many.', advice)
    return undefined
  }
  if (second !== undefined) {
    const place = reader.field(second)?.keyPlace ?? value.place
    const message = `The criterion has both "${key}" and "${second}".`
    report.error('key/unknown', place, message, `Write two, below any of: or all of:.`)
    return undefined
  }
  return key === 'any of' || key === 'all of'
    ? readJoined(reader, value, key, directory, found, report)
    : readOne(reader, key, directory, found, report)
}

function readJoined(
  reader: FieldReader,
  { fields }: Fields,
  kind: 'any of' | 'all of',
  directory: Directory,
  found: PlacedCriterion[],
  report: Report,
): Criteria | undefined {
  for (const { key, keyPlace } of fields) {
    if (!BESIDE.some((one) => one === key)) continue
    report.error(
      'key/unknown',
      keyPlace,
      `"${key}" is said of one criterion.`,
      `Write it beside each one it is meant of.`,
    )
  }
  const items = reader.items(kind)
  const of = items.flatMap((item) => readCriteria(item, directory, found, report) ?? [])
  if (items.length === 0) {
    const place = reader.field(kind)?.value.place ?? reader.place
    report.error('value/type', place, `"${kind}" has nothing to choose from.`, 'List criteria below it.')
  }
  return of.length === 0 ? undefined : { kind, of }
}

function readOne(
  reader: FieldReader,
  side: Side,
  directory: Directory,
  found: PlacedCriterion[],
  report: Report,
): Criteria | undefined {
  const text = reader.text(side)
  const amongText = reader.text('among')
  const among =
    amongText && readPhrase(amongText, report, (phrase) => groupNamed(phrase, phrase.name('a group'), directory))
  const by = weightNamed(reader.text('by'), directory, report)
  const is = text && readPhrase(text, report, readAmount)
  if (text === undefined || is === undefined) return undefined
  const criterion = { side, ...(among === undefined ? {} : { among }), ...(by === undefined ? {} : { by }), is }
  found.push({ criterion, text })
  return { kind: 'criterion', ...criterion }
}

function weightNamed(text: Text | undefined, { weights }: Directory, report: Report): string | undefined {
  if (text === undefined || weights.has(text.value)) return text?.value
  const listed = weights.size === 0 ? `Write weights: {${text.value}: 1} with each party.` : ''
  const advice = didYouMean(text.value, weights.keys(), listed || `There are: ${[...weights.keys()].join(', ')}.`)
  report.error('figure/weight', text.place, `No party has a weight "${text.value}".`, advice)
  return text.value
}

const COMPARISONS: readonly Comparison[] = ['at least', 'more than', 'at most', 'fewer than']
const BASES: readonly Base[] = ['members', 'present', 'votes']
const EXAMPLE = 'Write it like at least 9, more than half of members, or at least 55 % of votes.'

export function readAmount(phrase: Phrase): Amount {
  if (phrase.takes('nobody')) return { kind: 'number', compare: 'at most', n: 0 }
  if (phrase.takes('everybody')) return { kind: 'share', compare: 'at least', over: 1, under: 1, of: 'members' }
  const compare = COMPARISONS.find((words) => phrase.takes(...words.split(' ')))
  if (compare === undefined) return phrase.fault([...COMPARISONS, 'nobody', 'everybody'])
  if (compare === 'more than' && phrase.takes('against')) return { kind: 'more than against' }
  if (compare === 'more than' && phrase.takes('any', 'other')) return { kind: 'more than any other' }
  const first = phrase.peek()
  if (phrase.peek(1).text === 'percent' || (phrase.peek(1).text === 'per' && phrase.peek(2).text === 'cent')) {
    const message = 'A share in a hundred is written with its sign.'
    return phrase.stop('phrase/syntax', phrase.peek(1), message, `Write ${first.text} %.`)
  }
  const share = readShare(phrase)
  if (share === undefined) {
    const n = wholeNumber(phrase.next().text)
    if (n === undefined)
      return phrase.stop('phrase/syntax', first, `"${first.text}" is no whole number and no share.`, EXAMPLE)
    refuseAmount(phrase, first, n === 0 && (compare === 'at least' || compare === 'fewer than'))
    return { kind: 'number', compare, n }
  }
  phrase.need('of')
  phrase.takes('the')
  const of = phrase.oneOf(BASES) as Base
  const { over, under } = share
  const isAll = over >= under
  const isIdle = over > under || over === 0 || (isAll && compare !== 'at least' && compare !== 'fewer than')
  refuseAmount(phrase, first, isIdle)
  return { kind: 'share', compare, over, under, of }
}

/** An amount that is there always, or never, decides nothing. */
function refuseAmount(phrase: Phrase, token: Token, isIdle: boolean): void {
  if (!isIdle) return
  const message = 'That is so always or never, and decides nothing.'
  phrase.error('criterion/amount', token, message, 'Write a share between nothing and all, or nobody, or everybody.')
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

const PARTS: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['third', 3],
  ['quarter', 4],
  ['fifth', 5],
  ['sixth', 6],
  ['seventh', 7],
  ['eighth', 8],
  ['ninth', 9],
  ['tenth', 10],
])
const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** `half`, `a third`, `two thirds`, `2/3`, `55 %`, `66.67 %`; undefined: a number alone. */
function readShare(phrase: Phrase): { readonly over: number; readonly under: number } | undefined {
  if (phrase.takes('half')) return { over: 1, under: 2 }
  const first = phrase.peek()
  const count = first.text === 'a' ? 1 : COUNTS.indexOf(first.text) + 1
  if (count > 0) {
    phrase.next()
    const part = phrase.peek()
    const under = PARTS.get(part.text) ?? PARTS.get(part.text.replace(/s$/, ''))
    if (under === undefined) return phrase.fault([...PARTS.keys()].slice(1), 'a part')
    phrase.next()
    return { over: count, under }
  }
  const fraction = /^(\d{1,6})\/([1-9]\d{0,5})$/.exec(first.text)
  if (fraction !== null) {
    phrase.next()
    return { over: Number(fraction[1]), under: Number(fraction[2]) }
  }
  const isBehind = phrase.peek(1).text === '%'
  const percent = /^(\d{1,6})(?:\.(\d{1,4}))?(%?)$/.exec(first.text)
  if (percent === null || (percent[3] === '') !== isBehind) return undefined
  phrase.next()
  if (isBehind) phrase.next()
  const decimals = percent[2] ?? ''
  return { over: Number(`${percent[1]}${decimals}`), under: 100 * 10 ** decimals.length }
}
