import type { Tally } from '../agreement/decision.ts'
import type { Decided } from '../agreement/rule.ts'
import { earlierOf, exactly, laterOf, NEVER, type Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import { type Attendance, attendanceOf, isPresent } from './attendance.ts'
import type { Cases } from './case.ts'
import type { Chronology } from './chronology.ts'
import type { ClockEnds } from './clock-ends.ts'
import { asIfClosed, type Close, inTime, type Last, lastAt, mayBeFirst } from './closing.ts'
import { lastInTime } from './deadlines.ts'
import { Members } from './members.ts'
import { both, Positions, type Proposed, type Taken } from './positions.ts'
import type { Effective, Powers } from './powers.ts'
import type { NormEntry, Program } from './program.ts'
import { ProposalActs } from './proposal-acts.ts'
import type { Reach, Roles } from './roles.ts'
import { holdersAt } from './seats.ts'
import { type Count, count } from './tally.ts'
import { before, type Tri } from './verdict.ts'
import type { Said, Voter } from './voter.ts'

/** A proposal under one decision on it, as far as acts were sent by an instant. */
export interface Course extends Proposed {
  /** Does the decision take it up at all? */
  readonly applies: Exclude<Tri, 'no'>
  readonly born: Window
  readonly taken: readonly Taken[]
  readonly attendance?: Attendance
  /** What may close it first, each with the time that it then has. */
  readonly closes: readonly Close[]
}

/** How it stands at a close: who the members are, what each said last, and what that comes to. */
export interface Result {
  readonly close: Close
  readonly voters: readonly Voter[]
  readonly last: ReadonlyMap<number, Last>
  /** Who decides if as many are for it as against it. */
  readonly casting: readonly number[]
  readonly count: Count
}

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
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly ends: ClockEnds
  readonly acts: ProposalActs
  readonly members: Members
  private readonly positions: Positions
  private readonly seen: Parameters<typeof attendanceOf>[0]
  private readonly fates = new Map<string, Fate>()
  private readonly courses = new Map<string, Course>()
  private readonly undone = new Map<string, SetAside | undefined>()
  private readonly order = (a: Row, b: Row) => this.cases.compareRows(a, b)

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    ends: ClockEnds,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.ends = ends
    this.acts = new ProposalActs(program, table, chronology, cases)
    this.members = new Members(program, roles)
    this.seen = { program, table, roles, powers, acts: this.acts }
    this.positions = new Positions(program, table, chronology, roles, cases, powers, this.acts, this.members)
  }

  /** To be called when acts were added: what is remembered of proposals may no longer hold. */
  forget(): void {
    if (this.courses.size > 0) this.courses.clear()
    if (this.fates.size > 0) this.fates.clear()
    if (this.undone.size > 0) this.undone.clear()
  }

  /** The decisions that may take up a proposal. */
  on(proposal: Row): readonly NormEntry[] {
    const { decisions } = this.program.kinds[this.table.kind(proposal)] as Program['kinds'][number]
    return decisions.length === 0 ? decisions : decisions.filter((entry) => this.cases.applies(entry, proposal) !== false)
  }

  /** When a proposal came to that, under whichever decision; infinite: it did not, as far as is recorded. */
  when(proposal: Row, is: Decided): Window {
    if (!this.table.counts(proposal)) return NEVER
    const all = this.on(proposal)
    if (is === 'adopted') return all.map((entry) => this.adopted(entry, proposal)).reduce(earlierOf, NEVER)
    if (is === 'set aside')
      return all.map((entry) => this.setAside(entry, proposal)?.at ?? NEVER).reduce(earlierOf, NEVER)
    // Of two bodies that decide on it either may still adopt it.
    const [first, ...others] = all.map((entry) => withoutAdoption(this.fate(entry, proposal)))
    return others.reduce(laterOf, first ?? NEVER)
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
        earliest: Math.min(...may.map(({ earliest }) => earliest)),
        latest: isSure ? Math.max(...may.map(({ latest }) => latest)) : Number.POSITIVE_INFINITY,
      }
    })
    return found.reduce(earlierOf, NEVER)
  }

  /** When what members may do ended, whatever it came to. */
  closed(entry: NormEntry, proposal: Row): Window {
    const closes = this.course(entry, proposal)?.closes ?? []
    return closes.map(({ at }) => at).reduce(earlierOf, NEVER)
  }

  /** Who was for it, against it, or took part, when it closed. */
  voters(proposal: Row, is: 'for' | 'against' | 'taking part', reach: Reach): number[] {
    if (reach === 'ever') return this.program.agreement.parties.map((_, party) => party)
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
    const course = this.course(entry, proposal)
    const own = course?.taken.filter((taken) => taken.row === row) ?? []
    const [first] = own
    if (course === undefined || first === undefined) return NO_EFFECT
    const can = own.map(({ hasEffect }) => hasEffect).reduce(either, 'no')
    if (can === 'no') return NO_EFFECT
    const closes = course.closes.map((close) => inTime(first.at, close, row))
    const isOpen = closes.length === 0 || closes.every((one) => one === 'yes')
    if (closes.length > 0 && closes.every((one) => one === 'no')) return NO_EFFECT
    if (first.at.earliest === Number.POSITIVE_INFINITY) return { ...NO_EFFECT, waits: true }
    if (can === 'maybe' || course.applies === 'maybe' || !isOpen) {
      return { effect: 'unknown', at: { ...first.at, latest: Number.POSITIVE_INFINITY } }
    }
    const sent = this.chronology.effective(row)
    if (sent.latest < course.opens.earliest) return { effect: 'premature', at: first.at }
    return { effect: first.at.latest === Number.POSITIVE_INFINITY ? 'unknown' : 'in order', at: first.at }
  }

  /** Undefined: no such act, or the decision does not take it up. */
  course(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): Course | undefined {
    const key = `${entry.index}/${proposal}`
    const known = by === Number.POSITIVE_INFINITY ? this.courses.get(key) : undefined
    if (known !== undefined) return known
    const question = `course of ${key}`
    if (!this.powers.search.begin(question)) return undefined
    const found = this.courseOf(entry, proposal, by)
    const isKnown = this.powers.search.end(question)
    if (isKnown && found !== undefined && by === Number.POSITIVE_INFINITY) this.courses.set(key, found)
    return found
  }

  private courseOf(entry: NormEntry, proposal: Row, by: number): Course | undefined {
    const tally = entry.norm.decides
    if (tally === undefined || !this.table.counts(proposal)) return undefined
    const holds = this.cases.applies(entry, proposal)
    const put = this.powers.effect(proposal)
    if (holds === false || put.effect === 'none') return undefined
    const born = put.at
    const opens = this.powers.opens(entry, proposal, NOBODY)
    const held = { entry, trigger: proposal, debtors: this.holders(entry, proposal) }
    const restarts = this.restarts(held, born, by)
    const proposed: Proposed = { entry, tally, proposal, opens, restarts, by }
    const taken = this.positions.of(proposed)
    const attendance =
      tally.presence === undefined ? undefined : attendanceOf(this.seen, tally, tally.presence, proposal, by)
    const course: Course = {
      ...proposed,
      applies: holds === true && put.effect !== 'unknown' ? 'yes' : 'maybe',
      born,
      taken,
      ...(attendance === undefined ? {} : { attendance }),
      closes: [],
    }
    return { ...course, closes: mayBeFirst(this.closesOf(course, held, by), this.order) }
  }

  /** Whose receipts a clock may count from. */
  private holders({ norm }: NormEntry, proposal: Row): readonly number[] {
    const { until } = norm
    const isFromReceipt = until?.kind === 'count' && until.from.kind === 'act' && until.from.is === 'received'
    return isFromReceipt ? this.roles.possibly(norm.who, proposal) : []
  }

  private restarts(held: Held, born: Window, by: number): Proposed['restarts'] {
    const steps = this.ends.steps(held, born, by)
    const plain = () => this.ends.closes({ ...held, entry: { ...held.entry, moves: [] } }, born, by)
    return steps.flatMap(({ act, moves }, i) => {
      if (!moves || act.entry.change.verb !== 'restart') return []
      const end = i === 0 ? plain() : steps[i - 1]?.closes
      const isSure = act.counts === 'yes' && end !== undefined && before(act.at, end) === 'yes'
      return [{ at: act.at, isSure }]
    })
  }

  private closesOf(course: Course, held: Held, by: number): readonly Close[] {
    const { tally, proposal, born } = course
    const closes: Close[] = this.ends.endings(held, by).map(({ at, row }) => ({ kind: 'withdrawal', at, row }) as Close)
    for (const closing of tally.closes) {
      if (closing.kind === 'clock') {
        const at = this.ends.closes(held, born, by)
        if (at !== undefined && at.earliest !== Number.POSITIVE_INFINITY)
          closes.push({ kind: 'clock', at: { earliest: Math.max(at.earliest, born.earliest), latest: at.latest } })
      } else if (closing.kind === 'act') {
        for (const { row, is } of this.acts.matching(tally, closing.when, proposal, by)) {
          const { at, counts } = this.closingAct(course, row, closing.when.decided)
          const may = closing.who === undefined ? 'yes' : this.roles.entitled(closing.who, row, row)
          const isSure = [is, may, counts].every((one) => one === 'yes')
          if (counts === 'no' || may === 'no' || at.earliest === Number.POSITIVE_INFINITY) continue
          closes.push({ kind: 'act', at: isSure ? at : { ...at, latest: Number.POSITIVE_INFINITY }, row })
        }
      } else closes.push(...this.allTaken(course))
    }
    return closes
  }

  /** A position closes whether or not it is itself shut out by that. */
  private closingAct(course: Course, row: Row, decided: Decided | undefined): { at: Window; counts: Tri } {
    const own = decided === undefined ? course.taken.filter((taken) => taken.row === row) : []
    const [first] = own
    if (first !== undefined) return { at: first.at, counts: own.map(({ hasEffect }) => hasEffect).reduce(either, 'no') }
    const { effect, at } = this.powers.takesEffect(row, decided)
    return { at, counts: effect === 'none' ? 'no' : effect === 'unknown' ? 'maybe' : 'yes' }
  }

  /** When every member has taken a position: not before each may have, and surely once each has. */
  private allTaken({ entry, proposal, taken, born }: Course): readonly Close[] {
    const ends = taken.flatMap(({ at, opened }) => [at, ...(opened === undefined ? [] : [opened.at])])
    const instants = ends.flatMap(({ earliest, latest }) => [earliest, latest]).filter(Number.isFinite)
    const first = Math.min(...instants)
    const changes = instants.length === 0 ? [] : this.roles.membership.changes(first, Math.max(...instants))
    const points = [...new Set([...instants, ...changes])].filter((at) => at >= born.earliest).sort((a, b) => a - b)
    const isAt = (isSure: boolean) => (at: number) => {
      const members = this.members.at(entry, proposal, [at])
      const asked = [...members].filter(([, is]) => isSure || is === 'yes')
      return (
        asked.length > 0 &&
        asked.every(([member]) => {
          const own = taken.filter((one) => one.member === member)
          if (isSure) return !lastAt(own, asIfClosed(at), this.order).may.has('none')
          return own.some((one) => one.counts !== 'no' && one.at.earliest <= at && isSaid(one))
        })
      )
    }
    const earliest = points.find(isAt(false))
    if (earliest === undefined) return []
    return [{ kind: 'all', at: { earliest, latest: points.find(isAt(true)) ?? Number.POSITIVE_INFINITY } }]
  }

  /** What positions come to at a close. */
  result(course: Course, close: Close): Result {
    const { voters, last } = this.votersAt(course, close)
    const { tally } = course
    const others = asksOthers(tally)
      ? this.others(course).flatMap((other) => {
          const rival = this.course(course.entry, other, course.by)
          return rival === undefined ? [] : [this.votersAt(rival, close).voters]
        })
      : undefined
    const casting = this.castingAt(course, close)
    const beside = {
      ...(others === undefined ? {} : { others }),
      ...(casting.length === 0 ? {} : { casting: saidBy(casting, last) }),
    }
    const counted = count(tally, voters, beside)
    const outcome = course.applies === 'maybe' ? both(counted.outcome, 'maybe') : counted.outcome
    return { close, voters, last, casting, count: { ...counted, outcome } }
  }

  private votersAt(course: Course, close: Close): Pick<Result, 'voters' | 'last'> {
    const { entry, proposal, taken, attendance, by } = course
    const window = instantOf(close)
    const moments = this.roles.momentsIn(window, by)
    const members = this.members.at(entry, proposal, moments)
    const last = new Map<number, Last>()
    for (const [member] of members) {
      const own = lastAt(
        taken.filter((one) => one.member === member),
        close,
        this.order,
      )
      last.set(member, close.kind === 'all' ? everybodySpoke(own) : own)
    }
    const voters = [...members].map(([party, entitled]): Voter => {
      const { may } = last.get(party) as Last
      return {
        party,
        may,
        entitled,
        present: attendance === undefined ? 'no' : isPresent(attendance, party, window),
        weight: (name) => this.members.weight(party, name),
        isIn: (group) => this.members.isIn(membersOf(group), proposal, party, moments),
      }
    })
    return { voters, last }
  }

  /** Whoever has the casting vote; of a chair, whoever holds it at the close. */
  private castingAt({ tally, proposal, by }: Course, close: Close): readonly number[] {
    if (tally.tie === undefined || tally.tie === 'adopted') return []
    const { casting } = tally.tie
    const moments = this.roles.momentsIn(instantOf(close), by)
    const found = moments.flatMap((at) =>
      this.roles.resolve(casting, proposal, at).flatMap((party) => {
        const seat = this.roles.seat(party)
        return seat === undefined ? [party] : holdersAt(seat, [at])
      }),
    )
    return [...new Set(found)].sort((a, b) => a - b)
  }

  /** Other proposals about the same act. */
  private others({ tally, proposal }: Course): readonly Row[] {
    const root = tally.oneOf === undefined ? undefined : this.roles.noun(tally.oneOf, proposal)
    if (root === undefined) return []
    const kinds = this.acts.kindsOf(tally.on)
    return this.cases.about(root, true, kinds).filter((row) => row !== proposal)
  }

  fate(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): Fate | undefined {
    const key = `${entry.index}/${proposal}`
    const known = by === Number.POSITIVE_INFINITY ? this.fates.get(key) : undefined
    if (known !== undefined) return known
    const question = `fate of ${key}`
    if (!this.powers.search.begin(question)) return undefined
    const found = this.fateOf(entry, proposal, by)
    const isKnown = this.powers.search.end(question)
    if (isKnown && found !== undefined && by === Number.POSITIVE_INFINITY) this.fates.set(key, found)
    return found
  }

  private fateOf(entry: NormEntry, proposal: Row, by: number): Fate | undefined {
    const course = this.course(entry, proposal, by)
    if (course === undefined) return undefined
    const own = this.byItself(course)
    const rivals = own.adopted.earliest === Number.POSITIVE_INFINITY ? [] : this.others(course)
    let ceded: Fate['ceded']
    for (const other of rivals) {
      const rival = this.course(entry, other, by)
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

  /** What it came to, other proposals about the same act left aside. */
  private byItself(course: Course): Fate {
    const results = course.closes
      .filter(({ kind }) => kind !== 'withdrawal')
      .map((close) => this.result(course, close))
    const isWithdrawn = course.closes.some(({ kind }) => kind === 'withdrawal')
    const isAll = results.length === course.closes.length
    const withdrawals = course.closes.filter(({ kind }) => kind === 'withdrawal').map(({ at }) => at)
    const of = (isSure: (outcome: Tri) => boolean, isPossible: (outcome: Tri) => boolean): Window => {
      const may = results.filter(({ count: { outcome } }) => isPossible(outcome)).map(({ close }) => close.at)
      if (may.length === 0) return NEVER
      const all = isAll && results.every(({ count: { outcome } }) => isSure(outcome))
      const latest = all ? Math.max(...may.map((at) => at.latest)) : Number.POSITIVE_INFINITY
      return { earliest: Math.min(...may.map((at) => at.earliest)), latest }
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

  /** By which act it lost its effect after it was adopted; undefined: none, as far as is recorded. */
  setAside(entry: NormEntry, proposal: Row, by = Number.POSITIVE_INFINITY): SetAside | undefined {
    const tally = entry.norm.decides
    if (tally?.setAsideBy === undefined) return undefined
    const key = `${entry.index}/${proposal}`
    if (by === Number.POSITIVE_INFINITY && this.undone.has(key)) return this.undone.get(key)
    const question = `undone ${key}`
    if (!this.powers.search.begin(question)) return undefined
    const found = this.setAsideOf(entry, tally, proposal, by)
    if (this.powers.search.end(question) && by === Number.POSITIVE_INFINITY) this.undone.set(key, found)
    return found
  }

  private setAsideOf(entry: NormEntry, tally: Tally, proposal: Row, by: number): SetAside | undefined {
    const pattern = tally.setAsideBy
    const adopted = this.adopted(entry, proposal)
    if (pattern === undefined || adopted.earliest === Number.POSITIVE_INFINITY) return undefined
    const found = this.acts.matching(tally, pattern, proposal, by).flatMap(({ row, is }): SetAside[] => {
      const { effect, at } = this.powers.takesEffect(row, pattern.decided)
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

type Held = Parameters<ClockEnds['closes']>[0]

const NO_EFFECT: Effective = { effect: 'none', at: NEVER }
/** No party: the clock of a decision is nobody's own. */
const NOBODY = -1

/** The instant at which it is looked who is a member: with the last instant in time, where a time expires. */
export function instantOf({ kind, at }: Close): Window {
  return kind === 'clock' ? lastInTime(at) : at
}

function saidBy(parties: readonly number[], last: ReadonlyMap<number, Last>): ReadonlySet<Said> {
  return new Set(parties.flatMap((party): Said[] => [...(last.get(party)?.may ?? (['none'] as const))]))
}

/** How it stands as of an instant at which nothing closed it. */
export function standingAt(decisions: Decisions, course: Course, at: number): Result {
  return decisions.result(course, { kind: 'act', at: exactly(at) })
}

function asksOthers({ adopted, quorum }: Tally): boolean {
  const asks = (criteria: Tally['adopted']): boolean =>
    criteria.kind === 'criterion' ? criteria.is.kind === 'more than any other' : criteria.of.some(asks)
  return asks(adopted) || (quorum !== undefined && asks(quorum))
}

/** When it closed, or was withdrawn, without being adopted. */
function withoutAdoption(fate: Fate | undefined): Window {
  if (fate === undefined) return NEVER
  const { adopted, notAdopted, withdrawn, course } = fate
  const { earliest, latest } = earlierOf(notAdopted, withdrawn)
  if (latest !== Number.POSITIVE_INFINITY || adopted.earliest !== Number.POSITIVE_INFINITY) return { earliest, latest }
  return { earliest, latest: Math.max(Number.NEGATIVE_INFINITY, ...course.closes.map(({ at }) => at.latest)) }
}

function isSaid({ may }: Taken): boolean {
  return [...may].some((one) => one !== 'none')
}

function everybodySpoke({ may, taken }: Last): Last {
  const said = [...may].filter((one) => one !== 'none')
  return { may: said.length === 0 ? may : new Set(said), taken }
}

function membersOf(group: string) {
  return { join: 'and', sets: [{ quantifier: 'each', of: { kind: 'member', group }, except: [] }] } as const
}

function either(a: Tri, b: Tri): Tri {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no'
}

/** Was it, if it was at all, not after the other? */
function notAfter(a: Window, b: Window): Tri {
  if (a.earliest === Number.POSITIVE_INFINITY || a.earliest > b.latest) return 'no'
  return a.latest !== Number.POSITIVE_INFINITY && a.latest <= b.earliest ? 'yes' : 'maybe'
}
