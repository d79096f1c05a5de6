import type { PeriodSeries, PeriodUnit } from '../time/calendar-period.ts'
import type { Day } from '../time/day.ts'
import type { Period } from '../time/regime.ts'
import type { Window } from '../time/window.ts'
import type { Clause, KindName, RuleId } from './clause.ts'
import type { Anchor, Clock } from './clock.ts'
import type { Tally } from './decision.ts'
import type { GuardText } from './guard.ts'
import type { GroupId, PartyId } from './party.ts'

/**
 * The core of the language: seven concepts (Event, Norm, Clock, Check, Figure with Limit on it, Standing, Decision) that
 * everything in an agreement file comes down to. A Claim is an act with no effect unless a rule waits for it.
 * What the engine does not run yet is refused by the reader with `language/not-built-yet`; the types already hold it.
 */

/** Something a rule can wait for. */
export type Event =
  /** With `decided`, an act on which there is a decision, from when it comes to that. */
  | { readonly kind: 'act'; readonly act: KindName; readonly link?: Link; readonly decided?: Decided }
  | {
      readonly kind: 'item'
      readonly as: string
      readonly act: KindName
      readonly path: readonly string[]
      /** The field by which an item is the same one in a later list. */
      readonly key: string
      /** From when the act that has the list comes to that. */
      readonly decided?: Decided
    }
  /** The beginning of each period of the series. */
  | ({ readonly kind: 'every' } & PeriodSeries)
  | { readonly kind: 'date'; readonly day: Day }
  | { readonly kind: 'outcome'; readonly rule: RuleId; readonly is: Outcome }
  /** `and`: so that these hold at the same time. */
  | ({ readonly kind: 'figure'; readonly and?: readonly Crossing[] } & Crossing)
  | ({ readonly kind: 'used up' } & UsedUp)
  | { readonly kind: 'standing'; readonly standing: string; readonly is: 'begins' | 'ends' }
  | { readonly kind: 'claim'; readonly claim: string }

/** A number that a figure reaches or, after that, falls below. */
export interface Crossing {
  readonly figure: string
  readonly is: 'reaches' | 'falls below'
  readonly n: number
}

/** As much of a limit is used as there may be, and that is something. */
export interface UsedUp {
  readonly limit: RuleId
}

/** What becomes of a proposal: it is adopted; it closes, or is withdrawn, without that; it was adopted and loses its effect. */
export type Decided = 'adopted' | 'not adopted' | 'set aside'

export type Outcome = 'performed' | 'performed late' | 'lapses' | 'exercised' | 'violated' | 'ends'

/** Which instance an act is about. Always stated: nothing is guessed from dates or senders. */
export type Link =
  /** Refers to that act itself (`to`), or to anything in its chain of references (`about`). */
  | { readonly kind: 'to' | 'about'; readonly noun: KindName }
  | {
      readonly kind: 'with'
      readonly field: readonly string[]
      readonly noun: string
      readonly equals: readonly string[]
    }
  | { readonly kind: 'period'; readonly unit: PeriodUnit; readonly offset: 0 | 1 | 2 | -1 }

export interface Pattern {
  readonly acts: readonly KindName[]
  readonly link?: Link
  readonly if?: GuardText
  /** Such an act counts from when it comes to that. */
  readonly decided?: Decided
}

/** A set of parties, taken at the instant when the rule is applied. */
export type Role =
  | { readonly kind: 'sender' | 'addressee'; readonly noun?: KindName }
  | { readonly kind: 'parties' }
  /** Of a group or a body. */
  | { readonly kind: 'member'; readonly group: GroupId }
  /** Whoever holds the chair when it acts. */
  | { readonly kind: 'chair'; readonly body: string }
  /** The body as such, which acts by its chair. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'debtor' | 'creditor'; readonly rule: RuleId }
  /** Whose figure reached the number for which the rule waits, or whose limit is used up. */
  | { readonly kind: 'figure'; readonly figure: string }
  | { readonly kind: 'field'; readonly noun: KindName; readonly path: readonly string[] }
  /** Whoever was for a proposal, against it, or took part in its decision, when it closed. */
  | { readonly kind: 'voter'; readonly noun: KindName; readonly is: 'for' | 'against' | 'taking part' }
  | { readonly kind: 'party'; readonly party: PartyId }

