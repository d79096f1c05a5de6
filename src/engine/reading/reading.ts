import type { KindName } from '../../agreement/clause.ts'
import { printDay } from '../../time/day.ts'
import { printPeriod } from '../../time/regime.ts'
import type { Window } from '../../time/window.ts'
import { claimsOn } from '../duty/claims.ts'
import { missingWhenBorn } from '../duty/dated-conditions.ts'
import type { Ledger } from '../ledger.ts'
import { chairWords, namedIn } from '../party/named.ts'
import type { Row } from '../record/act-table.ts'
import { type Basis, type Line, type Plain, partyName, type Query, type Reading, type State } from './line.ts'
import { statementsOn, unsure } from './statements.ts'
import { happened, powerAt, type Verdict, verdictAt } from './verdict.ts'
import { doing, endsWithDay, printAt, printDistance, printDue, printLateness } from './words.ts'

/** What a line says at an instant: the reading, the state behind it, the due date and the words. */
export type LineReading = Pick<Line, 'reading' | 'state' | 'text' | 'due'>

/** Undefined: it had not arisen by then. */
export function dutyReading(ledger: Ledger, basis: Basis, query: Query): LineReading | undefined {
  const at = lastOnRecord(query)
  const verdict = verdictAt({ ...basis, ended: basis.ending?.at }, at)
  if (verdict.is === 'not yet') return undefined
  const zone = ledger.program.agreement.zone
  if (isInferred(ledger, basis)) {
    return {
      reading: 'not derivable',
      state: 'not derivable',
      due: '-',
      text: 'no reading: addressee inferred, unverified',
    }
  }
  // What has perhaps not arisen has no due date yet: which it will have may depend on what comes later.
  const isBorn = verdict.is !== 'not derivable' || verdict.for !== 'birth'
  const due = isBorn ? printDue(basis.closes, zone) : 'not known'
  if (!isSettled(ledger, basis, query)) return { ...notSettled(ledger, basis, query), due }
  const unknown = guardUnknown(ledger, basis, query)
  if (unknown !== undefined)
    return { reading: 'not derivable', state: 'not derivable', due, text: `cannot be derived: needs ${unknown}` }
  const reading = verdictReading(ledger, basis, verdict, query)
  const text = reading.text + withoutChair(ledger, basis, query)
  return { ...claimed(ledger, basis, query, { ...reading, text }), due }
}

/** Whoever should have acted is not recorded either. */
function withoutChair(ledger: Ledger, { debtors, closes }: Basis, { asOf }: Query): string {
  const empty = debtors.flatMap((debtor) => {
    const seat = ledger.roles.seat(debtor)
    const isNamed = seat === undefined || !namedIn(ledger, { debtors: [debtor], closes }, asOf.at).includes(debtor)
    return isNamed || seat.kind === 'body' ? [] : [chairWords(ledger, seat, closes, asOf.at)]
  })
  return empty.map((words) => `; ${words}`).join('')
}

function claimed<R extends { readonly text: string }>(ledger: Ledger, basis: Basis, query: Query, reading: R): R {
  const claims = claimsOn(ledger, basis, query)
  return claims === '' ? reading : { ...reading, text: reading.text + claims }
}

