/** The shape that shows an amendment amends the agreement that ships. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

test('the text that shape 39 amends is the one that is shipped', () => {
  const textAt = (path: string) => readFileSync(path, 'utf8')
  assert.equal(textAt('spec/shapes/39-amendment/editions/1.md'), textAt('agreements/northland-westmark/agreement.md'))
})
