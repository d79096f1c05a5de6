import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  parseAllDocuments,
  type Scalar as YamlScalar,
} from 'yaml'
import type { Clause } from '../../agreement/clause.ts'
import type { Place } from '../../problem.ts'
import type { LanguageCode } from '../codes.ts'
import type { Report } from './report.ts'
import { offsetsOf } from './scalar-offsets.ts'
import type { Field, Fields, Value } from './value.ts'

/**
 * Reads YAML 1.2 (core schema) from a text that others wrote. It may hold several documents, divided by `---`:
 *
 *     rule: "4.2"
 *     when: question
 *     ---
 *     {rule: "4.3", when: question}
 *
 * Before the YAML library sees the text it is bounded: nesting, aliases, tags and directives are counted on its tokens,
 * because the library itself recurses. Aliases may stand for anything but other aliases, so they cannot multiply.
 */
export interface PlacedText {
  readonly text: string
  at(offset: number): Place
}

/** Inside this many brackets or indentations nobody finds anything. */
export const DEPTH_MAX = 32
export const ALIASES_MAX = 32
export const DOCUMENTS_MAX = 5_000

export interface YamlDocument {
  /** Undefined: not a map, and the report says so. */
  readonly fields?: Fields
  /** False: it has errors of syntax, and what was read of it is a part. */
  readonly whole: boolean
  readonly place: Place
  readonly offset: number
}

/** A declaration: one document of a block of agreement.md. */
export interface Declaration extends Fields {
  readonly clause: Clause
}

export function readDocuments(text: PlacedText, report: Report): YamlDocument[] {
  if (!isBounded(text, report)) return []
  const documents = parseAllDocuments(text.text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    // Compares each key with each other one; a map of ours knows.
    uniqueKeys: false,
    logLevel: 'silent',
  })
  if (!Array.isArray(documents)) return []
  return documents.flatMap((document) => readDocument(document, text, report))
}

function readDocument(document: Document.Parsed, text: PlacedText, report: Report): YamlDocument[] {
  const told = new Set<number>()
  for (const error of document.errors) {
    // The library may have several things to say of one place; the first is the cause.
    if (told.has(error.pos[0])) continue
    told.add(error.pos[0])
    reportSyntax(error.code, error.message, error.pos[0], text, report)
  }
  const node = document.contents
  const whole = document.errors.length === 0
  // A comment, or nothing, between two lines of dashes.
  if (node === null || (isScalar(node) && node.value === null && node.range[0] === node.range[1])) {
    return whole ? [] : [{ whole, place: text.at(document.range[0]), offset: document.range[0] }]
  }
  const offset = node.range[0]
  const place = text.at(offset)
  const reading = new Reading(document, text, report)
  const value = reading.read(node, true)
  if (value?.kind === 'map') return [{ fields: value, whole: whole && reading.isWhole, place, offset }]
  if (whole) {
    report.error(
      'document/shape',
      place,
      `Here stands ${value?.kind === 'list' ? 'a list' : 'a single value'}, not a map of keys and values.`,
      'Begin with what it declares, such as `rule: "4.2"`, and give each key a line.',
    )
  }
  return [{ whole: false, place, offset }]
}

class Reading {
  /** False once something was refused and left out. */
  isWhole = true
  readonly #document: Document.Parsed
  readonly #text: PlacedText
  readonly #report: Report

  constructor(document: Document.Parsed, text: PlacedText, report: Report) {
    this.#document = document
    this.#text = text
    this.#report = report
  }

  read(node: unknown, aliasesAllowed: boolean): Value | undefined {
    if (isAlias(node)) return this.#alias(node, aliasesAllowed)
    if (isMap(node)) {
      const fields: Field[] = []
      const seen = new Map<string, Place>()
      for (const { key, value } of node.items) {
        const field = this.#field(key, value, aliasesAllowed)
        if (field === undefined) continue
        const first = seen.get(field.key)
        if (first !== undefined) {
          this.#report.error(
            'yaml/duplicate-key',
            field.keyPlace,
            `"${field.key}" stands here twice; the first is in line ${first.line}.`,
            'Keep one of them; if it is another declaration, put a line with --- before it.',
          )
          continue
        }
        seen.set(field.key, field.keyPlace)
        fields.push(field)
      }
      return { kind: 'map', fields, place: this.#text.at(node.range?.[0] ?? 0) }
    }
    if (isSeq(node)) {
      const items: Value[] = []
      for (const item of node.items) {
        const value = this.read(item, aliasesAllowed)
        if (value !== undefined) items.push(value)
      }
      return { kind: 'list', items, place: this.#text.at(node.range?.[0] ?? 0) }
    }
    return isScalar(node) ? this.#scalar(node) : undefined
  }

  #field(key: unknown, node: unknown, aliasesAllowed: boolean): Field | undefined {
    if (!isScalar(key) || typeof key.value !== 'string') return undefined
    const keyPlace = this.#text.at(key.range?.[0] ?? 0)
    const value = this.read(node, aliasesAllowed) ?? nothing(this.#text.at(key.range?.[1] ?? 0))
    return { key: key.value, keyPlace, value }
  }

  #alias(node: { source: string; range?: readonly number[] | null }, allowed: boolean): Value | undefined {
    const place = this.#text.at(node.range?.[0] ?? 0)
    if (!allowed) {
      this.isWhole = false
      this.#report.error(
        'yaml/alias-bomb',
        place,
        `*${node.source} stands inside something that is itself repeated by an alias, so the text would multiply.`,
        'Write the value out here.',
      )
      return undefined
    }
    // Not `node.resolve`: it walks the whole document for each alias.
    const target = this.#anchors().get(node.source)
    // An unknown anchor is an error of syntax, and told as such.
    return target === undefined ? undefined : this.read(target, false)
  }

  #anchored: Map<string, unknown> | undefined
  #anchors(): Map<string, unknown> {
    if (this.#anchored !== undefined) return this.#anchored
    const found = new Map<string, unknown>()
    const waiting: unknown[] = [this.#document.contents]
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined
      if (anchor !== undefined && !found.has(anchor)) found.set(anchor, node)
      if (isMap(node)) for (const pair of node.items) waiting.push(pair.value ?? undefined)
      else if (isSeq(node)) waiting.push(...node.items)
    }
    this.#anchored = found
    return found
  }

  #scalar(node: YamlScalar): Value {
    const [start, end] = [node.range?.[0] ?? 0, node.range?.[1] ?? 0]
    const raw = this.#text.text.slice(start, end)
    const value = node.value
    const place = this.#text.at(start)
    if (typeof value === 'string') {
      let offsets: readonly number[] | undefined
      const at = (offset: number): Place => {
        offsets ??= offsetsOf(raw, value)
        return this.#text.at(start + (offsets[Math.min(Math.max(0, offset), value.length)] ?? 0))
      }
      return { kind: 'scalar', value, source: raw, place, at }
    }
    const plain = typeof value === 'number' || typeof value === 'boolean' ? value : null
    return { kind: 'scalar', value: plain, source: node.source ?? raw, place, at: () => place }
  }
}

