import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Json } from '../../src/agreement/act.ts'
import { GUARD_LENGTH_MAX, type GuardScope, readGuard } from '../../src/language/guard/guard.ts'

const notification: Json = {
  type: 'object',
  properties: {
    troops: { type: 'integer', title: 'Troops' },
    tanks: { type: ['integer', 'null'] },
    start: { type: 'string', format: 'date' },
    category: { enum: ['goods', 'services'] },
    colour: { oneOf: [{ const: 'red' }, { const: 'blue' }] },
    silent: { type: 'boolean' },
    area: { $ref: '#/$defs/area' },
    'reply-by': { type: 'string', format: 'date' },
    tags: { type: 'array', items: { enum: ['sea', 'land'] } },
    note: { type: 'string' },
    anything: {},
    extra: { type: 'object', additionalProperties: true, properties: { size: { type: 'number' } } },
  },
  $defs: {
    area: { allOf: [{ properties: { north: { type: 'number' } } }, { properties: { name: { type: 'string' } } }] },
  },
}

const scope: GuardScope = {
  nouns: new Map<string, Json | undefined>([
    ['notification', notification],
    ['joint-answer', { properties: { text: { type: 'string' }, urgent: { type: 'boolean' } } }],
    ['package', undefined],
  ]),
  terms: new Map([
    ['very-large', { of: 'notification', guard: { op: 'field', noun: 'notification', path: ['silent'] } }],
    ['large', { of: 'notification', guard: { op: 'field', noun: 'notification', path: ['silent'] } }],
  ]),
}

const field = (noun: string, ...path: string[]) => ({ op: 'field', noun, path })
const value = (v: number | string | boolean) => ({ op: 'value', value: v })

function guardOf(text: string): unknown {
  const { guard, faults } = readGuard(text, scope)
  assert.deepEqual(faults, [], text)
  return guard
}

describe('a guard is read into data', () => {
  const troops = field('notification', 'troops')
  const cases: readonly (readonly [string, unknown])[] = [
    ['notification.troops >= 9000', { op: '>=', left: troops, right: value(9000) }],
    ['notification.troops>-3', { op: '>', left: troops, right: value(-3) }],
    ['notification.troops < 2.5', { op: '<', left: troops, right: value(2.5) }],
    ['notification.silent', field('notification', 'silent')],
    ['!notification.silent', { op: 'not', of: field('notification', 'silent') }],
    ['notification.area.north > 1', { op: '>', left: field('notification', 'area', 'north'), right: value(1) }],
    ['notification . troops > 1', { op: '>', left: troops, right: value(1) }],
    ['has(notification.tanks)', { op: 'call', name: 'has', args: [field('notification', 'tanks')] }],
    ['joint-answer.urgent', field('joint-answer', 'urgent')],
    ['joint_answer.urgent', field('joint-answer', 'urgent')],
    ['package.size > 3', { op: '>', left: field('package', 'size'), right: value(3) }],
    ['package.loop.in', field('package', 'loop', 'in')],
    [
      'notification.reply-by == "2026-01-01"',
      { op: '==', left: field('notification', 'reply-by'), right: value('2026-01-01') },
    ],
    ['notification is large', field('notification', 'silent')],
    ['notification is very-large', field('notification', 'silent')],
    ['notification  is  not  large', { op: 'not', of: field('notification', 'silent') }],
    [
      'notification.note == "joint-answer is large"',
      { op: '==', left: field('notification', 'note'), right: value('joint-answer is large') },
    ],
    ["notification.note == 'it\\'s'", { op: '==', left: field('notification', 'note'), right: value("it's") }],
    ['"sea" in notification.tags', { op: 'in', left: value('sea'), right: field('notification', 'tags') }],
    [
      'notification.category in ["goods", "services"]',
      {
        op: 'in',
        left: field('notification', 'category'),
        right: { op: 'list', items: [value('goods'), value('services')] },
      },
    ],
    [
      'notification.troops-notification.tanks > 0 // comment',
      { op: '>', left: { op: '-', left: troops, right: field('notification', 'tanks') }, right: value(0) },
    ],
    [
      'ceilDiv(notification.troops, 60) <= max(1, min(15, notification.tanks))',
      {
        op: '<=',
        left: { op: 'call', name: 'ceilDiv', args: [troops, value(60)] },
        right: {
          op: 'call',
          name: 'max',
          args: [value(1), { op: 'call', name: 'min', args: [value(15), field('notification', 'tanks')] }],
        },
      },
    ],
    ['notification.anything == 3', { op: '==', left: field('notification', 'anything'), right: value(3) }],
    ['notification.extra.whatever', field('notification', 'extra', 'whatever')],
    [
      'notification.start < notification.reply-by',
      { op: '<', left: field('notification', 'start'), right: field('notification', 'reply-by') },
    ],
  ]
  for (const [text, expected] of cases) test(text, () => assert.deepEqual(guardOf(text), expected))

  test('&& binds closer than ||', () => {
    const guard = guardOf('notification.silent || joint-answer.urgent && package.x') as {
      op: string
      right: { op: string }
    }
    assert.equal(guard.op, '||')
    assert.equal(guard.right.op, '&&')
  })
})

