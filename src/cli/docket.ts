import type { Agreement } from '../agreement/agreement.ts'
import type { Case, Entry } from '../engine/reading/docket.ts'
import { actsApart, docketAt } from '../engine/reading/docket.ts'
import { signedMark } from '../engine/reading/unverified.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { legendOf } from '../page/sources.ts'
import { addresseesListed } from '../page/why-whole.ts'
import { printWindow } from '../time/window.ts'
import { wordsOf } from './arguments.ts'
import { listed } from './cells.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult, playedOverOf, refuseTwoFormats } from './consultation.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { fitting, numbered, printHeader, printLines, printLists, printNames } from './register-print.ts'
import { printSources } from './sources-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta docket`: every question and every offer as a case, with all that was said about it and how it stands. */
export const command: Command = {
  usage: 'pacta docket AGREEMENT [QUESTION] [options]',
  says: 'Every question and offer as a case: what was said about it, and how it stands with each addressee.',
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
    refuseTwoFormats('docket', args)
    const asked = consult(path as string, args)
    const cases = casesOf(docketAt(asked.ledger, asked.query), wanted)
    const apart = wanted === undefined ? actsApart(asked.ledger, asked.query) : []
    if (args.flags.has('json') || args.flags.has('csv')) {
      const { docketCsv, docketJson } = await import('./docket-export.ts')
      process.stdout.write(args.flags.has('csv') ? docketCsv(asked, cases, apart) : docketJson(asked, cases, apart))
      return EXIT_FINE
    }
    process.stdout.write(`${printHeader(asked, terminal)}\n`)
    // One case is read, many are looked through: only of one it is printed what was said.
    const printed = cases.map((one) => printCase(one, asked, terminal, wanted !== undefined))
    process.stdout.write(cases.length === 0 ? 'No question was put and no offer made by then.\n' : printed.join('\n'))
    if (apart.length > 0) process.stdout.write(`\n${printApart(apart, asked, terminal)}`)
    const all = [...cases.flatMap(({ opening, entries }) => [opening, ...entries]), ...apart]
    process.stdout.write(printNames(partiesOf(all), asked.agreement, terminal))
    process.stdout.write(wanted === undefined ? sourcesLine(all, asked, terminal) : sourcesOf(all, asked, terminal))
    return EXIT_FINE
  },
}

function casesOf(cases: readonly Case[], wanted: string | undefined): readonly Case[] {
  if (wanted === undefined) return cases
  const found = cases.filter(({ id }) => id === wanted)
  if (found.length > 0) return found
  throw new Refusal(
    `No question or offer "${wanted}" stands in the docket by then.`,
    didYouMean(
      wanted,
      cases.map(({ id }) => id),
      '`npx pacta docket AGREEMENT` lists them.',
    ),
  )
}

function printApart(apart: readonly Entry[], asked: Consultation, terminal: Terminal): string {
  const lists: string[] = []
  const entries = apart.map((entry) => printEntry(entry, asked, terminal, lists, false))
  const title = terminal.bold('Acts that belong to no case')
  return `${title}\n${entries.join('')}${printLists(lists, 0, terminal)}`
}

function partiesOf(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ by, to }) => [...by, ...(to === 'all' ? [] : to)]))
}

function sourcesOf(entries: readonly Entry[], { opened }: Consultation, terminal: Terminal): string {
  const { acts } = opened.sources
  const keys = entries.flatMap(({ source }) => source)
  return acts === undefined || keys.length === 0 ? '' : printSources(legendOf(keys, acts), terminal)
}

function sourcesLine(entries: readonly Entry[], { opened }: Consultation, terminal: Terminal): string {
  const file = opened.sources.acts?.file
  const key = entries.flatMap(({ source }) => source)[0]
  if (file === undefined || key === undefined) return ''
  return `\n${fitting(`Keys such as [${key}] are sources: ${file} lists them.`, terminal)}`
}

/** The acts first: date, who to whom, and below it what is known of the act. */
function printCase(one: Case, asked: Consultation, terminal: Terminal, withTexts: boolean): string {
  const lists: string[] = []
  const entries = [one.opening, ...one.entries].map((entry) => printEntry(entry, asked, terminal, lists, withTexts))
  const named = printLists(lists, 0, terminal)
  const style = { lists, about: one.id, isPlayed: playedOverOf(asked) !== undefined }
  const per = one.per.length === 0 ? '' : `\n${printLines(one.per, asked.agreement, terminal, style)}`
  return `${terminal.bold(visible(one.id))}\n${entries.join('')}${named}${per}`
}

/** Room for a day and an hour. */
const DATE_WIDTH = 19

function printEntry(
  entry: Entry,
  asked: Consultation,
  terminal: Terminal,
  lists: string[],
  withTexts: boolean,
): string {
  const { agreement } = asked
  const kind = agreement.kinds.find(({ name }) => name === entry.kind)
  const from = few(entry.by, lists)
  const to =
    entry.to === 'all' ? ' to all' : entry.to.length === 0 ? '' : ` to ${few(entry.to, lists, asked, entry.id)}`
  const text = withTexts ? textOf(asked, entry.id) : undefined
  const remarks = remarksOf(entry, agreement)
  const lines = [
    `${from}${to}: ${kind?.noun ?? entry.kind}${entry.position === undefined ? '' : `, ${entry.position}`} (${entry.id})${sourceOf(entry)}`,
    // Often a paraphrase, so no quotation marks.
    ...(text === undefined ? [] : [text]),
    ...(remarks === '' ? [] : [remarks]),
  ]
  const date = printWindow(entry.at, agreement.zone)
  const body = lines.map((line) => fitting(line, terminal, ' '.repeat(DATE_WIDTH))).join('')
  return date.length < DATE_WIDTH ? date.padEnd(DATE_WIDTH) + body.slice(DATE_WIDTH) : `${date}\n${body}`
}

function remarksOf(entry: Entry, agreement: Agreement): string {
  return [
    ...(entry.capacity === undefined ? [] : [`capacity ${entry.capacity}`]),
    ...(entry.cites.length === 0 ? [] : [`cites ${entry.cites.join(', ')}`]),
    ...entry.marks.map((mark) => signedMark(mark, agreement)),
  ].join('; ')
}

function sourceOf({ certainty, source }: Entry): string {
  const sure = certainty === undefined || certainty === 'signed' ? '' : `, ${certainty}`
  return source.length === 0 ? sure : `${sure} [${source.join(', ')}]`
}

function textOf({ ledger }: Consultation, id: string): string | undefined {
  const row = ledger.table.rowOf(id)
  const text = row === undefined ? undefined : ledger.act(row).body.text
  return typeof text === 'string' ? text : undefined
}

/** Beyond this a number stands for a list, which is named below. */
const NAMED_MAX = 6

function few(parties: readonly string[], lists: string[], asked?: Consultation, id?: string): string {
  if (parties.length <= NAMED_MAX) return listed(parties)
  const row = id === undefined ? undefined : asked?.ledger.table.rowOf(id)
  const to = row === undefined ? 'all' : (asked as Consultation).ledger.act(row).to
  return numbered(parties, lists, to === 'all' ? undefined : addresseesListed(to, (party) => party))
}
