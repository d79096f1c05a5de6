import { type ActsFile, readActs } from '../acts/read.ts'
import type { Act, Json } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { isSameAct } from '../agreement/same-act.ts'
import type { Problem } from '../problem.ts'
import type { SheetCode } from './codes.ts'
import type { RowAct } from './drafts.ts'
import type { SheetFault } from './sheet.ts'

/**
 * What a record takes in of the acts that rows make. They are read with the reader of acts files, together with the record,
 * so that what is in order here is in order there; an act that is on record with the same content is passed over, and one
 * that says something else than the record under the same id is told.
 */
export interface Intake {
  /** Not on record yet, and nothing is wrong with them. */
  readonly added: readonly { readonly from: RowAct; readonly act: Act }[]
  readonly onRecord: readonly RowAct[]
  readonly faults: readonly SheetFault[]
  /** What one should know. */
  readonly notes: readonly SheetFault[]
  readonly faulty: readonly RowAct[]
}

/** Slips of whoever fills in a sheet; `asIs` takes them as the sender's own words. */
const DEPARTURES: ReadonlySet<string> = new Set([
  'act/form',
  'act/incomplete',
  'act/reference',
  'act/addressees',
  'act/to-itself',
])
/** Found by comparison below, for any number of acts. */
const OF_IDS: ReadonlySet<string> = new Set(['act/recorded-twice', 'act/two-versions'])
const ACTS_A_FILE = 1_000

export function intakeOf(
  acts: readonly RowAct[],
  files: readonly ActsFile[],
  agreement: Agreement,
  asIs: boolean,
): Intake {
  const before = readActs(files, agreement).record?.acts ?? []
  const known = new Map(before.map((act) => [act.id, act]))
  const first = readTogether(acts, files, agreement)
  const faultyAt = new Set<number>()
  const faults: SheetFault[] = []
  const notes: SheetFault[] = []
  for (const { at, told, severity } of first.told) {
    if (OF_IDS.has(told.code)) continue
    const isFault = severity === 'error' || (!asIs && DEPARTURES.has(told.code))
    if (isFault) faultyAt.add(at)
    ;(isFault ? faults : notes).push(told)
  }
  const sound = acts.filter((_, at) => !faultyAt.has(at))
  // With an error in one of them, none was read.
  const read = first.acts ?? readTogether(sound, files, agreement).acts ?? []
  const byId = new Map(read.slice(before.length).map((act) => [act.id, act]))
  const added: { from: RowAct; act: Act }[] = []
  const onRecord: RowAct[] = []
  const others: RowAct[] = []
  for (const from of sound) {
    const act = byId.get(from.draft.id as string)
    if (act === undefined) continue
    const old = known.get(act.id)
    if (old === undefined) added.push({ from, act })
    else if (isSameAct(old, act)) onRecord.push(from)
    else {
      others.push(from)
      faults.push(otherVersion(from, old, act))
    }
  }
  const faulty = [...acts.filter((_, at) => faultyAt.has(at)), ...others]
  return { added, onRecord, faults, notes, faulty }
}

interface Told {
  readonly at: number
  readonly told: SheetFault
  readonly severity: Problem['severity']
}

/** `acts`: of the whole record, undefined if something in it is an error. */
function readTogether(
  acts: readonly RowAct[],
  files: readonly ActsFile[],
  agreement: Agreement,
): { readonly acts?: readonly Act[]; readonly told: readonly Told[] } {
  const chunks = new Map<string, Chunk>()
  for (let from = 0; from < acts.length; from += ACTS_A_FILE) {
    chunks.set(`rows ${from}.yaml`, printed(acts.slice(from, from + ACTS_A_FILE), from))
  }
  const own = [...chunks].map(([name, { text }]) => ({ name, bytes: new TextEncoder().encode(text) }))
  const { record, problems } = readActs([...files, ...own], agreement)
  const told = problems.flatMap(({ file, line, code, message, advice, severity }) => {
    const place = chunks.get(file)?.lines[line - 1]
    if (place === undefined) return []
    const from = acts[place.act] as RowAct
    return [
      {
        at: place.act,
        severity,
        told: { at: cellOf(from, place.path), code, message, advice: adviceOf(code, advice) },
      },
    ]
  })
  return { ...(record === undefined ? {} : { acts: record.acts }), told }
}

/** What is said of a record that exists is not what helps before one writes. */
function adviceOf(code: string, advice: string): string {
  return DEPARTURES.has(code)
    ? 'Write what the form of the kind asks for; if these were the words, --as-is takes them as they are.'
    : advice
}

interface Chunk {
  readonly text: string
  /** Of each line: the act, and what of it stands there. */
  readonly lines: readonly { readonly act: number; readonly path: string }[]
}

/** A value a line, so that the place of a problem says which cell is meant. */
function printed(acts: readonly RowAct[], from: number): Chunk {
  const text: string[] = []
  const lines: { act: number; path: string }[] = []
  const write = (line: string, act: number, path: string) => {
    text.push(line)
    lines.push({ act, path })
  }
  const value = (json: Json, indent: string, lead: string, act: number, path: string): void => {
    if (typeof json !== 'object' || json === null) {
      write(`${lead} ${JSON.stringify(json)}`, act, path)
    } else if (Array.isArray(json) && json.some((item) => typeof item === 'object')) {
      write(lead, act, path)
      json.forEach((item, at) => {
        value(item, `${indent}  `, `${indent}  -`, act, `${path}.${at}`)
      })
    } else if (Array.isArray(json)) {
      write(`${lead} ${JSON.stringify(json)}`, act, path)
    } else {
      write(lead, act, path)
      for (const [key, inner] of Object.entries(json)) {
        value(inner, `${indent}  `, `${indent}  ${JSON.stringify(key)}:`, act, `${path}.${key}`)
      }
    }
  }
  acts.forEach(({ draft }, at) => {
    let lead = '- '
    for (const [key, inner] of Object.entries(draft)) {
      value(inner, '    ', `${lead}${key}:`, from + at, key)
      lead = '  '
    }
  })
  return { text: `${text.join('\n')}\n`, lines }
}

/** The cell of what a problem is about, or of the nearest thing around it. */
function cellOf({ cells, rows }: RowAct, path: string): string {
  for (let name = path; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const cell = cells.get(name)
    if (cell !== undefined) return cell
  }
  return rowOf(rows)
}

function rowOf(rows: readonly number[]): string {
  return `row ${(rows[0] as number) + 1}`
}

function otherVersion(from: RowAct, old: Act, act: Act): SheetFault {
  const path = differing(old, act)
  return {
    at: path === undefined ? rowOf(from.rows) : cellOf(from, path),
    code: 'row/other-version' satisfies SheetCode,
    message: `${act.id} is on record already and says something else.`,
    advice:
      'A record is not overwritten. If this is a correction, send it as an act of its own: another id, and refersTo the first.',
  }
}

/** Where two versions part first. */
function differing(a: unknown, b: unknown, into = ''): string | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined
  if (!isObject(a) || !isObject(b)) return into === '' ? undefined : into
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (key === 'place' || JSON.stringify(a[key]) === JSON.stringify(b[key])) continue
    return differing(a[key], b[key], into === '' ? key : `${into}.${key}`)
  }
  return undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
