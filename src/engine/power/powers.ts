import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { Claim, Decided, Event, Outcome } from '../../agreement/rule.ts'
import { earlierOf, laterOf, NEVER, type Window } from '../../time/window.ts'
import type { ClockEnds } from '../clock/clock-ends.ts'
import type { Instance } from '../duty/instance.ts'
import type { Roles } from '../party/roles.ts'
import type { NormEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import { isDayStart } from '../reading/words.ts'
import type { ActTable, Row } from '../record/act-table.ts'
import type { Cases } from '../record/case.ts'
import type { Chronology } from '../record/chronology.ts'
import { Search } from '../record/search.ts'
import { usedPowers } from './used-powers.ts'

/** `unlimited`: no power governs such acts. */
export type Effect = 'unlimited' | 'in order' | 'premature' | 'none' | 'unknown'

export interface Effective {
  readonly effect: Effect
  readonly at: Window
  /** From when a clock counts that starts with it: where an hour that was missed opened the power, from that hour. */
  readonly from?: Window
  /** The powers that it uses, each with the time from which it does. */
  readonly under?: ReadonlyMap<NormEntry, Window>
  /** It has none yet: the power that it would use has not opened, as far as is recorded. */
  readonly waits?: true
  /** Under one power: that one was surely open when the act was sent. */
  readonly opened?: true
}

/** From whose side an opening is looked for: the holder, and for an act that uses the power, that act and one addressee. */
interface View {
  readonly holder: number
  readonly user?: Row
  readonly target?: number
  /** The instant of the reading. */
  readonly by?: number
  /** It is asked for a clock: an hour that was missed opens the power at that hour, and not a millisecond later. */
  readonly counting?: boolean
}

const NO_EFFECT: Effective = { effect: 'none', at: NEVER }

/** What becomes of proposals, and what positions on them have effect; decisions know it. */
export interface Deciding {
  effect(entry: NormEntry, proposal: Row, row: Row): Effective
  when(proposal: Row, is: Decided): Window
  /** When the power of members to take a position ends. */
  closed(entry: NormEntry, proposal: Row): Window
}

/** What became of a duty, as an event that a power may wait for; duties know it. */
export interface Outcomes {
  dutiesAbout(entry: NormEntry, anchor: Row): Iterable<Instance>
  outcome(duty: Instance, is: Outcome): Window
}

/**
 * Powers: when they open, and what effect an act has that uses one. An act of a kind that some power governs has effect
 * only while that power is open to its sender: too early it waits, too late or by somebody else it has none.
 */
export class Powers {
  private readonly program: Program
  private readonly table: ActTable
  private readonly chronology: Chronology
  private readonly roles: Roles
  private readonly cases: Cases
  /** Set by the ledger: acts move ends, and powers say which acts have effect. */
  ends: Pick<ClockEnds, 'closes' | 'starts' | 'endings'> = {
    closes: () => undefined,
    starts: () => undefined,
    endings: () => [],
  }
  private readonly known = new Map<Row, Effective>()
  readonly search = new Search()
  /** Set by the duties: powers open at lapses, and duties arise from powers. */
  outcomes: Outcomes = { dutiesAbout: () => [], outcome: () => NEVER }
  /** Set by the ledger. */
  deciding: Deciding = { effect: () => NO_EFFECT, when: () => NEVER, closed: () => NEVER }

  constructor(program: Program, table: ActTable, chronology: Chronology, roles: Roles, cases: Cases) {
    this.program = program
    this.table = table
    this.chronology = chronology
    this.roles = roles
    this.cases = cases
  }

  /** To be called when acts were added: what is remembered of effects may no longer hold. */
  forget(): void {
    if (this.known.size > 0) this.known.clear()
  }

  /** Does an act that uses a power have effect, and from when? Acts of kinds that no power governs always have. */
  effect(row: Row): Effective {
    const { table } = this
    if (!table.counts(row)) return NO_EFFECT
    const { uses, claim } = this.program.kinds[table.kind(row)] as Program['kinds'][number]
    const bound = this.roles.sendersBound(row)
    if (bound === 'no') return NO_EFFECT
    if (uses.length === 0 && claim === undefined) {
      return this.perhaps(bound, row, { effect: 'unlimited', at: this.chronology.effective(row) })
    }
    const known = this.known.get(row)
    if (known !== undefined) return known
    // Within its own search an act has no effect.
    if (!this.search.begin(row)) return NO_EFFECT
    const found = this.perhaps(bound, row, this.effectOf(row, uses, claim))
    if (this.search.end(row)) this.known.set(row, found)
    return found
  }

  /** The effect of an act that may count only from when it comes to that. */
  takesEffect(row: Row, decided: Decided | undefined): Effective {
    if (decided === undefined) return this.effect(row)
    const at = this.deciding.when(row, decided)
    if (at.earliest === Number.POSITIVE_INFINITY) return NO_EFFECT
    return { effect: at.latest === Number.POSITIVE_INFINITY ? 'unknown' : 'in order', at }
  }

  /** The effect for a rule: what outlives leaving can also be performed by whoever has left. */
  effectFor(entry: NormEntry, row: Row): Effective {
    const { uses, claim } = this.program.kinds[this.table.kind(row)] as Program['kinds'][number]
    if (!entry.norm.survives || uses.length > 0 || claim !== undefined || !this.table.counts(row))
      return this.effect(row)
    return { effect: 'unlimited', at: this.chronology.effective(row) }
  }

  /** The effect of an act whose senders may not have been bound: not before all of them may have been. */
  private perhaps(bound: Tri, row: Row, found: Effective): Effective {
    if (bound === 'yes' || found.effect === 'none') return found
    const from = this.roles.firstBound(row)
    const open = ({ earliest }: Window): Window => ({
      earliest: Math.max(earliest, from),
      latest: Number.POSITIVE_INFINITY,
    })
    const under =
      found.under === undefined ? undefined : new Map([...found.under].map(([entry, at]) => [entry, open(at)]))
    return { effect: 'unknown', at: open(found.at), from: open(countedFrom(found)), under }
  }

  private effectOf(row: Row, uses: readonly NormEntry[], claim: Claim | undefined): Effective {
    const sent = this.chronology.effective(row)
    const claimed = claim === undefined ? undefined : this.claimed(claim, row, sent)
    if (claimed !== undefined) return claimed
    if (uses.length === 0) return { effect: 'unlimited', at: sent }
    const under = new Map<NormEntry, Window>()
    const opened = new Set<NormEntry>()
    let best = NO_EFFECT
    for (const entry of uses) {
      for (const carrier of this.carriersOf(entry, row)) {
        const found = this.effectUnder(entry, carrier, row, sent)
        if (found.effect === 'none') {
          if (best.effect === 'none' && found.waits === true) best = found
          continue
        }
        const at = under.get(entry)
        under.set(entry, at === undefined ? found.at : earlierOf(at, found.at))
        if (found.opened === true) opened.add(entry)
        const isSooner = best.effect === 'none' || found.at.latest < best.at.latest
        const from = earlierOf(countedFrom(best), countedFrom(found))
        best = { effect: isSooner ? found.effect : best.effect, at: earlierOf(best.at, found.at), from }
      }
    }
    return best.effect === 'none' ? best : { ...best, under: usedPowers(under, opened, best.at) }
  }

  /** The effect of a claim that is not, or perhaps not, its sender's to make. */
  private claimed(claim: Claim, row: Row, sent: Window): Effective | undefined {
    const entitled = this.roles.entitled(claim.who, row, row)
    if (entitled === 'no') return NO_EFFECT
    return entitled === 'maybe' ? { effect: 'unknown', at: { ...NEVER, earliest: sent.earliest } } : undefined
  }

  /** Under one power, hung on one act. Of several senders each must hold it. */
  private effectUnder(entry: NormEntry, anchor: Row, row: Row, sent: Window): Effective {
    if (entry.norm.decides !== undefined) return this.deciding.effect(entry, anchor, row)
    // What a condition excludes once never opens: there is nothing to wait for.
    if (this.cases.applies(entry, anchor) === false) return NO_EFFECT
    const towards = this.isTowards(entry, anchor, row)
    if (this.cases.holds(entry.whatIf, row) === false || towards === 'no') return NO_EFFECT
    const senders = this.table.sendersOf(row)
    const entitled = this.roles.entitled(entry.norm.who, anchor, row)
    if (entitled === 'no') return NO_EFFECT
    const opens = senders.map((sender) => this.opens(entry, anchor, sender, row)).reduce(laterOf)
    const closes = this.closesBetween(entry, anchor, senders, row)
    if (closes !== undefined && sent.earliest >= closes.latest) return NO_EFFECT
    // What it waits for may still come.
    if (opens.earliest === Number.POSITIVE_INFINITY) return { ...NO_EFFECT, waits: true }
    const used = entry.norm.uses === 'once' ? this.usedBefore(entry, anchor, row) : 'no'
    if (used === 'yes') return NO_EFFECT
    const at = laterOf(sent, opens)
    const from = laterOf(sent, this.openedFrom(entry, anchor, senders, row) ?? opens)
    const isOpen = [towards, used, entitled].includes('maybe')
    if (isOpen || (closes !== undefined && sent.latest >= closes.earliest)) {
      const latest = Number.POSITIVE_INFINITY
      return { effect: 'unknown', at: { ...at, latest }, from: { ...from, latest } }
    }
    if (sent.latest < opens.earliest) return { effect: 'premature', at, from }
    const effect = at.latest === Number.POSITIVE_INFINITY ? 'unknown' : 'in order'
    return opens.latest <= sent.earliest ? { effect, at, from, opened: true } : { effect, at, from }
  }

  /** The opening as the start of a clock; undefined: no lapse opens the power. */
  private openedFrom(entry: NormEntry, anchor: Row, senders: readonly number[], row: Row): Window | undefined {
    if (!entry.norm.when.some((event) => event.kind === 'outcome' && event.is === 'lapses')) return undefined
    const ever = Number.POSITIVE_INFINITY
    return senders.map((sender) => this.opens(entry, anchor, sender, row, ever, true)).reduce(laterOf)
  }

  /** From when a clock counts that starts with an act which a duty hangs on, and which had effect from `born` on. */
  startOf(row: Row, born: Window): Window {
    const { at, from } = this.effect(row)
    return from !== undefined && at.earliest === born.earliest && at.latest === born.latest ? from : born
  }

  /** Has somebody for whom it holds used it by an earlier act? One that may be earlier leaves it open. */
  private usedBefore(entry: NormEntry, anchor: Row, row: Row): Tri {
    let answer: Tri = 'no'
    for (const other of this.cases.about(anchor, entry.norm.what.link?.kind === 'about', entry.acts)) {
      const isSameHolder = this.table.sendersOf(other).some((party) => this.table.isSender(row, party))
      const order = this.order(other, row)
      if (other === row || order === 'after' || (entry.norm.who.join === 'and' && !isSameHolder)) continue
      const at = order === 'open' ? undefined : this.effect(other).under?.get(entry)
      if (at !== undefined && at.latest !== Number.POSITIVE_INFINITY) return 'yes'
      if (at !== undefined || order === 'open') answer = 'maybe'
    }
    return answer
  }

  /** Is the act addressed only to parties towards which the rule gives the power? */
  private isTowards(entry: NormEntry, anchor: Row, row: Row): Tri {
    const { to } = entry.norm
    if (to === undefined) return 'yes'
    const addressees = this.roles.addresseesOf(row)
    const among = (parties: readonly number[], isSure: boolean) =>
      addressees.every((party) =>
        parties.some((other) => {
          const holds = this.roles.holds(party, other, row)
          return isSure ? holds === 'yes' : holds !== 'no'
        }),
      )
    const named = this.debtorsOfItems(entry, anchor)
    if (!among(named ?? this.roles.possibly(to, anchor, row), false)) return 'no'
    return among(named ?? this.roles.surely(to, anchor, row), true) ? 'yes' : 'maybe'
  }

  /** Whom the items of a list name as debtors, where a power is given towards those; whether the duty lapsed, the opening says. */
  private debtorsOfItems({ towards }: NormEntry, anchor: Row): readonly number[] | undefined {
    const source = towards === undefined ? undefined : this.program.normIndex.get(towards)
    if (source?.item === undefined) return undefined
    return [...this.outcomes.dutiesAbout(source, anchor)].flatMap(({ debtors }) => debtors)
  }

  /** The acts that a power hangs on, seen from an act that uses it. */
  carriersOf(entry: NormEntry, row: Row): readonly Row[] {
    if (entry.norm.decides !== undefined) return this.cases.above(row, entry.hangsOn).filter((one) => one !== row)
    const { link } = entry.norm.what
    const first = entry.norm.when[0]
    const noun =
      link === undefined ? (first?.kind === 'act' ? first.act : undefined) : 'noun' in link ? link.noun : undefined
    const kind = noun === undefined ? undefined : this.program.kindIndex.get(noun)
    if (kind === undefined) return []
    if (link?.kind === 'to') return this.table.refsOf(row).filter((target) => this.table.kind(target) === kind)
    const nearest = this.chronology.nearest(row, kind)
    return nearest === undefined ? [] : [nearest]
  }

  /**
   * When a power opens for a holder: at the first of its events. Infinite: not as far as is recorded. Seen from an act that
   * uses it, what came after that act does not open it: an act cannot wait for what it, or a later act, calls into being.
   * So the search goes back in time.
   */
  opens(
    entry: NormEntry,
    anchor: Row,
    holder: number,
    user?: Row,
    by = Number.POSITIVE_INFINITY,
    counting = false,
  ): Window {
    const applies = this.cases.applies(entry, anchor)
    if (applies === false || !this.table.counts(anchor)) return NEVER
    // Towards debtors of a rule it must have opened by each that the act is addressed to.
    const targets = user === undefined || entry.towards === undefined ? [undefined] : this.roles.addresseesOf(user)
    let earliest = Number.NEGATIVE_INFINITY
    let latest = applies === true || entry.asksInForce ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    for (const target of targets.length === 0 ? [undefined] : targets) {
      const opened = this.firstOpening(entry, anchor, { holder, user, target, by, counting })
      earliest = Math.max(earliest, opened.earliest)
      latest = Math.max(latest, opened.latest)
    }
    // What an act above it opened is not there for it before it is.
    const opened = laterOf({ earliest, latest }, this.chronology.effective(anchor))
    const starts = this.ends.starts({ entry, trigger: anchor, debtors: [holder] }, opened, by)
    return starts === undefined ? opened : laterOf(opened, starts)
  }

  private firstOpening(entry: NormEntry, anchor: Row, view: View): Window {
    let earliest = Number.POSITIVE_INFINITY
    let latest = Number.POSITIVE_INFINITY
    for (const event of entry.norm.when) {
      for (const at of this.openings(entry, event, anchor, view)) {
        const applies = this.appliesAt(entry, anchor, at, view)
        if (applies === false) continue
        earliest = Math.min(earliest, at.earliest)
        if (applies === true) latest = Math.min(latest, at.latest)
      }
    }
    return { earliest, latest }
  }

  /** Whether another rule is in force is asked at each opening; all else has been. */
  private appliesAt(entry: NormEntry, anchor: Row, at: Window, { holder, by }: View): boolean | undefined {
    if (!entry.asksInForce || at.earliest === Number.POSITIVE_INFINITY) return true
    return this.cases.applies(entry, anchor, { entry, trigger: anchor, debtors: [holder], at, by })
  }

  /** From when to when a holder may use it, as far as can be told by an instant; what can be used once ends with its use. */
  runs(entry: NormEntry, anchor: Row, holder: number, by: number): { readonly begins: Window; readonly ends: Window } {
    const begins = this.opens(entry, anchor, holder, undefined, by)
    const closes = this.closes(entry, anchor, holder, by) ?? NEVER
    const left = this.roles.membership.leaves(holder, this.roles.momentOf(anchor), by) ?? NEVER
    const ended = this.ends.endings({ entry, trigger: anchor, debtors: [holder] }, by).map(({ at }) => at)
    const used = entry.norm.uses === 'once' ? this.usesOf(entry, anchor, holder).map(({ at }) => at) : []
    return { begins, ends: [closes, left, ...ended, ...used].reduce(earlierOf) }
  }

  private *openings(entry: NormEntry, event: Event, anchor: Row, view: View): Generator<Window> {
    if (event.kind === 'act') {
      yield* this.occurrences(event.act, anchor, view, () => true, event.decided)
      if (event.decided !== undefined) return
      for (const { source, deemed } of entry.silences)
        if (deemed === event.act) yield* this.outcomesOf(entry, source.norm.id, 'lapses', anchor, view)
    } else if (event.kind === 'claim') {
      yield* this.occurrences(event.claim, anchor, view, (claim) => this.isAgainst(claim, view.target))
    } else if (event.kind === 'outcome') yield* this.outcomesOf(entry, event.rule, event.is, anchor, view)
  }

  /** Is the claim made to this party, or about an act of its own? */
  private isAgainst(claim: Row, target: number | undefined): boolean {
    if (target === undefined || this.table.isAddressee(claim, target)) return true
    return this.table.refsOf(claim).some((row) => this.table.isSender(row, target))
  }

  /** When acts of a kind took effect in this case. */
  private *occurrences(
    act: KindName,
    anchor: Row,
    { user }: View,
    concerns: (row: Row) => boolean,
    decided?: Decided,
  ): Generator<Window> {
    const kind = this.program.kindIndex.get(act)
    if (kind === undefined) return
    for (const row of this.cases.above(anchor, new Set([kind]))) yield this.takesEffect(row, decided).at
    const free = (this.program.kinds[kind] as Program['kinds'][number]).uses.length === 0
    for (const row of this.cases.about(anchor, true, new Set([kind]))) {
      if (!concerns(row)) continue
      // An act that needs no power may open one to an act that came too early.
      const order = free ? 'before' : this.order(row, user)
      if (order !== 'after')
        yield this.seen(this.chronology.effective(row), order, () => this.takesEffect(row, decided).at)
    }
  }

  private *outcomesOf(
    entry: NormEntry,
    rule: RuleId,
    is: Outcome,
    anchor: Row,
    { holder, user, target, counting }: View,
  ): Generator<Window> {
    const source = this.program.normIndex.get(rule)
    if (source === undefined) return
    // A lapse concerns one debtor: where the holder is the debtor of that rule, only its own counts.
    const ownOnly = entry.norm.who.sets.some((set) => set.of.kind === 'debtor' && set.of.rule === rule)
    for (const duty of this.outcomes.dutiesAbout(source, anchor)) {
      const { trigger, debtors } = duty
      const order = trigger === anchor ? 'before' : this.order(trigger, user)
      if (order === 'after') continue
      if (ownOnly && !debtors.includes(holder)) continue
      if (entry.towards === rule && target !== undefined && !debtors.includes(target)) continue
      const isCounted = counting === true && is === 'lapses'
      yield this.seen(this.chronology.effective(trigger), order, () => {
        const at = this.outcomes.outcome(duty, is)
        return isCounted ? this.missed(at) : at
      })
    }
  }

  /** What lapses at an hour was due at that hour; what lapses with a day is over when the next one begins. */
  private missed({ earliest, latest }: Window): Window {
    const { zone } = this.program.agreement
    const due = (closes: number) => (isDayStart(closes, zone) ? closes : closes - 1)
    return { earliest: due(earliest), latest: due(latest) }
  }

  /** Is an act before the one that uses a power? Where windows overlap, only an order is sure that no window decides. */
  private order(row: Row, user: Row | undefined): 'before' | 'after' | 'open' {
    if (user === undefined) return 'before'
    if (row === user) return 'after'
    const a = this.chronology.effective(row)
    const b = this.chronology.effective(user)
    if (a.latest < b.earliest) return 'before'
    if (a.earliest > b.latest) return 'after'
    const exact = a.earliest === a.latest && b.earliest === b.latest
    return exact ? (this.cases.compareRows(row, user) < 0 ? 'before' : 'after') : 'open'
  }

  private seen(from: Window, order: 'before' | 'open', at: () => Window): Window {
    return order === 'before' ? at() : { earliest: from.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** When it ends for these senders; towards debtors whose lapse it counts from, by the lapse of each that is addressed. */
  private closesBetween(entry: NormEntry, anchor: Row, senders: readonly number[], row: Row): Window | undefined {
    const { until } = entry.norm
    const isFromLapse = until?.kind === 'count' && until.from.kind === 'outcome' && until.from.rule === entry.towards
    const parties = isFromLapse ? this.roles.addresseesOf(row) : senders
    return parties.map((party) => this.closes(entry, anchor, party)).reduce(soonest, undefined)
  }

  /** When a power of a holder was first used, or ended unused; infinite: not as far as is recorded. */
  outcome({ entry, trigger, debtors }: Instance, is: Outcome): Window {
    const holder = debtors[0] as number
    if (is !== 'lapses' && is !== 'exercised') return NEVER
    const uses = this.usesOf(entry, trigger, holder).map(({ at }) => at)
    const used = uses.reduce(earlierOf, NEVER)
    if (is === 'exercised') return used
    const instance = { entry, trigger, debtors }
    const closes = this.ends.closes(instance, this.chronology.effective(trigger))
    if (closes === undefined) return NEVER
    // What an act ended does not lapse.
    const ended = this.ends
      .endings(instance)
      .map(({ at }) => at)
      .reduce(earlierOf, NEVER)
    const forever = Number.POSITIVE_INFINITY
    const left = this.roles.membership.leaves(holder, this.roles.momentOf(trigger), forever) ?? NEVER
    const opens = this.opens(entry, trigger, holder)
    const before = [used, left, ended]
    if (before.some(({ latest }) => latest < closes.earliest) || opens.earliest >= closes.latest) return NEVER
    const isSure = before.every(({ earliest }) => earliest >= closes.latest) && opens.latest < closes.earliest
    return isSure ? closes : { earliest: closes.earliest, latest: Number.POSITIVE_INFINITY }
  }

  /** The acts by which a holder used a power, and may have used it, each with the time from which it did. */
  usesOf(entry: NormEntry, carrier: Row, holder: number): { readonly row: Row; readonly at: Window }[] {
    return this.cases
      .about(carrier, entry.norm.what.link?.kind === 'about', entry.acts)
      .filter((use) => this.roles.isSentBy(use, holder) !== 'no')
      .map((row) => ({ row, found: this.effect(row) }))
      .filter(({ found }) => found.effect === 'unknown' || found.under?.has(entry) === true)
      .map(({ row, found }) => ({ row, at: found.under?.get(entry) ?? found.at }))
  }

  /** When a proposal was set aside whose adoption opened the power; not for what sets it aside. */
  private undoneAt({ norm, acts }: NormEntry, anchor: Row, by: number): Window[] {
    if (!norm.when.some((event) => event.kind === 'act' && event.decided === 'adopted')) return []
    if (!norm.when.every((event) => event.kind === 'act' && event.decided === 'adopted')) return []
    const kinds = new Set(
      norm.when.flatMap((event) => (event.kind === 'act' ? [this.program.kindIndex.get(event.act) ?? -1] : [])),
    )
    const proposals = this.cases.above(anchor, kinds)
    const all = proposals.length > 0 ? proposals : this.cases.about(anchor, true, kinds)
    return all.flatMap((proposal) => {
      const { decisions } = this.program.kinds[this.table.kind(proposal)] as Program['kinds'][number]
      const veto = decisions.flatMap((entry) => entry.norm.decides?.setAsideBy?.acts ?? [])
      if (veto.some((kind) => acts.has(this.program.kindIndex.get(kind) ?? -1))) return []
      const at = this.deciding.when(proposal, 'set aside')
      return at.earliest > by || at.earliest === Number.POSITIVE_INFINITY ? [] : [at]
    })
  }

  /** When a power ends for a holder. */
  closes(entry: NormEntry, anchor: Row, holder: number, by = Number.POSITIVE_INFINITY): Window | undefined {
    if (entry.norm.decides !== undefined) return this.deciding.closed(entry, anchor)
    const instance = { entry, trigger: anchor, debtors: [holder] }
    const born = this.chronology.effective(anchor)
    const closes = entry.norm.until === undefined ? undefined : this.ends.closes(instance, born, by)
    const ends = [...this.ends.endings(instance, by).map(({ at }) => at), ...this.undoneAt(entry, anchor, by)]
    return ends.reduce<Window | undefined>((end, at) => soonest(end, at), closes)
  }
}

function countedFrom({ at, from }: Effective): Window {
  return from ?? at
}

/** Of joint senders each must still be in time. */
function soonest(a: Window | undefined, b: Window | undefined): Window | undefined {
  return a === undefined || b === undefined ? (a ?? b) : earlierOf(a, b)
}
