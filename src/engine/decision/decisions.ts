import type { Tally } from '../../agreement/decision.ts'
import type { Decided } from '../../agreement/rule.ts'
import { earlierOf, laterOf, NEVER, type Window } from '../../time/window.ts'
import type { ClockEnds } from '../clock/clock-ends.ts'
import type { Deadlines } from '../clock/deadlines.ts'
import type { Duties } from '../duty/duties.ts'
import type { Reach, Roles } from '../party/roles.ts'
import type { Effective, Powers } from '../power/powers.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import { asIfClosed, inTime } from './closing.ts'
import { type Asked, type Course, Courses, eitherOne } from './course.ts'
import { Members } from './members.ts'
import { ProposalActs } from './proposal-acts.ts'
import { instantOf, type Result, Results } from './result.ts'
import type { Said, Voter } from './voter.ts'

/** What became of a proposal, each with when; infinite: not that, as far as is recorded. */
export interface Fate {
  readonly course: Course
  readonly results: readonly Result[]
  readonly adopted: Window
  readonly notAdopted: Window
  readonly withdrawn: Window
  /** Another proposal about the same act was adopted before, or at the same time. */
  readonly ceded?: { readonly to: Row; readonly is: Exclude<Tri, 'no'> }
}

/** By which act an adopted proposal lost its effect. */
export interface SetAside {
  readonly row: Row
  readonly at: Window
}

/**
 * Decisions. What becomes of a proposal is nobody's act: it follows from the positions that were taken by the time at which it
 * closes. Everything is worked out from the acts each time anew. Where windows leave open what closed it, who was a member, or
 * what a member said last, each possibility is looked at, and an outcome is said only if all of them lead to it.
 */
