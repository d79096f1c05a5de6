import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashOf, IdIndex } from '../../src/engine/id-index.ts'

function indexOf(): { readonly add: (id: string) => void; readonly get: (id: string) => number | undefined } {
  const ids: string[] = []
  const index = new IdIndex({ isId: (row, id) => ids[row] === id, id: (row) => ids[row] as string })
  return {
    add: (id) => index.add(id, hashOf(id), ids.push(id) - 1),
    get: (id) => index.get(id, hashOf(id)),
  }
}

/** Texts of the letters a and b that all have the hash of the first: found by trying. */
function alike(count: number): string[] {
  // 20 bits of a 32-bit hash choose table and slot; these ids agree in those alone, which is enough to pile them up.
  const same = (hash: number) => hash & 0xfffff
  const wanted = same(hashOf('0'))
  const found: string[] = []
  for (let n = 0; found.length < count; n++) if (same(hashOf(String(n))) === wanted) found.push(String(n))
  return found
}

describe('index of ids', () => {
  test('finds each id and no other', () => {
    const index = indexOf()
    const ids = Array.from({ length: 20_000 }, (_, i) => `P${i % 57}-${2005 + (i % 20)}-${i}`)
    for (const id of ids) {
      assert.equal(index.get(id), undefined)
      index.add(id)
    }
    ids.forEach((id, row) => {
      assert.equal(index.get(id), row)
      assert.equal(index.get(`${id}0`), undefined)
    })
  })

  test('ids of any characters and lengths', () => {
    const index = indexOf()
    const ids = ['', 'é', 'e\u0301', 'вопрос', '😀', 'x'.repeat(70_000), 'x'.repeat(69_999)]
    for (const id of ids) index.add(id)
    ids.forEach((id, row) => {
      assert.equal(index.get(id), row)
    })
  })

  test('ids that hash alike are found too, however many somebody makes', () => {
    const index = indexOf()
    const ids = alike(700)
    for (const id of ids) index.add(id)
    ids.forEach((id, row) => {
      assert.equal(index.get(id), row)
    })
    assert.equal(index.get('none of them'), undefined)
    index.add('one more')
    assert.equal(index.get('one more'), 700)
  })
})
