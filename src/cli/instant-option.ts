import { asOfAdvice, parseAsOf } from '../engine/as-of.ts'
import type { AsOf } from '../engine/line.ts'
import type { Zone } from '../time/zone.ts'
import { Refusal } from './refusal.ts'

/** `--as-of` and `--known-at`; refuses what is neither a date nor an instant. */
export function readInstant(option: string, text: string, zone: Zone): AsOf {
  const at = parseAsOf(text, zone)
  if (at !== undefined) return at
  throw new Refusal(`${option}: "${text}" is no date and no instant.`, asOfAdvice(text))
}
