import type { ActWords } from '../acts/draft.ts'
import { readFlow } from '../acts/flow.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { civilOf, type Day, isoDay, parseDay } from '../time/day.ts'
import { parseInstant } from '../time/instant.ts'
import { isoOfOther, otherDate } from '../time/other-date.ts'
import { parseWindow } from '../time/window.ts'
import { printOffset, type Zone } from '../time/zone.ts'
import { unknownKind } from './act-options.ts'
import type { CliCode } from './codes.ts'
import { wordsIn } from './command-words.ts'
import type { Fault } from './faults.ts'

/**
 * What may be said in `pacta play`, a line each:
 *
 *     question by Alder to Birch on 2026-03-02
 *     answer by Birch to Alder about question-1 on 2026-03-09 at 17:00:01 with text="At eight."
 *     notice by Alder to all on 2026-03-09T17:00:00Z received 2026-03-10 at 09:00 for 2026-Q1 with {ships: 3, names: [Gull]}
 *     to 2026-03-20
 *     next          undo          register          why 1          save first-year          help          quit
 *
 * Names with spaces stand in quotation marks. `at` behind `received` is the hour of receipt. A line that begins with # says
 * nothing.
 */
export type PlayCommand =
  | ActCommand
  | { readonly kind: 'to'; readonly day: Day }
  | { readonly kind: 'next' | 'undo' | 'register' | 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'why'; readonly number: number }
  | { readonly kind: 'save'; readonly file: string }

export interface ActCommand {
  readonly kind: 'act'
  readonly words: ActWords
  readonly isReceivedNamed: boolean
}

export const PLAY_WORDS = ['to', 'next', 'undo', 'register', 'why', 'save', 'help', 'quit'] as const

/** Clauses of an act, each with what follows it. */
const CLAUSES = {
  by: 'by PARTY',
  to: 'to PARTY',
  about: 'about ACT',
  on: 'on 2026-03-02',
  at: 'at 17:00',
  received: 'received 2026-03-04',
  'received at': 'received 2026-03-04 at 17:00',
  for: 'for 2026',
  as: 'as NAME',
  citing: 'citing LIMB',
  with: 'with FIELD=VALUE',
} as const

/** `today`: the day on which the walk stands. */
export function readPlayCommand(text: string, agreement: Agreement, today: Day): PlayCommand | Fault {
  const words = text.trim().startsWith('#') ? [] : wordsIn(text)
  if ('unclosed' in words) return unclosed(text, words.unclosed)
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
  return readActCommand(first, rest, agreement, today)
}

/** Acts with `;` between them, each of which says its day: there is nobody to whom it could be today. */
export function readActCommands(text: string, agreement: Agreement): readonly (ActCommand | Fault)[] {
  const words = wordsIn(text)
  if ('unclosed' in words) return [unclosed(text, words.unclosed)]
  const commands: string[][] = [[]]
  for (const word of words) {
    if (word === ';') commands.push([])
    else commands.at(-1)?.push(word)
  }
  if (words.length === 0) return []
  return commands.map(([kind, ...rest]) =>
    kind === undefined
      ? misread(';', 'No act stands between two marks.', 'Take one of them out.')
      : readActCommand(kind, rest, agreement),
  )
}

function unclosed(text: string, what: string): Fault {
  return misread(text, `A ${what} is not closed.`, 'Close it.')
}

/** `today`: the day that is meant if none is named; left out: one has to be. */
function readActCommand(kind: string, rest: readonly string[], agreement: Agreement, today?: Day): ActCommand | Fault {
  if (!agreement.kinds.some(({ name }) => name === kind)) return noKind(kind, rest, agreement)
  const clauses = clausesOf(kind, rest)
  if ('code' in clauses) return clauses
  const one = (name: keyof typeof CLAUSES) => clauses.get(name)?.join(' ')
  const many = (name: keyof typeof CLAUSES) =>
    (clauses.get(name) ?? []).flatMap((word) => word.split(',')).filter((word) => word !== '')
  const when = timeOf('on', one('on'), one('at'), agreement.zone, today)
  if (typeof when !== 'string') return when
  const hour = one('received at')
  const received =
    hour === undefined ? one('received') : timeOf('received', one('received'), hour, agreement.zone, today)
  if (typeof received === 'object') return received
  const body = bodyWordsOf(kind, clauses.get('with') ?? [])
  if ('code' in body) return body
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
      ...body,
    },
  }
}

