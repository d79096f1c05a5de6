import { fromMarkdown } from 'mdast-util-from-markdown'
import { didYouMean } from '../language/phrase/spelling.ts'
import type { Problem } from '../problem.ts'
import type { CliCode } from './codes.ts'
import { type SourceFile, textOf } from './folder.ts'

/**
 * A case file: stories in Markdown that are played. A block of acts begins a story; what is expected of it follows, under
 * further headings too: each of them is a story over the same acts.
 *
 *     ## Never
 *
 *     ```acts
 *     acts:
 *       - {id: q, kind: question, by: Northland, to: Westmark, transmitted: 2026-03-02, received: 2026-03-02}
 *     ```
 *
 *     ```register 2026-03-13
 *     1 | Westmark | Northland | q | 12 Mar 2026 | no answer recorded by 12 Mar 2026
 *     ```
 *
 * Blocks of acts are acts files in YAML; `from: record` in the first line adds the acts that come with the agreement, with
 * what they cover. What can be expected, and what a line of it is:
 *
 *     register WHEN [party P] [among]           RULE | OWES | OWED TO | ABOUT | DUE | READING
 *     may WHEN [party P] [among]                the same of powers
 *     docket WHEN [question ID] [among]         the same of one case, or of all cases
 *     marks WHEN [among]                        ACT | MARK of each act, a line each mark
 *     limits WHEN [party P] [among]             LIMIT | FOR | PERIOD | USED | AT MOST | LEFT
 *     explain RULE                              the sentence of the rule
 *     explain                                   RULE | SENTENCE of every rule
 *     check                                     CODE LINE of each problem of the agreement, notes included
 *
 * WHEN is a date (the end of that day in the zone of the agreement) or an instant. The order of lines does not matter, nor
 * do spaces around `|`. With `among`, other lines may be there too. `explain` and `check` need no acts. Blocks with another
 * word behind the fence are refused, since a slip would otherwise pass; blocks with none are prose.
 */
export interface CaseFile {
  readonly file: string
  readonly text: string
  readonly stories: readonly Story[]
}

export interface Story {
  /** The nearest heading above what is expected, or the name of the file. */
  readonly title: string
  readonly acts?: ActsBlock
  readonly expectations: readonly Expectation[]
}

export interface ActsBlock {
  readonly fromRecord: boolean
  /** The YAML, moved down to the line in which it stands, so that problems name the line of the case file. */
  readonly yaml: string
  readonly line: number
}

export type Asked =
  | { readonly kind: 'register' | 'may'; readonly when: string; readonly party?: string; readonly among: boolean }
  | { readonly kind: 'limits'; readonly when: string; readonly party?: string; readonly among: boolean }
  | { readonly kind: 'marks'; readonly when: string; readonly among: boolean }
  | { readonly kind: 'docket'; readonly when: string; readonly question?: string; readonly among: boolean }
  | { readonly kind: 'explain'; readonly rule?: string }
  | { readonly kind: 'check' }

export interface Expectation {
  /** As written behind the fence. */
  readonly info: string
  readonly asked: Asked
  /** Without empty lines. */
  readonly lines: readonly string[]
  /** Of the opening fence, counted from 1. */
  readonly line: number
  /** Of the closing fence. */
  readonly endLine: number
}

export interface CaseRead {
  readonly file: CaseFile
  readonly problems: readonly Problem[]
}

interface Node {
  readonly type: string
  readonly value?: string
  readonly lang?: string | null
  readonly meta?: string | null
  readonly children?: readonly Node[]
  readonly position?: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number }
  }
}

const WORDS = ['register', 'may', 'docket', 'marks', 'limits', 'explain', 'check']
const ALL_WORDS = ['acts', ...WORDS]

export function readCase({ file, content }: SourceFile): CaseRead {
  const text = textOf(content)
  const reader = new CaseReader(file)
  for (const node of (fromMarkdown(text) as Node).children ?? []) reader.take(node)
  reader.end()
  return { file: { file, text, stories: reader.stories }, problems: reader.problems }
}

class CaseReader {
  readonly stories: { title: string; acts?: ActsBlock; expectations: Expectation[] }[] = []
  readonly problems: Problem[] = []
  readonly #file: string
  #heading: string
  #acts: ActsBlock | undefined

  constructor(file: string) {
    this.#file = file
    this.#heading = file
  }

