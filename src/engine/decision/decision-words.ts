import type { Criterion, Tally } from '../../agreement/decision.ts'
import { numberWords } from '../../language/sentence/sentence-words.ts'
import type { Amount } from '../count/amounts.ts'
import type { Ledger } from '../ledger.ts'
import { partyName } from '../reading/line.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Result } from './result.ts'
import type { Counted, CriterionCount } from './tally.ts'

/** What was counted under a criterion, out of what, and what is needed: `15 of 27 members for, 15 needed`. */
export function criterionWords(ledger: Ledger, { criterion, counted, base, limit }: CriterionCount): string {
  const { is, side } = criterion
  const among = amongWords(ledger, criterion)
  const isNobody = limit.is === 'at most' && isZero(limit.n)
  const bound = limit.is === 'at least' ? `${amountWords(limit.n)} needed` : `at most ${amountWords(limit.n)}`
  if (criterion.by !== undefined) {
    const of = is.kind === 'share' && base !== undefined ? ` of ${amountWords(base)}` : ''
    return `those ${side}${among} weigh ${amountWords(counted)}${of} (${criterion.by}), ${bound}`
  }
  if (is.kind === 'share' && base !== undefined) {
    const of = `of ${amountWords(base)} ${isOne(base) ? ONE[is.of] : is.of}`
    return `${amountWords(counted)} ${of}${among} ${side}, ${bound}`
  }
  if (is.kind === 'more than against' && base !== undefined)
    return `${amountWords(counted)} ${side}, ${amountWords(base)} against${among}`
  if (is.kind === 'more than any other' && base !== undefined)
    return `${amountWords(counted)} ${side}${among}, at most ${amountWords(base)} for any other`
  if (isNobody && isZero(counted)) return `nobody ${side}${among}`
  return `${amountWords(counted)} ${side}${among}, ${bound}`
}

const ONE = { members: 'member', present: 'present', votes: 'vote' } as const

function amongWords({ program }: Ledger, { among }: Criterion): string {
  if (among === undefined) return ''
  return ` among ${program.groups.get(among)?.names.en ?? among}`
}

export function amountWords({ low, high }: Amount): string {
  const print = (n: number) => (Number.isFinite(n) ? numberWords(n) : 'not known')
  return low === high ? print(low) : `${print(low)} to ${print(high)}`
}

function isZero({ low, high }: Amount): boolean {
  return low === 0 && high === 0
}
function isOne({ low, high }: Amount): boolean {
  return low === 1 && high === 1
}

/** What decides: of what must all hold, each that does not; of what may, the first that does. */
export function countWords(ledger: Ledger, counted: Counted, holds: Tri): string {
  return deciding(counted, holds)
    .map((one) => criterionWords(ledger, one))
    .join('; ')
}

function deciding(counted: Counted, holds: Tri): readonly CriterionCount[] {
  if (counted.kind === 'criterion') return [counted]
  const alike = counted.of.filter((one) => one.holds === holds)
  const isOneEnough = (counted.kind === 'any of') === (holds === 'yes')
  if (holds !== 'maybe' && isOneEnough && alike[0] !== undefined && counted.kind === 'any of')
    return deciding(alike[0], holds)
  return (alike.length > 0 ? alike : counted.of).flatMap((one) => deciding(one, one.holds))
}

/** Is a proposal adopted unless somebody is against it? */
export function isSilence({ adopted }: Tally): boolean {
  if (adopted.kind !== 'criterion' || adopted.side !== 'against' || adopted.is.kind !== 'number') return false
  const { compare, n } = adopted.is
  return (compare === 'at most' && n === 0) || (compare === 'fewer than' && n === 1)
}

/** `as many for as against, which adopts`; undefined: there is none, or nothing follows from it. */
export function tieWords(
  ledger: Ledger,
  { tie: rule }: Tally,
  { count: { tie, outcome }, casting, beside }: Result,
): string | undefined {
  if (tie !== 'yes' || rule === undefined) return undefined
  if (rule === 'adopted') return outcome === 'yes' ? 'as many for as against, which adopts' : undefined
  if (rule === 'not adopted') return outcome === 'no' ? 'as many for as against, which does not adopt' : undefined
  // Who has the casting vote and is neither for nor against decides nothing.
  if (beside.casting?.has('for') !== true && beside.casting?.has('against') !== true) return undefined
  const who = casting.map((party) => partyName(ledger, party)).join(' or ')
  return who === '' ? undefined : `as many for as against; the vote of ${who} decides`
}
