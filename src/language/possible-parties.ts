import type { GroupDef, PartyDef, PartyId } from '../agreement/party.ts'
import type { KindName, Norm, PartyExpr, PartySet, Role, RuleId } from '../agreement/rule.ts'
import type { Directory } from './directory.ts'

/** Parties that may be meant at some time; `any`: that depends on what is sent. */
export type Possible = ReadonlySet<PartyId> | 'any'

/** Who a phrase can mean, as far as the agreement alone says it. Never too few: what is not known is `any`. */
export class PossibleParties {
  readonly #directory: Directory
  readonly #parties: ReadonlySet<PartyId>
  readonly #members: ReadonlyMap<string, ReadonlySet<PartyId>>
  readonly #norms: ReadonlyMap<RuleId, Norm>
  /** What is being worked out, so that names that lead back to themselves end. */
  readonly #asked = new Set<object>()

  constructor(
    directory: Directory,
    parties: readonly PartyDef[],
    groups: readonly GroupDef[],
    norms: ReadonlyMap<RuleId, Norm>,
  ) {
    this.#directory = directory
    this.#parties = new Set(parties.map((party) => party.id))
    this.#members = new Map(groups.map((group) => [group.id, new Set(group.members.map((member) => member.party))]))
    this.#norms = norms
  }

  ofNorm(norm: Norm): Possible {
    const [event, second] = norm.when
    const trigger = second === undefined && event?.kind === 'act' ? event.act : undefined
    return this.#ofExpr(norm.who, trigger)
  }

  sendersOf(kind: KindName): Possible {
    const from = this.#directory.kindOf.get(kind)?.from
    return from === undefined ? 'any' : this.#ofExpr(from, undefined)
  }

  #ofExpr(expr: PartyExpr, trigger: KindName | undefined): Possible {
    if (this.#asked.has(expr)) return 'any'
    this.#asked.add(expr)
    const sets = expr.sets.map((set) => this.#ofSet(set, trigger))
    this.#asked.delete(expr)
    const all = new Set<PartyId>()
    for (const set of sets) {
      if (set === 'any') return 'any'
      for (const party of set) all.add(party)
    }
    return all
  }

  #ofSet(set: PartySet, trigger: KindName | undefined): Possible {
    const parties = this.#ofRole(set.of, trigger)
    if (parties === 'any') return 'any'
    const except = new Set(set.except.flatMap((role) => (role.kind === 'party' ? [role.party] : [])))
    return new Set([...parties].filter((party) => !except.has(party)))
  }

  #ofRole(role: Role, trigger: KindName | undefined): Possible {
    switch (role.kind) {
      case 'party':
        return new Set([role.party])
      case 'parties':
        return this.#parties
      case 'member':
        return this.#members.get(role.group) ?? 'any'
      case 'sender': {
        const noun = role.noun ?? trigger
        return noun === undefined ? 'any' : this.sendersOf(noun)
      }
      case 'debtor': {
        const norm = this.#norms.get(role.rule)
        return norm === undefined ? 'any' : this.ofNorm(norm)
      }
      default:
        return 'any'
    }
  }
}
