/** What is read in the bytes of a line is what `JSON.parse` and `decodeAct` say of it, or it is left to them. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { worldOf } from '../../bench/world.ts'
import { decodeAct } from '../../src/acts/decode.ts'
import { lineAt, linesOf } from '../../src/acts/lines.ts'
import { StoredLine } from '../../src/acts/stored-line.ts'
import type { Act } from '../../src/agreement/act.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { replay } from '../../src/engine/record/replay.ts'

const { workload, program, asOf } = worldOf(3000)
const { zone } = program.agreement
const lines = Buffer.from(workload.bytes).toString('utf8').trimEnd().split('\n')

function decode(text: string, line: number): Act {
  return decodeAct(JSON.parse(text), zone, { file: 'acts.jsonl', line, column: 1 })
}

interface Filled {
  readonly ledger: Ledger
  /** What it threw, in words. */
  readonly error: string | undefined
}

function filled(
  bytes: Uint8Array,
  fill: (ledger: Ledger, found: (row: number, offset: number) => void) => void,
): Filled {
  const offsets: number[] = []
  const ledger = new Ledger(program, (row) => decode(lineAt(bytes, offsets[row] as number), 1))
  try {
    fill(ledger, (row, offset) => {
      offsets[row] ??= offset
    })
  } catch (error) {
    return { ledger, error: String(error) }
  }
  return { ledger, error: undefined }
}

function byReplay(bytes: Uint8Array): Filled {
  return filled(bytes, (ledger, found) => replay(ledger, bytes, decode, found))
}

function byDecoder(bytes: Uint8Array): Filled {
  return filled(bytes, (ledger, found) => {
    for (const { text, number, offset } of linesOf(bytes)) found(ledger.add(decode(text, number)), offset)
  })
}

function rowsOf({ ledger: { table } }: Filled) {
  return Array.from({ length: table.size }, (_, row) => ({
    id: table.id(row),
    kind: table.kind(row),
    senders: table.sendersOf(row),
    isToAll: table.isToAll(row),
    addressees: table.addressees(row),
    inferred: program.parties.map((_, party) => table.isInferred(row, party)).indexOf(true),
    receipts: table.isToAll(row)
      ? [table.receipt(row, 0)]
      : table.addressees(row).map((party) => table.receipt(row, party)),
    transmitted: [table.ownEarliest(row), table.ownLatest(row)],
    period: table.period(row),
    refs: table.refsOf(row),
    body: table.body(row),
    limbs: table.limbs(row),
    counts: table.counts(row),
    found: table.rowOf(table.id(row)),
  }))
}

function alike(bytes: Uint8Array): Filled {
  const got = byReplay(bytes)
  const wanted = byDecoder(bytes)
  assert.equal(got.error, wanted.error)
  assert.deepEqual(rowsOf(got), rowsOf(wanted))
  assert.equal(got.ledger.table.unresolved, wanted.ledger.table.unresolved)
  return got
}

function isRead(text: string): boolean {
  return new StoredLine(zone).read(Buffer.from(text), 0)
}

type Fields = { [key: string]: unknown }

