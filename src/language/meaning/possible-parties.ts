import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { BodyDef, GroupDef, PartyDef, PartyId } from '../../agreement/party.ts'
import type { Norm, PartyExpr, PartySet, Role } from '../../agreement/rule.ts'
import type { Directory } from './directory.ts'

/** Parties that may be meant at some time; `any`: that depends on what is sent. */
export type Possible = ReadonlySet<PartyId> | 'any'

/** A chain of "debtor of" longer than this is not followed. */
const DEPTH_MAX = 50

/** Who a phrase can mean, as far as the agreement alone says it. Never too few: what is not known is `any`. */
export class PossibleParties {
  readonly #directory: Directory
  readonly #parties: ReadonlySet<PartyId>
  readonly #members: ReadonlyMap<string, ReadonlySet<PartyId>>
  readonly #chairs: ReadonlyMap<string, ReadonlySet<PartyId>>
  readonly #norms: ReadonlyMap<RuleId, Norm>
  /** What is known; while it is being worked out `any`, so that names that lead back to themselves end. */
  readonly #known = new Map<PartyExpr, Possible>()
  #depth = 0

  constructor(
    directory: Directory,
    parties: readonly PartyDef[],
    groups: readonly GroupDef[],
    norms: ReadonlyMap<RuleId, Norm>,
    bodies: readonly BodyDef[],
  ) {
    this.#directory = directory
    this.#parties = new Set(parties.map((party) => party.id))
    const members = groups.map((group) => [group.id, new Set(group.members.map((member) => member.party))] as const)
    const ofGroup = new Map<string, ReadonlySet<PartyId>>(members)
    const ofBody = bodies.map((body) => [body.id, ofGroup.get(body.members) ?? this.#parties] as const)
    this.#members = new Map([...members, ...ofBody])
    // Where no chair is recorded for some day, any member may be the chair.
    this.#chairs = new Map(ofBody)
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
    const known = this.#known.get(expr)
    if (known !== undefined || this.#depth > DEPTH_MAX) return known ?? 'any'
    this.#known.set(expr, 'any')
    this.#depth += 1
    const all = this.#union(expr, trigger)
    this.#depth -= 1
    this.#known.set(expr, all)
    return all
  }

  #union(expr: PartyExpr, trigger: KindName | undefined): Possible {
    const all = new Set<PartyId>()
    for (const set of expr.sets) {
      const parties = this.#ofSet(set, trigger)
      if (parties === 'any') return 'any'
      for (const party of parties) all.add(party)
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
      case 'chair':
      case 'body':
        return this.#chairs.get(role.body) ?? 'any'
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
