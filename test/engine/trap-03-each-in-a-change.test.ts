import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { agreementOf, play } from './play.ts'

const KINDS =
  '---\n{act: adoption, stage: other, to: nobody, refers to: question}\n---\n{act: opinion, stage: other, to: some, refers to: question}'
const standstill = (by: string) =>
  agreementOf(
    `rule: "6.1"\nwhen: question\nwho: sender of question\nmust not: adoption about question\nuntil: 3 months after question is transmitted\nchanges:\n  - moves to 6 months when opinion about question, by ${by} party other than sender of question, within 3 months`,
    { kinds: KINDS },
  )
const asked = '{id: q, kind: question, by: A, to: [B, C], transmitted: 2026-01-15T10:00:00Z}'
const opinion = '{id: o, kind: opinion, by: C, to: A, refersTo: q, transmitted: 2026-02-01T10:00:00Z}'

describe('[trap 3] each and any inside a change', () => {
  for (const by of ['any', 'each']) {
    it(`"${by}" is read aloud as any, and one act by one of them is enough`, () => {
      const agreement = standstill(by)
      const [rule] = agreement.rules
      assert.match(
        rule === undefined ? '' : sentenceOf(rule, agreement),
        /when any party other than the sender of the question sends an opinion/,
      )
      const read = (...acts: string[]) => play(agreement, acts, '2026-05-01').filter((line) => line.startsWith('6.1'))
      assert.deepEqual(read(asked, opinion), ['6.1 A: not before 16 Jul 2026'])
      assert.deepEqual(read(asked), ['6.1 A: observed until 15 Apr 2026'])
    })
  }
})
