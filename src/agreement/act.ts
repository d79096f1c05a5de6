import type { Place } from '../problem.ts'
import type { Window } from '../time/window.ts'
import type { PartyId } from './party.ts'

/**
 * An act: something a party did or sent, as the record has it. Who acted (`by`) and who put it on record (`recordedBy`)
 * are two things; asserted, transmitted and received are three times.
 */
export type ActId = string
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export interface Addressee {
  readonly party: PartyId
  /** `inferred`: the addressee is concluded from something else and unverified, so nothing is computed for it. */
  readonly known: 'confirmed' | 'inferred'
  /** Left out: not known. */
  readonly received?: Window
  /** Why this addressee, or this time of receipt, is believed. */
  readonly source?: readonly string[]
}

/** A limb of a commitment: `L6` of this agreement, or `indivisible-security#L6` of another. */
export type Citation = string

/** How sure the record is of the act: by whoever did it, from public reports, or concluded from them. */
export type Certainty = 'signed' | 'confirmed' | 'reported' | 'inferred' | 'unverified'

export interface Act {
  readonly id: ActId
  readonly kind: string
  /** One or several joint senders. */
  readonly by: readonly PartyId[]
  readonly recordedBy?: string
  /** When it came on record: what `--known-at` selects by. Left out: as soon as it was transmitted. */
  readonly recordedAt?: Window
  /** `all`: all other parties of the day. */
  readonly to: 'all' | readonly Addressee[]
  /** When all received what was sent to `all`; a list of addressees says it one by one. */
  readonly received?: Window
  readonly refersTo: readonly ActId[]
  readonly asserted?: Window
  readonly transmitted: Window
  readonly capacity: {
    /** In which capacity the sender wants to be answered, e.g. `national`. */
    readonly asked?: string
    /** In which capacity the sender acts, e.g. `joint`. */
    readonly answered?: string
    /** The groups or parties that the sender speaks for, in its own words. */
    readonly for?: readonly string[]
  }
  readonly cites: readonly Citation[]
  /** What a periodic return is for: a calendar year as a number, else as a text: `2026-Q1`, `2026-03`, `2012-2016`. */
  readonly period?: number | string
  readonly body: { readonly [key: string]: Json }
  readonly source: readonly string[]
  readonly certainty?: Certainty
  readonly place: Place
}

/** What a record covers; every print says so first. */
export interface Covers {
  readonly window: Window
  readonly note: string
}

export interface ActsRecord {
  readonly covers?: Covers
  readonly chronicle?: string
  /** In the order of the files; the engine orders them itself. */
  readonly acts: readonly Act[]
}
