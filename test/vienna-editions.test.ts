/**
 * The Vienna Document before and after the decision of 2012: the two texts differ in that decision, and in nothing else. Whoever
 * mends anything else in agreement.md mends it in editions/1.md as well, and writes its new hash into the head.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const folder = join(import.meta.dirname, '../agreements/vienna-document-2011')
const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n')

/** The lines of each text that are not in the longest run of lines that both have, in their order. */
function apart(a: readonly string[], b: readonly string[]): { onlyA: string[]; onlyB: string[] } {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const onlyA: string[] = []
  const onlyB: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) onlyA.push(a[i++] as string)
    else onlyB.push(b[j++] as string)
  }
  return { onlyA, onlyB }
}

const HEAD = /^(?:edition: "\d"|in force: \d{4}-\d\d-\d\d|editions:| {2}- \{edition: "1", sha256: [0-9a-f]{64}\})$/
const DECLARATION = /^\{?(?:rule|act|check|term|claim|limit|figure|standing|provision|body|group|parties|zone|time): /

describe('the Vienna Document before and after the decision of 2012', () => {
  const { onlyA: before, onlyB: after } = apart(linesOf('editions/1.md'), linesOf('agreement.md'))

  test('loses nothing but the number of its edition', () => {
    assert.deepEqual(before, ['edition: "1"'])
  })

  test('gains one rule, its clause, and what the head says of editions', () => {
    const text = after.filter((line) => !HEAD.test(line))
    assert.equal(after.length - text.length, 4)
    assert.deepEqual(
      text.filter((line) => DECLARATION.test(line)),
      ['rule: "DEC-9-12"'],
    )
    assert.deepEqual(
      text.filter((line) => line.startsWith('#')),
      ['### Vienna Document Plus: decision 9/12 of the Forum'],
    )
  })
})
