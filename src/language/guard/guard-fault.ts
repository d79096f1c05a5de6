/**
 * What can be wrong with a guard. A fault has its place inside the guard's own text (`start` and `end`, UTF-16 units, from
 * 0); whoever read the file turns it into a problem with line and column. Codes are never renamed; each has a page in
 * `docs/problems/`.
 */
export interface GuardFault {
  readonly code: string
  readonly message: string
  readonly advice: string
  readonly start: number
  readonly end: number
}

export type GuardCode =
  | 'guard/syntax'
  | 'guard/too-long'
  | 'guard/unknown-noun'
  | 'guard/unknown-field'
  | 'guard/unknown-term'
  | 'guard/type'
  | 'guard/enum-value'
  | 'guard/constant'
  | 'guard/function'
  | 'guard/not-printable'
  | 'guard/division'
  | 'guard/unit'
  | 'guard/in-force'
  | 'figure/key'
  | 'limit/key'
  | 'figure/weight'
  | 'language/not-built-yet'

/** Anything with a place in the text, such as a node of CEL's tree. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

export function fault(code: GuardCode, at: Stretch, message: string, advice: string): GuardFault {
  return { code, message, advice, start: at.start, end: at.end }
}

/** By place, then code; the same thing is said once. */
export function faultsInOrder(faults: readonly GuardFault[]): GuardFault[] {
  const sorted = [...faults].sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1))
  return sorted.filter((f, i) => {
    const before = sorted[i - 1]
    return !(before && before.code === f.code && before.start === f.start && before.message === f.message)
  })
}
