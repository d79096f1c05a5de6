import { isoOfOther, otherDate } from '../time/other-date.ts'
import { UNKNOWN, type Window } from '../time/window.ts'
import type { Zone } from '../time/zone.ts'
import type { ActCode } from './codes.ts'
import { didYouMean } from './nearest.ts'
import { windowIn } from './same-day.ts'
import { fits, isPlain, NAME_CHARACTERS_MAX, quoted, SOURCE_CHARACTERS_MAX, unseenIn } from './text.ts'

/**
 * Reading the values of single keys: names, lists of names, words, times. Each either gives the value or tells what is wrong
 * with it and gives something that is harmless to go on with.
 */
export type Path = readonly (string | number)[]

/** Told of everything that is wrong. `key`: the place meant is that of the key, not of its value. */
export type Complain = (code: ActCode, path: Path, message: string, advice: string, part?: 'key') => void

export interface Fields {
  readonly [key: string]: unknown
}

export const NO_PATH: Path = []
export const NO_TEXTS: readonly string[] = Object.freeze([])
const HOUR_WITHOUT_OFFSET = /(?:^|\/)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:$|\/)/i

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

export function checkKeys(value: Fields, known: ReadonlySet<string>, path: Path, tell: Complain): void {
  for (const key in value) {
    if (!known.has(key)) unknownKey(key, known, path, tell)
  }
}

export function unknownKey(key: string, known: ReadonlySet<string>, path: Path, tell: Complain): void {
  tell('act/unknown-key', [...path, key], `${quoted(key)} means nothing here.`, didYouMean(key, [...known]), 'key')
}

export function required(value: Fields, key: string, tell: Complain, path: Path = NO_PATH): boolean {
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
export function nameOf(value: unknown, path: Path, tell: Complain): string {
  if (typeof value === 'string' && isPlain(value)) return value
  return textOf(value, path, NAME_CHARACTERS_MAX, tell) ?? ''
}

/** The text, or undefined if it was complained of. */
export function textOf(value: unknown, path: Path, max: number, tell: Complain): string | undefined {
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
export function proseOf(value: unknown, path: Path, tell: Complain): string | undefined {
  const oneLine = typeof value === 'string' ? value.replace(/[\n\t]/g, ' ') : value
  return textOf(oneLine, path, SOURCE_CHARACTERS_MAX, tell) === undefined ? undefined : (value as string)
}

/** The key that a path ends in; for an item of a list, the key of the list. */
export function keyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the act')
}

/** One name, or a list of names that are all different. A faulty one was told, and is '' from here on. */
export function namesOf(value: unknown, path: Path, tell: Complain, max = NAME_CHARACTERS_MAX): readonly string[] {
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

export function emptyList(path: Path, tell: Complain): void {
  const message = `The list ${quoted(keyOf(path))} has nothing in it.`
  tell('act/empty', path, message, 'Name what is meant, or leave the key out.')
}

export function checkDistinct(names: readonly unknown[], path: Path, tell: Complain): void {
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

export function wordOf<T extends string>(value: unknown, words: ReadonlySet<unknown>, path: Path, tell: Complain): T {
  if (words.has(value)) return value as T
  const known = [...words] as string[]
  const shown = typeof value === 'string' ? quoted(value) : inWords(value)
  const advice = didYouMean(typeof value === 'string' ? value : '', known, `Write one of ${known.join(', ')}.`)
  tell('act/unknown-value', path, `${quoted(keyOf(path))} cannot be ${shown}.`, advice)
  return known[0] as T
}

/** A faulty time was told, and is not known from here on. */
export function windowOf(value: unknown, path: Path, zone: Zone, tell: Complain): Window {
  if (typeof value !== 'string') {
    const advice =
      typeof value === 'number'
        ? 'Put a year alone in quotation marks: "2022".'
        : 'Write a day, a window like 2022-01-31/2022-02-04, or unknown; or leave the key out.'
    tell('act/not-a-time', path, `${quoted(keyOf(path))} is a time; here stands ${inWords(value)}.`, advice)
    return UNKNOWN
  }
  const window = windowIn(value, zone)
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
      writtenElsewhere(value) ??
        'Write 2022-01-26, 2022-02, 2022-01-31/2022-02-04, ../2022-02-01, 2022-01-26T10:00:00Z or unknown.',
    )
  }
  return UNKNOWN
}

function writtenElsewhere(value: string): string | undefined {
  const date = otherDate(value)
  const ours = date && isoOfOther(date)
  return ours === undefined ? undefined : `Write ${ours}.`
}
