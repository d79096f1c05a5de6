import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { patternFault } from '../../src/language/form/form-pattern.ts'
import { readAgreement } from '../../src/language/read.ts'
import { BLOCK_LINE, withBlock } from './folder.ts'

describe('patterns that can be run on what strangers send', () => {
  for (const pattern of [
    '^[A-Z]{2}$',
    '^[A-Z]{2}-[0-9]+$',
    'lake',
    '^(?:jan|feb|mar)$',
    '^\\p{L}+$',
    '^a.*b',
    '^(\\d{3}-){2}\\d$',
    '^[^\\]]+$',
    '^(?<year>[0-9]{4})$',
  ]) {
    test(pattern, () => assert.equal(patternFault(pattern, 100), undefined))
  }
  const unsafe: [string, number | undefined, RegExp][] = [
    ['(a+)+', 10, /inside a repetition/],
    ['^(a|ab)*$', 10, /inside a repetition/],
    ['^([a-z]+-)*$', 10, /inside a repetition/],
    ['^(a?){2,9}$', 10, /inside a repetition/],
    ['^(a*){3}$', 1000, /steps/],
    ['^.*a.*b.*c.*d', 1000, /steps/],
    [`^${'a?'.repeat(40)}$`, 10, /too many ways/],
    ['^(a)\\1$', 10, /refers back/],
    ['^(?<x>a)\\k<x>$', 10, /refers back/],
    ['^(?=a)a', 10, /looks ahead/],
    ['(?<!a)b', 10, /looks ahead/],
    ['^a+$', undefined, /maxLength/],
    ['a', undefined, /maxLength/],
    ['a(', 10, /no regular expression/],
    ['a'.repeat(201), 10, /more than 200/],
  ]
  for (const [pattern, lengthMax, says] of unsafe) {
    test(`not ${pattern.slice(0, 30)}`, () => assert.match(patternFault(pattern, lengthMax) ?? '', says))
  }

  test('what is let through is answered, on the worst text', () => {
    for (const pattern of ['^[a-z]*[a-z]*$', '^(?:a?){9}a{9}$', '.*b', '^a?a?a?a?a?a?a?a?$']) {
      if (patternFault(pattern, 1000) !== undefined) continue
      assert.equal(new RegExp(pattern, 'u').test(`${'a'.repeat(999)}!`), false, pattern)
    }
  })
})

describe('forms', () => {
  const form = (text: string) => withBlock(`act: notice\nstage: notification\nform: ${text}`)
  const codesOf = (files: ReturnType<typeof withBlock>) =>
    readAgreement(files).problems.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`)
  const told = (text: string) => codesOf(form(text)).map((line) => line.replace(/^a\/agreement.md:\d+:\d+ /, ''))

  const refused: [string, string][] = [
    ['{}', 'form/schema'],
    ['{type: string}', 'form/schema'],
    ['{type: [object, string]}', 'form/schema'],
    ['[]', 'form/schema'],
    ['4', 'form/schema'],
    ['~', 'form/schema'],
    ['{type: object, required: text}', 'form/schema'],
    ['{type: object, minProperties: -1}', 'form/schema'],
    ['{type: object, properties: {a: {multipleOf: 0}}}', 'form/schema'],
    ['{type: object, properties: {a: {enum: []}}}', 'form/schema'],
    ['{type: object, properties: {a: {format: dat}}}', 'form/schema'],
    ['{type: object, properties: {a: {maximum: .inf}}}', 'form/schema'],
    ['{type: object, dependentRequired: [a]}', 'form/schema'],
    ['{type: object, $schema: "http://json-schema.org/draft-07/schema#"}', 'form/schema'],
    ['{type: object, patternProperties: {}}', 'form/keyword'],
    ['{type: object, properties: {a: {$id: x}}}', 'form/keyword'],
    ['{type: object, constructor: {}}', 'form/keyword'],
    ['{type: object, properties: {a: {$ref: "#/$defs/b"}}}', 'form/ref'],
    ['{type: object, properties: {a: {$ref: "#"}}}', 'form/ref'],
    ['{type: object, allOf: [{$ref: "#/$defs/b"}], $defs: {b: {anyOf: [{$ref: "#/$defs/b"}]}}}', 'form/ref'],
    ['{type: object, properties: {a: {$ref: "#/type"}}}', 'form/ref'],
    ['../forms/notice.json', 'form/missing'],
    ['/etc/hosts.json', 'form/missing'],
  ]
  for (const [text, code] of refused) test(text, () => assert.deepEqual(told(text), [code]))

  for (const text of [
    '{type: object}',
    '{type: object, x-peak: true, properties: {a: true, if: {type: string}, then: {type: [string, "null"]}}}',
    '{type: object, properties: {a: {$ref: "#/$defs/a~1b"}}, $defs: {a/b: {type: integer}}}',
    '{type: object, if: {required: [a]}, then: {required: [b]}, dependentRequired: {a: [b]}}',
    '{type: object, properties: {__proto__: {type: string}, constructor: {type: string}}}',
  ]) {
    test(`fine: ${text}`, () => assert.deepEqual(told(text), []))
  }

  const file = (content: string) =>
    codesOf(withBlock('act: notice\nstage: notification\nform: forms/notice.json', { 'forms/notice.json': content }))

  test('in a file, the place is in the file', () => {
    assert.deepEqual(file('{\n  "type": "object",\n  "propertis": {}\n}'), ['a/forms/notice.json:3:3 form/keyword'])
    assert.deepEqual(file('{\n\t"type": "object",\n\t"minProperties": "1"\n}').length, 1)
    assert.deepEqual(file('{"type": "object", "type": "object"}'), ['a/forms/notice.json:1:20 yaml/duplicate-key'])
    assert.deepEqual(file('{"type": "object"'), ['a/forms/notice.json:1:18 form/syntax'])
    assert.deepEqual(file(''), ['a/forms/notice.json:1:1 form/syntax'])
  })

  test('in a file, bounded', () => {
    assert.deepEqual(file(' '.repeat(200_000)), ['a/forms/notice.json:1:1 form/too-large'])
    const deep = `${'{"type":"object","properties":{"a":'.repeat(40)}true${'}}'.repeat(40)}`
    assert.match(file(deep)[0] ?? '', /form\/too-large$/)
  })

  test('a refused form is told once, at its place', () => {
    const problems = codesOf(form('{type: objekt}'))
    assert.ok(problems.includes(`a/agreement.md:${BLOCK_LINE + 2}:14 form/schema`))
  })
})
