import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Clause } from '../../agreement/clause.ts'
import type { Place } from '../../problem.ts'
import { nearest } from '../phrase/spelling.ts'
import { looksDeclared } from './apart.ts'
import type { SourceText } from './bytes.ts'
import type { Report } from './report.ts'

/**
 * Finds the rules in the Markdown: fenced blocks marked `pacta`, each with the heading and the prose of its clause.
 *
 *     ## 4.2 Answer
 *
 *     Each addressee answers within 14 days.
 *
 *     ```pacta
 *     rule: "4.2"
 *     ```
 *
 * The block above belongs to the clause "4.2 Answer" with the text "Each addressee answers within 14 days.".
 * A block may also stand in a list or in a quotation: what Markdown takes off the front of each line is counted, so that
 * every character of the block keeps its line and column in the file.
 */
export interface Block {
  /** Lines joined by \n, whatever the file uses. */
  readonly text: string
  readonly heading: string
  readonly prose: string
  /** The place of a character of `text`, by its offset. */
  at(offset: number): Place
}

export const BLOCKS_MAX = 2_000
/**
 * Markdown may need time by the square of what is nested or repeated, and a million characters of `> ` would take an
 * hour. So the prose is counted before it is parsed; the largest agreements stay far below these numbers.
 */
const BOUNDS = {
  /** Quotations and lists opened by one line. */
  markers: 16,
  /** Lines that open one. */
  markedLines: 3_000,
  /** Columns before the first word. */
  indentation: 100,
  paragraphLines: 2_000,
  /** Outside of fences. */
  lines: 20_000,
}
/** So does the time for links and emphasis: a longer paragraph keeps its mark-up. */
const PARAGRAPH_LENGTH_MAX = 10_000

const MARKERS = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))*/
const BLOCKS_ONLY = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'definition',
      'hardBreakEscape',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
}

/** What is often put on a block of YAML by whoever has not read of ours. */
const PROSE_MARKS: readonly string[] = ['', 'yaml', 'yml', 'text', 'txt']

/** mdast nodes have many types; this is what is read of them. */
interface MarkdownNode {
  readonly type: string
  readonly value?: string
  readonly lang?: string | null
  readonly children?: readonly MarkdownNode[]
  readonly position?: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number; readonly column: number }
  }
}

export function readBlocks(source: SourceText, report: Report): Block[] {
  if (!isBounded(source, report)) return []
  const blocks: Block[] = []
  let heading = ''
  let prose = ''
  // A stack instead of recursion: quotations can be nested as deep as the file is long.
  const waiting: MarkdownNode[] = [fromMarkdown(source.text, { extensions: [BLOCKS_ONLY] }) as MarkdownNode]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'heading') {
      heading = plainText(node)
      prose = ''
    } else if (node.type === 'paragraph') {
      prose += (prose === '' ? '' : '\n\n') + plainText(node)
    } else if (node.type === 'code') {
      const block = blockOf(node, source, report, heading, prose)
      if (block !== undefined) blocks.push(block)
    } else {
      for (const child of [...(node.children ?? [])].reverse()) waiting.push(child)
    }
  }
  if (blocks.length === 0) {
    report.error(
      'agreement/no-block',
      { file: source.file, line: 1, column: 1 },
      'No block of the file is marked pacta, so there is nothing to read.',
      'Put the rule of a clause between a line ```pacta and a line ```.',
    )
  }
  if (blocks.length > BLOCKS_MAX) {
    const first = blocks[BLOCKS_MAX]
    report.error(
      'block/too-many',
      first === undefined ? { file: source.file, line: 1, column: 1 } : first.at(0),
      `The file has ${blocks.length} blocks; ${BLOCKS_MAX} are read.`,
      'Put several declarations into one block, divided by lines with ---.',
    )
    blocks.length = BLOCKS_MAX
  }
  return blocks
}

/** The clause of something declared at an offset of a block. */
export function clauseAt(block: Block, offset: number): Clause {
  return { ...block.at(offset), heading: block.heading, text: block.prose }
}

