import type { Json } from '../agreement/act.ts'

/** A part of a form (JSON Schema), found by the names that lead to it; `[]` is the items of a list. */
export type FormPart = { readonly [key: string]: Json }

export function formAt(form: Json | undefined, path: readonly string[]): FormPart | undefined {
  let part = resolved(form, form)
  for (const name of path) {
    const properties = part?.properties
    const inner =
      name === '[]' ? part?.items : isPart(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
    part = resolved(inner, form)
  }
  return part
}

/** The names that may stand there; undefined: any. */
export function fieldsOf(form: Json | undefined, path: readonly string[]): readonly string[] | undefined {
  const part = formAt(form, path)
  const properties = part?.properties
  if (!isPart(properties)) return undefined
  return isOpen(part) ? undefined : Object.keys(properties)
}

/** A form that says what other fields look like allows them. */
export function isOpen(part: FormPart | undefined): boolean {
  return part?.additionalProperties !== undefined && part.additionalProperties !== false
}

/** `integer`, `string`: the types that a part allows; empty: any. */
export function typesOf(part: FormPart | undefined): readonly string[] {
  const type = part?.type
  if (Array.isArray(type)) return type.filter((one): one is string => typeof one === 'string')
  return typeof type === 'string' ? [type] : []
}

export function isPart(value: Json | undefined): value is FormPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where a part stands for one of the definitions, that one. */
export function resolved(part: Json | undefined, form: Json | undefined): FormPart | undefined {
  let found = part
  // The reader has refused circles; a form that is taken as it is may still have one.
  for (let steps = 0; isPart(found) && typeof found.$ref === 'string' && steps < 32; steps++) {
    const name = /^#\/\$defs\/([^/]+)$/.exec(found.$ref)?.[1]
    const definitions = isPart(form) ? form.$defs : undefined
    found = name !== undefined && isPart(definitions) ? definitions[name] : undefined
  }
  return isPart(found) ? found : undefined
}
