import type { Json } from '../../agreement/act.ts'
import { earlierOf, laterOf, UNKNOWN, type Window } from '../../time/window.ts'
import type { EndingAct } from '../clock/ending.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { NormEntry } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import type { FoundByField } from '../record/found-by-field.ts'
import type { Instance } from './instance.ts'
import type { Joined } from './joinings.ts'

/** An act that performs a duty (wholly or in part), with the time that counts and the time from which it is shown. */
export interface Performance {
  readonly row: Row
  readonly time: Window
  readonly shown: Window
}

/** Of which duty a performance is looked for. */
export interface Owed {
  readonly duty: Instance
  /** What the performing act must be about. */
  readonly anchor: Row
  readonly creditors: readonly number[]
  /** To whom it is owed from a later time on. */
  readonly joined: readonly Joined[]
  readonly endings: readonly EndingAct[]
  readonly born: Window
  /** Is there an earlier one about the same act? */
  readonly isLater: Tri
  /** What an act that is found by a field states there. */
  readonly stated: readonly Json[]
}

/** Which acts perform a duty, and when. */
export class Performances {
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly byField: FoundByField
  /** Of an act that opens a sealed one: does it bear the same digest? */
  private readonly opens: (sealed: Row, opening: Row) => Tri

  constructor(
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    byField: FoundByField,
    opens: Performances['opens'],
  ) {
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.byField = byField
    this.opens = opens
  }

  /** In the order in which they count. `by`: what can only have happened later is not even looked at. */
  of(owed: Owed, by: number): readonly Performance[] {
    let found: Performance[] | undefined
    for (const row of this.candidates(owed)) {
      if (this.chronology.effective(row).earliest > by) continue
      const done = this.performance(owed, row)
      if (done === undefined || done.shown.earliest > by) continue
      if (found === undefined) found = [done]
      else found.push(done)
    }
    if (found === undefined) return NONE
    return found.length === 1 ? found : found.sort((a, b) => this.cases.compareRows(a.row, b.row))
  }

  private candidates({ duty, anchor, stated }: Owed): readonly Row[] {
    const { entry, debtors } = duty
    const { link } = entry.norm.what
    if (link?.kind !== 'with') return this.cases.about(anchor, link?.kind === 'about', entry.acts)
    const senders = debtors.flatMap((debtor) => this.roles.sendersFor(debtor))
    return this.byField.of(entry, senders, stated)
  }

  private performance(owed: Owed, row: Row): Performance | undefined {
    const { entry, debtors } = owed.duty
    const sent = this.isSentByAny(row, debtors)
    if (sent === 'no') return undefined
    const reached = this.reaches(owed, row)
    if (reached === 'no' || this.cases.holds(entry.whatIf, row) === false) return undefined
    const { effect, at } = this.powers.effectFor(entry, row)
    if (effect === 'none') return undefined
    const opens = this.opens(owed.anchor, row)
    if (opens === 'no') return undefined
    const isSure = reached === 'yes' && sent === 'yes' && opens === 'yes'
    const shown = isSure ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
    const after = this.belongs(owed, at)
    if (after === 'no') return undefined
    const sure = after === 'yes' ? shown : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
    return { row, ...this.timed(entry, row, owed.creditors, sure) }
  }

  /** What was done before the trigger belongs to an earlier one, unless the act is about the trigger itself. */
  private belongs({ duty, anchor, born, isLater }: Owed, at: Window): Tri {
    const isFound = duty.entry.norm.what.link?.kind === 'with'
    if (anchor === duty.trigger && isLater === 'no' && !isFound) return 'yes'
    const from = anchor === duty.trigger ? born : this.chronology.effective(duty.trigger)
    if (at.latest < from.earliest) return isLater === 'maybe' && anchor === duty.trigger ? 'maybe' : 'no'
    return at.earliest < from.latest ? 'maybe' : 'yes'
  }

  private isSentByAny(row: Row, debtors: readonly number[]): Tri {
    let answer: Tri = 'no'
    for (const debtor of debtors) {
      const sent = this.roles.isSentBy(row, debtor)
      if (sent === 'yes') return sent
      if (sent === 'maybe') answer = sent
    }
    return answer
  }

