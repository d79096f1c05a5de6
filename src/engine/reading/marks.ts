import type { TimeCondition } from '../../agreement/rule.ts'
import { compare } from '../../problem.ts'
import { dayOf, printDay } from '../../time/day.ts'
import { firstGoodBefore, lastGoodBefore } from '../../time/deadline.ts'
import type { Window } from '../../time/window.ts'
import { isWholeDays, lastInTime } from '../clock/deadlines.ts'
import { limitMarks } from '../count/limit-words.ts'
import { positionMarks } from '../decision/decision-marks.ts'
import { sealedMarks } from '../decision/sealed-marks.ts'
import type { Ledger } from '../ledger.ts'
import { standstillMarks } from '../power/prohibition-line.ts'
import { isInForce } from '../program/editions.ts'
import type { CheckEntry } from '../program/program.ts'
import type { Row } from '../record/act-table.ts'
import { changeMarks } from './change-marks.ts'
import { partyName, type Query } from './line.ts'
import type { Tri } from './verdict.ts'
import { printAt } from './words.ts'

/**
 * What is said about an act beside its content: nothing is refused, it is said whether it was in order. In words that
 * name the rule or the fact.
 */
export function marksOf(ledger: Ledger, row: Row, query: Query): string[] {
  const { table } = ledger
  if (table.isTwice(row)) return ['two different acts bear this id: both are kept, neither counts']
  if (table.isCircular(row)) return ['refers to itself through other acts: it does not count']
  return [
    ...beforeItsReference(ledger, row),
    ...notBound(ledger, row, query),
    ...withoutEffect(ledger, row, query),
    ...positionMarks(ledger, row, query),
    ...notToAllWhoAsked(ledger, row),
    ...adoption(ledger, row, query),
    ...standstillMarks(ledger, row),
    ...changeMarks(ledger, row, query.asOf.at),
    ...withoutKey(ledger, row),
    ...sealedMarks(ledger, row, query.asOf.at),
    ...conditions(ledger, row, query.asOf.at),
    ...limitMarks(ledger, row, query.asOf.at),
  ]
}

/** What is said of each act that may have been sent by then, in the order of ids; of most of them nothing is. */
export function marksAt(ledger: Ledger, query: Query): { readonly id: string; readonly marks: readonly string[] }[] {
  ledger.settle()
  const { table, chronology } = ledger
  const found: { id: string; marks: string[] }[] = []
  for (let row = 0; row < table.size; row++) {
    if (chronology.effective(row).earliest > query.asOf.at) continue
    const marks = marksOf(ledger, row, query)
    if (marks.length > 0) found.push({ id: table.id(row), marks })
  }
  return found.sort((a, b) => compare(a.id, b.id))
}

function kindOf(ledger: Ledger, row: Row) {
  return ledger.program.kinds[ledger.table.kind(row)] as (typeof ledger.program.kinds)[number]
}

function beforeItsReference(ledger: Ledger, row: Row): string[] {
  if (!ledger.chronology.precedesItsReference(row)) return []
  return ['dated before the act it refers to: it counts from that act on']
}

/** Whoever has left can still perform what outlives leaving. */
function withoutBond(ledger: Ledger, row: Row): string {
  const rules = ledger.program.norms.filter(({ norm, acts }) => norm.survives && acts.has(ledger.table.kind(row)))
  if (rules.length === 0) return 'recorded, without effect'
  return `it counts only for what outlives leaving (${rules.map(({ norm }) => norm.id).join(', ')})`
}

function notBound(ledger: Ledger, row: Row, { asOf }: Query): string[] {
  const at = ledger.roles.momentOf(row, asOf.at)
  const unbound = (party: number) => ledger.membership.isBound(party, at) === 'no'
  const day = ledger.program.agreement.zone.dayAt(ledger.chronology.effective(row).latest)
  const said = (party: number) => `${partyName(ledger, party)} was not bound on ${printDay(day)}`
  return [
    ...ledger.table
      .sendersOf(row)
      .filter((party) => !kindOf(ledger, row).movesOwnStanding && unbound(party))
      .map((party) => `${said(party)}: ${withoutBond(ledger, row)}`),
    ...ledger.table
      .addressees(row)
      .filter(unbound)
      .map((party) => `${said(party)}: it owes nothing for this act`),
  ]
}

