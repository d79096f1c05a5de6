/** The text after which mutual-aid is written says of the bill that the one who pays sends it; SOURCES.md tells that this is found. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAgreement } from '../src/language/read.ts'

const file = 'agreements/mutual-aid/agreement.md'
const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8')

function codesOf(written: string): string[] {
  return readAgreement({ name: 'agreements/mutual-aid', text: written, file: () => undefined }).problems.map(
    ({ code }) => code,
  )
}

test('a bill that the requester sends itself is refused, and the one that the helper sends is not', () => {
  const meant = 'who: sender of help\nmust: bill to help-end\nto: sender of request\n'
  assert.ok(text.includes(meant))
  assert.deepEqual(codesOf(text), [])
  assert.deepEqual(codesOf(text.replace(meant, meant.replace('sender of help', 'sender of request'))), [
    'rule/own-creditor',
  ])
})
