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

/** 2 ** `rounds` ids of one hash, as somebody would make them: pairs that meet, one put behind the other. */
function alike(rounds: number): string[] {
  let ids = ['']
  for (let round = 0; round < rounds; round++) {
    const first = ids[0] as string
    const seen = new Map<number, string>()
    for (let n = 0; ; n++) {
      const end = (Math.imul(n, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0')
      const other = seen.get(hashOf(first + end))
      seen.set(hashOf(first + end), end)
      if (other === undefined) continue
      ids = ids.flatMap((id) => [id + end, id + other])
      break
    }
  }
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
    const ids = alike(10)
    for (const id of ids) index.add(id)
    ids.forEach((id, row) => {
      assert.equal(index.get(id), row)
    })
    assert.equal(index.get('none of them'), undefined)
    index.add('one more')
    assert.equal(index.get('one more'), 1024)
  })
})
