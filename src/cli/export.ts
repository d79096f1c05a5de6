import * as fs from 'node:fs'
import { extname, isAbsolute, relative, resolve } from 'node:path'
import { limitsAt } from '../engine/count/limit-view.ts'
import { type Compliance, complianceOf } from '../engine/reading/compliance.ts'
import { actsApart, docketAt } from '../engine/reading/docket.ts'
import type { Line } from '../engine/reading/line.ts'
import { counted } from '../engine/reading/preamble.ts'
import { registerAt } from '../engine/reading/register.ts'
import { reportedAt } from '../engine/reading/reported.ts'
import { unclosedAt } from '../engine/reading/unclosed.ts'
import { surveyPage } from '../page/survey-page.ts'
import { type Arguments, wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult } from './consultation.ts'
import { printCsv } from './csv.ts'
import { DOCKET_HEADS, docketOf, docketRows } from './docket-export.ts'
import { LIMIT_HEADS, limitCells } from './limits-print.ts'
import { type Progress, progressOn } from './progress.ts'
import { replaceFile } from './record-file.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { headJson, limitJson, lineJson, REGISTER_HEADS, registerRows } from './register-export.ts'
import { visible } from './visible.ts'
import type { Table } from './workbook-file.ts'

const VIEWS = ['register', 'docket', 'compliance', 'limits'] as const
type View = (typeof VIEWS)[number]
const WEEKS = 6
const WEEKS_MAX = 520
const PERIODS_SHOWN = 10

/** `pacta export`: what a secretariat hands on, as a file whose name says what it is. */
export const command: Command = {
  usage: 'pacta export AGREEMENT FILE [options]',
  says: 'Writes a survey to print (.html), a workbook (.xlsx), a table (.csv), a calendar (.ics) or all of it as data (.json).',
  more: [
    'The end of the name says which. The survey tells who has reported, which questions are open and what falls due in the next weeks; the workbook has a sheet each for the register, the docket, compliance and limits; a table is one of these (--view); the calendar holds what falls due. The same arguments give the same bytes.',
  ],
  options: {
    ...CONSULTATION_OPTIONS,
    view: { value: 'VIEW', says: `Of a .csv: ${VIEWS.join(', ')}; left out: register` },
    weeks: { value: 'N', says: `How many weeks ahead the survey looks; left out: ${WEEKS}` },
  },
  examples: [
    'pacta export agreements/northland-westmark survey.html --as-of 2026-11-10',
    'pacta export agreements/northland-westmark everything.xlsx',
    'pacta export agreements/northland-westmark compliance.csv --view compliance',
    'pacta export agreements/northland-westmark due.ics --as-of 2026-11-10 --party Estmark',
  ],
  async run(args) {
    const [path, file] = wordsOf('export', args.words, ['AGREEMENT', 'FILE'], 2) as [string, string]
    const write = writerOf(file, args)
    const progress = progressOn(process.stderr)
    try {
      progress.say('Reading the record')
      const asked = consult(path, args)
      refusePartOf(asked.opened.folder.path, file)
      const { content, says } = await write(asked, progress)
      progress.say('Writing')
      replaceFile('export', file, content)
      progress.end()
      process.stdout.write(`${visible(file)}: ${says}.\n`)
    } finally {
      progress.end()
    }
    return EXIT_FINE
  },
}

/** What belongs to the agreement (a list of its rules, its cases) is not written over by what is made of it. */
function refusePartOf(folder: string, file: string): void {
  const way = relative(resolve(folder), resolve(file))
  if (way.startsWith('..') || isAbsolute(way) || !fs.existsSync(file)) return
  throw new Refusal(
    `pacta export: ${file} is there already, in the folder of the agreement.`,
    'Name another file, or one in another folder.',
  )
}

interface Written {
  readonly content: string | Uint8Array
  /** What is in it. */
  readonly says: string
}
type Writer = (asked: Consultation, progress: Progress) => Promise<Written> | Written

/** What is wrong with the words is told before anything is read. */
function writerOf(file: string, { values }: Arguments): Writer {
  const format = extname(file).toLowerCase()
  const view = values.get('view')
  if (view !== undefined && format !== '.csv') {
    throw new Refusal('pacta export: --view goes with .csv alone.', 'Leave it out, or name a file that ends in .csv.')
  }
  const weeks = weeksOf(values.get('weeks'), format)
  switch (format) {
    case '.html':
      return (asked, progress) => survey(asked, weeks, progress)
    case '.xlsx':
      return workbook
    case '.csv':
      return (asked) => table(asked, viewOf(view))
    case '.json':
      return everything
    case '.ics':
      return calendar
    default:
      throw new Refusal(
        `pacta export: the name "${file}" does not say what it is to be.`,
        'Let it end in .html, .xlsx, .csv, .ics or .json.',
      )
  }
}

