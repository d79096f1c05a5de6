import type { Json } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { Guard } from '../agreement/guard.ts'
import type { ActKind } from '../agreement/kind.ts'
import { type Instant, printInstant } from '../time/instant.ts'

/**
 * Bodies for trial messages of a kind: the smallest that its form allows, then those that bring a field to either side of
 * a value with which some guard compares it. Few and plain: a body that cannot be found so is not looked for.
 */
type Schema = { readonly [key: string]: Json }
type Body = { readonly [key: string]: Json }

const BODIES_MAX = 24
const DEPTH_MAX = 6

/** `at`: dates in a body are `DAYS_AHEAD` days later, so that what is counted back from them lies ahead. */
export const DAYS_AHEAD = 60

/** `isCut`: there are more than were made. */
export interface Bodies {
  readonly bodies: readonly Body[]
  readonly isCut: boolean
}

export function bodiesOf(kind: ActKind, at: Instant, tried: Tried): Bodies {
  const form = isObject(kind.form) ? kind.form : undefined
  if (form === undefined) return { bodies: [{}], isCut: false }
  let least = objectOf(form, form, at, 0)
  for (const path of tried.fields.get(kind.name) ?? []) {
    const schema = schemaAt(form, path)
    if (schema !== undefined)
      least = withValue(least, path, partiesBy(schema, tried.parties) ?? valueBy(schema, form, at, path.length))
  }
  const bodies: Body[] = [least]
  for (const [key, values] of tried.values) {
    const [noun = '', ...path] = key.split('.')
    if (noun !== kind.name) continue
    // One field at a time, on top of all that was found so far, so that two conditions can hold together.
    for (const body of [...bodies]) {
      for (const value of values) {
        if (bodies.length === BODIES_MAX) return { bodies, isCut: true }
        bodies.push(withValue(body, path, value))
      }
    }
  }
  return { bodies, isCut: false }
}

/** What the rules read of messages, whether or not a form requires it. */
export interface Tried {
  /** What guards compare fields with, by `noun.path`, with the values beside it. */
  readonly values: ReadonlyMap<string, readonly Json[]>
  /** Fields in which a time or a party stands that some rule needs, by kind of act. */
  readonly fields: ReadonlyMap<string, readonly (readonly string[])[]>
  /** Whom a message can name. */
  readonly parties: readonly string[]
}

export function triedIn(agreement: Agreement, parties: readonly string[]): Tried {
  const found = new Map<string, Json[]>()
  const fields = new Map<string, (readonly string[])[]>()
  const note = (guard: Guard, ...values: Json[]) => {
    if (guard.op !== 'field') return
    const key = [guard.noun, ...guard.path].join('.')
    const known = found.get(key) ?? []
    found.set(key, [...known, ...values.filter((value) => !known.includes(value))])
  }
  visit(agreement.rules as unknown as Json, (value) => {
    if (typeof value.op !== 'string') {
      if (typeof value.noun !== 'string' || !Array.isArray(value.path)) return
      fields.set(value.noun, [...(fields.get(value.noun) ?? []), value.path as readonly string[]])
      return
    }
    compared(value as unknown as Guard, note)
  })
  return { values: found, fields, parties }
}

function compared(guard: Guard, note: (guard: Guard, ...values: Json[]) => void): void {
  if (guard.op === 'field') note(guard, true)
  if (guard.op === 'not') note(guard.of, false)
  if (!('left' in guard)) return
  for (const [a, b] of [
    [guard.left, guard.right],
    [guard.right, guard.left],
  ] as const) {
    if (b.op === 'value') note(a, ...around(b.value))
    if (b.op === 'list') for (const item of b.items) if (item.op === 'value') note(a, item.value)
  }
}

function around(value: number | string | boolean): Json[] {
  if (typeof value === 'number') return [value + 1, value, value - 1]
  return typeof value === 'boolean' ? [true, false] : [value]
}

/** Guards and fields stand in many places of a rule: they are found by their shape. */
function visit(value: Json, see: (value: Schema) => void): void {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) visit(item, see)
  else if (isObject(value)) {
    see(value)
    for (const inner of Object.values(value)) visit(inner, see)
  }
}

function objectOf(schema: Schema, form: Schema, at: Instant, depth: number): Body {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const body: Record<string, Json> = {}
  for (const name of required) {
    if (typeof name === 'string') body[name] = valueBy(properties[name], form, at, depth + 1)
  }
  return body
}

/** A field that some rule reads and that holds a plain text, or several, names parties: the last of them, or all. */
function partiesBy(schema: Json, parties: readonly string[]): Json | undefined {
  const isText = (part: Json | undefined) =>
    isObject(part) && part.type === 'string' && [part.format, part.enum, part.const].every((one) => one === undefined)
  if (isText(schema)) return parties.at(-1)
  return isObject(schema) && schema.type === 'array' && isText(schema.items) ? [...parties] : undefined
}

function valueBy(schema: Json | undefined, form: Schema, at: Instant, depth: number): Json {
  if (!isObject(schema) || depth > DEPTH_MAX) return 'x'
  if (typeof schema.$ref === 'string') return valueBy(referred(form, schema.$ref), form, at, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return (schema.enum as readonly Json[])[0] ?? null
  const alternatives = [schema.oneOf, schema.anyOf, schema.allOf].find(Array.isArray)
  if (schema.type === undefined && alternatives !== undefined) return valueBy(alternatives[0], form, at, depth + 1)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, form, at, depth)
    case 'array': {
      const count = typeof schema.minItems === 'number' ? Math.min(schema.minItems, 3) : 1
      return Array.from({ length: count }, () => valueBy(schema.items, form, at, depth + 1))
    }
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 1
    default:
      return textOf(schema, at)
  }
}

function textOf({ format, minLength }: Schema, at: Instant): string {
  const then = printInstant(at)
  if (format === 'date') return then.slice(0, 10)
  if (format === 'date-time') return then
  return 'x'.repeat(typeof minLength === 'number' ? Math.min(Math.max(minLength, 1), 100) : 1)
}

function referred(form: Schema, ref: string): Json | undefined {
  let value: Json | undefined = form
  for (const part of ref.replace(/^#\/?/, '').split('/')) {
    if (part === '') continue
    value = isObject(value) ? value[part] : undefined
  }
  return value
}

function schemaAt(form: Schema, path: readonly string[]): Json | undefined {
  let schema: Json | undefined = form
  for (const name of path) {
    if (isObject(schema) && typeof schema.$ref === 'string') schema = referred(form, schema.$ref)
    const properties: Json | undefined = isObject(schema) ? schema.properties : undefined
    schema = isObject(properties) ? properties[name] : undefined
  }
  return schema
}

function withValue(body: Body, path: readonly string[], value: Json): Body {
  const [name, ...rest] = path
  if (name === undefined) return body
  const inner = body[name]
  return { ...body, [name]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value) }
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
