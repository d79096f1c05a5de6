import type { Json } from '../../agreement/act.ts'
import type { Agreement } from '../../agreement/agreement.ts'
import { calendarOf, calendarsIn, type RuleCalendar } from '../../agreement/calendar.ts'
import type { KindName, RuleId } from '../../agreement/clause.ts'
import type { GuardText } from '../../agreement/guard.ts'
import type { ActKind, Channel } from '../../agreement/kind.ts'
import type { GroupDef, PartyDef, Span } from '../../agreement/party.ts'
import type { Change, Check, Claim, Crossing, Event, Norm, Standing, UsedUp } from '../../agreement/rule.ts'
import { rulesAsked } from '../../language/guard/guard-in-force.ts'
import { type SealingEntry, sealingsOf } from '../decision/sealings.ts'
import { type Seat, seatsOf } from '../party/seats.ts'
import { type Awaited, carriersOf, settleHanging } from './awaited.ts'
import { type AwaitedDecision, asksForVoters, decidedOf, usesOf, waitsForDecision } from './awaited-decisions.ts'
import { boundForGoodFrom, isDated, merged, onlySpan } from './bound-spans.ts'
import { isClosed, type Version, versionsOf } from './editions.ts'
import { compileFigures, type Feed, type FigureProgram, filedFor, kindsBehind, type LimitEntry } from './feeds.ts'
import { asksFigures, compileFigureGuard, type Measure } from './figure-guard.ts'
import type { Read, Value } from './guard.ts'
import { nounsRead } from './nouns-read.ts'
import { type ReservationEntry, reservationsOf } from './reservation-entry.ts'
import { textInForce } from './texts.ts'

/**
 * An agreement made ready to run: names turned into small integers, and for every kind of act the rules that wait for
 * it. Nothing in it depends on any act.
 */
export type Test = (read: Read, measure: Measure) => Value | undefined

export interface Program {
  readonly agreement: Agreement
  readonly kinds: readonly KindEntry[]
  readonly kindIndex: ReadonlyMap<KindName, number>
  /** The parties, and behind them the seats. */
  readonly parties: readonly PartyDef[]
  /** How many of them are parties. */
  readonly partyCount: number
  /** Chairs and bodies that rules name; the first has the index `partyCount`. */
  readonly seats: readonly Seat[]
  readonly partyIndex: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, GroupDef>
  /** For each party, the days on which it is bound, where that is one span that no act moves; undefined: look it up. */
  readonly boundOnce: readonly (Span | undefined)[]
  /** The instant from which it then is bound without an end; Infinity: from none on. */
  readonly boundForGoodFrom: readonly number[]
  readonly standings: readonly StandingEntry[]
  readonly standingIndex: ReadonlyMap<string, number>
  readonly reservations: readonly ReservationEntry[]
  /** Rules that a reservation may exclude. */
  readonly reservable: ReadonlySet<RuleId>
  readonly sealings: readonly SealingEntry[]
  /** Index of the standing that decides, beside dated spans, who is bound. */
  readonly boundBy?: number
  /** Index of the standing that decides from when on the agreement binds anybody. */
  readonly inForce?: number
  /** Whether an act moves a standing may depend on other rules, and so on any act. */
  readonly standingsWaitForRules: boolean
  /** Who is meant by a rule may depend on acts that move standings or exclude rules between two parties. */
  readonly standingsMove: boolean
  readonly norms: readonly NormEntry[]
  readonly normIndex: ReadonlyMap<RuleId, NormEntry>
  readonly claims: ReadonlyMap<KindName, Claim>
  /** Duties that a calendar date calls into being. */
  readonly periodic: readonly NormEntry[]
  /** Duties that follow from what became of those. */
  readonly following: readonly NormEntry[]
  /** Duties that figures call into being. */
  readonly byFigure: readonly NormEntry[]
  readonly figures: FigureProgram
}

