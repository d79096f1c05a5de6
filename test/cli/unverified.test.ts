/** A rule that rests on a fact which is not sure says so wherever it is read: a sign, and the reason one step further. */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { ledgerOf } from '../../src/cli/consultation.ts'
import { textOf } from '../../src/cli/folder.ts'
import { openAgreement } from '../../src/cli/opened.ts'
import { parseAsOf } from '../../src/engine/reading/as-of.ts'
import { unverifiedRules } from '../../src/engine/reading/unverified.ts'
import { readAgreement } from '../../src/language/read.ts'
import { openingOf } from '../../src/page/prose.ts'
import { answer } from '../../src/page/site.ts'
import type { Shown } from '../../src/page/view.ts'
import { assertWellFormed } from '../page/well-formed.ts'
import { pacta } from './process.ts'

const LAKE = 'test/cli/lake-watch'
const REASON = 'The 48 hours are remembered, not seen.'

describe('in the terminal', () => {
  test('the header counts them once, and lines are marked', async () => {
    const { out } = await pacta(['register', LAKE, '--as-of', '2026-03-12'])
    assert.match(out, /^2 rules rest on unverified facts, marked °: 2\.1, 2\.4\.$/m)
    assert.match(out, /^2\.1° +Birch +Alder/m)
    assert.match(out, /^2\.6 +Birch +Alder/m)
    assert.ok(!out.includes(REASON))
  })
  test('limits and counts by rule are marked as well', async () => {
    const limits = await pacta(['register', LAKE, '--as-of', '2026-03-12', '--view', 'limits'])
    assert.match(limits.out, /^2\.4° +Birch/m)
    const counts = await pacta(['register', LAKE, '--as-of', '2026-03-12', '--view', 'compliance'])
    assert.match(counts.out, /^2\.1° +Birch/m)
  })
  test('so are marks on acts, and what an act would change', async () => {
    const acts = join(mkdtempSync(join(tmpdir(), 'pacta-unverified-')), 'acts.yaml')
    const visit = (n: number) =>
      `  - {id: v${n}, kind: visit, by: Birch, to: Alder, refersTo: [q], transmitted: 2026-02-0${n}, received: 2026-02-0${n}}\n`
    writeFileSync(
      acts,
      `acts:\n  - {id: r, kind: report, by: Alder, to: all, transmitted: 2026-01-20, received: 2026-01-20, period: 2025, body: {boats: 10, zone: south}}
  - {id: q, kind: request, by: Birch, to: Alder, transmitted: 2026-02-01, received: 2026-02-01, body: {entry: 2026-03-20T10:00:00+01:00}}
${visit(2)}${visit(3)}`,
    )
    const { out } = await pacta(['docket', LAKE, 'q', '--acts', acts, '--as-of', '2026-02-20'])
    assert.match(out, /marked °: 2\.1, 2\.4\./)
    assert.match(out, /over quota: .*\(2\.4°\)/)
    const play = await pacta(['play', LAKE, 'request by Alder to Birch on 2026-03-02'])
    assert.match(play.out, /^2 rules rest on unverified facts, marked °: 2\.1, 2\.4\.$/m)
    assert.match(play.out, /arises +2\.1° +Birch/)
  })
  test('why and explain give the reason', async () => {
    const duty = await pacta(['why', LAKE, '2.1/q1/Birch', '--as-of', '2026-03-12'])
    assert.ok(duty.out.includes(`- Unverified: ${REASON}`), duty.out)
    const limit = await pacta(['why', LAKE, '2.4/Birch', '--as-of', '2026-03-12'])
    assert.match(limit.out, /- Unverified: The number of ten boats is remembered, not seen\./)
    const sure = await pacta(['why', LAKE, '2.6/q1/Birch', '--as-of', '2026-03-12'])
    assert.doesNotMatch(sure.out, /Unverified/)
    const { out } = await pacta(['explain', LAKE, '2.1'])
    assert.ok(out.includes(`- Unverified: ${REASON}`), out)
    const said = await pacta(['explain', LAKE, '2.7'])
    assert.match(said.out, /Provision 2\.7: Not checkable: Whether a visit .*\n +- Unverified: The paragraph/)
  })
  test('an agreement in which everything is sure says nothing of it', async () => {
    const { out } = await pacta(['register', 'agreements/northland-westmark'])
    assert.doesNotMatch(out, /unverified facts|°/)
  })
})

