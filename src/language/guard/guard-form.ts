import type { Json } from '../../agreement/act.ts'

/**
 * What a form (JSON Schema 2020-12) says about one field: its type, the values it may have, its default. Read are `type`,
 * `properties`, `items`, `enum`, `const`, `format`, `default`, `$ref` inside the form, and `allOf`, `oneOf`, `anyOf`. What
 * is not understood is `unknown`, never an error: the form itself is checked elsewhere.
 */
export type FieldType =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'number' | 'string' | 'boolean'
      /** The only values that the form allows. */
      readonly values?: readonly Json[]
      /** `date`, `date-time`, ... */
      readonly format?: string
    }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'object' }

export type Field =
  | {
      readonly found: true
      readonly type: FieldType
      readonly title?: string
      readonly fallback?: Json
      readonly unit?: string
    }
  /** `at`: which part of the path the form does not have; `names`: what stands there instead. */
  | { readonly found: false; readonly at: number; readonly names: readonly string[]; readonly inside: FieldType }

type Schema = { readonly [key: string]: Json }

/** Parts of a schema that hold for one value, `$ref` and `allOf` followed. */
interface Parts {
  readonly schemas: Schema[]
  /** Parts of which one or some hold: `oneOf`, `anyOf`. */
  readonly alternatives: Schema[]
  /** Something was not understood, so nothing may be called missing. */
  open: boolean
}

const UNKNOWN: FieldType = { kind: 'unknown' }

/** Forms come from other parties: a form that refers to itself in a circle must end. */
const STEPS_MAX = 500
const DEPTH_MAX = 20

/** The field at `path`; without a form everything is found and of unknown type. */
export function fieldOf(form: Json | undefined, path: readonly string[]): Field {
  if (form === undefined) return { found: true, type: UNKNOWN }
  let here = partsOf([form], form)
  for (const [i, name] of path.entries()) {
    const next = propertyOf(here, name)
    if (next === undefined) {
      if (isOpen(here)) return { found: true, type: UNKNOWN }
      return { found: false, at: i, names: namesOf(here), inside: typeOf(here, form) }
    }
    here = partsOf(next, form)
  }
  const title = firstOf(here, 'title')
  const fallback = firstOf(here, 'default')
  const unit = firstOf(here, 'x-unit')
  return {
    found: true,
    type: typeOf(here, form),
    ...(typeof title === 'string' && title !== '' ? { title } : {}),
    ...(fallback === undefined ? {} : { fallback }),
    ...(typeof unit === 'string' ? { unit } : {}),
  }
}

/**
 * What the form says is meant if the message leaves the field out. Whoever reads bodies for guards has to put it in:
 * a guard sees only what it is given.
 */
export function defaultAt(form: Json | undefined, path: readonly string[]): Json | undefined {
  const field = fieldOf(form, path)
  return field.found ? field.fallback : undefined
}

/** The form of an item, and the field that `x-key` names; undefined: at `path` is no list of groups of fields. */
export function listAt(form: Json | undefined, path: readonly string[]): { form: Json; key?: string } | undefined {
  if (form === undefined) return undefined
  let here = partsOf([form], form)
  for (const name of path) {
    const next = propertyOf(here, name)
    if (next === undefined) return undefined
    here = partsOf(next, form)
  }
  const items = firstOf(here, 'items')
  const inside = items === undefined ? undefined : partsOf([items], form)
  if (inside === undefined || typeOf(inside, form).kind !== 'object') return undefined
  const key = firstOf(here, 'x-key')
  // A reference inside the form goes on to lead somewhere.
  const all: Json = { allOf: inside.schemas }
  const whole: Json = isSchema(form) && form.$defs !== undefined ? { ...all, $defs: form.$defs } : all
  return { form: whole, ...(typeof key === 'string' ? { key } : {}) }
}

/** Whether a message by this form always has the field; also if the form is not understood, so that nothing is said. */
export function isRequired(form: Json, path: readonly string[]): boolean {
  let values: readonly Json[] = [form]
  for (const name of path) {
    const here = partsOf(values, form)
    if (here.open) return true
    if (!values.some((value) => requires(value, name, form, 0))) return false
    values = propertyOf(here, name) ?? []
  }
  return true
}

function requires(value: Json, name: string, form: Json, depth: number): boolean {
  if (depth > DEPTH_MAX || !isSchema(value)) return false
  if (listOf(value.required).includes(name)) return true
  const inside = (one: Json) => requires(one, name, form, depth + 1)
  const target = value.$ref === undefined ? undefined : resolve(value.$ref, form)
  if (target !== undefined && inside(target)) return true
  if (listOf(value.allOf).some(inside)) return true
  return [value.oneOf, value.anyOf].some((choice) => listOf(choice).length > 0 && listOf(choice).every(inside))
}

