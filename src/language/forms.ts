import type { Json } from '../agreement/act.ts'
import type { Report } from './report.ts'
import { inWords, plainOf, type Value } from './value.ts'

/** First version. */
export function readForm(value: Value, file: (path: string) => string | undefined, report: Report): Json | undefined {
  if (value.kind === 'map') return plainOf(value)
  if (value.kind === 'scalar' && typeof value.value === 'string') {
    const content = file(value.value)
    if (content === undefined) {
      report.error(
        'form/missing',
        value.place,
        `There is no file "${value.value}" in the folder.`,
        'Add it, or correct its name.',
      )
      return undefined
    }
    try {
      return JSON.parse(content)
    } catch {
      report.error('form/syntax', value.place, `"${value.value}" is not JSON.`, 'Correct it.')
    }
    return undefined
  }
  report.error('value/type', value.place, `The form is ${inWords(value)}.`, 'Write the path of a file, or the schema.')
  return undefined
}