/**
 * `each`: everybody in the set for itself. `any`, `all`: the set as a whole. `the`: the one (or the several joint ones).
 * Joined by `and` each owes its own, by `or` either may, by `together with` one act by either performs for both.
 */
export interface PartySet {
  readonly quantifier: 'the' | 'each' | 'any' | 'all'
  readonly of: Role
  /** Only those that have this standing, or only those that have it not, nor any of the others. */
  readonly that?: {
    readonly standing: string
    readonly is: boolean
    readonly nor?: readonly { readonly standing: string }[]
  }
  readonly except: readonly Role[]
}
export interface PartyExpr {
  readonly join: 'and' | 'or' | 'together with'
  readonly sets: readonly PartySet[]
}

/** `excuse`: an act that accepts an excuse ends what is owed, and is shown as that. */
export type ChangeVerb = 'to' | 'by' | 'restart' | 'stop' | 'resume' | 'end' | 'excuse' | 'add creditor'
export interface Change {
  readonly verb: ChangeVerb
  readonly when: Pattern
  readonly who?: PartyExpr
  readonly within?: Period
  readonly length?: Period
  /** The new end as the act states it, instead of a length. */
  readonly stated?: { readonly noun: KindName; readonly path: readonly string[] }
  /** To whom it is owed as well; seen from the act. */
  readonly creditor?: PartyExpr
  readonly if?: GuardText
  readonly once: boolean
}

export type Verb = 'must' | 'must not' | 'may' | 'is free to'

/** What a party must, must not, may or is free to do: duty, prohibition, power and permission differ in the verb alone. */
export interface Norm {
  readonly kind: 'norm'
  readonly id: RuleId
  readonly clause: Clause
  readonly verb: Verb
  /** Any of them. */
  readonly when: readonly Event[]
  readonly if?: GuardText
  readonly unless?: GuardText
  readonly who: PartyExpr
  /** Left out: the sender of what is answered. */
  readonly to?: PartyExpr
  readonly what: Pattern
  /** The limbs that have to be covered: those cited by this act. */
  readonly covering?: KindName
  readonly from?: Clock
  readonly until?: Clock
  /** Which time of the performing act counts. */
  readonly timedBy: 'transmitted' | 'received' | { readonly noun: KindName; readonly path: readonly string[] }
  readonly changes: readonly Change[]
  readonly silence?: { readonly word: string; readonly deemed?: KindName }
  /** It outlives its debtor's and its creditors' leaving. */
  readonly survives: boolean
  /** Of a power: how often it may be used; left out: as often as its holder wishes. */
  readonly uses?: 'once'
  /** A party that joins in the course of a period owes from the next one on; left out: what is still open. */
  readonly newcomers?: 'from the next period'
  /** Limbs of other agreements on which it rests; nothing follows from them. */
  readonly cites?: readonly CitedLimb[]
  /** Of a power: it is to take a position on what it waits for, and this is what positions come to. */
  readonly decides?: Tally
}

/** A limb of another agreement, as its text with that hash declares it. */
export interface CitedLimb {
  /** The name of its folder. */
  readonly agreement: string
  readonly limb: string
  /** Of its agreement.md. */
  readonly sha256: string
}

/** What a message must satisfy to be in order; a message that does not is marked and keeps its effect. */
export interface Check {
  readonly kind: 'check'
  readonly id: RuleId
  readonly clause: Clause
  readonly on: KindName
  readonly if?: GuardText
  readonly unless?: GuardText
  readonly where?: GuardText
  readonly window?: TimeCondition
  /** Any of these is enough. */
  readonly after?: readonly EarlierAct[]
  /** When the earlier act must have come, or the list must have had the item; left out: before the message. */
  readonly by?: DayOfYearBefore
  readonly mark: string
}
/** An act of the same sender, transmitted before, that states the same as the message: itself, or in an item of a list. */
export interface EarlierAct {
  readonly act: KindName
  /** Where the list is, and what an item of it is called. */
  readonly list?: { readonly path: readonly string[]; readonly as: string }
  readonly field: readonly string[]
  readonly equals: FieldOfAct
}
/** `15 November of the second year before notification.start`: a day of a calendar year that an act states. */
export interface DayOfYearBefore {
  readonly month: number
  readonly date: number
  readonly years: 1 | 2
  readonly of: FieldOfAct
}
/**
 * `at least 42 days before X`, `not later than X`, `not later than 5 working days after X`, `between 5 days and 36 hours
 * before X`.
 */
