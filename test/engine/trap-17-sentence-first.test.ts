/**
 * Whoever writes a rule reads first what it says: of each shape the sentence of every rule is part of what its cases expect, so
 * that a change of a rule, or of the words for it, shows as a difference.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { folder } from '../language/folder.ts'

const SHAPES = new URL('../../spec/shapes/', import.meta.url)

describe('[trap 17] the sentence comes first', () => {
  for (const shape of readdirSync(SHAPES)) {
    test(shape, () => {
      const { agreement } = readAgreement(folder(`spec/shapes/${shape}`))
      assert.ok(agreement)
      const said = new Set(sentencesIn(new URL(`${shape}/cases/`, SHAPES)))
      // A block without a rule lists them all.
      if (said.has('')) return
      const unsaid = agreement.rules.filter(({ id }) => !said.has(id)).map(({ kind, id }) => `${kind} ${id}`)
      assert.deepEqual(unsaid, [])
    })
  }
})

/** The rules whose sentences the cases expect; empty: all of them. */
function sentencesIn(cases: URL): string[] {
  return readdirSync(cases).flatMap((name) =>
    [...readFileSync(new URL(name, cases), 'utf8').matchAll(/^```explain(?: (.*))?$/gm)].map(
      ([, id]) => id?.trim() ?? '',
    ),
  )
}
