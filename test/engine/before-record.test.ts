import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readActs } from '../../src/acts/read.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { survey } from '../../src/engine/reading/survey.ts'
import { readAgreement } from '../../src/language/read.ts'

const TEXT = `# Reports

\`\`\`pacta
agreement: reports
title: Reports
zone: Europe/Vienna
start: 2020-01-01
---
parties:
  - {id: A, kind: state, name: A}
  - {id: B, kind: state, name: B}
---
act: report
stage: return
to: all
---
rule: "1"
when: every year
who: each party
must: report for the year
to: all parties
by: 30 April
\`\`\`
`

/** By rule: about, who owes, how it reads. */
function linesWith(covers: string): string[] {
  const { agreement } = readAgreement({ name: 'agreement.md', text: TEXT, file: () => undefined })
  assert.ok(agreement)
  const yaml = `covers: {window: ${covers}, note: made up}\nacts:\n  - {id: r, kind: report, by: A, to: all, period: 2021, transmitted: 2021-04-01}\n`
  const { record } = readActs([{ name: 'acts.yaml', bytes: new TextEncoder().encode(yaml) }], agreement)
  assert.ok(record)
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of record.acts) ledger.add(act)
  const asOf = { at: Date.parse('2023-06-01T00:00:00Z'), printed: '1 Jun 2023' }
  const query = { asOf, covers: record.covers }
  const lines = registerAt(ledger, query)
  const counted = survey(ledger, query).reduce(
    (sum, { readings }) => sum + Object.values(readings).reduce((a, b) => a + b, 0),
    0,
  )
  assert.equal(counted, lines.length)
  return lines.map(({ about, debtors, reading }) => `${about} ${debtors} ${reading}`)
}

test('what was due before a record begins is drawn up only where it is on record', () => {
  // Due 30 April: the record of May 2022 says nothing of that year's, and holds one of the year before.
  assert.deepEqual(linesWith('2022-05-01/2023-12-31'), ['2021 A kept', '2023 A overdue', '2023 B overdue'])
})

test('a day earlier it begins before the time is over, and tells that nothing came', () => {
  assert.deepEqual(linesWith('2022-04-30/2023-12-31').slice(1, 3), ['2022 A overdue', '2022 B overdue'])
})

test('a record whose beginning is not known begins with the agreement', () => {
  assert.equal(linesWith('../2023-12-31').length, 8)
})
