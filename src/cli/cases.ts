import type { ActsRecord } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { limitsAt } from '../engine/count/limit-view.ts'
import type { Ledger } from '../engine/ledger.ts'
import { docketAt } from '../engine/reading/docket.ts'
import type { Query } from '../engine/reading/line.ts'
import { marksAt } from '../engine/reading/marks.ts'
import { registerAt, registerOfCase } from '../engine/reading/register.ts'
import { sentenceOf } from '../language/sentence/sentence.ts'
import { isError, type Problem } from '../problem.ts'
import { type PlayedRow, RowPlayer, readRows } from './boundaries.ts'
import { type ActsBlock, type Asked, type Expectation, readCase, type Story } from './case-file.ts'
import { normal } from './case-lines.ts'
import { cellsOf } from './cells.ts'
import type { CliCode } from './codes.ts'
import { ledgerOf } from './consultation.ts'
import type { Folder } from './folder.ts'
import { readInstant } from './instant-option.ts'
import { limitCells } from './limits-print.ts'
import { type AgreementRead, actsFilesOf, readActsFrom, readAgreementOf, readWithCast } from './opened.ts'
import { Refusal } from './refusal.ts'

/** One story, or one row of a table, played. */
export interface Outcome {
  readonly file: string
  /** The heading above it; the provision and the case of a row. */
  readonly title: string
  readonly line: number
  readonly checks: readonly Check[]
  /** Why it could not be played: then nothing of it was. */
  readonly problems: readonly Problem[]
  readonly row?: PlayedRow
}

/** One expectation and what was found instead. */
export interface Check {
  readonly file: string
  readonly expectation: Expectation | RowExpectation
  readonly got: readonly string[]
  /** Lines expected that are not there, and lines there that were not expected. */
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

/** Of a row: what it looks at. */
export interface RowExpectation extends Omit<Expectation, 'asked'> {
  readonly asked: { readonly kind: 'row' }
}

export function isAsExpected({ checks, problems }: Outcome): boolean {
  return problems.length === 0 && checks.every(({ missing, extra }) => missing.length === 0 && extra.length === 0)
}

/**
 * Plays the cases of a folder, with its cast if it has one. Pure but for the acts of another folder that an agreement may name: a folder whose
 * agreement was changed in memory plays just as well.
 */
export function playCases(folder: Folder): Outcome[] {
  const { agreement, problems } = readAgreementOf(folder)
  const cast = folder.cast === undefined || agreement === undefined ? undefined : readWithCast(folder)
  const player = agreement === undefined ? undefined : new StoryPlayer(folder, { agreement, problems }, cast)
  const outcomes: Outcome[] = []
  if (folder.cast !== undefined && cast !== undefined && cast.agreement === undefined) {
    // A cast that cannot be used is told, whether or not a story waits for it.
    const { file } = folder.cast
    outcomes.push({ file, title: file, line: 1, checks: [], problems: cast.problems.filter(isError) })
  }
  for (const source of folder.cases) {
    const { file, problems: faults } = readCase(source)
    if (faults.length > 0) {
      outcomes.push({ file: source.file, title: source.file, line: 1, checks: [], problems: faults })
    }
    for (const story of file.stories) {
      outcomes.push(player?.play(source.file, story) ?? withoutAgreement(source.file, story, problems))
    }
  }
  outcomes.push(...rowsPlayed(folder, cast === undefined ? agreement : cast.agreement))
  // Nothing expects its problems, and without it nothing is played.
  if (player === undefined && outcomes.every(({ checks }) => checks.length === 0)) {
    const { file } = folder.agreement
    outcomes.push({ file, title: file, line: 1, checks: [], problems: problems.filter(isError) })
  }
  return outcomes
}

/** Rows are played by the cast, if there is one; undefined: why nothing can be played has been told. */
function rowsPlayed(folder: Folder, agreement: Agreement | undefined): Outcome[] {
  if (agreement === undefined || folder.boundaries.length === 0) return []
  const { rows, problems } = readRows(folder, agreement)
  const player = new RowPlayer(agreement)
  const files = new Set(problems.map(({ file }) => file))
  const refused = [...files].map((file) => {
    const own = problems.filter((problem) => problem.file === file)
    return { file, title: file, line: own[0]?.line ?? 1, checks: [], problems: own }
  })
  return [...refused, ...rows.map((row) => outcomeOf(player.play(row)))]
}

function outcomeOf(played: PlayedRow): Outcome {
  const { row, problems, found } = played
  const { provision, case: name, 'as of': asOf, line: looksAt, reading, due } = row.cells
  const { line } = provision
  const outcome = { file: row.file, title: `${provision.text}, ${name.text}`, line, problems, row: played }
  if (found === undefined) return { ...outcome, checks: [] }
  const hasTime = row.looksAt.kind === 'line'
  const expected = rowLine(reading.text, due.text, hasTime)
  const got = rowLine(found.all ?? found.reading, found.due, hasTime)
  const expectation = {
    info: `${looksAt.text} ${asOf.text}`,
    asked: { kind: 'row' } as const,
    lines: [expected],
    line,
    endLine: line,
  }
  const differs = !found.isAsExpected
  const check = {
    file: row.file,
    expectation,
    got: [got],
    missing: differs ? [expected] : [],
    extra: differs ? [got] : [],
  }
  return { ...outcome, checks: [check] }
}

function rowLine(reading: string, due: string, hasTime: boolean): string {
  const words = reading === '' ? 'no such line' : reading
  return hasTime || due !== '' ? `${words} | ${due === '' ? 'no time' : due}` : words
}

/** Of an agreement that cannot be used, only its problems can be expected. */
function withoutAgreement(file: string, story: Story, problems: readonly Problem[]): Outcome {
  const checks = story.expectations
    .filter(({ asked }) => asked.kind === 'check')
    .map((expectation) => compared(file, expectation, problemLines(problems)))
  const rest = checks.length === story.expectations.length ? [] : problems.filter(isError)
  return { file, title: story.title, line: lineOf(story), checks, problems: rest }
}

/** Stories over one agreement; several may have the same acts. */
export class StoryPlayer {
  readonly #folder: Folder
  readonly #agreement: Agreement
  readonly #problems: readonly Problem[]
  readonly #cast: AgreementRead | undefined
  readonly #played = new Map<ActsBlock | undefined, { record: ActsRecord; ledger: Ledger }>()

