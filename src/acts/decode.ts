import type { Act, Addressee, Certainty, Covers, Json } from '../agreement/act.ts'
import type { Place } from '../problem.ts'
import { parseWindow, UNKNOWN, type Window } from '../time/window.ts'
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
const REQUIRED = ['id', 'kind', 'by', 'transmitted'] as const
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

/** For replay: of what was checked at entry. Throws a DamagedAct at the first fault. */
export function decodeAct(value: unknown, zone: Zone, place: Place, chronicle?: string): DecodedAct {
  const act = actOf(value, zone, place, chronicle, (code, _path, message) => {
    throw new DamagedAct(code, place, message)
  })
  return act as DecodedAct
}

/**
 * For entry: tells everything that is wrong. Undefined if it is no map. Not `sound`: the act is for further questions only;
 * a name in it that could not be read is '', a time not known, and nobody else may get it.
 *
 * `chronicle` stands in for a `recordedBy` that is left out.
 */
export function examineAct(
  value: unknown,
  zone: Zone,
  place: Place,
  chronicle: string | undefined,
  complain: Complain,
): { readonly act: DecodedAct; readonly sound: boolean } | undefined {
  let sound = true
  const act = actOf(value, zone, place, chronicle, (code, path, message, advice, part) => {
    sound = false
    complain(code, path, message, advice, part)
  })
  return act === undefined ? undefined : { act, sound }
}

function actOf(
  value: unknown,
  zone: Zone,
  place: Place,
  chronicle: string | undefined,
  tell: Complain,
): DecodedAct | undefined {
  if (!isFields(value)) {
    const message = `An act is a map of keys and values; here stands ${inWords(value)}.`
    tell('act/wrong-type', [], message, 'Begin with `id:`.')
    return undefined
  }
  const act = fieldsOf(value, zone, place, tell)
  if (act.id === '' || act.kind === '' || act.by === NO_TEXTS || act.transmitted === UNKNOWN) {
    for (const key of REQUIRED) required(value, key, tell)
  }
  // What is there and wrong has been told; nobody else is to be named in its place.
  if (chronicle !== undefined && act.recordedBy === undefined) act.recordedBy = chronicle
  return act
}

/**
 * One pass over the keys: in a loop over the keys of an object the engine knows where each value lies, while sixteen
 * questions after keys that may not be there cost more than the parsing. What is faulty was told, and nobody gets the act.
 */
function fieldsOf(value: Fields, zone: Zone, place: Place, tell: Complain): Draft<DecodedAct> {
  const act: Draft<DecodedAct> = {
    id: '',
    kind: '',
    by: NO_TEXTS,
    to: NOBODY,
    refersTo: NO_TEXTS,
    transmitted: UNKNOWN,
    capacity: NO_CAPACITY,
    cites: NO_TEXTS,
    body: NO_BODY,
    source: NO_TEXTS,
    place,
  }
  let to: unknown
  let received: Window | undefined
  for (const key in value) {
    const field = value[key]
    if (field === undefined) continue
    switch (key) {
      case 'id':
        act.id = nameOf(field, ID, tell)
        break
      case 'kind':
        act.kind = nameOf(field, KIND, tell)
        break
      case 'by':
        act.by = namesOf(field, BY, tell)
        break
      case 'to':
        to = field
        break
      case 'transmitted':
        act.transmitted = windowOf(field, TRANSMITTED, zone, tell)
        break
      case 'received':
        received = windowOf(field, RECEIVED, zone, tell)
        break
      case 'body':
        act.body = bodyOf(field, tell)
        break
      case 'refersTo':
        act.refersTo = namesOf(field, REFERS_TO, tell)
        break
      case 'cites':
        act.cites = citationsOf(field, tell)
        break
      default:
        if (!rarerField(act, key, field, zone, tell)) unknownKey(key, ACT_KEYS, NO_PATH, tell)
    }
  }
  act.to = to === undefined ? nobody(received, tell) : addresseesOf(to, received, zone, tell)
  if (to === 'all' && received !== undefined) act.received = received
  return act
}

