import type { ActWords } from '../acts/draft.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { didYouMean } from '../language/spelling.ts'
import { civilOf, type Day, isoDay, parseDay } from '../time/day.ts'
import { isoOfOther, otherDate } from '../time/other-date.ts'
import { printOffset, type Zone } from '../time/zone.ts'
import { unknownKind } from './act-options.ts'
import type { CliCode } from './codes.ts'
import type { Fault } from './faults.ts'

/**
 * What may be said in `pacta play`, a line each:
 *
 *     question by Alder to Birch on 2026-03-02
 *     answer by Birch to Alder about question-1 on 2026-03-09 at 17:00 with text="At eight."
 *     to 2026-03-20
 *     next          undo          register          why 1          save first-year          help          quit
 *
 * Names with spaces stand in quotation marks. A line that begins with # says nothing.
 */
export type PlayCommand =
  | { readonly kind: 'act'; readonly words: ActWords; readonly isReceivedNamed: boolean }
  | { readonly kind: 'to'; readonly day: Day }
  | { readonly kind: 'next' | 'undo' | 'register' | 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'why'; readonly number: number }
  | { readonly kind: 'save'; readonly file: string }

export const PLAY_WORDS = ['to', 'next', 'undo', 'register', 'why', 'save', 'help', 'quit'] as const

/** Clauses of an act, each with what follows it. */
const CLAUSES = {
  by: 'by PARTY',
  to: 'to PARTY',
  about: 'about ACT',
  on: 'on 2026-03-02',
  at: 'at 17:00',
  received: 'received 2026-03-04',
  for: 'for 2026',
  as: 'as NAME',
  citing: 'citing LIMB',
  with: 'with FIELD=VALUE',
} as const

/** `today`: the day on which the walk stands. */
export function readPlayCommand(text: string, agreement: Agreement, today: Day): PlayCommand | Fault {
  const words = text.trim().startsWith('#') ? [] : wordsIn(text)
  if (words === undefined) return misread(text, 'A quotation mark is not closed.', 'Close it.')
  const [first, ...rest] = words
  if (first === undefined) return { kind: 'nothing' }
  switch (first) {
    case 'next':
    case 'undo':
    case 'register':
    case 'help':
    case 'quit':
      return rest.length === 0
        ? { kind: first }
        : misread(first, `"${rest.join(' ')}" is not expected here.`, `Write ${first} alone.`)
    case 'to': {
      const [date = '', ...more] = rest
      const day = parseDay(date)
      return day === undefined || more.length > 0 ? noDate('to', rest.join(' '), today) : { kind: 'to', day }
    }
    case 'why': {
      const number = rest.length === 1 && /^\d{1,6}$/.test(rest[0] as string) ? Number(rest[0]) : 0
      return number > 0
        ? { kind: 'why', number }
        : misread('why', 'The number of a line is missing.', 'Write why 1; register numbers the lines.')
    }
    case 'save': {
      const [file] = rest
      return file !== undefined && rest.length === 1
        ? { kind: 'save', file }
        : file === undefined
          ? misread('save', 'The name of the file is missing.', 'Write save first-year.')
          : misread('save', `"${rest.join(' ')}" is several words.`, `Write save ${rest.join('-')}.`)
    }
  }
  return readAct(first, rest, agreement, today)
}

