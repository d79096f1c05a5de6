import type { RuleId } from '../../agreement/clause.ts'
import type { PartyExpr, PartySet, Role } from '../../agreement/rule.ts'
import { type CalendarPeriod, printCalendarPeriod } from '../../time/calendar-period.ts'
import { UNKNOWN, type Window } from '../../time/window.ts'
import { type Following, lastInTime, type OutcomeAnchor } from '../clock/deadlines.ts'
import { earliestEnding } from '../clock/ending.ts'
import { lapseOf, performanceOf } from '../clock/outcome-times.ts'
import type { Ledger } from '../ledger.ts'
import type { Awaited } from '../program/awaited.ts'
import { discharged, isRunningAt } from '../program/editions.ts'
import type { NormEntry, Program } from '../program/program.ts'
import { type Line, partyId, type Query } from '../reading/line.ts'
import { appliesWhenBorn } from './dated-conditions.ts'
import { firstOf } from './performances.ts'
import { debtorsAt, isOpenAt, leavingAfter, sentAfter } from './reached-duties.ts'
import {
  creditorsIn,
  lineWithoutTrigger,
  type PeriodBasis,
  performancesIn,
  periodsOf,
  returnBasesIn,
  returnsOf,
} from './returns.ts'

/**
 * What follows from a duty by date: who missed the annual return explains why. It is called into being for each party by itself
 * when that one's duty comes to the outcome, hangs on no act, and is for the same period; an act says of which period it speaks.
 */

/** What became of a duty of a period, and called another into being. */
export interface Followed {
  readonly awaited: Awaited
  readonly source: DatedBasis
  /** Its latest end is infinite where that is not sure. */
  readonly at: Window
}

/** A duty of a period: by the calendar, or after another. */
export type DatedBasis = PeriodBasis & { readonly followed?: Followed }
type FollowBasis = PeriodBasis & { readonly followed: Followed }

/** One a period, debtor, and party whose duty it follows from. */
export function* followingLines(ledger: Ledger, entry: NormEntry, query: Query): Generator<Line> {
  for (const basis of followingBases(ledger, entry, query)) {
    const line = datedLine(ledger, basis, query)
    if (line !== undefined) yield line
  }
}

/** The line of a duty of a period. */
export function datedLine(ledger: Ledger, basis: DatedBasis, query: Query): Line | undefined {
  const { entry, period, followed } = basis
  const parts = followed === undefined ? [] : partsOf(ledger, entry, followed)
  const key = parts.length === 0 ? '' : `[${parts.join(', ')}]`
  return lineWithoutTrigger(ledger, basis, printCalendarPeriod(period), query, key)
}

export function* followingBases(ledger: Ledger, entry: NormEntry, query: Query): Generator<FollowBasis> {
  for (const period of periodsOf(ledger, entry, query.asOf.at)) yield* basesIn(ledger, entry, period, query)
}

/** Drawn up once for a question, however many rules follow from them. */
function basesIn(ledger: Ledger, entry: NormEntry, period: CalendarPeriod, query: Query): readonly FollowBasis[] {
  const drawnUp = ledger.drawnUpFor(query)
  const key = `${entry.index} ${period.number}`
  const known = drawnUp.get(key) as readonly FollowBasis[] | undefined
  if (known !== undefined) return known
  const found = [...arisenIn(ledger, entry, period, query)]
  drawnUp.set(key, found)
  return found
}