function verdictReading(
  ledger: Ledger,
  basis: Basis,
  verdict: Exclude<Verdict, { is: 'not yet' }>,
  query: Query,
): Omit<LineReading, 'due'> {
  const words = wordsOf(ledger, basis)
  const zone = ledger.program.agreement.zone
  const performed = basis.performed as NonNullable<Basis['performed']>
  const closes = basis.closes as Window
  const byDay = basis.closes === undefined || endsWithDay(closes, zone)
  const done = () => `${words.done} ${printAt(performed.time, zone, byDay)}`
  const counts = verdict.is === 'late' || verdict.is === 'overdue' ? silenceCounts(ledger, basis, query) : undefined
  if (counts !== undefined) {
    const later = verdict.is === 'late' ? `; ${done()}, ${printLateness(performed.time, closes, zone)}` : ''
    return { reading: 'ended', state: 'discharged', text: counts + later }
  }
  switch (verdict.is) {
    case 'kept': {
      const inTime = basis.closes === undefined ? done() : `${done()}, in time`
      return {
        reading: 'kept',
        state: 'fulfilled',
        text: inTime + shownLater(ledger, basis) + capacities(ledger, basis),
      }
    }
    case 'late': {
      const lateness = printLateness(performed.time, closes, zone)
      return {
        reading: 'late',
        state: 'fulfilled',
        text: `${done()}, ${lateness}${shownLater(ledger, basis)}${capacities(ledger, basis)}`,
      }
    }
    case 'open':
    case 'overdue':
      return verdict.is === 'open' ? openReading(ledger, basis, query) : overdueReading(ledger, basis, query)
    case 'ended':
      return endedReading(ledger, basis)
    case 'not derivable':
      return {
        reading: 'not derivable',
        state: 'not derivable',
        text: `cannot be derived: ${reason(ledger, basis, verdict)}`,
      }
  }
}

/** Beyond its horizon a record says nothing: what was open at its end is all that can be said. */
export function lastOnRecord(query: Query): number {
  return query.covers === undefined ? query.asOf.at : Math.min(query.asOf.at, query.covers.window.latest)
}

export function pastHorizon(ledger: Ledger, query: Query): string | undefined {
  if (query.covers === undefined || query.asOf.at <= query.covers.window.latest) return undefined
  const zone = ledger.program.agreement.zone
  return `in this record, which ends ${printDay(zone.dayAt(query.covers.window.latest))}`
}

function openReading(ledger: Ledger, basis: Basis, query: Query): Omit<LineReading, 'due'> {
  const zone = ledger.program.agreement.zone
  const beyond = pastHorizon(ledger, query)
  const words = wordsOf(ledger, basis)
  const state: State = 'in force'
  if (beyond !== undefined) return { reading: 'open', state, text: `${words.missing} ${beyond}` }
  const stopped = stoppedSince(ledger, basis, query)
  if (stopped !== undefined)
    return { reading: 'open', state, text: `open, the clock stopped ${printAt(stopped, zone, true)}` }
  // No number agreed, or a clock that has not started: the request has not come yet.
  if (basis.closes === undefined || basis.closes.earliest === Number.POSITIVE_INFINITY)
    return {
      reading: 'open',
      state,
      text: `open since ${printAt(basis.born, zone, true)}${policyWords(ledger, basis)}`,
    }
  const distance = printDistance(query.asOf.at, basis.closes, zone)
  if (distance === '') return { reading: 'open', state, text: 'open, day of receipt not known' }
  return { reading: 'open', state, text: `due ${printDue(basis.closes, zone)}${distance}` }
}

/** While a clock is stopped it has no end. */
function stoppedSince(
  ledger: Ledger,
  { entry, trigger, debtors, cause, born, closes }: Basis,
  query: Query,
): Window | undefined {
  if (entry === undefined || trigger === undefined || closes?.earliest !== Number.POSITIVE_INFINITY) return undefined
  const steps = ledger.ends.steps({ entry, trigger, debtors, cause }, born, query.asOf.at)
  return steps.findLast(({ act, moves }) => moves && act.entry.change.verb === 'stop')?.act.at
}

/** A policy number is said as such: nothing lapses by it. */
function policyWords({ deadlines, program }: Ledger, { entry, born }: Basis): string {
  const clock = entry?.norm.until
  if (clock?.kind !== 'open' || clock.policy === undefined) return ''
  const end = deadlines.count('after', clock.policy, born, deadlines.regime('default'))
  return `; policy: ${printPeriod(clock.policy)}, to ${printDue(end, program.agreement.zone)}`
}