test('for programs: the reason by the number of the rule', async () => {
  const { out } = await pacta(['register', LAKE, '--as-of', '2026-03-12', '--json'])
  assert.deepEqual(JSON.parse(out).unverified, {
    2.1: REASON,
    2.4: 'The number of ten boats is remembered, not seen.',
  })
  const csv = await pacta(['register', LAKE, '--as-of', '2026-03-12', '--csv'])
  assert.match(csv.out, /^2\.1\/q1\/Birch,2\.1,.*,"The 48 hours are remembered, not seen\.",no,,\r$/m)
  const { rules } = JSON.parse((await pacta(['explain', LAKE, '2.1', '--json'])).out)
  assert.deepEqual(
    rules.map(({ provisions, unverified }: { provisions: unknown; unverified: unknown }) => [provisions, unverified]),
    [[null, REASON]],
  )
})

test('on the pages the sign has its reason behind it', () => {
  const { folder, agreement, record, sources } = openAgreement(LAKE)
  const text = textOf(folder.agreement.content)
  const first = parseAsOf('2026-03-12', agreement.zone) as Shown['first']
  const ledger = ledgerOf(agreement, record.acts)
  const shown = { agreement, record, ledger, first, firstText: '2026-03-12', text, opening: openingOf(text), sources }
  const page = (name: string) =>
    answer({ shown: [shown], zoneData: '2026a' }, { method: 'GET', path: `/agreements/lake-watch${name}`, query: [] })
      .body
  for (const name of ['', '/docket', '/text']) assertWellFormed(page(name))
  assert.match(
    page(''),
    />rule 2\.1<\/a><span class="unverified" role="img" aria-label="unverified" title="Unverified: The 48/,
  )
  assert.match(page(''), /<li>2 rules rest on unverified facts, marked °: 2\.1, 2\.4\.<\/li>/)
  assert.doesNotMatch(page(''), />rule 2\.6<\/a><span/)
  assert.ok(page('/text').includes(`<li>Unverified: ${REASON}</li>`))
})

test('a rule rests on the figures and terms of which it speaks, and on those of which these speak', () => {
  const { folder } = openAgreement(LAKE)
  const reasonsIn = (change: (text: string) => string) => {
    const text = change(textOf(folder.agreement.content).replaceAll(/^unverified:.*\n/gm, ''))
    const { agreement, problems } = readAgreement({ name: 'lake', text, file: () => undefined })
    assert.ok(agreement !== undefined, JSON.stringify(problems))
    return Object.fromEntries(unverifiedRules(agreement))
  }
  const unsure = (declared: string) => (text: string) =>
    text.replace(`${declared}\n`, `${declared}\nunverified: Not seen.\n`)
  assert.deepEqual(
    reasonsIn((text) => text),
    {},
  )
  assert.deepEqual(reasonsIn(unsure('figure: quota')), { 2.4: 'figure quota: Not seen.' })
  assert.deepEqual(reasonsIn(unsure('term: large')), { 1.7: 'term large: Not seen.' })
  const through = (text: string) =>
    unsure('figure: boats')(
      text
        .replace('figure: quota\n', 'figure: boats\nper: party\nis: latest(report.boats)\n---\nfigure: quota\n')
        .replace('is: ceilDiv(latest(report.boats), 10)', 'is: ceilDiv(boats, 10)'),
    )
  assert.deepEqual(reasonsIn(through), { 2.4: 'figure boats: Not seen.' })
  // What a message says is not sure, and the rules about it may be.
  assert.deepEqual(reasonsIn(unsure('act: report')), {})
})