  take(node: Node): void {
    if (node.type === 'heading') this.#heading = plainText(node)
    if (node.type !== 'code') for (const below of node.children ?? []) this.#inside(below)
    if (node.type !== 'code' || typeof node.lang !== 'string') return
    const line = lineOf(node)
    if (node.lang === 'acts') {
      this.#acts = actsBlock(node.value ?? '', line)
      this.stories.push({ title: this.#heading, acts: this.#acts, expectations: [] })
    } else if (WORDS.includes(node.lang)) this.#expect(node, line)
    else this.#unknown(node.lang, line)
  }

  /** What is not played must not be taken for played. */
  end(): void {
    if (this.stories.length === 0 && this.problems.length === 0) {
      this.#refuse(1, 'case/expectation', 'This file expects nothing.', EXPECT_ADVICE)
    }
    for (const { acts, expectations } of this.stories) {
      if (acts === undefined || expectations.length > 0 || this.problems.some(({ line }) => line > acts.line)) continue
      this.#refuse(acts.line, 'case/expectation', 'Nothing is expected of these acts.', EXPECT_ADVICE)
    }
  }

  #inside(node: Node): void {
    for (const below of node.children ?? []) this.#inside(below)
    if (node.type !== 'code' || typeof node.lang !== 'string') return
    this.#refuse(
      lineOf(node),
      'case/expectation',
      `This block "${node.lang}" stands in a list or a quotation, where nothing is played.`,
      'Move its fences to the beginning of their lines.',
    )
  }

  #unknown(word: string, line: number): void {
    this.#refuse(
      line,
      'case/expectation',
      `"${word}" is no block of a case.`,
      didYouMean(word, ALL_WORDS, `A block is one of ${ALL_WORDS.join(', ')}; prose needs no word behind the fence.`),
    )
  }

  #expect(node: Node, line: number): void {
    const info = `${node.lang} ${node.meta ?? ''}`.trim()
    const asked = readAsked(info)
    if (asked === undefined) {
      this.#refuse(line, 'case/expectation', `"${info}" asks for nothing that can be played.`, EXPECT_ADVICE)
      return
    }
    if (needsActs(asked) && this.#acts === undefined) {
      this.#refuse(
        line,
        'case/no-acts',
        'No acts stand above, so there is nothing to ask.',
        'Put a block marked acts before it; `from: record` in it plays the acts of the agreement.',
      )
      return
    }
    let story = this.stories.at(-1)
    if (story === undefined || (story.title !== this.#heading && story.expectations.length > 0)) {
      story = { title: this.#heading, acts: this.#acts, expectations: [] }
      this.stories.push(story)
    }
    // Acts often stand above the first of several headings.
    story.title = this.#heading
    const lines = (node.value ?? '').split('\n').filter((one) => one.trim() !== '')
    story.expectations.push({ info, asked, lines, line, endLine: node.position?.end.line ?? line })
  }

  #refuse(line: number, code: CliCode, message: string, advice: string): void {
    this.problems.push({ file: this.#file, line, column: 1, code, severity: 'error', message, advice })
  }
}

const EXPECT_ADVICE =
  'Write register DATE, may DATE (with party ID or among behind it), docket DATE question ID, marks DATE, limits DATE, explain [RULE] or check.'

function lineOf({ position }: Node): number {
  return position?.start.line ?? 1
}

function needsActs(asked: Asked): boolean {
  return asked.kind !== 'explain' && asked.kind !== 'check'
}

function actsBlock(value: string, fenceLine: number): ActsBlock {
  const lines = value.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
  const fromRecord = /^from:\s*record\s*(?:#.*)?$/.test(lines[first] ?? '')
  if (fromRecord) lines[first] = ''
  return { fromRecord, yaml: '\n'.repeat(fenceLine) + lines.join('\n'), line: fenceLine }
}

function readAsked(info: string): Asked | undefined {
  const words = info.split(/\s+/)
  const among = words.at(-1) === 'among'
  if (among) words.pop()
  const [kind, first, option, value, ...rest] = words
  if (rest.length > 0) return undefined
  if (kind === 'check') return first === undefined && !among ? { kind } : undefined
  if (kind === 'explain') return option === undefined && !among ? { kind, rule: first } : undefined
  if (first === undefined) return undefined
  if (option !== undefined && value === undefined) return undefined
  return askedAt(kind as string, first, option, value, among)
}

/** What is asked for an instant; `option` is what stands behind it, with a value. */
function askedAt(
  kind: string,
  when: string,
  option: string | undefined,
  value: string | undefined,
  among: boolean,
): Asked | undefined {
  const isOfParty = option === undefined || option === 'party'
  switch (kind) {
    case 'register':
    case 'may':
    case 'limits':
      return isOfParty ? { kind, when, party: value, among } : undefined
    case 'marks':
      return option === undefined ? { kind, when, among } : undefined
    case 'docket':
      return option === undefined || option === 'question' ? { kind, when, question: value, among } : undefined
    default:
      return undefined
  }
}

function plainText(node: Node): string {
  return node.value ?? (node.children ?? []).map(plainText).join('')
}