function overdueReading(ledger: Ledger, basis: Basis, query: Query): Omit<LineReading, 'due'> {
  const words = wordsOf(ledger, basis)
  const beyond = pastHorizon(ledger, query)
  if (beyond !== undefined) return { reading: 'open', state: 'in force', text: `${words.missing} ${beyond}` }
  const by = printDue(basis.closes, ledger.program.agreement.zone)
  // Only a request that is shown to have arrived is unanswered; and only a reply can be missing as an answer.
  if (words.done === 'answered' && hasArrived(ledger, basis, query.asOf.at)) {
    return { reading: 'unanswered', state: 'violated', text: `no answer recorded by ${by}` }
  }
  return { reading: 'overdue', state: 'violated', text: `${unrecorded(words)} recorded by ${by}` }
}

/** `counts as an acceptance since 1 Apr 2026: no refusal recorded`; undefined: silence does not count as an act. */
function silenceCounts(ledger: Ledger, { entry, closes }: Basis, query: Query): string | undefined {
  const deemed = entry?.norm.silence?.deemed
  if (entry === undefined || deemed === undefined || closes === undefined) return undefined
  if (pastHorizon(ledger, query) !== undefined) return undefined
  const nounOf = (kind: KindName) => ledger.program.agreement.kinds.find(({ name }) => name === kind)?.noun ?? kind
  const others = entry.norm.what.acts.filter((act) => act !== deemed)
  const missing = (others.length > 0 ? others : [deemed]).map((act) => nounOf(act).replace(/^(?:an?|the|one) /i, ''))
  const since = printAt(closes, ledger.program.agreement.zone, true)
  return `counts as ${nounOf(deemed)} since ${since}: no ${missing.join(' or ')} recorded`
}

/** Says what is not recorded; of an answer only where it is shown that it was asked for, which the caller knows. */
function unrecorded({ done, missing }: ReturnType<typeof doing>): string {
  return done === 'answered' || missing === 'nothing' ? 'not' : missing
}

function hasArrived(ledger: Ledger, basis: Basis, at: number): boolean {
  const { trigger } = basis
  return (
    trigger !== undefined && basis.debtors.every((debtor) => ledger.chronology.received(trigger, debtor).latest <= at)
  )
}

export function endedReading(ledger: Ledger, basis: Basis): Omit<LineReading, 'due'> {
  const zone = ledger.program.agreement.zone
  const ending = basis.ending as NonNullable<Basis['ending']>
  const isDuty = basis.entry?.norm.verb === 'must'
  // Of a duty with a clock in hours the hour counts, as of its performance.
  const byHour = isDuty && ending.row !== undefined && basis.closes !== undefined && !endsWithDay(basis.closes, zone)
  const when = printAt(ending.at, zone, !byHour)
  const late = isDuty && basis.closes !== undefined && ending.at.earliest >= basis.closes.latest
  const before = late ? `${unrecorded(wordsOf(ledger, basis))} recorded by ${printDue(basis.closes, zone)}; ` : ''
  if (ending.why === 'unclear') {
    return {
      reading: 'not derivable',
      state: 'not derivable',
      text: 'cannot be derived: which of two endings came first',
    }
  }
  if (ending.why === 'edition') {
    return {
      reading: 'ended',
      state: 'discharged',
      text: `${before}ended: discharged by edition ${ending.edition}, in force from ${when}`,
    }
  }
  if (ending.row === undefined) {
    const debtors = basis.debtors.map((debtor) => partyName(ledger, debtor)).join(', ')
    const who = ending.why === 'debtors left' ? `${debtors} is no longer bound` : 'nobody to whom it is owed is bound'
    return { reading: 'ended', state: 'terminated', text: `${before}ended: ${who} from ${when}` }
  }
  const by = ledger.table
    .sendersOf(ending.row)
    .map((party) => partyName(ledger, party))
    .join(', ')
  if (ending.why === 'excused')
    return { reading: 'excused', state: 'discharged', text: `${before}excused by ${by}, ${when}` }
  if (ending.why === 'decided') {
    const adopted = ledger.decisions.adoptedFrom(ending.row)
    const from = Number.isFinite(adopted.earliest) ? printAt(adopted, zone, true) : when
    return {
      reading: 'ended',
      state: 'discharged',
      text: `${before}ended by the decision on ${ledger.table.id(ending.row)}, ${from}`,
    }
  }
  if (ending.why === 'set aside')
    return {
      reading: 'ended',
      state: 'discharged',
      text: `${before}ended: what it follows from was set aside by ${by}, ${when}`,
    }
  const noun = ledger.program.kinds[ledger.table.kind(ending.row)]?.kind.noun.replace(/^an? /, 'the ')
  if (ending.why === 'taken out')
    return { reading: 'ended', state: 'discharged', text: `${before}taken out of ${noun} by the correction of ${when}` }
  if (ending.why === 'no longer asked')
    return { reading: 'ended', state: 'discharged', text: `${before}no longer asked for by the correction of ${when}` }
  if (ending.why === 'waived')
    return { reading: 'waived', state: 'discharged', text: `${before}waived by ${by}, ${when}` }
  const stage = ledger.program.kinds[ledger.table.kind(ending.row)]?.kind.stage
  const verb = stage === 'withdrawal' ? 'withdrawn' : 'ended'
  return { reading: 'ended', state: 'discharged', text: `${before}${verb} by ${by}, ${when}` }
}