  constructor(
    folder: Folder,
    { agreement, problems }: { readonly agreement: Agreement; readonly problems: readonly Problem[] },
    cast: AgreementRead | undefined,
  ) {
    this.#folder = folder
    this.#agreement = agreement
    this.#problems = problems
    this.#cast = cast
  }

  play(file: string, story: Story): Outcome {
    const outcome = { file, title: story.title, line: lineOf(story) }
    try {
      const { ledger, record } = this.#over(file, story.acts)
      const checks = story.expectations.map((expectation) => {
        const { asked } = expectation
        if (asked.kind === 'check') return compared(file, expectation, problemLines(this.#problems))
        return compared(file, expectation, answerOr(ledger, record, asked, file, expectation.line))
      })
      return { ...outcome, checks, problems: [] }
    } catch (error) {
      if (!(error instanceof Unplayable)) throw error
      return { ...outcome, checks: [], problems: error.problems }
    }
  }

  #over(file: string, block: ActsBlock | undefined): { record: ActsRecord; ledger: Ledger } {
    let played = this.#played.get(block)
    if (played === undefined) {
      const agreement = this.#playedBy(block)
      const record = recordOf(this.#folder, agreement, file, block)
      played = { record, ledger: ledgerOf(agreement, record.acts) }
      this.#played.set(block, played)
    }
    return played
  }

  /** A record names those who acted; what is only read out is said of the parties that the text has. */
  #playedBy(block: ActsBlock | undefined): Agreement {
    if (this.#cast === undefined || block === undefined || block.fromRecord) return this.#agreement
    if (this.#cast.agreement !== undefined) return this.#cast.agreement
    throw new Unplayable(this.#cast.problems.filter(isError))
  }
}

class Unplayable extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('the story cannot be played')
    this.problems = problems
  }
}

function fault(file: string, line: number, message: string): Problem {
  const [first = '', ...advice] = message.split('\n')
  return {
    file,
    line,
    column: 1,
    code: 'case/expectation' satisfies CliCode,
    severity: 'error',
    message: first,
    advice: advice.join(' ') || 'Mend the line behind the fence.',
  }
}

type Question = Exclude<Asked, { kind: 'check' }>

const NOTHING: ActsRecord = { acts: [] }

export function recordOf(folder: Folder, agreement: Agreement, file: string, block: ActsBlock | undefined): ActsRecord {
  if (block === undefined) return NOTHING
  const shipped = block.fromRecord ? actsFilesOf(folder, agreement) : { acts: [], problems: [] }
  const own = block.yaml.trim() === '' ? [] : [{ file: `${file}.yaml`, name: '', content: block.yaml }]
  if (own.length + shipped.acts.length === 0) return NOTHING
  const { record, problems } = readActsFrom([...shipped.acts, ...own], agreement)
  const faults = [...shipped.problems, ...problems]
  if (record !== undefined && !shipped.problems.some(isError)) return record
  throw new Unplayable(faults.filter(isError).map((one) => (one.file === `${file}.yaml` ? { ...one, file } : one)))
}

function lineOf(story: Story): number {
  return story.expectations[0]?.line ?? story.acts?.line ?? 1
}

function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ code, line }) => `${code} ${line}`)
}

