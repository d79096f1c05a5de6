import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openWorld } from '../../src/cli/world.ts'
import { readAgreement } from '../../src/language/read.ts'
import { declaredOf } from '../../src/page/declared.ts'

const TEXT = `# Small

\`\`\`pacta
agreement: small
title: Small
zone: Europe/Vienna
start: 2026-01-01
\`\`\`

## Who

The two of them.

\`\`\`pacta
parties:
  - {id: North, kind: state, name: North}
  - {id: South, kind: company, name: South}
---
group: both # and no other
members: [North, South]
\`\`\`

## Days

Days are long.

\`\`\`yaml
time: not ours
\`\`\`

Longer than that.

\`\`\`pacta
time: default
roll: following
---
act: question
stage: question
---
act: leaving
stage: other
refers to: question
\`\`\`

## 1 Leaving

\`\`\`pacta
rule: "1"
when: question
who: sender of question
may: leaving about question
\`\`\`
`

describe('what an agreement declares', () => {
  const { agreement, problems } = readAgreement({ name: 'small', text: TEXT, file: () => undefined })
  assert.ok(agreement !== undefined, JSON.stringify(problems))
  const all = declaredOf(agreement, TEXT)
  const found = (kind: string, id: string) => all.find((one) => one.kind === kind && one.id === id)

  test('is in the order of the file, each thing once', () => {
    assert.deepEqual(
      all.map(({ label }) => label),
      ['Parties', 'Group both', 'Time default', 'Kind of act question', 'Kind of act leaving', 'Rule 1'],
    )
  })
  test('stands under its heading, beside its prose, also what the reader keeps no place of', () => {
    assert.deepEqual(
      [found('parties', 'parties')?.heading, found('parties', 'parties')?.text],
      ['Who', 'The two of them.'],
    )
    assert.equal(found('time', 'default')?.text, 'Days are long.\n\nLonger than that.')
    assert.equal(TEXT.split('\n')[(found('time', 'default')?.line ?? 0) - 1], 'time: default')
  })
  test('names few parties, and says in whose hands an act has effect', () => {
    assert.deepEqual(found('parties', 'parties')?.points.length, 2)
    assert.deepEqual(found('kind', 'leaving')?.points, ['It has effect only as rule 1 allows'])
    assert.deepEqual(found('kind', 'question')?.points, [])
  })
  test('of the shipped agreements leaves out no rule, limb, text, kind or group', () => {
    for (const { agreement: one, text } of openWorld().shown) {
      const { rules, commitments, instruments, kinds, groups } = one
      assert.equal(
        declaredOf(one, text).filter(({ kind }) => kind !== 'time' && kind !== 'parties').length,
        rules.length + commitments.length + instruments.length + kinds.length + groups.length,
      )
    }
  })
})