function reason(ledger: Ledger, basis: Basis, verdict: Extract<Verdict, { is: 'not derivable' }>): string {
  const zone = ledger.program.agreement.zone
  const words = wordsOf(ledger, basis)
  const wide = (window: Window) => printAt(window, zone, false)
  switch (verdict.for) {
    case 'birth':
      return 'whether it had arisen by then'
    case 'performance': {
      const unsure = basis.performances.find(({ row }) => mayBeByAnother(ledger, basis, row))
      if (unsure !== undefined) {
        const by = ledger.table.sendersOf(unsure.row).map((party) => partyName(ledger, party))
        return `${words.thing} recorded by ${by.join(', ')}, and who was chair then is not recorded`
      }
      // The act's own time: what it waits for may be settled only by what came later.
      const first = basis.performances[0]?.row as Row
      return `${words.thing} recorded for ${wide(ledger.chronology.effective(first))}, day not known`
    }
    case 'ending':
    case 'order':
      if (basis.ending?.why === 'edition')
        return `whether it was still open when edition ${basis.ending.edition} came into force`
      return `ended ${wide((basis.ending as { at: Window }).at)}, day not known`
    case 'punctuality': {
      const { time } = basis.performed as { time: Window }
      if (!Number.isFinite(time.earliest)) return `${words.done}, but the time that counts is not stated`
      return `${words.done} ${printAt(time, zone, true)}, due ${printDue(basis.closes, zone)}`
    }
    case 'due':
      return Number.isFinite((basis.closes as Window).latest)
        ? `due ${printDue(basis.closes, zone)}, day of receipt not known`
        : 'day of receipt not known'
  }
}

/** Sent by one who may not have held the chair that owes it. */
function mayBeByAnother(ledger: Ledger, { debtors }: Basis, row: Row): boolean {
  const sent = debtors.map((debtor) => ledger.roles.isSentBy(row, debtor))
  return !sent.includes('yes') && sent.includes('maybe')
}

