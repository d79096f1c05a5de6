import { type CST, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLSeq } from 'yaml'
import type { Json } from '../agreement/act.ts'
import type { Draft } from './draft.ts'

/**
 * The text of an acts file with one more act at the end of its list. Nothing else is touched: comments, order, spelling
 * and ends of lines stay, and the new act is written in the manner of the one before it. Undefined where that cannot be
 * done; the caller reads the result again before it keeps it.
 */
export function appendedTo(name: string, text: string, draft: Draft): string | undefined {
  if (name.endsWith('.jsonl')) return withLine(text, JSON.stringify(draft))
  return withItem(text, draft)
}

/** A file that is begun with its first act. */
export function begunWith(name: string, draft: Draft): string {
  return name.endsWith('.jsonl') ? `${JSON.stringify(draft)}\n` : `acts:\n${blockItem(draft, 2)}`
}

function withLine(text: string, line: string): string {
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
}

function withItem(text: string, draft: Draft): string | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const document = parseDocument(text.slice(start), {
    keepSourceTokens: true,
    version: '1.2',
    schema: 'core',
    stringKeys: true,
  })
  if (document.errors.length > 0) return undefined
  const list = listOf(document.contents)
  if (list === undefined) return undefined
  const { seq, key } = list
  const head = text.slice(0, start)
  const rest = text.slice(start)
  const added = isBlock(seq) ? behindLast(rest, seq, draft) : inBrackets(rest, seq, draft, key !== undefined)
  return added === undefined ? undefined : head + added
}

/** As the lines of the file end. */
function ended(text: string, added: string): string {
  return text.includes('\r\n') ? added.replaceAll('\n', '\r\n') : added
}

function listOf(contents: unknown): { readonly seq: YAMLSeq; readonly key?: Pair } | undefined {
  if (isSeq(contents)) return { seq: contents }
  if (!isMap(contents)) return undefined
  const key = contents.items.find((pair) => isScalar(pair.key) && pair.key.value === 'acts')
  return isSeq(key?.value) ? { seq: key.value, key } : undefined
}

function isBlock(seq: YAMLSeq): boolean {
  return seq.flow !== true && seq.items.length > 0
}

/** Below the line in which the last act ends. */
function behindLast(text: string, seq: YAMLSeq, draft: Draft): string | undefined {
  const [start, end] = rangeOf(seq.items.at(-1)) ?? []
  const indent = (seq.srcToken as CST.BlockSequence | undefined)?.indent
  if (start === undefined || end === undefined || indent === undefined) return undefined
  const newline = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end)
  const at = newline < 0 ? text.length : newline + 1
  const before = newline < 0 && text !== '' ? `${text}${ended(text, '\n')}` : text.slice(0, at)
  const last = seq.items.at(-1)
  const isFlow = isMap(last) && last.flow === true
  const item = isFlow ? `${' '.repeat(indent)}- ${flow(draft)}\n` : blockItem(draft, indent)
  return `${before}${ended(text, `${isApart(text, seq, start) ? '\n' : ''}${item}`)}${text.slice(at)}`
}

/** Is an empty line between the acts of this file, or is this the first and a long one? */
function isApart(text: string, seq: YAMLSeq, lastStart: number): boolean {
  if (seq.items.length < 2) return false
  const [, end] = rangeOf(seq.items.at(-2)) ?? []
  return end !== undefined && /\n[ \t]*\r?\n/.test(text.slice(Math.max(0, end - 1), lastStart))
}

/** `acts: []` becomes a list of lines; a list in brackets that holds something goes on in brackets. */
function inBrackets(text: string, seq: YAMLSeq, draft: Draft, isBelowKey: boolean): string | undefined {
  const [start, end] = rangeOf(seq) ?? []
  if (start === undefined || end === undefined || text[start] !== '[' || text[end - 1] !== ']') return undefined
  if (seq.items.length === 0 && /^\[\s*\]$/.test(text.slice(start, end))) {
    const newline = text.indexOf('\n', end)
    const at = newline < 0 ? text.length : newline + 1
    const behind = text.slice(end, newline < 0 ? text.length : newline).trim()
    const above = text.slice(0, start).trimEnd()
    const line = behind === '' ? above : `${above} ${behind}`
    return `${line}${ended(text, `${line === '' ? '' : '\n'}${blockItem(draft, isBelowKey ? 2 : 0)}`)}${text.slice(at)}`
  }
  const [, last] = rangeOf(seq.items.at(-1)) ?? []
  if (last === undefined) return undefined
  return `${text.slice(0, last)}, ${flow(draft)}${text.slice(last)}`
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined
  return range === undefined || range === null ? undefined : [range[0], range[1]]
}

/**
 *     - id: q1
 *       kind: question
 *       body: {text: "..."}
 */
export function blockItem(draft: Draft, indent: number): string {
  return Object.entries(draft)
    .map(([key, value], index) => `${' '.repeat(indent)}${index === 0 ? '- ' : '  '}${key}: ${flow(value)}\n`)
    .join('')
}

/** In one line; texts in marks unless they are plain words that YAML reads as a text. */
export function flow(value: Json): string {
  if (typeof value === 'string') return isPlainText(value) ? value : marked(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  const pairs = Object.entries(value).map(([key, inner]) => `${flow(key)}: ${flow(inner as Json)}`)
  return `{${pairs.join(', ')}}`
}

/** Dates and instants stand as they are, as in every acts file. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?$/
const WORD = /^[A-Za-z](?:[\w ./-]*[\w./-])?$/
/** What YAML, of whatever version, takes for something else. */
const NO_TEXT = /^(?:true|false|yes|no|on|off|null|y|n)$/i

function isPlainText(text: string): boolean {
  return TIME.test(text) || (WORD.test(text) && !NO_TEXT.test(text) && text.length <= 200)
}

/** A text may hold what would end the fence that a story stands in, or turn a line: everything unusual is an escape. */
function marked(text: string): string {
  return JSON.stringify(text).replace(
    /[`\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
