import type { PartyExpr, Role } from '../../agreement/rule.ts'
import type { Window } from '../../time/window.ts'
import { type Ending, earliestEnding } from '../clock/ending.ts'
import { crossings, type Reached } from '../count/crossings.ts'
import { everyParty } from '../count/figures.ts'
import { whenUsedUp } from '../count/used-up.ts'
import type { Ledger } from '../ledger.ts'
import { discharged, isInForce, isRunningAt } from '../program/editions.ts'
import { PER_PARTY } from '../program/feeds.ts'
import type { NormEntry } from '../program/program.ts'
import { type Basis, type Line, partyId, type Query } from '../reading/line.ts'
import { happened, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import { firstOf, type Performance } from './performances.ts'
import { creditorsIn, lineWithoutTrigger, performancesIn } from './returns.ts'

type ReachedBasis = Basis & { readonly entry: NormEntry; readonly reached: Reached; readonly nth: number }

/**
 * The lines of a duty that a figure calls into being: one for each time that it comes to be at the number, and each debtor. They
 * hang on no act: a figure may change as time passes, so they are computed when they are read.
 */
export function* reachedLines(ledger: Ledger, entry: NormEntry, query: Query): Generator<Line> {
  for (const basis of reachedBases(ledger, entry, query)) {
    const line = lineWithoutTrigger(ledger, basis, aboutOf(ledger, basis), query)
    if (line !== undefined) yield line
  }
}

/** `missed of A reaches 3`, and when it does so again `missed of A reaches 3 (2)`. */
function aboutOf(ledger: Ledger, { reached, nth }: ReachedBasis): string {
  return `${reachedWords(ledger, reached)}${nth === 1 ? '' : ` (${nth})`}`
}

export function reachedWords(ledger: Ledger, reached: Reached): string {
  const id = reached.party === undefined ? undefined : partyId(ledger, reached.party)
  if ('limit' in reached) return `${reached.limit}${id === undefined ? '' : ` for ${id}`} is used up`
  return `${reached.figure}${id === undefined ? '' : ` of ${id}`} ${reached.is} ${reached.n}`
}

/** What those lines are read from. */
export function* reachedBases(ledger: Ledger, entry: NormEntry, query: Query): Generator<ReachedBasis> {
  const { program } = ledger
  for (const crossing of entry.reached) {
    const isPerParty =
      'limit' in crossing
        ? program.figures.limits.some(({ limit }) => limit.id === crossing.limit && limit.per.length > 0)
        : program.figures.figures.get(crossing.figure)?.per.includes('party') === true
    if (!isPerParty) yield* basesOf(ledger, entry, crossing, query)
    else
      for (const party of everyParty(program))
        yield* basesOf(ledger, ofParty(ledger, entry, party), { ...crossing, party }, query)
  }
}

/** While one is open, what would call it into being again is no further duty. */
function* basesOf(ledger: Ledger, entry: NormEntry, reached: Reached, query: Query): Generator<ReachedBasis> {
  const latest = new Map<number, ReachedBasis>()
  const { program, figures } = ledger
  const { party } = reached
  const times =
    'limit' in reached
      ? whenUsedUp(ledger, reached.limit, party, query.asOf.at)
      : crossings(program, figures, reached, party, query.asOf.at)
  for (const at of times) {
    for (const { debtor, from } of debtorsAt(ledger, entry, at, query)) {
      const before = latest.get(debtor)
      const isOpen = before === undefined ? 'no' : isOpenAt(before, at)
      if (isOpen === 'yes') continue
      const born = isOpen === 'no' ? from : { ...from, latest: Number.POSITIVE_INFINITY }
      const basis = basisOf(ledger, entry, debtor, { reached, nth: (before?.nth ?? 0) + 1, born }, query)
      latest.set(debtor, basis)
      yield basis
    }
  }
}

/** With the party whose figure or limit it is in the place of `party of NAME`. */
function ofParty({ program }: Ledger, entry: NormEntry, party: number): NormEntry {
  const { id } = program.parties[party] as { id: string }
  const named = (role: Role): Role => (role.kind === 'figure' ? { kind: 'party', party: id } : role)
  const within = (expr: PartyExpr): PartyExpr => ({
    join: expr.join,
    sets: expr.sets.map((set) => ({ ...set, of: named(set.of), except: set.except.map(named) })),
  })
  const { norm } = entry
  const to = norm.to === undefined ? {} : { to: within(norm.to) }
  return { ...entry, norm: { ...norm, who: within(norm.who), ...to } }
}

interface Debtor {
  readonly debtor: number
  /** When it arises for it; without an end where it perhaps does not. */
  readonly from: Window
}

/** Whoever is meant and bound when the figure comes to be at the number. */
export function debtorsAt(ledger: Ledger, entry: NormEntry, at: Window, query: Query): Debtor[] {
  const { roles, membership } = ledger
  const holds = isInForce(entry.holds, at)
  if (holds === false) return []
  const moments = roles.momentsIn(at, query.asOf.at)
  const isMeant = (debtor: number, moment: number, reach: 'surely' | 'possibly') =>
    roles.resolve(entry.norm.who, undefined, moment, reach).includes(debtor)
  const possible = new Set(
    moments.flatMap((moment) =>
      roles
        .resolve(entry.norm.who, undefined, moment)
        .filter((debtor) => entry.norm.survives || membership.isBound(debtor, moment) !== 'no'),
    ),
  )
  return [...possible]
    .sort((a, b) => a - b)
    .flatMap((debtor) => {
      const isToNobody = roles.owedToNobody({ entry, trigger: undefined, debtors: [debtor] }, moments)
      if (isToNobody === 'yes') return []
      const isSure =
        holds === true &&
        isToNobody === 'no' &&
        moments.every((moment) => isMeant(debtor, moment, 'surely')) &&
        (entry.norm.survives || roles.boundAt(debtor, moments) === 'yes')
      return [{ debtor, from: isSure ? at : { ...at, latest: Number.POSITIVE_INFINITY } }]
    })
}

function basisOf(
  ledger: Ledger,
  entry: NormEntry,
  debtor: number,
  arisen: Pick<ReachedBasis, 'reached' | 'nth' | 'born'>,
  query: Query,
): ReachedBasis {
  const { deadlines } = ledger
  const { born } = arisen
  const debtors = [debtor]
  const all = performancesIn(ledger, entry, rowsOf(ledger, entry, debtor), { debtors, born }, query)
  const performances = sentAfter(all, born)
  const closes = deadlines.closesFrom(entry.norm, born)
  const creditors = creditorsIn(ledger, entry, { debtors, born }, query.asOf.at)
  const ending = leavingAfter(ledger, entry, { debtors, born }, creditors, query)
  const basis = { ...arisen, entry, debtors, closes, ending, performances, performed: firstOf(performances) }
  return underEditions(ledger, basis, query)
}

/** Those of some acts that came when there was something to perform. */
export function sentAfter(performances: readonly Performance[], born: Window): Performance[] {
  return performances
    .filter(({ shown }) => shown.latest >= born.earliest)
    .map((performance) => {
      if (performance.shown.earliest >= born.latest) return performance
      // It may have been sent before there was anything to perform.
      return { ...performance, shown: { ...performance.shown, latest: Number.POSITIVE_INFINITY } }
    })
}

/** It ends when nobody is left who owes it, or nobody to whom it is owed. */
export function leavingAfter(
  { deadlines }: Ledger,
  { norm }: NormEntry,
  { debtors, born }: Pick<Basis, 'debtors' | 'born'>,
  creditors: readonly number[],
  query: Query,
): Ending | undefined {
  if (norm.survives) return undefined
  const leave = (parties: readonly number[], why: 'debtors left' | 'creditors left'): Ending[] => {
    const at = parties.length === 0 ? undefined : deadlines.lastLeaves(parties, born.earliest, query.asOf.at)
    return at === undefined ? [] : [{ at, why }]
  }
  return earliestEnding([...leave(debtors, 'debtors left'), ...leave(creditors, 'creditors left')])
}

/** A later edition may have discharged it, or put it under its own rule, if it was running and not yet due. */
function underEditions(ledger: Ledger, basis: ReachedBasis, query: Query): ReachedBasis {
  const { holds, versions } = basis.entry
  if (holds.fate === 'keep' || query.asOf.at < holds.next.earliest) return basis
  const running = isRunningAt(basis, holds.next, query.asOf.at)
  if (running === 'no') return basis
  const next = holds.fate === 'convert' ? versions.find((one) => one.holds.from === holds.next) : undefined
  if (running === 'yes' && next !== undefined) {
    const { reached, nth, born, debtors } = basis
    const own = reached.party === undefined ? next : ofParty(ledger, next, reached.party)
    return basisOf(ledger, own, debtors[0] as number, { reached, nth, born }, query)
  }
  const edition = discharged(holds, running)
  return { ...basis, ending: basis.ending === undefined ? edition : earliestEnding([basis.ending, edition]) }
}

/** The acts of the kinds that perform it, of whoever may act for the debtor, in their order. */
function rowsOf(ledger: Ledger, entry: NormEntry, debtor: number): readonly Row[] {
  const { program, counters, roles, cases } = ledger
  const rows = new Set<Row>()
  for (const act of entry.norm.what.acts) {
    const feed = program.figures.feedOf(act, PER_PARTY)
    if (feed === undefined) continue
    for (const sender of roles.sendersFor(debtor))
      for (const row of counters.timeline(feed, [sender])?.rows ?? [])
        if (roles.isSentBy(row, debtor) !== 'no') rows.add(row)
  }
  return [...rows].sort((a, b) => cases.compareRows(a, b))
}

/** Is it open when the figure comes to be there again? What may not have arisen may not be. */
export function isOpenAt({ born, performed, ending }: Basis, at: Window): Tri {
  const closed = [performed?.shown, ending?.at].filter((window) => window !== undefined)
  if (closed.some((window) => happened(window, at.earliest) === 'yes')) return 'no'
  const isSure = born.latest <= at.earliest && closed.every((window) => happened(window, at.latest) === 'no')
  return isSure ? 'yes' : 'maybe'
}
