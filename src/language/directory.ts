import type { ActKind } from '../agreement/kind.ts'
import type { Event, KindName, Pattern, RuleId, Verb } from '../agreement/rule.ts'
import type { Place } from '../problem.ts'

/**
 * Every name that the agreement declares, with the place where it does. It is complete before any rule is read: a rule
 * may name what stands below it.
 */
export class Directory {
  readonly parties = new Map<string, Place>()
  /** Groups and bodies. */
  readonly groups = new Map<string, Place>()
  readonly bodies = new Set<string>()
  readonly instruments = new Map<string, Place>()
  readonly commitments = new Map<string, Place>()
  readonly times = new Map<string, Place>()
  readonly channels = new Map<string, Place>()
  readonly kinds = new Map<KindName, Place>()
  readonly claims = new Map<KindName, Place>()
  readonly rules = new Map<RuleId, Place>()
  readonly terms = new Map<string, Place>()
  /** What kinds say, once they are read. */
  readonly kindOf = new Map<KindName, ActKind>()
  /** What each rule waits for and what performs it, once that is read. */
  readonly openings = new Map<RuleId, Opening>()

  /** The kind itself and every kind that its references can lead to. */
  chain(kind: KindName): ReadonlySet<KindName> {
    const known = this.#chains.get(kind)
    if (known !== undefined) return known
    const found = new Set<KindName>()
    const waiting = [kind]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue
      found.add(name)
      waiting.push(...(this.kindOf.get(name)?.refersTo ?? []))
    }
    this.#chains.set(kind, found)
    return found
  }
  readonly #chains = new Map<KindName, ReadonlySet<KindName>>()

  /** The nouns that an event is sure to have at hand: the chain of references from what happened. */
  nounsAt(event: Event, asked: ReadonlySet<RuleId> = new Set()): ReadonlySet<KindName> | 'any' {
    if (event.kind === 'act') return this.chain(event.act)
    if (event.kind === 'claim') return this.chain(event.claim)
    if (event.kind !== 'outcome') return new Set()
    const opening = this.openings.get(event.rule)
    // An unknown rule has been told; rules that open each other are told elsewhere.
    if (opening === undefined || asked.has(event.rule)) return 'any'
    const before = this.nounsOf(opening.when, new Set([...asked, event.rule]))
    if (event.is === 'lapses' || before === 'any') return before
    const acts = opening.what?.acts.map((act) => this.chain(act)) ?? []
    return new Set([...before, ...(commonOf(acts) ?? [])])
  }

  /** What every one of the events has at hand. */
  nounsOf(when: readonly Event[], asked: ReadonlySet<RuleId> = new Set()): ReadonlySet<KindName> | 'any' {
    const sets = when.map((event) => this.nounsAt(event, asked)).filter((set) => set !== 'any')
    return when.length === 0 ? 'any' : (commonOf(sets) ?? 'any')
  }
}

export interface Opening {
  readonly verb: Verb
  readonly when: readonly Event[]
  readonly what?: Pattern
  readonly place: Place
}

function commonOf(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined {
  const [first, ...others] = sets
  if (first === undefined) return undefined
  return new Set([...first].filter((name) => others.every((set) => set.has(name))))
}
