import type { Day } from '../time/day.ts'
import type { Regime } from '../time/regime.ts'
import type { Zone } from '../time/zone.ts'
import type { Clause, KindName } from './clause.ts'
import type { ActKind, Channel } from './kind.ts'
import type { BodyDef, GroupDef, Names, PartyDef } from './party.ts'
import type { Carrier, NotCheckable } from './provision.ts'
import type { AdoptedText, Edition, Rule } from './rule.ts'
import type { ZoneDef } from './zone.ts'

/** A text that was signed. */
export interface Instrument {
  readonly id: string
  readonly clause: Clause
  readonly title: string
  /** EDTF as written, e.g. `1999-11-19`. */
  readonly adopted: string
  readonly level?: string
  readonly participants?: string
  readonly force?: string
  readonly source: readonly string[]
  readonly certainty?: string
}

/** A limb of a commitment, which a question can cite by itself. */
export interface Commitment {
  readonly id: string
  readonly clause: Clause
  readonly title: string
  readonly found: readonly { readonly instrument: string; readonly paragraph: string; readonly certainty?: string }[]
}

/** An agreement as the language reader hands it to the engine. Plain data. */
export interface Agreement {
  readonly id: string
  readonly title: string
  readonly names: Names
  readonly zone: Zone
  /** Periods are counted from here, never from the first act. */
  readonly start: Day
  /** The framework in which it stands; nothing follows from it. */
  readonly within?: string
  /** The folder beside this one whose acts it is played over; left out: its own. */
  readonly actsOf?: string
  readonly parties: readonly PartyDef[]
  readonly groups: readonly GroupDef[]
  readonly bodies: readonly BodyDef[]
  /** Regions, for which reports say that they are. */
  readonly zones: readonly ZoneDef[]
  readonly instruments: readonly Instrument[]
  readonly commitments: readonly Commitment[]
  readonly kinds: readonly ActKind[]
  /** What rules call the items of lists, as nouns with the form of an item. */
  readonly items?: readonly ActKind[]
  readonly channels: readonly Channel[]
  /** By name; `default` is always there. */
  readonly regimes: Readonly<Record<string, Regime>>
  /** In the order of the file. */
  readonly rules: readonly Rule[]
  /** What can carry provisions of the source text, in groups of their words; left out: nothing. */
  readonly carriers?: readonly Carrier[]
  /** Left out: none. */
  readonly notCheckable?: readonly NotCheckable[]
  /** All editions, the earliest first and this one last; left out: there is but this one. */
  readonly editions?: readonly Edition[]
  /** The kind of act by which the parties adopt another text in the place of this one. */
  readonly amendedBy?: KindName
  /** Where editions hold only if acts adopt them, and acts were asked: all that the folder has, and what acts have adopted. */
  readonly byActs?: { readonly texts: readonly Edition[]; readonly adopted: readonly AdoptedText[] }
}
