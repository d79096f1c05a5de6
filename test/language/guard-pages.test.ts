/** Each code of a guard has a page whose first example is answered with that code and whose second is accepted. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Json } from '../../src/agreement/act.ts'
import { GUARD_CODES, type GuardScope, readGuard } from '../../src/language/guard/guard.ts'

const notification: Json = {
  type: 'object',
  properties: {
    troops: { type: 'integer' },
    tanks: { type: 'integer' },
    tonnes: { type: 'integer', 'x-unit': 'tonnes' },
    share: { type: 'integer', 'x-unit': 'per cent' },
    silent: { type: 'boolean' },
    category: { enum: ['goods', 'services'] },
  },
}
const scope: GuardScope = {
  nouns: new Map([
    ['notification', notification],
    ['question', { type: 'object', properties: { urgent: { type: 'boolean' } } }],
  ]),
  rules: new Set(['4.2']),
  terms: new Map([['large', { of: 'notification', guard: { op: 'field', noun: 'notification', path: ['silent'] } }]]),
}

describe('the page of a code', () => {
  for (const [code, title] of Object.entries(GUARD_CODES)) {
    test(code, () => {
      const page = readFileSync(new URL(`../../docs/problems/${code.replace('/', '-')}.md`, import.meta.url), 'utf8')
      assert.ok(page.startsWith(`# ${title}\n\n\`${code}\`\n`))
      const [refused, instead] = [...page.matchAll(/```cel\n([^`]*)\n```/g)].map((block) => block[1] as string)
      const codes = readGuard(refused as string, scope).faults.map((f) => f.code)
      assert.ok(codes.length > 0 && codes.every((answered) => answered === code), codes.join())
      assert.deepEqual(readGuard(instead as string, scope).faults, [])
    })
  }
})