function weeksOf(text: string | undefined, format: string): number {
  if (text === undefined) return WEEKS
  if (format !== '.html') throw new Refusal('pacta export: --weeks goes with .html alone.', 'Leave it out.')
  const weeks = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (weeks >= 1 && weeks <= WEEKS_MAX) return weeks
  throw new Refusal(`pacta export: "${text}" is no number of weeks.`, `Write --weeks 6; at most ${WEEKS_MAX}.`)
}

function viewOf(view = 'register'): View {
  const found = VIEWS.find((one) => one === view)
  if (found !== undefined) return found
  throw new Refusal(`pacta export: there is no view "${view}".`, `The views are ${VIEWS.join(', ')}.`)
}

function survey(asked: Consultation, weeks: number, progress: Progress): Written {
  const { ledger, query } = asked
  const reported = reportedAt(ledger, query, PERIODS_SHOWN)
  const unclosed = unclosedAt(ledger, query, (acts, of) => progress.say('Looking at acts', acts, of))
  const page = surveyPage({ ...asked, reported, unclosed, weeks })
  return { content: page.markup, says: `a survey as of ${asked.asOf.printed}` }
}

async function workbook(asked: Consultation, progress: Progress): Promise<Written> {
  const { workbookOf } = await import('./workbook-file.ts')
  const lines = linesOf(asked, progress)
  const tables = VIEWS.map((view) => tableOf(asked, view, lines))
  const about: Table = {
    name: 'About',
    heads: ['', ''],
    rows: Object.entries(flat(headJson(asked))).map(([key, value]) => [key, value]),
  }
  progress.say('Writing the workbook')
  const content = await workbookOf([about, ...tables], asked.agreement.title)
  return {
    content,
    says: tables.map(({ name, rows }) => `${name.toLowerCase()}, ${counted(rows.length, 'row')}`).join('; '),
  }
}

async function calendar(asked: Consultation, progress: Progress): Promise<Written> {
  const { calendarIcs } = await import('./calendar-file.ts')
  const { lines } = unclosedAt(asked.ledger, asked.query, (acts, of) => progress.say('Looking at acts', acts, of))
  const content = calendarIcs(asked, lines)
  return { content, says: counted(content.split('BEGIN:VEVENT').length - 1, 'date') }
}

function table(asked: Consultation, view: View): Written {
  const { heads, rows } = tableOf(asked, view, view === 'register' || view === 'compliance' ? linesOf(asked) : [])
  const cells = rows.map((row) => row.map(String))
  return { content: printCsv(heads, cells), says: `${view}, ${counted(rows.length, 'row')}` }
}

function everything(asked: Consultation, progress: Progress): Written {
  const { ledger, query } = asked
  const lines = linesOf(asked, progress)
  const data = {
    ...headJson(asked),
    lines: lines.map(lineJson),
    docket: docketOf(docketAt(ledger, query), actsApart(ledger, query)),
    compliance: complianceOf(lines, ledger.program),
    limits: limitsAt(ledger, query).map(limitJson),
  }
  return { content: `${JSON.stringify(data, null, 2)}\n`, says: counted(lines.length, 'line') }
}

function linesOf({ ledger, query }: Consultation, progress?: Progress): Line[] {
  progress?.say('Drawing up the register')
  return registerAt(ledger, query)
}

const COMPLIANCE_HEADS = ['rule', 'party', 'kept', 'late', 'not recorded', 'open', 'ended', 'not derivable', 'of']

function tableOf(asked: Consultation, view: View, lines: readonly Line[]): Table {
  const { ledger, query } = asked
  switch (view) {
    case 'register':
      return { name: 'Register', heads: REGISTER_HEADS, rows: registerRows(asked, lines) }
    case 'docket':
      return {
        name: 'Docket',
        heads: DOCKET_HEADS,
        rows: docketRows(asked, docketAt(ledger, query), actsApart(ledger, query)),
      }
    case 'compliance':
      return {
        name: 'Compliance',
        heads: COMPLIANCE_HEADS,
        rows: complianceOf(lines, ledger.program).map(complianceCells),
      }
    case 'limits': {
      const rows = limitsAt(ledger, query).map((line) => [...limitCells(line), line.needs])
      return { name: 'Limits', heads: LIMIT_HEADS.map((head) => head.toLowerCase()), rows }
    }
  }
}

function complianceCells(row: Compliance): readonly (string | number)[] {
  const { rule = '', party, kept, late, notRecorded, open, ended, notDerivable, total } = row
  return [rule, party, kept, late, notRecorded, open, ended, notDerivable, total]
}

/** What stands inside others, with its way there: `asOf printed`. */
function flat(data: Readonly<Record<string, unknown>>, into = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value as Record<string, unknown>, `${into}${key} `))
        : value === undefined || value === null
          ? []
          : [[`${into}${key}`, String(value)]],
    ),
  )
}
