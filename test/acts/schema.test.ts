/** The published schema and the decoder say the same of every act, and so do two readers of JSON Schema. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Schema, Validator } from '@cfworker/json-schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parse } from 'yaml'
import { examineAct } from '../../src/acts/decode.ts'
import { isFields } from '../../src/acts/field.ts'
import { decodeHead } from '../../src/acts/head.ts'
import { lake } from './lake.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schema = JSON.parse(readFileSync(`${root}spec/acts.schema.json`, 'utf8')) as { $id: string; $defs: object }
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
ajv.addSchema(schema)

/** What a schema cannot say; see its description. */
const BEYOND = new Set(['act/not-a-time', 'act/no-offset', 'act/reversed-window', 'act/named-twice'])

function bySchema(def: string): (value: unknown) => boolean {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${def}`)
  const second = new Validator({ ...schema, $ref: `#/$defs/${def}` } as Schema, '2020-12')
  return (value) => {
    const accepted = validate?.(value) === true
    assert.equal(second.validate(value).valid, accepted, `two readers of the schema differ on ${JSON.stringify(value)}`)
    return accepted
  }
}
const actBySchema = bySchema('act')
const headBySchema = bySchema('head')
const fileBySchema = bySchema('file')

/** Codes of all complaints. */
function codesOf(value: unknown): Set<string> {
  const codes = new Set<string>()
  examineAct(value, lake.zone, { file: 'a', line: 1, column: 1 }, undefined, (code) => codes.add(code))
  return codes
}

function compare(accepted: boolean, codes: ReadonlySet<string>, value: unknown): void {
  const context = () =>
    `schema ${accepted ? 'accepts' : 'refuses'}, decoder says ${[...codes]}: ${JSON.stringify(value)}`
  if (!accepted) assert.ok(codes.size > 0, context())
  else assert.ok(codes.isSubsetOf(BEYOND), context())
}

describe('on what was written by hand', () => {
  const values: unknown[] = []
  for (const folder of ['agreements', 'test/broken/acts']) {
    for (const name of readdirSync(root + folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\bact[^/]*\/[^/]*\.(?:ya?ml|jsonl)$/.test(name)) continue
      const text = readFileSync(`${root}${folder}/${name}`, 'utf8')
      const parts = name.endsWith('.jsonl') ? text.split('\n') : [text]
      for (const part of parts) {
        try {
          // Numbers that JSON has not and tags are a matter of YAML, not of the schema.
          values.push(parse(part, { logLevel: 'silent' }))
        } catch {
          // Not YAML: there is nothing to compare.
        }
      }
    }
  }
  const acts = values.flatMap((value) => {
    if (Array.isArray(value)) return value
    return isFields(value) && Array.isArray(value.acts) ? value.acts : [value]
  })

  test('each act, good or broken', () => {
    assert.ok(acts.length > 100, `${acts.length} acts`)
    for (const act of acts) compare(actBySchema(act), codesOf(act), act)
  })

  test('whole files of the agreements', () => {
    const good = values.filter((value) => isFields(value) && value.covers !== undefined && value.act === undefined)
    assert.ok(good.filter((value) => fileBySchema(value)).length >= 2)
  })
})

