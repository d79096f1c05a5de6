import type { Json } from '../agreement/act.ts'
import { readFlow } from './flow.ts'
import { type FormPart, isOpen, isPart, resolved } from './form-path.ts'
import { didYouMean } from './nearest.ts'
import { quoted } from './text.ts'

/** `days=3`: a field of a message, `units.tanks` for one inside another, and its value as a text. */
export interface FieldText {
  readonly field: string
  readonly text: string
}

export interface BodyFault {
  readonly field: string
  readonly code: 'record/unknown-field' | 'record/field-twice'
  readonly message: string
  readonly advice: string
}

/**
 * A message from the texts of its fields, each read as the form says: a number, true or false, a list with commas between,
 * anything else that JSON can write. What cannot be read so stays a text, and the check against the form says so.
 */
export function bodyOf(
  fields: readonly FieldText[],
  form: Json | undefined,
): { readonly body: Readonly<Record<string, Json>>; readonly faults: readonly BodyFault[] } {
  const body: Record<string, Json> = Object.create(null)
  const faults: BodyFault[] = []
  for (const { field, text } of fields) {
    const path = field.split('.')
    const schema = schemaOf(path, form, field, faults)
    const value = readAs(text, schema, form)
    if (!place(body, path, value)) {
      faults.push({
        field,
        code: 'record/field-twice',
        message: `${quoted(field)} stands twice, or inside something that has a value of its own.`,
        advice: 'Say each field once.',
      })
    }
  }
  return { body: JSON.parse(JSON.stringify(body)), faults }
}

/** The part of the form for a field; undefined where the form leaves it open. */
function schemaOf(
  path: readonly string[],
  form: Json | undefined,
  field: string,
  faults: BodyFault[],
): FormPart | undefined {
  let schema = resolved(form, form)
  for (const name of path) {
    const properties = schema?.properties
    if (!isPart(properties)) return undefined
    const inner = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (inner === undefined) {
      if (isOpen(schema)) return undefined
      faults.push(unknownField(field, name, properties))
      return undefined
    }
    schema = resolved(inner, form)
  }
  return schema
}

function unknownField(field: string, name: string, properties: FormPart): BodyFault {
  return {
    field,
    code: 'record/unknown-field',
    message: `The form has no field ${quoted(name)}.`,
    advice: didYouMean(name, Object.keys(properties), 'Leave it out, or add the field to the form of the kind.'),
  }
}

/** What a message says that its form does not know, at any depth. */
export function unknownFields(message: Readonly<Record<string, Json>>, form: Json | undefined): BodyFault[] {
  const faults: BodyFault[] = []
  const look = (value: Json, schema: FormPart | undefined, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      const items = resolved(schema?.items, form)
      for (const item of value) look(item, items, path)
      return
    }
    const properties = schema?.properties
    if (!isPart(value) || !isPart(properties)) return
    for (const [name, inner] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (known !== undefined) look(inner, resolved(known, form), [...path, name])
      else if (!isOpen(schema)) faults.push(unknownField([...path, name].join('.'), name, properties))
    }
  }
  look(message, resolved(form, form), [])
  return faults
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function readAs(text: string, schema: FormPart | undefined, form: Json | undefined): Json {
  const types = Array.isArray(schema?.type) ? schema.type : [schema?.type]
  if (Array.isArray(schema?.enum)) {
    const meant = schema.enum.find((one) => String(one) === text)
    if (meant !== undefined) return meant
  }
  if (types.includes('string')) return text
  if ((types.includes('integer') || types.includes('number')) && NUMBER.test(text)) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if (types.includes('null') && text === 'null') return null
  if (types.includes('array') && !text.startsWith('[')) {
    const items = resolved(schema?.items, form)
    return text.split(',').map((item) => readAs(item.trim(), items, form))
  }
  if (types.includes('array') || types.includes('object')) return json(text) ?? text
  return text
}

/** As JSON has it, or as YAML does in brackets: `["a", "b"]`, `[a, b]`. */
function json(text: string): Json | undefined {
  const read = /^[[{]/.test(text) ? readFlow(text) : { fault: 'no brackets' }
  if ('value' in read) return read.value
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** False: something stands there already. */
function place(body: Record<string, Json>, path: readonly string[], value: Json): boolean {
  let at = body
  for (const name of path.slice(0, -1)) {
    at[name] ??= Object.create(null) as FormPart
    const inner = at[name]
    if (!isPart(inner)) return false
    at = inner as Record<string, Json>
  }
  const last = path.at(-1) as string
  const there = at[last]
  if (Array.isArray(there) && Array.isArray(value)) at[last] = [...there, ...value]
  else if (there === undefined) at[last] = value
  else return false
  return true
}