/** A question to which no rule gives a clock, or an offer: what was asked or offered and what was answered, no more. */
export function plainReading(ledger: Ledger, basis: Basis, verb: Plain, query: Query): LineReading {
  if (isInferred(ledger, basis)) {
    return {
      reading: 'not derivable',
      state: 'not derivable',
      due: '-',
      text: 'no reading: addressee inferred, unverified',
    }
  }
  const verdict = verdictAt({ ...basis, ended: basis.ending?.at }, lastOnRecord(query))
  if (verdict.is === 'open') {
    const text = verb === 'asked' ? openQuestion(ledger, basis, query) : openOffer(ledger, basis, query)
    return { reading: 'open', state: 'in force', due: '-', text }
  }
  if (verdict.is === 'not yet')
    return { reading: 'not derivable', state: 'not derivable', due: '-', text: `not yet ${verb}` }
  const said = claimed(ledger, basis, query, verdictReading(ledger, basis, verdict, query))
  const text = verb === 'asked' ? said.text : said.text + statementsOn(ledger, basis, query)
  return { ...said, text, due: '-' }
}

function openQuestion(ledger: Ledger, basis: Basis, query: Query): string {
  const beyond = pastHorizon(ledger, query)
  const since = `open since ${printAt(basis.born, ledger.program.agreement.zone, true)}, no clock agreed`
  return beyond === undefined ? since : `${since}; no answer ${beyond}`
}

/** An offer creates no duty, so that nobody replied is all that is said of it, and what either side stated beside it. */
function openOffer(ledger: Ledger, basis: Basis, query: Query): string {
  const since = printAt(basis.born, ledger.program.agreement.zone, true)
  const sure = unsure(ledger.act(basis.trigger as Row).certainty)
  const noReply = `no reply ${pastHorizon(ledger, query) ?? 'recorded'}`
  return `offer open since ${since}${sure}; ${noReply}; no rule asks for one${statementsOn(ledger, basis, query)}`
}

/** Undefined: not yet open. */
export function powerReading(ledger: Ledger, basis: Basis, query: Query): LineReading | undefined {
  const zone = ledger.program.agreement.zone
  const opens = basis.opens as Window
  const at = lastOnRecord(query)
  const verdict = powerAt({ opens, closes: basis.closes, used: basis.performed?.time }, at)
  const left = basis.ending === undefined || basis.ending.row !== undefined ? 'no' : happened(basis.ending.at, at)
  // What it did with the power while it was bound stays, known or not.
  const mayBeUsed = basis.performed !== undefined && basis.performed.time.earliest <= at
  if (verdict === 'not yet' || (left === 'yes' && !mayBeUsed)) return undefined
  const due = verdict === 'not derivable' ? 'not known' : printDue(basis.closes, zone)
  if (!isSettled(ledger, basis, query)) return { ...notSettled(ledger, basis, query), due: 'not known' }
  if (!mayBeUsed && isHolderInferred(ledger, basis)) return undefined
  if (left === 'maybe' && verdict !== 'used') {
    const text = 'cannot be derived: whether its holder was still bound'
    return { reading: 'not derivable', state: 'not derivable', due, text }
  }
  const text: Record<Exclude<typeof verdict, 'not yet'>, () => string> = {
    open: () => `may since ${printAt(opens, zone, true)}`,
    used: () => `used ${printAt((basis.performed as { time: Window }).time, zone, true)}`,
    expired: () => unusedWords(ledger, basis, due, query),
    'not derivable': () => 'cannot be derived: whether it is open',
  }
  const reading: Reading = verdict
  return { reading, state: verdict === 'not derivable' ? 'not derivable' : 'in force', due, text: text[verdict]() }
}

/** A power ended by an act, or by its time: then what silence means is said. */
function unusedWords(ledger: Ledger, basis: Basis, due: string, query: Query): string {
  if (basis.ending?.row !== undefined) return endedReading(ledger, basis).text
  const word = basis.entry?.norm.silence?.word
  return silenceCounts(ledger, basis, query) ?? `not used by ${due}${word === undefined ? '' : `: ${word}`}`
}

/** Of the act that the power hangs on, or of what that act refers to. */
function isHolderInferred(ledger: Ledger, { trigger, debtors }: Basis): boolean {
  if (trigger === undefined) return false
  const every = new Set(ledger.program.kinds.map(({ index }) => index))
  return ledger.cases
    .above(trigger, every)
    .some((row) => debtors.some((holder) => ledger.table.isInferred(row, holder)))
}