function withoutEffect(ledger: Ledger, row: Row, query: Query): string[] {
  const { uses: all, claim } = kindOf(ledger, row)
  // Why a position does not count is said by itself.
  const uses = all.filter(({ norm }) => norm.decides === undefined)
  const bound = ledger.roles.sendersBound(row, query.asOf.at)
  if (bound !== 'yes') return bound === 'no' ? [] : ['cannot be derived: whether its sender was bound']
  const { effect, at, waits } = ledger.powers.effect(row)
  const rules = [...new Set(uses.map((entry) => entry.norm.id))].join(' or ')
  if (uses.length === 0) {
    const isOthers = effect === 'none' && claim !== undefined
    return isOthers ? ['this claim is not the sender’s to make: recorded, without effect'] : []
  }
  const { at: asOf } = query.asOf
  const isWaiting =
    waits === true || (effect === 'premature' && at.latest > asOf) || (effect !== 'none' && at.earliest > asOf)
  if (isWaiting) return [`before the power of ${rules} opens: it waits`]
  if (effect === 'none') return [`not within the power of ${rules} at that time: recorded, without effect`]
  if (effect === 'premature') {
    return [`before the power of ${rules} opens: takes effect ${printAt(at, ledger.program.agreement.zone, true)}`]
  }
  return effect === 'unknown' ? [`cannot be derived: whether the power of ${rules} was open`] : []
}

/** A reply to one of several joint senders performs nothing. */
function notToAllWhoAsked(ledger: Ledger, row: Row): string[] {
  const { table } = ledger
  const stage = kindOf(ledger, row).kind.stage
  if (stage !== 'reply' && stage !== 'joint reply') return []
  for (const target of table.refsOf(row)) {
    const senders = table.sendersOf(target)
    if (senders.length > 1 && !senders.every((sender) => table.isAddressee(row, sender)))
      return ['not to all who asked']
  }
  return []
}

/** Whether a joint reply stands for an addressee is that addressee's to say. */
function adoption(ledger: Ledger, row: Row, query: Query): string[] {
  if (kindOf(ledger, row).kind.stage !== 'joint reply') return []
  const adopters = [...ledger.cases.about(row, false, ledger.cases.kindsAt('adoption'))]
    .filter((act) => ledger.powers.effect(act).at.latest <= query.asOf.at)
    .flatMap((act) => ledger.table.sendersOf(act))
  if (adopters.length === 0) return ['joint reply received, not adopted in this record']
  return [`adopted by ${new Set(adopters).size} ${adopters.length === 1 ? 'party' : 'parties'}`]
}

/** Items that bear no key: which they are in a later list cannot be said, so no rule looks at them. */
function withoutKey(ledger: Ledger, row: Row): string[] {
  const rules = kindOf(ledger, row).triggers.filter(({ item }) => item !== undefined)
  const told = rules.flatMap((entry) => {
    const count = ledger.duties.items.nameless(entry, row)
    const { path, key } = entry.item ?? { path: [], key: '' }
    return count === 0
      ? []
      : [`${count} under "${path.join('.')}" without "${key}": nothing follows from ${count === 1 ? 'it' : 'them'}`]
  })
  return [...new Set(told)]
}

function conditions(ledger: Ledger, row: Row, by: number): string[] {
  return kindOf(ledger, row).checks.flatMap((entry) => {
    const verdict = inOrder(ledger, entry, row, by)
    if (verdict === true) return []
    const { check } = entry
    return [verdict === false ? `${check.mark} (${check.id})` : `cannot be derived: whether ${check.id} is satisfied`]
  })
}

/** Does the act satisfy the condition, as far as was sent by then? Undefined: the record does not tell. */
export function inOrder(ledger: Ledger, entry: CheckEntry, row: Row, by: number): boolean | undefined {
  const isOfEdition = isInForce(entry.holds, ledger.chronology.effective(row))
  if (isOfEdition === false) return true
  const holds = ledger.cases.holds(entry.if, row)
  const applies = isOfEdition === undefined && holds === true ? undefined : holds
  const excepted = entry.unless === undefined ? false : ledger.cases.holds(entry.unless, row)
  if (applies === false || excepted === true) return true
  const where = ledger.cases.holds(entry.where, row)
  const window = entry.check.window === undefined ? true : inTime(ledger, entry.check.window, row)
  const follows = entry.check.after === undefined ? true : FOLLOWS[hasCome(ledger, entry, row, by)]
  const all = [where, window, follows]
  const satisfied = all.includes(false) ? false : all.includes(undefined) ? undefined : true
  if (satisfied === true) return true
  return applies === undefined || excepted === undefined ? undefined : satisfied
}