/** guard, then each fault: code, the text at its place, a word of its advice */
const wrong: readonly (readonly [string, ...(readonly [string, string, string])[]])[] = [
  ['', ['guard/syntax', '', 'Write']],
  ['notification.troops >', ['guard/syntax', '', 'Compare']],
  ['notification.silent and joint-answer.urgent', ['guard/syntax', 'and', '&&']],
  ['notification.troops = 3', ['guard/syntax', '=', '==']],
  ['(notification.silent', ['guard/syntax', '', 'Compare']],
  ['notification.trops > 1', ['guard/unknown-field', 'trops', 'notification.troops']],
  ['notification.area.nort > 1', ['guard/unknown-field', 'nort', 'notification.area.north']],
  ['notification.troops.high > 1', ['guard/unknown-field', 'high', 'notification.troops']],
  ['notification.zzz > 1', ['guard/unknown-field', 'zzz', 'Its form has: troops, tanks']],
  ['notification.constructor == 1', ['guard/unknown-field', 'constructor', 'form']],
  ['joint-answr.urgent', ['guard/unknown-noun', 'joint-answr', 'joint-answer']],
  ['troops > 1', ['guard/unknown-noun', 'troops', 'notification.troops']],
  ['notification is larg', ['guard/unknown-term', 'notification is larg', 'large']],
  ['joint-answer is large', ['guard/type', 'joint-answer is large', 'notification is large']],
  ['notification', ['guard/type', 'notification', 'notification.']],
  ['notification.troops', ['guard/type', 'notification.troops', '>= 1']],
  ['notification.troops && notification.silent', ['guard/type', 'notification.troops', '>= 1']],
  ['!notification.note', ['guard/type', 'notification.note', '== "value"']],
  ['notification.silent >= 1', ['guard/type', 'notification.silent', 'alone']],
  ['notification.silent + 1 > 1', ['guard/type', 'notification.silent', 'condition']],
  ['notification.troops == "3"', ['guard/type', 'notification.troops == "3"', 'without quotation marks']],
  ['notification.note == 3', ['guard/type', 'notification.note == 3', 'in quotation marks']],
  ['notification.note < "b"', ['guard/type', 'notification.note < "b"', 'format: date']],
  ['notification.tags == "sea"', ['guard/type', 'notification.tags', 'in']],
  ['notification.area == "sea"', ['guard/type', 'notification.area', 'Name one of its fields']],
  ['notification.note in "abc"', ['guard/type', '"abc"', 'in [']],
  ['3 in notification.tags', ['guard/type', '3 in notification.tags', '']],
  ['notification.troops in [1, "b"]', ['guard/type', '"b"', 'one type']],
  ['notification.category == "good"', ['guard/enum-value', '"good"', 'goods']],
  ['notification.colour != "green"', ['guard/enum-value', '"green"', 'red, blue']],
  ['notification.category in ["goods", "service"]', ['guard/enum-value', '"service"', 'services']],
  ['"see" in notification.tags', ['guard/enum-value', '"see"', 'sea']],
  ['1 == 1', ['guard/constant', '1 == 1', 'field']],
  ['true', ['guard/constant', 'true', 'field']],
  ['notification.silent || false', ['guard/constant', 'false', 'field']],
  [
    'notification.troops >= notification.troops',
    ['guard/constant', 'notification.troops >= notification.troops', 'another'],
  ],
  ['notification.troops / 60 > 1', ['guard/division', 'notification.troops / 60', 'ceilDiv']],
  ['notification.troops % 2 == 1', ['guard/division', 'notification.troops % 2', 'floorDiv']],
  ['ceilDiv(notification.troops, 0) > 1', ['guard/division', '0', 'another divisor']],
  ['ceildiv(notification.troops, 60) > 1', ['guard/function', 'ceildiv', 'ceilDiv']],
  ['size(notification.tags) > 1', ['guard/function', 'size', 'There are']],
  ['min(notification.troops) > 1', ['guard/function', 'min(notification.troops)', 'two numbers']],
  ['floorDiv(notification.troops, 2, 3) > 1', ['guard/function', 'floorDiv(notification.troops, 2, 3)', 'divisor']],
  ['has(3)', ['guard/function', 'has(3)', 'has(question.field)']],
  ['notification.tags.all(x, x == "sea")', ['guard/not-printable', 'notification.tags.all(x, x == "sea")', 'form']],
  ['notification.note.matches("(a+)+$")', ['guard/not-printable', 'notification.note.matches("(a+)+$")', 'enum']],
  ['notification.tags[0] == "sea"', ['guard/not-printable', 'notification.tags[0]', 'form']],
  ['notification.silent ? true : false', ['guard/not-printable', 'notification.silent ? true : false', '&&']],
  [
    '{"a": 1} == notification.area',
    ['guard/not-printable', '{"a": 1}', 'field'],
    ['guard/type', 'notification.area', 'fields'],
  ],
  ['notification.tanks == null', ['guard/not-printable', 'null', 'has(']],
  ['notification.tanks == 5u', ['guard/not-printable', '5u', 'plainly']],
  ['notification.troops > 99999999999999999', ['guard/type', '99999999999999999', '9007199254740991']],
  ['left("76") < 1', ['guard/function', 'left("76")', 'figure']],
  ['latest("a.b", receiver) < 1', ['guard/function', 'latest("a.b", receiver)', 'figure']],
]

