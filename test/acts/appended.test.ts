/** One more act at the end of a file, and nothing else touched. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { appendedTo, begunWith, flow } from '../../src/acts/appended.ts'
import type { Draft } from '../../src/acts/draft.ts'
import type { Json } from '../../src/agreement/act.ts'

const DRAFT: Draft = {
  id: 'new',
  kind: 'question',
  by: 'A',
  to: ['B', 'C'],
  transmitted: '2026-03-02',
  body: { days: 3 },
}
const BLOCK = [
  '- id: new',
  '  kind: question',
  '  by: A',
  '  to: [B, C]',
  '  transmitted: 2026-03-02',
  '  body: {days: 3}',
]
const FLOW = '- {id: new, kind: question, by: A, to: [B, C], transmitted: 2026-03-02, body: {days: 3}}'

function block(indent: string): string {
  return BLOCK.map((line) => `${indent}${line}\n`).join('')
}

describe('an act that is added', () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['to an empty list, its remark kept', '# ours\nacts: [] # none yet\n', `# ours\nacts: # none yet\n${block('  ')}`],
    ['to an empty list that other keys follow', 'acts: []\nchronicle: x\n', `acts:\n${block('  ')}chronicle: x\n`],
    ['to nothing but brackets', '[]\n', block('')],
    [
      'behind acts in lines, as far in as they',
      'acts:\n    - id: a\n      kind: b\n',
      `acts:\n    - id: a\n      kind: b\n${block('    ')}`,
    ],
    ['behind an act in one line, in one line', 'acts:\n- {id: a} # first\n', `acts:\n- {id: a} # first\n${FLOW}\n`],
    [
      'behind a text of several lines',
      '- id: a\n  body:\n    text: |\n      one\n\n      two\n',
      `- id: a\n  body:\n    text: |\n      one\n\n      two\n${block('')}`,
    ],
    [
      'before what follows the list',
      'acts:\n  - {id: a}\n# the end\nchronicle: x\n',
      `acts:\n  - {id: a}\n  ${FLOW}\n# the end\nchronicle: x\n`,
    ],
    ['with an empty line, where acts stand apart', '- {id: a}\n\n- {id: b}\n', `- {id: a}\n\n- {id: b}\n\n${FLOW}\n`],
    ['behind a last line without an end', '- {id: a}', `- {id: a}\n${FLOW}\n`],
    ['in brackets, where the others are', 'acts: [{id: a}]\n', `acts: [{id: a}, ${FLOW.slice(2)}]\n`],
    ['with the ends of lines of the file', 'acts:\r\n  - {id: a}\r\n', `acts:\r\n  - {id: a}\r\n  ${FLOW}\r\n`],
    ['where lines end in two ways, which stay', '# a\n- {id: a}\r\n', `# a\n- {id: a}\r\n${FLOW}\r\n`],
    ['behind a mark of the order of bytes', '\uFEFF- {id: a}\n', `\uFEFF- {id: a}\n${FLOW}\n`],
  ]
  for (const [name, before, after] of cases) {
    test(name, () => assert.equal(appendedTo('a.yaml', before, DRAFT), after))
  }
  test('nowhere, where there is no list to add it to', () => {
    for (const text of ['acts: *all\n', 'a: b\n', 'acts: {}\n', 'acts: [\n', '"']) {
      assert.equal(appendedTo('a.yaml', text, DRAFT), undefined, text)
    }
  })
  test('to lines of JSON is a line', () => {
    assert.equal(appendedTo('a.jsonl', '{"id":"a"}', DRAFT), `{"id":"a"}\n${JSON.stringify(DRAFT)}\n`)
    assert.equal(begunWith('a.jsonl', DRAFT), `${JSON.stringify(DRAFT)}\n`)
    assert.equal(begunWith('a.yaml', DRAFT), `acts:\n${block('  ')}`)
  })
  test('reads back as it was, whatever its texts hold', () => {
    const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(
          'no',
          'null',
          '2026-03-02',
          '1e3',
          '~',
          '- a',
          'a: b',
          '#',
          '0x1f',
          '```',
          '.inf',
          'y',
          '01:30',
          '',
        ),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value
    fc.assert(
      fc.property(value, (body) => {
        const text = appendedTo('a.yaml', 'acts:\n  - {id: a}\n', { id: 'new', body: { body } })
        assert.ok(text !== undefined && !text.includes('```'))
        assert.deepEqual(parse(text, { schema: 'core' }).acts[1].body.body, body)
        assert.deepEqual(parse(flow(body), { schema: 'core' }), body)
      }),
      { numRuns: 200 },
    )
  })
})