const name = fc.oneof(
  fc.constantFrom('q1', 'North', 'West', 'L1', 'sea#L2', 'ein Wort', 'é', '🛶'),
  fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
)
const names = fc.oneof(name, fc.uniqueArray(name, { minLength: 1, maxLength: 3 }))
const time = fc.constantFrom(
  '2026-03-02',
  '2026-03',
  '2026',
  '2026-03-02T10:00:00Z',
  '2026-03-02T10:00:00.5+01:00',
  '../2026-03-02',
  '2026-03-02/..',
  '2026-03-01/2026-03-02',
  'unknown',
  '../..',
)
const sources = fc.oneof(fc.constant('S1'), fc.uniqueArray(fc.constantFrom('S1', 'S2', 'S3'), { minLength: 1 }))
const addressee = fc.record(
  { party: name, known: fc.constantFrom('confirmed', 'inferred'), received: time, source: sources },
  { requiredKeys: ['party'], noNullPrototype: true },
)
const goodAct = fc.record(
  {
    id: name,
    kind: name,
    by: names,
    to: fc.oneof(
      fc.constant('all'),
      name,
      addressee,
      fc.array(fc.oneof(name, addressee), { minLength: 1, maxLength: 3 }),
    ),
    refersTo: names,
    asserted: time,
    transmitted: time,
    received: time,
    recordedAt: time,
    recordedBy: name,
    capacity: fc.record({ asked: name, answered: name, for: names }, { requiredKeys: [], noNullPrototype: true }),
    cites: fc.oneof(fc.constant('L1'), fc.uniqueArray(fc.constantFrom('L1', 'a-b#L2', 'x#y z'), { minLength: 1 })),
    period: fc.integer({ min: 1, max: 9999 }),
    body: fc.dictionary(fc.string(), fc.jsonValue()),
    source: sources,
    certainty: fc.constantFrom('signed', 'confirmed', 'reported', 'inferred', 'unverified'),
  },
  { requiredKeys: ['id', 'kind', 'by', 'to', 'transmitted'], noNullPrototype: true },
)

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    [],
    {},
    12,
    true,
    -1,
    2026.5,
    10_000,
    'all',
    ['all'],
    ['a', 'a'],
    [['a']],
    [''],
    [null],
    [{}],
    'a#b#c',
    '#',
    '2026-3-2',
    '2026-02-30',
    '2026-03-02T10:00:00',
    '2026-03-02/2026-03-01',
    '2026-03-02/',
    'yesterday',
    'q\u0000',
    'q\u202e',
    'q\ud800',
    'q\n',
    '\u3000',
    'x'.repeat(200),
    'x'.repeat(201),
    '🛶'.repeat(200),
    '🛶'.repeat(201),
    'x'.repeat(2_000),
    'x'.repeat(2_001),
  ),
  fc.jsonValue(),
)
const keys = [
  ...['id', 'kind', 'by', 'to', 'refersTo', 'asserted', 'transmitted', 'received', 'recordedAt', 'recordedBy'],
  ...['capacity', 'cites', 'period', 'body', 'source', 'certainty', 'Id', 'asked', 'for', 'party', 'known', 'extra'],
]

/** An act with one or two things changed, at any depth. */
const mutatedAct = fc
  .tuple(goodAct, fc.array(fc.tuple(fc.constantFrom(...keys), anything, fc.nat(4)), { minLength: 1, maxLength: 2 }))
  .map(([act, changes]) => {
    const copy = structuredClone(act) as { [key: string]: unknown }
    for (const [key, value, how] of changes) {
      const inner = how === 1 ? copy.capacity : how === 2 && Array.isArray(copy.to) ? copy.to[0] : copy
      const target = isFields(inner) ? (inner as { [key: string]: unknown }) : copy
      if (how === 3) delete target[key]
      else target[key] = value
    }
    return copy
  })

describe('on acts made at random', () => {
  const check = (acts: fc.Arbitrary<unknown>, numRuns: number) => {
    let acceptedCount = 0
    const property = fc.property(acts, (act) => {
      const accepted = actBySchema(act)
      if (accepted) acceptedCount += 1
      compare(accepted, codesOf(act), act)
    })
    fc.assert(property, { numRuns })
    // Both answers were given often, or nothing was compared.
    assert.ok(acceptedCount > numRuns / 30 && acceptedCount < numRuns * 0.9, `${acceptedCount} of ${numRuns} accepted`)
  }

  test('whose names hold any character', () => check(goodAct, 500))

  test('with something changed, and whatever JSON can say', () =>
    check(fc.oneof({ weight: 9, arbitrary: mutatedAct }, { weight: 1, arbitrary: fc.jsonValue() }), 2_000))

  test('heads', () => {
    const head = fc.record(
      {
        covers: fc.oneof(
          fc.record({ window: fc.oneof(time, anything), note: fc.oneof(name, anything) }, { noNullPrototype: true }),
          anything,
        ),
        chronicle: fc.oneof(name, anything),
        other: anything,
      },
      { requiredKeys: ['covers'], noNullPrototype: true },
    )
    fc.assert(
      fc.property(head, (value) => {
        const codes = new Set<string>()
        decodeHead(value, [], lake.zone, (code) => codes.add(code))
        compare(headBySchema(value), codes, value)
      }),
      { numRuns: 500 },
    )
  })
})
