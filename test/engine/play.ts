import assert from 'node:assert/strict'
import { readActs } from '../../src/acts/read.ts'
import type { Act } from '../../src/agreement/act.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import type { AsOf } from '../../src/engine/reading/line.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { readAgreement } from '../../src/language/read.ts'
import { isError } from '../../src/problem.ts'

/** A small agreement between A, B and C (and whoever is added), in UTC, from 2026 on. */
export function agreementOf(rules: string, more: { parties?: string; kinds?: string; weights?: boolean } = {}) {
  const text = `# Small\n\n\`\`\`pacta
agreement: small
title: Small
zone: UTC
start: 2026-01-01
---
parties:
  - {id: A, kind: state, name: Aland${more.weights === true ? ', weights: {votes: 1}' : ''}}
  - {id: B, kind: state, name: Borgia${more.weights === true ? ', weights: {votes: 2}' : ''}}
${more.parties ?? '  - {id: C, kind: state, name: Cestia}'}
---
{act: question, stage: question, to: some, form: {type: object, properties: {urgent: {type: boolean}, expires: {type: string}}}}
---
{act: answer, stage: reply, to: some, refers to: question}
---
{act: waiver, stage: waiver, to: some, refers to: question}
---
{act: withdrawal, stage: withdrawal, to: some, refers to: question}
---
{act: meeting-request, stage: meeting request, to: some, refers to: question}
---
{act: meeting, stage: meeting, to: some, refers to: question or meeting-request, form: {type: object, properties: {began: {type: string}}}}
---
{act: report, stage: return, to: some}
${more.kinds ?? ''}
---
${rules}
\`\`\`\n`
  const { agreement, problems } = readAgreement({ name: 'small', text, file: () => undefined })
  assert.deepEqual(problems.filter(isError), [])
  assert.ok(agreement)
  return agreement
}

export function actsOf(agreement: ReturnType<typeof agreementOf>, acts: readonly string[]): readonly Act[] {
  const bytes = new TextEncoder().encode(`acts:\n${acts.map((act) => `  - ${act}`).join('\n')}\n`)
  const { record, problems } = readActs([{ name: 'acts/story.yaml', bytes }], agreement)
  assert.deepEqual(problems.filter(isError), [])
  return record?.acts ?? []
}

/** `RULE DEBTORS: reading in words`, powers included, at the end of a day. */
export function play(
  agreement: ReturnType<typeof agreementOf>,
  acts: readonly string[] | readonly Act[],
  day: string,
): string[] {
  const ledger = new Ledger(compileProgram(agreement))
  const read = typeof acts[0] === 'string' ? actsOf(agreement, acts as readonly string[]) : (acts as readonly Act[])
  for (const act of read) ledger.add(act)
  return registerAt(ledger, { asOf: endOf(day), powers: true }).map(
    (line) => `${line.rule ?? '-'} ${line.debtors.join('+')}: ${line.text}`,
  )
}

export function endOf(day: string): AsOf {
  return { at: Date.parse(`${day}T23:59:59.999Z`), printed: day }
}
