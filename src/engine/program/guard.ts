import type { Json } from '../../agreement/act.ts'
import type { Comparison, Guard, GuardFunction } from '../../agreement/guard.ts'

/**
 * Runs guards. Three-valued: `undefined` means that the messages do not say. `true || unknown` is true, `false && unknown`
 * is false, and what compares or computes with something unknown is unknown; `has(x)` is always true or false. A field
 * that is `null` is not given.
 *
 * Whole numbers up to 2^53 - 1 are exact; a result beyond that, or a division by 0, is unknown, never rounded. Numbers and
 * texts are never turned into each other: what cannot be compared is unknown. `==` between different types is false.
 */
export type Value = number | string | boolean | readonly Value[]

/** The nearest act of kind `noun`, then the path in its body; with the form's `default` put in by whoever implements it. */
export type Read = (noun: string, path: readonly string[]) => Json | undefined

type Compiled = (read: Read) => Value | undefined

/** Compiles once; running creates no closure and throws nothing. */
export function compileGuard(guard: Guard): Compiled {
  switch (guard.op) {
    case 'value': {
      const { value } = guard
      return () => value
    }
    case 'field': {
      const { noun, path } = guard
      return (read) => given(read(noun, path))
    }
    case 'list':
      return compileList(guard.items.map(compileGuard))
    case 'not':
      return compileNot(compileGuard(guard.of))
    case 'minus': {
      const of = compileGuard(guard.of)
      return (read) => {
        const value = of(read)
        return typeof value === 'number' ? -value : undefined
      }
    }
    case 'call':
      return compileCall(guard.name, guard.args)
    case '&&':
      return compileAnd(compileGuard(guard.left), compileGuard(guard.right))
    case '||':
      return compileOr(compileGuard(guard.left), compileGuard(guard.right))
    case 'in':
      return guard.right.op === 'list'
        ? compileOneOf(compileGuard(guard.left), guard.right.items.map(compileGuard))
        : compileIn(compileGuard(guard.left), compileGuard(guard.right))
    case '+':
    case '-':
    case '*':
      return compileArithmetic(guard.op, compileGuard(guard.left), compileGuard(guard.right))
    default:
      return compileComparison(guard.op, compileGuard(guard.left), compileGuard(guard.right))
  }
}

/**
 * The fields whose absence makes the guard unknown, as `notification.tanks`, each once, in the order of the guard: what
 * "cannot be derived: needs ..." names. Empty if the guard is known.
 */
export function missing(guard: Guard, read: Read): string[] {
  const names = new Set<string>()
  collectMissing(guard, read, names)
  return [...names]
}

/** Is a field to blame? If not, such as for a division by 0, the caller blames all fields of the smallest such part. */
function collectMissing(guard: Guard, read: Read, names: Set<string>): boolean {
  if (compileGuard(guard)(read) !== undefined) return false
  if (guard.op === 'field') {
    names.add([guard.noun, ...guard.path].join('.'))
    return true
  }
  // What is asked of all acts on record is no field of a message.
  if (guard.op === 'call' && guard.name !== 'has' && !COMPUTED.has(guard.name)) return true
  let found = false
  for (const part of partsOf(guard)) found = collectMissing(part, read, names) || found
  if (!found) collectFields(guard, names)
  return true
}

const COMPUTED: ReadonlySet<string> = new Set(['min', 'max', 'ceilDiv', 'floorDiv'])

function collectFields(guard: Guard, names: Set<string>): void {
  if (guard.op === 'field') names.add([guard.noun, ...guard.path].join('.'))
  for (const part of partsOf(guard)) collectFields(part, names)
}

export function partsOf(guard: Guard): readonly Guard[] {
  switch (guard.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return guard.items
    case 'not':
    case 'minus':
      return [guard.of]
    case 'call':
      return guard.args
    default:
      return [guard.left, guard.right]
  }
}

/** A group of fields is no value. Of a list the items that are no values are left out: nothing can be equal to them. */
function given(json: Json | undefined): Value | undefined {
  if (typeof json === 'number' || typeof json === 'string' || typeof json === 'boolean') return json
  if (!Array.isArray(json)) return undefined
  const items: readonly Json[] = json
  return items.every(isPlain) ? items : items.filter(isPlain)
}

function isPlain(item: Json): item is number | string | boolean {
  return typeof item === 'number' || typeof item === 'string' || typeof item === 'boolean'
}

/** Exact, or unknown. */
function exact(n: number): number | undefined {
  return n <= Number.MAX_SAFE_INTEGER && n >= Number.MIN_SAFE_INTEGER ? n : undefined
}

function compileNot(of: Compiled): Compiled {
  return (read) => {
    const value = of(read)
    return typeof value === 'boolean' ? !value : undefined
  }
}

function compileAnd(left: Compiled, right: Compiled): Compiled {
  return (read) => {
    const first = left(read)
    if (first === false) return false
    const second = right(read)
    if (second === false) return false
    return first === true && second === true ? true : undefined
  }
}

