import type { Report } from './report.ts'
import type { Field, Fields } from './value.ts'

/** Words that begin a declaration and are a key of no other: where one stands further down, a line with --- is missing. */
const BEGINNINGS: readonly string[] = [
  'act',
  'rule',
  'decision',
  'check',
  'term',
  'claim',
  'figure',
  'limit',
  'standing',
  'channel',
  'commitment',
  'provision',
]

/** These begin one, too, and are keys of others. */
const HEADS: readonly string[] = ['agreement', 'parties', 'group', 'body', 'instrument', 'time']

/** What was written below each other without a line between, as the declarations that were meant; told, once for each. */
export function apart(fields: Fields, report: Report): Fields[] {
  const first = fields.fields[0]?.key ?? ''
  // Whatever else is at the top has advice of its own: which key to put first.
  if (!BEGINNINGS.includes(first) && !HEADS.includes(first)) return [fields]
  const parts: Field[][] = []
  for (const field of fields.fields) {
    const begins = parts.length === 0 || BEGINNINGS.includes(field.key)
    if (begins && parts.length > 0) {
      const message = `"${field.key}" begins another declaration.`
      report.error('key/unknown', field.keyPlace, message, 'Put a line with --- before it.')
    }
    if (begins) parts.push([field])
    else parts.at(-1)?.push(field)
  }
  if (parts.length < 2) return [fields]
  return parts.map((part) => ({ ...fields, fields: part, place: part[0]?.keyPlace ?? fields.place }))
}

/** Whether a text looks like a declaration: its first line is a key that begins one. */
export function looksDeclared(text: string): boolean {
  const word = /^\s*(?:#[^\n]*\n\s*)*([a-z]+):(?:\s|$)/.exec(text.slice(0, 2_000))?.[1]
  return word !== undefined && (BEGINNINGS.includes(word) || HEADS.includes(word))
}
