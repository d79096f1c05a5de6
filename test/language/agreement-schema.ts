import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Schema, Validator } from '@cfworker/json-schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Json } from '../../src/agreement/act.ts'
import { readDocuments } from '../../src/language/source/block.ts'
import { readText } from '../../src/language/source/bytes.ts'
import { readBlocks } from '../../src/language/source/markdown.ts'
import { Report } from '../../src/language/source/report.ts'
import { plainOf } from '../../src/language/source/value.ts'

/** The schema for editors, asked of two libraries that must agree. */
const path = fileURLToPath(new URL('../../spec/agreement.schema.json', import.meta.url))

export interface Part {
  readonly title?: string
  readonly description?: string
  readonly $ref?: string
  readonly type?: string
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Part[]
  readonly items?: Part
  readonly examples?: readonly Json[]
  readonly properties?: Readonly<Record<string, Part>>
}
export const schema = JSON.parse(readFileSync(path, 'utf8')) as Part & {
  readonly else: { readonly properties: Readonly<Record<string, Part>> }
  readonly $defs: Readonly<Record<string, Part>>
}
export const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
ajv.addKeyword('patternErrorMessage')
const first = ajv.compile(schema)
const second = new Validator(schema as Schema, '2020-12')

export function accepts(declaration: Json): boolean {
  const accepted = first(declaration)
  const says = `two readers of the schema differ on ${JSON.stringify(declaration)}`
  assert.equal(second.validate(declaration).valid, accepted, says)
  return accepted
}

export function mustAccept(declaration: Json): void {
  assert.ok(
    accepts(declaration),
    `${JSON.stringify(declaration)}\n${ajv.errorsText(first.errors, { separator: '\n' })}`,
  )
}

export interface Document {
  readonly line: number
  readonly value: Json
}

/** The documents of all blocks. Those in which YAML finds an error are left out. */
export function documentsOf(text: string): Document[] {
  const report = new Report('aside')
  const source = readText('agreement.md', text, report)
  const blocks = source === undefined ? [] : readBlocks(source, report)
  return blocks
    .flatMap((block) => readDocuments(block, report))
    .flatMap(({ fields, whole, place }) =>
      fields === undefined || !whole ? [] : [{ line: place.line, value: plainOf(fields) }],
    )
}
