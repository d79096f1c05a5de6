/** What agreements and acts say comes from other people: whatever it is, it is shown as text. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ledgerOf } from '../../src/cli/consultation.ts'
import { openWorld } from '../../src/cli/world.ts'
import { escaped, html } from '../../src/page/html.ts'
import { answer } from '../../src/page/site.ts'
import type { Shown } from '../../src/page/view.ts'
import { assertWellFormed } from './well-formed.ts'

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>&lt;b`

describe('hostile texts', () => {
  const [first] = openWorld().shown as [Shown]
  const agreement = {
    ...first.agreement,
    title: HOSTILE,
    parties: first.agreement.parties.map((party) => ({ ...party, names: { en: `${party.id}${HOSTILE}` } })),
    kinds: first.agreement.kinds.map((kind) => ({ ...kind, noun: `a ${HOSTILE}` })),
    rules: first.agreement.rules.map((rule) => ({
      ...rule,
      clause: { ...rule.clause, heading: HOSTILE, text: HOSTILE, file: HOSTILE },
    })),
  }
  const acts = first.record.acts.map((act) => ({
    ...act,
    capacity: { asked: HOSTILE, answered: HOSTILE, for: [HOSTILE] },
    cites: [HOSTILE],
    source: [HOSTILE],
    recordedBy: HOSTILE,
    body: { text: HOSTILE, [HOSTILE]: HOSTILE },
  }))
  const covers = first.record.covers && { ...first.record.covers, note: HOSTILE }
  const shown: Shown = {
    ...first,
    agreement,
    record: { ...first.record, acts, covers },
    ledger: ledgerOf(agreement, acts),
    opening: HOSTILE,
    text: `# ${HOSTILE}\n\n${HOSTILE} [link](javascript:alert(1)) ![image](http://x)\n\n## ${HOSTILE}\n\n<script>x</script>\n\n- ${HOSTILE}\n`,
  }
  const site = { shown: [shown], zoneData: HOSTILE }
  const path = `/agreements/${agreement.id}`
  for (const page of ['/', path, `${path}?may=yes`, `${path}/docket`, `${path}/text`, '/nowhere']) {
    test(`stay texts on ${page}`, () => {
      const [address = '', query] = page.split('?')
      const { body } = answer(site, {
        method: 'GET',
        path: address,
        query: new Map(query === undefined ? [] : [['may', 'yes']]),
      })
      assertWellFormed(body)
      assert.doesNotMatch(body, /<(?:script|img|b)\b|href="(?!\/|#)/)
      assert.ok(body.includes('&lt;script&gt;alert(&#39;x&#39;)'))
    })
  }
})

describe('escaping', () => {
  test('covers the five characters, in text and in attributes', () => {
    assert.equal(html`<p title="${`"'`}">${'<&>'}</p>`.markup, '<p title="&quot;&#39;">&lt;&amp;&gt;</p>')
  })
  test('shows what cannot be seen or would turn the line', () => {
    assert.equal(escaped('a\u0000b\u202ec\u001bd'), 'a\ufffdb\ufffdc\ufffdd')
    assert.equal(escaped('می\u200cخواهم'), 'می\u200cخواهم')
  })
  test('is not done twice', () => assert.equal(html`<b>${html`<i>${'&'}</i>`}</b>`.markup, '<b><i>&amp;</i></b>'))
  test('takes lists, numbers and nothing', () => {
    assert.equal(html`${[html`<i>${1}</i>`, 'a<', undefined, false]}`.markup, '<i>1</i>a&lt;')
  })
})
