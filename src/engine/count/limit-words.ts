import type { ZoneDef } from '../../agreement/zone.ts'
import { labelOfField, phraseOfField } from '../../language/sentence/sentence.ts'
import { listed, numberWords, ordinalWords, periodWords } from '../../language/sentence/sentence-words.ts'
import { civilOf, printDay } from '../../time/day.ts'
import type { Zone } from '../../time/zone.ts'
import type { Ledger } from '../ledger.ts'
import { partyName } from '../reading/line.ts'
import type { Row } from '../record/act-table.ts'
import { type Amount, isKnown } from './amounts.ts'
import type { Place, Use } from './limits.ts'
import { NO_VALUE } from './stated-values.ts'
import { keyed } from './sums.ts'

/**
 * What limits say of an act: `over quota: 4th of at most 3 for Northland in 2026 (109)`. A mark stands only where the record
 * leaves no doubt.
 */
export function limitMarks(ledger: Ledger, row: Row, by = Number.POSITIVE_INFINITY): string[] {
  return ledger.limits.placesOf(row, by).flatMap((place) => markOf(ledger, place) ?? [])
}

function markOf(ledger: Ledger, { use, isOver }: Place): string | undefined {
  if (isOver === false) return undefined
  const { limit } = use.entry
  const tail = `${keyWords(ledger, use)}${periodOf(use, ledger.program.agreement.zone)}`
  const of = `${placeWords(use)} of ${mostWords(use.atMost)}${tail}`
  if (isOver === true) return `${limit.mark}: ${of} (${limit.id})`
  const needs = needsOf(ledger, use)
  return `cannot be derived: whether within ${limit.id}: ${of}${needs === '' ? '' : `; needs ${needs}`}`
}

/** `4th`, `2nd under way`; of a sum, what it comes to: `sum 20,400`. */
function placeWords({ entry, used }: Use): string {
  if (entry.kind === 'sum' || entry.limit.of.path !== undefined) return `sum ${amountWords(used)}`
  const { until, stated } = entry.limit.of
  return `${ordinals(used)}${until === undefined && stated?.until === undefined ? '' : ' under way'}`
}

/** ` for Northland and Westmark`, ` for Northland in Central Europe`. */
export function keyWords(ledger: Ledger, use: Use): string {
  const zone = zoneOf(ledger, use)
  const names = partiesOf(use).map((party) => partyName(ledger, party))
  const where = zone === undefined ? '' : ` in ${nameOfZone(zone)}`
  for (const { label, value } of valuesOf(ledger, use)) names.push(`${label} ${value}`)
  return names.length === 0 ? where : ` for ${listed(names, 'and')}${where}`
}

export function partiesOf({ entry, keys }: Use): readonly number[] {
  if (entry.kind === 'acts') return keys.filter((_, i) => entry.feed.keys[i]?.kind === 'party')
  const { party } = keyed(entry, keys)
  return party === undefined ? [] : [party]
}

/** What the acts that are counted state, and what that is called; nothing where an act leaves it out. */
export function valuesOf(
  ledger: Ledger,
  { entry, keys }: Use,
): readonly { readonly label: string; readonly value: string }[] {
  if (entry.kind === 'sum') return []
  return entry.feed.keys.flatMap((key, i) => {
    if (key.kind !== 'value' || keys[i] === NO_VALUE) return []
    const value = ledger.counters.values.wordOf(keys[i] as number)
    return [{ label: labelOfField(key, ledger.program.agreement), value }]
  })
}

export function zoneOf(ledger: Ledger, { entry, keys }: Use): ZoneDef | undefined {
  const zone = entry.kind === 'sum' ? keyed(entry, keys).zone : undefined
  return zone === undefined ? undefined : ledger.program.agreement.zones[zone]
}

export function nameOfZone({ id, names }: ZoneDef): string {
  return names.en ?? id
}

/** ` in 2026`, ` on 3 Mar 2026`, ` in 2025 or 2026`, ` in 2024 to 2026`, ` in the 12 months to 5 Mar 2026`. */
export function periodOf({ entry, from, at, ends, moment }: Use, zone: Zone): string {
  const period = entry.limit.in
  if (moment !== undefined) return ` on ${printDay(zone.dayAt(moment))}`
  if (ends !== undefined && period?.kind === 'calendar') {
    const years = ends.map((end) => (period.years === 1 ? String(end) : `${end - period.years + 1} to ${end}`))
    return ` in ${years.join(' or ') || 'a year not known'}`
  }
  if (period === undefined || from === undefined) return ''
  if (period.kind === 'rolling') {
    const day = (instant: number) => (Number.isFinite(instant) ? printDay(zone.dayAt(instant)) : 'a day not known')
    const ends = [...new Set([day(at.earliest), day(at.latest)])]
    return ` in the ${periodWords(period.period)} to ${ends.join(' or ')}`
  }
  const years = (instant: number) => {
    if (!Number.isFinite(instant)) return 'a year not known'
    const { year } = civilOf(zone.dayAt(instant))
    return period.years === 1 ? String(year) : `${year - period.years + 1} to ${year}`
  }
  return ` in ${[...new Set([years(at.earliest), years(at.latest)])].join(' or ')}`
}

function ordinals({ low, high }: Amount): string {
  if (low === high) return ordinalWords(low)
  if (!Number.isFinite(high)) return `${ordinalWords(low)} or a later one`
  return `${ordinalWords(low)} ${high === low + 1 ? 'or' : 'to'} ${ordinalWords(high)}`
}

function mostWords(amount: Amount): string {
  return isKnown(amount) || Number.isFinite(amount.low) || Number.isFinite(amount.high)
    ? `at most ${amountWords(amount)}`
    : 'a number not known'
}

/** `3`, `3 to 5`, `3 or more`, `not known`. */
export function amountWords({ low, high }: Amount): string {
  if (low === high) return numberWords(low)
  if (Number.isFinite(low) && Number.isFinite(high)) return `${numberWords(low)} to ${numberWords(high)}`
  if (Number.isFinite(low)) return `${numberWords(low)} or more`
  return Number.isFinite(high) ? `${numberWords(high)} or less` : 'not known'
}

/** Of a sum over many, a reader wants to know where to begin. */
const NEEDS_SHOWN = 3

/** `number of units in the annual information of Northland`. */
export function needsOf(ledger: Ledger, use: Use): string {
  const { agreement } = ledger.program
  const needs = ledger.limits.needs(use).map(({ noun, path, party, zone }) => {
    const where = zone === undefined ? undefined : agreement.zones[zone]
    const of = party === undefined ? '' : ` of ${partyName(ledger, party)}`
    return `${phraseOfField([noun, ...path].join('.'), agreement)}${of}${where === undefined ? '' : ` for ${nameOfZone(where)}`}`
  })
  const all = [...new Set(needs)]
  const more = all.length - NEEDS_SHOWN
  return more <= 1 ? all.join(', ') : `${all.slice(0, NEEDS_SHOWN).join(', ')} and ${more} more`
}
