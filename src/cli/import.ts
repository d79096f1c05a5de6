import * as fs from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Draft } from '../acts/draft.ts'
import { lastAsOf } from '../engine/reading/as-of.ts'
import { differenceOf } from '../engine/reading/difference.ts'
import type { Line } from '../engine/reading/line.ts'
import { counted } from '../engine/reading/preamble.ts'
import { registerAt } from '../engine/reading/register.ts'
import { compare, printProblem } from '../problem.ts'
import { readDelimited } from '../sheets/delimited.ts'
import { actsOfRows, type RowActs } from '../sheets/drafts.ts'
import { type Intake, intakeOf } from '../sheets/intake.ts'
import { type Mapping, readMapping } from '../sheets/mapping.ts'
import type { Sheet, SheetFault } from '../sheets/sheet.ts'
import { readWorkbook, WORKBOOK_BYTES_MAX } from '../sheets/workbook.ts'
import { type Arguments, wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { confirmed } from './confirmed.ts'
import { ledgerOf } from './consultation.ts'
import { ArgumentsRefused, printFault } from './faults.ts'
import { type Folder, readFileAt, type SourceFile, textOf } from './folder.ts'
import { actsFilesOf, asActsFile, type Opened, openAgreement } from './opened.ts'
import { refusePlayedOver } from './record.ts'
import { alone, replaceFile } from './record-file.ts'
import { EXIT_FINE, EXIT_NO, EXIT_REFUSED, FilesRefused, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta import`: acts from the rows of a sheet, by a mapping that says what its columns mean. */
export const command: Command = {
  usage: 'pacta import AGREEMENT SHEET --mapping FILE [options]',
  says: 'Puts on record what stands in the rows of a spreadsheet (.xlsx or .csv).',
  more: [
    'A mapping says what the columns mean: docs/sheets.md. What is wrong with a cell is told by its name; as long as anything is, nothing is written, unless --rest says that the sound rows are to be taken. Importing the same sheet again changes nothing: an act that is on record with the same content is passed over.',
    'The acts are added to acts/NAME.jsonl, with the name of the mapping; nothing that stands there is touched. In a terminal it asks before it writes; elsewhere --yes says so beforehand.',
  ],
  options: {
    mapping: { value: 'FILE', says: 'What the columns mean' },
    'dry-run': { says: 'Only tell what would be done' },
    rest: { says: 'Take the rows with which nothing is wrong, and tell the others' },
    'as-is': { says: 'Take what departs from the form of the act as the words of its sender: noted, and not refused' },
    yes: { says: 'Write without asking' },
  },
  examples: [
    'pacta import my-agreement returns.xlsx --mapping my-agreement/mappings/returns.yaml --dry-run',
    'pacta import my-agreement returns.csv --mapping my-agreement/mappings/returns.yaml --yes',
  ],
  async run(args, terminal) {
    const [path, file] = wordsOf('import', args.words, ['AGREEMENT', 'SHEET'], 2) as [string, string]
    const opened = openAgreement(path)
    refusePlayedOver('import', opened)
    const mapping = mappingOf(args.values.get('mapping'), opened)
    const rows = actsOfRows(await sheetOf(file, mapping), mapping, opened.agreement)
    const intake = takenIn(rows, opened, args)
    const target = targetOf(opened.folder, mapping)
    process.stdout.write(printIntake(opened, rows, intake, file, terminal))
    const faults = [...rows.faults, ...intake.faults]
    tell(file, faults)
    const isPartly = args.flags.has('rest')
    if (faults.length > 0 && !isPartly) {
      const some =
        intake.added.length === 0 ? '' : `, or take the other ${counted(intake.added.length, 'act')} with --rest`
      process.stderr.write(`Nothing was written. Mend ${faults.length === 1 ? 'the cell' : 'the cells'}${some}.\n`)
      return EXIT_REFUSED
    }
    if (args.flags.has('dry-run')) process.stdout.write('A dry run: nothing was written.\n')
    else if (intake.added.length === 0) process.stdout.write('Nothing was written.\n')
    else {
      if (!args.flags.has('yes') && !(await confirmed('import', target.file))) {
        process.stdout.write('Nothing was written.\n')
        return EXIT_NO
      }
      const written = await alone('import', opened.folder, () => {
        // Somebody may have added something since: what is shown is one thing, what is written is read anew.
        const again = openAgreement(path)
        const { added } = takenIn(rows, again, args)
        if (added.length > 0) {
          const { file, content } = targetOf(again.folder, mapping)
          replaceFile(
            'import',
            file,
            withLines(
              textOf(content),
              added.map(({ from }) => from.draft),
            ),
          )
        }
        return added.length
      })
      if (opened.record.covers === undefined) {
        process.stdout.write(
          fitting(
            `The record does not say what it covers, so whatever was due since the agreement began and is not on record reads as not recorded. If it begins later, say so in the first line of ${visible(target.file)}: {"covers": {"window": "2026-01-01/2026-12-31", "note": "what is on record"}}`,
            terminal,
          ),
        )
      }
      process.stdout.write(
        `${counted(written, 'act')} ${written === 1 ? 'is' : 'are'} on record in ${visible(target.file)}.\n`,
      )
    }
    return faults.length > 0 ? EXIT_NO : EXIT_FINE
  },
}

function takenIn({ acts }: RowActs, { agreement, folder }: Opened, { flags }: Arguments): Intake {
  return intakeOf(acts, actsFilesOf(folder, agreement).acts.map(asActsFile), agreement, flags.has('as-is'))
}

function mappingOf(file: string | undefined, { agreement, folder }: Opened): Mapping {
  if (file === undefined) {
    const known = mappingsOf(folder)
    throw new Refusal(
      'pacta import: --mapping FILE is missing.',
      known.length === 0
        ? 'Write a mapping, which says what the columns mean: docs/sheets.md.'
        : `The agreement has ${known.join(', ')}.`,
    )
  }
  const { mapping, problems } = readMapping(file, textOf(readBytes(file, MAPPING_BYTES_MAX)), agreement)
  if (mapping !== undefined) return mapping
  throw new Refusal(
    `pacta import: nothing was done.\n${problems
      .flatMap((one) => printProblem(one).split('\n'))
      .map(visible)
      .join('\n')}`,
  )
}

function mappingsOf({ path }: Folder): string[] {
  const folder = join(path, 'mappings')
  return fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort(compare)
        .map((name) => join(folder, name))
    : []
}

const MAPPING_BYTES_MAX = 1024 * 1024

function readBytes(file: string, bytesMax: number): Uint8Array {
  const read = readFileAt(file, bytesMax)
  if ('problems' in read) throw new FilesRefused(read.problems)
  return read
}

async function sheetOf(file: string, { sheet, encoding }: Mapping): Promise<Sheet> {
  const read = await allSheets(file, encoding)
  if ('code' in read) throw refused(file, [read])
  const found = sheet === undefined ? read[0] : read.find(({ name }) => name === undefined || name === sheet)
  if (found !== undefined && found.rows.length > 0) return found
  const names = read.map(({ name }) => `"${name}"`).join(', ')
  const told: SheetFault =
    found !== undefined
      ? {
          at: found.name ?? '',
          code: 'sheet/empty',
          message: 'The sheet has no rows.',
          advice: 'Name another one in the mapping: sheet: NAME.',
        }
      : { at: '', code: 'sheet/missing', message: `The workbook has no sheet "${sheet}".`, advice: `It has ${names}.` }
  throw refused(file, [told])
}

async function allSheets(file: string, encoding: string): Promise<readonly Sheet[] | SheetFault> {
  const bytes = readBytes(file, WORKBOOK_BYTES_MAX)
  switch (extname(file).toLowerCase()) {
    case '.xlsx':
    case '.xlsm':
      return await readWorkbook(bytes)
    case '.csv':
    case '.tsv':
    case '.txt': {
      const sheet = readDelimited(bytes, encoding)
      return 'code' in sheet ? sheet : [sheet]
    }
    default:
      return {
        at: '',
        code: 'sheet/format',
        message: 'The name of the file does not say what it is.',
        advice: 'Save it as .xlsx, or as .csv.',
      }
  }
}

function faultsOf(file: string, faults: readonly SheetFault[]) {
  return faults.map(({ at, ...rest }) => ({ at: at === '' ? file : `${file} ${at}`, ...rest }))
}

function refused(file: string, faults: readonly SheetFault[]): ArgumentsRefused {
  return new ArgumentsRefused('import', faultsOf(file, faults))
}

const FAULTS_SHOWN_MAX = 200

function tell(file: string, faults: readonly SheetFault[]): void {
  const shown = faultsOf(file, faults.slice(0, FAULTS_SHOWN_MAX)).map(printFault)
  const more = faults.length - shown.length
  if (shown.length > 0) process.stderr.write(`${shown.join('\n')}\n${more > 0 ? `And ${more} more.\n` : ''}`)
}

/** The acts of a mapping have a file of their own. */
function targetOf(folder: Folder, { file }: Mapping): SourceFile {
  const name = `acts/${basename(file, extname(file)).replaceAll(/[^\p{L}\p{N}._-]/gu, '-')}.jsonl`
  return folder.acts.find((one) => one.name === name) ?? { file: join(folder.path, name), name, content: '' }
}

function withLines(text: string, drafts: readonly Draft[]): string {
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${start}${drafts.map((draft) => `${JSON.stringify(draft)}\n`).join('')}`
}

function printIntake(opened: Opened, rows: RowActs, intake: Intake, file: string, terminal: Terminal): string {
  const { agreement } = opened
  const { added, onRecord } = intake
  const notes = [...rows.notes, ...intake.notes]
  const wrong = rows.wrongRows + intake.faulty.length
  const faulty = rows.faultyRows.size + intake.faulty.reduce((sum, one) => sum + one.rows.length, 0)
  const others = faulty > wrong ? ` (and ${counted(faulty - wrong, 'row')} of the same acts)` : ''
  const parts = [
    `${counted(rows.rowCount, 'row')} in ${basename(file)}`,
    `${counted(added.length, 'act')} not on record yet`,
    `${onRecord.length} on record already`,
    `${counted(wrong, 'row')} with something wrong${others}`,
  ]
  const head = `${terminal.bold(visible(agreement.title))}\n${fitting(`${parts.join('; ')}.`, terminal)}`
  const changes = changesOf(opened, intake)
  const told =
    changes.length === 0 ? '' : `\nIn the register:\n${changes.map((one) => fitting(one, terminal, '  ')).join('')}`
  const noted = notes.length === 0 ? '' : `\nNoted:\n${faultsOf(file, notes).map(printFault).join('\n')}\n`
  return `${head}${told}${noted}\n`
}

/** How many lines of which rule come to read what: a list of hundreds says nothing. */
function changesOf({ agreement, record }: Opened, { added }: Intake): string[] {
  if (added.length === 0) return []
  const acts = [...record.acts, ...added.map(({ act }) => act)]
  const query = { asOf: lastAsOf(agreement, { ...record, acts }), powers: false }
  const changes = differenceOf(
    registerAt(ledgerOf(agreement, record.acts), query),
    registerAt(ledgerOf(agreement, acts), query),
  )
  const counts = new Map<string, number>()
  for (const { before, after } of changes) {
    const line = (after ?? before) as Line
    const turn =
      after === undefined
        ? 'gone'
        : before === undefined || before.reading === after.reading
          ? after.reading
          : `${before.reading} before, now ${after.reading}`
    const key = `${line.rule ?? 'no rule'}: ${turn}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, n]) => `${key}: ${counted(n, 'line')}`)
}
