import type { Clause } from './clause.ts'

/** A numbered statement of the source text, which declarations carry. */
export type ProvisionId = string

/** The declarations that can carry provisions, by the word that begins them. */
export const CARRYING = [
  'rule',
  'decision',
  'check',
  'limit',
  'figure',
  'standing',
  'term',
  'act',
  'claim',
  'reservation',
  'sealed',
  'group',
  'body',
  'zone',
] as const
export type CarryingWord = (typeof CARRYING)[number]

/** A declaration, with what it says of where it comes from. */
export interface Carrier {
  readonly what: CarryingWord
  readonly id: string
  readonly clause: Clause
  /** Left out: the provision of its own id, if there is one. */
  readonly provisions?: readonly ProvisionId[]
  /** Why what it says is not sure. */
  readonly unverified?: string
}

/** A provision of which no record of acts can show whether it is kept. */
export interface NotCheckable {
  readonly id: ProvisionId
  readonly clause: Clause
  readonly why: string
  readonly unverified?: string
}

export function carries({ id, provisions }: Carrier, provision: ProvisionId): boolean {
  return provisions === undefined ? id === provision : provisions.includes(provision)
}
