import type { LanguageCode } from '../codes.ts'
import { didYouMean } from '../phrase/spelling.ts'
import type { Report } from '../source/report.ts'
import { type Field, type Fields, inWords, type Value } from '../source/value.ts'
import { patternFault } from './form-pattern.ts'

/**
 * Checks that a form is a JSON Schema 2020-12 of an object, and one that strangers may be answered with: every keyword is
 * known, references stay inside the form and never run in a circle, patterns end. Beside the keywords of the standard,
 * `titles` gives a title in several languages and `x-` begins a keyword of one's own.
 */
type Shape =
  | 'schema'
  | 'schemas'
  | 'schemas by name'
  | 'count'
  | 'number'
  | 'text'
  | 'truth'
  | 'names'
  | 'values'
  | 'texts by language'
  | 'anything'

const WORDS: Readonly<Record<Shape, string>> = {
  schema: 'additionalProperties propertyNames unevaluatedProperties unevaluatedItems items contains not if then else',
  schemas: 'prefixItems allOf anyOf oneOf',
  'schemas by name': '$defs properties dependentSchemas',
  count: 'maxLength minLength maxItems minItems maxProperties minProperties maxContains minContains',
  number: 'multipleOf maximum minimum exclusiveMaximum exclusiveMinimum',
  text: '$schema $id $ref $comment title description format pattern',
  truth: 'deprecated readOnly writeOnly uniqueItems',
  names: 'required',
  values: 'examples enum',
  'texts by language': 'titles',
  anything: 'default type const dependentRequired',
}
const KEYWORDS: ReadonlyMap<string, Shape> = new Map(
  (Object.keys(WORDS) as Shape[]).flatMap((shape) => WORDS[shape].split(' ').map((word) => [word, shape] as const)),
)
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
const FORMATS = [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
  'json-pointer',
]
const DRAFT = 'https://json-schema.org/draft/2020-12/schema'
/** Values in the form, with all references written out. */
export const PARTS_MAX = 10_000
/** Levels, with all references written out. */
const NESTING_MAX = 300

export class FormReading {
  readonly #root: Value
  readonly #report: Report
  readonly #references: { readonly from: Fields; readonly field: Field; readonly target: Value }[] = []
  #faultCount = 0

  constructor(root: Value, report: Report) {
    this.#root = root
    this.#report = report
  }

  isUsable(): boolean {
    this.#schema(this.#root)
    const root = this.#root
    const type = root.kind === 'map' ? root.fields.find(({ key }) => key === 'type')?.value : undefined
    if (type === undefined || type.kind !== 'scalar' || type.value !== 'object') {
      const advice = 'Put type: object first; each field then stands under properties.'
      this.#fault('form/schema', root, 'The body of a message is an object, and the form does not say so.', advice)
    }
    if (this.#faultCount === 0) this.#expand()
    return this.#faultCount === 0
  }

  #fault(code: LanguageCode, at: Value | Field, message: string, advice: string): void {
    this.#faultCount += 1
    this.#report.error(code, 'keyPlace' in at ? at.keyPlace : at.place, message, advice)
  }

