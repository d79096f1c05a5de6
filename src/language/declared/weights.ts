import type { PartyDef, PartyId, Weight } from '../../agreement/party.ts'
import type { Directory } from '../meaning/directory.ts'
import { FieldReader } from '../source/fields.ts'
import type { Report } from '../source/report.ts'
import { inWords, type List, type Value } from '../source/value.ts'
import { overlap, readSpan } from './spans.ts'

/**
 * What a party weighs, by the name of the weight: a number, or one for each span of days.
 *
 *     weights: {emissions: 179, votes: [{is: 7, span: ../2026-06-30}, {is: 8, span: 2026-07-01/..}]}
 *
 * Whole numbers, so that sums of them are exact.
 */
const WEIGHT = { what: 'a weight', keys: ['is', 'span'] }

export function readWeights(
  reader: FieldReader,
  party: PartyId,
  directory: Directory,
  report: Report,
): PartyDef['weights'] | undefined {
  const value = reader.field('weights')?.value
  if (value === undefined) return undefined
  if (value.kind !== 'map') {
    const message = `"weights" is ${inWords(value)}, not a map of names to numbers.`
    report.error('value/type', value.place, message, 'Write it as {emissions: 179}.')
    return undefined
  }
  const weights: [string, number | readonly Weight[]][] = []
  for (const { key, keyPlace, value: weight } of value.fields) {
    const read = weight.kind === 'list' ? readDated(weight, key, report) : wholeWeight(weight, key, report)
    if (read === undefined) continue
    if (!/^[a-z][a-z0-9-]*$/.test(key)) {
      const message = `"${key}" cannot be a name of a weight.`
      report.error('id/form', keyPlace, message, 'Use small letters, digits and hyphens.')
      continue
    }
    weights.push([key, read])
    directory.weights.set(key, (directory.weights.get(key) ?? new Set()).add(party))
    if (weight.kind === 'list') directory.datedWeights.add(key)
  }
  return Object.fromEntries(weights)
}

function wholeWeight(value: Value, name: string, report: Report): number | undefined {
  const n = value.kind === 'scalar' ? value.value : undefined
  if (typeof n === 'number' && Number.isSafeInteger(n) && n >= 0) return n
  const message = `The weight "${name}" is ${inWords(value)}, not a whole number.`
  report.error('value/type', value.place, message, 'Write it in a unit in which it is whole: 179 for 1.79 %.')
  return undefined
}

function readDated({ items, place }: List, name: string, report: Report): Weight[] {
  const read: Weight[] = []
  if (items.length === 0) {
    const message = `It is not said what "${name}" weighs on any day.`
    report.error('value/type', place, message, 'Write it as [{is: 7, span: 2026-07-01/..}].')
  }
  for (const item of items) {
    if (item.kind !== 'map') {
      const message = `What "${name}" weighs for a time is ${inWords(item)}, not a map.`
      report.error('value/type', item.place, message, 'Write it as {is: 7, span: 2026-07-01/..}.')
      continue
    }
    const own = new FieldReader(item, WEIGHT, report)
    own.need('is', 'Write what it weighs: is: 7.')
    own.need('span', 'Write from which day to which: span: 2026-07-01/...')
    const weight = own.field('is')
    const text = own.text('span')
    const is = weight && wholeWeight(weight.value, name, report)
    const span = text && readSpan(text, report)
    if (is === undefined || text === undefined || span === undefined) continue
    if (read.some((earlier) => overlap(earlier, span))) {
      const advice = 'Let one span end on the day before the next begins.'
      report.error('span/overlap', text.place, `"${text.value}" overlaps with a span before it.`, advice)
    }
    read.push({ ...span, is })
  }
  return read
}