/** Every property name anywhere in the form, to tell `x.reply-by` from a subtraction. */
export function allNames(form: Json | undefined): Set<string> {
  const names = new Set<string>()
  const queue: Json[] = form === undefined ? [] : [form]
  for (let step = 0; queue.length > 0 && step < STEPS_MAX * 4; step++) {
    const value = queue.pop()
    if (value === undefined || value === null || typeof value !== 'object') continue
    if (!isSchema(value)) {
      queue.push(...(value as readonly Json[]))
      continue
    }
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'properties' && isSchema(inside)) for (const name of Object.keys(inside)) names.add(name)
      queue.push(inside)
    }
  }
  return names
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function partsOf(start: readonly Json[], form: Json): Parts {
  const parts: Parts = { schemas: [], alternatives: [], open: false }
  let steps = 0
  const visit = (value: Json | undefined, into: Schema[]): void => {
    if (++steps > STEPS_MAX) parts.open = true
    if (steps > STEPS_MAX || value === true || value === undefined) return
    if (!isSchema(value)) return
    into.push(value)
    if (value.$ref !== undefined) {
      const target = resolve(value.$ref, form)
      if (target === undefined) parts.open = true
      else visit(target, into)
    }
    if (Object.hasOwn(value, '$dynamicRef')) parts.open = true
    for (const inside of listOf(value.allOf)) visit(inside, into)
    for (const key of ['oneOf', 'anyOf']) for (const inside of listOf(value[key])) visit(inside, parts.alternatives)
    for (const key of ['then', 'else']) visit(value[key], into)
  }
  for (const value of start) visit(value, parts.schemas)
  return parts
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** `#` and `#/$defs/name`, a JSON Pointer inside the form; anything else is not followed. */
function resolve(ref: Json, form: Json): Json | undefined {
  if (ref === '#') return form
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined
  let here: Json | undefined = form
  for (const part of ref.slice(2).split('/')) {
    const name = unescaped(part)
    if (name === undefined || here === undefined || here === null) return undefined
    if (typeof here !== 'object' || !Object.hasOwn(here, name)) return undefined
    here = (here as Schema)[name]
  }
  return here
}

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return undefined
  }
}

function propertyOf(parts: Parts, name: string): Json[] | undefined {
  const found: Json[] = []
  for (const schema of [...parts.schemas, ...parts.alternatives]) {
    const { properties } = schema
    const property = isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property !== undefined) found.push(property)
  }
  return found.length > 0 ? found : undefined
}

/** Open: a field that is not listed may still be meant. */
function isOpen(parts: Parts): boolean {
  const all = [...parts.schemas, ...parts.alternatives]
  if (parts.open) return true
  if (all.some((s) => s.patternProperties !== undefined || s.additionalProperties === true)) return true
  if (all.some((s) => isSchema(s.additionalProperties))) return true
  if (all.some((s) => isSchema(s.properties))) return false
  return !all.some((s) => s.type !== undefined || s.enum !== undefined || s.const !== undefined)
}

function namesOf(parts: Parts): string[] {
  const names = new Set<string>()
  for (const { properties } of [...parts.schemas, ...parts.alternatives]) {
    if (isSchema(properties)) for (const name of Object.keys(properties)) names.add(name)
  }
  return [...names]
}

function firstOf(parts: Parts, key: string): Json | undefined {
  return parts.schemas.find((schema) => Object.hasOwn(schema, key))?.[key]
}

function typeOf(parts: Parts, form: Json): FieldType {
  const kinds = new Set<string>()
  for (const schema of [...parts.schemas, ...parts.alternatives]) for (const kind of kindsOf(schema)) kinds.add(kind)
  kinds.delete('null') // null counts as not given
  const [kind] = kinds
  if (parts.open || kinds.size !== 1 || kind === undefined) return UNKNOWN
  if (kind === 'object') return { kind }
  if (kind === 'list') {
    const items = [...parts.schemas, ...parts.alternatives].flatMap((s) => (s.items === undefined ? [] : [s.items]))
    return { kind, of: items.length === 0 ? UNKNOWN : typeOf(partsOf(items, form), form) }
  }
  const values = valuesOf(parts)
  const format = firstOf(parts, 'format')
  return {
    kind: kind as 'number' | 'string' | 'boolean',
    ...(values === undefined ? {} : { values }),
    ...(typeof format === 'string' ? { format } : {}),
  }
}

function kindsOf(schema: Schema): string[] {
  if (schema.type !== undefined) {
    return (Array.isArray(schema.type) ? schema.type : [schema.type]).map(
      (type) => KIND_OF_TYPE[String(type)] ?? 'other',
    )
  }
  if (Array.isArray(schema.enum)) return schema.enum.map(kindOfValue)
  if (schema.const !== undefined) return [kindOfValue(schema.const)]
  if (isSchema(schema.properties)) return ['object']
  if (schema.items !== undefined) return ['list']
  return []
}

const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  null: 'null',
}

function kindOfValue(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

function valuesOf(parts: Parts): readonly Json[] | undefined {
  const stated = parts.schemas.map(enumOf).find((values) => values !== undefined)
  if (stated !== undefined) return stated
  const alternatives = parts.alternatives.map(enumOf)
  if (alternatives.length === 0 || alternatives.includes(undefined)) return undefined
  return alternatives.flatMap((values) => values ?? [])
}

function enumOf(schema: Schema): readonly Json[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum
  return schema.const === undefined ? undefined : [schema.const]
}

/** The fields that stand beside each other at `path`. */
export function namesAt(form: Json | undefined, path: readonly string[]): string[] {
  if (form === undefined) return []
  let here = partsOf([form], form)
  for (const name of path) {
    const next = propertyOf(here, name)
    if (next === undefined) return []
    here = partsOf(next, form)
  }
  return namesOf(here)
}

/** The smallest and the largest number that the form allows. */
export function boundsAt(
  form: Json | undefined,
  path: readonly string[],
): { readonly least?: number; readonly most?: number } {
  if (form === undefined) return {}
  let here = partsOf([form], form)
  for (const name of path) {
    const next = propertyOf(here, name)
    if (next === undefined) return {}
    here = partsOf(next, form)
  }
  const [least, most] = [firstOf(here, 'minimum'), firstOf(here, 'maximum')]
  return {
    ...(typeof least === 'number' ? { least } : {}),
    ...(typeof most === 'number' ? { most } : {}),
  }
}
