import { alike } from '../engine/reading/alike.ts'
import { preambleOf } from '../engine/reading/preamble.ts'
import { registerAt } from '../engine/reading/register.ts'
import { signed } from '../engine/reading/unverified.ts'
import type { Shown, Site } from '../page/view.ts'
import { printDay } from '../time/day.ts'
import { wordsOf } from './arguments.ts'
import { cellsOf, DUTY_HEADS, listed, PLAYED_DUTY_HEADS } from './cells.ts'
import type { Command } from './command.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import { printTable, withoutEmpty, wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'
import { openWorld } from './world.ts'

const PORT_FIRST = 4400
const PORT_LAST = 4499

/** `pacta start`, which is `npm start`: the small world in the terminal and as pages on this machine. */
export const command: Command = {
  usage: 'pacta start [options]',
  says: 'Shows the registers of the examples, here and as pages at one address on this machine.',
  more: ['It listens on this machine only (127.0.0.1) and ends on Ctrl-C.'],
  options: { port: { value: 'N', says: `The port; left out: the first free one from ${PORT_FIRST}` } },
  examples: ['pacta start', 'pacta start --port 8080'],
  async run({ words, values }, terminal) {
    wordsOf('start', words, [], 0)
    const port = portOf(values.get('port'))
    const site = openWorld()
    for (const shown of site.shown) process.stdout.write(`${printShown(shown, site, terminal)}\n`)
    const { serve } = await import('./serve.ts')
    const ports = port === undefined ? range(PORT_FIRST, PORT_LAST) : [port]
    await serve(site, ports, (address) => process.stdout.write(`The same as pages: ${address}   (Ctrl-C ends it)\n`))
    return EXIT_FINE
  },
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65_536
  if (port > 65_535)
    throw new Refusal(`--port: "${text}" is no port.`, 'Write a number from 1 to 65535, or 0 for any free one.')
  return port
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

const TEXT_WIDTH = 120

/** On a narrower terminal the day since when something is owed gives way to how it stands. */
const WITH_DATES_MIN = 100

/** How many parties are named in a row of the terminal. */
const NAMED_MAX = 4

function printShown(shown: Shown, site: Site, terminal: Terminal): string {
  const { agreement, ledger, record, first } = shown
  const [title = '', ...facts] = preambleOf({ ...shown, known: record.acts, asOf: first, zoneData: site.zoneData })
  const rows = alike(registerAt(ledger, { asOf: first, covers: record.covers })).map(({ lines: [line], debtors }) => {
    if (line === undefined) return []
    const [rule, , owedTo, about, due, reading] = cellsOf(line)
    const day = Number.isFinite(line.basis.born.earliest)
      ? printDay(agreement.zone.dayAt(line.basis.born.earliest))
      : '-'
    return [
      day,
      signed(rule, agreement),
      debtors.length > NAMED_MAX ? `${debtors.length} parties` : listed(debtors),
      owedTo,
      about,
      due,
      reading,
    ]
  })
  const asks = rows.every(([, rule]) => rule === '-')
  const heads = asks
    ? ['ASKED ON', 'RULE', 'ASKED', 'BY', 'ABOUT', 'DUE', 'READING']
    : ['SINCE', ...(agreement.actsOf === undefined ? DUTY_HEADS : PLAYED_DUTY_HEADS)]
  const [sentence = '', second = ''] = shown.opening.split(/(?<=[.!?]) /)
  const opening = wrapped(visible(`${sentence} ${second}`.trim()), Math.min(terminal.width ?? TEXT_WIDTH, TEXT_WIDTH))
  const below = facts.map((fact) => terminal.quiet(fitting(fact, terminal).trimEnd()))
  const head = [terminal.bold(visible(title)), ...opening, ...below].join('\n')
  const since = (terminal.width ?? Number.POSITIVE_INFINITY) < WITH_DATES_MIN ? 1 : 0
  const table = withoutEmpty(
    heads.slice(since),
    rows.map((row) => row.slice(since)),
  )
  return `${head}\n\n${printTable(table.heads, table.rows, { width: terminal.width, head: terminal.bold })}`
}
