import { Validator } from '@cfworker/json-schema'
import type { Json } from '../../agreement/act.ts'
import type { Place } from '../../problem.ts'
import { placeIn } from '../declared/calendars.ts'
import { readDocuments } from '../source/block.ts'
import { Report } from '../source/report.ts'
import { inWords, plainOf, type Scalar, type Value } from '../source/value.ts'
import { FormReading } from './form-schema.ts'

/**
 * The form of a kind of act: a JSON Schema 2020-12 of its body, in the declaration itself or in a file of the folder.
 *
 *     form: forms/question.schema.json
 *     form: {type: object, properties: {urgent: {type: boolean, default: false}}}
 *
 * It comes from other parties, so it is bounded: in size and depth, in what its references expand to, and in what its
 * patterns can cost. What is accepted here, the library can compile.
 */
export const FORM_LENGTH_MAX = 131_072

export interface FormFiles {
  /** The folder as printed in problems. */
  readonly name: string
  readonly file: (path: string) => string | undefined
}

/** Undefined if the form was refused, which has been told. */
export function readForm(value: Value, files: FormFiles, report: Report): Json | undefined {
  const isPath = value.kind === 'scalar' && typeof value.value === 'string'
  if (value.kind !== 'map' && !isPath) {
    const advice = 'Write the name of a file, forms/question.schema.json, or the schema itself.'
    report.error('form/schema', value.place, `The form is ${inWords(value)}.`, advice)
    return undefined
  }
  const schema = isPath ? readFile(value, String(value.value), files, report) : value
  if (schema === undefined || !new FormReading(schema, report).isUsable()) return undefined
  const form = plainOf(schema)
  const refusal = refusalOf(form)
  if (refusal === undefined) return form
  report.error(
    'form/schema',
    schema.place,
    `The form cannot be used: ${refusal}.`,
    'Write it as JSON Schema 2020-12 has it.',
  )
  return undefined
}

function refusalOf(form: Json): string | undefined {
  try {
    // The library looks at some parts only when it validates.
    new Validator(form as object, '2020-12', false).validate({})
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
  }
}

function readFile(value: Scalar, path: string, files: FormFiles, report: Report): Value | undefined {
  const content = isInFolder(path) ? files.file(path) : undefined
  if (content === undefined) {
    const advice = 'Write the name of a file of this folder, such as forms/question.schema.json.'
    report.error('form/missing', value.place, `There is no form "${path}" in the folder.`, advice)
    return undefined
  }
  const file = `${files.name}/${path}`
  const start: Place = { file, line: 1, column: 1 }
  if (content.length > FORM_LENGTH_MAX) {
    const message = `The form has more than ${FORM_LENGTH_MAX} characters.`
    report.error('form/too-large', start, message, 'Ask for less in one message.')
    return undefined
  }
  const text = content.replace(/^\uFEFF/, '')
  let json: Json
  try {
    json = JSON.parse(text)
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    const offset = Number(/at position (\d+)/.exec(words)?.[1] ?? text.length)
    const message = `The form is not JSON: ${words.replace(/ in JSON at position.*$/s, '').split('\n', 1)[0]}.`
    report.error(
      'form/syntax',
      placeIn(file, text, offset),
      message,
      'Correct the JSON; it has no comments and no comma at the end.',
    )
    return undefined
  }
  return withPlaces(json, file, text, report)
}

/** JSON is YAML as well, and read as such each part knows its place. */
function withPlaces(json: Json, file: string, text: string, report: Report): Value | undefined {
  const aside = new Report('aside')
  const [document] = readDocuments({ text, at: (offset) => placeIn(file, text, offset) }, aside)
  for (const problem of aside.problems) {
    if (problem.code === 'yaml/duplicate-key') report.error(problem.code, problem, problem.message, 'Keep one of them.')
    if (problem.code === 'yaml/depth') {
      report.error('form/too-large', problem, 'The form is nested too deeply.', 'Ask for less in one message.')
    }
  }
  if (aside.problems.some(({ code }) => code === 'yaml/depth')) return undefined
  // JSON allows tabs where YAML does not; then only the file is known.
  return document?.fields ?? valueIn(json, { file, line: 1, column: 1 })
}

function valueIn(json: Json, place: Place): Value {
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item) => valueIn(item, place)), place }
  if (typeof json === 'object' && json !== null) {
    const fields = Object.entries(json).map(([key, inside]) => ({
      key,
      keyPlace: place,
      value: valueIn(inside, place),
    }))
    return { kind: 'map', fields, place }
  }
  const scalar = json as string | number | boolean | null
  return { kind: 'scalar', value: scalar, source: String(scalar), place, at: () => place }
}

function isInFolder(path: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*\.json$/.test(path)
}