  /** Is it sent to everybody to whom the duty is still owed? Who has left, or given up its claim, need not be reached. */
  private reaches({ duty, creditors, joined, endings }: Owed, row: Row): 'yes' | 'no' | 'maybe' {
    let answer: 'yes' | 'maybe' = 'yes'
    for (const creditor of creditors) {
      const reached = this.roles.isSentTo(row, creditor)
      if (reached === 'yes' || duty.debtors.includes(creditor) || this.roles.isSentBy(row, creditor) === 'yes') continue
      const stillOwed = this.isStillOwed(duty, creditor, row, creditors.length > 1 ? endings : NO_ENDINGS)
      if (stillOwed === 'yes' && reached === 'no') return 'no'
      if (stillOwed !== 'no') answer = 'maybe'
    }
    for (const { party, at } of joined) {
      const reached = this.roles.isSentTo(row, party)
      const came = before(this.chronology.effective(row), at)
      if (reached === 'yes' || came === 'yes') continue
      const stillOwed = this.isStillOwed(duty, party, row, endings)
      if (stillOwed === 'yes' && reached === 'no' && came === 'no') return 'no'
      if (stillOwed !== 'no') answer = 'maybe'
    }
    return answer
  }

  private isStillOwed(
    { entry }: Instance,
    creditor: number,
    row: Row,
    endings: readonly EndingAct[],
  ): 'yes' | 'no' | 'maybe' {
    const sent = this.chronology.effective(row)
    const given = endings.filter((ending) => ending.creditors.includes(creditor))
    if (given.some(({ at }) => at.latest < sent.earliest)) return 'no'
    const bound = entry.norm.survives ? 'yes' : this.roles.boundAt(creditor, this.roles.momentsOf(row))
    if (bound === 'no') return 'no'
    return bound === 'maybe' || given.some(({ at }) => at.earliest < sent.latest) ? 'maybe' : 'yes'
  }

  /**
   * The time that counts, and from when it is shown: an announcement of a meeting does not show the meeting, and a letter
   * on its way has not been received.
   */
  timed(entry: NormEntry, row: Row, creditors: readonly number[], at: Window): { time: Window; shown: Window } {
    const { timedBy } = entry.norm
    if (timedBy === 'transmitted') return { time: at, shown: at }
    if (timedBy === 'received') {
      const receivers = creditors.map((creditor) => this.roles.receiverOf(row, creditor))
      const time = this.chronology.receivedBy(row, receivers)
      return { time, shown: laterOf(at, time) }
    }
    const stating = this.roles.noun(timedBy.noun, row)
    const time = stating === undefined ? undefined : this.chronology.stated(stating, timedBy.path)
    return time === undefined ? { time: UNKNOWN, shown: at } : { time, shown: laterOf(at, time) }
  }
}

const NONE: readonly Performance[] = []
const NO_ENDINGS: readonly EndingAct[] = []

/**
 * The first of several acts performs. Which one that is may be open: it was shown at the earliest of their times, and the
 * time that counts is that of one which may have been the first.
 */
export function firstOf(performances: readonly Performance[]): { time: Window; shown: Window } | undefined {
  const [only] = performances
  if (only === undefined || performances.length === 1) return only
  const shown = performances.map((one) => one.shown).reduce(earlierOf)
  if (performances.every((one) => one.time === one.shown)) return { time: shown, shown }
  const mayBeFirst = performances.filter((one) => one.shown.earliest <= shown.latest).map((one) => one.time)
  const earliest = mayBeFirst.reduce((least, time) => Math.min(least, time.earliest), Number.POSITIVE_INFINITY)
  const latest = mayBeFirst.reduce((most, time) => Math.max(most, time.latest), Number.NEGATIVE_INFINITY)
  return { time: { earliest, latest }, shown }
}

/** Was this act the first of several, which stand in their order? Where windows overlap it may have been. */
export function isFirst(inOrder: readonly Pick<Performance, 'row' | 'shown'>[], row: Row): Tri {
  const place = inOrder.findIndex((one) => one.row === row)
  if (place < 0) return 'no'
  const before = inOrder.map((_, other) => isBefore(inOrder, other, place))
  return before.includes('yes') ? 'no' : before.includes('maybe') ? 'maybe' : 'yes'
}

/** Of two of several, which stand in their order, was one before the other? */
export function isBefore(inOrder: readonly Pick<Performance, 'shown'>[], one: number, other: number): Tri {
  const a = inOrder[one]?.shown
  const b = inOrder[other]?.shown
  if (a === undefined || b === undefined || one === other || a.earliest > b.latest) return 'no'
  if (a.latest < b.earliest) return 'yes'
  const isKnown = a.earliest === a.latest && b.earliest === b.latest
  return isKnown ? (one < other ? 'yes' : 'no') : 'maybe'
}
