import type { Comparison } from '../../agreement/guard.ts'
import { nearest } from '../phrase/spelling.ts'
import { fault, type Stretch } from './guard-fault.ts'
import type { FieldType } from './guard-form.ts'
import type { Part, Walk } from './guard-part.ts'

/** Which things may be compared. An unknown type goes with everything: the form may say more than we understand. */

export function inWords(type: FieldType): string {
  switch (type.kind) {
    case 'number':
      return 'a number'
    case 'string':
      return type.format === 'date' ? 'a date' : 'a text'
    case 'boolean':
      return 'a yes or no'
    case 'list':
      return 'a list'
    case 'object':
      return 'a group of fields'
    case 'unknown':
      return 'something'
  }
}

/** @param why what stands there, as the beginning of a sentence */
export function must(part: Part, kind: 'boolean' | 'number', walk: Walk, why: string): void {
  if (part.type.kind === 'unknown' || part.type.kind === kind) return
  const advice =
    kind === 'boolean'
      ? part.type.kind === 'number'
        ? 'Compare the number with something: `>= 1`.'
        : 'Compare it with something: `== "value"`.'
      : part.type.kind === 'boolean'
        ? 'A yes or no is a condition by itself: write it without a number, or `!` before it.'
        : 'Use a number or a field that the form declares as a number.'
  walk.faults.push(fault('guard/type', part, `${why}; this is ${inWords(part.type)}.`, advice))
}

export function checkComparison(op: '==' | '!=', left: Part, right: Part, walk: Walk): void {
  if (!single(left, walk) || !single(right, walk)) return
  sameKind(op, left, right, walk)
  checkValue(left, right, walk)
  checkValue(right, left, walk)
}

/** Numbers have an order, and so have dates as `2026-03-01`; other texts are not compared with < or >. */
export function checkOrder(op: Comparison, left: Part, right: Part, at: Stretch, walk: Walk): void {
  for (const part of [left, right]) {
    if (!single(part, walk)) return
    if (part.type.kind === 'boolean') {
      walk.faults.push(
        fault(
          'guard/type',
          part,
          `A yes or no is neither more nor less, so \`${op}\` does not fit.`,
          'Write the field alone, or `!` before it.',
        ),
      )
      return
    }
  }
  if (!sameKind(op, left, right, walk)) return
  for (const part of [left, right]) {
    if (part.type.kind === 'string' && !isDate(part)) {
      const message = `Texts have no order that everybody agrees on, so \`${op}\` does not fit.`
      const advice = 'Compare with == or `in`; for a day declare the field with `format: date` and write "2026-03-01".'
      walk.faults.push(fault('guard/type', at, message, advice))
      return
    }
  }
}

export function checkIn(item: Part, list: Part, walk: Walk): void {
  if (!single(item, walk)) return
  if (list.type.kind !== 'unknown' && list.type.kind !== 'list') {
    const message = `Behind \`in\` stands a list; this is ${inWords(list.type)}.`
    walk.faults.push(fault('guard/type', list, message, 'Write `in ["a", "b"]`, or == for a single value.'))
    return
  }
  if (list.type.kind !== 'list') return
  const of: Part = { ...list, type: list.type.of }
  if (!sameKind('in', item, of, walk)) return
  if (list.items === undefined) checkValue(of, item, walk)
  else for (const value of list.items) checkValue(item, value, walk)
}

function single(part: Part, walk: Walk): boolean {
  if (part.type.kind !== 'list' && part.type.kind !== 'object') return true
  const advice = part.type.kind === 'list' ? 'Write `"value" in` before it.' : 'Name one of its fields.'
  walk.faults.push(fault('guard/type', part, `This is ${inWords(part.type)} and is not compared as a whole.`, advice))
  return false
}

function sameKind(op: string, left: Part, right: Part, walk: Walk): boolean {
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown' || left.type.kind === right.type.kind) return true
  const at = { start: left.start, end: Math.max(left.end, right.end) }
  const message = `${cap(inWords(left.type))} is compared (\`${op}\`) with ${inWords(right.type)}.`
  walk.faults.push(fault('guard/type', at, message, adviceFor(left, right)))
  return false
}

function adviceFor(left: Part, right: Part): string {
  const [field, value] = left.constant ? [right, left] : [left, right]
  if (field.type.kind === 'number' && value.type.kind === 'string') return 'Write the number without quotation marks.'
  if (field.type.kind === 'string') return 'Write the value in quotation marks.'
  if (field.type.kind === 'boolean') return 'Write the field alone, or `!` before it.'
  return 'Compare things of the same type.'
}

/** A value that the form of the field does not allow can never be met. */
function checkValue(field: Part, value: Part, walk: Walk): void {
  if (field.guard?.op !== 'field' || value.guard?.op !== 'value') return
  if (!('values' in field.type) || field.type.values === undefined) return
  const allowed = field.type.values
  const wanted = value.guard.value
  if (allowed.includes(wanted)) return
  const names = allowed.map((v) => (typeof v === 'string' ? v : JSON.stringify(v)))
  const near = nearest(String(wanted), names)
  const name = [field.guard.noun, ...field.guard.path].join('.')
  const advice = near === undefined ? `It allows: ${names.slice(0, 12).join(', ')}.` : `Did you mean "${near}"?`
  walk.faults.push(
    fault('guard/enum-value', value, `The form of ${name} does not allow ${JSON.stringify(wanted)}.`, advice),
  )
}

function isDate(part: Part): boolean {
  if (part.guard?.op === 'value') return typeof part.guard.value === 'string' && ISO_DAY.test(part.guard.value)
  return 'format' in part.type && part.type.format === 'date'
}

export const ISO_DAY = /^\d{4}-\d\d-\d\d$/

function cap(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