export interface KindEntry {
  readonly index: number
  readonly kind: ActKind
  readonly channel?: Channel
  /** Duties that an act of this kind calls into being. */
  readonly triggers: readonly NormEntry[]
  /** Duties that may hang on an act of this kind because of what becomes of another rule. */
  readonly outcomes: readonly NormEntry[]
  /** Decisions that are taken on an act of this kind. */
  readonly decisions: readonly NormEntry[]
  /** Powers that hang on an act of this kind, open or not yet. */
  readonly carries: readonly NormEntry[]
  /** Powers that an act of this kind uses: without one of them open it has no effect. */
  readonly uses: readonly NormEntry[]
  /** Prohibitions of such an act. */
  readonly forbiddenBy: readonly NormEntry[]
  /** Rules whose clock an act of this kind may change. */
  readonly changes: readonly NormEntry[]
  /** Duties that an act of this kind performs if it states what they ask for. */
  readonly finds: readonly NormEntry[]
  /** Periodic duties that an act of this kind performs. */
  readonly returns: readonly NormEntry[]
  readonly checks: readonly CheckEntry[]
  /** Checks on other acts that ask for one of this kind before. */
  readonly soughtBy: readonly CheckEntry[]
  readonly claim?: Claim
  readonly movesStandings: boolean
  /** By it a party moves its own standing: it may send it before and after it is bound. */
  readonly movesOwnStanding: boolean
  /** What acts of this kind are filed for. */
  readonly feeds: readonly Feed[]
  /** Feeds whose acts one of this kind may end or take out of the count. */
  readonly outs: readonly Feed[]
  readonly limits: readonly LimitEntry[]
  /** Does any rule read the body of such an act? Only then is it kept. */
  readonly bodyRead: boolean
}

/** An item of a list, as an act gives it. */
export interface Item {
  /** As the rule calls it. */
  readonly as: string
  readonly key: string
  readonly body: { readonly [name: string]: Json }
  /** The list has another with the same key. */
  readonly isTwin: boolean
}

export interface NormEntry {
  readonly index: number
  readonly norm: Norm
  /** In which editions it stands. */
  readonly holds: Omit<Version, 'rule'>
  /** The rules of this id in all editions, the newest first: itself, if no edition changed it. */
  readonly versions: readonly NormEntry[]
  /** Kinds of the acts that perform the duty or use the power. */
  readonly acts: ReadonlySet<number>
  /** The kind of act that the performing act is about; left out: the trigger itself, or a period. */
  readonly anchor?: KindName
  /** A duty called into being by a power's use rather than by any act of that kind. */
  readonly exercised: NormEntry[]
  /** Kinds of act that may call it into being. */
  readonly triggers: Set<number>
  /** What a duty waits for that becomes of another rule. */
  readonly awaited: Awaited[]
  /** Silences that count as an act which opens a power. */
  readonly silences: Awaited[]
  /** What a duty waits for that becomes of a proposal: on that it then hangs. */
  readonly decided: readonly AwaitedDecision[]
  /** Kinds of act on which it then hangs. */
  readonly bornOn: Set<number>
  /** All kinds of act on which the rule can hang. */
  readonly hangsOn: Set<number>
  /** A power that is given only towards the debtors of this rule. */
  readonly towards?: RuleId
  /** Acts that may end it without performance. */
  readonly endings: readonly ChangeEntry[]
  /** Acts that may move its end: all other changes but added creditors. */
  readonly moves: readonly ChangeEntry[]
  /** Acts that add somebody to whom it is owed. */
  readonly joinings: readonly ChangeEntry[]
  /** Figures whose coming to be at a number calls the duty into being, and limits that come to be used up; none: it waits for
   * something else. */
  readonly reached: readonly (Crossing | UsedUp)[]
  /** A calendar date calls the duty into being. */
  readonly periodic: boolean
  /** What becomes of duties by date, or of what follows from them, and calls it into being: it hangs on no act. */
  readonly follows: Awaited[]
  /** For which periods it arises, if it hangs on no act but on a date. */
  readonly calendar?: RuleCalendar
  /** Under which number acts are filed that say for which of these periods they are. */
  readonly filed?: number
  /** It arises for each item of a list. */
  readonly item?: Event & { readonly kind: 'item' }
  /** Fields of messages that name a debtor or a creditor. */
  readonly partyFields: readonly { readonly noun: KindName; readonly path: readonly string[] }[]
  readonly if?: Test
  readonly unless?: Test
  readonly whatIf?: Test
  /** Whether it applies depends on figures or limits, and so on acts of other cases. */
  readonly asksFigures: boolean
  /** Whether it applies depends on another rule's being in force, and so on the party. */
  readonly asksInForce: boolean
  readonly variants: readonly Test[]
}

export interface ChangeEntry {
  /** Its place among the changes of its rule. */
  readonly index: number
  readonly change: Change
  readonly acts: ReadonlySet<number>
  /** What the act is about; left out: what the duty is about. */
  readonly noun?: KindName
  readonly deep: boolean
  readonly if?: Test
}

export interface StandingEntry {
  readonly index: number
  readonly standing: Standing
  /** Kinds of act that move it. */
  readonly kinds: ReadonlySet<number>
  /** Kinds of act on which figures depend that move it. */
  readonly counted: ReadonlySet<number>
}