/** False if the key means nothing. */
function rarerField(act: Draft<DecodedAct>, key: string, field: unknown, zone: Zone, tell: Complain): boolean {
  switch (key) {
    case 'source':
      act.source = namesOf(field, SOURCE, tell, SOURCE_CHARACTERS_MAX)
      return true
    case 'capacity':
      act.capacity = capacityOf(field, tell)
      return true
    case 'period':
      act.period = periodOf(field, tell)
      return true
    case 'certainty':
      act.certainty = wordOf<Certainty>(field, CERTAINTIES, CERTAINTY, tell)
      return true
    case 'asserted':
      act.asserted = windowOf(field, ASSERTED, zone, tell)
      return true
    case 'recordedBy':
      act.recordedBy = nameOf(field, RECORDED_BY, tell)
      return true
    case 'recordedAt':
      act.recordedAt = windowOf(field, RECORDED_AT, zone, tell)
      return true
    default:
      return false
  }
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
    if (!known.has(key)) unknownKey(key, known, path, tell)
  }
}

function unknownKey(key: string, known: ReadonlySet<string>, path: Path, tell: Complain): void {
  tell('act/unknown-key', [...path, key], `${quoted(key)} means nothing here.`, didYouMean(key, [...known]), 'key')
}

function required(value: Fields, key: string, tell: Complain, path: Path = NO_PATH): boolean {
  if (value[key] !== undefined) return true
  const what = path.length === 0 ? 'An act' : path[0] === 'to' ? 'An addressee' : quoted(String(path[0]))
  tell(
    'act/missing-key',
    path,
    `${what} needs ${quoted(key)}, and it is left out.`,
    `Add \`${key}:\` and ${NEEDED[key]}.`,
  )
  return false
}

const NEEDED: { readonly [key: string]: string } = {
  id: 'a name that no other act of the record has',
  kind: 'the name of a kind of act that the agreement declares',
  by: 'the id of the party that did it',
  transmitted: 'a day, a window like 2026-01-31/2026-02-04, or unknown',
  party: 'the id of the addressee',
  window: 'the days that the record covers, like 2026-01-01/2026-12-31',
  note: 'a sentence on what the record holds and what may be missing',
}

/** A faulty name was told, and is '' from here on. */
function nameOf(value: unknown, path: Path, tell: Complain): string {
  if (typeof value === 'string' && isPlain(value)) return value
  return textOf(value, path, NAME_CHARACTERS_MAX, tell) ?? ''
}

