/** What a row asks of one rule is what the whole register says of it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt, registerOfRule } from '../../src/engine/reading/register.ts'
import { readAgreement } from '../../src/language/read.ts'

for (const name of ['13-periods', '32-after-a-return']) {
  test(`the lines of each rule by itself are those of the register: ${name}`, () => {
    const text = readFileSync(join(import.meta.dirname, '../../spec/shapes', name, 'agreement.md'), 'utf8')
    const { agreement } = readAgreement({ name, text, file: () => undefined })
    assert.ok(agreement)
    const ledger = new Ledger(compileProgram(agreement))
    const query = { asOf: { at: Date.parse('2028-03-01T00:00:00Z'), printed: '1 Mar 2028' }, powers: true }
    const all = registerAt(ledger, query)
    assert.ok(all.length > 0)
    for (const { id } of agreement.rules) {
      assert.deepEqual(
        registerOfRule(ledger, id, query).map((line) => [line.id, line.text]),
        all.filter((line) => line.rule === id).map((line) => [line.id, line.text]),
      )
    }
  })
}
