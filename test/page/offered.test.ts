import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ledgerOf } from '../../src/cli/consultation.ts'
import { openAgreement } from '../../src/cli/opened.ts'
import { openWorld } from '../../src/cli/world.ts'
import { parseAsOf } from '../../src/engine/reading/as-of.ts'
import { answer } from '../../src/page/site.ts'
import type { Shown } from '../../src/page/view.ts'
import { assertWellFormed } from './well-formed.ts'

const AS_OF = '2026-01-01'
const { agreement, record, sources } = openAgreement('agreements/organisations-dialogue')
const shown: Shown = {
  agreement,
  record,
  ledger: ledgerOf(agreement, record.acts),
  first: parseAsOf(AS_OF, agreement.zone) as Shown['first'],
  firstText: AS_OF,
  text: '',
  opening: '',
  sources,
}
const page = (path: string) => answer({ ...openWorld(), shown: [shown] }, { method: 'GET', path, query: [] }).body

test('an offer has a table of its own on the first page, in the register and in its case', () => {
  const at = `/agreements/${agreement.id}`
  for (const path of ['/', at, `${at}/docket`]) {
    const body = page(path)
    assertWellFormed(body)
    assert.match(body, />Offered to</, path)
    assert.match(body, /no reply (in this record, which ends 23 Nov 2022|recorded); no rule asks for one/, path)
    assert.doesNotMatch(body, /Overdue|Unanswered|What is owed|What was asked/, path)
  }
  assert.match(page(at), /An offer creates no duty/)
})

test('what refers to no offer stands apart in the docket, of either side', () => {
  const [, apart = ''] = page(`/agreements/${agreement.id}/docket`).split('Acts that belong to no case')
  for (const id of ['csto-decision-2004', 'nato-suspension-2014']) assert.ok(apart.includes(id), id)
})
