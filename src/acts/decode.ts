import type { Act, Addressee, Certainty, Covers, Json } from '../agreement/act.ts'
import type { Place } from '../problem.ts'
import { parseWindow, type Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import type { ActCode } from './codes.ts'
import { didYouMean } from './nearest.ts'
import { fits, isPlain, NAME_CHARACTERS_MAX, quoted, SOURCE_CHARACTERS_MAX, unseenIn } from './text.ts'

/**
 * From plain data (what `JSON.parse` gives, what YAML gives) to an act: types, words and times, nothing that needs the
 * agreement. The one place that knows the shape of an act; `spec/acts.schema.json` says the same to others. The format
 * itself: `spec/acts.md`.
 *
 *     {"id": "a1", "kind": "answer", "by": "North", "to": "West", "refersTo": ["q1"], "transmitted": "2026-03-02"}
 *
 * Replay decodes what was checked at entry, a million acts at a time, so a good act costs no path and no copy: lists are
 * taken over as they are.
 */
export type Path = readonly (string | number)[]

/** Told of everything that is wrong. `key`: the place meant is that of the key, not of its value. */
export type Complain = (code: ActCode, path: Path, message: string, advice: string, part?: 'key') => void

export interface DecodedAct extends Act {
  /** When all received what was addressed to `all`; a list of addressees carries it one by one. */
  readonly received?: Window
}

/** Stored acts were checked when they came in. One that does not decode was changed since, and nothing good can follow. */
export class DamagedAct extends Error {
  readonly code: ActCode
  readonly place: Place
  constructor(code: ActCode, place: Place, message: string) {
    super(`${place.file}:${place.line}  ${code}  ${message}`)
    this.code = code
    this.place = place
  }
}

interface Fields {
  readonly [key: string]: unknown
}

const ACT_KEYS = new Set([
  'id',
  'kind',
  'by',
  'recordedBy',
  'recordedAt',
  'to',
  'refersTo',
  'asserted',
  'transmitted',
  'received',
  'capacity',
  'cites',
  'period',
  'body',
  'source',
  'certainty',
])
const ADDRESSEE_KEYS = new Set(['party', 'known', 'received', 'source'])
const CAPACITY_KEYS = new Set(['asked', 'answered', 'for'])
const CERTAINTIES: ReadonlySet<unknown> = new Set(['signed', 'confirmed', 'reported', 'inferred', 'unverified'])
const KNOWN: ReadonlySet<unknown> = new Set(['confirmed', 'inferred'])
const CITATION = /^(?:[a-z0-9][a-z0-9-]*#)?[^#]+$/
const HOUR_WITHOUT_OFFSET = /(?:^|\/)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:$|\/)/i
const YEAR_MAX = 9999

const NO_TEXTS: readonly string[] = Object.freeze([])
const NOBODY: readonly Addressee[] = Object.freeze([])
const NO_CAPACITY = Object.freeze({})
const NO_BODY = Object.freeze({})

type Known = Addressee['known']
type Draft<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The act, or undefined if anything was complained of. Without `complain` it throws a DamagedAct at the first fault, which
 * is what replay wants. `chronicle` stands in for a `recordedBy` that is left out.
 */
export function decodeAct(
  value: unknown,
  zone: Zone,
  place: Place,
  complain?: Complain,
  chronicle?: string,
): DecodedAct | undefined {
  let faultCount = 0
  const tell: Complain = (code, path, message, advice, part) => {
    faultCount += 1
    if (complain === undefined) throw new DamagedAct(code, place, message)
    complain(code, path, message, advice, part)
  }
  if (!isFields(value)) {
    tell(
      'act/wrong-type',
      [],
      `An act is a map of keys and values; here stands ${inWords(value)}.`,
      'Begin with `id:`.',
    )
    return undefined
  }
  checkKeys(value, ACT_KEYS, NO_PATH, tell)
  const id = required(value, 'id', tell) ? nameOf(value.id, ID, tell) : undefined
  const kind = required(value, 'kind', tell) ? nameOf(value.kind, KIND, tell) : undefined
  const by = required(value, 'by', tell) ? namesOf(value.by, BY, tell) : undefined
  const transmitted = required(value, 'transmitted', tell)
    ? windowOf(value.transmitted, TRANSMITTED, zone, tell)
    : undefined
  const received = value.received === undefined ? undefined : windowOf(value.received, RECEIVED, zone, tell)
  const to = value.to === undefined ? nobody(value, tell) : addresseesOf(value.to, received, zone, tell)
  const body = value.body === undefined ? NO_BODY : bodyOf(value.body, tell)
  const act = {
    id,
    kind,
    by,
    to,
    refersTo: value.refersTo === undefined ? NO_TEXTS : namesOf(value.refersTo, REFERS_TO, tell),
    transmitted,
    capacity: value.capacity === undefined ? NO_CAPACITY : capacityOf(value.capacity, tell),
    cites: value.cites === undefined ? NO_TEXTS : citationsOf(value.cites, tell),
    body,
    source: value.source === undefined ? NO_TEXTS : namesOf(value.source, SOURCE, tell, SOURCE_CHARACTERS_MAX),
    place,
  } as Draft<DecodedAct>
  if (to === 'all' && received !== undefined) act.received = received
  if (value.recordedBy !== undefined) act.recordedBy = nameOf(value.recordedBy, RECORDED_BY, tell) ?? ''
  else if (chronicle !== undefined) act.recordedBy = chronicle
  const recordedAt = value.recordedAt === undefined ? undefined : windowOf(value.recordedAt, RECORDED_AT, zone, tell)
  if (recordedAt !== undefined) act.recordedAt = recordedAt
  const asserted = value.asserted === undefined ? undefined : windowOf(value.asserted, ASSERTED, zone, tell)
  if (asserted !== undefined) act.asserted = asserted
  if (value.period !== undefined) act.period = periodOf(value.period, tell)
  if (value.certainty !== undefined) act.certainty = wordOf<Certainty>(value.certainty, CERTAINTIES, CERTAINTY, tell)
  return faultCount === 0 ? act : undefined
}

/** What stands at the head of a file: `covers` and `chronicle`; `others` are the keys allowed beside them. */
export interface Head {
  readonly covers?: Covers
  readonly chronicle?: string
}

export function decodeHead(value: Fields, others: readonly string[], zone: Zone, tell: Complain): Head {
  checkKeys(value, new Set(['covers', 'chronicle', ...others]), NO_PATH, tell)
  const head: Draft<Head> = {}
  if (value.chronicle !== undefined) {
    const chronicle = nameOf(value.chronicle, ['chronicle'], tell)
    if (chronicle !== undefined) head.chronicle = chronicle
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
      `covers is a map of window and note; here stands ${inWords(value)}.`,
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

// Paths of the keys of an act, made once: a good act makes none.
const NO_PATH: Path = []
const ID: Path = ['id']
const KIND: Path = ['kind']
const BY: Path = ['by']
const TO: Path = ['to']
const REFERS_TO: Path = ['refersTo']
const CITES: Path = ['cites']
const SOURCE: Path = ['source']
const TRANSMITTED: Path = ['transmitted']
const RECEIVED: Path = ['received']
const ASSERTED: Path = ['asserted']
const RECORDED_AT: Path = ['recordedAt']
const RECORDED_BY: Path = ['recordedBy']
const CERTAINTY: Path = ['certainty']

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a value is, in the words of a problem. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text'
  if (typeof value === 'boolean') return `the word ${value}`
  return `the number ${String(value)}`
}

function checkKeys(value: Fields, known: ReadonlySet<string>, path: Path, tell: Complain): void {
  for (const key in value) {
    if (known.has(key)) continue
    tell('act/unknown-key', [...path, key], `${quoted(key)} means nothing here.`, didYouMean(key, [...known]), 'key')
  }
}

function required(value: Fields, key: string, tell: Complain, path: Path = NO_PATH): boolean {
  if (value[key] !== undefined) return true
  const what = path.length === 0 ? 'An act' : String(path[0])
  tell(
    'act/missing-key',
    path,
    `${what} needs ${quoted(key)}; it is left out.`,
    `Add ${key}: ${EXAMPLES[key] ?? '...'}`,
  )
  return false
}

const EXAMPLES: { readonly [key: string]: string } = {
  id: 'and a name that no other act of the record has.',
  kind: 'and the name of a kind of act that the agreement declares.',
  by: 'and the id of the party that did it.',
  transmitted: 'and a day, a window like 2026-01-31/2026-02-04, or unknown.',
  party: 'and the id of the addressee.',
  window: 'and the first and last day that the record covers, like 2026-01-01/2026-12-31.',
  note: 'and a sentence on what the record holds and what may be missing.',
}

function nameOf(value: unknown, path: Path, tell: Complain): string | undefined {
  if (typeof value === 'string' && isPlain(value)) return value
  return textOf(value, path, NAME_CHARACTERS_MAX, tell)
}

function textOf(value: unknown, path: Path, max: number, tell: Complain): string | undefined {
  const key = keyOf(path)
  if (typeof value === 'number') {
    tell(
      'act/number-as-id',
      path,
      `${key} is a name; ${value} without quotation marks is a number.`,
      'Put it in quotation marks, as it is meant to be printed: "4.10", not 4.10.',
    )
  } else if (typeof value !== 'string') {
    tell(
      'act/wrong-type',
      path,
      `${key} is a text; here stands ${inWords(value)}.`,
      'Write a text, or leave the key out.',
    )
  } else if (value.trim() === '') {
    tell('act/empty', path, `${key} is empty.`, 'Write what is meant, or leave the key out.')
  } else if (!fits(value, max)) {
    tell('act/too-long', path, `${key} has more than ${max} characters.`, 'Shorten it; long texts belong in the body.')
  } else {
    const unseen = unseenIn(value)
    if (unseen === undefined) return value
    tell(
      'act/control-character',
      path,
      `${key} holds the character ${unseen}, which cannot be seen: ${quoted(value)}.`,
      'Remove it, and write the name anew wherever it was copied to.',
    )
  }
  return undefined
}

/** A sentence or several: lines may break in it. */
function proseOf(value: unknown, path: Path, tell: Complain): string | undefined {
  const oneLine = typeof value === 'string' ? value.replace(/[\n\t]/g, ' ') : value
  return textOf(oneLine, path, SOURCE_CHARACTERS_MAX, tell) === undefined ? undefined : (value as string)
}

/** The key that a path ends in; for an item of a list, the key of the list. */
function keyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the act')
}

/** One name, or a list of names that are all different. */
function namesOf(value: unknown, path: Path, tell: Complain, max = NAME_CHARACTERS_MAX): readonly string[] {
  if (!Array.isArray(value)) {
    const name = textOf(value, path, max, tell)
    return name === undefined ? NO_TEXTS : [name]
  }
  if (value.length === 0) emptyList(path, tell)
  for (let i = 0; i < value.length; i++) {
    const name: unknown = value[i]
    if (typeof name === 'string' && isPlain(name)) continue
    textOf(name, [...path, i], max, tell)
  }
  if (value.length > 1) checkDistinct(value, path, tell)
  return value
}

function emptyList(path: Path, tell: Complain): void {
  tell(
    'act/empty',
    path,
    `The list ${keyOf(path)} has nothing in it.`,
    `Leave ${keyOf(path)} out, or name what is meant.`,
  )
}

function checkDistinct(names: readonly unknown[], path: Path, tell: Complain): void {
  // Most lists have two or three names; a set for each would cost more than the comparison.
  const seen = names.length > 8 ? new Set<unknown>() : undefined
  for (let i = 0; i < names.length; i++) {
    const name = names[i]
    const twice = seen === undefined ? names.indexOf(name) < i : seen.has(name)
    seen?.add(name)
    if (!twice || typeof name !== 'string') continue
    tell('act/named-twice', [...path, i], `${quoted(name)} stands twice in ${keyOf(path)}.`, 'Keep one of the two.')
  }
}

function citationsOf(value: unknown, tell: Complain): readonly string[] {
  const cites = namesOf(value, CITES, tell)
  for (let i = 0; i < cites.length; i++) {
    const one: unknown = cites[i]
    if (typeof one !== 'string' || CITATION.test(one) || one.trim() === '') continue
    tell(
      'act/citation',
      ['cites', i],
      `${quoted(one)} is no citation.`,
      'Write the id of a limb, like L6, or of another agreement and its limb, like other-agreement#L6.',
    )
  }
  return cites
}

function nobody(act: Fields, tell: Complain): readonly Addressee[] {
  if (act.received !== undefined) {
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

function addresseesOf(
  value: unknown,
  received: Window | undefined,
  zone: Zone,
  tell: Complain,
): 'all' | readonly Addressee[] {
  if (value === 'all') return 'all'
  if (!Array.isArray(value)) {
    const one = addresseeOf(value, undefined, received, zone, tell)
    return one === undefined ? NOBODY : [one]
  }
  if (value.length === 0) emptyList(TO, tell)
  const addressees: Addressee[] = []
  for (let i = 0; i < value.length; i++) {
    const one = addresseeOf(value[i], i, received, zone, tell)
    if (one !== undefined) addressees.push(one)
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
): Addressee | undefined {
  if (typeof value === 'string' && isPlain(value)) {
    return received === undefined
      ? { party: value, known: 'confirmed' }
      : { party: value, known: 'confirmed', received }
  }
  const path = index === undefined ? TO : ['to', index]
  if (!isFields(value)) {
    const party = textOf(value, path, NAME_CHARACTERS_MAX, tell)
    return party === undefined ? undefined : addresseeOf({ party }, index, received, zone, tell)
  }
  checkKeys(value, ADDRESSEE_KEYS, path, tell)
  const party = required(value, 'party', tell, path) ? nameOf(value.party, [...path, 'party'], tell) : undefined
  const known = value.known === undefined ? 'confirmed' : wordOf<Known>(value.known, KNOWN, [...path, 'known'], tell)
  const own = value.received === undefined ? received : windowOf(value.received, [...path, 'received'], zone, tell)
  if (party === undefined) return undefined
  const addressee: Draft<Addressee> = { party, known }
  if (own !== undefined) addressee.received = own
  if (value.source !== undefined) {
    addressee.source = namesOf(value.source, [...path, 'source'], tell, SOURCE_CHARACTERS_MAX)
  }
  return addressee
}

function capacityOf(value: unknown, tell: Complain): Act['capacity'] {
  if (!isFields(value)) {
    tell(
      'act/wrong-type',
      ['capacity'],
      `capacity is a map; here stands ${inWords(value)}.`,
      'Write {asked: national} on a question, {answered: joint, for: [...]} on an answer.',
    )
    return NO_CAPACITY
  }
  checkKeys(value, CAPACITY_KEYS, ['capacity'], tell)
  const capacity: Draft<Act['capacity']> = {}
  if (value.asked !== undefined) capacity.asked = nameOf(value.asked, ['capacity', 'asked'], tell) ?? ''
  if (value.answered !== undefined) capacity.answered = nameOf(value.answered, ['capacity', 'answered'], tell) ?? ''
  if (value.for !== undefined) capacity.for = namesOf(value.for, ['capacity', 'for'], tell)
  return capacity
}

function bodyOf(value: unknown, tell: Complain): { readonly [key: string]: Json } {
  if (isFields(value)) return value as { readonly [key: string]: Json }
  tell(
    'act/wrong-type',
    ['body'],
    `body is a map, the message by its form; here stands ${inWords(value)}.`,
    'Write a text as {text: "..."}.',
  )
  return NO_BODY
}

function periodOf(value: unknown, tell: Complain): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= YEAR_MAX) return value
  tell(
    'act/wrong-type',
    ['period'],
    `period is a calendar year; here stands ${inWords(value)}.`,
    'Write the year that the return is for, like 2026, without quotation marks.',
  )
  return 0
}

function wordOf<T extends string>(value: unknown, words: ReadonlySet<unknown>, path: Path, tell: Complain): T {
  if (words.has(value)) return value as T
  const known = [...words] as string[]
  const shown = typeof value === 'string' ? quoted(value) : inWords(value)
  const advice = didYouMean(typeof value === 'string' ? value : '', known, `Write one of ${known.join(', ')}.`)
  tell('act/unknown-value', path, `${keyOf(path)} cannot be ${shown}.`, advice)
  return known[0] as T
}

function windowOf(value: unknown, path: Path, zone: Zone, tell: Complain): Window | undefined {
  if (typeof value !== 'string') {
    const advice =
      typeof value === 'number'
        ? 'Put a year alone in quotation marks: "2022".'
        : 'Write a day, a window like 2022-01-31/2022-02-04, or unknown; or leave the key out.'
    tell('act/not-a-time', path, `${keyOf(path)} is a time; here stands ${inWords(value)}.`, advice)
    return undefined
  }
  const window = parseWindow(value, zone)
  if (!('fault' in window)) return window
  if (window.fault === 'reversed') {
    tell(
      'act/reversed-window',
      path,
      `The window ${quoted(value)} ends before it begins.`,
      'Write the earlier end first.',
    )
  } else if (HOUR_WITHOUT_OFFSET.test(value)) {
    tell(
      'act/no-offset',
      path,
      `${quoted(value)} gives an hour and not where the clock stood.`,
      'Add seconds and offset, like 2022-01-26T10:00:00Z or 2022-01-26T11:00:00+01:00, or write the day alone.',
    )
  } else {
    tell(
      'act/not-a-time',
      path,
      `${quoted(value)} is no time.`,
      'Write 2022-01-26, 2022-02, 2022-01-31/2022-02-04, ../2022-02-01, 2022-01-26T10:00:00Z or unknown.',
    )
  }
  return undefined
}
