import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readActs } from '../../src/acts/read.ts'
import type { Act } from '../../src/agreement/act.ts'
import { printProblem } from '../../src/problem.ts'
import { isoWindow } from '../../src/time/window.ts'
import { file, lake, spring } from './lake.ts'

const { yaml: SPRING_YAML, jsonl: SPRING_JSONL } = spring

function read(...files: { name: string; bytes: Uint8Array }[]) {
  const { record, problems } = readActs(files, lake)
  assert.ok(record, problems.map(printProblem).join('\n'))
  return { record, problems }
}

const withoutPlaces = (acts: readonly Act[]) => acts.map((act) => ({ ...act, place: undefined }))

describe('a good file', () => {
  test('reads the same from YAML and from JSON lines, and nothing is said about it', () => {
    const yaml = read(file('acts/2026.yaml', SPRING_YAML))
    const jsonl = read(file('acts.jsonl', SPRING_JSONL))
    assert.deepEqual(yaml.problems, [])
    assert.deepEqual(jsonl.problems, [])
    assert.deepEqual(withoutPlaces(yaml.record.acts), withoutPlaces(jsonl.record.acts))
    assert.deepEqual(yaml.record.covers, jsonl.record.covers)
    assert.equal(yaml.record.chronicle, 'archive of the lake')
  })

  test('gives each act what was written and nothing that was not', () => {
    const [q1, a1, r1, s1] = read(file('acts/2026.yaml', SPRING_YAML)).record.acts
    const at = 1775028600000 // 2026-04-01T07:30Z
    assert.deepEqual(q1?.to, [
      { party: 'East', known: 'confirmed', received: { earliest: at, latest: at } },
      {
        party: 'council',
        known: 'inferred',
        received: { earliest: Date.UTC(2026, 2, 31, 22), latest: Date.UTC(2026, 3, 3, 22) - 1 },
        source: ['S2'],
      },
    ])
    assert.equal(q1?.recordedBy, 'North')
    assert.deepEqual(q1?.place, { file: 'acts/2026.yaml', line: 5, column: 5 })
    assert.deepEqual(a1?.refersTo, ['q1'])
    assert.equal(a1?.recordedBy, 'archive of the lake')
    assert.equal(isoWindow(a1?.transmitted as Act['transmitted']), '2026-03-31T22:00:00Z/2026-04-30T21:59:59.999Z')
    assert.deepEqual(a1?.capacity, { answered: 'joint', for: ['shore'] })
    assert.deepEqual(r1?.transmitted, { earliest: -Infinity, latest: Infinity })
    assert.equal(r1?.to, 'all')
    assert.deepEqual(Reflect.get(r1 ?? {}, 'received'), { earliest: -Infinity, latest: Date.UTC(2026, 4, 1, 22) - 1 })
    assert.deepEqual(s1?.to, [])
    assert.deepEqual(s1?.body, {})
    assert.ok(!('asserted' in (s1 ?? {})) && !('period' in (s1 ?? {})) && !('certainty' in (s1 ?? {})))
  })

  test('may be the list alone, have a byte order mark, Windows line ends and empty lines', () => {
    const list = SPRING_YAML.split('\n').slice(4).join('\r\n')
    assert.equal(read(file('a.yml', `\ufeff${list}`)).record.acts.length, 4)
    assert.equal(
      read(file('a.jsonl', `\ufeff${SPRING_JSONL.replaceAll('\n', '\r\n\r\n')}\r\n\r\n`)).record.acts.length,
      4,
    )
  })

  test('may say that nothing has been done yet', () => {
    assert.deepEqual(read(file('a.yaml', 'acts: []')).record, { acts: [] })
    assert.deepEqual(read(), { record: { acts: [] }, problems: [] })
  })

  test('may be one of several: references go across them, each chronicle speaks for its own file', () => {
    const [head = '', ...acts] = SPRING_JSONL.split('\n')
    const { record, problems } = read(
      file('acts/2.jsonl', acts.slice(1).join('\n')),
      file('acts/1.jsonl', `${head}\n${acts[0]}`),
      file('acts/3.yaml', 'chronicle: another\nacts: [{id: s2, kind: statement, by: West, transmitted: 2026-06-02}]'),
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      record.acts.map((act) => act.recordedBy),
      [undefined, undefined, undefined, 'North', 'another'],
    )
    assert.equal(record.chronicle, 'archive of the lake')
  })

  test('a key of a body may be called like something that every object has', () => {
    const body = '{"text": "x", "__proto__": {"a": 1}, "constructor": 2, "toString": "3"}'
    const act = `{"id": "q", "kind": "question", "by": "North", "to": "West", "transmitted": "2026-03-01", "body": ${body}}`
    const fromJson = read(file('a.jsonl', act)).record.acts[0]
    const fromYaml = read(file('a.yaml', `[${act}]`)).record.acts[0]
    assert.deepEqual(Object.keys(fromJson?.body ?? {}), ['text', '__proto__', 'constructor', 'toString'])
    assert.deepEqual(fromYaml?.body, fromJson?.body)
  })

  test('may repeat a text with an alias', () => {
    const { record } = read(
      file(
        'a.yaml',
        `acts:
  - {id: q1, kind: question, by: North, to: West, transmitted: 2026-03-01, body: &body {text: Why?}}
  - {id: q2, kind: question, by: North, to: West, transmitted: 2026-03-02, body: *body}
`,
      ),
    )
    assert.deepEqual(record.acts[1]?.body, { text: 'Why?' })
  })
})

