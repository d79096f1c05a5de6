import { type Day, dayOf } from '../time/day.ts'
import type { Ledger } from './ledger.ts'
import { type Basis, firstShown, isPastHorizon, type Line, partyId, type Query } from './line.ts'
import type { NormEntry } from './program.ts'
import { dutyReading } from './reading.ts'

/** How many periods of a duty by date are drawn up at most: an agreement is untrusted input. */
export const PERIODS_MAX = 400

/** The lines of a duty by date: one a year and debtor, whether anything was sent or not. */
export function* returnLines(ledger: Ledger, entry: NormEntry, query: Query): Generator<Line> {
  const zone = ledger.program.agreement.zone
  for (const year of years(ledger, entry, zone.dayAt(query.asOf.at))) {
    for (const debtor of debtorsIn(ledger, entry, year)) {
      const line = returnLine(ledger, entry, year, debtor, query)
      if (line !== undefined) yield line
    }
  }
}

function returnLine(ledger: Ledger, entry: NormEntry, year: number, debtor: number, query: Query): Line | undefined {
  const { deadlines, powers, cases, program } = ledger
  const zone = program.agreement.zone
  const { born, closes } = deadlines.periodic(entry.norm, year)
  const day = zone.dayAt(born.earliest)
  const from = startOfDuty(ledger, debtor, day)
  const owedToAll = isToAllParties(entry)
  const creditors = owedToAll
    ? everybodyElse(ledger, debtor, zone.dayAt(from))
    : ledger.roles.creditors(entry, undefined, day)
  const performances = ledger
    .returnsFor(entry, year, debtor)
    .filter((row) => creditors.every((creditor) => ledger.table.isAddressee(row, creditor)))
    .map((row) => ({ row, ...powers.effect(row) }))
    .filter(({ effect, at }) => effect !== 'none' && at.earliest <= query.asOf.at)
    .filter(({ row }) => cases.holds(entry.whatIf, row) !== false)
    .map(({ row, at }) => ({ row, time: at, shown: at }))
  const basis: Basis = {
    entry,
    year,
    debtors: [debtor],
    born: { earliest: from, latest: from },
    closes,
    performances,
    performed: performances[0],
    ending: entry.norm.survives ? undefined : deadlines.leavingOn(debtor, zone.dayAt(from))[0],
  }
  const reading = dutyReading(ledger, basis, query)
  if (reading === undefined) return undefined
  const id = partyId(ledger, debtor)
  return {
    id: `${entry.norm.id}/${year}/${id}`,
    rule: entry.norm.id,
    verb: 'must',
    about: String(year),
    debtors: [id],
    creditors: owedToAll ? 'all' : creditors.map((creditor) => partyId(ledger, creditor)),
    ...reading,
    closes,
    performedBy: firstShown(ledger, performances, query),
    source: [],
    pastHorizon: isPastHorizon(query),
    basis,
  }
}

/** The years (or, for a single date, the one year) of a duty by date, up to a day. */
export function* years(ledger: Ledger, entry: NormEntry, until: Day): Generator<number> {
  const { start, zone } = ledger.program.agreement
  const date = entry.norm.when.find((event) => event.kind === 'date')
  if (date !== undefined) {
    if (date.day <= until) yield ledger.deadlines.yearOf(zone.startOf(date.day))
    return
  }
  const first = ledger.deadlines.yearOf(zone.startOf(start))
  for (let year = first; dayOf(year, 1, 1) <= until && year < first + PERIODS_MAX; year++) yield year
}

/** Whoever is bound at some time between the duty's birth and its due instant. */
function debtorsIn(ledger: Ledger, entry: NormEntry, year: number): number[] {
  const { born, closes } = ledger.deadlines.periodic(entry.norm, year)
  const { zone, start } = ledger.program.agreement
  const first = Math.max(zone.dayAt(born.earliest), start)
  const last = closes === undefined || !Number.isFinite(closes.latest) ? first : zone.dayAt(closes.latest - 1)
  const days = new Set([first])
  for (const { from } of ledger.program.parties.flatMap((party) => party.bound)) {
    if (from !== undefined && from > first && from <= last) days.add(from)
  }
  const debtors = new Set<number>()
  for (const day of days) for (const party of ledger.roles.resolve(entry.norm.who, undefined, day)) debtors.add(party)
  return [...debtors].sort((a, b) => a - b)
}

/** A party that joins in the course of a period owes what is still open, from the day on which it is bound. */
function startOfDuty(ledger: Ledger, party: number, day: Day): number {
  const zone = ledger.program.agreement.zone
  const spans = ledger.program.parties[party]?.bound ?? []
  const now = spans.some((span) => (span.from ?? day) <= day && day <= (span.until ?? day))
  const later = spans.map((span) => span.from ?? day).filter((from) => from > day)
  return zone.startOf(now || later.length === 0 ? day : Math.min(...later))
}

export function isToAllParties(entry: NormEntry): boolean {
  const sets = entry.norm.to?.sets
  return sets?.length === 1 && sets[0]?.of.kind === 'parties' && sets[0].except.length === 0
}

function everybodyElse(ledger: Ledger, debtor: number, day: Day): number[] {
  const all = { join: 'and', sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }] } as const
  return ledger.roles.resolve(all, undefined, day).filter((party) => party !== debtor)
}
