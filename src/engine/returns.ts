import { isBound, type PartyDef } from '../agreement/party.ts'
import type { Day } from '../time/day.ts'
import type { Row } from './act-table.ts'
import type { Ending } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type Basis, firstShown, isPastHorizon, type Line, partyId, type Query } from './line.ts'
import { firstOf, type Performance } from './performances.ts'
import type { NormEntry } from './program.ts'
import { dutyReading } from './reading.ts'
import type { Tri } from './verdict.ts'

/** How many periods of a duty by date are drawn up at most, the latest ones: an agreement is untrusted input. */
export const PERIODS_MAX = 400

/** The lines of a duty by date: one a year and debtor, whether anything was sent or not. */
export function* returnLines(ledger: Ledger, entry: NormEntry, query: Query): Generator<Line> {
  for (const basis of returnBases(ledger, entry, query)) {
    const reading = dutyReading(ledger, basis, query)
    if (reading === undefined) continue
    const id = partyId(ledger, basis.debtors[0] as number)
    const creditors = creditorsIn(ledger, entry, basis)
    yield {
      id: `${entry.norm.id}/${basis.year}/${id}`,
      rule: entry.norm.id,
      verb: 'must',
      about: String(basis.year),
      debtors: [id],
      creditors: isToAllParties(entry) ? 'all' : creditors.map((creditor) => partyId(ledger, creditor)),
      ...reading,
      closes: basis.closes,
      performedBy: firstShown(ledger, basis.performances, query),
      source: [],
      pastHorizon: isPastHorizon(query),
      basis,
    }
  }
}

/** What the lines of a duty by date are read from: one a year and debtor. */
export function* returnBases(
  ledger: Ledger,
  entry: NormEntry,
  query: Query,
): Generator<Basis & { readonly year: number }> {
  const { deadlines, program } = ledger
  const zone = program.agreement.zone
  for (const year of years(ledger, entry, zone.dayAt(query.asOf.at))) {
    const { closes } = deadlines.periodic(entry.norm, year)
    for (const { party, from } of debtorsIn(ledger, entry, year)) {
      const born = { earliest: from, latest: from }
      const leaves = entry.norm.survives ? undefined : deadlines.lastLeaves([party], zone.dayAt(from))
      const ending: Ending | undefined =
        leaves === undefined ? undefined : { at: { earliest: leaves, latest: leaves }, why: 'debtors left' }
      const basis = { entry, year, debtors: [party], born, closes, ending }
      const performances = returned(ledger, entry, basis, query)
      yield { ...basis, performances, performed: firstOf(performances) }
    }
  }
}

type Period = Pick<Basis, 'debtors' | 'born'> & { readonly year: number }

/** The acts that perform it, as far as they may have been sent by then. */
function returned(ledger: Ledger, entry: NormEntry, { year, debtors, born }: Period, query: Query): Performance[] {
  const { duties, powers, cases } = ledger
  const rows = ledger.returnsFor(entry, year, debtors[0] as number)
  if (rows.length === 0) return []
  // Whoever was bound is among those to whom all was sent: the list is drawn up only where it is needed.
  const isPlain = entry.norm.timedBy !== 'received' && rows.every((row) => ledger.table.isToAll(row))
  const creditors = isPlain ? [] : creditorsIn(ledger, entry, { debtors, born })
  return rows
    .map((row) => ({ row, reached: reaches(ledger, row, creditors), ...powers.effect(row) }))
    .filter(
      ({ row, reached, effect }) => reached !== 'no' && effect !== 'none' && cases.holds(entry.whatIf, row) !== false,
    )
    .map(({ row, reached, at }) => {
      const sent = reached === 'yes' ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
      return { row, ...duties.performances.timed(entry, row, creditors, sent) }
    })
    .filter(({ shown }) => shown.earliest <= query.asOf.at)
}

function creditorsIn(ledger: Ledger, entry: NormEntry, { debtors, born }: Pick<Basis, 'debtors' | 'born'>): number[] {
  const day = ledger.program.agreement.zone.dayAt(born.earliest)
  return isToAllParties(entry)
    ? everybodyElse(ledger, debtors[0] as number, day)
    : ledger.roles.creditors(entry, undefined, day)
}

/** The years (or, for a single date, the one year) of a duty by date, up to a day. */
function* years(ledger: Ledger, entry: NormEntry, until: Day): Generator<number> {
  const { start, zone } = ledger.program.agreement
  const date = entry.norm.when.find((event) => event.kind === 'date')
  if (date !== undefined) {
    if (date.day <= until) yield ledger.deadlines.yearOf(zone.startOf(date.day))
    return
  }
  const last = ledger.deadlines.yearOf(zone.startOf(until))
  const first = Math.max(ledger.deadlines.yearOf(zone.startOf(start)), last - PERIODS_MAX + 1)
  for (let year = first; year <= last; year++) yield year
}

interface Debtor {
  readonly party: number
  /** From when it owes: a party that joins in the course of a period owes what is still open. */
  readonly from: number
}

/** Whoever is meant and bound on some day between the duty's birth and its due instant. */
function debtorsIn(ledger: Ledger, entry: NormEntry, year: number): Debtor[] {
  const { roles, program, deadlines } = ledger
  const { born, closes } = deadlines.periodic(entry.norm, year)
  const { zone, start } = program.agreement
  const first = Math.max(zone.dayAt(born.earliest), start)
  const last = closes === undefined || !Number.isFinite(closes.latest) ? first : zone.dayAt(closes.latest - 1)
  const since = new Map<number, number>()
  // The agreement began after the due date of its first period.
  if (first > last) return []
  for (const day of [first, ...program.membershipDays.filter((other) => other > first && other <= last)]) {
    for (const party of roles.resolve(entry.norm.who, undefined, day)) {
      if (!since.has(party) && isBound(program.parties[party] as PartyDef, day)) since.set(party, zone.startOf(day))
    }
  }
  return [...since].map(([party, from]) => ({ party, from })).sort((a, b) => a.party - b.party)
}

/** Is it sent to all to whom it is owed and who were still bound when it was sent? */
function reaches(ledger: Ledger, row: Row, creditors: readonly number[]): Tri {
  // Whoever was bound is among them.
  if (ledger.table.isToAll(row)) return 'yes'
  const days = ledger.roles.daysOf(row)
  let answer: Tri = 'yes'
  for (const creditor of creditors) {
    if (ledger.table.isAddressee(row, creditor)) continue
    const on = days.filter((day) => isBound(ledger.program.parties[creditor] as PartyDef, day)).length
    if (on === days.length) return 'no'
    if (on > 0) answer = 'maybe'
  }
  return answer
}

export function isToAllParties(entry: NormEntry): boolean {
  const sets = entry.norm.to?.sets
  return sets?.length === 1 && sets[0]?.of.kind === 'parties' && sets[0].except.length === 0
}

function everybodyElse(ledger: Ledger, debtor: number, day: Day): number[] {
  const all = { join: 'and', sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }] } as const
  return ledger.roles.resolve(all, undefined, day).filter((party) => party !== debtor)
}
