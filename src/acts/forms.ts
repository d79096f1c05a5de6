import { Validator } from '@cfworker/json-schema'
import type { Act, Json } from '../agreement/act.ts'
import type { ActKind } from '../agreement/kind.ts'
import type { Entry } from './entry.ts'
import type { Path } from './field.ts'
import type { Report } from './report.ts'
import { quoted } from './text.ts'

/**
 * Whether a body is what the form of its kind asks for (JSON Schema 2020-12). A message that departs from its form is still
 * that party's message, so everything here is a note. What no message can be, nested without end or holding what JSON
 * cannot hold, is an error.
 */
export const BODY_DEPTH_MAX = 32
/** Beyond this the reader has understood. */
const NOTES_PER_ACT_MAX = 20

export class Forms {
  readonly #validators = new Map<string, Validator | undefined>()

  constructor(kinds: readonly ActKind[], report: Report) {
    for (const kind of kinds) {
      if (kind.form === undefined) continue
      this.#validators.set(kind.name, compiled(kind, report))
    }
  }

  check(entry: Entry, report: Report): void {
    const { act } = entry
    const validator = this.#validators.get(act.kind)
    if (validator === undefined) return
    const faults = faultsIn(validator, act)
    for (const fault of faults.slice(0, NOTES_PER_ACT_MAX)) {
      const place = () => entry.placeOf(['body', ...fault.path])
      if (fault.missing === undefined) {
        const where = fault.path.length === 0 ? 'The body' : inDots(fault.path)
        const advice = `It stays on record as it is; the form of ${quoted(act.kind)} says what is asked for.`
        report.note('act/form', place, `${where} departs from the form: ${fault.words}.`, advice)
      } else {
        const field = inDots([...fault.path, fault.missing])
        const advice = 'It stays on record as it is; add the field if it is known.'
        report.note(
          'act/incomplete',
          place,
          `The form of ${quoted(act.kind)} requires ${field}, and it is left out.`,
          advice,
        )
      }
    }
  }
}

function compiled(kind: ActKind, report: Report): Validator | undefined {
  const form = kind.form as object
  const found = COMPILED.get(form) ?? compile(form)
  COMPILED.set(form, found)
  if (typeof found !== 'string') return found
  const { file, line, column } = kind.clause
  report.note(
    'acts/form-unusable',
    { file, line, column },
    `No message can be checked against the form of ${quoted(kind.name)}: ${found}`,
    'Mend the form; until then the bodies of this kind are taken as they are.',
  )
  return undefined
}

/** Hundreds of short stories over one agreement have the same forms; an agreement that is read anew has others. */
const COMPILED = new WeakMap<object, Validator | string>()

/** Or why it cannot be used. */
function compile(form: object): Validator | string {
  try {
    const validator = new Validator(form, '2020-12', false)
    // The library looks for what `$ref` names, and for a pattern it cannot use, only when it validates.
    validator.validate({})
    return validator
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : ''
  }
}

interface Fault {
  readonly path: Path
  readonly missing?: string
  readonly words: string
}

/** The innermost faults, each once: the library also tells of everything around them. */
function faultsIn(validator: Validator, act: Act): Fault[] {
  let errors: ReturnType<Validator['validate']>['errors']
  try {
    const result = validator.validate(act.body)
    if (result.valid) return []
    errors = result.errors
  } catch (error) {
    return [{ path: [], words: error instanceof Error ? error.message : 'it cannot be checked' }]
  }
  const faults = new Map<string, Fault>()
  for (const { keyword, instanceLocation, error } of errors) {
    if (AROUND.has(keyword)) continue
    const path = pathOf(instanceLocation, act.body)
    const missing = keyword === 'required' ? /required property "(.*)"\.?$/s.exec(error)?.[1] : undefined
    const words = wordsOf(keyword, error)
    const key = `${instanceLocation} ${missing ?? words}`
    if (!faults.has(key)) faults.set(key, { path, words, ...(missing === undefined ? {} : { missing }) })
  }
  if (faults.size === 0) return [{ path: [], words: 'it is none of what is allowed' }]
  return [...faults.values()]
}

/** Keywords under which the fault itself stands. */
const AROUND = new Set([
  'properties',
  'items',
  'prefixItems',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  '$ref',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'propertyNames',
  'contains',
])

const TYPE = /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/s

/** The library's words, where they speak to its own users in ours. */
function wordsOf(keyword: string, error: string): string {
  if (keyword === 'false') return 'it does not know this field'
  const [, found, wanted] = TYPE.exec(error) ?? []
  if (found !== undefined) return `it is of type ${found} and should be ${wanted?.replaceAll('", "', ' or ')}`
  return error.replace(/\.$/, '')
}

/** `#/units/0/name`, with numbers where the body has lists. */
function pathOf(pointer: string, body: unknown): Path {
  const steps = pointer.split('/').slice(1)
  const path: (string | number)[] = []
  let value = body
  for (const step of steps) {
    const key = decodeStep(step)
    if (Array.isArray(value)) {
      path.push(Number(key))
      value = value[Number(key)]
    } else {
      path.push(key)
      value = typeof value === 'object' && value !== null ? (value as { [key: string]: unknown })[key] : undefined
    }
  }
  return path
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

/** `units.0.name` */
function inDots(path: Path): string {
  return quoted(path.join('.'))
}

/** Errors: false if there was one. */
export function checkBody(entry: Entry, report: Report): boolean {
  const faults: { path: Path; deep: boolean }[] = []
  look(entry.act.body, ['body'], 1, faults)
  for (const { path, deep } of faults) {
    const place = () => entry.placeOf(path)
    if (deep) {
      report.error(
        'acts/too-deep',
        place,
        `The body is nested more than ${BODY_DEPTH_MAX} deep.`,
        'Nest less deeply, or put the inner part into a text.',
      )
    } else {
      report.error(
        'act/wrong-type',
        place,
        `${quoted(String(path.at(-1)))} is no value that JSON can hold.`,
        'Write a number, or a text in quotation marks.',
      )
    }
  }
  return faults.length === 0
}

function look(value: Json | undefined, path: Path, depth: number, faults: { path: Path; deep: boolean }[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) faults.push({ path, deep: false })
  if (typeof value !== 'object' || value === null) return
  if (depth > BODY_DEPTH_MAX) {
    // One is enough: beside it everything is as deep.
    if (!faults.some((fault) => fault.deep)) faults.push({ path, deep: true })
    return
  }
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) look(value[i], [...path, i], depth + 1, faults)
  else for (const [key, inner] of Object.entries(value)) look(inner as Json, [...path, key], depth + 1, faults)
}