function nothing(place: Place): Value {
  return { kind: 'scalar', value: null, source: '', place, at: () => place }
}

/** On the parser's stack beside what is nested: the document and the scalar being read. */
const STACK_BASE = 2
/** What the lexer puts before the text of a scalar. */
const SCALAR_MARK = '\x1f'

/** Counts on the tokens, which need no recursion, what could make the library or us run long. */
function isBounded(text: PlacedText, report: Report): boolean {
  const parser = new Parser()
  let aliases = 0
  let documents = 1
  let isScalarText = false
  const refuse = (code: LanguageCode, message: string, advice: string) =>
    report.error(code, text.at(parser.offset), message, advice)
  for (const token of new Lexer().lex(text.text)) {
    const first = token[0]
    if (token === '---') documents += 1
    // What follows a scalar mark is text, whatever it begins with.
    if (!isScalarText) {
      if (first === '*') aliases += 1
      if (first === '!') {
        refuse('yaml/tag', `${token} is a tag; here every value is what it looks like.`, 'Remove it.')
      }
      if (first === '%' && token.length > 1) {
        refuse('yaml/tag', 'A line that begins with % is a directive of YAML.', 'Remove it.')
      }
    }
    isScalarText = token === SCALAR_MARK
    if (aliases > ALIASES_MAX) {
      refuse('yaml/alias-bomb', `There are more than ${ALIASES_MAX} aliases.`, 'Write the values out.')
      return false
    }
    if (documents > DOCUMENTS_MAX) {
      refuse('block/too-many', `There are more than ${DOCUMENTS_MAX} declarations.`, 'Divide the agreement.')
      return false
    }
    for (const _ of parser.next(token)) {
      // Complete documents are not kept; only the depth is of interest.
    }
    if (parser.stack.length > DEPTH_MAX + STACK_BASE) {
      refuse(
        'yaml/depth',
        `The values are nested more than ${DEPTH_MAX} deep.`,
        'Give the inner parts names of their own.',
      )
      return false
    }
  }
  return true
}

const QUOTED_START = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*\S/

function reportSyntax(code: string, message: string, offset: number, text: PlacedText, report: Report): void {
  const lineStart = text.text.lastIndexOf('\n', offset - 1) + 1
  const line = text.text.slice(
    lineStart,
    text.text.indexOf('\n', offset) < 0 ? undefined : text.text.indexOf('\n', offset),
  )
  const value = /^\s*(?:- +)*(?:[\w .-]+: +)?(["'].*)$/.exec(line)?.[1]
  if (code === 'UNEXPECTED_TOKEN' && value !== undefined && QUOTED_START.test(value)) {
    const start = lineStart + line.length - value.length
    const plain = value.replace(/^(["'])(.*?)\1/, '$2').trim()
    report.error(
      'yaml/quoted-start',
      text.at(start),
      'The value begins with a quotation mark and goes on behind the closing one, which YAML does not allow.',
      `Write it without the marks, ${plain}, or put the whole value in marks of the other kind.`,
    )
    return
  }
  report.error(
    'yaml/syntax',
    text.at(offset),
    `YAML: ${message}.`,
    ADVICE[code] ?? 'Check indentation, colons and quotation marks.',
  )
}

const ADVICE: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'A value with ": " in it must stand in quotation marks; otherwise check the indentation.',
  BAD_INDENT: 'Bring the lines that belong together to the same column.',
  MISSING_CHAR: 'Close the bracket, brace or quotation mark, or put the colon behind the key.',
  BAD_ALIAS: 'A value that begins with * or & must stand in quotation marks.',
  BAD_SCALAR_START: 'A value that begins with this character must stand in quotation marks.',
}
