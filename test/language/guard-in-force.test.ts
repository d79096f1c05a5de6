import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readGuard } from '../../src/language/guard/guard.ts'
import type { GuardScope } from '../../src/language/guard/guard-part.ts'

const scope: GuardScope = {
  nouns: new Map([['question', { type: 'object', properties: { urgent: { type: 'boolean' } } }]]),
  terms: new Map([['large', { of: 'question', guard: { op: 'field', noun: 'question', path: ['urgent'] } }]]),
  rules: new Set(['6.1', 'stand-still', '16.2[a]', 'in']),
}
const asked = (rule: string) => ({ op: 'call', name: 'inForce', args: [{ op: 'value', value: rule }] })

describe('a guard that asks whether a rule is in force', () => {
  for (const [text, rule] of [
    ['"6.1" is in force', '6.1'],
    ["'6.1'  is  in  force", '6.1'],
    ['6.1 is in force', '6.1'],
    ['stand-still is in force', 'stand-still'],
    ['16.2[a] is in force', '16.2[a]'],
    ['in is in force', 'in'],
  ] as const) {
    it(`${text}: the rule by its id`, () => assert.deepEqual(readGuard(text, scope).guard, asked(rule)))
  }

  it('is said the other way round with `not`, and stands among other conditions', () => {
    assert.deepEqual(readGuard('"6.1" is not in force', scope).guard, { op: 'not', of: asked('6.1') })
    const { guard } = readGuard('(question is large || 6.1 is in force) && !("stand-still" is in force)', scope)
    assert.deepEqual(guard, {
      op: '&&',
      left: { op: '||', left: { op: 'field', noun: 'question', path: ['urgent'] }, right: asked('6.1') },
      right: { op: 'not', of: asked('stand-still') },
    })
  })

  it('is refused for a rule that there is not, and where no rule asks', () => {
    const faults = (text: string, where = scope) =>
      readGuard(text, where).faults.map(({ code, advice }) => [code, advice])
    assert.deepEqual(faults('"6.2" is in force'), [['guard/in-force', 'Did you mean "6.1"?']])
    assert.deepEqual(faults('"6.1" is in force', { ...scope, rules: undefined }), [
      ['guard/in-force', 'Ask for it there.'],
    ])
    assert.deepEqual(
      faults('"6.1" is in force.x').map(([code]) => code),
      ['guard/not-printable'],
    )
  })
})
