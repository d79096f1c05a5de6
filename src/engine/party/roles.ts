import type { KindName } from '../../agreement/clause.ts'
import type { PartyExpr, PartySet, Role } from '../../agreement/rule.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import type { Instant } from '../../time/instant.ts'
import type { Window } from '../../time/window.ts'
import { type Cause, deemedUnder, type Instance, sourceUnder } from '../duty/instance.ts'
import { partiesNamed } from '../program/parties-named.ts'
import type { Item, NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import { type Chronology, fieldOf } from '../record/chronology.ts'
import { type Membership, memberTurns } from './membership.ts'
import type { Reservations } from './reservations.ts'
import { holdersAt, holdsAt, type Seat, seatId } from './seats.ts'
import { standsAt, type Turn } from './turns.ts'

/**
 * How far a set of parties reaches: those who surely belong to it, those who may, or those who may whatever acts that move
 * standings are still to come.
 */
export type Reach = 'surely' | 'possibly' | 'ever'

type Birth = Pick<Instance, 'trigger' | 'cause'>

/** From where a set of parties is looked at. */
interface SeenFrom {
  /** Left out: no act but a date called the rule. */
  readonly row: Row | undefined
  readonly at: Instant
  readonly reach: Reach
  readonly cause: Cause | undefined
}

/** Who is meant by `each addressee`, `sender of question`, `any party other than ...`: fixed at the instant of the trigger. */
export class Roles {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  readonly membership: Membership
  private readonly seatIndex: ReadonlyMap<string, number>
  readonly reservations: Reservations
  private readonly members: ReadonlyMap<string, readonly (readonly [number, readonly Turn[]])[]>

  /** The item in hand: set by whoever reads a duty for it, and taken back. */
  item: Item | undefined

  /** Set by the decisions: who was for a proposal, against it, or took part, when it closed. */
  voters: (proposal: Row, is: 'for' | 'against' | 'taking part', reach: Reach) => number[] = () => []

  /** Set by the duties: which acts of a case called a rule's duties into being. */
  triggersIn: (entry: NormEntry, anchor: Row) => readonly Row[] = () => []

  constructor(
    program: Program,
    table: ActTable,
    chronology: Chronology,
    membership: Membership,
    reservations: Reservations,
  ) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.membership = membership
    this.reservations = reservations
    this.members = new Map([...program.groups.values()].map((group) => [group.id, memberTurns(group, program)]))
    this.seatIndex = new Map(program.seats.map((seat, i) => [seatId(seat), program.partyCount + i]))
  }

  /** The instant by which an act was sent, for certain where that is known; what can only be later than `by` is left out. */
  momentOf(row: Row, by = Number.POSITIVE_INFINITY): Instant {
    return this.momentsOf(row, by).at(-1) as Instant
  }

  /** The instants of an act's window from which membership may differ: one where it cannot. */
  momentsOf(row: Row, by = Number.POSITIVE_INFINITY): readonly Instant[] {
    return this.momentsIn(this.chronology.effective(row), by)
  }

  /** The instants of a window from which membership, or whom a rule holds between, may differ. */
  momentsIn({ earliest, latest }: Window, by: Instant): readonly Instant[] {
    if (earliest === latest) return [earliest]
    const until = Math.min(latest, by)
    const changes = this.membership.changes(earliest, until)
    const others = this.reservations.changes(earliest, until)
    if (others.length === 0) return [earliest, ...changes]
    return [earliest, ...new Set([...changes, ...others].sort((a, b) => a - b))]
  }

  /** The same of a duty or power: of the act on which it hangs, or of the outcome that it waits for. */
  momentsOfBirth({ trigger, cause }: Birth, by = Number.POSITIVE_INFINITY): readonly Instant[] {
    return cause === undefined ? this.momentsOf(trigger, by) : this.momentsIn(cause.at, by)
  }

  /** The instant at which parties are taken as they then are. */
  momentOfBirth(birth: Birth, by = Number.POSITIVE_INFINITY): Instant {
    return this.momentsOfBirth(birth, by).at(-1) as Instant
  }

  /** Were all senders of an act bound when they sent it, as far as that act asks for it? */
  sendersBound(row: Row, by = Number.POSITIVE_INFINITY): Tri {
    let answer: Tri = 'yes'
    if (this.program.kinds[this.table.kind(row)]?.movesOwnStanding === true) return answer
    const only = this.table.onlySender(row)
    if (only >= 0) return this.bound(only, row, by)
    for (const party of this.table.sendersOf(row)) {
      const bound = this.bound(party, row, by)
      if (bound === 'no') return 'no'
      if (bound === 'maybe') answer = 'maybe'
    }
    return answer
  }

  /** The first moment of an act's window at which all its senders may have been bound. */
  firstBound(row: Row): Instant {
    const senders = this.table.sendersOf(row)
    const isPossible = (at: Instant) => senders.every((party) => this.membership.isBound(party, at) !== 'no')
    return this.momentsOf(row).find(isPossible) ?? Number.POSITIVE_INFINITY
  }

  private bound(party: number, row: Row, by: Instant): Tri {
    const from = this.program.boundForGoodFrom[party] as number
    if (this.table.ownEarliest(row) >= from) return 'yes'
    return this.boundAt(party, this.momentsOf(row, by))
  }

  /** Is it bound at all of these moments, at none, or is that not known? */
  boundAt(party: number, moments: readonly Instant[]): Tri {
    const answers = moments.map((at) => this.membership.isBound(party, at))
    if (answers.every((answer) => answer === 'yes')) return 'yes'
    return answers.every((answer) => answer === 'no') ? 'no' : 'maybe'
  }

  /**
   * Whoever may be meant, at some moment of the trigger's window, and is bound at some moment of `at`: who is meant is fixed
   * when a rule is triggered, who is bound counts when it acts.
   */
  possibly(expr: PartyExpr, row: Row, at: Row = row, by = Number.POSITIVE_INFINITY): number[] {
    const named = this.named(expr, row, at)
    if (named !== undefined) return named
    const moments = this.momentsOf(row, by)
    const [first] = moments
    const meant = moments.length === 1 ? this.resolve(expr, row, first as Instant) : this.union(expr, row, moments)
    const boundMoments = at === row ? moments : this.momentsOf(at, by)
    return meant.filter((party) => this.boundAt(party, boundMoments) !== 'no')
  }

  private union(expr: PartyExpr, row: Row, moments: readonly Instant[], cause?: Cause): number[] {
    return [...new Set(moments.flatMap((at) => this.resolve(expr, row, at, 'possibly', cause)))].sort((a, b) => a - b)
  }

  /** Whoever may owe what an outcome called into being: meant, and bound, at some moment at which that may have been. */
  debtors({ norm }: NormEntry, row: Row, cause: Cause, by = Number.POSITIVE_INFINITY): number[] {
    const moments = this.momentsIn(cause.at, by)
    return this.union(norm.who, row, moments, cause).filter(
      (party) => norm.survives || this.boundAt(party, moments) !== 'no',
    )
  }

  /** Whoever is meant at every moment of the trigger's window, and bound at every moment of `at`. */
  surely(expr: PartyExpr, row: Row, at: Row = row, by = Number.POSITIVE_INFINITY): number[] {
    return this.named(expr, row, at) ?? this.always(expr, row, this.momentsOf(row, by), this.momentsOf(at, by))
  }

  /**
   * The usual case, without a look at days: whoever sent an act, to whom it was sent by name, or whom it names, all bound for
   * good before `at` was sent. Undefined: another case.
   */
  private named({ sets }: PartyExpr, row: Row, at: Row): number[] | undefined {
    const [set] = sets
    const { table, program } = this
    if (set === undefined || sets.length > 1 || set.that !== undefined || !table.counts(at)) return undefined
    let parties = this.namedBy(set.of, row)
    for (const role of set.except) {
      const excepted = this.namedBy(role, row)
      if (parties === undefined || excepted === undefined) return undefined
      parties = parties.filter((party) => !excepted.includes(party))
    }
    if (parties === undefined) return undefined
    const sent = table.ownEarliest(at)
    for (const party of parties) if (sent < (program.boundForGoodFrom[party] as number)) return undefined
    return parties.length < 2 ? parties : [...new Set(parties)].sort((a, b) => a - b)
  }

  private namedBy(of: Role, row: Row): number[] | undefined {
    if (of.kind !== 'sender' && of.kind !== 'addressee' && of.kind !== 'field') return undefined
    const act = this.noun(of.noun, row)
    if (of.kind === 'field') {
      const value = this.fieldIn(of, act)
      return value === undefined ? undefined : partiesNamed(value, this.program)
    }
    if (act === undefined) return []
    if (of.kind === 'sender') return this.table.senders(act)
    return this.table.isToAll(act) ? undefined : this.table.addressees(act)
  }

  private always(
    expr: PartyExpr,
    row: Row,
    moments: readonly Instant[],
    boundMoments: readonly Instant[],
    cause?: Cause,
  ): number[] {
    const [first, ...rest] = moments.map((moment) => this.resolve(expr, row, moment, 'surely', cause))
    return (first as number[]).filter(
      (party) => rest.every((parties) => parties.includes(party)) && this.boundAt(party, boundMoments) === 'yes',
    )
  }

  /** Whoever may be meant, whatever is recorded later of standings: the lines that an act may have are drawn up once. */
  ever(expr: PartyExpr, row: Row): number[] {
    if (!this.program.standingsMove) return this.possibly(expr, row)
    const { earliest, latest } = this.chronology.effective(row)
    const moments = [earliest, ...this.membership.datedChanges(earliest, latest)]
    return [...new Set(moments.flatMap((at) => this.resolve(expr, row, at, 'ever')))].sort((a, b) => a - b)
  }

  /** Are all senders of an act among those meant? A chair or a body acts by whoever holds the chair at `row`. */
  entitled(expr: PartyExpr, trigger: Row, row: Row): Tri {
    const possibly = this.possibly(expr, trigger, row)
    const surely = this.surely(expr, trigger, row)
    let answer: Tri = 'yes'
    for (const sender of this.table.sendersOf(row)) {
      if (surely.includes(sender)) continue
      const own = possibly.includes(sender) ? 'maybe' : this.heldBy(sender, possibly, surely, row)
      if (own === 'no') return 'no'
      if (own === 'maybe') answer = 'maybe'
    }
    return answer
  }

  /** Does the sender of an act hold one of these seats? */
  private heldBy(sender: number, possibly: readonly number[], surely: readonly number[], row: Row): Tri {
    let answer: Tri = 'no'
    for (const party of possibly) {
      const held = party < this.program.partyCount ? 'no' : this.holds(sender, party, row)
      if (held === 'yes' && surely.includes(party)) return 'yes'
      if (held !== 'no') answer = 'maybe'
    }
    return answer
  }

  /** Does the party act for the other, or for that seat, at an act? */
  holds(party: number, other: number, row: Row): Tri {
    const seat = this.seat(other)
    if (seat === undefined) return party === other ? 'yes' : 'no'
    const answers = this.momentsOf(row).map((at) => holdsAt(seat, party, at))
    if (answers.every((answer) => answer === 'yes')) return 'yes'
    return answers.every((answer) => answer === 'no') ? 'no' : 'maybe'
  }

  /** Who may act for a party: it itself; for a seat, anybody, and whether it holds the chair is looked up then. */
  sendersFor(party: number): readonly number[] {
    return this.seat(party) === undefined ? [party] : this.program.agreement.parties.map((_, index) => index)
  }

  seat(party: number): Seat | undefined {
    return party < this.program.partyCount ? undefined : this.program.seats[party - this.program.partyCount]
  }

  /** Did the party, or whoever held that seat, send the act? */
  isSentBy(row: Row, party: number): Tri {
    if (party < this.program.partyCount) return this.table.isSender(row, party) ? 'yes' : 'no'
    return this.anyOf(this.table.sendersOf(row), party, row)
  }

  /** Was the act sent to the party, or to whoever held that seat? A body is reached by its chair. */
  isSentTo(row: Row, party: number): Tri {
    if (party < this.program.partyCount) return this.table.isAddressee(row, party) ? 'yes' : 'no'
    return this.table.isToAll(row) ? 'yes' : this.anyOf(this.table.addressees(row), party, row)
  }

  private anyOf(parties: readonly number[], seat: number, row: Row): Tri {
    const answers = parties.map((one) => this.holds(one, seat, row))
    return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no'
  }

  /** Whose receipt of an act is that of a party: of a seat, that of the one who held it and to whom the act was sent. */
  receiverOf(row: Row, party: number): number {
    const seat = this.seat(party)
    if (seat === undefined) return party
    const [only, ...others] = holdersAt(seat, this.momentsOf(row))
    return only === undefined || others.length > 0 || !this.table.isAddressee(row, only) ? party : only
  }

  /** Does the record tell who owes this to whom, as far as it was sent by then? */
  isSettled(instance: Instance, by = Number.POSITIVE_INFINITY): boolean {
    const { entry, trigger, debtors, cause } = instance
    const moments = this.momentsOfBirth(instance, by)
    if (moments.length === 1 && !this.program.standingsMove) return true
    // What outlives leaving may be called into being by the outcome of another after its debtor left; by an act it is not.
    const boundMoments = entry.norm.survives && cause !== undefined ? [] : moments
    const surely = this.forItem(instance.item, () => this.always(entry.norm.who, trigger, moments, boundMoments, cause))
    if (!debtors.every((debtor) => surely.includes(debtor))) return false
    const creditors = moments.map((at) => this.owedTo(instance, at).join())
    return (
      creditors.every((one) => one === creditors[0]) &&
      moments.every((at) => this.owedTo(instance, at, 'surely').join() === creditors[0])
    )
  }

  /** Parties in ascending index; `row` undefined where no act but a date called the rule. */
  resolve(expr: PartyExpr, row: Row | undefined, at: Instant, reach: Reach = 'possibly', cause?: Cause): number[] {
    const all = expr.sets.map((set) => this.resolveSet(set, { row, at, reach, cause }))
    const [only] = all
    // Most parties of most rules are one: without a set and a sorted copy of it.
    if (all.length === 1 && only !== undefined && only.length <= 1) return only
    return [...new Set(all.flat())].sort((a, b) => a - b)
  }

  private resolveSet(set: PartySet, seen: SeenFrom): number[] {
    if (set.except.length === 0 && set.that === undefined) return this.resolveRole(set.of, seen)
    const { at, reach } = seen
    // Who may belong to the set may be one of those who surely are excepted, and the other way about.
    const opposite: Reach = reach === 'surely' ? 'possibly' : 'surely'
    const excepted = reach === 'ever' ? [] : set.except
    const except = new Set(excepted.flatMap((role) => this.exceptedBy(role, { ...seen, reach: opposite })))
    return this.resolveRole(set.of, seen).filter((party) => !except.has(party) && this.isThat(set, party, at, reach))
  }

  /** Of a seat that is excepted, whoever holds it. */
  private exceptedBy(role: Role, seen: SeenFrom): number[] {
    const { at, reach } = seen
    const found = this.resolveRole(role, seen)
    if (role.kind !== 'chair' && role.kind !== 'body') return found
    const seat = this.seat(found[0] ?? -1)
    if (seat === undefined) return []
    const held = (party: number) => holdsAt(seat, party, at)
    return this.program.parties.flatMap((_, party) => {
      if (party >= this.program.partyCount) return []
      return held(party) === 'yes' || (held(party) === 'maybe' && reach !== 'surely') ? [party] : []
    })
  }

  private isThat({ that }: PartySet, party: number, at: Instant, reach: Reach): boolean {
    if (that === undefined || reach === 'ever') return true
    const index = this.program.standingIndex
    const all = [that, ...(that.nor ?? [])].map((s) => this.membership.stands(index.get(s.standing) ?? -1, party, at))
    return all.every((stands) => (stands === 'maybe' ? reach === 'possibly' : (stands === 'yes') === that.is))
  }

  private resolveRole(role: Role, seen: SeenFrom): number[] {
    const { row, at, reach, cause } = seen
    const { program, table } = this
    switch (role.kind) {
      case 'party':
        return [program.partyIndex.get(role.party) as number]
      case 'parties':
        return program.agreement.parties.flatMap((_, party) => {
          const bound = reach === 'ever' ? 'maybe' : this.membership.isBound(party, at)
          return bound === 'yes' || (bound === 'maybe' && reach !== 'surely') ? [party] : []
        })
      case 'member':
        if (this.isOfAll(role.group)) return this.resolveRole({ kind: 'parties' }, seen)
        return (this.members.get(role.group) ?? []).flatMap(([party, turns]) =>
          standsAt(turns, at) === 'yes' ? [party] : [],
        )
      case 'sender':
      case 'addressee':
        return this.partiesOfAct(role.kind, role.noun, seen)
      case 'debtor':
      case 'creditor': {
        const entry = program.normIndex.get(role.rule)
        if (entry === undefined || row === undefined) return []
        const source = sourceUnder(cause, role.rule)
        if (source !== undefined) {
          if (role.kind === 'debtor') return [...source.debtors]
          return this.creditors(entry, source.trigger, at, reach, source.cause)
        }
        // Whoever used the power holds it.
        if (entry.norm.verb === 'may' && role.kind === 'debtor' && entry.acts.has(table.kind(row)))
          return table.senders(row)
        const anchor = this.anchorOf(entry, row) ?? row
        const found = entry.versions.flatMap((version) =>
          this.triggersIn(version, anchor).flatMap((trigger) =>
            role.kind === 'debtor'
              ? this.resolve(version.norm.who, trigger, at, reach)
              : this.creditors(version, trigger, at, reach),
          ),
        )
        return [...new Set(found)]
      }
      case 'field':
        return this.namedIn(role, seen)
      case 'voter': {
        const proposal = row === undefined ? undefined : this.noun(role.noun, row)
        return proposal === undefined ? [] : this.voters(proposal, role.is, reach)
      }
      // Whoever reads the duty puts the party in its place; without one it may be anybody.
      case 'figure':
        return reach === 'surely' ? [] : this.resolveRole({ kind: 'parties' }, seen)
      case 'chair':
      case 'body':
        return [this.seatIndex.get(seatId(role)) as number]
    }
  }

  /** The parties that a message names by their ids. */
  private namedIn({ noun, path }: Role & { readonly kind: 'field' }, seen: SeenFrom): number[] {
    const value = this.fieldIn({ noun, path }, this.noun(noun, seen.row))
    // Whom a message leaves open may be anybody.
    if (value === undefined) return seen.reach === 'surely' ? [] : this.resolveRole({ kind: 'parties' }, seen)
    return partiesNamed(value, this.program)
  }

  /** A field of an act, or of the item in hand. */
  private fieldIn({ noun, path }: { readonly noun: KindName; readonly path: readonly string[] }, act: Row | undefined) {
    if (this.item?.as === noun) return fieldOf(this.item.body, path)
    if (act === undefined) return undefined
    return this.table.field(act, path) ?? defaultAt(this.program.kinds[this.table.kind(act)]?.kind.form, path)
  }

  /** Looked at for an item of a list, or for none. */
  forItem<T>(item: Item | undefined, look: () => T): T {
    const before = this.item
    this.item = item
    const found = look()
    this.item = before
    return found
  }

  /** A body of all parties. */
  private isOfAll(id: string): boolean {
    return this.program.agreement.bodies.some((body) => body.id === id && body.members === 'parties')
  }

  private partiesOfAct(kind: 'sender' | 'addressee', noun: KindName | undefined, seen: SeenFrom): number[] {
    const { row, at, reach, cause } = seen
    const silent = deemedUnder(cause, noun)?.source
    if (silent !== undefined) {
      if (kind === 'sender') return [...silent.debtors]
      return this.creditors(silent.entry, silent.trigger, at, reach, silent.cause)
    }
    const act = this.noun(noun, row)
    if (act === undefined) return []
    if (kind === 'sender') return this.table.senders(act)
    if (!this.table.isToAll(act)) return this.table.addressees(act)
    return this.resolveRole({ kind: 'parties' }, seen).filter((party) => !this.table.isSender(act, party))
  }

  /** Addressees of an act: for one sent to all, everybody else who may have been bound that day. */
  addresseesOf(row: Row): number[] {
    if (!this.table.isToAll(row)) return this.table.addressees(row)
    return this.possibly(EVERYBODY, row).filter((party) => !this.table.isSender(row, party))
  }

  /** The act that a noun of a rule means, seen from `row`. */
  noun(noun: string | undefined, row: Row | undefined): Row | undefined {
    if (row === undefined || noun === undefined) return row
    const kind = this.program.kindIndex.get(noun)
    return kind === undefined ? undefined : this.chronology.nearest(row, kind)
  }

  /** The act that the performing act must be about. */
  anchorOf(entry: NormEntry, row: Row): Row | undefined {
    return entry.anchor === undefined ? row : this.noun(entry.anchor, row)
  }

  /** To whom these debtors owe it: not to those between whom and them a reservation excludes the rule. */
  owedTo({ entry, trigger, debtors, cause }: Owing, at: Instant, reach: Reach = 'possibly'): number[] {
    const creditors = this.creditors(entry, trigger, at, reach, cause)
    if (!this.program.reservable.has(entry.norm.id)) return creditors
    return creditors.filter((creditor) => {
      const isExcluded = this.isExcluded(entry, debtors, creditor, at)
      return reach === 'surely' ? isExcluded === 'no' : isExcluded !== 'yes'
    })
  }

  private isExcluded({ norm }: NormEntry, debtors: readonly number[], creditor: number, at: Instant): Tri {
    const answers = debtors.map((debtor) => this.reservations.excludes(norm.id, debtor, creditor, at))
    if (answers.includes('no')) return 'no'
    return answers.includes('maybe') ? 'maybe' : 'yes'
  }

  /** Does a reservation leave nobody to whom they owe it, at these moments? */
  owedToNobody(owing: Owing, moments: readonly Instant[]): Tri {
    if (!this.program.reservable.has(owing.entry.norm.id)) return 'no'
    const { entry, trigger, debtors, cause } = owing
    const answers = moments.map((at): Tri => {
      const others = this.creditors(entry, trigger, at, 'possibly', cause).filter((one) => !debtors.includes(one))
      const excluded = others.map((creditor) => this.isExcluded(entry, debtors, creditor, at))
      if (others.length === 0 || excluded.includes('no')) return 'no'
      return excluded.includes('maybe') ? 'maybe' : 'yes'
    })
    return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? 'no') : 'maybe'
  }

  /** To whom it is owed: as the rule says, else the senders of what is answered. `row` is the trigger. */
  creditors(entry: NormEntry, row: Row | undefined, at: Instant, reach: Reach = 'possibly', cause?: Cause): number[] {
    if (entry.norm.to !== undefined) return this.resolve(entry.norm.to, row, at, reach, cause)
    if (row === undefined) return []
    const anchor = this.anchorOf(entry, row)
    return anchor === undefined ? [] : this.table.senders(anchor)
  }
}

/** Of a duty by date there is no trigger. */
export type Owing = Omit<Instance, 'trigger'> & { readonly trigger: Row | undefined }

const EVERYBODY: PartyExpr = { join: 'and', sets: [{ quantifier: 'all', of: { kind: 'parties' }, except: [] }] }