export type TimeCondition =
  | { readonly kind: 'at least'; readonly period: Period; readonly before: Anchor; readonly regime: string }
  | {
      readonly kind: 'not later than'
      readonly at: Anchor
      /** So long after `at`. */
      readonly plus?: { readonly period: Period; readonly regime: string }
    }
  | {
      readonly kind: 'between'
      readonly first: Period
      readonly last: Period
      readonly before: Anchor
      readonly regime: string
    }

export interface Term {
  readonly kind: 'term'
  readonly id: string
  readonly clause: Clause
  readonly of: string
  readonly means: GuardText
}
/** A number that follows from what was sent: for each party, each zone, or for the agreement as a whole. */
export interface Figure {
  readonly kind: 'figure'
  readonly id: string
  readonly clause: Clause
  readonly per: readonly FigureKey[]
  readonly is: GuardText
}
/** `party`: whoever sends the acts that it is made of; `zone`: the one that their field `zone` names. */
export type FigureKey = 'party' | 'zone'

/** How much there may be of something. What goes beyond is marked and keeps its effect. */
export interface Limit {
  readonly kind: 'limit'
  readonly id: RuleId
  readonly clause: Clause
  readonly of: Counted | Sum
  /** One count for each of them; as seen from the act that is counted. */
  readonly per: readonly LimitKey[]
  /** Left out: at any time. */
  readonly in?: LimitPeriod
  readonly atMost: GuardText
  /** An act that takes an act out of the count from then on, and does not unmark what was marked before. */
  readonly notCounted?: Pattern
  readonly mark: string
}
/** Acts of a kind, or with `path` the numbers in that field of them, added up; with `until` those under way at once: begun, and not ended by such an act. */
export interface Counted {
  readonly kind: 'count'
  readonly act: KindName
  readonly path?: readonly string[]
  readonly until?: Pattern
  readonly if?: GuardText
  readonly unless?: GuardText
  /** By times that the acts state; left out: by when they were transmitted. */
  readonly stated?: StatedTimes
}
/** With `until`, under way at once from the one time to the other; without, in the period in which `from` falls. */
export interface StatedTimes {
  readonly from: FieldOfAct
  readonly until?: FieldOfAct
  /** The field by which a later act of the same sender is about the same thing: it replaces what the earlier one stated. */
  readonly key?: readonly string[]
}
export interface FieldOfAct {
  readonly noun: KindName
  readonly path: readonly string[]
}
/** A figure of each party, or of each party and zone, added up: at every instant as it then is. */
export interface Sum {
  readonly kind: 'sum'
  readonly figure: string
  /** Of whose members; left out: of every party. */
  readonly group?: GroupId
  /** The zone with those within it; left out: all zones. */
  readonly zone?: string
  /** One sum for each of them. */
  readonly each: readonly FigureKey[]
}
/** A limit on acts, as far as they are counted. */
export type ActLimit = Limit & { readonly of: Counted }
/** A party, or what a field of the act states: one count for each value. */
export type LimitKey = PartyKey | ({ readonly kind: 'value' } & FieldOfAct)
export interface PartyKey {
  readonly kind: 'party'
  readonly of: PartySet
}
export type LimitPeriod =
  /** The calendar year of the act and those before it, `years` in all. */
  | { readonly kind: 'calendar'; readonly years: number }
  /** A stretch of this length that ends with the day of the act. */
  | { readonly kind: 'rolling'; readonly period: Period }

/**
 * What a party, or the agreement, stands as for a time. `bound` decides who is a party, beside dated spans; `in-force`, of
 * the agreement, from when on it binds anybody. Every other standing means what the rules make of it.
 */
