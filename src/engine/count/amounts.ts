import { ceilDiv, floorDiv } from '../program/guard.ts'

/**
 * A number as far as the record tells: it lies between two ends, both included. Where they are one, it is known. What is
 * computed from such numbers takes in every number that they may be, so that narrowing what goes in narrows what comes out.
 */
export interface Amount {
  readonly low: number
  readonly high: number
}

export const NOT_KNOWN: Amount = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }

export function exactAmount(n: number): Amount {
  return { low: n, high: n }
}

export function isKnown({ low, high }: Amount): boolean {
  return low === high
}

/** Whichever of the two it is. */
export function either(a: Amount, b: Amount): Amount {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) }
}

export function plus(a: Amount, b: Amount): Amount {
  return within(a.low + b.low, a.high + b.high)
}

export function minus(a: Amount, b: Amount): Amount {
  return within(a.low - b.high, a.high - b.low)
}

export function negative({ low, high }: Amount): Amount {
  return { low: 0 - high, high: 0 - low }
}

export function times(a: Amount, b: Amount): Amount {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
  // Nothing times what has no bound is nothing.
  const numbers = ends.map((end) => (Number.isNaN(end) ? 0 : end))
  return within(Math.min(...numbers), Math.max(...numbers))
}

export function smallest(amounts: readonly Amount[]): Amount {
  return { low: Math.min(...amounts.map(({ low }) => low)), high: Math.min(...amounts.map(({ high }) => high)) }
}

export function largest(amounts: readonly Amount[]): Amount {
  return { low: Math.max(...amounts.map(({ low }) => low)), high: Math.max(...amounts.map(({ high }) => high)) }
}

/** Rounded up or down; not known where the divisor may be 0. */
export function divided(a: Amount, b: Amount, round: 'up' | 'down'): Amount {
  if (b.low <= 0 && b.high >= 0) return NOT_KNOWN
  const divide = (n: number, by: number) => {
    if (!Number.isFinite(n) || !Number.isFinite(by)) return Number.isFinite(n) ? 0 : n / Math.sign(by)
    return (round === 'up' ? ceilDiv(n, by) : floorDiv(n, by)) ?? Number.NaN
  }
  const ends = [a.low, a.high].flatMap((n) => [b.low, b.high].map((by) => divide(n, by)))
  if (ends.some(Number.isNaN)) return NOT_KNOWN
  // Towards a divisor without bound the quotient comes near 0 from one side.
  const near = Number.isFinite(b.low) && Number.isFinite(b.high) ? [] : [-1, 0, 1]
  return within(Math.min(...ends, ...near), Math.max(...ends, ...near))
}

/** Beyond what is exact, an end is not known rather than rounded. */
function within(low: number, high: number): Amount {
  return {
    low:
      low < Number.MIN_SAFE_INTEGER
        ? Number.NEGATIVE_INFINITY
        : low > Number.MAX_SAFE_INTEGER
          ? Number.MAX_SAFE_INTEGER
          : low,
    high:
      high > Number.MAX_SAFE_INTEGER
        ? Number.POSITIVE_INFINITY
        : high < Number.MIN_SAFE_INTEGER
          ? Number.MIN_SAFE_INTEGER
          : high,
  }
}
