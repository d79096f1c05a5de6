import type { Agreement } from '../../agreement/agreement.ts'
import type { KindName } from '../../agreement/clause.ts'
import type { AdoptedText, Edition } from '../../agreement/rule.ts'
import type { Instant } from '../../time/instant.ts'
import { exactly, type Window } from '../../time/window.ts'
import { happened, type Tri } from '../reading/verdict.ts'

/** Does it hang on acts which of its texts hold, or whether there is another? */
export function isAdoptable(agreement: Agreement): boolean {
  return adoptingKinds(agreement).size > 0
}

/** The kinds of act by which a text is adopted. */
export function adoptingKinds({ editions = [], amendedBy }: Agreement): ReadonlySet<KindName> {
  const named = editions.flatMap(({ adoption }) => adoption?.act ?? [])
  return new Set(amendedBy === undefined ? named : [...named, amendedBy])
}

/**
 * The agreement as it is in force by what acts adopted: its editions one after the other, each from when it holds. A text that
 * loses its effect gives way to the one before it; one that is adopted again comes back.
 */
export function textInForce(agreement: Agreement, adopted: readonly AdoptedText[]): Agreement {
  const { editions = [], zone } = agreement
  if (!isAdoptable(agreement)) return agreement
  if (editions.length === 0) return { ...agreement, byActs: { texts: [], adopted } }
  const dated = editions.flatMap((edition): Held[] => {
    if (edition.adoption !== undefined) return []
    const isFirst = edition === editions[0]
    return [
      { edition, from: isFirst || edition.inForce === undefined ? ALWAYS : exactly(zone.startOf(edition.inForce)) },
    ]
  })
  const byActs = adopted.flatMap(({ edition: n, inForce, setAside }): Held[] => {
    const edition = editions.find((one) => one.n === n)
    return edition === undefined
      ? []
      : [{ edition, from: inForce, ...(setAside === undefined ? {} : { until: setAside }) }]
  })
  const inTurn = stretches([...dated, ...byActs])
  const newest = inTurn.at(-1) as Edition
  return {
    ...agreement,
    byActs: { texts: editions, adopted },
    rules: newest.rules,
    editions: inTurn.length > 1 ? inTurn : undefined,
  }
}

const ALWAYS = exactly(Number.NEGATIVE_INFINITY)

/** An edition, and from when to when it would be in force if no other were. */
interface Held {
  readonly edition: Edition
  readonly from: Window
  readonly until?: Window
}

/** Each edition for as long as it holds, or may: one that gives way and comes back stands twice. In the order of time. */
function stretches(held: readonly Held[]): Edition[] {
  const ends = held.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [until])])
  const points = new Set(ends.flatMap(({ earliest, latest }) => [earliest, latest]))
  points.delete(Number.POSITIVE_INFINITY)
  const spells = [...points].sort((a, b) => a - b).map((at) => ({ at, possible: possibleAt(held, at) }))
  const found = [...new Set(held.map((one) => one.edition))].flatMap((edition) => [...stretchesOf(edition, spells)])
  const inOrder = found.sort((a, b) => a.since.earliest - b.since.earliest || apart(a.until.latest, b.until.latest))
  // What comes back does so as it was: of what is running it says nothing.
  return inOrder.map(({ edition, since, until }, index) => {
    const isBack = inOrder.slice(0, index).some((other) => other.edition === edition)
    return { ...edition, since, until, ...(isBack ? { running: {} } : {}) }
  })
}

interface Spell {
  readonly at: Instant
  readonly possible: ReadonlySet<Edition>
}

function* stretchesOf(edition: Edition, spells: readonly Spell[]): Generator<Stretch> {
  let open: Open | undefined
  for (const { at, possible } of spells) {
    if (!possible.has(edition)) {
      if (open !== undefined) yield closed(edition, open, at)
      open = undefined
    } else if (possible.size > 1) {
      open = open === undefined ? { first: at } : { ...open, doubtful: open.doubtful ?? at }
    } else if (open?.certain !== undefined && open.doubtful !== undefined) {
      // It may have given way for a while, or may not.
      yield closed(edition, open, at)
      open = { first: open.doubtful, certain: at }
    } else open = { first: open?.first ?? at, certain: open?.certain ?? at }
  }
  if (open !== undefined) yield closed(edition, open, Number.POSITIVE_INFINITY)
}

interface Stretch {
  readonly edition: Edition
  readonly since: Window
  readonly until: Window
}

/** One that has not ended: since when it may hold, since when it surely does, and since when it may no longer. */
interface Open {
  readonly first: Instant
  readonly certain?: Instant
  readonly doubtful?: Instant
}

function closed(edition: Edition, { first, certain, doubtful }: Open, at: Instant): Stretch {
  return {
    edition,
    since: { earliest: first, latest: certain ?? Number.POSITIVE_INFINITY },
    until: { earliest: certain === undefined ? first : (doubtful ?? at), latest: at },
  }
}

/** Of those that hold, or may, the last to come; more than one, where it is not known which that is. */
function possibleAt(held: readonly Held[], at: Instant): ReadonlySet<Edition> {
  const now = held.map((one) => ({ one, holds: holdsAt(one, at) })).filter(({ holds }) => holds !== 'no')
  const isSurelyOver = (one: Held) =>
    now.some(({ one: other, holds }) => other !== one && holds === 'yes' && isLater(other, one, held))
  return new Set(now.filter(({ one }) => !isSurelyOver(one)).map(({ one }) => one.edition))
}

function holdsAt({ from, until }: Held, at: Instant): Tri {
  const begun = happened(from, at)
  const ended = until === undefined ? 'no' : happened(until, at)
  if (begun === 'no' || ended === 'yes') return 'no'
  return begun === 'yes' && ended === 'no' ? 'yes' : 'maybe'
}

/** Of two that came at one time, the one that is named later. */
function isLater(a: Held, b: Held, held: readonly Held[]): boolean {
  if (a.from.earliest === b.from.latest && a.from.latest === b.from.earliest) return held.indexOf(a) > held.indexOf(b)
  return a.from.earliest >= b.from.latest
}

function apart(a: number, b: number): number {
  return a === b ? 0 : a - b
}
