import type { Json } from '../../src/agreement/act.ts'

type Part = { readonly [key: string]: Json }

/** A message with what its form requires and what does not matter here: the first of a list of words, an empty list, a text. */
export function completed(body: Readonly<Record<string, unknown>>, form: Json | undefined): Record<string, unknown> {
  const part = resolved(form, form)
  const properties = (part?.properties ?? {}) as Part
  const required = (part?.required ?? []) as readonly string[]
  const filled = required.map((name) => [name, valueFor(body[name], properties[name], form)] as const)
  return { ...body, ...Object.fromEntries(filled) }
}

function valueFor(given: unknown, schema: Json | undefined, form: Json | undefined): unknown {
  const part = resolved(schema, form)
  if (part?.type === 'object')
    return completed((given ?? {}) as Record<string, unknown>, { ...part, $defs: defsOf(form) })
  if (given !== undefined) return given
  if (Array.isArray(part?.enum)) return part.enum[0]
  switch (part?.type) {
    case 'integer':
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    default:
      return part?.format === 'date' ? '2012-01-01' : 'as agreed'
  }
}

function defsOf(form: Json | undefined): Json {
  return isPart(form) ? (form.$defs ?? {}) : {}
}

function resolved(schema: Json | undefined, form: Json | undefined): Part | undefined {
  const name = isPart(schema) && typeof schema.$ref === 'string' ? schema.$ref.replace('#/$defs/', '') : undefined
  const found = name === undefined ? schema : (defsOf(form) as Part)[name]
  return isPart(found) ? found : undefined
}

function isPart(value: Json | undefined): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
