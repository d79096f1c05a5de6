import { DAY_MS, type Day, dayOf, padded, printDay } from './day.ts'
import { type Instant, printClock } from './instant.ts'

/**
 * A time zone of the IANA data base: which day an instant falls on, and when a day starts and ends there.
 *
 * A day starts when its date first appears on the clock and ends when the next day starts. So every instant lies in
 * exactly one day, and a later instant never in an earlier day. What follows at the traps:
 *
 * - America/Sao_Paulo 2018-11-04, Asia/Beirut: midnight does not exist, the day starts at 01:00.
 * - Pacific/Apia 2011-12-30: the date was left out. It has no instant; a period that would end with it ends with the
 *   next date that exists.
 * - America/St_Johns until 2011: clocks went back at 00:01, so 23:01 to 24:00 of the day before came twice. The second
 *   time belongs to the new day, which had begun a minute earlier.
 *
 * Known for the years 0 to 9999; beyond them a day and an instant are -Infinity or Infinity.
 */
export interface Zone {
  readonly id: string
  dayAt(t: Instant): Day
  /** The first instant of the day; of a date that was left out, the first instant of the date after it. */
  startOf(day: Day): Instant
  /** The first instant after the day; of a date that was left out, after the next date that exists. */
  endOf(day: Day): Instant
  /** What the local clock is ahead of UTC, in milliseconds. */
  offsetAt(t: Instant): number
  /** Since when, and until when, that offset holds; looked up within a few years only. */
  offsetSince(t: Instant): Instant
  offsetUntil(t: Instant): Instant
  /** Milliseconds since local midnight as the clock shows them, 0 to 86 399 999. */
  timeOfDayAt(t: Instant): number
  /** 0 to 23, as the local clock shows it. */
  hourOf(t: Instant): number
  /**
   * When the local clock shows this time (milliseconds since midnight) on that date. Shown twice: the first time. Never
   * shown, because clocks were put forward over it: when they were. So a later time never gives an earlier instant.
   */
  instantAt(day: Day, timeOfDay: number): Instant
}

// Local days begin up to a day before or after the UTC day; two days of margin on both sides.
const FIRST_DAY: Day = dayOf(0, 1, 1) - 2
const LAST_DAY: Day = dayOf(9999, 12, 31) + 2
const CHUNK_DAYS = 1024
const MARGIN_DAYS = 3

/** Day starts and changes of the clock for 1024 days; built at first use, a few milliseconds each at most. */
interface Chunk {
  /** `starts[i]` is the start of day `firstDay + i`; the margin lets a lookup stay within one chunk. */
  readonly firstDay: Day
  readonly starts: Float64Array
  /** `offsets[i]` holds from `turns[i]` on. */
  readonly turns: Float64Array
  readonly offsets: Float64Array
}

class TableZone implements Zone {
  readonly id: string
  readonly #chunks: (Chunk | undefined)[]

  constructor(id: string) {
    this.id = id
    this.#chunks = new Array(Math.ceil((LAST_DAY - FIRST_DAY + 1) / CHUNK_DAYS)).fill(undefined)
  }

  dayAt(t: Instant): Day {
    const day = Math.floor(t / DAY_MS)
    if (!(day > FIRST_DAY && day < LAST_DAY)) return day < 0 ? -Infinity : Infinity
    const chunk = this.#chunkOf(day)
    const starts = chunk.starts
    let i = day - chunk.firstDay
    while ((starts[i] as number) > t) i--
    // The last of equal starts: a date that was left out holds no instant.
    while ((starts[i + 1] as number) <= t) i++
    return chunk.firstDay + i
  }

  startOf(day: Day): Instant {
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) return day < 0 ? -Infinity : Infinity
    const chunk = this.#chunkOf(day)
    return chunk.starts[day - chunk.firstDay] as number
  }

  endOf(day: Day): Instant {
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) return day < 0 ? -Infinity : Infinity
    const chunk = this.#chunkOf(day)
    const i = day - chunk.firstDay
    const end = chunk.starts[i + 1] as number
    return end === chunk.starts[i] ? (chunk.starts[i + 2] as number) : end
  }

  offsetAt(t: Instant): number {
    const chunk = this.#chunkAt(t)
    return chunk.offsets[segmentAt(chunk, t)] as number
  }

  offsetSince(t: Instant): Instant {
    const chunk = this.#chunkAt(t)
    return chunk.turns[segmentAt(chunk, t)] as number
  }

  offsetUntil(t: Instant): Instant {
    const chunk = this.#chunkAt(t)
    const next = segmentAt(chunk, t) + 1
    return next < chunk.turns.length ? (chunk.turns[next] as number) : t + CHUNK_DAYS * DAY_MS
  }

  timeOfDayAt(t: Instant): number {
    const local = t + this.offsetAt(t)
    return local - Math.floor(local / DAY_MS) * DAY_MS
  }

  hourOf(t: Instant): number {
    return Math.floor(this.timeOfDayAt(t) / 3_600_000)
  }

  instantAt(day: Day, timeOfDay: number): Instant {
    const local = day * DAY_MS + timeOfDay
    const offsetBefore = this.offsetAt(local - DAY_MS)
    const first = local - offsetBefore
    if (this.offsetAt(first) === offsetBefore) return first
    const offsetAfter = this.offsetAt(local + DAY_MS)
    const second = local - offsetAfter
    // Neither offset shows this time: it was jumped over, and by the later offset it lies before the jump.
    return this.offsetAt(second) === offsetAfter ? second : this.offsetUntil(second)
  }

  #chunkAt(t: Instant): Chunk {
    return this.#chunkOf(Math.min(Math.max(Math.floor(t / DAY_MS), FIRST_DAY), LAST_DAY))
  }

  #chunkOf(day: Day): Chunk {
    const index = ((day - FIRST_DAY) / CHUNK_DAYS) | 0
    let chunk = this.#chunks[index]
    if (chunk === undefined) {
      chunk = buildChunk(this.id, FIRST_DAY + index * CHUNK_DAYS)
      this.#chunks[index] = chunk
    }
    return chunk
  }
}

