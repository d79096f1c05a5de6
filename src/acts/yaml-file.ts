import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type YAMLParseError,
} from 'yaml'
import type { Place } from '../problem.ts'
import type { ActCode } from './codes.ts'
import type { Path } from './field.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'

/**
 * One YAML 1.2 document (core schema) as plain data, with the place of each part. Everything of YAML that could make two
 * readers read two things is refused: tags, directives, keys that stand twice, more than one document. An alias may stand
 * for anything without aliases in it, so repetition cannot multiply.
 */
export interface YamlFile {
  readonly value: unknown
  /** The place of what the path names, or of the nearest thing around it that exists. */
  placeOf(path: Path, part?: 'key'): Place
}

/** An act is four deep (file, list, act, body); its body may be 32 deep. */
const DEPTH_MAX = 48
/** What the parser keeps on its stack for each level at most. */
const TOKENS_PER_LEVEL = 2
const ALIASES_MAX = 100
/** All values, what aliases repeat counted each time. */
const VALUES_MAX = 2_000_000

/** Undefined if it cannot be read; the report says why. */
export function readYaml(text: string, file: string, report: Report): YamlFile | undefined {
  const starts = lineStarts(text)
  const placeAt = (offset: number): Place => {
    const line = lineOf(starts, offset)
    return { file, line, column: offset - (starts[line - 1] as number) + 1 }
  }
  const tokens = boundedTokens(text, (code, offset, message, advice) =>
    report.error(code, placeAt(offset), message, advice),
  )
  if (tokens === undefined) return undefined
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    // Compares each key with each other one; the reading below keeps a set.
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const [document, second] = [...composer.compose(tokens, true, text.length)]
  if (document === undefined) return undefined
  if (second !== undefined) {
    report.error(
      'acts/several-documents',
      placeAt(second.range[0]),
      'A second YAML document begins here.',
      'Put all acts into one list, or each document into a file of its own.',
    )
  }
  reportSyntax(document.errors, placeAt, report)
  if (document.errors.length > 0 || second !== undefined) return undefined
  const reading = new Reading(document, placeAt, report)
  const value = reading.value()
  return reading.sound ? { value, placeOf: (path, part) => placeAt(reading.offsetOf(path, part)) } : undefined
}

