import type { Tally } from '../../agreement/decision.ts'
import type { Window } from '../../time/window.ts'
import { lastInTime } from '../clock/deadlines.ts'
import { holdersAt } from '../party/seats.ts'
import type { Row } from '../record/act-table.ts'
import { isPresent } from './attendance.ts'
import { type Close, type Last, lastAt, type Order } from './closing.ts'
import type { Asked, Course, Courses } from './course.ts'
import { both } from './positions.ts'
import { type Beside, type Count, count, saidBy } from './tally.ts'
import type { Voter } from './voter.ts'

/** How it stands at a close: who the members are, what each said last, and what that comes to. */
export interface Result {
  readonly close: Close
  readonly voters: readonly Voter[]
  readonly last: ReadonlyMap<number, Last>
  /** Who decides if as many are for it as against it. */
  readonly casting: readonly number[]
  readonly beside: Beside
  readonly count: Count
}

/** What positions come to at a close. */
export class Results {
  private readonly asked: Asked
  private readonly courses: Courses
  private readonly order: Order

  constructor(asked: Asked, courses: Courses, order: Order) {
    this.asked = asked
    this.courses = courses
    this.order = order
  }

  /** What positions come to at a close. */
  at(course: Course, close: Close): Result {
    const { voters, last } = this.votersAt(course, close)
    const { tally } = course
    const others = asksOthers(tally)
      ? this.others(course).flatMap((other) => {
          const rival = this.courses.of(course.entry, other, course.by)
          return rival === undefined ? [] : [this.votersAt(rival, close).voters]
        })
      : undefined
    const casting = this.castingAt(course, close)
    const beside = {
      ...(others === undefined ? {} : { others }),
      ...(casting.length === 0 ? {} : { casting: saidBy(casting, voters), castingBy: casting }),
    }
    const counted = count(tally, voters, beside)
    const outcome = course.applies === 'maybe' ? both(counted.outcome, 'maybe') : counted.outcome
    return { close, voters, last, casting, beside, count: { ...counted, outcome } }
  }

  private votersAt(course: Course, close: Close): Pick<Result, 'voters' | 'last'> {
    const { entry, proposal, taken, attendance, by } = course
    const window = momentOf(close)
    const moments = this.asked.roles.momentsIn(window, by)
    const members = this.asked.members.at(entry, proposal, moments)
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
        weight: (name) => this.asked.members.weight(party, name, window),
        isIn: (group) => this.asked.members.isIn(membersOf(group), proposal, party, moments),
      }
    })
    return { voters, last }
  }

  /** Whoever has the casting vote; of a chair, whoever holds it at the close. */
  private castingAt({ tally, proposal, by }: Course, close: Close): readonly number[] {
    if (typeof tally.tie !== 'object') return []
    const { casting } = tally.tie
    const moments = this.asked.roles.momentsIn(momentOf(close), by)
    const found = moments.flatMap((at) =>
      this.asked.roles.resolve(casting, proposal, at).flatMap((party) => {
        const seat = this.asked.roles.seat(party)
        return seat === undefined ? [party] : holdersAt(seat, [at])
      }),
    )
    return [...new Set(found)].sort((a, b) => a - b)
  }

  /** Other proposals about the same act. */
  others({ tally, proposal }: Course): readonly Row[] {
    const root = tally.oneOf === undefined ? undefined : this.asked.roles.noun(tally.oneOf, proposal)
    if (root === undefined) return []
    const kinds = this.asked.acts.kindsOf(tally.on)
    return this.asked.cases.about(root, true, kinds).filter((row) => row !== proposal)
  }
}

/**
 * The instant at which it is looked who is a member: the last one before it has closed. What the outcome itself brings about, as
 * that a member is suspended, does not change who decided.
 */
export function momentOf({ at }: Close): Window {
  return lastInTime(at)
}

/** From when what it comes to counts: where a time expires, from the last instant in time. */
export function instantOf({ kind, at }: Close): Window {
  return kind === 'clock' ? lastInTime(at) : at
}

function asksOthers({ adopted, quorum }: Tally): boolean {
  const asks = (criteria: Tally['adopted']): boolean =>
    criteria.kind === 'criterion' ? criteria.is.kind === 'more than any other' : criteria.of.some(asks)
  return asks(adopted) || (quorum !== undefined && asks(quorum))
}

/** When each has taken a position, nobody is without one. */
function everybodySpoke({ may, taken }: Last): Last {
  const said = [...may].filter((one) => one !== 'none')
  return { may: said.length === 0 ? may : new Set(said), taken }
}

function membersOf(group: string) {
  return { join: 'and', sets: [{ quantifier: 'each', of: { kind: 'member', group }, except: [] }] } as const
}