export interface Standing {
  readonly kind: 'standing'
  readonly id: string
  readonly clause: Clause
  readonly of: 'party' | 'agreement'
  /** Whose standing it is, seen from the act that moves it; left out: its sender's. */
  readonly whose?: PartyExpr
  readonly begins: readonly Turning[]
  readonly ends: readonly Turning[]
}
/** An act, a figure that comes to a number, or a time after it: begins with the last day of that time, ends with the end of it. */
export interface Turning {
  /** Of an act the time counts from when it is sent or, if it says so, from when the last addressee has received it. */
  readonly after?: { readonly period: Period; readonly regime: string; readonly from?: 'received' }
  readonly event: Event & { readonly kind: 'act' | 'date' | 'figure' }
}
/** What only parties can say: shown with its author, the other side's beside it, never judged. */
export interface Claim {
  readonly kind: 'claim'
  /** Also the kind of act that makes it. */
  readonly id: KindName
  readonly clause: Clause
  readonly about: readonly KindName[]
  readonly who: PartyExpr
  readonly deniedWith?: KindName
  readonly deniedBy?: PartyExpr
  readonly settledBy?: RuleId
}
/** What becomes, when an edition comes into force, of duties under the rule that it changes and that are not yet due. */
export type Fate = 'keep' | 'convert' | 'discharge'

/** By what an edition comes about: it holds only if the edition before it adopts such an act that names its very text. */
export interface Adoption {
  /** Its field `text` holds the hash. */
  readonly act: KindName
  /** The edition is in force so long after; left out: at once, or on the day that it names, if that is later. */
  readonly after?: { readonly period: Period; readonly regime: string }
}

/** A text that the parties adopted, as the record has it. */
export interface AdoptedText {
  readonly sha256: string
  /** Which edition it is; left out: none that is in the folder. */
  readonly edition?: number
  /** The id of the act. */
  readonly act: string
  readonly adopted: Window
  /** The day that is said of it: where a time expired, its last instant. */
  readonly said: Window
  readonly inForce: Window
  /** When it lost its effect; left out: it has it still. */
  readonly setAside?: Window
}

/** The rules as they were from a day on. */
export interface Edition {
  readonly n: number
  /** From the start of that day; left out: its adoption says from when. */
  readonly inForce?: Day
  /** Left out: what the head says is so. */
  readonly adoption?: Adoption
  /** When it came into force by acts; left out: acts were not asked, or need not be. */
  readonly since?: Window
  /** When it gave way to another by acts. */
  readonly until?: Window
  /** The hash of its text: of an earlier edition, and of each that an act can adopt. */
  readonly sha256?: string
  readonly rules: readonly Rule[]
  /** Of rules of the edition before; left out: keep. */
  readonly running: Readonly<Record<RuleId, Fate>>
}

/**
 * Terms that differ between two parties: an act by which its sender excludes rules between itself and every other party, until
 * it takes that back, or another party objects in time.
 */
export interface Reservation {
  readonly kind: 'reservation'
  /** The kind of act that makes it. */
  readonly id: KindName
  readonly clause: Clause
  readonly mayExclude: readonly RuleId[]
  /** The field in which the act names which of them it excludes; left out: all. */
  readonly excludes?: readonly string[]
  /** By such an act another party refuses it, for itself. */
  readonly unless?: Pattern
  /** When it is too late for that; left out: never. */
  readonly until?: Clock
  /** By such an act it is taken back. */
  readonly ends?: Pattern
}

/** Acts that show nothing but a digest until whoever sent them opens them: an exchange at the same moment. */
export interface SealedExchange {
  readonly kind: 'sealed'
  readonly id: string
  readonly clause: Clause
  /** The kind of act that is sealed. */
  readonly acts: KindName
  /** By such an act its sender opens it, if that bears the same digest. */
  readonly openedBy: Pattern
  /** What is opened before is opened, and marked; left out: none is too early. */
  readonly from?: Clock
  /** Until when it can be opened; left out: for good. */
  readonly until?: Clock
}

export type Rule = Norm | Check | Term | Figure | Limit | Standing | Reservation | SealedExchange | Claim
export type { Anchor }
