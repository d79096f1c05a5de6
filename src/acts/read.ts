import type { ActsRecord, Covers } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { Problem } from '../problem.ts'
import type { Zone } from '../time/zone.ts'
import type { Entry, Gathered } from './entry.ts'
import { checkBody, Forms } from './forms.ts'
import { readJsonl } from './jsonl-file.ts'
import { hex, NotUtf8, wholeText } from './lines.ts'
import { Names } from './names.ts'
import { References } from './references.ts'
import { Report } from './report.ts'
import { Times } from './times.ts'
import { Usage } from './usage.ts'
import { readYamlActs } from './yaml-acts.ts'

/**
 * Reads what the parties did. Files come from others, so everything that can be wrong with them is told, all at once and
 * with its place; but words are not refused: whatever is well-formed goes on record, and what is out of order about it is a
 * note. The formats: `spec/acts.md`; the problems: `codes.ts`.
 */
export interface ActsFile {
  /** As printed, e.g. `acts/exchange.yaml`; ends in `.yaml`, `.yml` or `.jsonl`. */
  readonly name: string
  readonly bytes: Uint8Array
}

export const YAML_BYTES_MAX = 8_388_608
export const JSONL_BYTES_MAX = 2_147_483_648

/** The record, unless a problem is an error. Problems are in the order of files (by name), lines and columns. */
export function readActs(
  files: readonly ActsFile[],
  agreement: Agreement,
): { record?: ActsRecord; problems: Problem[] } {
  const report = new Report()
  const gathered: Gathered = { entries: [], heads: [], complete: true }
  for (const file of files) readFile(file, agreement.zone, gathered, report)
  const { entries } = gathered
  checkActs(entries, agreement, gathered, report)
  const { covers, chronicle } = headOf(gathered, report)
  const problems = report.problems()
  if (report.errorCount > 0) return { problems }
  const record: ActsRecord = {
    ...(covers === undefined ? {} : { covers }),
    ...(chronicle === undefined ? {} : { chronicle }),
    acts: entries.map((entry) => entry.act),
  }
  return { record, problems }
}

function checkActs(entries: readonly Entry[], agreement: Agreement, gathered: Gathered, report: Report): void {
  const names = new Names(agreement)
  const forms = new Forms(agreement.kinds, report)
  const times = new Times(agreement)
  const references = new References(entries)
  const usage = new Usage(agreement, names, references)
  for (const entry of entries) {
    const known = names.check(entry, report)
    const hasBody = checkBody(entry, report)
    if (!entry.sound) continue
    if (hasBody) forms.check(entry, report)
    times.check(entry, report)
    // Of a party or kind that does not exist, nothing more can be said.
    if (known) usage.check(entry, report)
  }
  references.check(report, gathered.complete)
}

function readFile(file: ActsFile, zone: Zone, into: Gathered, report: Report): void {
  const { name, bytes } = file
  const start = { file: name, line: 1, column: 1 }
  const isJsonl = name.endsWith('.jsonl')
  if (!isJsonl && !name.endsWith('.yaml') && !name.endsWith('.yml')) {
    into.complete = false
    report.error(
      'acts/unknown-format',
      start,
      'The name of the file does not say its format.',
      'Let it end in .yaml (or .yml) for YAML, in .jsonl for a JSON object a line.',
    )
    return
  }
  const max = isJsonl ? JSONL_BYTES_MAX : YAML_BYTES_MAX
  if (bytes.length > max) {
    into.complete = false
    report.error(
      'acts/too-large',
      start,
      `The file has ${bytes.length} bytes, more than ${max}.`,
      isJsonl ? 'Divide it.' : 'Divide it, or let a program write it as .jsonl, a JSON object a line.',
    )
    return
  }
  try {
    if (isJsonl) readJsonl(bytes, name, zone, into, report)
    else readYamlActs(wholeText(bytes), name, zone, into, report)
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error
    into.complete = false
    report.error(
      'acts/not-utf8',
      { file: name, line: error.line, column: error.column },
      `The byte ${hex(error.byte)} at offset ${error.offset} is not UTF-8; the file is not read from here on.`,
      'Save the file as UTF-8; older editors call it "Unicode (UTF-8)".',
    )
  }
}

/** One record covers one window; a chronicle speaks for the acts of its own file, and the first one for the record. */
function headOf({ heads }: Gathered, report: Report): { covers?: Covers; chronicle?: string } {
  const withCovers = heads.filter(({ head }) => head.covers !== undefined)
  const [first, ...more] = withCovers
  for (const { place } of more) {
    report.error(
      'acts/covers-twice',
      place,
      `What the record covers is said a second time; the first is in ${first?.place.file}:${first?.place.line}.`,
      'Keep one `covers` for all files of the record, from the first day to the last.',
    )
  }
  const chronicle = heads.find(({ head }) => head.chronicle !== undefined)?.head.chronicle
  return {
    ...(first?.head.covers === undefined ? {} : { covers: first.head.covers }),
    ...(chronicle === undefined ? {} : { chronicle }),
  }
}