function answerOr(ledger: Ledger, record: ActsRecord, asked: Question, file: string, line: number): string[] {
  try {
    return answer(ledger, record, asked)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Unplayable([fault(file, line, error.message)])
  }
}

/** The lines that the engine gives, written as in a case. */
function answer(ledger: Ledger, record: ActsRecord, asked: Question): string[] {
  const { agreement } = ledger.program
  if (asked.kind === 'explain') {
    if (asked.rule === undefined) return agreement.rules.map((rule) => `${rule.id} | ${sentenceOf(rule, agreement)}`)
    const rule = agreement.rules.find(({ id }) => id === asked.rule)
    if (rule === undefined) throw new Refusal(`There is no rule "${asked.rule}".`)
    return [sentenceOf(rule, agreement)]
  }
  const query: Query = {
    asOf: readInstant(asked.kind, asked.when, agreement.zone),
    covers: record.covers,
    powers: asked.kind === 'may',
    party: asked.kind === 'docket' || asked.kind === 'marks' ? undefined : asked.party,
  }
  if (asked.kind === 'limits') return limitsAt(ledger, query).map((line) => limitCells(line).join(' | '))
  if (asked.kind === 'marks') {
    return marksAt(ledger, query).flatMap(({ id, marks }) => marks.map((mark) => `${id} | ${mark}`))
  }
  if (asked.kind === 'docket') {
    const root = asked.question === undefined ? undefined : ledger.table.rowOf(asked.question)
    if (asked.question !== undefined && root === undefined) throw new Refusal(`There is no act "${asked.question}".`)
    const lines =
      root === undefined ? docketAt(ledger, query).flatMap(({ per }) => per) : registerOfCase(ledger, root, query)
    return lines.map((line) => cellsOf(line).join(' | '))
  }
  const verbs = asked.kind === 'may' ? ['may'] : ['must', 'must not', 'decide', 'asked', 'offered']
  const lines = registerAt(ledger, query).filter(({ verb }) => verbs.includes(verb))
  return lines.map((line) => cellsOf(line).join(' | '))
}

/** Order does not matter, nor how often spaces stand between words; a line that is there twice has to be expected twice. */
function compared(file: string, expectation: Expectation, got: readonly string[]): Check {
  const among = 'among' in expectation.asked && expectation.asked.among
  const isProse = expectation.asked.kind === 'explain' && expectation.asked.rule !== undefined
  const wanted = isProse ? [expectation.lines.map(normal).join(' ')] : expectation.lines.map(normal)
  const extra = got.map(normal)
  const missing: string[] = []
  for (const line of wanted) {
    const at = extra.indexOf(line)
    if (at < 0) missing.push(line)
    else extra.splice(at, 1)
  }
  if (!among) return { file, expectation, got, missing, extra }
  // Others may be there: shown is what was found in the place of what is missing.
  const nearby = missing.length === 0 ? [] : extra.filter((line) => missing.some((wanted) => isNear(line, wanted)))
  return { file, expectation, got, missing, extra: nearby }
}

/** Of one rule and about one thing, or in a row of two cells of one act. */
function isNear(found: string, wanted: string): boolean {
  const [ofFound, ofWanted] = [found.split(' | '), wanted.split(' | ')]
  return ofFound[0] === ofWanted[0] && ofFound[3] === ofWanted[3]
}
