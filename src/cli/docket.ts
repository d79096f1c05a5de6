import type { Case, Entry } from '../engine/docket.ts'
import { docketAt } from '../engine/docket.ts'
import { didYouMean } from '../language/spelling.ts'
import { printWindow } from '../time/window.ts'
import { wordsOf } from './arguments.ts'
import { listed } from './cells.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult } from './consultation.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { printHeader, printLines } from './register-print.ts'
import { printTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta docket`: every question as a case, with all that was said about it and how it stands with each addressee. */
export const command: Command = {
  usage: 'pacta docket AGREEMENT [QUESTION] [options]',
  says: 'Every question as a case: what was said about it, and how it stands with each addressee.',
  options: {
    ...CONSULTATION_OPTIONS,
    may: { says: 'Also what parties may do' },
    json: { says: 'One JSON document' },
    csv: { says: 'The entries as comma-separated values' },
  },
  examples: [
    'pacta docket agreements/northland-westmark',
    'pacta docket agreements/northland-westmark winter-repair --as-of 2026-11-10',
  ],
  async run(args, terminal) {
    const [path, wanted] = wordsOf('docket', args.words, ['AGREEMENT', 'QUESTION'], 1)
    const asked = consult(path as string, args)
    const cases = casesOf(docketAt(asked.ledger, asked.query), wanted)
    if (args.flags.has('json') || args.flags.has('csv')) {
      const { docketCsv, docketJson } = await import('./docket-export.ts')
      process.stdout.write(args.flags.has('csv') ? docketCsv(cases) : docketJson(asked, cases))
      return EXIT_FINE
    }
    process.stdout.write(`${printHeader(asked, terminal)}\n`)
    process.stdout.write(
      cases.length === 0
        ? 'No question was put by then.\n'
        : cases.map((one) => printCase(one, asked, terminal)).join('\n'),
    )
    return EXIT_FINE
  },
}

function casesOf(cases: readonly Case[], wanted: string | undefined): readonly Case[] {
  if (wanted === undefined) return cases
  const found = cases.filter(({ id }) => id === wanted)
  if (found.length > 0) return found
  throw new Refusal(
    `No question "${wanted}" was put by then.`,
    didYouMean(
      wanted,
      cases.map(({ id }) => id),
      '`pacta docket AGREEMENT` lists the questions.',
    ),
  )
}

function printCase(one: Case, asked: Consultation, terminal: Terminal): string {
  const entries = printTable(
    ['WHEN', 'WHAT', 'BY', 'TO', 'ID', 'REMARKS'],
    [one.question, ...one.entries].map((entry) => entryCells(entry, asked)),
    { width: terminal.width, head: terminal.bold },
  )
  const per = one.per.length === 0 ? '' : `\n${printLines(one.per, asked.agreement, terminal)}`
  return `${terminal.bold(visible(one.id))}\n${entries}${per}`
}

function entryCells(entry: Entry, { agreement }: Consultation): string[] {
  const remarks = [
    ...(entry.capacity === undefined ? [] : [`capacity ${entry.capacity}`]),
    ...(entry.cites.length === 0 ? [] : [`cites ${entry.cites.join(', ')}`]),
    ...entry.marks,
    ...(entry.certainty === undefined || entry.certainty === 'signed' ? [] : [entry.certainty]),
    ...(entry.source.length === 0 ? [] : [`[${entry.source.join(', ')}]`]),
  ]
  const kind = agreement.kinds.find(({ name }) => name === entry.kind)
  return [
    printWindow(entry.at, agreement.zone),
    kind?.noun ?? entry.kind,
    few(entry.by),
    entry.to === 'all' ? 'all' : entry.to.length === 0 ? 'the public' : few(entry.to),
    entry.id,
    remarks.join('; '),
  ]
}

/** Beyond this a number says more than a list; --json has all of them. */
const NAMED_MAX = 6

function few(parties: readonly string[]): string {
  return parties.length > NAMED_MAX ? `${parties.length} parties` : listed(parties)
}