export class Decisions {
  private readonly asked: Asked
  private readonly courses: Courses
  private readonly results: Results
  private readonly fates = new Map<string, Fate>()
  private readonly undone = new Map<string, SetAside | undefined>()
  private readonly order = (a: Row, b: Row) => this.asked.cases.compareRows(a, b)

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    ends: ClockEnds,
  ) {
    const acts = new ProposalActs(program, table, chronology, cases)
    const members = new Members(program, roles)
    const asked = { program, table, chronology, roles, cases, powers, ends, acts, members }
    this.asked = asked
    const { order } = this
    this.courses = new Courses(asked, order)
    this.results = new Results(asked, this.courses, order)
  }

  /** Tells the rest of the engine what became of proposals. */
  serve(duties: Duties, deadlines: Deadlines): void {
    this.asked.powers.deciding = this
    this.asked.roles.voters = (proposal, is, reach) => this.voters(proposal, is, reach)
    duties.instances.deciding = this
    duties.items.decided = (row, is) => this.when(row, is)
    duties.setAside = (proposal) => this.undoneBy(proposal)
    deadlines.adopted = (proposal) => this.adoptedFrom(proposal)
  }

  /** To be called when acts were added: what is remembered of proposals may no longer hold. */
  forget(): void {
    this.courses.forget()
    if (this.fates.size > 0) this.fates.clear()
    if (this.undone.size > 0) this.undone.clear()
  }

  /** The decisions that may take up a proposal. */
  on(proposal: Row): readonly NormEntry[] {
    const { decisions } = this.asked.program.kinds[this.asked.table.kind(proposal)] as Program['kinds'][number]
    return decisions.length === 0
      ? decisions
      : decisions.filter((entry) => this.asked.cases.applies(entry, proposal) !== false)
  }

  /** When a proposal came to that, under whichever decision; infinite: it did not, as far as is recorded. */
  when(proposal: Row, is: Decided): Window {
    if (!this.asked.table.counts(proposal)) return NEVER
    const all = this.on(proposal)
    if (is === 'adopted') return all.map((entry) => this.adopted(entry, proposal)).reduce(earlierOf, NEVER)
    if (is === 'set aside')
      return all.map((entry) => this.setAside(entry, proposal)?.at ?? NEVER).reduce(earlierOf, NEVER)
    // Of two bodies that decide on it either may still adopt it.
    const [first, ...others] = all.map((entry) => withoutAdoption(this.fate(entry, proposal)))
    return others.reduce(laterOf, first ?? NEVER)
  }

  /**
   * From when standings are what it made of them. Where an act closed it, from the next instant on: that it is taken shuts out
   * nobody who took it.
   */
  movesFrom(proposal: Row, is: Decided): Window {
    const { earliest, latest } = this.when(proposal, is)
    const closes = this.on(proposal).flatMap((entry) => this.courses.of(entry, proposal)?.closes ?? [])
    const next = is === 'set aside' || closes.every(({ kind }) => kind === 'clock') ? 0 : 1
    return { earliest: earliest + next, latest: latest + next }
  }

  /** By which act an adopted proposal lost its effect; undefined: by none, as far as is recorded. */
  undoneBy(proposal: Row): SetAside | undefined {
    const all = this.on(proposal).flatMap((entry) => this.setAside(entry, proposal) ?? [])
    return all.reduce<SetAside | undefined>((a, b) => (a === undefined || b.at.latest < a.at.latest ? b : a), undefined)
  }

  private adopted(entry: NormEntry, proposal: Row): Window {
    return this.fate(entry, proposal)?.adopted ?? NEVER
  }

  /** From when what counts from an adoption counts: where a time expired, from the last instant in time. */
  adoptedFrom(proposal: Row): Window {
    const found = this.on(proposal).map((entry) => {
      const fate = this.fate(entry, proposal)
      if (fate === undefined || fate.adopted.earliest === Number.POSITIVE_INFINITY) return NEVER
      const may = fate.results.filter(({ count: { outcome } }) => outcome !== 'no').map(({ close }) => instantOf(close))
      const isSure = fate.adopted.latest !== Number.POSITIVE_INFINITY
      return {
        earliest: Math.max(Math.min(...may.map(({ earliest }) => earliest)), fate.adopted.earliest - 1),
        latest: isSure ? Math.max(...may.map(({ latest }) => latest)) : Number.POSITIVE_INFINITY,
      }
    })
    return found.reduce(earlierOf, NEVER)
  }

  /** When what members may do ended, whatever it came to. */
  closed(entry: NormEntry, proposal: Row): Window {
    const closes = this.courses.of(entry, proposal)?.closes ?? []
    return closes.map(({ at }) => at).reduce(earlierOf, NEVER)
  }

  /** Statements, reservations and explanations about a proposal, in their order. */
  attached({ tally, proposal, by }: Course): readonly Row[] {
    const { cases, chronology, acts } = this.asked
    const found = cases.about(proposal, true, acts.kindsOf(tally.attached))
    return found.filter((row) => chronology.effective(row).earliest <= by).sort(this.order)
  }

  /** Who was for it, against it, or took part, when it closed. */
  voters(proposal: Row, is: 'for' | 'against' | 'taking part', reach: Reach): number[] {
    if (reach === 'ever') return this.asked.program.agreement.parties.map((_, party) => party)
    const results = this.on(proposal).flatMap((entry) => this.fate(entry, proposal)?.results ?? [])
    const isOn = (said: Said) => (is === 'taking part' ? said !== 'none' && said !== 'not participating' : said === is)
    const counts = ({ may, entitled }: Voter) =>
      reach === 'surely' ? entitled === 'yes' && [...may].every(isOn) : [...may].some(isOn)
    const all = results.map(({ voters }) => voters.filter(counts).map(({ party }) => party))
    const found = new Set(all.flat())
    const kept = [...found].filter((party) => reach !== 'surely' || all.every((one) => one.includes(party)))
    return kept.sort((a, b) => a - b)
  }

  /** The effect of an act that takes a position. */
  effect(entry: NormEntry, proposal: Row, row: Row): Effective {
    const course = this.courses.of(entry, proposal)
    const own = course?.taken.filter((taken) => taken.row === row) ?? []
    const [first] = own
    if (course === undefined || first === undefined) return NO_EFFECT
    const can = own.map(({ hasEffect }) => hasEffect).reduce(eitherOne, 'no')
    if (can === 'no') return NO_EFFECT
    const closes = course.closes.map((close) => inTime(first.at, close, row))
    const isOpen = closes.length === 0 || closes.every((one) => one === 'yes')
    if (closes.length > 0 && closes.every((one) => one === 'no')) return NO_EFFECT
    if (first.at.earliest === Number.POSITIVE_INFINITY) return { ...NO_EFFECT, waits: true }
    if (can === 'maybe' || course.applies === 'maybe' || !isOpen) {
      return { effect: 'unknown', at: { ...first.at, latest: Number.POSITIVE_INFINITY } }
    }
    const sent = this.asked.chronology.effective(row)
    if (sent.latest < course.opens.earliest) return { effect: 'premature', at: first.at }
    return { effect: first.at.latest === Number.POSITIVE_INFINITY ? 'unknown' : 'in order', at: first.at }
  }

  fate(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): Fate | undefined {
    const key = `${entry.index}/${proposal}`
    const known = by === Number.POSITIVE_INFINITY ? this.fates.get(key) : undefined
    if (known !== undefined) return known
    // Standings may wait for decisions, and must not begin to within one.
    this.asked.roles.membership.settle()
    const question = `fate of ${key}`
    if (!this.asked.powers.search.begin(question)) return undefined
    const found = this.fateOf(entry, proposal, by)
    const isKnown = this.asked.powers.search.end(question)
    if (isKnown && found !== undefined && by === Number.POSITIVE_INFINITY) this.fates.set(key, found)
    return found
  }

  private fateOf(entry: NormEntry, proposal: Row, by: number): Fate | undefined {
    const course = this.courses.of(entry, proposal, by)
    if (course === undefined) return undefined
    const own = this.byItself(course)
    const rivals = own.adopted.earliest === Number.POSITIVE_INFINITY ? [] : this.results.others(course)
    let ceded: Fate['ceded']
    for (const other of rivals) {
      const rival = this.courses.of(entry, other, by)
      const is = rival === undefined ? 'no' : notAfter(this.byItself(rival).adopted, own.adopted)
      if (is !== 'no' && ceded?.is !== 'yes') ceded = { to: other, is }
    }
    if (ceded === undefined) return own
    if (ceded.is === 'maybe') {
      const open = (at: Window) => ({ earliest: at.earliest, latest: Number.POSITIVE_INFINITY })
      const notAdopted = { ...open(own.adopted), earliest: Math.min(own.adopted.earliest, own.notAdopted.earliest) }
      return { ...own, adopted: open(own.adopted), notAdopted, ceded }
    }
    // Whatever it would have come to by itself, it closes without being adopted.
    const earliest = Math.min(own.adopted.earliest, own.notAdopted.earliest)
    const ends = course.closes.map(({ at, kind }) => (kind === 'withdrawal' ? Number.POSITIVE_INFINITY : at.latest))
    return { ...own, adopted: NEVER, notAdopted: { earliest, latest: Math.max(...ends) }, ceded }
  }

  /** How it stands as of an instant at which nothing closed it. */
  standingAt(course: Course, at: number): Result {
    return this.results.at(course, asIfClosed(at))
  }

  /** What it came to, other proposals about the same act left aside. */
  private byItself(course: Course): Fate {
    const results = course.closes
      .filter(({ kind }) => kind !== 'withdrawal')
      .map((close) => this.results.at(course, close))
    const isWithdrawn = course.closes.some(({ kind }) => kind === 'withdrawal')
    const isAll = results.length === course.closes.length
    const withdrawals = course.closes.filter(({ kind }) => kind === 'withdrawal').map(({ at }) => at)
    const of = (isSure: (outcome: Tri) => boolean, isPossible: (outcome: Tri) => boolean): Window => {
      const may = results.filter(({ count: { outcome } }) => isPossible(outcome)).map(({ close }) => close.at)
      if (may.length === 0) return NEVER
      const all = isAll && results.every(({ count: { outcome } }) => isSure(outcome))
      const latest = all ? Math.max(...may.map((at) => at.latest)) : Number.POSITIVE_INFINITY
      return { earliest: this.firstPossible(course, may, isPossible), latest }
    }
    return {
      course,
      results,
      adopted: of(
        (outcome) => outcome === 'yes',
        (outcome) => outcome !== 'no',
      ),
      notAdopted: of(
        (outcome) => outcome === 'no',
        (outcome) => outcome !== 'yes',
      ),
      withdrawn: !isWithdrawn
        ? NEVER
        : {
            earliest: Math.min(...withdrawals.map((at) => at.earliest)),
            latest: results.length > 0 ? Number.POSITIVE_INFINITY : Math.max(...withdrawals.map((at) => at.latest)),
          },
    }
  }

  /**
   * The first instant at which it may have come to that: not before what makes it possible may have been sent. What comes later
   * in the window of a close is not known of before.
   */
  private firstPossible(course: Course, may: readonly Window[], isPossible: (outcome: Tri) => boolean): number {
    const first = Math.min(...may.map(({ earliest }) => earliest))
    const last = Math.max(...course.closes.map(({ at }) => at.latest))
    const acts = [...course.taken.map(({ at }) => at), ...course.taken.flatMap(({ opened }) => opened?.at ?? [])]
    const ends = [...acts, ...course.closes.map(({ at }) => at)].map(({ earliest }) => earliest)
    const later = [...new Set(ends)].filter((at) => at > first && at <= last && at <= course.by).sort((a, b) => a - b)
    if (first === last || later.length === 0 || !Number.isFinite(first)) return first
    const isAt = (at: number) => {
      const known = this.courses.of(course.entry, course.proposal, at)
      return known?.closes.some((close) => {
        if (close.kind === 'withdrawal' || close.at.earliest > at) return false
        const cut = { ...close, at: { earliest: close.at.earliest, latest: Math.min(close.at.latest, at) } }
        return isPossible(this.results.at(known, cut).count.outcome)
      })
    }
    return [first, ...later].find(isAt) ?? first
  }

  /** By which act it lost its effect after it was adopted; undefined: none, as far as is recorded. */
  setAside(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): SetAside | undefined {
    const tally = entry.norm.decides
    if (tally?.setAsideBy === undefined) return undefined
    const key = `${entry.index}/${proposal}`
    if (by === Number.POSITIVE_INFINITY && this.undone.has(key)) return this.undone.get(key)
    this.asked.roles.membership.settle()
    const question = `undone ${key}`
    if (!this.asked.powers.search.begin(question)) return undefined
    const found = this.setAsideOf(entry, tally, proposal, by)
    if (this.asked.powers.search.end(question) && by === Number.POSITIVE_INFINITY) this.undone.set(key, found)
    return found
  }

  private setAsideOf(entry: NormEntry, tally: Tally, proposal: Row, by: number): SetAside | undefined {
    const pattern = tally.setAsideBy
    const adopted = this.adopted(entry, proposal)
    if (pattern === undefined || adopted.earliest === Number.POSITIVE_INFINITY) return undefined
    const found = this.asked.acts.matching(tally, pattern, proposal, by).flatMap(({ row, is }): SetAside[] => {
      const { effect, at } = this.asked.powers.takesEffect(row, pattern.decided)
      if (effect === 'none' || at.earliest > by || at.latest < adopted.earliest) return []
      const isSure = is === 'yes' && effect !== 'unknown' && at.earliest >= adopted.latest
      const { earliest, latest } = laterOf(at, adopted)
      return [{ row, at: { earliest, latest: isSure ? latest : Number.POSITIVE_INFINITY } }]
    })
    const [first, ...others] = found.sort((a, b) => a.at.latest - b.at.latest || this.order(a.row, b.row))
    if (first === undefined) return undefined
    return { row: first.row, at: others.map(({ at }) => at).reduce(earlierOf, first.at) }
  }
}

const NO_EFFECT: Effective = { effect: 'none', at: NEVER }

/** When it closed, or was withdrawn, without being adopted. */
function withoutAdoption(fate: Fate | undefined): Window {
  if (fate === undefined) return NEVER
  const { adopted, notAdopted, withdrawn, course } = fate
  const { earliest, latest } = earlierOf(notAdopted, withdrawn)
  if (latest !== Number.POSITIVE_INFINITY || adopted.earliest !== Number.POSITIVE_INFINITY) return { earliest, latest }
  return { earliest, latest: Math.max(Number.NEGATIVE_INFINITY, ...course.closes.map(({ at }) => at.latest)) }
}

/** Was it, if it was at all, not after the other? */
function notAfter(a: Window, b: Window): Tri {
  if (a.earliest === Number.POSITIVE_INFINITY || a.earliest > b.latest) return 'no'
  return a.latest !== Number.POSITIVE_INFINITY && a.latest <= b.earliest ? 'yes' : 'maybe'
}