const FOLLOWS = { yes: true, no: false, maybe: undefined } as const

/** Had the earlier act that the check asks for come, before the message or by the day that the check names? */
function hasCome(ledger: Ledger, entry: CheckEntry, row: Row, by: number): Tri {
  const { earlierActs, deadlines, program, chronology } = ledger
  const { by: last } = entry.check
  if (last === undefined) return earlierActs.isThere(entry, row, { row, by })
  const about = { trigger: row, debtor: ledger.table.sendersOf(row)[0] as number, born: chronology.effective(row) }
  const stated = deadlines.anchor({ kind: 'field', ...last.of }, about)
  if (!Number.isFinite(stated.earliest) || !Number.isFinite(stated.latest)) return 'maybe'
  const [first, final] = [deadlines.yearOf(stated.earliest), deadlines.yearOf(stated.latest)]
  if (final - first >= YEARS_TOLD_MAX) return 'maybe'
  const answers = Array.from({ length: final - first + 1 }, (_, index): Tri => {
    const end = program.agreement.zone.endOf(dayOf(first + index - last.years, last.month, last.date)) - 1
    // As long as the day is not over, the act may still come.
    return by < end ? 'yes' : earlierActs.isThere(entry, row, { at: end })
  })
  return answers.every((one) => one === answers[0]) ? (answers[0] as Tri) : 'maybe'
}

/** Of what may take place in any of so many years nothing is said. */
const YEARS_TOLD_MAX = 10

function inTime(ledger: Ledger, condition: TimeCondition, row: Row): boolean | undefined {
  const sent = ledger.chronology.effective(row)
  const anchor = condition.kind === 'not later than' ? condition.at : condition.before
  const to = ledger.deadlines.anchor(anchor, {
    trigger: row,
    debtor: ledger.table.sendersOf(row)[0] as number,
    born: sent,
  })
  if (!Number.isFinite(to.earliest) || !Number.isFinite(to.latest)) return undefined
  if (condition.kind === 'not later than') {
    if (condition.plus === undefined) return isWithin(sent, undefined, dayEnds(ledger, to))
    const { period, regime } = condition.plus
    const closes = ledger.deadlines.count('after', period, to, ledger.deadlines.regime(regime))
    return isWithin(sent, undefined, lastInTime(closes))
  }
  const regime = ledger.deadlines.regime(condition.regime)
  const { zone } = regime
  const from = (instant: number) => (isWholeDays(to, zone) ? { day: zone.dayAt(instant) } : instant)
  const both = (end: (instant: number) => number): Window => {
    const ends = [end(to.earliest), end(to.latest)] as const
    return { earliest: Math.min(...ends), latest: Math.max(...ends) }
  }
  if (condition.kind === 'at least') {
    return isWithin(
      sent,
      undefined,
      both((instant) => lastGoodBefore(condition.period, from(instant), regime)),
    )
  }
  const first = both((instant) => firstGoodBefore(condition.first, from(instant), regime))
  return isWithin(
    sent,
    first,
    both((instant) => lastGoodBefore(condition.last, from(instant), regime)),
  )
}

/** A date counts to the end of its day. */
function dayEnds(ledger: Ledger, to: Window): Window {
  const { zone } = ledger.program.agreement
  return isWholeDays(to, zone) ? { earliest: zone.endOf(zone.dayAt(to.earliest)) - 1, latest: to.latest } : to
}

function isWithin(sent: Window, first: Window | undefined, last: Window): boolean | undefined {
  if (sent.earliest > last.latest || (first !== undefined && sent.latest < first.earliest)) return false
  const isSure = sent.latest <= last.earliest && (first === undefined || sent.earliest >= first.latest)
  return isSure ? true : undefined
}
