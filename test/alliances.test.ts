/** Two alliances stand side by side: the same headings, and the same kinds of act, so that only what their texts say differs. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readAgreement } from '../src/language/read.ts'
import { folder } from './language/folder.ts'

const both = ['csto-charter', 'nato-treaty'].map((name) => folder(`agreements/${name}`))
const inside = (path: string) =>
  ['csto-charter', 'nato-treaty'].map((name) =>
    readFileSync(new URL(`../agreements/${name}/${path}`, import.meta.url), 'utf8'),
  )

describe('two alliances side by side', () => {
  test('the same headings in the same order', () => {
    const [csto, nato] = both.map(({ text }) => text.match(/^## .*$/gm))
    assert.equal(csto?.length, 13)
    assert.deepEqual(csto, nato)
  })

  test('the same kinds of act, which refer to the same', () => {
    const [csto, nato] = both.map((files) =>
      readAgreement(files).agreement?.kinds.map(({ name, noun, stage, to, refersTo }) => ({
        name,
        noun,
        stage,
        to,
        refersTo,
      })),
    )
    assert.equal(csto?.length, 22)
    assert.deepEqual(csto, nato)
  })

  test('the same claim in the same words', () => {
    const [csto, nato] = both.map(({ text }) => /^claim: frozen\n[^`]*/m.exec(text)?.[0])
    assert.ok(csto)
    assert.equal(csto, nato)
  })

  test('what was looked for differs, and both say so in the same words', () => {
    const [csto, nato] = inside('SOURCES.md').map((text) => /^## What was looked for\n[^#]*/m.exec(text)?.[0])
    assert.match(csto ?? '', /no finding about\s+either, about its rules or its practice/)
    assert.equal(csto, nato)
  })

  test('no act is named for what is said of its sender', () => {
    for (const text of inside('acts/public-reports.yaml')) {
      const ids = [...text.matchAll(/\bid: ([^,\n]+)/g)].map(([, id]) => id ?? '')
      assert.ok(ids.length > 10)
      for (const id of ids)
        assert.match(id, /^(?:joined|rejoined|request|consultation|measures|claim|answer|statement)-/)
    }
  })

  test('a request stands as its sender gave it, with what States outside answered; a threat that it states is concluded', () => {
    for (const text of inside('acts/public-reports.yaml')) {
      const requests = text
        .split('\n\n  - ')
        .flatMap((lines) => lines.match(/kind: [a-z]+-request\n[\s\S]*?body: .*/) ?? [])
      assert.ok(requests.length > 3)
      for (const request of requests) {
        assert.match(
          request,
          /text: "As its senders? gave it: .*(?:The sources name no answer of a State outside\.|A State outside answered: )/,
        )
        if (/threat: true/.test(request)) {
          assert.match(request, /certainty: (?:inferred|unverified)/)
          assert.match(request, /That it states a threat is concluded/)
        }
      }
    }
  })
})
