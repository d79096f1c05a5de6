import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ledgerOf } from '../../src/cli/consultation.ts'
import { openWorld } from '../../src/cli/world.ts'
import { answer } from '../../src/page/site.ts'
import type { Shown } from '../../src/page/view.ts'
import { assertWellFormed } from './well-formed.ts'

const site = openWorld()
const bodyOf = (shown: Shown, page = '') =>
  answer({ ...site, shown: [shown] }, { method: 'GET', path: `/agreements/${shown.agreement.id}${page}`, query: [] })
    .body

test('acts that stand in no case are shown with their marks, each leading to its entry', () => {
  const [ferry] = site.shown.filter(({ record }) => record.acts.some(({ id }) => id === 'northland-2026')) as [Shown]
  const acts = ferry.record.acts.flatMap((act) =>
    act.id === 'northland-2026' ? [act, { ...act, body: { text: 'other' } }] : [act],
  )
  const shown = { ...ferry, record: { ...ferry.record, acts }, ledger: ledgerOf(ferry.agreement, acts) }
  const page = bodyOf(shown)
  assertWellFormed(page)
  assert.match(page, /<li>2 acts bear one id with different contents: neither counts\.<\/li>/)
  const [, target = ''] =
    /Marks on acts that belong to no case.*\n.*#([^"]+)">northland-2026<\/a>: two different/.exec(page) ?? []
  assert.ok(bodyOf(shown, '/docket').includes(` id="${decodeURIComponent(target)}"`), target)
  assert.doesNotMatch(bodyOf(ferry), /Marks on acts|different contents/)
})

test('over the acts of another agreement a table says what would have been owed', () => {
  for (const shown of site.shown) {
    const isPlayed = shown.agreement.actsOf !== undefined
    const pages = [bodyOf(shown), bodyOf(shown, '/docket')].join('')
    assert.equal(/What would have been owed|Would owe/.test(pages), isPlayed)
    if (isPlayed) assert.doesNotMatch(pages, /What is owed|>Owes<|>Due</)
  }
})
