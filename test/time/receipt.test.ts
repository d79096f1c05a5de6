import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { areOpeningHours, deemedReceipt, type ReceiptRule } from '../../src/time/receipt.ts'
import { workingDaysOf } from '../../src/time/working-days.ts'
import { instant, period, regime, rowsOf } from './vector-files.ts'
import { anyPair, anyPeriod, anyRegime } from './worlds.ts'

function ruleOf(text: string): ReceiptRule {
  const [, opens, closes] = /^business hours (.*)-(.*)$/.exec(text) ?? []
  if (opens !== undefined && closes !== undefined) return { kind: 'opening hours', opens, closes }
  const [, after] = /^(.*) after$/.exec(text) ?? []
  if (after !== undefined) return { kind: 'after', period: period(after) }
  return { kind: text as 'at once' | 'next working day' }
}

test('[T27] deemed receipt, worked out by hand', () => {
  for (const [id = '', rule = '', transmitted = '', earliest = '', latest = '', why] of rowsOf('receipt.tsv', 6)) {
    const receipt = deemedReceipt(ruleOf(rule), instant(transmitted), regime(id))
    const name = `${rule}, transmitted ${transmitted}, under ${id}: ${why}`
    assert.deepEqual(receipt.window, { earliest: instant(earliest), latest: instant(latest) }, name)
    assert.equal(receipt.instant, instant(earliest), name)
  }
})

test('[T27] [T29] each way of receiving says why', () => {
  const steps = (rule: string, t: string) => deemedReceipt(ruleOf(rule), instant(t), regime('vienna')).steps
  assert.deepEqual(steps('at once', '2022-01-26T09:00:00Z'), [
    'transmitted 26 Jan 2022 10:00',
    'counts as received at once',
  ])
  assert.deepEqual(steps('3 days after', '2022-01-26T09:00:00Z'), [
    'transmitted 26 Jan 2022 10:00',
    'counts as received on the day, hour not given: 3 days later, 29 Jan 2022',
  ])
  assert.deepEqual(steps('business hours 09:00-17:00', '2022-01-28T16:30:00Z'), [
    'transmitted 28 Jan 2022 17:30',
    'after closing time (09:00-17:00): counts as received at the next opening, 31 Jan 2022 09:00',
  ])
  assert.deepEqual(steps('business hours 09:00-17:00', '2022-01-29T16:30:00Z'), [
    'transmitted 29 Jan 2022 17:30',
    '29 Jan 2022 is a rest day (Sat): counts as received at the next opening, 31 Jan 2022 09:00',
  ])
})

test('[T27] receipt is never before transmission, and later transmission never means earlier receipt', () => {
  const anyRule: fc.Arbitrary<ReceiptRule> = fc.oneof(
    fc.constant<ReceiptRule>({ kind: 'at once' }),
    fc.constant<ReceiptRule>({ kind: 'next working day' }),
    anyPeriod.map((p): ReceiptRule => ({ kind: 'after', period: p })),
    fc.constantFrom<ReceiptRule>(
      { kind: 'opening hours', opens: '09:00', closes: '17:00' },
      { kind: 'opening hours', opens: '00:00', closes: '23:59' },
      { kind: 'opening hours', opens: '02:30', closes: '02:45' },
    ),
  )
  fc.assert(
    fc.property(anyRule, anyPair, anyRegime, (rule, [a, b], r) => {
      const [first, second] = [deemedReceipt(rule, a, r), deemedReceipt(rule, b, r)]
      assert.ok(first.window.latest >= a)
      assert.ok(first.window.earliest <= second.window.earliest)
      assert.ok(first.window.latest <= second.window.latest)
      assert.equal(first.instant, first.window.earliest)
      if (rule.kind === 'next working day') assert.ok(workingDaysOf(r).isWorking(r.zone.dayAt(first.instant)))
    }),
    { numRuns: 5000 },
  )
})

test('[T27] opening hours are two times of one day, in order', () => {
  assert.ok(areOpeningHours('09:00', '17:00'))
  assert.ok(areOpeningHours('00:00', '23:59'))
  for (const [opens, closes] of [
    ['17:00', '09:00'],
    ['09:00', '09:00'],
    ['9:00', '17:00'],
    ['09:00', '24:00'],
    ['09:60', '17:00'],
    ['', ''],
    ['09.00', '17:00'],
  ] as const) {
    assert.ok(!areOpeningHours(opens, closes), `${opens}-${closes}`)
    assert.throws(() => deemedReceipt({ kind: 'opening hours', opens, closes }, 0, regime('vienna')), RangeError)
  }
})

test('[T22] [T27] what was transmitted nobody knows when is received nobody knows when', () => {
  for (const rule of ['at once', 'next working day', '3 days after', '6 hours after', 'business hours 09:00-17:00']) {
    for (const t of [-Infinity, Infinity])
      assert.equal(deemedReceipt(ruleOf(rule), t, regime('vienna')).instant, t, rule)
  }
})
