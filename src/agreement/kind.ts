import type { Json } from './act.ts'
import type { Clause, KindName } from './clause.ts'
import type { Names } from './party.ts'
import type { PartyExpr } from './rule.ts'

/** The place of a kind of act in a case of the docket. */
export type Stage =
  | 'question'
  | 'acknowledgement'
  | 'reminder'
  | 'reply'
  | 'joint reply'
  | 'adoption'
  | 'follow-up'
  | 'claim'
  | 'denial'
  | 'joining'
  | 'withdrawal'
  | 'waiver'
  | 'meeting request'
  | 'meeting'
  | 'offer'
  | 'statement'
  | 'notification'
  | 'return'
  | 'other'

/** A kind of message: who may send it, to whom, what it refers to, and its form. */
export interface ActKind {
  readonly name: KindName
  readonly clause: Clause
  /** English noun with its article, `a question`. */
  readonly noun: string
  /** English infinitive without `to`, `put a question`. */
  readonly infinitive: string
  readonly titles: Names
  readonly stage: Stage
  readonly from?: PartyExpr
  /** `one`, `some` or `all` parties; `nobody` for a statement to the public. */
  readonly to: 'one' | 'some' | 'all' | 'nobody'
  /** Kinds it may refer to; empty: it stands alone. */
  readonly refersTo: readonly KindName[]
  readonly mustRefer: boolean
  /** Name of a channel. */
  readonly by?: string
  /** JSON Schema 2020-12 of the body. */
  readonly form?: Json
}

/** When a message counts as received, if nothing better is known. */
export interface Channel {
  readonly name: string
  readonly clause: Clause
  readonly receipt:
    | { readonly kind: 'actual' }
    | { readonly kind: 'at once' }
    | { readonly kind: 'next working day' }
    | { readonly kind: 'after'; readonly period: import('../time/regime.ts').Period }
    | { readonly kind: 'opening hours'; readonly opens: string; readonly closes: string }
  readonly zone: 'agreement' | 'addressee'
}
