import type { RuleCalendar } from '../../agreement/calendar.ts'
import {
  type CalendarPeriod,
  isSameSeries,
  periodAt,
  periodsUpTo,
  printCalendarPeriod,
} from '../../time/calendar-period.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import { type Ending, earliestEnding } from '../clock/ending.ts'
import type { Ledger } from '../ledger.ts'
import { namedIn } from '../party/named.ts'
import { discharged, isInForce, isRunningAt } from '../program/editions.ts'
import type { NormEntry } from '../program/program.ts'
import { type Basis, firstShown, isPastHorizon, type Line, partyId, type Query } from '../reading/line.ts'
import { dutyReading } from '../reading/reading.ts'
import type { Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import { appliesWhenBorn } from './dated-conditions.ts'
import { firstOf, type Performance } from './performances.ts'

/** How many periods of a duty by date are drawn up at most, the latest ones: an agreement is untrusted input. */
export const PERIODS_MAX = 400

/** The lines of a duty by date: one a period and debtor, whether anything was sent or not. */
export function* returnLines(ledger: Ledger, entry: NormEntry, query: Query): Generator<Line> {
  for (const basis of returnBases(ledger, entry, query)) {
    const line = lineWithoutTrigger(ledger, basis, printCalendarPeriod(basis.period), query)
    if (line !== undefined) yield line
  }
}

/** The line of a duty that no act called into being. `key`: what tells it from others of the same debtor. */
export function lineWithoutTrigger(
  ledger: Ledger,
  basis: Basis & { readonly entry: NormEntry },
  about: string,
  query: Query,
  key = '',
): Line | undefined {
  const { entry } = basis
  const reading = dutyReading(ledger, basis, query)
  if (reading === undefined) return undefined
  const creditors = creditorsIn(ledger, entry, basis, query.asOf.at)
  const isToAll = isToAllParties(entry) && creditors.length === everybodyElse(ledger, basis).length
  return {
    id: `${entry.norm.id}/${about}${key}/${partyId(ledger, basis.debtors[0] as number)}`,
    rule: entry.norm.id,
    verb: 'must',
    about,
    debtors: namedIn(ledger, basis, query.asOf.at).map((debtor) => partyId(ledger, debtor)),
    creditors: isToAll ? 'all' : creditors.map((creditor) => partyId(ledger, creditor)),
    ...reading,
    closes: basis.closes,
    performedBy: firstShown(ledger, basis.performances, query),
    source: [],
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

/** What the lines of a duty by date are read from: one a period and debtor. */
export function* returnBases(ledger: Ledger, entry: NormEntry, query: Query): Generator<PeriodBasis> {
  for (const period of periodsOf(ledger, entry, query.asOf.at)) yield* returnBasesIn(ledger, entry, period, query)
}

/** Those of one period. */
export function* returnBasesIn(
  ledger: Ledger,
  entry: NormEntry,
  period: CalendarPeriod,
  query: Query,
): Generator<PeriodBasis> {
  const { born, closes } = ledger.deadlines.periodic(entry.norm, period)
  const isOfEdition = isInForce(entry.holds, born)
  if (isOfEdition === false) return
  for (const debtor of debtorsIn(ledger, entry, period)) {
    const basis = returnBasis(ledger, entry, period, { ...debtor, isOfEdition }, closes, query)
    if (basis !== undefined) yield basis
  }
}

/** The one that a party, or a seat, owes for a period; undefined: it owes none. */
export function returnBasisOf(
  ledger: Ledger,
  entry: NormEntry,
  period: CalendarPeriod,
  party: number,
  query: Query,
): PeriodBasis | undefined {
  const { born, closes } = ledger.deadlines.periodic(entry.norm, period)
  const isOfEdition = isInForce(entry.holds, born)
  if (isOfEdition === false) return undefined
  const debtor = debtorsIn(ledger, entry, period).find((one) => one.party === party)
  return debtor === undefined
    ? undefined
    : returnBasis(ledger, entry, period, { ...debtor, isOfEdition }, closes, query)
}

/** Undefined: its conditions did not hold when that party would have come to owe it. */
function returnBasis(
  ledger: Ledger,
  entry: NormEntry,
  period: CalendarPeriod,
  { party, from, isOfEdition }: Debtor & { readonly isOfEdition: true | undefined },
  closes: Window | undefined,
  query: Query,
): PeriodBasis | undefined {
  const holds = appliesWhenBorn(ledger, entry, party, from, query.asOf.at)
  if (holds === false) return undefined
  const applies = isOfEdition === true ? holds : undefined
  const born = applies === true ? from : { ...from, latest: Number.POSITIVE_INFINITY }
  const asked = applies === true ? undefined : from
  const leaves = entry.norm.survives ? undefined : ledger.deadlines.lastLeaves([party], from.earliest, query.asOf.at)
  const ending: Ending | undefined = leaves === undefined ? undefined : { at: leaves, why: 'debtors left' }
  const basis = { entry, period, debtors: [party], born, asked, closes, ending }
  const performances = returned(ledger, entry, basis, query)
  if (performances.length === 0 && isBeforeRecord(closes, query)) return undefined
  return underEditions(ledger, { ...basis, performances, performed: firstOf(performances) }, query)
}

/** Of what was due before it begins a record says nothing. */
function isBeforeRecord(closes: Window | undefined, { covers }: Query): boolean {
  return closes !== undefined && covers !== undefined && closes.latest <= covers.window.earliest
}

/** A later edition may have discharged it, or put it under its own rule, if it was running and not yet due. */
function underEditions(ledger: Ledger, basis: PeriodBasis, query: Query): PeriodBasis {
  const { entry, period } = basis
  const { holds, versions } = entry
  if (holds.fate === 'keep' || query.asOf.at < holds.next.earliest) return basis
  const running = isRunningAt(basis, holds.next, query.asOf.at)
  if (running === 'no') return basis
  const next =
    holds.fate === 'convert' ? versions.find((one) => one.holds.from === holds.next && isAlike(one, entry)) : undefined
  if (running === 'yes' && next !== undefined) {
    const { closes } = ledger.deadlines.periodic(next.norm, period)
    const performances = returned(ledger, next, basis, query)
    const converted = { ...basis, entry: next, closes, performances, performed: firstOf(performances) }
    return underEditions(ledger, converted, query)
  }
  const edition = discharged(holds, running)
  return { ...basis, ending: basis.ending === undefined ? edition : earliestEnding([basis.ending, edition]) }
}

export type PeriodBasis = Basis & { readonly entry: NormEntry; readonly period: CalendarPeriod }

type Owed = Pick<Basis, 'debtors' | 'born' | 'asked'>

/** The acts that perform it, as far as they may have been sent by then. */
function returned(
  ledger: Ledger,
  entry: NormEntry,
  owed: Owed & { readonly period: CalendarPeriod },
  query: Query,
): Performance[] {
  return performancesIn(ledger, entry, returnsOf(ledger, entry, owed.period, owed.debtors[0] as number), owed, query)
}

/** Those of some acts that perform a duty which no act called into being, as far as they may have been sent by then. */
export function performancesIn(
  ledger: Ledger,
  entry: NormEntry,
  rows: readonly Row[],
  { debtors, born, asked = born }: Owed,
  query: Query,
): Performance[] {
  const { duties, powers, cases } = ledger
  const debtor = debtors[0] as number
  if (rows.length === 0) return []
  // Whoever was bound is among those to whom all was sent: the list is drawn up only where it is needed.
  const isPlain = entry.norm.timedBy !== 'received' && rows.every((row) => ledger.table.isToAll(row))
  const creditors = isPlain ? [] : creditorsIn(ledger, entry, { debtors, born: asked }, query.asOf.at)
  const moments = ledger.roles.momentsIn(asked, query.asOf.at)
  const isSurelyOwed = (creditor: number) =>
    moments.every((at) => ledger.roles.owedTo({ entry, trigger: undefined, debtors }, at, 'surely').includes(creditor))
  return rows
    .map((row) => ({
      row,
      reached: reaches(ledger, row, debtors, creditors, isSurelyOwed),
      ...powers.effectFor(entry, row),
    }))
    .filter(
      ({ row, reached, effect }) => reached !== 'no' && effect !== 'none' && cases.holds(entry.whatIf, row) !== false,
    )
    .map(({ row, reached, at }) => {
      const sent =
        reached === 'yes' && ledger.roles.isSentBy(row, debtor) === 'yes'
          ? at
          : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
      return { row, ...duties.performances.timed(entry, row, creditors, sent) }
    })
    .filter(({ shown }) => shown.earliest <= query.asOf.at)
}

/** For a chair, those of all who may have held it. */
export function returnsOf(
  ledger: Ledger,
  entry: NormEntry,
  { number }: CalendarPeriod,
  debtor: number,
): readonly Row[] {
  if (ledger.roles.seat(debtor) === undefined) return ledger.returnsFor(entry, number, debtor)
  const all = ledger.program.agreement.parties.flatMap((_, party) => [...ledger.returnsFor(entry, number, party)])
  const own = [...new Set(all)].filter((row) => ledger.roles.isSentBy(row, debtor) !== 'no')
  return own.sort((a, b) => ledger.cases.compareRows(a, b))
}

/** To whom it may be owed, as far as can be told by an instant. */
export function creditorsIn(
  ledger: Ledger,
  entry: NormEntry,
  { debtors, born, asked = born }: Owed,
  by: Instant,
): number[] {
  const owing = { entry, trigger: undefined, debtors }
  const at = ledger.roles.momentsIn(asked, by)
  const creditors = [...new Set(at.flatMap((moment) => ledger.roles.owedTo(owing, moment)))].sort((a, b) => a - b)
  return isToAllParties(entry) ? creditors.filter((party) => !debtors.includes(party)) : creditors
}

/** The periods (or, for a single date, the one year) of a rule that hangs on no act, up to an instant. */
export function periodsOf({ program }: Ledger, { calendar }: NormEntry, until: Instant): readonly CalendarPeriod[] {
  const { zone, start } = program.agreement
  const last = zone.dayAt(until)
  const { series, day } = calendar as RuleCalendar
  if (day !== undefined) return day <= last ? [periodAt(series, day)] : []
  return periodsUpTo(series, start, last, PERIODS_MAX)
}

function isAlike(a: NormEntry, b: NormEntry): boolean {
  return a.calendar !== undefined && b.calendar !== undefined && isSameSeries(a.calendar.series, b.calendar.series)
}

interface Debtor {
  readonly party: number
  /** From when it owes: a party that joins in the course of a period owes what is still open. */
  readonly from: Window
}

/** Whoever is meant and bound at some time between the duty's birth and its due instant. */
function debtorsIn(ledger: Ledger, entry: NormEntry, period: CalendarPeriod): Debtor[] {
  const { roles, program, deadlines, membership } = ledger
  const { born, closes } = deadlines.periodic(entry.norm, period)
  const { zone, start } = program.agreement
  const first = Math.max(born.earliest, zone.startOf(start))
  const isClosed = entry.norm.newcomers === 'from the next period'
  // What is owed from a date on, without a number, stays open for whoever joins.
  const isStanding = closes === undefined && entry.calendar?.day !== undefined
  const isOpen = closes === undefined || !Number.isFinite(closes.latest)
  const last = isStanding ? Number.POSITIVE_INFINITY : isClosed || isOpen ? first : closes.latest - 1
  // The agreement began after the due date of its first period.
  if (first > (isClosed ? (closes?.latest ?? first) : last)) return []
  const since = new Map<number, Window>()
  const momentsTo = ({ earliest, latest }: Window) =>
    roles.momentsIn({ earliest, latest: Math.min(latest, last) }, last)
  for (const at of [first, ...membership.changes(first, last)]) {
    const surely = roles.resolve(entry.norm.who, undefined, at, 'surely')
    for (const party of roles.resolve(entry.norm.who, undefined, at)) {
      const bound = membership.isBound(party, at)
      const known = since.get(party)
      if (bound === 'no' || (known !== undefined && known.latest <= at)) continue
      const isSure = bound === 'yes' && surely.includes(party)
      since.set(party, { earliest: known?.earliest ?? at, latest: isSure ? at : Number.POSITIVE_INFINITY })
    }
  }
  return [...since]
    .flatMap(([party, from]): Debtor[] => {
      const isToNobody = roles.owedToNobody({ entry, trigger: undefined, debtors: [party] }, momentsTo(from))
      if (isToNobody === 'yes') return []
      return [{ party, from: isToNobody === 'no' ? from : { ...from, latest: Number.POSITIVE_INFINITY } }]
    })
    .sort((a, b) => a.party - b.party)
}

/** Is it sent to all to whom it is owed and who were still bound when it was sent? */
function reaches(
  ledger: Ledger,
  row: Row,
  debtors: readonly number[],
  creditors: readonly number[],
  isSurelyOwed: (creditor: number) => boolean,
): Tri {
  // Whoever was bound is among them.
  if (ledger.table.isToAll(row)) return 'yes'
  const moments = ledger.roles.momentsOf(row)
  let answer: Tri = 'yes'
  for (const creditor of creditors) {
    const sent = ledger.roles.isSentTo(row, creditor)
    // Nobody sends anything to itself.
    if (sent === 'yes' || debtors.includes(creditor) || ledger.roles.isSentBy(row, creditor) === 'yes') continue
    const bound = ledger.roles.boundAt(creditor, moments)
    if (sent === 'no' && bound === 'yes' && isSurelyOwed(creditor)) return 'no'
    if (bound !== 'no') answer = 'maybe'
  }
  return answer
}

export function isToAllParties(entry: NormEntry): boolean {
  const sets = entry.norm.to?.sets
  return sets?.length === 1 && sets[0]?.of.kind === 'parties' && sets[0].except.length === 0
}

function everybodyElse(ledger: Ledger, { debtors, born }: Pick<Basis, 'debtors' | 'born'>): number[] {
  const all = { join: 'and', sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }] } as const
  return ledger.roles.resolve(all, undefined, born.earliest).filter((party) => !debtors.includes(party))
}