  #schema(value: Value): void {
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return
    if (value.kind !== 'map') {
      this.#fault(
        'form/schema',
        value,
        `A schema is a map of keywords; here stands ${inWords(value)}.`,
        'Write {type: string}, or another type.',
      )
      return
    }
    for (const field of value.fields) this.#keyword(field, value)
  }

  #keyword(field: Field, schema: Fields): void {
    if (field.key.startsWith('x-')) return
    const shape = KEYWORDS.get(field.key)
    if (shape === undefined) {
      const advice = didYouMean(field.key, KEYWORDS.keys(), 'Leave it out; a keyword of your own begins with x-.')
      this.#fault('form/keyword', field, `"${field.key}" is no keyword that a form uses.`, advice)
      return
    }
    const wrong = this.#shapeFault(shape, field.value)
    if (wrong !== undefined) {
      this.#fault(
        'form/schema',
        field.value,
        `"${field.key}" is ${inWords(field.value)}; it must be ${wrong}.`,
        `Write ${wrong}.`,
      )
    } else this.#meaning(field, schema)
  }

  /** Goes into schemas; says what should stand there if something else does. */
  #shapeFault(shape: Shape, value: Value): string | undefined {
    if (shape === 'schema') this.#schema(value)
    else if (shape === 'schemas') {
      if (value.kind !== 'list' || value.items.length === 0) return 'a list of schemas'
      for (const item of value.items) this.#schema(item)
    } else if (shape === 'schemas by name') {
      if (value.kind !== 'map') return 'a map of names to schemas'
      for (const { value: inside } of value.fields) this.#schema(inside)
    } else if (shape !== 'anything') return SIMPLE[shape].fits(value) ? undefined : SIMPLE[shape].says
    return undefined
  }

  #meaning(field: Field, schema: Fields): void {
    const { key, value } = field
    if (key === 'type') this.#type(value)
    else if (key === '$ref') this.#reference(field, schema)
    else if (key === 'pattern') this.#pattern(field, schema)
    else if (key === 'multipleOf' && value.kind === 'scalar' && Number(value.value) <= 0) {
      this.#fault('form/schema', value, 'Nothing is a multiple of zero or less.', 'Write a number above zero.')
    } else if (key === 'format' && value.kind === 'scalar' && !FORMATS.includes(String(value.value))) {
      const advice = didYouMean(String(value.value), FORMATS, `Known here: ${FORMATS.join(', ')}.`)
      this.#fault('form/schema', value, `"${value.value}" is no format that is checked here.`, advice)
    } else if (key === '$id' && schema !== this.#root) {
      this.#fault('form/keyword', field, 'A part of a form has no $id of its own.', 'Leave it out.')
    } else if (key === '$schema' && value.kind === 'scalar' && value.value !== DRAFT) {
      this.#fault('form/schema', value, `"${value.value}" is another version of JSON Schema.`, `Write ${DRAFT}.`)
    } else if (key === 'dependentRequired') {
      const isRight =
        value.kind === 'map' &&
        value.fields.every(({ value: names }) => names.kind === 'list' && names.items.every(isText))
      if (!isRight)
        this.#fault('form/schema', value, `"${key}" is no map of names to lists of names.`, 'Write {a: [b]}.')
    }
  }

  #type(value: Value): void {
    const types = value.kind === 'list' ? value.items : [value]
    for (const type of types) {
      if (type.kind === 'scalar' && typeof type.value === 'string' && TYPES.includes(type.value)) continue
      const found = type.kind === 'scalar' ? String(type.value) : ''
      const advice = didYouMean(found, TYPES, `Write one of: ${TYPES.join(', ')}.`)
      this.#fault('form/schema', type, `"${found}" is no type of JSON.`, advice)
    }
  }

  #reference(field: Field, from: Fields): void {
    const pointer = field.value.kind === 'scalar' ? String(field.value.value) : ''
    if (pointer !== '#' && !pointer.startsWith('#/')) {
      const advice = 'Copy the part into $defs and write #/$defs/name.'
      this.#fault('form/ref', field.value, `"${pointer}" leads out of the form, and nothing is fetched.`, advice)
      return
    }
    let target: Value | undefined = this.#root
    for (const part of pointer.split('/').slice(1)) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
      if (target?.kind === 'map') target = target.fields.find(({ key }) => key === name)?.value
      else if (target?.kind === 'list') target = target.items[Number(name)]
      else target = undefined
    }
    if (
      target === undefined ||
      (target.kind === 'scalar' && typeof target.value !== 'boolean') ||
      target.kind === 'list'
    ) {
      this.#fault(
        'form/ref',
        field.value,
        `"${pointer}" leads to no schema in this form.`,
        'Correct it, or add the part to $defs.',
      )
      return
    }
    this.#references.push({ from, field, target })
  }

  #pattern(field: Field, schema: Fields): void {
    const pattern = field.value.kind === 'scalar' ? String(field.value.value) : ''
    const length = schema.fields.find(({ key }) => key === 'maxLength')?.value
    const lengthMax = length?.kind === 'scalar' && typeof length.value === 'number' ? length.value : undefined
    const fault = patternFault(pattern, lengthMax)
    if (fault === undefined) return
    const advice =
      lengthMax === undefined
        ? 'Add maxLength, begin with ^, and repeat single characters or classes only.'
        : 'Begin with ^, repeat single characters or classes only, or lower maxLength.'
    this.#fault('form/pattern', field.value, `The pattern ${fault}.`, advice)
  }

  /** How many schemas there are when each reference is replaced by what it names: a circle would have no end. */
  #expand(): void {
    const targets = new Map(this.#references.map(({ from, field, target }) => [from as Value, { field, target }]))
    const sizes = new Map<Value, number>()
    const open = new Set<Value>()
    const sizeOf = (value: Value): number => {
      const known = sizes.get(value)
      if (known !== undefined) return known
      const reference = targets.get(value)
      if (open.has(value)) return Number.POSITIVE_INFINITY
      // A chain of references as long as the file would exhaust the stack.
      if (open.size > NESTING_MAX) return PARTS_MAX + 1
      open.add(value)
      let size = 1
      if (value.kind === 'list') for (const item of value.items) size += sizeOf(item)
      if (value.kind === 'map') for (const { value: inside } of value.fields) size += sizeOf(inside)
      if (reference !== undefined) size += sizeOf(reference.target)
      open.delete(value)
      sizes.set(value, size)
      return size
    }
    const size = sizeOf(this.#root)
    if (size === Number.POSITIVE_INFINITY) {
      const circle = this.#references.find(({ target }) => sizeOf(target) === Number.POSITIVE_INFINITY)
      const at = circle?.field.value ?? this.#root
      this.#fault(
        'form/ref',
        at,
        'The reference leads back to itself.',
        'Write the inner part out as deep as it is needed.',
      )
    } else if (size > PARTS_MAX) {
      const message = `With its references written out, the form has more than ${PARTS_MAX} parts.`
      this.#fault('form/too-large', this.#root, message, 'Ask for less in one message.')
    }
  }
}

const SIMPLE: Readonly<
  Record<
    Exclude<Shape, 'schema' | 'schemas' | 'schemas by name' | 'anything'>,
    { readonly says: string; readonly fits: (value: Value) => boolean }
  >
> = {
  count: {
    says: 'a whole number',
    fits: (value) => Number.isSafeInteger(scalarOf(value)) && Number(scalarOf(value)) >= 0,
  },
  number: { says: 'a number', fits: (value) => Number.isFinite(scalarOf(value)) },
  text: { says: 'a text', fits: isText },
  truth: { says: 'true or false', fits: (value) => typeof scalarOf(value) === 'boolean' },
  names: { says: 'a list of names', fits: (value) => value.kind === 'list' && value.items.every(isText) },
  values: { says: 'a list of values', fits: (value) => value.kind === 'list' && value.items.length > 0 },
  'texts by language': {
    says: 'a map of languages to texts',
    fits: (value) => value.kind === 'map' && value.fields.every((field) => isText(field.value)),
  },
}

function scalarOf(value: Value): unknown {
  return value.kind === 'scalar' ? value.value : undefined
}

function isText(value: Value): boolean {
  return value.kind === 'scalar' && typeof value.value === 'string'
}