describe('a wrong guard is refused with code, place and advice', () => {
  for (const [text, ...expected] of wrong) {
    test(text === '' ? '(empty)' : text, () => {
      const { guard, faults } = readGuard(text, scope)
      assert.equal(guard, undefined)
      assert.deepEqual(
        faults.map((f) => [f.code, text.slice(f.start, f.end)]),
        expected.map(([code, place]) => [code, place]),
      )
      for (const [i, f] of faults.entries()) {
        assert.match(f.message, /\.$/)
        assert.ok(f.advice.includes(expected[i]?.[2] ?? ''), f.advice)
      }
    })
  }

  test('all faults at once, also beside parts that cannot be parsed', () => {
    const text = 'notification.trops > 1 && (notification.tank > 2 || notification.troops >) && joint-answer.txt == "x"'
    const { faults } = readGuard(text, scope)
    assert.deepEqual(
      faults.map((f) => f.code),
      ['guard/unknown-field', 'guard/unknown-field', 'guard/syntax', 'guard/unknown-field'],
    )
  })

  test('one wrong part does not make its neighbours wrong', () => {
    const { faults } = readGuard('notification.trops + notification.tanks > 3 && !notification.zilent', scope)
    assert.equal(faults.length, 2)
  })
})

describe('a guard is bounded', () => {
  const long: readonly (readonly [string, string])[] = [
    ['characters', 'x'.repeat(GUARD_LENGTH_MAX + 1)],
    ['many negations', '!'.repeat(GUARD_LENGTH_MAX)],
    ['many brackets', '('.repeat(GUARD_LENGTH_MAX)],
    ['many brackets, closed', `${'('.repeat(1500)}notification.silent${')'.repeat(1500)}`],
    ['many minuses', `${'-'.repeat(3000)}notification.troops > 1`],
    ['nested calls', `${'min(1, '.repeat(30)}notification.troops${')'.repeat(30)} > 1`],
    [
      'many parts',
      Array.from({ length: 600 }, (_, i) => `x.a==${i}`)
        .join('||')
        .slice(0, GUARD_LENGTH_MAX),
    ],
    ['a long list', `notification.troops in [${Array.from({ length: 900 }, (_, i) => i).join(',')}]`],
    ['an open string', `notification.note == "${'a'.repeat(3000)}`],
  ]
  for (const [name, text] of long) {
    test(name, () => {
      const { guard, faults } = readGuard(text, scope)
      assert.equal(guard, undefined)
      assert.ok(faults.length > 0)
    })
  }

  test('a chain of many limits is not deep', () => {
    const text = Array.from({ length: 60 }, (_, i) => `notification.troops == ${i}`).join(' || ')
    assert.deepEqual(readGuard(text, scope).faults, [])
  })

  test('terms put in place of their names count in full', () => {
    let guard = readGuard('notification.troops > 1 || notification.tanks > 1', scope).guard
    const terms = new Map(scope.terms)
    for (let i = 0; i < 8; i++) {
      assert.ok(guard)
      terms.set(`t${i}`, { of: 'notification', guard })
      const answer = readGuard(`notification is t${i} && notification is t${i}`, { ...scope, terms })
      if (answer.guard === undefined) {
        assert.deepEqual(
          answer.faults.map((f) => f.code),
          ['guard/too-long'],
        )
        return
      }
      guard = answer.guard
    }
    assert.fail('the terms doubled eight times and were still accepted')
  })

  test('a form that refers to itself ends', () => {
    const form: Json = { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } }
    const circular: GuardScope = { nouns: new Map([['x', form]]), terms: new Map() }
    assert.ok(readGuard('x.y == 1', circular).guard)
  })
})
