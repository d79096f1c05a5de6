/**
 * Small changes to the rules of an agreement file: one number, unit, operator, word or party at a time. Each gives an
 * agreement that says something else; some case must notice.
 */
export interface Mutant {
  /** 1-based line of agreement.md. */
  readonly line: number
  readonly rule: string
  /** `10 -> 11`. */
  readonly change: string
  /** The declaration as it was. */
  readonly declared: string
  /** What stands in the line now; left out: the line is gone. */
  readonly changed?: string
}

export function mutated(text: string, { line, changed }: Mutant): string {
  return text
    .split('\n')
    .toSpliced(line - 1, 1, ...(changed === undefined ? [] : [changed]))
    .join('\n')
}

/**
 * The newest rules alone, in their lines: prose decides nothing, and earlier editions were other rules. So it is read several
 * times as fast.
 */
export function rulesAlone(text: string): string {
  let fenced = false
  const kept = text.split('\n').map((line) => {
    const isFence = line.startsWith('```')
    if (isFence) fenced = !fenced
    return fenced || isFence || line.startsWith('#') ? line : ''
  })
  return kept.join('\n').replace(EDITIONS, (lines) => lines.replace(/./g, ''))
}

const EDITIONS = /^(?:edition|in force|running|adopted by|amended by): .*$|^editions:\n(?: .*\n)+/gm

interface Swap {
  readonly find: RegExp
  readonly to: readonly string[]
}

