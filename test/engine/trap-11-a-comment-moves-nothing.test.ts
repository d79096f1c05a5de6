import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAgreement } from '../../src/language/read.ts'
import { agreementOf, play } from './play.ts'

const RULE =
  'rule: "6.1"\nwhen: question\nwho: sender of question\nmust not: adoption about question\nuntil: 3 months after question is transmitted\nchanges:\n  - moves to 6 months when opinion about question'
const kinds = (comment: string) =>
  `---\n{act: adoption, stage: other, to: nobody, refers to: question}\n---\n{act: opinion, stage: other, to: some, refers to: question}\n---\n${comment}`

describe('[trap 11] a comment moves nothing', () => {
  it('is said by leaving it out of the rule', () => {
    const agreement = agreementOf(RULE, { kinds: kinds('{act: comment, stage: other, to: some, refers to: question}') })
    const act = (kind: string) => `{id: c, kind: ${kind}, by: B, to: A, refersTo: q, transmitted: 2026-02-01T10:00:00Z}`
    const read = (kind: string) =>
      play(
        agreement,
        ['{id: q, kind: question, by: A, to: B, transmitted: 2026-01-15T10:00:00Z}', act(kind)],
        '2026-05-01',
      ).filter((line) => line.startsWith('6.1'))
    assert.deepEqual(read('comment'), ['6.1 A: observed until 15 Apr 2026'])
    assert.deepEqual(read('opinion'), ['6.1 A: not before 16 Jul 2026'])
  })
  it('and a kind of act that no rule mentions is noted, so that leaving out is seen', () => {
    const text = `\`\`\`pacta
agreement: small
title: Small
zone: UTC
start: 2026-01-01
---
parties: [{id: A, kind: state, name: Aland}, {id: B, kind: state, name: Borgia}]
---
{act: question, stage: question, to: some}
${kinds('{act: comment, to: some, refers to: question}')}
---
${RULE}
\`\`\`
`
    const { problems } = readAgreement({ name: 'small', text, file: () => undefined })
    assert.deepEqual(
      problems.map(({ code, message }) => [code, /"comment"/.test(message)]),
      [['kind/unused', true]],
    )
  })
})
