import type { Act } from '../agreement/act.ts'
import { compare } from '../problem.ts'

/**
 * A file of sources, SOURCES.md: Markdown in which an item of a list, or a row of a table, begins with a key.
 *
 *     - [S36] A newspaper, 1 February 2022: the minister; received on 31 January,
 *       by all those asked.
 *
 *     | S37 | Another newspaper | received on 31 January |
 */
export interface Sources {
  /** As it is called in what is printed. */
  readonly file: string
  /** Key to what its line says. */
  readonly says: ReadonlyMap<string, string>
}

/** The keys of acts are those of whoever recorded them; they may be another file's than those of the clauses. */
export interface SourcesOf {
  readonly rules?: Sources
  readonly acts?: Sources
}

export function readSources(file: string, text: string): Sources {
  const says = new Map<string, string>()
  let open: { key: string; indent: number } | undefined
  for (const line of text.split(/\r?\n/)) {
    const item = ITEM.exec(line)
    const row = ROW.exec(line)
    if (item !== null) {
      const [, indent = '', key = '', rest = ''] = item
      open = { key, indent: indent.length }
      says.set(key, rest.trim())
    } else if (row !== null) {
      const [, key = '', rest = ''] = row
      open = undefined
      says.set(
        key,
        rest
          .split('|')
          .map((cell) => cell.trim())
          .filter((cell) => cell !== '')
          .join('; '),
      )
    } else if (open !== undefined && isContinued(line, open.indent)) {
      says.set(open.key, `${says.get(open.key)} ${line.trim()}`)
    } else open = undefined
  }
  return { file, says }
}

const KEY = String.raw`[*\x60]*\[?([A-Za-z0-9][\w.-]*)\]?[*\x60]*:?`
const ITEM = new RegExp(`^( *)[-*+] +${KEY} +(.*)$`)
const ROW = new RegExp(String.raw`^ *\| *${KEY} *\|(.*)\| *$`)

function isContinued(line: string, indent: number): boolean {
  const own = line.length - line.trimStart().length
  return line.trim() !== '' && own > indent && !/^\s*(?:[-*+]|\d+[.)])\s/.test(line)
}

export interface Legend {
  readonly file: string
  /** What is said of each key that has a line. */
  readonly known: readonly (readonly [key: string, says: string])[]
  /** Keys without a line. */
  readonly unknown: readonly string[]
}

/** What a file says of some keys, in the order of their numbers. */
export function legendOf(keys: Iterable<string>, { file, says }: Sources): Legend {
  const sorted = [...new Set(keys)].sort((a, b) => numberIn(a) - numberIn(b) || compare(a, b))
  return {
    file,
    known: sorted.flatMap((key) => {
      const text = says.get(key)
      return text === undefined ? [] : [[key, text] as const]
    }),
    unknown: sorted.filter((key) => !says.has(key)),
  }
}

/** What stands where a key has no line of its own. */
export function elsewhere({ file, unknown }: Legend): string {
  return unknown.length === 0 ? '' : `${unknown.join(', ')}: sources are listed in ${file}.`
}

/** Every key by which acts name a source. */
export function keysOfActs(acts: readonly Act[]): ReadonlySet<string> {
  return new Set(
    acts.flatMap(({ source, to }) => [
      ...source,
      ...(to === 'all' ? [] : to.flatMap((addressee) => addressee.source ?? [])),
    ]),
  )
}

/** The keys that stand in brackets in a text, `[S15, S28]` and `[S3-S10]`; nothing else in brackets is one. */
export function keysIn(text: string, isKey: (key: string) => boolean): string[] {
  return [...text.matchAll(/\[([^[\]]+)\]/g)].flatMap(([, inside = '']) =>
    inside.split(/[,;]\s*/).flatMap((part) => (isKey(part) ? [part] : between(part).filter(isKey))),
  )
}

/** `S3-S10`: all from the first to the last. */
function between(text: string): string[] {
  const [, letters = '', first = '', second, last = ''] = /^([A-Za-z]+)(\d{1,4})-([A-Za-z]*)(\d{1,4})$/.exec(text) ?? []
  if (second === undefined || (second !== '' && second !== letters)) return []
  const count = Math.min(Number(last) - Number(first) + 1, RANGE_MAX)
  return Array.from({ length: Math.max(count, 0) }, (_, index) => `${letters}${Number(first) + index}`)
}

const RANGE_MAX = 1000

function numberIn(key: string): number {
  return Number(/\d+/.exec(key)?.[0] ?? Number.MAX_SAFE_INTEGER)
}
