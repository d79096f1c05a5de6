import type { GuardFunction } from '../../agreement/guard.ts'
import { didYouMean } from '../phrase/spelling.ts'
import { fault, type Stretch } from './guard-fault.ts'
import { made, type Part, unread, type Walk } from './guard-part.ts'
import { must } from './guard-type.ts'

/** The functions of a guard, and what to write instead of the parts of CEL that cannot be read out. */

const NOW: readonly GuardFunction[] = ['min', 'max', 'ceilDiv', 'floorDiv', 'has']
/** In the types already, refused until figures and limits are built. */
const LATER: readonly GuardFunction[] = ['sum']

/** @param read reads the arguments; not called where they would only give faults that follow from another one */
export function readCall(name: string, count: number, read: () => readonly Part[], at: Stretch, walk: Walk): Part {
  if (name === 'has') return readHas(count === 1 ? read()[0] : undefined, at, walk)
  if (LATER.includes(name as GuardFunction)) {
    const advice = 'Leave the condition out for now; figures and limits come with a later version.'
    walk.faults.push(fault('language/not-built-yet', at, `The function ${name} is not built yet.`, advice))
    return unread(at)
  }
  const parts = read()
  if (!NOW.includes(name as GuardFunction)) {
    const advice = didYouMean(name, [...NOW, ...LATER], `There are: ${NOW.join(', ')}.`)
    const place = { start: at.start, end: at.start + name.length }
    walk.faults.push(fault('guard/function', place, `There is no function ${name}.`, advice))
    return unread(at)
  }
  const division = name === 'ceilDiv' || name === 'floorDiv'
  if (division ? parts.length !== 2 : parts.length < 2) {
    const message = `${name} has ${parts.length === 1 ? '1 argument' : `${parts.length} arguments`}.`
    const advice = division
      ? `Write \`${name}(number, divisor)\`.`
      : `Write \`${name}(a, b)\`, with two numbers or more.`
    walk.faults.push(fault('guard/function', at, message, advice))
    return unread(at)
  }
  for (const part of parts) must(part, 'number', walk, `${name} takes numbers`)
  const divisor = parts[1]?.guard
  if (division && divisor?.op === 'value' && divisor.value === 0) {
    walk.faults.push(fault('guard/division', parts[1] ?? at, 'Nothing can be divided by 0.', 'Write another divisor.'))
    return unread(at)
  }
  return made(at, { kind: 'number' }, parts, (guards) => ({ op: 'call', name: name as GuardFunction, args: guards }))
}

function readHas(part: Part | undefined, at: Stretch, walk: Walk): Part {
  if (part && part.guard === undefined) return unread(at)
  if (part?.guard?.op !== 'field') {
    walk.faults.push(
      fault('guard/function', at, '`has` asks whether a message gives a field.', 'Write `has(question.field)`.'),
    )
    return unread(at)
  }
  return made(at, { kind: 'boolean' }, [part], (guards) => ({ op: 'call', name: 'has', args: guards }))
}

const MACROS = ['all', 'exists', 'exists_one', 'map', 'filter', 'bind']
const TEXT_FUNCTIONS = ['matches', 'contains', 'startsWith', 'endsWith']

export function refuseReceiverCall(name: string, at: Stretch, walk: Walk): Part {
  let advice = 'Compare fields with == < > or `in`.'
  if (MACROS.includes(name)) advice = 'Ask the form for one number or one yes or no that the guard can compare.'
  else if (TEXT_FUNCTIONS.includes(name)) advice = 'Let the form list the values (`enum`) and compare with == or `in`.'
  else if (name === 'size') advice = 'Ask for the number in a field of the form.'
  const message = `\`.${name}(...)\` cannot be read out in a sentence.`
  walk.faults.push(fault('guard/not-printable', at, message, advice))
  return unread(at)
}

const REFUSED: Readonly<Record<string, readonly [what: string, advice: string]>> = {
  '[]': ['A place in a list cannot be read out.', 'Give the thing a field of its own in the form.'],
  '[?]': ['An optional place in a list cannot be read out.', 'Give the thing a field of its own in the form.'],
  '.?': ['An optional field cannot be read out.', 'Write `has(x.field) && x.field ...`.'],
  '?:': [
    'A choice `a ? b : c` cannot be read out.',
    'Write `(a && b) || (!a && c)`, or two rules with their own `if`.',
  ],
  map: ['A map `{a: b}` cannot be read out.', 'Compare field by field.'],
}

export function refuse(op: string, at: Stretch, walk: Walk): Part {
  const [what, advice] = REFUSED[op] ?? [`\`${op}\` cannot be read out.`, 'Compare fields with == < > or `in`.']
  walk.faults.push(fault('guard/not-printable', at, what, advice))
  return unread(at)
}
