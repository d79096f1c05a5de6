import type { Amount, Base, Criteria, Criterion, Side, Tally } from '../../agreement/decision.ts'
import { bareNoun, type Saying } from './sentence-noun.ts'
import { groupWords } from './sentence-party.ts'
import { listed, numberWords, spoken } from './sentence-words.ts'

/** `either at least 55 % of the members are for it, and those for it hold at least 65 % of the population of the members, or ...`. */
export function criteriaWords(say: Saying, criteria: Criteria, decides: Tally): string {
  if (criteria.kind === 'criterion') return criterionWords(say, criteria, decides)
  const [only, second] = criteria.of
  if (only !== undefined && second === undefined) return criteriaWords(say, only, decides)
  if (criteria.kind === 'all of') return criteria.of.map((one) => inner(say, one, decides)).join(', and ')
  // Inside of a choice, what belongs together is heard without commas.
  const parts = criteria.of.map((one) => {
    const isPlain = one.kind === 'all of' && one.of.length > 1 && one.of.every(({ kind }) => kind === 'criterion')
    if (!isPlain) return inner(say, one, decides)
    return listed(
      one.of.map((part) => criteriaWords(say, part, decides)),
      'and',
    )
  })
  return `either ${parts.join(', or ')}`
}

function inner(say: Saying, criteria: Criteria, decides: Tally): string {
  const words = criteriaWords(say, criteria, decides)
  return leafOf(criteria) ? words : `(${words})`
}

function leafOf(criteria: Criteria): boolean {
  if (criteria.kind === 'criterion') return true
  const [only, second] = criteria.of
  return only !== undefined && second === undefined && leafOf(only)
}

/** Is anything a share of the votes? */
export function weighsVotes({ adopted, quorum }: Tally): boolean {
  const asks = (criteria: Criteria): boolean =>
    criteria.kind === 'criterion'
      ? criteria.is.kind === 'share' && criteria.is.of === 'votes'
      : criteria.of.some((one) => asks(one))
  return asks(adopted) || (quorum !== undefined && asks(quorum))
}

/** What one member is, and several are. */
const ONE: Readonly<Record<Side, string>> = {
  for: 'is for it',
  against: 'is against it',
  abstaining: 'abstains',
  'not participating': 'stays out of it',
  'not for': 'is not for it',
  present: 'is present',
}
const MANY: Readonly<Record<Side, string>> = {
  for: 'are for it',
  against: 'are against it',
  abstaining: 'abstain',
  'not participating': 'stay out of it',
  'not for': 'are not for it',
  present: 'are present',
}
const THOSE: Readonly<Record<Side, string>> = {
  for: 'those for it',
  against: 'those against it',
  abstaining: 'those that abstain',
  'not participating': 'those that stay out of it',
  'not for': 'those not for it',
  present: 'those present',
}

function criterionWords(say: Saying, criterion: Criterion, decides: Tally): string {
  const { side, is, by } = criterion
  if (by !== undefined) return weighedWords(say, criterion, by, decides)
  const among = amongWords(say, criterion)
  switch (is.kind) {
    case 'number': {
      if (is.compare === 'at most' && is.n === 0) return `no member${among} ${ONE[side]}`
      const isOne = is.n === 1
      return `${is.compare} ${numberWords(is.n)} ${isOne ? 'member' : 'members'}${among} ${isOne ? ONE[side] : MANY[side]}`
    }
    case 'share':
      if (isAll(is)) return `every member${among} ${ONE[side]}`
      return `${shareWords(is)} of ${baseWords(is.of, among)} ${MANY[side]}`
    case 'more than against':
      return `more members${among} are for it than against it`
    case 'more than any other':
      return `more members${among} are for it than for any other ${othersWords(say, decides)}`
  }
}

/** `those for it hold at least 65 % of the population of the members`. */
function weighedWords(say: Saying, criterion: Criterion, by: string, decides: Tally): string {
  const { side, is } = criterion
  const among = amongWords(say, criterion)
  const those = `${THOSE[side]}${among}`
  const weight = spoken(by)
  switch (is.kind) {
    case 'number':
      return `${those} hold ${is.compare} ${numberWords(is.n)} of ${weight}`
    case 'share':
      return `${those} hold ${shareWords(is)} of the ${weight} of ${baseWords(is.of, among, true)}`
    case 'more than against':
      return `${those} hold more of the ${weight} than those against it`
    case 'more than any other':
      return `${those} hold more of the ${weight} than those for any other ${othersWords(say, decides)}`
  }
}

function amongWords(say: Saying, { among }: Criterion): string {
  return among === undefined ? '' : ` of ${groupWords(say.agreement, among)}`
}

function othersWords(say: Saying, { on, oneOf }: Tally): string {
  const words = on.map((kind) => bareNoun(say, kind).words)
  return `${listed(words, 'or')}${oneOf === undefined ? '' : ` about the same ${bareNoun(say, oneOf).words}`}`
}

function isAll({ compare, over, under, of }: Extract<Amount, { kind: 'share' }>): boolean {
  return compare === 'at least' && over === under && of === 'members'
}

function baseWords(base: Base, among: string, weighed = false): string {
  if (base === 'members') return `the members${among}`
  if (base === 'present') return `the members present${among}`
  return weighed ? `those that vote${among}` : `the votes${among}`
}

const NAMED_PARTS: ReadonlyMap<string, string> = new Map([
  ['1/2', 'half'],
  ['1/3', 'a third'],
  ['2/3', 'two thirds'],
  ['3/4', 'three quarters'],
  ['3/5', 'three fifths'],
])

/** `more than half`, `at least 66.67 %`, `at least 5/7`. */
function shareWords({ compare, over, under }: Extract<Amount, { kind: 'share' }>): string {
  const named = NAMED_PARTS.get(`${over}/${under}`)
  if (named !== undefined) return `${compare} ${named}`
  const decimals = String(under).length - 3
  const isPercent = decimals >= 0 && decimals <= 4 && under === 10 ** (decimals + 2)
  if (!isPercent) return `${compare} ${numberWords(over)}/${numberWords(under)}`
  if (decimals === 0) return `${compare} ${over} %`
  const digits = String(over).padStart(decimals + 1, '0')
  return `${compare} ${digits.slice(0, -decimals)}.${digits.slice(-decimals)} %`
}
