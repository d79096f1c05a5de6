import type { Draft } from '../acts/draft.ts'
import type { Act } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { Ledger } from '../engine/ledger.ts'
import { type Joining, joining } from '../engine/program/amendments.ts'
import type { Problem } from '../problem.ts'
import { type BoundaryRow, readBoundaries } from './boundary-file.ts'
import { type Found, lookFor } from './boundary-look.ts'
import type { CliCode } from './codes.ts'
import type { Fault } from './faults.ts'
import type { Folder } from './folder.ts'
import { readActCommands } from './play-commands.ts'
import { readProvisionList } from './provision-list.ts'
import { wordedAct } from './worded-act.ts'

/** A row, played. */
export interface PlayedRow {
  readonly row: BoundaryRow
  /** Why it could not be played: then it is not as expected. */
  readonly problems: readonly Problem[]
  /** Left out: it could not be played. */
  readonly found?: Found
}

/** The rows of all tables of a folder that can be read, and everything that is wrong with any of them. */
export function readRows(
  folder: Folder,
  agreement: Agreement,
): { readonly rows: readonly BoundaryRow[]; readonly problems: readonly Problem[] } {
  if (folder.boundaries.length === 0) return { rows: [], problems: [] }
  const problems: Problem[] = []
  const known = { provisions: provisionsOf(folder, problems), cases: new Map<string, string>() }
  const rows = folder.boundaries.flatMap((source) => {
    const read = readBoundaries(source, agreement, known)
    problems.push(...read.problems)
    return read.rows
  })
  return { rows, problems }
}

function provisionsOf({ provisions: source }: Folder, problems: Problem[]): ReadonlySet<string> | undefined {
  if (source === undefined) return undefined
  const list = readProvisionList(source)
  problems.push(...list.problems)
  return list.problems.length > 0 ? undefined : new Set(list.provisions.map(({ id }) => id))
}

/** Plays rows over one agreement, which is compiled once. */
export class RowPlayer {
  readonly #agreement: Agreement
  readonly #join: Joining
  /** Rows often look at the same acts at several instants. */
  readonly #played = new Map<string, Ledger | readonly Fault[]>()

  constructor(agreement: Agreement) {
    this.#agreement = agreement
    this.#join = joining(agreement)
  }

  play(row: BoundaryRow): PlayedRow {
    const ledger = this.#over(row.cells.acts.text)
    if (!(ledger instanceof Ledger)) {
      const place = row.cells.acts
      return { row, problems: ledger.map((fault) => refused(row, place, 'boundary/acts', worded(fault), fault.advice)) }
    }
    const found = lookFor(ledger, row)
    if ('reading' in found) return { row, problems: [], found }
    return { row, problems: [refused(row, row.cells.line, 'boundary/line', found.message, found.advice)] }
  }

  #over(text: string): Ledger | readonly Fault[] {
    let played = this.#played.get(text)
    if (played === undefined) {
      const { acts, faults } = actsOfRow(text, this.#agreement)
      played = faults.length === 0 ? this.#join(acts) : faults
      this.#played.set(text, played)
    }
    return played
  }
}

export function actsOfRow(
  text: string,
  agreement: Agreement,
): { readonly acts: readonly Act[]; readonly faults: Fault[] } {
  let acts: readonly Act[] = []
  const drafts: Draft[] = []
  const faults: Fault[] = []
  for (const command of readActCommands(text, agreement)) {
    // What stands behind an act that cannot be read may be about it.
    if (faults.length > 0 && !('code' in command)) continue
    const read = 'code' in command ? command : wordedAct(command, { acts, files: [], drafts }, agreement)
    if ('code' in read) {
      const { also = [], ...first } = read
      faults.push(first, ...also)
      continue
    }
    acts = read.acts
    drafts.push(read.draft)
  }
  return { acts, faults }
}

/** With the word that it is about, where the message does not quote it. */
function worded({ at, message }: Fault): string {
  return message.includes(`"${at}"`) ? message : `${at}: ${message}`
}

function refused(
  { file }: BoundaryRow,
  { line, column }: { readonly line: number; readonly column: number },
  code: CliCode,
  message: string,
  advice: string,
): Problem {
  return { file, line, column, code, severity: 'error', message, advice }
}
