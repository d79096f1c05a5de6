import type { RuleId } from '../../agreement/clause.ts'
import { earlierOf, NEVER, type Window } from '../../time/window.ts'
import type { Roles } from '../party/roles.ts'
import type { Powers } from '../power/powers.ts'
import type { Prohibitions } from '../power/prohibitions.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Duties } from './duties.ts'
import { type Instance, keyOf } from './instance.ts'

/** Who asks whether another rule is in force. */
export interface Asker extends Instance {
  /** When it arises, where the rule alone does not say it: an opening of a power. */
  readonly at?: Window
  /** The instant of the reading: what can only come later decides nothing. */
  readonly by?: number
}

/**
 * Is a rule in force when another one arises, for one of the same parties, about the same act or on an act to which that one
 * refers? A duty is until it is performed or ended, overdue or not; a power or a prohibition while it runs.
 */
export class InForce {
  private readonly program: Program
  private readonly table: ActTable
  private readonly roles: Roles
  private readonly cases: Cases
  private readonly powers: Powers
  private readonly duties: Duties
  private readonly prohibitions: Prohibitions

  constructor(
    program: Program,
    table: ActTable,
    roles: Roles,
    cases: Cases,
    powers: Powers,
    duties: Duties,
    prohibitions: Prohibitions,
  ) {
    this.program = program
    this.table = table
    this.roles = roles
    this.cases = cases
    this.powers = powers
    this.duties = duties
    this.prohibitions = prohibitions
  }

  /** What leads back to the same question is not known. */
  holds(rule: RuleId, asker: Asker): Tri {
    const at = this.instantOf(asker)
    if (at.latest === Number.POSITIVE_INFINITY) return 'maybe'
    const question = `${rule} in force for ${keyOf(asker)} ${at.earliest} ${at.latest}`
    const { search } = this.powers
    if (!search.begin(question)) return 'maybe'
    const found = this.find(rule, asker, at)
    search.end(question)
    return found
  }

  private instantOf({ at, by = Number.POSITIVE_INFINITY, ...instance }: Asker): Window {
    const { earliest, latest } = at ?? (instance.entry.norm.verb === 'may' ? NEVER : this.duties.called(instance))
    return { earliest, latest: Math.max(earliest, Math.min(latest, by)) }
  }

  private find(rule: RuleId, asker: Asker, at: Window): Tri {
    let found: Tri = 'no'
    for (const entry of this.program.normIndex.get(rule)?.versions ?? []) {
      for (const row of this.rowsFor(entry, asker)) {
        for (const instance of this.duties.instances.on(entry, row)) {
          if (!instance.debtors.some((debtor) => asker.debtors.includes(debtor))) continue
          const answer = this.isInForce(instance, asker, at)
          if (answer === 'yes') return 'yes'
          if (answer === 'maybe') found = 'maybe'
        }
      }
    }
    return found
  }

  /** The acts on which the rule hangs that is about the same act, and those in the chain of references. */
  private rowsFor(entry: NormEntry, { entry: own, trigger }: Asker): ReadonlySet<Row> {
    const about = this.roles.anchorOf(own, trigger) ?? trigger
    const same = this.duties.instances.rowsIn(entry, about).filter((row) => this.roles.anchorOf(entry, row) === about)
    return new Set([...this.cases.above(trigger, entry.hangsOn), ...same])
  }

  private isInForce(instance: Instance, asker: Asker, at: Window): Tri {
    const { begins, ends } = this.runs(instance, at.latest)
    // What the same act calls into being is there when the other arises, whenever that was.
    const isTogether = instance.trigger === asker.trigger && instance.cause === undefined && asker.cause === undefined
    const began = isTogether && begins.earliest === at.earliest ? 'yes' : byThen(begins, at)
    const ended = byThen(ends, at)
    if (began === 'no' || ended === 'yes') return 'no'
    const isKnown =
      this.cases.appliesTo(instance.entry, instance.trigger, this.duties.listed(instance, at.latest), instance) ===
        true &&
      this.roles.isSettled(instance) &&
      !instance.debtors.some((debtor) => this.table.isInferred(instance.trigger, debtor))
    return isKnown && began === 'yes' && ended === 'no' ? 'yes' : 'maybe'
  }

  /** From when to when, as far as can be told by an instant. */
  private runs(instance: Instance, by: number): { readonly begins: Window; readonly ends: Window } {
    const { entry, trigger, debtors } = instance
    if (entry.norm.verb === 'must') {
      const { born, performed, ending } = this.duties.duty(instance, by)
      return { begins: born, ends: earlierOf(performed?.shown ?? NEVER, ending?.at ?? NEVER) }
    }
    if (entry.norm.verb === 'must not') {
      const { opens, closes = NEVER, ending } = this.prohibitions.facts(instance, by)
      return { begins: opens, ends: earlierOf(closes, ending?.at ?? NEVER) }
    }
    return this.powers.runs(entry, trigger, debtors[0] as number, by)
  }
}

/** Had it happened when the other arose? */
function byThen(event: Window, at: Window): Tri {
  return event.latest <= at.earliest ? 'yes' : event.earliest > at.latest ? 'no' : 'maybe'
}
