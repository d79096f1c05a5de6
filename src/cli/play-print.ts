import type { Agreement } from '../agreement/agreement.ts'
import { powerOf } from '../engine/power/power-words.ts'
import { editionsAt } from '../engine/program/edition-words.ts'
import type { Line } from '../engine/reading/line.ts'
import { signed } from '../engine/reading/unverified.ts'
import type { Turn, Walk } from '../engine/reading/walk.ts'
import { isDayStart } from '../engine/reading/words.ts'
import { isoDay, printDay } from '../time/day.ts'
import { printLocal } from '../time/zone.ts'
import { cellsOf } from './cells.ts'
import { printMarks, rowsOfChanges } from './difference-print.ts'
import { fitting } from './register-print.ts'
import { printTable, withoutEmpty } from './table.ts'
import type { Terminal } from './terminal.ts'

const TURN_HEADS = ['WHEN', 'CHANGE', 'RULE', 'WHO', 'TOWARDS', 'ABOUT', 'DUE', 'READING'] as const

/** What changed, instant by instant, and where the walk then stands. */
export function printTurns(turns: readonly Turn[], walk: Walk, terminal: Terminal): string {
  const { agreement } = walk.program
  const rows = turns.flatMap(({ at, changes }) =>
    rowsOfChanges(changes, agreement).map((cells, index) => [
      index === 0 ? when(at, agreement) : '',
      ...cells.slice(0, -1),
    ]),
  )
  const table = withoutEmpty(TURN_HEADS, rows)
  const printed =
    rows.length === 0 ? '' : printTable(table.heads, table.rows, { width: terminal.width, head: terminal.bold })
  const marks = turns.map((turn) => printMarks(turn.marks, turn.act?.id ?? '', agreement, terminal)).join('')
  const nothing = rows.length === 0 ? 'No line of the register changes. ' : ''
  const before = walk.before === undefined ? [] : editionsAt(walk.before.ledger, walk.before.asOf.at)
  const editions = editionsAt(walk.ledger, walk.asOf.at).filter((text) => !before.includes(text))
  return `${printed}${marks}${nothing}${printEditions(editions, terminal)}It is ${walk.asOf.printed}.\n`
}

function printEditions(texts: readonly string[], terminal: Terminal): string {
  return texts.map((text) => fitting(text, terminal)).join('')
}

/** A day that begins is that day; what turns when an hour has just gone by turns after it. */
function when({ at, printed }: Turn['at'], { zone }: Agreement): string {
  if (at % 1000 === 1) return `after ${printLocal(at - 1, zone)}`
  return isDayStart(at, zone) ? printDay(zone.dayAt(at)) : printed.replace('the end of ', '')
}

const HEADS = ['', 'RULE', 'WHO', 'TOWARDS', 'ABOUT', 'DUE', 'READING'] as const

/** More lines than somebody who begins a play wants to read. */
const OPENING_MAX = 40

/** Where a play begins: its register, or how long that is. */
export function printOpening(lines: readonly Line[], walk: Walk, terminal: Terminal): string {
  if (lines.length <= OPENING_MAX) return printPlayRegister(lines, walk, terminal)
  return `The register has ${lines.length} lines: register lists them. It is ${walk.asOf.printed}.\n`
}

/** Numbered, for `why`. */
export function printPlayRegister(lines: readonly Line[], walk: Walk, terminal: Terminal): string {
  const { agreement } = walk.program
  const editions = printEditions(editionsAt(walk.ledger, walk.asOf.at), terminal)
  if (lines.length === 0) return `${editions}No line: nothing is owed. It is ${walk.asOf.printed}.\n`
  const rows = lines.map((line, index) => {
    const [rule, who, towards, ...rest] = cellsOf(line)
    return [
      String(index + 1),
      signed(rule, agreement),
      who,
      line.verb === 'may' ? `may ${powerOf(line, agreement)}` : towards,
      ...rest,
    ]
  })
  const table = withoutEmpty(HEADS, rows)
  return `${editions}${printTable(table.heads, table.rows, { width: terminal.width, head: terminal.bold })}It is ${walk.asOf.printed}.\n`
}

/** With the kinds and parties of this agreement, so that a line can be typed as it stands. */
export function printPlayHelp(agreement: Agreement, { asOf }: Walk): string {
  const { kinds, parties, zone } = agreement
  const [a, b] = parties.map(({ id }) => id)
  const today = isoDay(zone.dayAt(asOf.at))
  const kind = kinds.find(({ mustRefer, to }) => !mustRefer && to !== 'nobody') ?? kinds[0]
  const to = kind?.to === 'all' ? '' : ` to ${b ?? a}`
  const act = kind === undefined ? [] : [`  ${kind.name} by ${a}${to} on ${today}`]
  return `What may be said:
${act.map((line) => `${line}\n`).join('')}  to ${isoDay(zone.dayAt(asOf.at) + 30)}        go on to that day; what turns in between is told
  next                 go on to the next instant at which anything turns by itself
  register             what is owed, and what may be done, as it stands; numbered
  why 1                what line 1 rests on
  undo                 take the last step back
  save NAME            write what was played as a story into cases/
  quit
An act is a kind, then: by PARTY, to PARTY, PARTY (or all), about ACT, on DATE, at 17:00:30, received DATE at 09:00
(or unknown), for PERIOD (2026, 2026-Q1, 2022-2026), as NAME, citing LIMB, with FIELD=VALUE, or with {FIELD: VALUE}.
DATE may be an instant, 2026-03-02T10:00:00Z, or two with / between. Left out: today, and received at once.
Kinds: ${kinds.map(({ name }) => name).join(', ')}.
Parties: ${parties.length > 12 ? `${parties.length}; npx pacta explain names them` : parties.map(({ id }) => id).join(', ')}.
`
}
