/**
 * Whether a regular expression of a form can be run on what strangers send. JavaScript tries every way in which an
 * expression could match, and `(a+)+b` has two to the power of thirty ways to fail on thirty letters. So the ways are
 * counted before the form is accepted:
 *
 *     ^[A-Z]{2}-[0-9]+$       one repetition without end: as many steps as the text has characters
 *     ^(?:jan|feb|mar)$       three ways
 *     (a+)+                   refused: a repetition inside a repetition
 *     (a|ab)*                 refused: a choice inside a repetition
 *
 * Read: characters, classes, `.`, escapes, groups, `|`, `* + ? {n,m}`, `^` and `$`. Looking ahead or behind and
 * references back are refused. With n repetitions without end, and not bound to the start, the steps are the length to
 * the power of n + 1.
 */
export const PATTERN_LENGTH_MAX = 200
export const PATTERN_STEPS_MAX = 10_000_000
/** A repetition up to this often counts as so many ways, a longer one as without end. */
const REPEATS_COUNTED_MAX = 16

/** Undefined if it is safe on texts up to that length; else why it is not, as the end of a sentence. */
export function patternFault(pattern: string, lengthMax: number | undefined): string | undefined {
  if (pattern.length > PATTERN_LENGTH_MAX) return `has more than ${PATTERN_LENGTH_MAX} characters`
  try {
    new RegExp(pattern, 'u')
  } catch {
    return 'is no regular expression of JavaScript'
  }
  const ways = new Counting(pattern).ways()
  if (typeof ways === 'string') return ways
  // Not bound to the start, it is tried from each character.
  const power = ways.endless + (pattern.startsWith('^') ? 0 : 1)
  if (power === 0) return ways.number > PATTERN_STEPS_MAX ? 'has too many ways to match' : undefined
  if (lengthMax === undefined) return 'needs maxLength beside it'
  if (lengthMax ** power * ways.number <= PATTERN_STEPS_MAX) return undefined
  return `can take more than ${PATTERN_STEPS_MAX} steps on a text of ${lengthMax} characters`
}

interface Ways {
  /** Repetitions without end. */
  readonly endless: number
  /** In how many ways the rest can match. */
  readonly number: number
}

const ONE: Ways = { endless: 0, number: 1 }

/** The expression has been compiled, so its brackets are balanced. */
class Counting {
  readonly #pattern: string
  #at = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  ways(): Ways | string {
    return this.#choice()
  }

  #choice(): Ways | string {
    let all: Ways | undefined
    do {
      const one = this.#sequence()
      if (typeof one === 'string') return one
      all = all === undefined ? one : { endless: all.endless + one.endless, number: all.number + one.number }
    } while (this.#takes('|'))
    return all
  }

  #sequence(): Ways | string {
    let all = ONE
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at] ?? '')) {
      const atom = this.#atom()
      const one = typeof atom === 'string' ? atom : this.#repeated(atom)
      if (typeof one === 'string') return one
      all = { endless: all.endless + one.endless, number: all.number * one.number }
    }
    return all
  }

  #atom(): Ways | string {
    const character = this.#pattern[this.#at++] ?? ''
    if (character === '(') return this.#group()
    if (character === '[') {
      while (this.#pattern[this.#at] !== ']') this.#at += this.#pattern[this.#at] === '\\' ? 2 : 1
      this.#at += 1
    } else if (character === '\\') {
      const rest = this.#pattern.slice(this.#at)
      if (/^[1-9k]/.test(rest)) return 'refers back to a group'
      this.#at +=
        /^(?:u\{[^}]*\}|[pP]\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|.)/su.exec(rest)?.[0].length ?? 1
    }
    return ONE
  }

  #group(): Ways | string {
    const kind = /^\?(?::|<[^=!>]+>|[^:])/.exec(this.#pattern.slice(this.#at))?.[0] ?? ''
    if (kind !== '' && kind !== '?:' && !kind.endsWith('>')) return 'looks ahead or behind'
    this.#at += kind.length
    const inside = this.#choice()
    this.#takes(')')
    return inside
  }

  #repeated(atom: Ways): Ways | string {
    const match = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#pattern.slice(this.#at))
    if (match === null) return atom
    this.#at += match[0].length
    const [least, most] = bounds(match)
    const isFixed = atom.endless === 0 && atom.number === 1
    if (least === most) return { endless: atom.endless * least, number: atom.number ** least }
    if (!isFixed) return 'has a repetition or a choice inside a repetition'
    return most - least > REPEATS_COUNTED_MAX ? { endless: 1, number: 1 } : { endless: 0, number: most - least + 1 }
  }

  #takes(character: string): boolean {
    if (this.#pattern[this.#at] !== character) return false
    this.#at += 1
    return true
  }
}

function bounds(match: RegExpExecArray): [number, number] {
  const sign = match[0][0]
  if (sign === '*') return [0, Number.POSITIVE_INFINITY]
  if (sign === '+') return [1, Number.POSITIVE_INFINITY]
  if (sign === '?') return [0, 1]
  const least = Number(match[1])
  if (match[2] === '') return [least, least]
  return [least, match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])]
}
