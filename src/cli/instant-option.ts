import { asOfAdvice, parseAsOf } from '../engine/reading/as-of.ts'
import type { AsOf } from '../engine/reading/line.ts'
import { isoDay } from '../time/day.ts'
import type { Zone } from '../time/zone.ts'
import { Refusal } from './refusal.ts'

const RELATIVE_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['now', 0],
  ['yesterday', -1],
  ['tomorrow', 1],
])

/** `--as-of` and `--known-at`; refuses what is neither a date nor an instant. */
export function readInstant(option: string, text: string, zone: Zone): AsOf {
  const at = parseAsOf(text, zone)
  if (at !== undefined) return at
  const days = RELATIVE_DAYS.get(text.toLowerCase())
  if (days !== undefined) {
    // The machine's clock is good for a hint; what is asked for is typed, so that the same command stays the same.
    const day = isoDay(zone.dayAt(Date.now()) + days)
    throw new Refusal(`${option}: "${text}" would be another day tomorrow.`, `Write ${option} ${day}.`)
  }
  throw new Refusal(`${option}: "${text}" is no date and no instant.`, asOfAdvice(text))
}