function compileOr(left: Compiled, right: Compiled): Compiled {
  return (read) => {
    const first = left(read)
    if (first === true) return true
    const second = right(read)
    if (second === true) return true
    return first === false && second === false ? false : undefined
  }
}

function compileArithmetic(op: '+' | '-' | '*', left: Compiled, right: Compiled): Compiled {
  return (read) => {
    const a = left(read)
    const b = right(read)
    if (typeof a !== 'number' || typeof b !== 'number') return undefined
    return exact(op === '+' ? a + b : op === '-' ? a - b : a * b)
  }
}

function compileComparison(op: Comparison, left: Compiled, right: Compiled): Compiled {
  switch (op) {
    case '==':
    case '!=': {
      const whenEqual = op === '=='
      return (read) => {
        const a = left(read)
        const b = right(read)
        if (a === undefined || b === undefined || typeof a === 'object' || typeof b === 'object') return undefined
        return a === b ? whenEqual : !whenEqual
      }
    }
    case '<':
      return (read) => ordered(left(read), right(read), -1, -1)
    case '<=':
      return (read) => ordered(left(read), right(read), -1, 0)
    case '>':
      return (read) => ordered(left(read), right(read), 1, 1)
    case '>=':
      return (read) => ordered(left(read), right(read), 0, 1)
  }
}

/** Is the order of `a` and `b` (-1, 0 or 1) between `low` and `high`? Texts are compared only where they are days. */
function ordered(a: Value | undefined, b: Value | undefined, low: number, high: number): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const order = a < b ? -1 : a > b ? 1 : 0
    return order >= low && order <= high
  }
  if (typeof a !== 'string' || typeof b !== 'string' || !DAY.test(a) || !DAY.test(b)) return undefined
  const order = a < b ? -1 : a > b ? 1 : 0
  return order >= low && order <= high
}

const DAY = /^\d{4}-\d\d-\d\d$/

function compileList(items: readonly Compiled[]): Compiled {
  return (read) => {
    const values: Value[] = []
    for (const item of items) {
      const value = item(read)
      if (value === undefined) return undefined
      values.push(value)
    }
    return values
  }
}

/** `x in [3, y]` is `x == 3 || x == y`, so it can be true although y is not known. */
function compileOneOf(item: Compiled, options: readonly Compiled[]): Compiled {
  return (read) => {
    const value = item(read)
    if (value === undefined || typeof value === 'object') return undefined
    let allKnown = true
    for (const option of options) {
      const other = option(read)
      if (other === value) return true
      if (other === undefined) allKnown = false
    }
    return allKnown ? false : undefined
  }
}

function compileIn(item: Compiled, list: Compiled): Compiled {
  return (read) => {
    const value = item(read)
    const values = list(read)
    if (value === undefined || typeof value === 'object') return undefined
    return typeof values === 'object' ? values.includes(value) : undefined
  }
}

function compileCall(name: GuardFunction, args: readonly Guard[]): Compiled {
  const [first, second] = args
  if (name === 'has' && first?.op === 'field') {
    const { noun, path } = first
    return (read) => {
      const value = read(noun, path)
      return value !== undefined && value !== null
    }
  }
  const compiled = args.map(compileGuard)
  if (name === 'min' || name === 'max') return compileExtreme(name === 'min' ? Math.min : Math.max, compiled)
  if ((name !== 'ceilDiv' && name !== 'floorDiv') || first === undefined || second === undefined) return unknown
  const divide = name === 'ceilDiv' ? ceilDiv : floorDiv
  const [a, b] = [compileGuard(first), compileGuard(second)]
  return (read) => {
    const dividend = a(read)
    const divisor = b(read)
    return typeof dividend === 'number' && typeof divisor === 'number' ? divide(dividend, divisor) : undefined
  }
}

/** What the reader of agreements refuses as not built yet. */
function unknown(): undefined {
  return undefined
}

function compileExtreme(pick: (a: number, b: number) => number, args: readonly Compiled[]): Compiled {
  return (read) => {
    let best: number | undefined
    for (const arg of args) {
      const value = arg(read)
      if (typeof value !== 'number') return undefined
      best = best === undefined ? value : pick(best, value)
    }
    return best
  }
}

/** The remainder is exact, the quotient of two large numbers is not: 9007199254740991 / 2 rounds up by itself. */
export function floorDiv(a: number, b: number): number | undefined {
  if (b === 0) return undefined
  const remainder = a % b
  const quotient = Math.round((a - remainder) / b)
  return exact(remainder !== 0 && remainder < 0 !== b < 0 ? quotient - 1 : quotient + 0)
}

export function ceilDiv(a: number, b: number): number | undefined {
  if (b === 0) return undefined
  const remainder = a % b
  const quotient = Math.round((a - remainder) / b)
  return exact(remainder !== 0 && remainder < 0 === b < 0 ? quotient + 1 : quotient + 0)
}
