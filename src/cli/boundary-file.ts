import type { Agreement } from '../agreement/agreement.ts'
import { asOfAdvice, parseAsOf } from '../engine/reading/as-of.ts'
import type { AsOf } from '../engine/reading/line.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import type { Problem } from '../problem.ts'
import { parseDay } from '../time/day.ts'
import { parseInstant } from '../time/instant.ts'
import type { Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import type { CliCode } from './codes.ts'
import { type CsvCell, readCsvTable } from './csv-table.ts'
import type { SourceFile } from './folder.ts'

/**
 * Boundary rows, `cases/*.csv`: of each provision of the source text how it reads in time, at the boundary, a second later, and
 * in its exceptions. A row is a case by itself:
 *
 *     provision,case,acts,as of,line,reading,due
 *     16.1.2,at the boundary,request by Alder to Birch as r on 2026-03-02 at 10:00 ; reply by Birch to Alder about r on 2026-03-04 at 10:00,2026-03-04T10:00:00+01:00,16.1.2/r/Birch,"replied 4 Mar 2026, in time",2026-03-04T10:00:00+01:00
 *
 * `acts` are commands of `pacta play` with `;` between them; empty: nothing has happened. `as of` is a date (the end of that day
 * in the zone of the agreement) or an instant. `line` says what is looked at:
 *
 *     16.1.2/r/Birch       a line of the register by its id: duty, power or prohibition
 *     none 16.1.2/r/Birch  there is no such line; `reading` and `due` are empty
 *     mark n               a mark of an act, or `none`; of several marks it is among them
 *     mark n 85            the same of the marks that name this rule, or 85[early]
 *     limit 109/Birch      how much of a limit is used: `used 2 of at most 3`
 *
 * `reading` is what the register prints. `due` is a date (the end of that day), an instant, or two of them with `/` between where
 * it is known so far; empty: there is no time.
 */
export const BOUNDARY_HEADS = ['provision', 'case', 'acts', 'as of', 'line', 'reading', 'due'] as const
type Head = (typeof BOUNDARY_HEADS)[number]

export interface BoundaryRow {
  readonly file: string
  readonly cells: Readonly<Record<Head, CsvCell>>
  readonly asOf: AsOf
  readonly looksAt: LooksAt
  readonly reading: string
  /** The first instant too late; left out: no time. */
  readonly closes?: Window
}

export type LooksAt =
  | { readonly kind: 'line' | 'none' | 'limit'; readonly id: string }
  | { readonly kind: 'mark'; readonly act: string; readonly rule?: string }

export interface BoundaryFile {
  readonly rows: readonly BoundaryRow[]
  readonly problems: readonly Problem[]
}

/** What rows are compared with: the provisions of `rules.csv`, if it is there, and the rows that stand before. */
export interface RowsKnown {
  readonly provisions: ReadonlySet<string> | undefined
  /** Provision and case, to the place of the row. */
  readonly cases: Map<string, string>
}

export function readBoundaries(source: SourceFile, { zone }: Agreement, known: RowsKnown): BoundaryFile {
  const { rows, problems } = readCsvTable(source, BOUNDARY_HEADS)
  const all = [...problems]
  if (rows.length === 0 && problems.length === 0) {
    all.push({
      file: source.file,
      line: 1,
      column: 1,
      code: 'boundary/expectation' satisfies CliCode,
      severity: 'error',
      message: 'The table has no rows, so it expects nothing.',
      advice: 'Write a row, or remove the file.',
    })
  }
  const read = rows.flatMap(({ cells }) => {
    const named = Object.fromEntries(BOUNDARY_HEADS.map((head, at) => [head, cells[at] as CsvCell]))
    const row = new RowReader(source.file, named as Record<Head, CsvCell>, zone)
    row.checkCase(known)
    const found = row.read()
    all.push(...row.problems)
    return found ?? []
  })
  return { rows: read, problems: all }
}

class RowReader {
  readonly problems: Problem[] = []
  readonly #file: string
  readonly #cells: Readonly<Record<Head, CsvCell>>
  readonly #zone: Zone

  constructor(file: string, cells: Readonly<Record<Head, CsvCell>>, zone: Zone) {
    this.#file = file
    this.#cells = cells
    this.#zone = zone
  }

  checkCase({ provisions, cases }: RowsKnown): void {
    const [provision, name] = [this.#text('provision'), this.#text('case')]
    if (provision === '') {
      this.#refuse('provision', 'boundary/provision', 'The row does not say for which provision it is.', 'Name it.')
    } else if (provisions !== undefined && !provisions.has(provision)) {
      const message = `rules.csv has no provision "${provision}".`
      this.#refuse('provision', 'boundary/provision', message, didYouMean(provision, provisions))
    }
    if (name === '') {
      const advice = 'Write in time; at the boundary; one second late; never; or exception: and which.'
      this.#refuse('case', 'boundary/case', 'The row does not say which case it is.', advice)
      return
    }
    const key = JSON.stringify([provision, name])
    const first = cases.get(key)
    if (first === undefined) {
      cases.set(key, `${this.#file}:${this.#cells.case.line}`)
      return
    }
    const message = `The case "${name}" of ${provision} stands twice; the first is ${first}.`
    this.#refuse('case', 'boundary/case', message, 'Call it something else, or take one of the two out.')
  }

  read(): BoundaryRow | undefined {
    const asOf = this.#asOf()
    const looksAt = this.#looksAt()
    const due = this.#due()
    if (looksAt !== undefined) this.#checkExpectation(looksAt)
    if (this.problems.length > 0 || asOf === undefined || looksAt === undefined || due === undefined) return undefined
    const row = { file: this.#file, cells: this.#cells, asOf, looksAt, reading: this.#text('reading') }
    return due === 'none' ? row : { ...row, closes: due }
  }

  #text(head: Head): string {
    return this.#cells[head].text
  }

  #asOf(): AsOf | undefined {
    const text = this.#text('as of')
    const at = parseAsOf(text, this.#zone)
    if (at === undefined) {
      const message =
        text === '' ? 'The row does not say when it is looked at.' : `"${text}" is no date and no instant.`
      this.#refuse('as of', 'boundary/time', message, asOfAdvice(text))
    }
    return at
  }

  #looksAt(): LooksAt | undefined {
    const words = this.#text('line').split(/\s+/)
    const [word = '', id, rule, ...more] = words
    if (word === 'mark' && id !== undefined && more.length === 0) {
      return { kind: 'mark', act: id, ...(rule === undefined ? {} : { rule }) }
    }
    if ((word === 'none' || word === 'limit') && id !== undefined) return { kind: word, id: words.slice(1).join(' ') }
    if (word !== '' && word !== 'mark' && word !== 'none' && word !== 'limit') {
      // The key of an item is a text of somebody's, and may have spaces.
      return { kind: 'line', id: this.#text('line') }
    }
    const message = word === '' ? 'The row does not say what it looks at.' : `"${words.join(' ')}" names nothing.`
    this.#refuse('line', 'boundary/expectation', message, LINE_ADVICE)
    return undefined
  }

  #checkExpectation({ kind }: LooksAt): void {
    const [reading, due] = [this.#text('reading'), this.#text('due')]
    if (kind === 'none' && reading !== '') {
      const advice = 'Leave the reading empty, or take the word none out.'
      this.#refuse('reading', 'boundary/expectation', 'A line that is not there has no reading.', advice)
    }
    if (kind !== 'none' && reading === '') {
      const advice = 'Write what the register prints; of a mark that is not there, none.'
      this.#refuse('reading', 'boundary/expectation', 'The row expects nothing.', advice)
    }
    if (kind !== 'line' && due !== '') {
      const message =
        kind === 'none' ? 'A line that is not there has no time.' : `A ${kind} has no time by which it is due.`
      this.#refuse('due', 'boundary/expectation', message, 'Leave it empty.')
    }
  }

  #due(): Window | 'none' | undefined {
    const text = this.#text('due')
    if (text === '') return 'none'
    const [first = '', last, more] = text.split('/')
    const from = first === '..' ? Number.NEGATIVE_INFINITY : this.#closes(first)
    const to = last === undefined ? from : last === '..' ? Number.POSITIVE_INFINITY : this.#closes(last)
    if (more === undefined && from !== undefined && to !== undefined && from <= to)
      return { earliest: from, latest: to }
    const advice = `${asOfAdvice(text)} Leave it empty where there is no time.`
    this.#refuse('due', 'boundary/time', `"${text}" is no date and no instant.`, advice)
    return undefined
  }

  /** What is due on a day may still come in its last millisecond. */
  #closes(text: string): number | undefined {
    const day = parseDay(text)
    if (day !== undefined) return this.#zone.endOf(day)
    const instant = parseInstant(text)
    return instant === undefined ? undefined : instant + 1
  }

  #refuse(head: Head, code: CliCode, message: string, advice: string): void {
    const { line, column } = this.#cells[head]
    this.problems.push({ file: this.#file, line, column, code, severity: 'error', message, advice })
  }
}

const LINE_ADVICE =
  'Write the id of a line, RULE/ACT/PARTY; none and such an id; mark ACT, with RULE behind it; or limit LIMIT/PARTY.'
