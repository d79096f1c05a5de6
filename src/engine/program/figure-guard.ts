import type { Comparison, Guard } from '../../agreement/guard.ts'
import { type Amount, isKnown } from '../count/amounts.ts'
import { compileGuard, partsOf, type Read, type Value } from './guard.ts'

/** A number of a guard, as far as the record tells, seen from the act in hand. */
export type Measure = (guard: Guard) => Amount

/** Asks a guard something of all acts on record? Its answer may change with any act, so nothing is settled by it for good. */
export function asksFigures(guard: Guard): boolean {
  return (guard.op === 'call' && ASKED.has(guard.name)) || partsOf(guard).some(asksFigures)
}

/** What a guard asks, part by part. */
export function asksIn(guard: Guard): readonly Guard[] {
  if (guard.op === 'call' && ASKED.has(guard.name)) return [guard]
  return partsOf(guard).flatMap(asksIn)
}

const ASKED: ReadonlySet<string> = new Set([
  'latest',
  'count',
  'senders',
  'weight',
  'figure',
  'left',
  'streak',
  'inForce',
  'claimed',
])

/** A guard that asks of figures or limits: three-valued like any other; numbers are compared by their ends. */
export function compileFigureGuard(guard: Guard): (read: Read, measure: Measure) => Value | undefined {
  if (!asksFigures(guard)) return compileGuard(guard)
  switch (guard.op) {
    case 'not': {
      const of = compileFigureGuard(guard.of)
      return (read, measure) => {
        const value = of(read, measure)
        return typeof value === 'boolean' ? !value : undefined
      }
    }
    case '&&':
    case '||': {
      const [left, right] = [compileFigureGuard(guard.left), compileFigureGuard(guard.right)]
      const decides = guard.op === '||'
      return (read, measure) => {
        const [a, b] = [left(read, measure), right(read, measure)]
        if (a === decides || b === decides) return decides
        return a === undefined || b === undefined ? undefined : !decides
      }
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const { op, left, right } = guard
      return (_, measure) => compared(op, measure(left), measure(right))
    }
    case 'call':
      return guard.name === 'inForce' || guard.name === 'claimed'
        ? (_, measure) => isTrue(measure(guard))
        : () => undefined
    default:
      return () => undefined
  }
}

/** What is true or false counts as 1 or 0. */
function isTrue(amount: Amount): boolean | undefined {
  return isKnown(amount) ? amount.low === 1 : undefined
}

function compared(op: Comparison, a: Amount, b: Amount): boolean | undefined {
  switch (op) {
    case '<':
      return a.high < b.low ? true : a.low >= b.high ? false : undefined
    case '<=':
      return a.high <= b.low ? true : a.low > b.high ? false : undefined
    case '>':
      return compared('<', b, a)
    case '>=':
      return compared('<=', b, a)
    case '==':
      if (a.high < b.low || b.high < a.low) return false
      return a.low === a.high && b.low === b.high ? true : undefined
    case '!=': {
      const same = compared('==', a, b)
      return same === undefined ? undefined : !same
    }
  }
}
