import type { KindName } from './clause.ts'
import type { GroupId } from './party.ts'
import type { PartyExpr, Pattern } from './rule.ts'

/** What a member says of a proposal. Whoever says none of them has taken no position, which is not the same as abstaining. */
export type Position = 'for' | 'against' | 'abstaining' | 'not participating'

/**
 * How positions become an outcome. A decision is a power of its members to take a position on a proposal, until it closes
 * (`Norm.decides`); the outcome is computed by everybody alike from what was taken by then.
 */
export interface Tally {
  /** The kinds of act that put something to be decided: each such act is a proposal by itself. */
  readonly on: readonly KindName[]
  /** The body in which it is decided; left out: the parties decide as such. */
  readonly body?: string
  readonly positions: readonly PositionTaken[]
  /** Who may vote for another; left out: nobody. */
  readonly proxies?: Proxies
  /** Left out: whoever has taken a position other than `not participating`, itself or by proxy, is present. */
  readonly presence?: Presence
  /** Left out: any number will do. */
  readonly quorum?: Criteria
  readonly adopted: Criteria
  /** Is an abstention a vote, so that it counts in what `of votes` is a share of? */
  readonly abstentionsAreVotes: boolean
  /** What equal numbers for and against come to; left out: nothing else than what `adopted` says. */
  readonly tie?: 'adopted' | 'not adopted' | { readonly casting: PartyExpr }
  /** The first of them. */
  readonly closes: readonly Closing[]
  /** By an act of this kind that has effect, an adopted proposal loses its effect from then on. */
  readonly setAsideBy?: Pattern
  /** Statements, reservations, explanations that stay attached to the proposal. */
  readonly attached: readonly KindName[]
  /** Of several proposals about one act of this kind at most one is adopted. */
  readonly oneOf?: KindName
}

/** The acts by which a position is taken; `is` left out: their field `position` says it. `none` takes a position back. */
export interface PositionTaken {
  readonly is?: Position | 'none'
  readonly by: Pattern
  /** The position counts from a sealed act, if the act that opens it (`by`) is by its sender and of the same digest. */
  readonly sealed?: KindName
}

/**
 * By `given` a member lets the act's addressee vote for it; a position with this field names the member for whom it is
 * taken. A later proxy replaces an earlier one; a member's own position comes before that of its proxy.
 */
export interface Proxies {
  readonly given: Pattern
  readonly field: readonly string[]
  /** How many a party may hold; left out: any number. Of more those count that were given first. */
  readonly atMost?: number
}

/** Who takes part: whom a field of an act names, or whoever sends such an act; until it leaves. */
export interface Presence {
  readonly named: readonly { readonly noun: KindName; readonly path: readonly string[] }[]
  readonly by: readonly Pattern[]
  readonly left?: Pattern
}

export type Closing =
  /** `Norm.until`. */
  | { readonly kind: 'clock' }
  /** An act that has effect; a position that it takes itself counts. */
  | { readonly kind: 'act'; readonly when: Pattern; readonly who?: PartyExpr }
  /** Every member has taken a position. */
  | { readonly kind: 'all' }

/** A tree of criteria. */
export type Criteria =
  | { readonly kind: 'all of' | 'any of'; readonly of: readonly Criteria[] }
  | ({ readonly kind: 'criterion' } & Criterion)

/** `not for`: every member that is not for it, whatever else it says or leaves unsaid. */
export type Side = Position | 'not for' | 'present'

/** How many there must, or may, be on a side; whole numbers only. */
export interface Criterion {
  readonly side: Side
  /** Only members of this group are looked at, on both sides of a share. */
  readonly among?: GroupId
  /** Each counts by this weight; left out: each counts one. */
  readonly by?: string
  readonly is: Amount
}

export type Comparison = 'at least' | 'more than' | 'at most' | 'fewer than'
export type Amount =
  | { readonly kind: 'number'; readonly compare: Comparison; readonly n: number }
  /** `at least 55 % of members` is 55 and 100. */
  | {
      readonly kind: 'share'
      readonly compare: Comparison
      readonly over: number
      readonly under: number
      readonly of: Base
    }
  /** More than are against it. */
  | { readonly kind: 'more than against' }
  /** Of proposals about one act: more than any other of them has. */
  | { readonly kind: 'more than any other' }

/** `members`: all that are entitled; `present`: all that take part; `votes`: for and against, with abstentions if they are votes. */
export type Base = 'members' | 'present' | 'votes'
