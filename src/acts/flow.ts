import { parseDocument } from 'yaml'
import type { Json } from '../agreement/act.ts'

/** Nobody types more brackets into one another. */
const DEPTH_MAX = 32

/**
 * A value as YAML writes it in brackets, `{troops: 9000, activities: [{designation: x, start: 2026-06-01}]}`. Numbers are numbers, a
 * date is a text, `true` and `false` are what they say.
 */
export function readFlow(text: string): { readonly value: Json } | { readonly fault: string } {
  if (isTooDeep(text)) return { fault: `The message is nested more than ${DEPTH_MAX} deep.` }
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const [first = document.warnings[0]] = document.errors
  if (first !== undefined) return { fault: `What stands in brackets cannot be read: ${first.message}.` }
  try {
    // An alias would repeat what nobody sees; values that JSON cannot write become null.
    const value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 0 }))) as Json
    return { value }
  } catch {
    return { fault: 'What stands in brackets uses an alias.' }
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (const letter of text) {
    if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    if (depth > DEPTH_MAX) return true
  }
  return false
}