export interface CheckEntry {
  readonly index: number
  readonly check: Check
  readonly holds: Omit<Version, 'rule'>
  readonly if?: Test
  readonly unless?: Test
  readonly where?: Test
}

/** Of an agreement with editions that have to be adopted, without any that acts adopted: `amendments.ts` joins it with acts. */
export function compileProgram(text: Agreement): Program {
  const agreement = text.byActs === undefined ? textInForce(text, []) : text
  const kindIndex = new Map(agreement.kinds.map((kind, index) => [kind.name, index]))
  const claims = new Map<KindName, Claim>()
  const standings: StandingEntry[] = []
  const versions = versionsOf(agreement)
  for (const rule of agreement.rules) {
    if (rule.kind === 'claim') claims.set(rule.id, rule)
  }
  const reservations = reservationsOf(agreement, kindIndex)
  const { norms, normIndex, filed } = normsOf(versions, agreement, kindIndex)
  const checks = checksOf(versions)
  const people = peopleOf(agreement)
  const read = nounsRead(agreement)
  const figures = compileFigures(agreement, kindIndex, norms)
  for (const rule of agreement.rules)
    if (rule.kind === 'standing') standings.push(standingEntry(rule, standings.length, kindIndex, figures.figures))
  const channels = new Map(agreement.channels.map((channel) => [channel.name, channel]))
  const standingIndex = new Map(standings.map(({ standing, index }) => [standing.id, index]))
  const boundBy = standingIndex.get('bound')
  const inForce = standingIndex.get('in-force')
  const movers = standings.filter(({ kinds, counted }) => kinds.size + counted.size > 0)
  const areDated = standings.every(({ standing }) => isDated(standing)) && reservations.length === 0
  const standingsMove = !areDated || norms.some(({ norm }) => asksForVoters(norm))
  const dated = standings.map(({ standing }) => standing)
  const boundOnce = people.parties.map(({ bound }) => (standingsMove ? undefined : onlySpan(bound, dated)))
  const isFree = (kind: number) =>
    !claims.has(agreement.kinds[kind]?.name ?? '') &&
    !norms.some(({ norm, acts }) => norm.verb === 'may' && acts.has(kind))
  return {
    agreement,
    kinds: agreement.kinds.map((kind, index) => ({
      index,
      kind,
      channel: kind.by === undefined ? undefined : channels.get(kind.by),
      ...waitingFor(index, kind.name, norms),
      returns: filed.filter((entry) => entry.acts.has(index)),
      checks: checks.filter(({ check }) => check.on === kind.name),
      soughtBy: checks.filter(({ check }) => check.after?.some(({ act }) => act === kind.name)),
      claim: claims.get(kind.name),
      movesStandings: movers.some(({ kinds, counted }) => kinds.has(index) || counted.has(index)),
      movesOwnStanding:
        movers.some(
          ({ standing, kinds, counted }) =>
            (counted.has(index) && RESERVED.has(standing.id)) || (kinds.has(index) && isOwn(standing)),
        ) || reservations.some((entry) => entry.kind === index),
      ...filedFor(index, figures),
      bodyRead: read.has(kind.name),
    })),
    kindIndex,
    ...people,
    standings,
    reservations,
    sealings: sealingsOf(agreement, kindIndex),
    reservable: new Set(reservations.flatMap(({ reservation }) => reservation.mayExclude)),
    standingIndex,
    boundBy,
    inForce,
    standingsWaitForRules: movers.some(
      ({ standing, kinds, counted }) => waitsForDecision(standing) || ![...kinds, ...counted].every(isFree),
    ),
    standingsMove,
    boundOnce,
    boundForGoodFrom: boundOnce.map((span) => boundForGoodFrom(span, agreement.zone)),
    norms,
    normIndex,
    claims,
    periodic: filed.filter(({ periodic }) => periodic),
    following: filed.filter(({ periodic, norm }) => !periodic && norm.verb === 'must'),
    byFigure: norms.filter(({ reached }) => reached.length > 0),
    figures,
  }
}