test('a circle of a hundred thousand acts is one problem, found without recursion', () => {
  const count = 100_000
  const acts = Array.from({ length: count }, (_, i) => {
    return `{"id":"s${i}","kind":"statement","by":"West","refersTo":"s${(i + 1) % count}","transmitted":"2026-05-02"}`
  })
  const { problems } = readActs([file('acts.jsonl', acts.join('\n'))], lake)
  assert.deepEqual(
    problems.map(({ code, line }) => [code, line]),
    [['act/cycle', count]],
  )
})

describe('who may send, and what is certain', () => {
  const line = (id: string, kind: string, by: string, more: object) => JSON.stringify({ id, kind, by, ...more })
  const codes = (...lines: string[]) => readActs([file('a.jsonl', lines.join('\n'))], lake).problems.map((p) => p.code)

  test('a member of the group of that day; nothing is said where the day leaves it open', () => {
    const invitation = (by: string, transmitted: string) => line('i', 'invitation', by, { to: 'North', transmitted })
    assert.deepEqual(codes(invitation('West', '2026-06-30')), [])
    assert.deepEqual(codes(invitation('West', '2026-07-01')), ['act/sender'])
    assert.deepEqual(codes(invitation('West', '2026-06-30/2026-07-01')), [])
    assert.deepEqual(codes(invitation('council', '2026-06-30')), ['act/sender'])
  })

  test('the chair of that day; all but one; the addressee of the nearest question', () => {
    assert.deepEqual(codes(line('r', 'ruling', 'West', { to: 'all', transmitted: '2026-07-01' })), [])
    assert.deepEqual(codes(line('r', 'ruling', 'North', { to: 'all', transmitted: '2026-07-01' })), ['act/sender'])
    assert.deepEqual(codes(line('p', 'protest', 'North', { to: 'West', transmitted: '2026-07-01' })), [])
    assert.deepEqual(codes(line('p', 'protest', 'council', { to: 'West', transmitted: '2026-07-01' })), ['act/sender'])
    const question = line('q', 'question', 'North', { to: 'West', transmitted: '2026-07-01', body: { text: '?' } })
    const answer = (by: string) => line('a', 'answer', by, { to: 'North', refersTo: 'q', transmitted: '2026-07-02' })
    assert.deepEqual(codes(question, answer('West')), [])
    assert.deepEqual(codes(question, answer('East')), ['act/sender'])
  })

  test('bound from the first to the last instant of its days, in the zone of the agreement', () => {
    const at = (transmitted: string) => codes(line('s', 'statement', 'East', { transmitted }))
    assert.deepEqual(at('2026-02-28T22:59:59.999Z'), ['act/not-bound'])
    assert.deepEqual(at('2026-02-28T23:00:00Z'), [])
    assert.deepEqual(at('2027-06-30T21:59:59.999Z'), [])
    assert.deepEqual(at('2027-06-30T22:00:00Z'), ['act/not-bound'])
    assert.deepEqual(at('2026-02/2026-03'), [])
    assert.deepEqual(at('unknown'), [])
  })

  test('received, or transmitted, on the same day as what must be earlier: nobody knows, so nothing is said', () => {
    const question = (more: object) => line('q', 'question', 'North', { to: 'West', body: { text: '?' }, ...more })
    assert.deepEqual(codes(question({ transmitted: '2026-03-02', received: '2026-03-02' })), [])
    assert.deepEqual(codes(question({ transmitted: '2026-03-02', received: '2026-03-01/2026-03-02' })), [])
    assert.deepEqual(codes(question({ transmitted: '2026-03-02', received: '2026-03-01' })), [
      'act/received-before-transmitted',
    ])
    const instant = '2026-03-02T10:00:00Z'
    assert.deepEqual(codes(question({ transmitted: instant, received: instant })), [])
  })
})
