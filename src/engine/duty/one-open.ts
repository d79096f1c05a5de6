import { laterOf, type Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import type { NormEntry, Program } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Search } from '../record/search.ts'
import { type Cause, type Instance, keyOf } from './instance.ts'

/** A duty as a candidate: when it would arise, and when it would be performed or end. */
export interface Candidate {
  readonly instance: Instance
  readonly born: Window
  /** Infinite: not as far as is recorded. */
  readonly closed: Window
  readonly owedTo: OwedTo
}

/** Those to whom it may be owed, one answer for each moment at which it may arise. */
interface OwedTo {
  readonly answers: ReadonlySet<string>
  /** Is each of them certain, if it arises at that moment? */
  readonly isSure: boolean
}

/** One of those that would be the same duty. */
export interface Sibling {
  readonly instance: Instance
  readonly born: Window
  readonly owedTo: OwedTo
  /** Is another one earlier? What was done before this one arose then belongs to that. */
  readonly isLater: Tri
  /** Is it a further reason only? */
  readonly isAbsorbed: Tri
}

/**
 * Of one rule, one act that it is about and one debtor, one duty is open at a time: what would call it into being once more
 * while it is open is a further reason for it and no second duty. After it was performed or ended, it arises again.
 */
export function absorbed(inOrder: readonly Candidate[]): Tri[] {
  const answers: Tri[] = []
  inOrder.forEach(({ born, owedTo }, place) => {
    let answer: Tri = 'no'
    inOrder.forEach((other, otherPlace) => {
      if (otherPlace === place || answer === 'yes') return
      const isSame = isOwedAlike(other.owedTo, owedTo)
      if (isSame === 'no') return
      const isEarlier = comesBefore(other.born, born, otherPlace < place)
      // Those before it in the order have their answer; one that is itself a further reason absorbs nothing.
      if (isEarlier === 'no' || answers[otherPlace] === 'yes') return
      // What was done before the other one arose closed it as it arose.
      const isClosed = before(laterOf(other.closed, other.born), born)
      if (isClosed === 'yes') return
      const isSure = isSame === 'yes' && isEarlier === 'yes' && isClosed === 'no' && answers[otherPlace] === 'no'
      answer = isSure ? 'yes' : 'maybe'
    })
    answers.push(answer)
  })
  return answers
}

/** Are two owed to the same? What may arise before or after somebody joined or left may be owed to either. */
function isOwedAlike(a: OwedTo, b: OwedTo): Tri {
  if (!a.isSure || !b.isSure) return 'maybe'
  if (![...a.answers].some((answer) => b.answers.has(answer))) return 'no'
  return a.answers.size === 1 && b.answers.size === 1 ? 'yes' : 'maybe'
}

type Born = Pick<Candidate, 'born'>
type Arising = Pick<Candidate, 'born' | 'owedTo'>

function byBirth({ born: a }: Born, { born: b }: Born): number {
  return apart(a.latest, b.latest) || apart(a.earliest, b.earliest)
}