/** The rules that hang on an act of a kind, that it uses, is forbidden by, or changes the clock of. */
function waitingFor(
  kind: number,
  name: KindName,
  norms: readonly NormEntry[],
): Pick<KindEntry, 'triggers' | 'outcomes' | 'decisions' | 'carries' | 'uses' | 'finds' | 'forbiddenBy' | 'changes'> {
  return {
    triggers: norms.filter((entry) => entry.triggers.has(kind)),
    outcomes: norms.filter((entry) => entry.bornOn.has(kind)),
    decisions: norms.filter(({ norm }) => norm.decides?.on.includes(name)),
    carries: norms.filter((entry) => entry.norm.verb === 'may' && carriersOf(entry).includes(name)),
    uses: norms.filter(({ norm, acts }) => norm.verb === 'may' && acts.has(kind)),
    finds: norms.filter(({ norm, acts }) => norm.what.link?.kind === 'with' && acts.has(kind)),
    forbiddenBy: norms.filter(({ norm, acts }) => norm.verb === 'must not' && acts.has(kind)),
    changes: norms.filter(({ moves }) => moves.some(({ acts }) => acts.has(kind))),
  }
}

function checksOf(versions: readonly Version[]): CheckEntry[] {
  return versions.flatMap(({ rule, ...holds }, index) =>
    rule.kind === 'check' ? [{ index, check: rule, holds, ...guards(rule), where: test(rule.where) }] : [],
  )
}

/** Parties, and what may stand for parties: groups, bodies, chairs. */
function peopleOf(agreement: Agreement): Pick<Program, 'parties' | 'partyCount' | 'partyIndex' | 'seats' | 'groups'> {
  const partyIndex = new Map(agreement.parties.map((party, index) => [party.id, index]))
  const { seats, parties } = seatsOf(agreement, partyIndex)
  return {
    parties: [...agreement.parties, ...parties].map((party) => ({ ...party, bound: merged(party.bound) })),
    partyCount: agreement.parties.length,
    partyIndex,
    seats,
    groups: new Map([...agreement.groups, ...bodiesOfGroups(agreement)].map((group) => [group.id, group])),
  }
}

/** The members of a body are those of its group. */
function bodiesOfGroups({ bodies, groups }: Agreement): GroupDef[] {
  return bodies.flatMap((body) => {
    const group = groups.find(({ id }) => id === body.members)
    return group === undefined ? [] : [{ id: body.id, names: body.names, members: group.members }]
  })
}

function normsOf(versions: readonly Version[], agreement: Agreement, kindIndex: ReadonlyMap<KindName, number>) {
  const norms: NormEntry[] = []
  const normIndex = new Map<RuleId, NormEntry>()
  const filed: NormEntry[] = []
  const calendars = calendarsIn(agreement)
  for (const { rule, ...holds } of versions) {
    if (rule.kind !== 'norm') continue
    const entry = normEntry(
      rule,
      holds,
      norms.length,
      filed.length,
      kindIndex,
      normIndex,
      calendarOf(rule.when, calendars),
    )
    norms.push(entry)
    if (entry.versions[0] === entry) normIndex.set(rule.id, entry)
    if (entry.filed !== undefined) filed.push(entry)
  }
  // A power may stand below the duty that waits for its use.
  for (const entry of norms) {
    for (const event of entry.norm.when) {
      const power = event.kind === 'outcome' && event.is === 'exercised' ? normIndex.get(event.rule) : undefined
      if (power !== undefined && isOwed(entry.norm)) entry.exercised.push(...power.versions)
    }
    for (const kind of triggersOf(entry)) entry.triggers.add(kindIndex.get(kind) ?? -1)
  }
  settleHanging(norms, normIndex, kindIndex, agreement)
  return { norms, normIndex, filed }
}

function standingEntry(
  standing: Standing,
  index: number,
  kinds: ReadonlyMap<KindName, number>,
  figures: FigureProgram['figures'],
): StandingEntry {
  const events = [...standing.begins, ...standing.ends].map(({ event }) => event)
  const acts = events.flatMap((event) => (event.kind === 'act' ? [kinds.get(event.act) ?? -1] : []))
  const named = events.flatMap((event) => (event.kind === 'figure' ? [event, ...(event.and ?? [])] : []))
  const counted = named.flatMap(({ figure }) => [...kindsBehind(figure, figures)])
  return { index, standing, kinds: new Set(acts), counted: new Set(counted.map((kind) => kinds.get(kind) ?? -1)) }
}

/** Whoever is counted for these cannot be bound already. */
const RESERVED: ReadonlySet<string> = new Set(['bound', 'in-force'])

/** Does whoever sends such an act speak of itself? Consent, signature, notice of withdrawal. */
function isOwn({ of, whose }: Standing): boolean {
  if (of === 'agreement' || whose === undefined) return true
  return whose.sets.every((set) => set.of.kind === 'sender')
}