/** While one is open, what would call it into being again for the same parties is no further duty. */
function* arisenIn(ledger: Ledger, entry: NormEntry, period: CalendarPeriod, query: Query): Generator<FollowBasis> {
  const latest = new Map<string, FollowBasis>()
  for (const followed of causesIn(ledger, entry, period, query)) {
    const own = seenFrom(ledger.program, entry, followed)
    for (const { debtor, from } of debtorsAt(ledger, own, followed.at, query)) {
      const applies = appliesWhenBorn(ledger, own, debtor, from, query.asOf.at)
      if (applies === false) continue
      const key = `${debtor} ${partiesOf(followed.source)}`
      const before = latest.get(key)
      const isOpen = before === undefined ? 'no' : isOpenAt(before, followed.at)
      if (isOpen === 'yes') continue
      const isSure = applies === true && isOpen === 'no'
      const born = isSure ? from : { ...from, latest: Number.POSITIVE_INFINITY }
      const asked = applies === true ? undefined : from
      const arisen = { period, followed, debtors: [debtor], born, asked, isLater: before !== undefined }
      const basis = followBasis(ledger, own, arisen, query)
      latest.set(key, basis)
      yield basis
    }
  }
}

/** What calls the rule into being in a period, in the order in which it happens. */
function causesIn(ledger: Ledger, { follows }: NormEntry, period: CalendarPeriod, query: Query): readonly Followed[] {
  const found: Followed[] = []
  for (const awaited of follows) {
    for (const source of datedBases(ledger, awaited.source, period, query)) {
      const at = outcomeOf(source, awaited.is)
      if (at.earliest <= query.asOf.at) found.push({ awaited, source, at })
    }
  }
  return found.sort((a, b) => a.at.earliest - b.at.earliest || apart(a.at.latest, b.at.latest))
}

function datedBases(ledger: Ledger, entry: NormEntry, period: CalendarPeriod, query: Query): Iterable<DatedBasis> {
  return entry.periodic ? returnBasesIn(ledger, entry, period, query) : basesIn(ledger, entry, period, query)
}

function outcomeOf(source: DatedBasis, is: Awaited['is']): Window {
  const at = is === 'lapses' ? lapseOf(source, source.born) : performanceOf(source, is)
  return { earliest: Math.max(at.earliest, source.born.earliest), latest: Math.max(at.latest, source.born.latest) }
}

/** Whose duty it is, and whose it follows from in turn. */
function partiesOf({ debtors, followed }: DatedBasis): string {
  return followed === undefined ? debtors.join() : `${debtors} ${partiesOf(followed.source)}`
}

type Arisen = Pick<FollowBasis, 'period' | 'followed' | 'debtors' | 'born' | 'asked'> & { readonly isLater: boolean }

function followBasis(ledger: Ledger, entry: NormEntry, arisen: Arisen, query: Query): FollowBasis {
  const { isLater, ...rest } = arisen
  const { period, followed, debtors, born } = rest
  const rows = returnsOf(ledger, entry, period, debtors[0] as number)
  const all = performancesIn(ledger, entry, rows, rest, query)
  // What came before belongs to the one before; of the first it may have been said in advance.
  const performances = isLater ? sentAfter(all, born) : all
  const closes = ledger.deadlines.closesFrom(entry.norm, born, followingOf(followed))
  const ending = leavingAfter(ledger, entry, rest, creditorsIn(ledger, entry, rest, query.asOf.at), query)
  const basis = { ...rest, entry, closes, ending, performances, performed: firstOf(performances) }
  return underEditions(ledger, basis, isLater, query)
}

/** A later edition may have discharged it, or put it under its own rule, if it was running and not yet due. */
function underEditions(ledger: Ledger, basis: FollowBasis, isLater: boolean, query: Query): FollowBasis {
  const { holds, versions } = basis.entry
  if (holds.fate === 'keep' || query.asOf.at < holds.next.earliest) return basis
  const running = isRunningAt(basis, holds.next, query.asOf.at)
  if (running === 'no') return basis
  const next =
    holds.fate === 'convert'
      ? versions.find((one) => one.holds.from === holds.next && one.filed !== undefined)
      : undefined
  if (running === 'yes' && next !== undefined) {
    const { period, followed, debtors, born, asked } = basis
    const own = seenFrom(ledger.program, next, followed)
    return followBasis(ledger, own, { period, followed, debtors, born, asked, isLater }, query)
  }
  const edition = discharged(holds, running)
  return { ...basis, ending: basis.ending === undefined ? edition : earliestEnding([basis.ending, edition]) }
}