/** Two unbounded ends are no distance apart. */
function apart(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** Of two at the same known instant the order of acts decides. */
function comesBefore(a: Window, b: Window, isFirst: boolean): Tri {
  if (a.latest < b.earliest) return 'yes'
  if (b.latest < a.earliest) return 'no'
  const isKnown = a.earliest === a.latest && b.earliest === b.latest
  return isKnown ? (isFirst ? 'yes' : 'no') : 'maybe'
}

/** Can more than one duty of the rule be about one act, for one debtor? */
export function mayRecur({ awaited, anchor, triggers, norm, decided }: NormEntry, program: Program): boolean {
  if (norm.verb === 'may' || anchor === undefined) return false
  const kind = program.kindIndex.get(anchor)
  return awaited.length > 0 || [...triggers, ...decided.map((one) => one.kind)].some((trigger) => trigger !== kind)
}

/** What would call a rule's duties into being, about one act. */
export interface Recurring {
  about(entry: NormEntry, anchor: Row): Iterable<Instance>
  arises(instance: Instance): Window
  closed(instance: Instance, isLater: Tri): Window
}

/** Looks up whether a duty is one, or a further reason for one that is open. */
export class OneOpen {
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly search: Search
  private readonly recurring: Recurring
  private readonly may: readonly boolean[]
  private readonly known = new Map<string, readonly Sibling[]>()

  constructor(program: Program, roles: Roles, cases: Cases, search: Search, recurring: Recurring) {
    this.roles = roles
    this.cases = cases
    this.search = search
    this.recurring = recurring
    this.may = program.norms.map((entry) => mayRecur(entry, program))
  }

  forget(): void {
    if (this.known.size > 0) this.known.clear()
  }

  /** Undefined: the rule never has two about one act. */
  of(instance: Instance): Sibling | undefined {
    if (instance.item !== undefined || this.may[instance.entry.index] !== true) return undefined
    const key = keyOf(instance)
    return this.siblings(instance).find((sibling) => keyOf(sibling.instance) === key)
  }

  /** All that may be the same duty, itself included, in the order in which they would arise. */
  siblings(instance: Instance): readonly Sibling[] {
    const { entry, trigger } = instance
    const anchor = this.roles.anchorOf(entry, trigger)
    if (anchor === undefined || this.may[entry.index] !== true) return NONE
    const question = `one open ${entry.index}/${anchor}/${instance.debtors.join()}`
    const known = this.known.get(question)
    if (known !== undefined) return known
    if (!this.search.begin(question)) return NONE
    const found = this.find(entry, anchor, instance.debtors.join())
    if (this.search.end(question)) this.known.set(question, found)
    return found
  }

  private find(entry: NormEntry, anchor: Row, debtors: string): readonly Sibling[] {
    const all = new Map<string, Instance>()
    for (const other of this.recurring.about(entry, anchor)) {
      if (this.roles.anchorOf(entry, other.trigger) === anchor && other.debtors.join() === debtors)
        all.set(keyOf(other), other)
    }
    const births = [...all.values()].map((instance) => ({
      instance,
      born: this.recurring.arises(instance),
      owedTo: this.owedTo(instance),
    }))
    const inOrder = births.sort((a, b) => byBirth(a, b) || this.compare(a.instance, b.instance))
    const candidates = inOrder.map((one, place) => {
      const isLater = most(inOrder.map((other, i) => (i === place ? 'no' : isEarlierOne(other, one, i < place))))
      return { ...one, isLater, closed: this.recurring.closed(one.instance, isLater) }
    })
    const answers = absorbed(candidates)
    return candidates.map(({ instance, born, owedTo, isLater }, i) => ({
      instance,
      born,
      owedTo,
      isLater,
      isAbsorbed: answers[i] as Tri,
    }))
  }

  /** What would call it into being once more while it is open, in order. */
  furtherReasons(instance: Instance): readonly Sibling[] {
    const all = this.siblings(instance)
    const key = keyOf(instance)
    const place = all.findIndex((one) => keyOf(one.instance) === key)
    const own = all[place]
    if (own === undefined) return NONE
    const behind = all.slice(place + 1).filter((other) => isOwedAlike(own.owedTo, other.owedTo) === 'yes')
    const next = behind.findIndex(({ isAbsorbed }) => isAbsorbed !== 'yes')
    return next < 0 ? behind : behind.slice(0, next)
  }

  /** By the acts on which they hang; on one act by the order in which the rule names what it waits for. */
  private compare(a: Instance, b: Instance): number {
    if (a.trigger !== b.trigger) return this.cases.compareRows(a.trigger, b.trigger)
    return placeOf(a) - placeOf(b) || bySource(a, b)
  }

  private owedTo(instance: Instance): OwedTo {
    const moments = this.roles.momentsOfBirth(instance)
    const answers = moments.map((at) => this.roles.owedTo(instance, at).join())
    const isSure = moments.every((at, i) => this.roles.owedTo(instance, at, 'surely').join() === answers[i])
    return { answers: new Set(answers), isSure }
  }
}

const NONE: readonly Sibling[] = []

/** Of two that are the same duty, is this the earlier? */
function isEarlierOne(a: Arising, b: Arising, isFirst: boolean): Tri {
  const isSame = isOwedAlike(a.owedTo, b.owedTo)
  const isEarlier = isSame === 'no' ? 'no' : comesBefore(a.born, b.born, isFirst)
  return isEarlier === 'yes' ? isSame : isEarlier
}

function most(answers: readonly Tri[]): Tri {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('maybe') ? 'maybe' : 'no'
}

function placeOf({ entry, cause }: Instance): number {
  const all: readonly Cause['awaited'][] = entry.awaited
  return cause === undefined ? -1 : all.indexOf(cause.awaited)
}

function bySource({ cause: a }: Instance, { cause: b }: Instance): number {
  if (a === undefined || b === undefined) return 0
  return (a.source.debtors[0] ?? -1) - (b.source.debtors[0] ?? -1) || bySource(a.source, b.source)
}