function normEntry(
  norm: Norm,
  holds: NormEntry['holds'],
  index: number,
  nextFiled: number,
  kinds: ReadonlyMap<KindName, number>,
  known: ReadonlyMap<RuleId, NormEntry>,
  calendar: RuleCalendar | undefined,
): NormEntry {
  const newer = known.get(norm.id)
  if (newer !== undefined && !isClosed(holds))
    throw new RangeError(`two rules "${norm.id}": the language reader refuses that`)
  const versions = (newer?.versions ?? []) as NormEntry[]
  const onDate = norm.when.some((event) => event.kind === 'every' || event.kind === 'date')
  const link = norm.what.link
  const toEntry = (change: Change) => changeEntry(change, norm.changes.indexOf(change), kinds)
  const entry: NormEntry = {
    index,
    norm,
    holds,
    versions,
    acts: new Set(usesOf(norm).map((act) => kinds.get(act) ?? -1)),
    anchor: link !== undefined && (link.kind === 'to' || link.kind === 'about') ? link.noun : undefined,
    exercised: [],
    triggers: new Set(),
    awaited: [],
    decided: isOwed(norm) ? decidedOf(norm, kinds) : [],
    silences: [],
    bornOn: new Set(),
    hangsOn: new Set(),
    towards: norm.verb === 'may' ? debtorsOf(norm) : undefined,
    endings: norm.changes.filter(({ verb }) => verb === 'end' || verb === 'excuse').map(toEntry),
    moves: norm.changes.filter(({ verb }) => MOVES.has(verb)).map(toEntry),
    joinings: norm.changes.filter(({ verb }) => verb === 'add creditor').map(toEntry),
    periodic: onDate && norm.verb === 'must',
    follows: [],
    calendar,
    filed: calendar !== undefined && (norm.verb === 'must' || norm.verb === 'may') ? nextFiled : undefined,
    reached: norm.when.filter((event) => event.kind === 'figure' || event.kind === 'used up'),
    item: norm.when.find((event) => event.kind === 'item'),
    partyFields: partyFieldsOf(norm),
    ...guards(norm),
    whatIf: test(norm.what.if),
    asksInForce: [norm.if, norm.unless].some((text) => text !== undefined && rulesAsked(text.guard).length > 0),
    asksFigures: [norm.if, norm.unless].some((text) => text !== undefined && asksFigures(text.guard)),
    variants:
      norm.until?.kind === 'count' ? norm.until.variants.map((variant) => compileFigureGuard(variant.if.guard)) : [],
  }
  versions.push(entry)
  return entry
}

function partyFieldsOf({ who, to }: Norm): NormEntry['partyFields'] {
  const sets = [...who.sets, ...(to?.sets ?? [])]
  return sets.flatMap(({ of, except }) => [of, ...except].flatMap((role) => (role.kind === 'field' ? [role] : [])))
}

function debtorsOf({ to }: Norm): RuleId | undefined {
  for (const { of } of to?.sets ?? []) if (of.kind === 'debtor') return of.rule
  return undefined
}

const MOVES: ReadonlySet<Change['verb']> = new Set(['to', 'by', 'restart', 'stop', 'resume'])

function changeEntry(change: Change, index: number, kinds: ReadonlyMap<KindName, number>): ChangeEntry {
  const { link, acts } = change.when
  return {
    index,
    change,
    acts: new Set(acts.map((act) => kinds.get(act) ?? -1)),
    noun: link?.kind === 'to' || link?.kind === 'about' ? link.noun : undefined,
    deep: link?.kind === 'about',
    if: test(change.if),
  }
}

/** Of a duty or a prohibition each holder has a line from when it arises; a power has one while it is open. */
function isOwed({ verb }: Norm): boolean {
  return verb === 'must' || verb === 'must not'
}

/** The kinds of act that may call a duty or a prohibition into being. */
function triggersOf(entry: NormEntry): readonly KindName[] {
  if (!isOwed(entry.norm) || entry.periodic) return []
  return [
    ...entry.norm.when.flatMap((event) => {
      if (event.kind === 'act' || event.kind === 'item') return event.decided === undefined ? [event.act] : []
      return event.kind === 'claim' ? [event.claim] : []
    }),
    ...entry.exercised.flatMap((power) => power.norm.what.acts),
  ]
}

function guards(rule: { readonly if?: GuardText; readonly unless?: GuardText }) {
  return { if: test(rule.if), unless: test(rule.unless) }
}

function test(text: GuardText | undefined): Test | undefined {
  return text === undefined ? undefined : compileFigureGuard(text.guard)
}