/** What its clock can count from. */
export function followingOf(followed: Followed): Following {
  return { period: followed.source.period, outcomeAt: (anchor) => anchorAt(anchor, followed) }
}

/** What a clock counts from: the due instant that was missed, or the late act. */
function anchorAt({ rule, is }: OutcomeAnchor, followed: Followed): Window {
  const source = sourceUnder(followed, rule)
  if (source === undefined) return UNKNOWN
  if (is === 'lapses') return lastInTime(outcomeOf(source, is))
  const at = outcomeOf(source, 'performed late')
  const time = source.performed?.time ?? UNKNOWN
  return { earliest: time.earliest, latest: at.latest === Number.POSITIVE_INFINITY ? at.latest : time.latest }
}

/** With the parties themselves in the place of `debtor of RULE` and `creditor of RULE`. */
function seenFrom(program: Program, entry: NormEntry, followed: Followed): NormEntry {
  const { norm } = entry
  const sourceOf = (role: Role) =>
    role.kind === 'debtor' || role.kind === 'creditor' ? sourceUnder(followed, role.rule) : undefined
  const rolesOf = (role: Role): readonly Role[] => {
    const source = sourceOf(role)
    if (source === undefined) return [role]
    if (role.kind === 'debtor') return source.debtors.map((party) => roleOf(program, party))
    return (source.entry.norm.to?.sets ?? []).map(({ of }) => of)
  }
  const setsOf = (set: PartySet): readonly PartySet[] => {
    const except = set.except.flatMap(rolesOf)
    const source = sourceOf(set.of)
    if (source === undefined) return [{ ...set, except }]
    const debtors = source.debtors.map((party) => roleOf(program, party))
    if (set.of.kind === 'debtor') return debtors.map((of) => ({ ...set, quantifier: 'the', of, except }))
    // Nobody owes anything to itself.
    const creditors = source.entry.norm.to?.sets ?? []
    return creditors.map((one) => ({ ...one, except: [...one.except, ...except, ...debtors] }))
  }
  const within = (expr: PartyExpr): PartyExpr => ({ join: expr.join, sets: expr.sets.flatMap(setsOf) })
  const to = norm.to === undefined ? {} : { to: within(norm.to) }
  return { ...entry, norm: { ...norm, who: within(norm.who), ...to } }
}

/** The duty of a rule along the chain of what became of others. */
function sourceUnder(followed: Followed, rule: RuleId): DatedBasis | undefined {
  for (let one: Followed | undefined = followed; one !== undefined; one = one.source.followed) {
    if (one.source.entry.norm.id === rule) return one.source
  }
  return undefined
}

function roleOf({ partyCount, parties, seats }: Program, party: number): Role {
  const seat = seats[party - partyCount]
  if (seat !== undefined) return { kind: seat.kind, body: seat.body }
  return { kind: 'party', party: (parties[party] as { id: string }).id }
}

/** Whose duty it follows from, and what became of it, as far as the rule and its debtor do not say it: `A`, `12 lapses`. */
function partsOf(ledger: Ledger, { index }: NormEntry, { awaited, source }: Followed): readonly string[] {
  // As the rule has it: here the parties stand in the place of those it names.
  const { norm } = ledger.program.norms[index] as NormEntry
  const of = source.entry.norm.id
  const what = norm.when.length > 1 ? [`${of} ${awaited.is}`] : []
  const isItsDebtor = norm.who.sets.some((set) => set.of.kind === 'debtor' && set.of.rule === of)
  const whose = isItsDebtor ? [] : source.debtors.map((party) => partyId(ledger, party))
  const before = source.followed === undefined ? [] : partsOf(ledger, source.entry, source.followed)
  return [...what, ...whose, ...before]
}

/** Two unbounded ends are no distance apart. */
function apart(a: number, b: number): number {
  return a === b ? 0 : a - b
}
