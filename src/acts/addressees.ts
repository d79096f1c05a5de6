import type { Addressee } from '../agreement/act.ts'
import type { Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import {
  type Complain,
  checkDistinct,
  checkKeys,
  emptyList,
  isFields,
  nameOf,
  namesOf,
  type Path,
  required,
  textOf,
  windowOf,
  wordOf,
} from './field.ts'
import { isPlain, NAME_CHARACTERS_MAX, SOURCE_CHARACTERS_MAX } from './text.ts'

/**
 * To whom an act went: `all`, one addressee, or a list. An addressee is an id, or a map that says how it is known and when it
 * received the act.
 *
 *     to: [West, {party: East, known: inferred}, {party: council, received: 2026-04-01/2026-04-03, source: [S2]}]
 */
type Known = Addressee['known']
type Draft<T> = { -readonly [K in keyof T]: T[K] }

const ADDRESSEE_KEYS = new Set(['party', 'known', 'received', 'source'])
const KNOWN: ReadonlySet<unknown> = new Set(['confirmed', 'inferred'])
export const NOBODY: readonly Addressee[] = Object.freeze([])
const TO: Path = ['to']
export const RECEIVED: Path = ['received']

export function nobody(received: Window | undefined, tell: Complain): readonly Addressee[] {
  if (received !== undefined) {
    tell(
      'act/received-by-nobody',
      RECEIVED,
      'A time of receipt is given and no addressee is.',
      'Say to whom it was sent with `to`, or leave `received` out.',
      'key',
    )
  }
  return NOBODY
}

export function addresseesOf(
  value: unknown,
  received: Window | undefined,
  zone: Zone,
  tell: Complain,
): 'all' | readonly Addressee[] {
  if (value === 'all') return 'all'
  if (!Array.isArray(value)) {
    return [addresseeOf(value, undefined, received, zone, tell)]
  }
  if (value.length === 0) emptyList(TO, tell)
  const addressees: Addressee[] = []
  for (let i = 0; i < value.length; i++) {
    addressees.push(addresseeOf(value[i], i, received, zone, tell))
  }
  if (value.length > 1)
    checkDistinct(
      value.map((one) => (isFields(one) ? one.party : one)),
      TO,
      tell,
    )
  return addressees
}

/** `index` in the list; undefined if the one addressee stands without a list. */
function addresseeOf(
  value: unknown,
  index: number | undefined,
  received: Window | undefined,
  zone: Zone,
  tell: Complain,
): Addressee {
  if (typeof value === 'string' && isPlain(value)) {
    return received === undefined
      ? { party: value, known: 'confirmed' }
      : { party: value, known: 'confirmed', received }
  }
  const path = index === undefined ? TO : ['to', index]
  if (!isFields(value)) {
    const party = textOf(value, path, NAME_CHARACTERS_MAX, tell) ?? ''
    return received === undefined ? { party, known: 'confirmed' } : { party, known: 'confirmed', received }
  }
  checkKeys(value, ADDRESSEE_KEYS, path, tell)
  const party = required(value, 'party', tell, path) ? nameOf(value.party, [...path, 'party'], tell) : ''
  const known = value.known === undefined ? 'confirmed' : wordOf<Known>(value.known, KNOWN, [...path, 'known'], tell)
  const own = value.received === undefined ? received : windowOf(value.received, [...path, 'received'], zone, tell)
  const addressee: Draft<Addressee> = { party, known }
  if (own !== undefined) addressee.received = own
  if (value.source !== undefined) {
    addressee.source = namesOf(value.source, [...path, 'source'], tell, SOURCE_CHARACTERS_MAX)
  }
  return addressee
}
