import { figuresIn } from '../../language/guard/guard-figure.ts'
import { sentenceOf } from '../../language/sentence/sentence.ts'
import { spoken } from '../../language/sentence/sentence-words.ts'
import { compare } from '../../problem.ts'
import { exactly, type Window } from '../../time/window.ts'
import type { Ledger } from '../ledger.ts'
import type { ActEntry, Feed, LimitEntry, SumEntry } from '../program/feeds.ts'
import { entryOf } from '../reading/docket.ts'
import { partyId, partyName, type Query } from '../reading/line.ts'
import { notSure, type Why } from '../reading/why.ts'
import type { Row } from '../record/act-table.ts'
import { minus } from './amounts.ts'
import { everyParty } from './figures.ts'
import { amountWords, nameOfZone, needsOf, partiesOf, periodOf, valuesOf, zoneOf } from './limit-words.ts'
import type { Use } from './limits.ts'

/** How much of a limit is used, for one party or pair, at an instant. */
export interface LimitLine {
  /** `LIMIT/PARTY`, `LIMIT/PARTY/PARTY`, `LIMIT/PARTY/ZONE`; of a year to come by stated times `LIMIT/PARTY/YEAR`. */
  readonly id: string
  readonly limit: string
  /** For whom it is counted; empty: for all together. */
  readonly parties: readonly string[]
  /** Of a limit for each value that acts state: which. */
  readonly values?: readonly string[]
  /** Of a sum by zones: for which. */
  readonly zone?: string
  /** `2026`, `2024 to 2026`, `the 12 months to 5 Mar 2026`; `-`: at any time. */
  readonly period: string
  readonly used: string
  readonly atMost: string
  /** What is left: below 0 where it is exceeded. */
  readonly left: string
  /** What the record lacks to tell how many there may be; empty: nothing. */
  readonly needs: string
  readonly use: Use
}

/** Every limit and its use: for each party, and for each pair of which anything was counted. */
export function limitsAt(ledger: Ledger, query: Query): LimitLine[] {
  ledger.settle()
  const at = lastOnRecord(query)
  const lines = ledger.program.figures.limits.flatMap((entry) =>
    keysOf(ledger, entry, at).flatMap((keys) =>
      ledger.limits.usesAt(entry, keys, at).map((use, index) => lineOf(ledger, use, index)),
    ),
  )
  const { party } = query
  return party === undefined ? lines : lines.filter(({ parties }) => parties.length === 0 || parties.includes(party))
}

/** Beyond its horizon a record says nothing. */
function lastOnRecord({ asOf, covers }: Query): number {
  return covers === undefined ? asOf.at : Math.min(asOf.at, covers.window.latest)
}

function keysOf(ledger: Ledger, entry: LimitEntry, at: number): readonly (readonly number[])[] {
  if (entry.kind === 'sum') return ledger.sums.keysAt(entry, exactly(at))
  const { keys } = entry.feed
  if (keys.length === 0) return [[]]
  const isUsed = (one: readonly number[]) => ledger.limits.usesAt(entry, one, at).some(({ used }) => used.high > 0)
  const filed = ledger.counters
    .keys(entry.feed, at)
    .filter((one) => !ledger.counters.isOpen(entry.feed, one) && isUsed(one))
  const bound =
    keys.length === 1 && keys[0]?.kind === 'party'
      ? everyParty(ledger.program).filter((party) => ledger.roles.membership.isBound(party, at) !== 'no')
      : []
  const all = new Map([...bound.map((party) => [party]), ...filed].map((one) => [one.join(), one]))
  return [...all.values()].sort((a, b) => compareKeys(ledger, entry.feed, a, b))
}

/** Parties in their order, values by what they are: their numbers depend on what came first. */
function compareKeys(
  { counters: { values } }: Ledger,
  { keys }: Feed,
  a: readonly number[],
  b: readonly number[],
): number {
  const i = a.findIndex((key, index) => key !== b[index])
  if (i < 0) return 0
  const [one, other] = [a[i] as number, b[i] as number]
  return keys[i]?.kind === 'value' ? compare(values.wordOf(one), values.wordOf(other)) : one - other
}

