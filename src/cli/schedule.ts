import type { Agreement } from '../agreement/agreement.ts'
import { powersNote, type ScheduleRow, scheduleOf } from '../language/sentence/schedule.ts'
import { schedulePage } from '../page/schedule-page.ts'
import { isError } from '../problem.ts'
import { printDay } from '../time/day.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { printCsv } from './csv.ts'
import { readFolder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { EXIT_FINE, FilesRefused, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import { printTable, withoutEmpty } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta schedule`: what an agreement asks of whom, for those who have not signed it yet. */
export const command: Command = {
  usage: 'pacta schedule AGREEMENT [options]',
  says: 'Who has to do what, to whom and by when, before anything has happened: a row a rule.',
  more: ['From the rules alone; acts are not read. --csv is for a spreadsheet, --html one page to print or to send.'],
  options: {
    csv: { says: 'Comma-separated values' },
    html: { says: 'One page that needs nothing beside it' },
  },
  examples: [
    'pacta schedule agreements/northland-westmark',
    'pacta schedule agreements/northland-westmark --html > schedule.html',
  ],
  run({ words, flags }, terminal) {
    const [path] = wordsOf('schedule', words, ['AGREEMENT'], 1)
    if (flags.has('csv') && flags.has('html')) {
      throw new Refusal('pacta schedule: --csv and --html exclude each other.', 'Name one of the two.')
    }
    const agreement = readOnly(path as string)
    const rows = scheduleOf(agreement)
    process.stdout.write(
      flags.has('csv')
        ? scheduleCsv(rows)
        : flags.has('html')
          ? schedulePage(agreement, rows).markup
          : printSchedule(agreement, rows, terminal),
    )
    return EXIT_FINE
  },
}

/** Whatever is wrong with acts is of no matter here. */
function readOnly(path: string): Agreement {
  const read = readFolder(path)
  if ('problems' in read) throw new FilesRefused(read.problems)
  const { agreement, problems } = readAgreementOf(read.folder)
  if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
  return agreement
}

const HEADS = ['PARTY', 'RULE', 'WHAT', 'TO WHOM', 'WHEN', 'BY WHEN', 'SILENCE'] as const

function printSchedule(agreement: Agreement, rows: readonly ScheduleRow[], terminal: Terminal): string {
  const bound = rows.flatMap(({ rule, parts }) =>
    parts === undefined
      ? []
      : [
          [parts.who, rule, parts.what, parts.towards, parts.trigger, parts.clock, parts.silence].map((cell) =>
            cell === '' ? '-' : cell,
          ),
        ],
  )
  const table = withoutEmpty(HEADS, bound)
  const printed = printTable(table.heads, table.rows, { width: terminal.width, head: terminal.bold })
  const note = powersNote(rows)
  const rest = rows.filter(({ parts }) => parts === undefined)
  const below = rest.map(({ rule, sentence }) => fitting(`${rule}: ${sentence}`, terminal))
  const changes = rows.flatMap(({ rule, parts }) =>
    parts === undefined || parts.changes === '' ? [] : [fitting(`${rule}: ${parts.changes}`, terminal)],
  )
  return [
    `${terminal.bold(visible(agreement.title))}\n`,
    fitting(
      `What the rules ask, before anything has happened. Days are days in ${agreement.zone.id}; periods are counted from ${printDay(agreement.start)}.`,
      terminal,
    ),
    note === undefined ? '' : fitting(note, terminal),
    bound.length === 0 ? '' : `\n${printed}`,
    changes.length === 0 ? '' : `\nWhat ends or changes them:\n${changes.join('')}`,
    below.length === 0 ? '' : `\nWhat else holds:\n${below.join('')}`,
    rows.length === 0 ? '\nThe agreement has no rule.\n' : '',
  ].join('')
}

const CSV_HEADS = [
  'party',
  'rule',
  'clause',
  'kind',
  'what',
  'to whom',
  'when',
  'by when',
  'silence',
  'changes',
  'sentence',
  'line',
] as const

function scheduleCsv(rows: readonly ScheduleRow[]): string {
  return printCsv(
    CSV_HEADS,
    rows.map(({ rule, kind, clause, parts, sentence }) => [
      parts?.who ?? '',
      rule,
      clause.heading,
      kind,
      parts?.what ?? '',
      parts?.towards ?? '',
      parts?.trigger ?? '',
      parts?.clock ?? '',
      parts?.silence ?? '',
      parts?.changes ?? '',
      sentence,
      String(clause.line),
    ]),
  )
}