function blockOf(
  node: MarkdownNode,
  source: SourceText,
  report: Report,
  heading: string,
  prose: string,
): Block | undefined {
  const start = node.position?.start
  const end = node.position?.end
  if (start === undefined || end === undefined) return undefined
  const fence: Place = { file: source.file, line: start.line, column: start.column }
  const mark = node.lang ?? ''
  if (mark !== 'pacta') {
    if (nearest(mark, ['pacta']) !== undefined) {
      report.error('block/mark', fence, `The block is marked "${mark}" and is not read.`, 'Did you mean "pacta"?')
    } else if (PROSE_MARKS.includes(mark) && looksDeclared(node.value ?? '')) {
      const how = mark === '' ? 'not marked' : `marked "${mark}"`
      const message = `The block is ${how}, so it is prose and nothing follows from it; it begins like a declaration.`
      report.note(
        'block/unmarked',
        fence,
        message,
        'If it is to hold, begin it with a line ```pacta and end it with ```.',
      )
    }
    return undefined
  }
  const lines = (node.value ?? '').split(/\r\n|\n|\r/)
  const opening = /^(`{3,}|~{3,})/.exec((source.lines[start.line - 1] ?? '').slice(start.column - 1))?.[0] ?? '```'
  const closing = (source.lines[end.line - 1] ?? '').trimEnd()
  if (end.line === start.line || !closing.endsWith(opening)) {
    report.error(
      'block/unclosed',
      fence,
      'The block is never closed, so everything below it is taken for rules.',
      `Put a line with ${opening} behind the last rule of this clause.`,
    )
    return undefined
  }
  const starts: number[] = []
  // What Markdown takes off a line is computed once: a line may be as long as the file.
  const taken: number[] = []
  let length = 0
  for (const [index, line] of lines.entries()) {
    const raw = source.lines[start.line + index] ?? ''
    starts.push(length)
    taken.push(raw.endsWith(line) ? raw.length - line.length : 0)
    length += line.length + 1
  }
  return {
    text: lines.join('\n'),
    heading,
    prose,
    at(offset) {
      const index = lineIndexAt(starts, offset)
      const within = Math.min(Math.max(0, offset - (starts[index] ?? 0)), (lines[index] ?? '').length)
      return { file: source.file, line: start.line + index + 1, column: (taken[index] ?? 0) + within + 1 }
    },
  }
}

/** The last line that starts at or before the offset. */
function lineIndexAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function isBounded(source: SourceText, report: Report): boolean {
  let fenced = false
  const count = { markers: 0, markedLines: 0, indentation: 0, paragraphLines: 0, lines: 0 }
  for (const [index, line] of source.lines.entries()) {
    const start = /^\s*/.exec(line)?.[0].length ?? 0
    const isFence = line.startsWith('```', start) || line.startsWith('~~~', start)
    if (isFence) fenced = !fenced
    const isProse = !fenced && !isFence && start < line.length
    count.markers = markerCount(line)
    count.indentation = isProse ? start : 0
    count.paragraphLines = isProse ? count.paragraphLines + 1 : 0
    if (isProse) count.lines += 1
    if (!fenced && count.markers > 0) count.markedLines += 1
    const over = OVER.find(({ what }) => count[what] > BOUNDS[what])
    if (over === undefined) continue
    const message = `${over.says} ${BOUNDS[over.what]}${over.unit}.`
    const advice = 'Shorten the clause, or move an annex into a file of its own.'
    report.error('markdown/bounds', { file: source.file, line: index + 1, column: 1 }, message, advice)
    return false
  }
  return true
}

const OVER: readonly { what: keyof typeof BOUNDS; says: string; unit: string }[] = [
  { what: 'markers', says: 'The quotations and lists that this line opens are more than', unit: '' },
  { what: 'markedLines', says: 'The lines of lists and quotations up to here are more than', unit: '' },
  { what: 'indentation', says: 'The line is indented by more than', unit: ' columns' },
  { what: 'paragraphLines', says: 'The paragraph has more than', unit: ' lines' },
  { what: 'lines', says: 'The lines of prose up to here are more than', unit: '' },
]

function markerCount(line: string): number {
  const markers = MARKERS.exec(line)?.[0] ?? ''
  return markers.replace(/[^>\-+*.)]/g, '').length
}

/** Of a heading or paragraph: without mark-up, so `[text](address)` is "text" and `**must**` is "must". */
function plainText(block: MarkdownNode): string {
  const raw = (block.children ?? []).map((child) => child.value ?? '').join('')
  if (raw.length > PARAGRAPH_LENGTH_MAX) return raw
  let text = ''
  const waiting: MarkdownNode[] = [fromMarkdown(raw) as MarkdownNode]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.type === 'break') text += '\n'
    // Mark-up of a paragraph is not its text.
    else if (next.type !== 'html' && next.value !== undefined) text += next.value
    for (const child of [...(next.children ?? [])].reverse()) waiting.push(child)
  }
  return text
}
