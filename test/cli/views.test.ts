/** What the views of a register add up to, and as of when it is asked. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openWorld } from '../../src/cli/world.ts'
import { alike } from '../../src/engine/reading/alike.ts'
import { lastAsOf, parseAsOf } from '../../src/engine/reading/as-of.ts'
import { calendarOf } from '../../src/engine/reading/calendar.ts'
import { complianceOf } from '../../src/engine/reading/compliance.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import type { Shown } from '../../src/page/view.ts'
import { printInstant } from '../../src/time/instant.ts'

const { shown } = openWorld()
const registers = shown.flatMap((one) =>
  ['2022-01-20', '2022-02-05', '2022-02-18', '2026-04-20', '2026-11-10'].map((day) => {
    const asOf = parseAsOf(day, one.agreement.zone) as Shown['first']
    const query = { asOf, covers: one.record.covers, powers: true }
    return { program: one.ledger.program, lines: registerAt(one.ledger, query) }
  }),
)

describe('compliance', () => {
  test('counts each duty of each debtor once, and nothing else', () => {
    for (const { program, lines } of registers) {
      const rows = complianceOf(lines, program)
      for (const { kept, late, notRecorded, open, ended, notDerivable, total } of rows) {
        assert.equal(kept + late + notRecorded + open + ended + notDerivable, total)
      }
      const owed = lines.filter(({ verb }) => verb !== 'may').flatMap(({ debtors }) => debtors).length
      assert.equal(
        rows.reduce((sum, { total }) => sum + total, 0),
        owed,
      )
      assert.equal(new Set(rows.map(({ rule, party }) => JSON.stringify([rule, party]))).size, rows.length)
    }
  })
})

describe('the calendar', () => {
  test('holds every open duty once, the first to fall due first', () => {
    for (const { lines } of registers) {
      const { due, notKnown, withoutNumber } = calendarOf(lines)
      const open = lines.filter((line) => line.verb !== 'may' && line.reading === 'open' && !line.pastHorizon)
      assert.deepEqual(new Set([...due, ...notKnown, ...withoutNumber]), new Set(open))
      const days = due.map(({ closes }) => closes?.earliest ?? Number.NaN)
      assert.deepEqual(
        days,
        [...days].sort((a, b) => a - b),
      )
    }
  })
})

describe('lines of which the same is said', () => {
  test('are together, and none is lost', () => {
    for (const { lines } of registers) {
      const groups = alike(lines)
      assert.deepEqual(new Set(groups.flatMap((group) => group.lines)), new Set(lines))
      for (const { lines: same } of groups) assert.equal(new Set(same.map(({ due, text }) => due + text)).size, 1)
    }
  })
  test('are in two rows, where one party owes both', () => {
    for (const { lines } of registers) {
      const groups = alike([...lines, ...lines])
      assert.equal(groups.flatMap((group) => group.lines).length, 2 * lines.length)
      for (const { debtors } of groups) assert.equal(new Set(debtors).size, debtors.length)
    }
  })
})

describe('as of', () => {
  const [{ agreement, record }] = shown as [Shown]
  test('a date is the end of that day in the zone, also when the clocks change', () => {
    const at = (text: string) => printInstant(parseAsOf(text, agreement.zone)?.at ?? Number.NaN)
    assert.equal(at('2026-11-10'), '2026-11-10T22:59:59.999Z')
    assert.equal(at('2026-03-29'), '2026-03-29T21:59:59.999Z')
    assert.equal(at('2026-10-25'), '2026-10-25T22:59:59.999Z')
  })
  test('nothing else than a date or an instant with its offset is one', () => {
    for (const text of [
      '',
      '2026-02-30',
      '2026-11',
      'today',
      '2026-11-10T10:00:00',
      '2026-11-10T10:00Z',
      ' 2026-11-10',
    ]) {
      assert.equal(parseAsOf(text, agreement.zone), undefined, text)
    }
  })
  test('left out, it is what the record covers, the last act with an end, or the start of the agreement', () => {
    const { acts } = record
    const uncovered = {
      acts: acts.map((act, index) =>
        index === 0 ? { ...act, transmitted: { ...act.transmitted, latest: Infinity } } : act,
      ),
    }
    const last = Math.max(...acts.slice(1).map(({ transmitted }) => transmitted.latest))
    assert.equal(lastAsOf(agreement, record).at, record.covers?.window.latest)
    assert.equal(lastAsOf(agreement, uncovered).at, last)
    assert.equal(lastAsOf(agreement, { acts: [] }).at, agreement.zone.endOf(agreement.start) - 1)
  })
})
