import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DamagedAct, decodeAct } from '../../src/acts/decode.ts'
import { linesOf } from '../../src/acts/lines.ts'
import { readActs } from '../../src/acts/read.ts'
import { windowIn } from '../../src/acts/same-day.ts'
import { parseWindow } from '../../src/time/window.ts'
import { file, lake } from './lake.ts'

const place = { file: 'acts.jsonl', line: 1, column: 1 }

describe('replay', () => {
  test('gives the acts that entry gave, and looks neither at names nor at forms', () => {
    const lines = [
      '{"id":"q1","kind":"question","by":["North"],"to":["West"],"transmitted":"2026-03-02T10:00:00Z","body":{"text":"?"}}',
      '{"id":"r1","kind":"return","by":"West","to":"all","transmitted":"2026-03-03","received":"2026-03-03","period":2026}',
      '{"id":"s1","kind":"statement","by":"North","transmitted":"unknown","recordedBy":"West"}',
    ]
    const { record } = readActs([file('acts.jsonl', `{"chronicle":"archive"}\n${lines.join('\n')}`)], lake)
    const bytes = new TextEncoder().encode(lines.join('\n'))
    const replayed = [...linesOf(bytes)].map((line) =>
      decodeAct(JSON.parse(line.text), lake.zone, { ...place, line: line.number + 1 }, 'archive'),
    )
    assert.deepEqual(replayed, record?.acts)
    const unknown = { id: 'x', kind: 'nothing', by: 'nobody', transmitted: '2026-03-02', body: { deep: [[[]]] } }
    assert.equal(decodeAct(unknown, lake.zone, place).kind, 'nothing')
  })

  test('throws at an act that cannot have been accepted', () => {
    for (const value of [null, [], 'x', {}, { id: 'x', kind: 'k', by: 'North', transmitted: '2026-02-30' }]) {
      assert.throws(
        () => decodeAct(value, lake.zone, place),
        (error: unknown) => error instanceof DamagedAct && error.place === place && error.message.includes(error.code),
      )
    }
  })

  test('a key of the prototype is no key', () => {
    const act = JSON.parse('{"id":"x","kind":"k","by":"North","transmitted":"2026-03-02","__proto__":{"to":"West"}}')
    assert.throws(() => decodeAct(act, lake.zone, place), /act\/unknown-key/)
  })
})

test('a time read after another of its day is the time that it is by itself', () => {
  const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
  const instant = fc
    .tuple(fc.constantFrom('2026', '2024', '0000', '9999', '1900'), two(13), two(32), two(25), two(61), two(61))
    .map(([year, month, date, hour, minute, second]) => `${year}-${month}-${date}T${hour}:${minute}:${second}Z`)
  const text = fc.oneof(
    { weight: 8, arbitrary: instant },
    {
      weight: 1,
      arbitrary: fc.constantFrom('2026-03-02', 'unknown', '2026-03-02t10:00:00Z', '2026-03-02T10:00+1:00Z'),
    },
    { weight: 1, arbitrary: fc.string({ minLength: 20, maxLength: 20 }) },
  )
  // Each text twice, so that the second comes after another of its day.
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (all) => {
      for (const one of [...all, ...all].flatMap((t) => [t, t.replace(/\d\dZ$/, '59Z')])) {
        assert.deepEqual(windowIn(one, lake.zone), parseWindow(one, lake.zone), one)
      }
    }),
    { numRuns: 1_000 },
  )
})
