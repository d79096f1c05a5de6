import type { Place } from '../../problem.ts'

/**
 * What the YAML of a block says, as plain data in which every part knows its place in the file. Nothing of the YAML
 * library is left in it: no tags, no aliases, every key a string that stands once in its map.
 */
export type Value = Scalar | List | Fields

export interface Scalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** As written, e.g. `4.10` for the number 4.1. */
  readonly source: string
  readonly place: Place
  /** The place of a character of a string `value`, by its offset. */
  at(offset: number): Place
}

export interface List {
  readonly kind: 'list'
  readonly items: readonly Value[]
  readonly place: Place
}

export interface Field {
  readonly key: string
  readonly keyPlace: Place
  readonly value: Value
}

export interface Fields {
  readonly kind: 'map'
  readonly fields: readonly Field[]
  readonly place: Place
}

/** What a value is, in the words of a problem. */
export function inWords(value: Value): string {
  if (value.kind === 'list') return 'a list'
  if (value.kind === 'map') return 'a map'
  if (value.value === null) return 'empty'
  if (typeof value.value === 'string') return 'a text'
  return `the ${typeof value.value} ${value.source}`
}

/** As JSON has it. */
export function plainOf(value: Value): import('../../agreement/act.ts').Json {
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'list') return value.items.map(plainOf)
  return Object.fromEntries(value.fields.map((field) => [field.key, plainOf(field.value)]))
}