function noKind(kind: string, rest: readonly string[], agreement: Agreement): Fault {
  const { code, message } = unknownKind(kind, kind, agreement.kinds)
  const names = [...agreement.kinds.map(({ name }) => name), ...PLAY_WORDS]
  // A noun of two words is one name: `payment notice by Mill`.
  const joined = [kind, ...rest].slice(0, 3).map((_, end) => [kind, ...rest].slice(0, end + 1).join('-'))
  const name = joined.find((each) => names.includes(each))
  const advice = name === undefined ? didYouMean(kind, names, 'help says what may be said.') : `Did you mean "${name}"?`
  return { at: kind, code, message, advice }
}

type Clauses = ReadonlyMap<keyof typeof CLAUSES, readonly string[]>

function clausesOf(kind: string, rest: readonly string[]): Clauses | Fault {
  const clauses = new Map<keyof typeof CLAUSES, string[]>()
  let values: string[] | undefined
  let last: string | undefined
  for (const word of rest) {
    if (Object.hasOwn(CLAUSES, word)) {
      const name = (word === 'at' && last === 'received' ? 'received at' : word) as keyof typeof CLAUSES
      last = name
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
  return clauses
}

/** Fields with their values one by one, or the whole message in braces. */
function bodyWordsOf(kind: string, words: readonly string[]): Pick<ActWords, 'body' | 'message'> | Fault {
  const [first, ...more] = words
  if (first?.startsWith('{')) {
    if (more.length > 0) {
      return misread('with', `"${more.join(' ')}" stands behind the message.`, 'Put every field into its braces.')
    }
    const message = readFlow(first)
    return 'fault' in message
      ? misread('with', message.fault, 'Write with {FIELD: VALUE, FIELD: [VALUE, VALUE]}.')
      : { body: [], message: message.value as NonNullable<ActWords['message']> }
  }
  const fields = words.map((word) => ({ at: word.indexOf('='), word }))
  const bare = fields.find(({ at }) => at < 1)
  if (bare !== undefined) {
    return misread(
      kind,
      `"${bare.word}" does not say of which field it is the value.`,
      'Write with FIELD=VALUE, a text with spaces as FIELD="two words", or the whole as {FIELD: VALUE}.',
    )
  }
  return { body: fields.map(({ at, word }) => ({ field: word.slice(0, at), text: word.slice(at + 1) })) }
}

/** A day, or an instant of it by the clocks of the agreement; an instant with its offset, or two times between which it was. */
function timeOf(
  word: 'on' | 'received',
  text: string | undefined,
  at: string | undefined,
  zone: Zone,
  today: Day | undefined,
): string | Fault {
  const day = text === undefined ? today : parseDay(text)
  if (day === undefined) {
    if (text === undefined || !isTime(text, zone)) return noDate(word, text ?? '', today)
    if (at === undefined) return text
    return misread('at', `"${text}" says when already.`, `Leave "at ${at}" out, or write ${word} DATE.`)
  }
  if (at === undefined) return isoDay(day)
  const [, hour, minute, second = '00'] = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(at) ?? []
  if (hour === undefined) return misread('at', `"${at}" is no time of day.`, 'Write at 17:00, or at 17:00:30.')
  const instant = zone.instantAt(day, ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000)
  return `${isoDay(day)}T${hour}:${minute}:${second}${printOffset(zone.offsetAt(instant))}`
}

/** A month or a year is more often a slip than meant. */
function isTime(text: string, zone: Zone): boolean {
  return parseInstant(text) !== undefined || (text.includes('/') && !('fault' in parseWindow(text, zone)))
}

function misread(at: string, message: string, advice: string): Fault {
  return { at, code: 'play/command' satisfies CliCode, message, advice }
}

/** Her own date, turned round; `tomorrow` is counted from where the play stands. */
function noDate(at: string, text: string, today: Day | undefined): Fault {
  const message = text === '' ? 'A date is missing.' : `"${text}" is no date as it is written here.`
  const other = otherDate(text)
  const said = RELATIVE.get(text.toLowerCase())
  const meant =
    said !== undefined && today !== undefined
      ? isoDay(today + said)
      : other === undefined
        ? undefined
        : isoOfOther({ ...(today === undefined ? {} : { year: civilOf(today).year }), ...other })
  const example = today === undefined ? '2026-03-02' : isoDay(today)
  const advice = `Write ${at} ${meant ?? example}${meant === undefined ? ', year, month and day' : ''}.`
  return { at, code: 'play/date' satisfies CliCode, message, advice }
}

const RELATIVE: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])
