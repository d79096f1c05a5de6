import type { Json } from '../../agreement/act.ts'
import type { Guard } from '../../agreement/guard.ts'
import type { ActLimit } from '../../agreement/rule.ts'
import { fault, type GuardFault, type Stretch } from './guard-fault.ts'
import type { FieldType } from './guard-form.ts'
import type { WrittenName } from './guard-names.ts'

/** What a guard may name, and the parts that its tree is made of while it is read. */
export interface GuardScope {
  /** Act kinds that can be named here, with the JSON Schema of their form; undefined: anything is allowed. */
  readonly nouns: ReadonlyMap<string, Json | undefined>
  /** `of`: the kind of act that the term is about. */
  readonly terms: ReadonlyMap<string, { readonly of: string; readonly guard: Guard }>
  readonly figures?: FigureScope
  /** Rules of which can be asked whether they are in force; left out: of none. */
  readonly rules?: ReadonlySet<string>
}

/** What can be asked of all acts on record, beside what the acts of one case say. */
export interface FigureScope {
  /** Every kind of act, with the form of each. */
  readonly kinds: ReadonlyMap<string, Json | undefined>
  /** Figures that are one number where the guard stands. */
  readonly names: ReadonlySet<string>
  /** Figures of something that is not known where the guard stands, and what it is. */
  readonly others: ReadonlyMap<string, string>
  /** Limits of which can be asked what is left; left out: of none. */
  readonly limits?: ReadonlyMap<string, ActLimit>
  /** Duties for each year, quarter or month. */
  readonly returns: ReadonlySet<string>
  /** Claims of which can be asked whether they are made; left out: none. */
  readonly claims?: ReadonlySet<string>
  /** Is it of one party that is asked? */
  readonly party: boolean
  /** Whichever party a limit is for, it is the one that would owe what is asked. */
  readonly ofDebtor?: boolean
  /** Names of weights, each with the parties that have none. */
  readonly weights: ReadonlyMap<string, readonly string[]>
  /** Those that change from day to day. */
  readonly datedWeights?: ReadonlySet<string>
}

export interface Walk {
  /** Where the text that was parsed stands in the author's text. */
  readonly offset: number
  /** By place in the author's text: what stood where the parsed text has a stand-in. */
  readonly names: ReadonlyMap<number, WrittenName>
  readonly scope: GuardScope
  readonly faults: GuardFault[]
  readonly nodesMax: number
}

/** A part that was read. `constant`: it names no field. A part with a fault has no guard and an unknown type. */
export interface Part extends Stretch {
  readonly guard?: Guard
  readonly type: FieldType
  readonly constant: boolean
  /** Of a list. */
  readonly items?: readonly Part[]
}

export function unread(at: Stretch): Part {
  return { start: at.start, end: at.end, type: { kind: 'unknown' }, constant: false }
}

/** A part made of others: no guard if one of them has none. */
export function made(
  at: Stretch,
  type: FieldType,
  of: readonly Part[],
  build: (guards: readonly Guard[]) => Guard,
): Part {
  const guards = of.flatMap((part) => (part.guard === undefined ? [] : [part.guard]))
  const whole = { start: at.start, end: at.end, type, constant: of.every((part) => part.constant) }
  return guards.length === of.length ? { ...whole, guard: build(guards) } : { ...whole, constant: false }
}

export function constantFault(at: Stretch, walk: Walk): void {
  const advice = 'Name a field of a message, such as `question.urgent`, or leave the condition out.'
  walk.faults.push(fault('guard/constant', at, 'This is the same for every message.', advice))
}