/** Other ways to write an act, and other acts. */
const ODD: Readonly<Record<string, (act: Fields, line: string) => string>> = {
  spaces: (act) => JSON.stringify(act, null, 1).replaceAll('\n', ' '),
  'spaces around': (_, line) => ` ${line} `,
  'a carriage return': (_, line) => `${line}\r`,
  'nothing in the line': () => '',
  'keys the other way round': (act) => JSON.stringify(Object.fromEntries(Object.entries(act).reverse())),
  'an escape in a name': (act, line) =>
    line.replace(String(act.kind), `\\u00${hexOf(act.kind)}${String(act.kind).slice(1)}`),
  'an escape in the body': (act) =>
    JSON.stringify({ ...act, body: { text: 'a "quoted"\nword \u2028', deep: [{ n: -1.5e3 }] } }),
  'a deep body': (act) => JSON.stringify({ ...act, body: { a: [[], {}, [null, true, false, -0.5, 0, { b: 'ü😀' }]] } }),
  'a body that is a list': (act) => JSON.stringify({ ...act, body: [] }),
  'no body': (act) => JSON.stringify({ ...act, body: undefined }),
  'an id beyond ASCII': (act) => JSON.stringify({ ...act, id: `${act.id}-é` }),
  'an id beyond a byte': (act) => JSON.stringify({ ...act, id: `${act.id}-вопрос` }),
  'a long id': (act) => JSON.stringify({ ...act, id: 'x'.repeat(200) }),
  'an id too long': (act) => JSON.stringify({ ...act, id: 'x'.repeat(201) }),
  'an id of a space': (act) => JSON.stringify({ ...act, id: ' ' }),
  'an id that begins with a space': (act) => JSON.stringify({ ...act, id: ` ${act.id}` }),
  'a reference to itself': (act) => JSON.stringify({ ...act, refersTo: act.id }),
  'several references': (act) => JSON.stringify({ ...act, refersTo: ['nowhere', act.id] }),
  'a list of one sender': (act) => JSON.stringify({ ...act, by: [act.by] }),
  'several senders': (act) => JSON.stringify({ ...act, by: [act.by, program.parties[9]?.id] }),
  'a sender nobody knows': (act) => JSON.stringify({ ...act, by: 'nobody' }),
  'an addressee nobody knows': (act) => JSON.stringify({ ...act, to: ['nobody'] }),
  'a kind nobody knows': (act) => JSON.stringify({ ...act, kind: 'nothing' }),
  'an addressee twice': (act) => JSON.stringify({ ...act, to: [act.by, act.by] }),
  'all in a list': (act) => JSON.stringify({ ...act, to: ['all'] }),
  'no addressee': (act) => JSON.stringify({ ...act, to: undefined, received: undefined }),
  'an empty list': (act) => JSON.stringify({ ...act, to: [] }),
  'received by nobody': (act) => JSON.stringify({ ...act, to: undefined, received: '2026' }),
  'an inferred addressee': (act) => JSON.stringify({ ...act, to: [{ party: act.by, known: 'inferred' }] }),
  'receipts of their own': (act) => withReceipts(act, ['2026-03-02T10:00:00Z', '2026-03-03', undefined]),
  'the same receipt of each': (act) => withReceipts(act, ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00+01:00']),
  'a receipt of its own beside that of all': (act) =>
    withReceipts({ ...act, received: '2026-03-04T10:00:00Z' }, [undefined, '2026-03-02T10:00:00Z']),
  'receipts not known': (act) => withReceipts(act, ['unknown', 'unknown']),
  'a receipt that is none': (act) => withReceipts(act, ['2026-02-30', '2026-02-28']),
  'a receipt before the addressee': (act) =>
    JSON.stringify({ ...act, to: [{ received: '2026-03-02', party: program.parties[3]?.id }] }),
  'a day as time': (act) => JSON.stringify({ ...act, transmitted: '2026-03-29' }),
  'a day in a month of 30': (act) => JSON.stringify({ ...act, transmitted: '2026-04-31' }),
  'a window of receipt': (act) => JSON.stringify({ ...act, to: act.to, received: '2026-01-01/..' }),
  'a receipt at a time not known': (act) => JSON.stringify({ ...act, received: 'unknown' }),
  'a time with a fraction': (act) => JSON.stringify({ ...act, transmitted: '2026-03-02T10:00:00.250Z' }),
  'a time with an offset': (act) => JSON.stringify({ ...act, transmitted: '2026-03-02T00:10:00-00:30' }),
  'a time of second 60': (act) => JSON.stringify({ ...act, transmitted: '2026-03-02T10:00:60Z' }),
  'a day that is none': (act) => JSON.stringify({ ...act, transmitted: '2026-02-30T10:00:00Z' }),
  'a time before all': (act) => JSON.stringify({ ...act, transmitted: '0000-01-01T00:00:00+01:00' }),
  'a window reversed': (act) => JSON.stringify({ ...act, transmitted: '2026-02-03/2026-02-01' }),
  'a year as time': (act) => JSON.stringify({ ...act, transmitted: 2026 }),
  'a period too long': (act) => JSON.stringify({ ...act, period: 20_260 }),
  'a period of 0': (act) => JSON.stringify({ ...act, period: 0 }),
  'a period as text': (act) => JSON.stringify({ ...act, period: '2026' }),
  'a month': (act) => JSON.stringify({ ...act, period: '2026-03' }),
  'a quarter': (act) => JSON.stringify({ ...act, period: '2026-Q4' }),
  'a month that is none': (act) => JSON.stringify({ ...act, period: '2026-13' }),
  'a quarter that is none': (act) => JSON.stringify({ ...act, period: '2026-Q5' }),
  'a month of the year 0': (act) => JSON.stringify({ ...act, period: '0000-01' }),
  'an unknown key': (act) => JSON.stringify({ ...act, colour: 'red' }),
  'a key twice': (act, line) => line.replace('{', `{"id":"${act.id}x",`),
  'addressees twice': (act) =>
    `{"to":"all",${JSON.stringify({ ...act, to: [program.parties[3]?.id, program.parties[4]?.id] }).slice(1)}`,
  'where it comes from': (act) =>
    JSON.stringify({ ...act, recordedBy: 'desk', recordedAt: '2026-03', asserted: 'unknown', source: 'letter 4' }),
  'rarer keys': (act) =>
    JSON.stringify({ ...act, cites: ['L1'], certainty: 'signed', capacity: { asked: 'national' }, source: ['a', 'b'] }),
  'a certainty that is none': (act) => JSON.stringify({ ...act, certainty: 'surely' }),
  'recorded at no time': (act) => JSON.stringify({ ...act, recordedAt: 'soon' }),
}

/** Left out: as an id alone. */
function withReceipts(act: Fields, receipts: readonly (string | undefined)[]): string {
  const to = receipts.map((received, i) => {
    const party = program.parties[i + 3]?.id
    return received === undefined ? party : { party, received }
  })
  return JSON.stringify({ ...act, to })
}

function hexOf(text: unknown): string {
  return String(text).charCodeAt(0).toString(16)
}

describe('a stored line, read in its bytes', () => {
  test('the workload gives the same acts and the same register', () => {
    const got = alike(workload.bytes)
    assert.deepEqual(registerAt(got.ledger, { asOf }), registerAt(byDecoder(workload.bytes).ledger, { asOf }))
    assert.equal(lines.filter(isRead).length, lines.length)
  })

  for (const [name, write] of Object.entries(ODD)) {
    test(`${name}: the same as from the decoder`, () => {
      for (let i = 0; i < lines.length; i += 211) {
        const line = lines[i] as string
        const act = JSON.parse(line)
        const odd = write(act, line)
        alike(Buffer.from(`${lines[0]}\n${odd}\n${lines.slice(1, 4).join('\n')}`))
      }
    })
  }

  test('the usual shape needs no decoder, wherever an act comes from', () => {
    const usual = '{"id":"a","kind":"answer","by":"North","to":["A","B"],"transmitted":"2026-03-02T10:00:00Z"'
    assert.ok(isRead(`${usual}}`))
    assert.ok(
      isRead(`${usual},"body":{"text":"Besançon","n":[1,2.5,-3,null]},"recordedBy":"desk","recordedAt":"2026-03"}\n`),
    )
    assert.ok(isRead(usual.replace('"B"', '{"party":"B","received":"2026-03-02"}').concat('}')))
    assert.ok(!isRead(`${usual}`))
    assert.ok(!isRead(`${usual},}`))
    assert.ok(!isRead(`${usual}} `))
  })

  test('the same id again is the same act, or makes neither count', () => {
    const line = lines[0] as string
    alike(Buffer.from([line, line, ...lines.slice(1, 5)].join('\n')))
    const other = line.replace('"body":{', '"body":{"other":1,')
    assert.notEqual(other, line)
    const { ledger } = alike(Buffer.from([line, lines[1], other, line, other].join('\n')))
    assert.ok(ledger.table.isTwice(0))
    assert.equal(ledger.versions(0).length, 2)
  })

  test('acts that come before what they refer to', () => {
    alike(Buffer.from(lines.slice(0, 400).reverse().join('\n')))
  })

  test('a byte order mark, and a file that ends within a line', () => {
    alike(Buffer.from(`\ufeff${lines.slice(0, 3).join('\n')}\n`))
    alike(workload.bytes.subarray(0, 5000))
  })

  test('a ledger that keeps its acts gets them whole', () => {
    const ledger = new Ledger(program)
    replay(ledger, Buffer.from(lines.slice(0, 9).join('\n')), decode)
    assert.deepEqual(ledger.act(8), decode(lines[8] as string, 9))
  })

  test('damage never makes it another act than the decoder says', () => {
    const piece = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 3 }),
      fc
        .constantFrom(
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          ' ',
          '\n',
          '\r',
          '0',
          '-',
          '.',
          'Z',
          '\\u0041',
          'é',
          'all',
          '1e3',
        )
        .map((text) => Uint8Array.from(Buffer.from(text))),
    )
    const step = fc.record({ at: fc.nat(), cut: fc.nat(3), piece })
    fc.assert(
      fc.property(fc.nat(lines.length - 2), fc.array(step, { minLength: 1, maxLength: 2 }), (first, steps) => {
        let bytes: Uint8Array = Buffer.from(lines.slice(first, first + 2).join('\n'))
        for (const { at, cut, piece } of steps) {
          const from = at % (bytes.length + 1)
          bytes = Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(from + cut)])
        }
        alike(bytes)
      }),
      { numRuns: 4000 },
    )
  })
})