function readAct(kind: string, rest: readonly string[], agreement: Agreement, today: Day): PlayCommand | Fault {
  if (!agreement.kinds.some(({ name }) => name === kind)) {
    const { code, message } = unknownKind(kind, kind, agreement.kinds)
    const names = [...agreement.kinds.map(({ name }) => name), ...PLAY_WORDS]
    // A noun of two words is one name: `payment notice by Mill`.
    const joined = [kind, ...rest].slice(0, 3).map((_, end) => [kind, ...rest].slice(0, end + 1).join('-'))
    const name = joined.find((each) => names.includes(each))
    const advice =
      name === undefined ? didYouMean(kind, names, 'help says what may be said.') : `Did you mean "${name}"?`
    return { at: kind, code, message, advice }
  }
  const clauses = new Map<keyof typeof CLAUSES, string[]>()
  let values: string[] | undefined
  for (const word of rest) {
    if (Object.hasOwn(CLAUSES, word)) {
      const name = word as keyof typeof CLAUSES
      if (clauses.has(name))
        return misread(kind, `"${name}" stands twice.`, 'Say it once, several names with a comma between.')
      values = []
      clauses.set(name, values)
    } else if (values === undefined)
      return misread(kind, `"${word}" is not expected here.`, `Write ${kind} by PARTY to PARTY on DATE.`)
    else values.push(word)
  }
  for (const [name, words] of clauses) {
    if (words.length === 0) return misread(kind, `Nothing stands behind "${name}".`, `Write ${CLAUSES[name]}.`)
  }
  const one = (name: keyof typeof CLAUSES) => clauses.get(name)?.join(' ')
  const many = (name: keyof typeof CLAUSES) =>
    (clauses.get(name) ?? []).flatMap((word) => word.split(',')).filter((word) => word !== '')
  const when = timeOf(one('on'), one('at'), agreement.zone, today)
  if (typeof when !== 'string') return when
  const fields = (clauses.get('with') ?? []).map((word) => ({ at: word.indexOf('='), word }))
  const bare = fields.find(({ at }) => at < 1)
  if (bare !== undefined) {
    return misread(
      kind,
      `"${bare.word}" does not say of which field it is the value.`,
      'Write with FIELD=VALUE, a text with spaces as FIELD="two words".',
    )
  }
  const received = one('received')
  return {
    kind: 'act',
    isReceivedNamed: received !== undefined,
    words: {
      kind,
      by: many('by'),
      ...(clauses.has('to') ? { to: many('to') } : {}),
      refersTo: many('about'),
      transmitted: when,
      ...(received === undefined || received === 'unknown' ? {} : { received }),
      id: one('as'),
      cites: many('citing'),
      period: one('for'),
      for: [],
      source: [],
      body: fields.map(({ at, word }) => ({ field: word.slice(0, at), text: word.slice(at + 1) })),
    },
  }
}

/** A day, or an instant of it by the clocks of the agreement. */
function timeOf(on: string | undefined, at: string | undefined, zone: Zone, today: Day): string | Fault {
  const day = on === undefined ? today : parseDay(on)
  if (day === undefined) return noDate('on', on ?? '', today)
  if (at === undefined) return isoDay(day)
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? []
  if (hour === undefined) return misread('at', `"${at}" is no time of day.`, 'Write at 17:00.')
  const instant = zone.instantAt(day, (Number(hour) * 60 + Number(minute)) * 60_000)
  return `${isoDay(day)}T${at}:00${printOffset(zone.offsetAt(instant))}`
}

/** Between spaces; quotation marks hold a text together, `text="two words"`. Undefined: one is not closed. */
function wordsIn(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let isQuoted = false
  for (const letter of text) {
    if (letter === '"') {
      isQuoted = !isQuoted
      word ??= ''
    } else if (!isQuoted && /\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + letter
  }
  if (word !== undefined) words.push(word)
  return isQuoted ? undefined : words
}

function misread(at: string, message: string, advice: string): Fault {
  return { at, code: 'play/command' satisfies CliCode, message, advice }
}

/** Her own date, turned round; `tomorrow` is counted from where the play stands. */
function noDate(at: string, text: string, today: Day): Fault {
  const message = text === '' ? 'A date is missing.' : `"${text}" is no date as it is written here.`
  const other = otherDate(text)
  const said = RELATIVE.get(text.toLowerCase())
  const meant =
    said !== undefined
      ? isoDay(today + said)
      : other === undefined
        ? undefined
        : isoOfOther({ year: civilOf(today).year, ...other })
  const advice = `Write ${at} ${meant ?? isoDay(today)}${meant === undefined ? ', year, month and day' : ''}.`
  return { at, code: 'play/date' satisfies CliCode, message, advice }
}

const RELATIVE: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])