/** In which capacity it was asked and answered, side by side: recorded, never computed into performance. */
function capacities(ledger: Ledger, basis: Basis): string {
  const performer = basis.performances[0]?.row
  if (performer === undefined || basis.trigger === undefined) return ''
  const { asked } = ledger.act(basis.trigger).capacity
  let answered = ledger.act(performer).capacity.answered
  for (const target of ledger.table.refsOf(performer)) answered ??= ledger.act(target).capacity.answered
  if (asked === undefined && answered === undefined) return ''
  return `; capacity asked ${asked ?? 'not stated'}, answered ${answered ?? 'not stated'}`
}

function shownLater(ledger: Ledger, basis: Basis): string {
  const performed = basis.performed
  if (performed === undefined || typeof basis.entry?.norm.timedBy !== 'object') return ''
  const zone = ledger.program.agreement.zone
  if (zone.dayAt(performed.time.latest) === zone.dayAt(performed.shown.earliest)) return ''
  return `, shown on ${printAt(performed.shown, zone, true)}`
}

function guardUnknown(ledger: Ledger, { entry, trigger, ...basis }: Basis, { asOf }: Query): string | undefined {
  if (entry === undefined) return undefined
  if (trigger === undefined) return missingWhenBorn(ledger, { entry, ...basis }, asOf.at)
  const { debtors, cause, item } = basis
  return ledger.cases.missingFor({ entry, trigger, debtors, cause, item, by: asOf.at })
}

/** Who was meant, or bound, the record does not tell: for want of the act's day, or of what moved a standing. */
function notSettled(ledger: Ledger, { entry, trigger }: Basis, { asOf }: Query) {
  const isOneDay = trigger === undefined || ledger.roles.momentsOf(trigger, asOf.at).length === 1
  const isReservable = ledger.program.reservable.has(entry?.norm.id ?? '')
  const who = isReservable ? 'who was bound, or between whom the rule holds' : 'who was bound'
  const text = `cannot be derived: ${who}${isOneDay ? '' : ', day of the act not known'}`
  return { reading: 'not derivable', state: 'not derivable', text } as const
}

function isSettled(ledger: Ledger, basis: Basis, { asOf }: Query): boolean {
  const { entry, trigger } = basis
  return entry === undefined || trigger === undefined || ledger.roles.isSettled({ ...basis, entry, trigger }, asOf.at)
}

export function notDerivable(due: string, why: string): LineReading {
  return { reading: 'not derivable', state: 'not derivable', due, text: `cannot be derived: ${why}` }
}

/** What forbids any reading, whatever the times: who is meant, or whether the rule applies, is not known. */
export function unreadable(ledger: Ledger, basis: Basis, due: string, query: Query): LineReading | undefined {
  if (isInferred(ledger, basis)) {
    const text = 'no reading: addressee inferred, unverified'
    return { reading: 'not derivable', state: 'not derivable', due: '-', text }
  }
  if (!isSettled(ledger, basis, query)) return { ...notSettled(ledger, basis, query), due }
  const unknown = guardUnknown(ledger, basis, query)
  return unknown === undefined ? undefined : notDerivable(due, `needs ${unknown}`)
}

function isInferred(ledger: Ledger, basis: Basis): boolean {
  const { trigger } = basis
  return trigger !== undefined && basis.debtors.some((debtor) => ledger.table.isInferred(trigger, debtor))
}

function wordsOf(ledger: Ledger, basis: Basis) {
  if (basis.entry === undefined) return doing('reply')
  const act = basis.entry.norm.what.acts[0] as string
  const index = ledger.program.kindIndex.get(act) as number
  return doing((ledger.program.kinds[index] as (typeof ledger.program.kinds)[number]).kind.stage)
}
