import type { Outcome } from '../agreement/rule.ts'
import { laterOf, NEVER, type Window } from '../time/window.ts'
import type { ActTable, Row } from './act-table.ts'
import type { Cases } from './case.ts'
import type { Chronology } from './chronology.ts'
import type { ClockEnds } from './clock-ends.ts'
import type { Deadlines } from './deadlines.ts'
import { type Ending, earliestEnding, jointEnding } from './ending.ts'
import { Endings } from './endings.ts'
import type { Instance } from './instance.ts'
import { settleLimbs } from './limbs.ts'
import { firstOf, type Performance, Performances } from './performances.ts'
import { PlainDuties } from './plain-duty.ts'
import type { Powers } from './powers.ts'
import type { NormEntry, Program } from './program.ts'
import type { Roles } from './roles.ts'
import { before } from './verdict.ts'

/** Everything that decides about one duty of one debtor, or of several together. */
export interface DutyFacts {
  readonly born: Window
  readonly performances: readonly Performance[]
  /** When the duty was performed as a whole: with `covering`, when the last limb was. */
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  readonly closes?: Window
}

/** Duties: when one arises, what performed or ended it, and when it lapsed. */
export class Duties {
  private readonly program: Program
  private readonly table: ActTable
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly deadlines: Deadlines
  private readonly endings: Endings
  private readonly ends: ClockEnds
  readonly performances: Performances
  readonly plain: PlainDuties

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    deadlines: Deadlines,
    ends: ClockEnds,
  ) {
    this.program = program
    this.table = table
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.deadlines = deadlines
    this.ends = ends
    this.endings = new Endings(program, table, roles, cases, powers, deadlines)
    this.performances = new Performances(table, chronology, roles, cases, powers)
    this.plain = new PlainDuties(program, table, chronology, deadlines)
    powers.outcomes = this
    roles.triggersIn = (entry, anchor) => this.triggersIn(entry, anchor)
    deadlines.lapseOf = (rule, trigger, debtor) => this.lapse(rule, trigger, debtor)
  }

  /**
   * Everything that decides about a duty. `by`: what can only have happened later is left out.
   */
  duty(duty: Instance, by = Number.POSITIVE_INFINITY): DutyFacts {
    const { entry, trigger, debtors } = duty
    const { norm } = entry
    const born = this.born(duty)
    const closes = this.ends.closes(duty, born, by)
    const creditors = this.roles.creditors(entry, trigger, this.roles.momentOf(trigger, by))
    const left = norm.survives ? undefined : this.deadlines.leaving(debtors, creditors, trigger, by)
    const anchor = this.roles.anchorOf(entry, trigger)
    if (anchor === undefined) return { born, performances: [], ending: left, closes }
    const endings = this.endings.of(duty, anchor, creditors, by)
    const performances = this.performances.of({ duty, anchor, creditors, endings }, by)
    const limbs = norm.covering === undefined ? NO_LIMBS : this.limbsOf(norm.covering, trigger)
    const { performed, ending } =
      limbs.length > 0
        ? settleLimbs(limbs, performances, endings, creditors, closes, (row, limb) => this.touches(row, limb))
        : { performed: firstOf(performances), ending: jointEnding(endings, creditors) }
    return { born, performances, performed, ending: earliestOf(ending, left), closes }
  }

  /**
   * When a duty arises: when its trigger takes effect, which for most acts is when they are sent. An act that uses a power
   * while that power is not open has no effect, so nothing arises from it.
   */
  born({ entry, trigger }: Pick<Instance, 'entry' | 'trigger'>): Window {
    const { at, under } = this.powers.effect(trigger)
    if (entry.exercised.length === 0) return at
    const kind = this.table.kind(trigger)
    if (entry.norm.when.some((event) => event.kind === 'act' && this.program.kindIndex.get(event.act) === kind))
      return at
    return entry.exercised.map((power) => under?.get(power) ?? NEVER).reduce((a, b) => (b.latest < a.latest ? b : a))
  }

  /** The acts that may call a rule's duty into being, in the case of `anchor`: itself, above it and below it. */
  private triggersIn(entry: NormEntry, anchor: Row): readonly Row[] {
    return [...this.cases.above(anchor, entry.triggers), ...this.cases.about(anchor, true, entry.triggers)]
  }

  /** The duties of a rule in the case of `anchor`. */
  *dutiesAbout(entry: NormEntry, anchor: Row): Generator<Instance> {
    for (const trigger of this.triggersIn(entry, anchor)) {
      if (this.cases.applies(entry, trigger) === false) continue
      const debtors = this.roles.possibly(entry.norm.who, trigger)
      if (isShared(entry)) yield { entry, trigger, debtors }
      else for (const debtor of debtors) yield { entry, trigger, debtors: [debtor] }
    }
  }

  /** When the duty came to this outcome; infinite: it did not, as far as is recorded. */
  outcome(duty: Instance, is: Outcome): Window {
    const { entry, trigger, debtors } = duty
    if (debtors.some((debtor) => this.table.isInferred(trigger, debtor))) return NEVER
    const isKnown = this.cases.applies(entry, trigger) === true && this.roles.isSettled(entry, trigger, debtors)
    if (!isKnown) return { ...NEVER, earliest: this.born(duty).earliest }
    if (is === 'lapses') return this.lapsed(duty)
    const { performed, closes, ending } = this.duty(duty)
    if (performed === undefined) return NEVER
    const endsFirst = ending === undefined ? 'no' : before(ending.at, performed.shown)
    const isLate = is !== 'performed late' ? 'yes' : closes === undefined ? 'no' : before(performed.time, closes)
    if (endsFirst === 'yes' || (is === 'performed late' && isLate === 'yes')) return NEVER
    if (is !== 'performed' && is !== 'performed late') return NEVER
    const isSure = endsFirst === 'no' && (is === 'performed' || isLate === 'no')
    return isSure ? performed.shown : { earliest: performed.shown.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /**
   * A lapse is undone by nothing: neither by a late act nor by proof that comes after it. So nothing that can only have come
   * after the due instant is looked at.
   */
  private lapsed(duty: Instance): Window {
    const latest = this.ends.closes(duty, this.born(duty))?.latest
    if (latest === undefined) return NEVER
    const { born, performed, closes, ending } = this.duty(duty, latest - 1)
    if (closes === undefined) return NEVER
    const settled = [performed?.shown, ending?.at].filter((window) => window !== undefined)
    if (settled.some((window) => window.latest < closes.earliest)) return NEVER
    const certain = settled.every((window) => window.earliest >= closes.latest)
    // What is due before it arises lapses when it arises.
    const at = laterOf(closes, born)
    return certain ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** The due instant of the debtor's duty under a rule, if it lapsed; of whoever owes it, if the debtor does not. */
  private lapse(rule: string, trigger: Row, debtor: number): Window {
    const entry = this.program.normIndex.get(rule)
    const anchor = entry === undefined ? undefined : this.roles.anchorOf(entry, trigger)
    if (entry === undefined || anchor === undefined) return NEVER
    const all = [...this.dutiesAbout(entry, anchor)]
    const own = all.filter(({ debtors }) => debtors.includes(debtor))
    let first = NEVER
    for (const duty of own.length > 0 ? own : all) {
      const at = this.outcome(duty, 'lapses')
      first = { earliest: Math.min(first.earliest, at.earliest - 1), latest: Math.min(first.latest, at.latest - 1) }
    }
    return first
  }

  /** The limbs that have to be covered; none cited: the act is taken as a whole. */
  private limbsOf(noun: string, row: Row): readonly string[] {
    const act = this.roles.noun(noun, row)
    return act === undefined ? NO_LIMBS : this.table.limbs(act)
  }

  private touches(row: Row, limb: string): boolean {
    const cited = this.table.limbs(row)
    return cited.length === 0 || cited.includes(limb)
  }
}

const NO_LIMBS: readonly string[] = []

/** Owed together, or by either: one act of any of them performs it for all. */
export function isShared({ norm }: NormEntry): boolean {
  return norm.who.join !== 'and'
}

function earliestOf(a: Ending | undefined, b: Ending | undefined): Ending | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return earliestEnding([a, b])
}