/** @param index 0: the line of the period in which the instant lies */
function lineOf(ledger: Ledger, use: Use, index: number): LimitLine {
  const { limit } = use.entry
  const parties = partiesOf(use).map((party) => partyId(ledger, party))
  const zone = zoneOf(ledger, use)
  const values = valuesOf(ledger, use).map(({ value }) => value)
  return {
    id: [
      limit.id,
      ...parties,
      ...values,
      ...(zone === undefined ? [] : [zone.id]),
      ...(index > 0 ? (use.ends ?? []) : []),
    ].join('/'),
    limit: limit.id,
    parties,
    ...(values.length === 0 ? {} : { values }),
    ...(zone === undefined ? {} : { zone: nameOfZone(zone) }),
    period: periodOf(use, ledger.program.agreement.zone).replace(/^ in /, '') || '-',
    used: amountWords(use.used),
    atMost: amountWords(use.atMost),
    left: amountWords(minus(use.atMost, use.used)),
    needs: needsOf(ledger, use),
    use,
  }
}

/** What the use of a limit rests on: its rule, the acts that are counted, and the reports from which the maximum follows. */
export function whyLimit(ledger: Ledger, line: LimitLine, query: Query): Why {
  const { use } = line
  const { entry } = use
  const { limit } = entry
  const { clause } = limit
  const { agreement } = ledger.program
  const place = `${clause.file}:${clause.line}${clause.heading === '' ? '' : `, under "${clause.heading}"`}`
  const rule = node(`Rule ${limit.id}: ${sentenceOf(limit, agreement)}`, [node(place), ...notSure(agreement, limit.id)])
  const made = entry.kind === 'sum' ? partsOf(ledger, entry, use, query) : countedIn(ledger, entry, use, query)
  return node(
    `${line.id}, as of ${query.asOf.printed}: ${line.used} used of at most ${line.atMost}, ${line.left} left`,
    [rule, made, ...mostOf(ledger, use, query), ...(line.needs === '' ? [] : [node(`Not on record: ${line.needs}`)])],
  )
}

function countedIn(ledger: Ledger, entry: ActEntry, use: Use, query: Query): Why {
  const counted = actsIn(ledger, ledger.limits.countedIn(entry, use), query)
  return node(counted.length === 0 ? 'Nothing is counted' : 'Counted:', counted)
}

/** What is added up: of each party, and for each zone, with the report that says so. */
function partsOf(ledger: Ledger, entry: SumEntry, use: Use, query: Query): Why {
  const { agreement, figures } = ledger.program
  const figure = figures.figures.get(entry.of.figure)
  const parts = ledger.sums.cells(entry, use.keys, use.at).map((cell) => {
    const { party, zone } = cell
    const where = zone === undefined ? undefined : agreement.zones[zone]
    const value = amountWords(ledger.sums.amount(entry, cell, use.at))
    const asked = { per: [], party, zone, at: use.at }
    const rows = figure === undefined ? [] : [...ledger.figures.reportsOf(figure, asked)]
    const name = `${partyName(ledger, party)}${where === undefined ? '' : ` in ${nameOfZone(where)}`}`
    return node(
      `${name}: ${value}`,
      actsIn(
        ledger,
        rows.map((row) => ({ row })),
        query,
      ),
    )
  })
  return node(parts.length === 0 ? 'Nothing is added up' : 'Added up:', parts)
}

function node(text: string, because: readonly Why[] = []): Why {
  return { text, because }
}

function actsIn(ledger: Ledger, rows: readonly { readonly row: Row; readonly out?: Window }[], query: Query): Why[] {
  return [...rows]
    .sort((a, b) => ledger.cases.compareRows(a.row, b.row))
    .map(({ row, out }) => {
      const { id, text } = entryOf(ledger, row, query)
      const gone = out !== undefined && out.earliest <= query.asOf.at
      return node(`${id}: ${text}${gone ? '; taken out of the count, or ended, since' : ''}`)
    })
}

/** The figures in it, and the latest reports that they are computed from. */
function mostOf(ledger: Ledger, use: Use, query: Query): Why[] {
  const asked = ledger.limits.askedOf(use)
  return figuresIn(use.entry.limit.atMost.guard).flatMap((name) => {
    const figure = ledger.program.figures.figures.get(name)
    if (figure === undefined) return []
    const value = amountWords(ledger.figures.figure(name, asked))
    const rows = ledger.figures.reportsOf(figure, asked)
    const reports = [...rows].sort((a, b) => compare(ledger.table.id(a), ledger.table.id(b)))
    return [
      node(`The figure "${spoken(name)}" is ${value}: ${sentenceOf(figure, ledger.program.agreement)}`, [
        ...actsIn(
          ledger,
          reports.map((row) => ({ row })),
          query,
        ),
      ]),
    ]
  })
}
