import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readActs } from '../../src/acts/read.ts'
import { limitsAt } from '../../src/engine/count/limit-view.ts'
import { limitMarks } from '../../src/engine/count/limit-words.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError } from '../../src/problem.ts'
import { asOf } from './properties.ts'

/** Sets of parties must not end where a word of the machine does: 32 bits, 64 bits, and one beside each. */
const COUNTS = [33, 57, 64, 65] as const

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `P${i + 1}`)
}

function textOf(count: number): string {
  const parties = names(count).map((id) => `  - {id: ${id}, kind: state, name: ${id}}`)
  return `# Many
\`\`\`pacta
agreement: many
title: Many
zone: UTC
start: 2026-01-01
---
parties:
${parties.join('\n')}
---
{act: question, stage: question, to: some}
---
{act: answer, stage: reply, to: some, refers to: question}
---
{act: holdings, stage: return, to: all, form: {type: object, required: [tanks], properties: {tanks: {type: integer, minimum: 0}}}}
---
rule: "1"
when: question
who: each addressee
must: answer to question
to: all parties
by: 10 days after question is transmitted
---
limit: "2"
counts: question
per: [sender, addressee]
in: calendar year
at most: 1
---
{figure: tanks, per: party, is: latest(holdings.tanks)}
---
{limit: "3", sums: tanks, at most: ${count * 10}}
\`\`\`
`
}

function played(count: number, lines: readonly string[]): Ledger {
  const { agreement, problems } = readAgreement({ name: 'many', text: textOf(count), file: () => undefined })
  assert.deepEqual(problems.filter(isError), [])
  assert.ok(agreement !== undefined)
  const bytes = new TextEncoder().encode(`acts:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`)
  const { record, problems: told } = readActs([{ name: 'acts/1.yaml', bytes }], agreement)
  assert.deepEqual(told.filter(isError), [])
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of record?.acts ?? []) ledger.add(act)
  ledger.settle()
  return ledger
}

function marksOf(ledger: Ledger): string[] {
  return Array.from({ length: ledger.table.size }, (_, row) =>
    limitMarks(ledger, row).map((mark) => `${ledger.table.id(row)}: ${mark}`),
  ).flat()
}

const LATE = { asOf: asOf(Date.parse('2026-03-01T00:00:00Z')) }

for (const count of COUNTS) {
  const [first = '', ...others] = names(count)
  const last = names(count).at(-1) as string
  const ask = (id: string, by: string, to: readonly string[], on: string) =>
    `{id: ${id}, kind: question, by: ${by}, to: [${to.join(', ')}], transmitted: ${on}T09:00:00Z}`

  describe(`[trap 15] ${count} parties`, () => {
    it('a question to all others is owed by each of them, once, and one answer settles one of them', () => {
      const ledger = played(count, [
        ask('q', first, others, '2026-01-05'),
        `{id: r, kind: answer, by: ${last}, to: [${names(count).slice(0, -1).join(', ')}], refersTo: q, transmitted: 2026-01-06T09:00:00Z}`,
      ])
      const lines = registerAt(ledger, LATE)
      assert.deepEqual(
        lines.map(({ debtors }) => debtors.join()),
        others,
      )
      const settled = lines.filter(({ reading }) => reading === 'kept')
      assert.deepEqual(
        settled.map(({ debtors }) => debtors.join()),
        [last],
      )
    })

    it('a limit per pair counts each pair by itself', () => {
      const ledger = played(count, [
        ask('q', first, others, '2026-01-05'),
        ask('back', last, [first], '2026-01-06'),
        ask('again', first, [last], '2026-01-07'),
      ])
      assert.deepEqual(marksOf(ledger), [
        `again: over the limit: 2nd of at most 1 for ${first} and ${last} in 2026 (2)`,
      ])
      const pairs = limitsAt(ledger, LATE).filter(({ limit }) => limit === '2')
      assert.equal(pairs.length, count)
      assert.deepEqual(
        pairs.filter(({ used }) => used === '2').map(({ parties }) => parties),
        [[first, last]],
      )
    })

    it('a sum over all parties holds each of them once, the last too', () => {
      const report = (by: string, tanks: number, on = '2026-01-05') =>
        `{id: h-${by}-${tanks}, kind: holdings, by: ${by}, to: all, transmitted: ${on}T09:00:00Z, body: {tanks: ${tanks}}}`
      const all = names(count).map((by) => report(by, 10))
      assert.deepEqual(marksOf(played(count, all)), [])
      const total = (count * 10).toLocaleString('en')
      const over = (count * 10 + 1).toLocaleString('en')
      assert.deepEqual(marksOf(played(count, [...all, report(last, 11, '2026-01-06')])), [
        `h-${last}-11: over the limit: sum ${over} of at most ${total} (3)`,
      ])
      const missing = limitsAt(played(count, all.slice(0, -1)), LATE).find(({ limit }) => limit === '3')
      assert.equal(missing?.needs, `tanks in the holdings of ${last}`)
    })
  })
}