function segmentAt(chunk: Chunk, t: Instant): number {
  let i = chunk.turns.length - 1
  while (i > 0 && (chunk.turns[i] as number) > t) i--
  return i
}

function buildChunk(id: string, day: Day): Chunk {
  const firstDay = day - MARGIN_DAYS
  const lastDay = day + CHUNK_DAYS + MARGIN_DAYS
  const { turns, offsets } = turnsBetween(id, (firstDay - 2) * DAY_MS, (lastDay + 2) * DAY_MS)
  const starts = new Float64Array(lastDay - firstDay + 1)
  let segment = 0
  for (let d = firstDay; d <= lastDay; d++) {
    const midnight = d * DAY_MS
    // Offsets stay within a day, so a change more than two days away cannot move the start of this day.
    while (segment + 1 < turns.length && (turns[segment + 1] as number) < midnight - 2 * DAY_MS) segment++
    const turnNear = segment + 1 < turns.length && (turns[segment + 1] as number) <= midnight + 2 * DAY_MS
    starts[d - firstDay] = turnNear ? startByTemporal(id, d) : midnight - (offsets[segment] as number)
  }
  return { firstDay, starts, turns: Float64Array.from(turns), offsets: Float64Array.from(offsets) }
}

function turnsBetween(id: string, from: Instant, to: Instant): { turns: Instant[]; offsets: number[] } {
  let local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(id)
  const turns = [from]
  const offsets = [local.offsetNanoseconds / 1_000_000]
  for (;;) {
    const next = local.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > to) return { turns, offsets }
    local = next
    turns.push(local.epochMilliseconds)
    offsets.push(local.offsetNanoseconds / 1_000_000)
  }
}

function startByTemporal(id: string, day: Day): Instant {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day }).toZonedDateTime(id).epochMilliseconds
}

const zones = new Map<string, Zone>()
const ZONE_ID = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/

/**
 * The zone with this IANA id, spelt as the data base spells it (`Etc/UTC`); undefined if there is none. A
 * bare offset (`+01:00`) is not a zone: an agreement says where its days are, not what the clock showed once.
 */
export function zoneOf(id: string): Zone | undefined {
  const known = zones.get(id)
  if (known !== undefined) return known
  if (id.length > 64 || !ZONE_ID.test(id)) return undefined
  try {
    if (Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId !== id) return undefined
  } catch {
    // Temporal has no other way to say that it does not know the id.
    return undefined
  }
  const zone = new TableZone(id)
  zones.set(id, zone)
  return zone
}

/**
 * `26 Jan 2022 10:00`, with seconds and milliseconds only if they are not 0. A time that the clock shows twice carries
 * its offset, `30 Oct 2022 02:30 (+01:00)`: without it nobody could tell which one is meant. An end beyond the calendar
 * prints `after the year 9999` or `before the year 0`.
 */
export function printLocal(t: Instant, zone: Zone): string {
  if (t === Infinity) return 'after the year 9999'
  if (t === -Infinity) return 'before the year 0'
  const offset = zone.offsetAt(t)
  const local = t + offset
  const day = Math.floor(local / DAY_MS)
  const text = `${printDay(day)} ${printClock(local - day * DAY_MS, false)}`
  return isShownTwice(t, zone) ? `${text} (${printOffset(offset)})` : text
}

function isShownTwice(t: Instant, zone: Zone): boolean {
  const offset = zone.offsetAt(t)
  const since = zone.offsetSince(t)
  const until = zone.offsetUntil(t)
  return t - since < zone.offsetAt(since - 1) - offset || until - t <= offset - zone.offsetAt(until)
}

/** `+01:00`; with seconds where a zone still had local mean time. */
export function printOffset(offset: number): string {
  const seconds = Math.abs(offset) / 1000
  const text = `${padded(Math.floor(seconds / 3600), 2)}:${padded(Math.floor(seconds / 60) % 60, 2)}`
  const rest = seconds % 60
  return `${offset < 0 ? '-' : '+'}${text}${rest === 0 ? '' : `:${padded(rest, 2)}`}`
}