/** Once a token stands where it cannot, so does everything behind it; and of one line, the first fault is the cause. */
function reportSyntax(errors: readonly YAMLParseError[], placeAt: (offset: number) => Place, report: Report): void {
  let lastLine = 0
  for (const { code, message, pos } of errors) {
    const place = placeAt(pos[0])
    if (place.line === lastLine) continue
    lastLine = place.line
    // The rest of the words advise the program that called the library.
    const words = message.split(/[\n;]/, 1)[0] ?? message
    const shown = words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}...` : `${words}.`
    report.error(CODES[code] ?? 'acts/yaml-syntax', place, `YAML: ${shown}`, ADVICE[code] ?? ADVICE_ELSE)
    if (code === 'UNEXPECTED_TOKEN') return
  }
}

const WORDS_MAX = 160
const CODES: { readonly [code: string]: ActCode } = { TAB_AS_INDENT: 'acts/tab', RESOURCE_EXHAUSTION: 'acts/too-deep' }
const ADVICE: { readonly [code: string]: string } = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Give the lines of one map or list the same indentation, and close each bracket.',
  MISSING_CHAR: 'Close what is open, or put the text in quotation marks.',
  RESOURCE_EXHAUSTION: 'Nest less deeply.',
}
const ADVICE_ELSE = 'Check indentation, colons and quotation marks; put a text with a colon in quotation marks.'

/** Our own: the library's counter misses the lines of a text block that stands where it cannot. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Counted from 1. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

type Tell = (code: ActCode, offset: number, message: string, advice: string) => void

/** The library recurses, so depth is bounded on the tokens before it builds anything. */
function boundedTokens(text: string, tell: Tell): CST.Token[] | undefined {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length <= DEPTH_MAX * TOKENS_PER_LEVEL) continue
    tell(
      'acts/too-deep',
      Math.max(0, parser.offset - lexeme.length),
      'Values are nested too deeply to be read.',
      'Nest less deeply; a body may be 32 deep.',
    )
    return undefined
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

class Reading {
  readonly #document: Document.Parsed
  readonly #placeAt: (offset: number) => Place
  readonly #report: Report
  readonly #anchors = new Map<string, Node>()
  readonly #targets = new Map<Node, Node>()
  #aliasCount = 0
  #valueCount = 0
  #toldOfBomb = false
  sound = true

  constructor(document: Document.Parsed, placeAt: (offset: number) => Place, report: Report) {
    this.#document = document
    this.#placeAt = placeAt
    this.#report = report
  }

  value(): unknown {
    if (this.#document.directives.yaml.explicit === true) {
      this.#refuse('acts/tag', 0, 'A line that begins with % is a directive of YAML.', 'Remove it.')
    }
    return this.#valueOf(this.#document.contents, false)
  }

  /** `repeated`: inside what an alias stands for. */
  #valueOf(node: unknown, repeated: boolean): unknown {
    this.#valueCount += 1
    if (this.#valueCount > VALUES_MAX) {
      if (this.#valueCount === VALUES_MAX + 1) {
        this.#refuse(
          'acts/aliases',
          offsetOf(node),
          `Aliases make more than ${VALUES_MAX} values.`,
          'Write the values out.',
        )
      }
      return undefined
    }
    if (isAlias(node)) return this.#repeated(node, repeated)
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null
    if (node.tag !== undefined && !repeated) {
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!')
      this.#refuse('acts/tag', offsetOf(node), `${tag} is a tag; here every value is what it looks like.`, 'Remove it.')
    }
    let value: unknown
    if (isScalar(node)) value = node.value
    else if (isSeq(node)) value = node.items.map((item) => this.#valueOf(item, repeated))
    else value = this.#mapOf(node, repeated)
    // Only now: a value cannot stand for itself.
    if (node.anchor !== undefined && !repeated) this.#anchors.set(node.anchor, node as Node)
    return value
  }

  #mapOf(node: { readonly items: readonly { key: unknown; value: unknown }[] }, repeated: boolean): unknown {
    const value: { [key: string]: unknown } = {}
    const seen = new Map<string, number>()
    for (const pair of node.items) {
      if (!isScalar(pair.key) || typeof pair.key.value !== 'string') continue
      const key = pair.key.value
      const offset = offsetOf(pair.key)
      const first = seen.get(key)
      if (first !== undefined && !repeated) {
        const { line } = this.#placeAt(first)
        this.#refuse(
          'acts/key-twice',
          offset,
          `${quoted(key)} stands here twice; the first is in line ${line}.`,
          'Keep one of them; a new act begins with a dash.',
        )
      }
      seen.set(key, offset)
      // Defined, not assigned: a key may have the name of something that every object has.
      Object.defineProperty(value, key, {
        value: this.#valueOf(pair.value, repeated),
        configurable: true,
        enumerable: true,
        writable: true,
      })
    }
    return value
  }

  #repeated(node: { readonly source: string }, repeated: boolean): unknown {
    this.#aliasCount += 1
    const offset = offsetOf(node)
    const target = this.#anchors.get(node.source)
    if (repeated) {
      if (this.#toldOfBomb) return undefined
      this.#toldOfBomb = true
      this.#refuse(
        'acts/aliases',
        offset,
        `*${node.source} stands inside something that is itself repeated by an alias, so the text would multiply.`,
        'Write the value out here.',
      )
    } else if (target === undefined) {
      this.#refuse(
        'acts/aliases',
        offset,
        `No &${node.source} stands before *${node.source}.`,
        'Write the value out here.',
      )
    } else if (this.#aliasCount > ALIASES_MAX) {
      if (this.#aliasCount === ALIASES_MAX + 1) {
        this.#refuse('acts/aliases', offset, `There are more than ${ALIASES_MAX} aliases.`, 'Write the values out.')
      }
    } else {
      this.#targets.set(node as unknown as Node, target)
      return this.#valueOf(target, true)
    }
    return undefined
  }

  #refuse(code: ActCode, offset: number, message: string, advice: string): void {
    this.sound = false
    this.#report.error(code, this.#placeAt(offset), message, advice)
  }

  offsetOf(path: Path, part?: 'key'): number {
    let node: unknown = this.#document.contents
    let offset = offsetOf(node)
    for (let i = 0; i < path.length; i++) {
      const step = path[i]
      if (isAlias(node)) node = this.#targets.get(node)
      let next: unknown
      if (isSeq(node) && typeof step === 'number') next = node.items[step]
      else if (isMap(node) && typeof step === 'string') {
        const pair = node.items.find((one) => isScalar(one.key) && one.key.value === step)
        const isLast = i === path.length - 1
        if (pair !== undefined && ((part === 'key' && isLast) || isEmpty(pair.value))) return offsetOf(pair.key)
        next = pair?.value
      }
      if (next === undefined || next === null) return offset
      offset = offsetOf(next)
      node = next
    }
    return offset
  }
}

/** Nothing stands behind the colon, so the key is the place to look at. */
function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.range?.[0] === node.range?.[1])
}

function offsetOf(node: unknown): number {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : undefined
  return range?.[0] ?? 0
}
