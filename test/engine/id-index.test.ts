import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashOf, IdIndex } from '../../src/engine/record/id-index.ts'

function indexOf(): { readonly add: (id: string) => void; readonly get: (id: string) => number | undefined } {
  const ids: string[] = []
  const index = new IdIndex({
    isId: (row, id) => ids[row] === id,
    isIdAt: (row, bytes, start, end) => ids[row] === String.fromCharCode(...bytes.subarray(start, end)),
    id: (row) => ids[row] as string,
  })
  return {
    add: (id) => index.add(id, hashOf(id), ids.push(id) - 1),
    get: (id) => index.get(id, hashOf(id)),
  }
}

/** Ids of one hash, as somebody would make them who knows how it is computed. */
function alike(count: number): string[] {
  const ids = Array.from({ length: count }, (_, i) => `id${String.fromCharCode(0x100 + 16 * i)}`)
  assert.equal(new Set(ids.map(hashOf)).size, 1)
  return ids
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
      assert.equal(index.get(`${id}x`), undefined)
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
    const ids = alike(3000)
    for (const id of ids) index.add(id)
    ids.forEach((id, row) => {
      assert.equal(index.get(id), row)
    })
    assert.equal(index.get('none of them'), undefined)
    index.add('one more')
    assert.equal(index.get('one more'), 3000)
  })
})
