import type { Window } from '../../time/window.ts'
import { earlierOf, laterOf, NEVER } from '../../time/window.ts'
import type { ClockEnds } from '../clock/clock-ends.ts'
import type { Deadlines } from '../clock/deadlines.ts'
import { type Ending, earliestEnding } from '../clock/ending.ts'
import type { Duties } from '../duty/duties.ts'
import type { Instance } from '../duty/instance.ts'
import { isFirst } from '../duty/performances.ts'
import type { Roles } from '../party/roles.ts'
import type { NormEntry } from '../program/program.ts'
import { before, type Tri } from '../reading/verdict.ts'
import type { Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Powers } from './powers.ts'

/** An act of a kind that a prohibition does not allow, done while it ran or perhaps while it ran. */
export interface Done {
  readonly row: Row
  readonly at: Window
  readonly ran: Exclude<Tri, 'no'>
  /** The end as it stood at that instant; undefined: none. */
  readonly closes?: Window
}

export interface ProhibitionFacts {
  readonly born: Window
  readonly opens: Window
  /** The first instant at which it no longer runs. */
  readonly closes?: Window
  readonly ending?: Ending
  readonly done: readonly Done[]
}

/**
 * Prohibitions: from when to when one runs, and what was done meanwhile. An act is judged at its own instant, by the end as
 * it then stood: a change that comes later does not unmake it.
 */
export class Prohibitions {
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly deadlines: Deadlines
  private readonly ends: ClockEnds
  private readonly duties: Duties

  constructor(roles: Roles, cases: Cases, powers: Powers, deadlines: Deadlines, ends: ClockEnds, duties: Duties) {
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.deadlines = deadlines
    this.ends = ends
    this.duties = duties
  }

  /** `by`: what can only have happened later is left out. */
  facts(instance: Instance, by = Number.POSITIVE_INFINITY): ProhibitionFacts {
    const { entry, trigger } = instance
    const born = this.duties.born(instance)
    const starts = this.ends.starts(instance, born, by)
    const opens = starts === undefined ? born : laterOf(born, starts)
    const closes = this.ends.closes(instance, born, by)
    const ending = this.endingOf(instance, by)
    const anchor = this.roles.anchorOf(entry, trigger)
    if (anchor === undefined) return { born, opens, closes, ending, done: [] }
    const done = this.cases
      .about(anchor, entry.norm.what.link?.kind === 'about', entry.acts)
      .flatMap((row) => this.done(instance, row, born, opens, by) ?? [])
      .sort((a, b) => this.cases.compareRows(a.row, b.row))
    return { born, opens, closes, ending, done }
  }

  private done(instance: Instance, row: Row, born: Window, opens: Window, by: number): Done | undefined {
    const { entry, trigger, debtors } = instance
    const sent = this.sentBy(debtors, row)
    if (row === trigger || sent === 'no') return undefined
    const holds = this.cases.holds(entry.whatIf, row)
    const { effect, at } = this.powers.effect(row)
    if (holds === false || effect === 'none' || at.earliest > by) return undefined
    const closes = this.ends.closes(instance, born, at.latest)
    const ending = this.endingOf(instance, at.latest)
    const answers: Tri[] = [
      sent,
      begun(opens, at),
      closes === undefined ? 'yes' : before(at, closes),
      ending === undefined ? 'yes' : before(at, ending.at),
    ]
    if (answers.includes('no')) return undefined
    const isSure = holds === true && answers.every((answer) => answer === 'yes')
    return { row, at, ran: isSure ? 'yes' : 'maybe', closes }
  }

  private endingOf(instance: Instance, by: number): Ending | undefined {
    const { debtors, entry } = instance
    const leave = entry.norm.survives
      ? undefined
      : this.deadlines.lastLeaves(debtors, this.roles.momentOfBirth(instance, by), by)
    const endings: Ending[] = [
      ...(this.ends.endings(instance, by) ?? []),
      ...(leave === undefined ? [] : [{ at: leave, why: 'debtors left' } as const]),
      ...this.duties.undone(instance, by),
    ]
    return earliestEnding(endings)
  }

  /** When an act was done that it does not allow, for the first time; infinite: none is recorded. */
  violated(instance: Instance): Window {
    const { done } = this.facts(instance)
    return done.reduce(
      (first, { at, ran }) => earlierOf(first, ran === 'yes' ? at : { ...NEVER, earliest: at.earliest }),
      NEVER,
    )
  }

  /** Is this the act that it does not allow, or may it have been the first of several? */
  isFirst(instance: Instance, row: Row): Tri {
    const { done } = this.facts(instance)
    const all = done.map(({ row: act, at, ran }) => ({
      row: act,
      shown: ran === 'yes' ? at : { earliest: at.earliest, latest: Number.POSITIVE_INFINITY },
    }))
    return isFirst(all, row)
  }

  /** When it no longer runs, whatever was done. */
  over(instance: Instance): Window {
    const { closes = NEVER, ending } = this.facts(instance)
    return ending === undefined ? closes : earlierOf(closes, ending.at)
  }

  private sentBy(parties: readonly number[], row: Row): Tri {
    const answers = parties.map((party) => this.roles.isSentBy(row, party))
    return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no'
  }

  /** Those of a rule that an act of this sender may be about. */
  *about(entry: NormEntry, row: Row): Generator<Instance> {
    for (const anchor of this.powers.carriersOf(entry, row)) {
      for (const instance of this.duties.dutiesAbout(entry, anchor)) {
        if (this.sentBy(instance.debtors, row) !== 'no') yield instance
      }
    }
  }
}

function begun(opens: Window, at: Window): Tri {
  return at.earliest >= opens.latest ? 'yes' : at.latest < opens.earliest ? 'no' : 'maybe'
}
