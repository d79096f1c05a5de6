import type { Act, Certainty, Json } from '../agreement/act.ts'
import type { Place } from '../problem.ts'
import { parseCalendarPeriod } from '../time/calendar-period.ts'
import { UNKNOWN, type Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import { addresseesOf, NOBODY, nobody, RECEIVED } from './addressees.ts'
import type { ActCode } from './codes.ts'
import {
  type Complain,
  checkKeys,
  type Fields,
  inWords,
  isFields,
  NO_PATH,
  NO_TEXTS,
  nameOf,
  namesOf,
  type Path,
  required,
  unknownKey,
  windowOf,
  wordOf,
} from './field.ts'
import { quoted, SOURCE_CHARACTERS_MAX } from './text.ts'

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
const CAPACITY_KEYS = new Set(['asked', 'answered', 'for'])
const CERTAINTIES: ReadonlySet<unknown> = new Set(['signed', 'confirmed', 'reported', 'inferred', 'unverified'])
const CITATION = /^(?:[a-z0-9][a-z0-9-]*#)?[^#]+$/

const NO_CAPACITY = Object.freeze({})
const NO_BODY = Object.freeze({})

type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** For replay: of what was checked at entry. Throws a DamagedAct at the first fault. */
export function decodeAct(value: unknown, zone: Zone, place: Place, chronicle?: string): Act {
  const act = actOf(value, zone, place, chronicle, (code, _path, message) => {
    throw new DamagedAct(code, place, message)
  })
  return act as Act
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
): { readonly act: Act; readonly sound: boolean } | undefined {
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
): Act | undefined {
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
function fieldsOf(value: Fields, zone: Zone, place: Place, tell: Complain): Draft<Act> {
  const act: Draft<Act> = {
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
        act.refersTo = referencesOf(field, tell)
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
function rarerField(act: Draft<Act>, key: string, field: unknown, zone: Zone, tell: Complain): boolean {
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

// Paths of the keys of an act, made once: a good act makes none.
const ID: Path = ['id']
const KIND: Path = ['kind']
const BY: Path = ['by']
const REFERS_TO: Path = ['refersTo']
const CITES: Path = ['cites']
const SOURCE: Path = ['source']
const TRANSMITTED: Path = ['transmitted']
const ASSERTED: Path = ['asserted']
const RECORDED_AT: Path = ['recordedAt']
const RECORDED_BY: Path = ['recordedBy']
const CERTAINTY: Path = ['certainty']

/** Whoever looks along the references of a chain of acts looks at all of them. */
export const REFERENCES_MAX = 1_000

function referencesOf(value: unknown, tell: Complain): readonly string[] {
  if (!Array.isArray(value) || value.length <= REFERENCES_MAX) return namesOf(value, REFERS_TO, tell)
  tell(
    'act/too-many-references',
    REFERS_TO,
    `"refersTo" names ${value.length} acts, more than ${REFERENCES_MAX}.`,
    'Name those that it answers or concerns; what they refer to follows from them.',
  )
  return NO_TEXTS
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

function periodOf(value: unknown, tell: Complain): number | string {
  if ((typeof value === 'number' || typeof value === 'string') && parseCalendarPeriod(value) !== undefined) return value
  tell(
    'act/wrong-type',
    ['period'],
    `"period" is a calendar year, quarter or month, or several years; here stands ${inWords(value)}.`,
    'Write what it is for: a year like 2026, without quotation marks, "2026-Q1", "2026-03" or "2012-2016".',
  )
  return 0
}