/** The text, or undefined if it was complained of. */
function textOf(value: unknown, path: Path, max: number, tell: Complain): string | undefined {
  const key = quoted(keyOf(path))
  if (typeof value === 'number') {
    tell(
      'act/number-as-id',
      path,
      `${key} holds ${value}, which without quotation marks is a number and no name.`,
      'Put it in quotation marks, as it is meant to be printed: "4.10", not 4.10.',
    )
  } else if (typeof value !== 'string') {
    const wanted = WANTED[keyOf(path)] ?? 'a text'
    const advice = value === null ? 'Write what is meant, or leave the key out.' : `Write ${wanted}.`
    tell('act/wrong-type', path, `${key} is ${wanted}; here stands ${inWords(value)}.`, advice)
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

const WANTED: { readonly [key: string]: string } = {
  by: 'the id of a party, or a list of ids',
  to: 'all, the id of a party, or a list of ids and addressees',
  refersTo: 'the id of an act, or a list of ids',
  cites: 'a limb like L6, or a list of limbs',
  source: 'a text, or a list of texts',
  for: 'a text, or a list of texts',
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

/** One name, or a list of names that are all different. A faulty one was told, and is '' from here on. */
function namesOf(value: unknown, path: Path, tell: Complain, max = NAME_CHARACTERS_MAX): readonly string[] {
  if (typeof value === 'string' && isPlain(value)) return [value]
  if (!Array.isArray(value)) return [textOf(value, path, max, tell) ?? '']
  if (value.length === 0) emptyList(path, tell)
  let names: readonly string[] = value
  for (let i = 0; i < value.length; i++) {
    const name: unknown = value[i]
    if (typeof name === 'string' && isPlain(name)) continue
    if (textOf(name, [...path, i], max, tell) === undefined) names = names.with(i, '')
  }
  if (names.length > 1) checkDistinct(names, path, tell)
  return names
}

function emptyList(path: Path, tell: Complain): void {
  const message = `The list ${quoted(keyOf(path))} has nothing in it.`
  tell('act/empty', path, message, 'Name what is meant, or leave the key out.')
}

function checkDistinct(names: readonly unknown[], path: Path, tell: Complain): void {
  // Most lists have two or three names; a set for each would cost more than the comparison.
  const seen = names.length > 8 ? new Set<unknown>() : undefined
  for (let i = 0; i < names.length; i++) {
    const name = names[i]
    const twice = seen === undefined ? names.indexOf(name) < i : seen.has(name)
    seen?.add(name)
    if (!twice || typeof name !== 'string' || name === '') continue
    tell(
      'act/named-twice',
      [...path, i],
      `${quoted(name)} stands twice in ${quoted(keyOf(path))}.`,
      'Keep one of the two.',
    )
  }
}

function citationsOf(value: unknown, tell: Complain): readonly string[] {
  const cites = namesOf(value, CITES, tell)
  for (let i = 0; i < cites.length; i++) {
    const one = cites[i] as string
    if (one === '' || CITATION.test(one)) continue
    tell(
      'act/citation',
      ['cites', i],
      `${quoted(one)} is no citation.`,
      'Write the id of a limb, like L6, or of another agreement and its limb, like other-agreement#L6.',
    )
  }
  return cites
}

function nobody(received: Window | undefined, tell: Complain): readonly Addressee[] {
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

function addresseesOf(
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

function capacityOf(value: unknown, tell: Complain): Act['capacity'] {
  if (!isFields(value)) {
    tell(
      'act/wrong-type',
      ['capacity'],
      `"capacity" is a map; here stands ${inWords(value)}.`,
      'Write {asked: national} on a question, {answered: joint, for: [...]} on an answer.',
    )
    return NO_CAPACITY
  }
  checkKeys(value, CAPACITY_KEYS, ['capacity'], tell)
  const capacity: Draft<Act['capacity']> = {}
  if (value.asked !== undefined) capacity.asked = nameOf(value.asked, ['capacity', 'asked'], tell)
  if (value.answered !== undefined) capacity.answered = nameOf(value.answered, ['capacity', 'answered'], tell)
  if (value.for !== undefined) capacity.for = namesOf(value.for, ['capacity', 'for'], tell)
  return capacity
}

function bodyOf(value: unknown, tell: Complain): { readonly [key: string]: Json } {
  if (isFields(value)) return value as { readonly [key: string]: Json }
  tell(
    'act/wrong-type',
    ['body'],
    `"body" is a map, the message by its form; here stands ${inWords(value)}.`,
    'Write a text as {text: "..."}.',
  )
  return NO_BODY
}

function periodOf(value: unknown, tell: Complain): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= YEAR_MAX) return value
  tell(
    'act/wrong-type',
    ['period'],
    `"period" is a calendar year; here stands ${inWords(value)}.`,
    'Write the year that the return is for, like 2026, without quotation marks.',
  )
  return 0
}

function wordOf<T extends string>(value: unknown, words: ReadonlySet<unknown>, path: Path, tell: Complain): T {
  if (words.has(value)) return value as T
  const known = [...words] as string[]
  const shown = typeof value === 'string' ? quoted(value) : inWords(value)
  const advice = didYouMean(typeof value === 'string' ? value : '', known, `Write one of ${known.join(', ')}.`)
  tell('act/unknown-value', path, `${quoted(keyOf(path))} cannot be ${shown}.`, advice)
  return known[0] as T
}

/** A faulty time was told, and is not known from here on. */
function windowOf(value: unknown, path: Path, zone: Zone, tell: Complain): Window {
  if (typeof value !== 'string') {
    const advice =
      typeof value === 'number'
        ? 'Put a year alone in quotation marks: "2022".'
        : 'Write a day, a window like 2022-01-31/2022-02-04, or unknown; or leave the key out.'
    tell('act/not-a-time', path, `${quoted(keyOf(path))} is a time; here stands ${inWords(value)}.`, advice)
    return UNKNOWN
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
  return UNKNOWN
}
