import type { Json } from '../../agreement/act.ts'
import type { Outcome } from '../../agreement/rule.ts'
import { earlierOf, laterOf, NEVER, UNKNOWN, type Window } from '../../time/window.ts'
import type { ClockEnds } from '../clock/clock-ends.ts'
import { type Deadlines, lastInTime, type OutcomeAnchor, type Seen } from '../clock/deadlines.ts'
import { type Ending, type EndingAct, earliestEnding, jointEnding } from '../clock/ending.ts'
import { Endings } from '../clock/endings.ts'
import { lapseOf, performanceOf } from '../clock/outcome-times.ts'
import { opensSealed } from '../decision/sealed.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { Prohibitions } from '../power/prohibitions.ts'
import { discharged, isRunningAt } from '../program/editions.ts'
import type { Item, NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import { FoundByField } from '../record/found-by-field.ts'
import { together, waysOf } from './corrected-items.ts'
import { causeUnder, type Instance, keyOf, sourceUnder } from './instance.ts'
import { Instances } from './instances.ts'
import { Items } from './items.ts'
import { endWith, type Joined, type Joinings } from './joinings.ts'
import { isCompletedBy, type LimbAnswers, type Settlement, settleLimbs } from './limbs.ts'
import { OneOpen } from './one-open.ts'
import { firstOf, isFirst, type Performance, Performances } from './performances.ts'
import { PlainDuties } from './plain-duty.ts'

/** Everything that decides about one duty of one debtor, or of several together. */
export interface DutyFacts {
  /** The rule that governs it now: that of a later edition, if it was converted. */
  readonly entry: NormEntry
  readonly born: Window
  readonly performances: readonly Performance[]
  /** When the duty was performed as a whole: with `covering`, when the last limb was. */
  readonly performed?: { readonly time: Window; readonly shown: Window }
  readonly ending?: Ending
  /** What answers each of the limbs that have to be covered; left out: the act is taken as a whole. */
  readonly answers?: readonly LimbAnswers[]
  readonly closes?: Window
  /** To whom it is owed as well. */
  readonly joined?: readonly Joined[]
  /** As the list that counts gives it. */
  readonly item?: Item
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
  private readonly became = new Map<string, Window>()
  readonly instances: Instances
  readonly oneOpen: OneOpen
  private readonly joinings: Joinings
  readonly performances: Performances
  readonly items: Items
  readonly byField: FoundByField
  readonly plain: PlainDuties
  /** Set by the ledger: by which act an adopted proposal lost its effect. */
  setAside: (proposal: Row) => { readonly row: Row; readonly at: Window } | undefined = () => undefined
  /** Set by the ledger: prohibitions arise as duties do. */
  prohibitions: Pick<Prohibitions, 'violated' | 'over' | 'isFirst'> = {
    violated: () => NEVER,
    over: () => NEVER,
    isFirst: () => 'no',
  }

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    deadlines: Deadlines,
    ends: ClockEnds,
    joinings: Joinings,
  ) {
    this.program = program
    this.table = table
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.deadlines = deadlines
    this.ends = ends
    this.joinings = joinings
    this.endings = new Endings(program, table, roles, cases, powers, deadlines)
    this.items = new Items(table, chronology, cases)
    this.byField = new FoundByField(table)
    this.performances = new Performances(chronology, roles, cases, powers, this.byField, (sealed, opening) =>
      opensSealed(program, table, sealed, opening),
    )
    this.plain = new PlainDuties(program, table, chronology, deadlines)
    this.instances = new Instances(program, table, roles, cases, this, this.items)
    this.oneOpen = new OneOpen(program, roles, cases, powers.search, {
      about: (entry, anchor) => this.instances.about(entry, anchor),
      arises: (instance) => this.arises(instance),
      closed: (instance, isLater) => this.closed(instance, isLater),
    })
    powers.outcomes = this
    roles.triggersIn = (entry, anchor) => this.instances.rowsIn(entry, anchor)
    deadlines.outcomeAt = (anchor, seen) => this.outcomeAt(anchor, seen)
  }

  /** To be called when acts were added: what is remembered of outcomes may no longer hold. */
  forget(): void {
    if (this.became.size > 0) this.became.clear()
    this.oneOpen.forget()
  }

  /**
   * Everything that decides about a duty. `by`: what can only have happened later is left out. A later edition may have
   * discharged it, or put it under its own rule, if it was running and not yet due.
   */
  duty(duty: Instance, by = Number.POSITIVE_INFINITY): DutyFacts {
    const { holds } = duty.entry
    if (holds.fate === 'keep' || by < holds.next.earliest) return this.factsOf(duty, by)
    const governing = this.governing(duty, by)
    if (governing !== duty) return this.duty(governing, by)
    const facts = this.factsOf(duty, by)
    const running = this.running(duty, by)
    if (running === 'no') return facts
    return { ...facts, ending: earliestOf(facts.ending, discharged(holds, running)) }
  }

  private running(duty: Instance, by: number): Tri {
    const { next } = duty.entry.holds
    return isRunningAt(this.factsOf(duty, Math.min(by, next.latest - 1)), next, by)
  }

  /** The duty under the rule of the edition to which it was converted, or itself. */
  private governing(duty: Instance, by = Number.POSITIVE_INFINITY): Instance {
    const { holds, versions } = duty.entry
    if (holds.fate !== 'convert' || this.running(duty, by) !== 'yes') return duty
    const next = versions.find((version) => version.holds.from === holds.next)
    return next === undefined ? duty : this.governing({ ...duty, entry: next }, by)
  }

  private factsOf(duty: Instance, by: number): DutyFacts {
    const sibling = this.oneOpen.of(duty)
    return this.facts(duty, this.birth(duty, sibling?.isAbsorbed), sibling?.isLater ?? 'no', by)
  }

  private facts(duty: Instance, born: Window, isLater: Tri, by: number): DutyFacts {
    const before = this.roles.item
    this.roles.item = duty.item
    const found =
      duty.item === undefined
        ? this.factsStating(duty, born, isLater, by, [this.cases.valueSought(duty.entry, duty.trigger)])
        : this.factsOfItem({ ...duty, item: duty.item }, born, isLater, by)
    this.roles.item = before
    return found
  }

  /**
   * Of an item that the sender of the list corrects: what the latest list says holds, as long as the duty was open when that
   * came. What had lapsed or was done stays as it was.
   */
  private factsOfItem(duty: Instance & { readonly item: Item }, born: Window, isLater: Tri, by: number): DutyFacts {
    const { entry, trigger } = duty
    const corrections = this.items.corrections(entry, trigger, duty.item.key, by)
    const versions = [duty.item, ...corrections.flatMap(({ item }) => item ?? [])]
    const values = versions.map((item) => {
      this.roles.item = item
      return this.cases.valueSought(entry, trigger)
    })
    this.roles.item = duty.item
    const facts = this.factsStating(duty, born, isLater, by, values)
    if (corrections.length === 0) return { ...facts, item: duty.item }
    const ways = waysOf({ item: duty.item, closes: facts.closes }, corrections, {
      shown: facts.performed?.shown ?? NEVER,
      by,
      isBefore: (a, b) => this.items.isBefore(a, b),
      isBelow: (row, above) => this.items.isBelow(row, above),
      applies: (item, row) => this.cases.appliesTo(entry, row, item),
      closes: (item) => {
        this.roles.item = item
        return this.ends.closes(duty, born, by)
      },
    })
    this.roles.item = duty.item
    if (ways === undefined) {
      const earliest = Math.min(...corrections.map(({ at }) => at.earliest))
      const gone: Ending = { at: { earliest, latest: Number.POSITIVE_INFINITY }, why: 'unclear' }
      return { ...facts, closes: UNKNOWN, item: duty.item, ending: earliestOf(facts.ending, gone) }
    }
    const { gone, ...found } = together(ways, (item) => this.cases.appliesTo(entry, trigger, item) === true)
    return { ...facts, ...found, ending: earliestOf(facts.ending, gone) }
  }

  /** `values`: what an act that is found by a field states there. */
  private factsStating(
    duty: Instance,
    born: Window,
    isLater: Tri,
    by: number,
    values: readonly (Json | undefined)[],
  ): DutyFacts {
    const { entry, trigger } = duty
    const { norm } = entry
    const closes = this.ends.closes(duty, born, by)
    const creditors = this.roles.owedTo(duty, this.roles.momentOfBirth(duty, by))
    const anchor = this.roles.anchorOf(entry, trigger)
    const joined = anchor === undefined ? [] : this.joinings.of(duty, anchor, creditors, closes, by)
    const leave = (more: readonly number[]) => this.deadlines.leaving(duty, [...creditors, ...more], by)
    const left = norm.survives ? undefined : endWith(joined, leave)
    if (anchor === undefined) return { entry, born, performances: [], ending: left, closes }
    const stated = values.filter((value) => value !== undefined)
    // Whoever owes it to all parties has no claim against itself to give up.
    const others = creditors.filter((party) => !duty.debtors.includes(party))
    const claimants = others.length === 0 ? creditors : others
    const all = joined.length === 0 ? claimants : [...claimants, ...joined.map(({ party }) => party)]
    const endings = this.endings.of(duty, anchor, all, by)
    const performances = this.performances.of({ duty, anchor, creditors, joined, endings, born, isLater, stated }, by)
    const endOf = (some: readonly EndingAct[]) => jointEndOf(some, claimants, joined)
    const limbs = norm.covering === undefined ? NO_LIMBS : this.limbsOf(norm.covering, trigger)
    const undone = this.undone(duty, by).reduce<Ending | undefined>(earliestOf, left)
    const { performed, ending, answers }: Settlement =
      limbs.length > 0
        ? settleLimbs(limbs, performances, endings, endOf, closes, (row, limb) => this.touches(row, limb))
        : { performed: firstOf(performances), ending: endOf(endings) }
    return { entry, born, performances, performed, ending: earliestOf(ending, undone), answers, closes, joined }
  }

  /** What arose because a proposal was adopted ends when that is set aside. */
  undone({ cause }: Instance, by: number): readonly Ending[] {
    if (cause?.awaited.is !== 'adopted') return []
    const found = this.setAside(cause.source.trigger)
    return found === undefined || found.at.earliest > by ? [] : [{ ...found, why: 'set aside' }]
  }

  /** When a duty arises; infinite: it is a further reason for one that is open, and no duty of its own. */
  born(duty: Instance): Window {
    // Each prohibition runs for itself.
    if (duty.entry.norm.verb === 'must not') return this.arises(duty)
    return this.birth(duty, this.oneOpen.of(duty)?.isAbsorbed)
  }

  private birth(duty: Instance, isAbsorbed: Tri = 'no'): Window {
    if (isAbsorbed === 'yes') return NEVER
    const { earliest, latest } = this.arises(duty)
    return { earliest, latest: isAbsorbed === 'maybe' ? Number.POSITIVE_INFINITY : latest }
  }

  /** When what calls it into being takes effect, if it is owed to anybody. */
  private arises(duty: Instance): Window {
    const nobody = this.roles.owedToNobody(duty, this.roles.momentsOfBirth(duty))
    if (nobody === 'yes') return NEVER
    const { earliest, latest } = this.called(duty)
    return { earliest, latest: nobody === 'maybe' ? Number.POSITIVE_INFINITY : latest }
  }

  /**
   * When what calls it into being takes effect, which for most acts is when they are sent. An act that uses a power while
   * that power is not open has no effect, so nothing arises from it.
   */
  called({ entry, trigger, cause }: Instance): Window {
    if (cause !== undefined) return cause.at
    const { at, under } = this.powers.effect(trigger)
    if (entry.exercised.length === 0) return at
    const kind = this.table.kind(trigger)
    if (entry.norm.when.some((event) => event.kind === 'act' && this.program.kindIndex.get(event.act) === kind))
      return at
    return entry.exercised.map((power) => under?.get(power) ?? NEVER).reduce((a, b) => (b.latest < a.latest ? b : a))
  }

  /** When it was performed or ended, whichever was first; infinite: neither, as far as is recorded. */
  private closed(duty: Instance, isLater: Tri): Window {
    const { performed, ending } = this.facts(duty, this.arises(duty), isLater, Number.POSITIVE_INFINITY)
    return earlierOf(performed?.shown ?? NEVER, ending?.at ?? NEVER)
  }

  /** When a duty or power came to this outcome; infinite: it did not, as far as is recorded. */
  outcome(instance: Instance, is: Outcome): Window {
    const question = `${is} ${keyOf(instance)}`
    const known = this.became.get(question)
    if (known !== undefined) return known
    if (!this.powers.search.begin(question)) return NEVER
    const found = this.outcomeOf(instance, is)
    if (this.powers.search.end(question)) this.became.set(question, found)
    return found
  }

  private outcomeOf(instance: Instance, is: Outcome): Window {
    const { entry, trigger, debtors } = instance
    if (debtors.some((debtor) => this.table.isInferred(trigger, debtor))) return NEVER
    const isPower = entry.norm.verb === 'may'
    const born = isPower ? this.arises(instance) : this.born(instance)
    if (born.earliest === Number.POSITIVE_INFINITY) return NEVER
    const applies = this.appliesTo(instance)
    if (entry.asksFigures && applies === false) return NEVER
    const isKnown = applies === true && this.roles.isSettled(instance)
    if (!isKnown) {
      // Nothing lapses before its time has passed, whoever owes it.
      const from = is === 'lapses' && entry.norm.verb === 'must' ? (this.closing(instance, born) ?? NEVER) : born
      return { ...NEVER, earliest: Math.max(born.earliest, from.earliest) }
    }
    if (isPower) return this.powers.outcome(instance, is)
    if (entry.norm.verb === 'must not') return laterOf(this.prohibited(instance, is), born)
    // What may not have arisen may not have come to anything.
    return laterOf(is === 'lapses' ? this.lapsed(instance, born) : this.performed(instance, is), born)
  }

  /** Of a power what is in force decides at each of its openings. */
  private appliesTo(instance: Instance): boolean | undefined {
    const { entry, trigger } = instance
    const item = this.listed(instance)
    if (entry.norm.verb !== 'may' || !entry.asksInForce) return this.cases.appliesTo(entry, trigger, item, instance)
    return this.cases.applies(entry, trigger) !== false
  }

  /** The item as the list that counts gives it. */
  listed(duty: Instance, by = Number.POSITIVE_INFINITY): Item | undefined {
    return duty.item === undefined ? undefined : this.duty(duty, by).item
  }

  private performed(duty: Instance, is: Outcome): Window {
    return is === 'performed' || is === 'performed late' ? performanceOf(this.duty(duty), is) : NEVER
  }

  private prohibited(prohibition: Instance, is: Outcome): Window {
    if (is === 'violated') return this.prohibitions.violated(prohibition)
    return is === 'ends' ? this.prohibitions.over(prohibition) : NEVER
  }

  /**
   * A lapse is undone by nothing: neither by a late act nor by proof that comes after it. So nothing that can only have come
   * after the due instant is looked at.
   */
  private lapsed(duty: Instance, arisen: Window): Window {
    const closes = this.closing(duty, arisen)
    return closes === undefined ? NEVER : lapseOf(this.duty(duty, closes.latest - 1), arisen)
  }

  private closing(duty: Instance, arisen: Window): Window | undefined {
    return duty.item === undefined ? this.ends.closes(this.governing(duty), arisen) : this.duty(duty).closes
  }

  /** Is this the act that performed it, or may it have been? */
  isPerformer(duty: Instance, row: Row): Tri {
    if (duty.entry.norm.verb === 'must not') return this.prohibitions.isFirst(duty, row)
    const { performances, performed, answers } = this.duty(duty)
    if (performed === undefined) return 'no'
    if (answers !== undefined) return isCompletedBy(answers, performances, row)
    const mayBe = performances.filter(({ shown }) => shown.earliest <= performed.shown.latest)
    return isFirst(mayBe, row)
  }

  /** The duties of a rule in the case of `anchor`. */
  dutiesAbout(entry: NormEntry, anchor: Row): Iterable<Instance> {
    return this.instances.about(entry, anchor)
  }

  /**
   * What a clock counts from: the due instant of a duty that lapsed, the late act, the use of a power. If what called the
   * duty into being does not say whose, it is the debtor's own; of whoever owes it, if the debtor does not.
   */
  private outcomeAt({ rule, is }: OutcomeAnchor, { trigger, debtor, born, cause }: Seen): Window {
    const entry = this.program.normIndex.get(rule)
    if (entry === undefined || is === 'closes') return UNKNOWN
    if (is === 'exercised') return this.powers.effect(trigger).under?.get(entry) ?? born
    const called = causeUnder(cause, rule, is)
    const source = called?.source ?? sourceUnder(cause, rule)
    if (source !== undefined) return this.instantOf(source, is)
    const anchor = this.roles.anchorOf(entry, trigger)
    if (anchor === undefined) return NEVER
    const all = [...this.instances.about(entry, anchor)]
    const own = all.filter(({ debtors }) => debtors.includes(debtor))
    return (own.length > 0 ? own : all).map((one) => this.instantOf(one, is)).reduce(earlierOf, NEVER)
  }

  private instantOf(source: Instance, is: 'lapses' | 'performed late'): Window {
    const at = this.outcome(source, is)
    if (is === 'lapses') return lastInTime(at)
    const time = at.earliest === Number.POSITIVE_INFINITY ? NEVER : (this.duty(source).performed?.time ?? NEVER)
    return { earliest: time.earliest, latest: at.latest === Number.POSITIVE_INFINITY ? at.latest : time.latest }
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

/** What those of them ended who have a say: a claim is given up by whoever holds it. */
function jointEndOf(
  endings: readonly EndingAct[],
  creditors: readonly number[],
  joined: readonly Joined[],
): Ending | undefined {
  if (joined.length === 0) return jointEnding(endings, creditors)
  return endWith(joined, (more) => {
    const all = [...creditors, ...more]
    const some = endings.filter(({ creditors: by }) => by.every((party) => all.includes(party)))
    return jointEnding(some, all)
  })
}

function earliestOf(a: Ending | undefined, b: Ending | undefined): Ending | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return earliestEnding([a, b])
}
