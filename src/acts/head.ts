import type { Covers } from '../agreement/act.ts'
import type { Zone } from '../time/zone.ts'
import {
  type Complain,
  checkKeys,
  type Fields,
  inWords,
  isFields,
  NO_PATH,
  nameOf,
  proseOf,
  required,
  windowOf,
} from './field.ts'

type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** What stands at the head of a file: `covers` and `chronicle`; `others` are the keys allowed beside them. */
export interface Head {
  readonly covers?: Covers
  readonly chronicle?: string
}

export function decodeHead(value: Fields, others: readonly string[], zone: Zone, tell: Complain): Head {
  checkKeys(value, new Set(['covers', 'chronicle', ...others]), NO_PATH, tell)
  const head: Draft<Head> = {}
  if (value.chronicle !== undefined) {
    head.chronicle = nameOf(value.chronicle, ['chronicle'], tell)
  }
  if (value.covers !== undefined) {
    const covers = coversOf(value.covers, zone, tell)
    if (covers !== undefined) head.covers = covers
  }
  return head
}

function coversOf(value: unknown, zone: Zone, tell: Complain): Covers | undefined {
  const path = ['covers']
  if (!isFields(value)) {
    tell(
      'act/wrong-type',
      path,
      `"covers" is a map of window and note; here stands ${inWords(value)}.`,
      'Write it like {window: 2026-01-01/2026-12-31, note: "letters only"}.',
    )
    return undefined
  }
  checkKeys(value, new Set(['window', 'note']), path, tell)
  const hasWindow = required(value, 'window', tell, path)
  const hasNote = required(value, 'note', tell, path)
  const window = hasWindow ? windowOf(value.window, ['covers', 'window'], zone, tell) : undefined
  const note = hasNote ? proseOf(value.note, ['covers', 'note'], tell) : undefined
  return window === undefined || note === undefined ? undefined : { window, note }
}