/** Words that a lawyer could have meant instead. */
const SWAPS: readonly Swap[] = [
  swap(/\bworking days?\b/, 'days', 'hours'),
  swap(/(?<!working )\bdays?\b/, 'working days', 'hours', 'weeks'),
  swap(/\bhours?\b/, 'days', 'minutes'),
  swap(/\bmonths?\b/, 'weeks'),
  swap(/\breceived\b/, 'transmitted'),
  swap(/\btransmitted\b/, 'received'),
  swap(/\bafter\b/, 'before'),
  swap(/\bbefore\b/, 'after'),
  swap(/\blapses\b/, 'is performed'),
  swap(/\bis exercised\b/, 'lapses'),
  swap(/\bsender\b/, 'addressee'),
  swap(/\baddressee\b/, 'sender'),
  swap(/\beach party\b/, 'sender'),
  swap(/\ball parties\b/, 'sender'),
  swap(/\bany party\b/, 'sender'),
  swap(/\babout\b/, 'to'),
  swap(/(?<=[a-z]) to (?=[a-z])/, ' about '),
  swap(/>=/, '>', '<='),
  swap(/<=/, '<', '>='),
  swap(/(?<![<>=])>(?!=)/, '>='),
  swap(/(?<![<>=])<(?!=)/, '<='),
  swap(/==/, '!='),
  swap(/!=/, '=='),
  swap(/&&/, '||'),
  swap(/\|\|/, '&&'),
  swap(/^must(?=:)/, 'may'),
  swap(/^may(?=:)/, 'must'),
  swap(/^must not(?=:)/, 'must'),
  swap(/\bis performed late\b/, 'is performed', 'lapses'),
  swap(/\bextended by\b/, 'moves to'),
  swap(/\bmoves to\b/, 'extended by'),
  swap(/\bstops when\b/, 'ends when'),
  swap(/\bstarts again when\b/, 'ends when'),
  swap(/\bcalendar year\b/, '2 calendar years'),
  swap(/\breaches\b/, 'falls below'),
  swap(/, once\b/, ''),
  swap(/\bthe next\b/, 'the'),
  swap(/\bceilDiv\b/, 'floorDiv'),
  swap(/\bmin\b/, 'max'),
  swap(/\bApril\b/, 'May', 'March'),
  swap(/\bNovember\b/, 'December'),
  swap(/\bnot counted\b/, 'counted'),
  swap(/\blast day\b/, 'next day'),
  swap(/\belapsed\b/, 'whole'),
  swap(/(?<=^roll: )none\b/, 'following'),
  swap(/\bFri\b/, 'Sat'),
  swap(/\bMon, /, ''),
  swap(/(?<=\{|^positions: \{.*, )for(?=:)/, 'against'),
  swap(/(?<=\{)against(?=:)/, 'for'),
  swap(/(?<=\{)not for(?=:)/, 'against'),
  swap(/\bat least\b/, 'more than'),
  swap(/\bmore than\b(?! a)/, 'at least'),
  swap(/\bfewer than\b/, 'at most'),
  swap(/\bat most (?=\d)/, 'fewer than '),
  swap(/\bof members\b/, 'of present'),
  swap(/\bof present\b/, 'of votes'),
  swap(/\bof votes\b/, 'of members'),
  swap(/\bhalf of\b/, 'two thirds of'),
  swap(/\btwo thirds of\b/, 'half of'),
  swap(/\bany of(?=:)/, 'all of'),
  swap(/\ball of(?=:)/, 'any of'),
  swap(/\bnobody\b/, 'at most 1'),
  swap(/\beverybody\b/, 'more than half of members'),
  swap(/\bis adopted\b/, 'is not adopted'),
  swap(/\bis not adopted\b/, 'is adopted'),
  swap(/\bare votes\b/, 'are no votes'),
]

function swap(find: RegExp, ...to: string[]): Swap {
  return { find: new RegExp(find.source, 'gm'), to }
}

/** Declarations whose every number and word decides something. */
const RULES = /^\{?(rule|check|term|claim|time|figure|limit|standing|reservation|decision|sealed):/

/** Says where a declaration comes from and how sure it is; `pacta coverage` sees to it, and nothing is computed with it. */
const WHENCE = /^(provisions|unverified):/

export function mutantsOf(text: string): Mutant[] {
  const lines = text.split('\n')
  const mutants: Mutant[] = []
  let inBlock = false
  let rule: string | undefined
  lines.forEach((line, i) => {
    if (line.startsWith('```')) {
      inBlock = line.startsWith('```pacta')
      rule = undefined
      return
    }
    if (!inBlock) return
    if (line.startsWith('---')) {
      rule = undefined
      return
    }
    if (rule === undefined && line.trim() !== '') rule = RULES.test(line) ? line.trim() : ''
    // The first line is the name, and a comment decides nothing.
    if (rule === undefined || rule === '' || (RULES.test(line) && !line.startsWith('{'))) return
    if (WHENCE.test(line)) return
    for (const [changed, change] of changesOf(line.replace(/ #.*$/, ''))) {
      mutants.push({ line: i + 1, rule, change, declared: declarationAt(lines, i), changed })
    }
  })
  return mutants
}

function declarationAt(lines: readonly string[], at: number): string {
  const isEnd = (line: string) => line.startsWith('```') || line.startsWith('---')
  const end = lines.findIndex((line, i) => i > at && isEnd(line))
  return lines.slice(lines.findLastIndex((line, i) => i < at && isEnd(line)) + 1, end < 0 ? undefined : end).join('\n')
}

function* changesOf(line: string): Generator<[string, string]> {
  for (const { index, 0: number } of line.matchAll(/(?<!["\d.])\b\d+\b(?!["\d.])/g)) {
    for (const other of [Number(number) + 1, Number(number) - 1]) {
      yield [replaceAt(line, index, number, String(other)), `${number} -> ${other}`]
    }
  }
  for (const { find, to } of SWAPS) {
    for (const { index, 0: word } of line.matchAll(find)) {
      for (const other of to)
        yield [
          replaceAt(line, index, word, other),
          `${word.trim()} -> ${other.trim() || 'nothing'} (column ${index + 1})`,
        ]
    }
  }
}

function replaceAt(line: string, index: number, old: string, to: string): string {
  return line.slice(0, index) + to + line.slice(index + old.length)
}

/** An agreement without one line of a rule: an exception, a guard or a limb forgotten. */
export function omissionsOf(text: string): Mutant[] {
  const lines = text.split('\n')
  const first = new Map(
    mutantsOf(text)
      .toReversed()
      .map((mutant) => [mutant.line, mutant]),
  )
  return [...first.values()].toReversed().map(({ line, rule, declared }) => ({
    line,
    rule,
    declared,
    change: `without "${(lines[line - 1] as string).trim()}"`,
  }))
}
