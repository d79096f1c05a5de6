/**
 * Names that agreements use and CEL cannot read, put into a form that it can, letter for letter, so that every position
 * in the tree still fits the author's text:
 *
 *     joint-answer.text == "x"        a kind's name with hyphens: CEL reads a subtraction
 *     package.size > 3                a kind called like a word that CEL keeps for itself
 *     notification is large           a term: not CEL at all
 *     "6.1" is in force               a rule: not CEL either; `6.1 is in force` is read, too
 *
 * becomes
 *
 *     joint_answer.text == "x"
 *     xxxxxxx.size > 3
 *     xxxxxxxxxxxxxxxxxxxxx
 *
 * and `names` says by position what stood there.
 */
export type WrittenName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'term'; readonly noun: string; readonly term: string; readonly negated: boolean }
  | { readonly kind: 'rule'; readonly rule: string; readonly negated: boolean }

export interface Readable {
  /** As long as the original. */
  readonly text: string
  readonly names: ReadonlyMap<number, WrittenName>
}

const WORD = /[A-Za-z_]\w*(?:-\w+)*/y
const SPACE = /\s/
const NUMBER = /\d[\w.]*/y
const IS_IN_FORCE = /(?:"([^"\\\n]*)"|'([^'\\\n]*)'|([\w.[\]-]*\w\]?))\s+is\s+(not\s+)?in\s+force\b/y
const IS_TERM = /\s+is\s+(not\s+)?([A-Za-z_][\w-]*)/y

/** Words that CEL refuses as a name, or reads as a value or an operator. */
const CEL_WORDS = new Set(
  'as break const continue else for function if import in let loop package namespace null return var void while true false prototype __proto__'.split(
    ' ',
  ),
)
/** These do mean something where a noun could stand. */
const CEL_VALUES = new Set(['true', 'false', 'null', 'in'])

/**
 * @param isField whether some form in scope has a property of that name
 */
export function readable(
  text: string,
  isNoun: (name: string) => boolean,
  isField: (name: string) => boolean,
): Readable {
  const names = new Map<number, WrittenName>()
  let out = ''
  let at = 0
  let afterDot = false

  const put = (length: number, written?: WrittenName): void => {
    if (written === undefined) out += text.slice(at, at + length)
    else {
      names.set(at, written)
      out += 'x'.repeat(length)
    }
    at += length
  }

  while (at < text.length) {
    const rule = afterDot ? undefined : matchAt(IS_IN_FORCE, text, at)
    if (rule !== undefined) {
      const id = rule[1] ?? rule[2] ?? rule[3] ?? ''
      put(rule[0].length, { kind: 'rule', rule: id, negated: rule[4] !== undefined })
      continue
    }
    const word = matchAt(WORD, text, at)?.[0]
    const skipped = literalLength(text, at) || (afterDot ? 0 : (matchAt(NUMBER, text, at)?.[0].length ?? 0))
    if (skipped > 0) {
      put(skipped)
      afterDot = false
    } else if (word === undefined) {
      // `question. urgent`: CEL lets a name follow its dot after a space.
      if (!SPACE.test(text.charAt(at))) afterDot = text.charAt(at) === '.'
      put(1)
    } else if (afterDot) {
      const name = fieldName(word, isField)
      put(name.length, isPlain(name) ? undefined : { kind: 'name', name })
      afterDot = false
    } else {
      putNoun(word)
    }
  }

  function putNoun(word: string): void {
    if (CEL_VALUES.has(word) && !isNoun(word)) {
      put(word.length)
      return
    }
    const term = matchAt(IS_TERM, text, at + word.length)
    if (term === undefined) {
      put(word.length, isPlain(word) ? undefined : { kind: 'name', name: word })
      return
    }
    put(word.length + term[0].length, {
      kind: 'term',
      noun: word,
      term: term[2] ?? '',
      negated: term[1] !== undefined,
    })
  }
  return { text: out, names }
}

function isPlain(name: string): boolean {
  return !name.includes('-') && !CEL_WORDS.has(name)
}

/** The longest beginning of the word that is a field: `x.reply-by-x.y` may be a field and a subtraction. */
function fieldName(word: string, isField: (name: string) => boolean): string {
  for (let end = word.length; end > 0; end = word.lastIndexOf('-', end - 1)) {
    const name = word.slice(0, end)
    if (isField(name)) return name
  }
  return word.split('-', 1).join()
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** Length of the string literal or comment that begins here, 0 if none does. An unfinished one reaches to the end. */
export function literalLength(text: string, at: number): number {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at)
    return (end < 0 ? text.length : end) - at
  }
  const quote = text[at]
  if (quote !== '"' && quote !== "'") return 0
  const fence = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote
  let i = at + fence.length
  while (i < text.length && !text.startsWith(fence, i)) i += text[i] === '\\' ? 2 : 1
  return Math.min(i + fence.length, text.length) - at
}
