/** Two alliances stand side by side: the same headings, and the same kinds of act, so that only what their texts say differs. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAgreement } from '../src/language/read.ts'
import { folder } from './language/folder.ts'

const both = ['csto-charter', 'nato-treaty'].map((name) => folder(`agreements/${name}`))

describe('two alliances side by side', () => {
  test('the same headings in the same order', () => {
    const [csto, nato] = both.map(({ text }) => text.match(/^## .*$/gm))
    assert.equal(csto?.length, 13)
    assert.deepEqual(csto, nato)
  })

  test('the same kinds of act, which refer to the same', () => {
    const [csto, nato] = both.map((files) =>
      readAgreement(files).agreement?.kinds.map(({ name, noun, stage, to, refersTo }) => ({
        name,
        noun,
        stage,
        to,
        refersTo,
      })),
    )
    assert.equal(csto?.length, 22)
    assert.deepEqual(csto, nato)
  })

  test('the same claim in the same words', () => {
    const [csto, nato] = both.map(({ text }) => /^claim: frozen\n[^`]*/m.exec(text)?.[0])
    assert.ok(csto)
    assert.equal(csto, nato)
  })
})
