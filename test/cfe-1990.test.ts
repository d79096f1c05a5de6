/** The public figures on the CFE Treaty agree with each other, and with its limits as they stand in the agreement. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openAgreement } from '../src/cli/opened.ts'
import { limitsAt } from '../src/engine/count/limit-view.ts'
import { compileProgram } from '../src/engine/program/program.ts'
import { marksAt } from '../src/engine/reading/marks.ts'
import { registerOfRule } from '../src/engine/reading/register.ts'
import { actsOf, endOf } from './engine/play.ts'
import { ledgerOf } from './engine/properties.ts'

const root = join(import.meta.dirname, '../agreements/cfe-1990')
const { agreement, record } = openAgreement(root)
const program = compileProgram(agreement)

const CATEGORIES = ['tanks', 'combat-vehicles', 'artillery', 'aircraft', 'helicopters']
const ON_LAND = CATEGORIES.slice(0, 3)

function limit(id: string): number {
  const rule = agreement.rules.find((one) => one.id === id)
  assert.ok(rule?.kind === 'limit' && rule.atMost.guard.op === 'value', id)
  return Number(rule.atMost.guard.value)
}

describe('the ceilings of the CFE Treaty', () => {
  test('are the same numbers for both groups', () => {
    const limitsOf = (group: string) => agreement.rules.map(({ id }) => id).filter((id) => id.includes(`-${group}`))
    const ofA = limitsOf('A')
    assert.ok(ofA.length > 20)
    assert.deepEqual(
      limitsOf('B').map((id) => id.replace('-B', '-A')),
      ofA,
    )
    for (const id of ofA) assert.equal(limit(id.replace('-A', '-B')), limit(id), id)
  })

  test('Article V is what Article IV(2) leaves of IV(1), of all weapons and of those in active units', () => {
    for (const one of ON_LAND) {
      const flanks = limit(`V.1-A[active-${one}]`)
      assert.equal(limit(`IV.1-A[${one}]`) - limit(`IV.2-A[${one}]`), flanks, one)
      assert.equal(limit(`IV.1-active-A[active-${one}]`) - limit(`IV.2-A[active-${one}]`), flanks, one)
    }
  })

  test('the whole area is twice a group, and a State takes a third of the temporary deployments', () => {
    for (const one of CATEGORIES) assert.equal(limit(`PRE[${one}]`), 2 * limit(`IV.1-A[${one}]`), one)
    for (const one of ON_LAND) assert.equal(3 * limit(`V.1-host[${one}]`), limit(`V.1-temporary-A[${one}]`), one)
  })
})

/** The rows of the table in the agreement: a State and its five numbers. */
function readAllocation(): { id: string; numbers: readonly number[] }[] {
  const text = readFileSync(join(root, 'agreement.md'), 'utf8')
  return [...text.matchAll(/^\| (\p{L}+) \|((?: [\d,]+ \|){5})$/gmu)].map(([, state, cells = '']) => {
    const party = agreement.parties.find(({ names }) => names.en === state)
    assert.ok(party !== undefined, `${state} is a party`)
    const numbers = cells.split('|').slice(0, 5)
    return { id: party.id, numbers: numbers.map((cell) => Number(cell.replace(',', ''))) }
  })
}

describe('the allocation of 1992', () => {
  const allocation = readAllocation()
  const sumsOf = (some: typeof allocation) =>
    CATEGORIES.map((_, i) => some.reduce((sum, { numbers }) => sum + (numbers[i] as number), 0))

  test('without Kazakhstan comes to what any one State may have, of tanks and artillery to less', () => {
    assert.equal(allocation.length, 8)
    const sums = sumsOf(allocation.filter(({ id }) => id !== 'KZ'))
    assert.deepEqual(sums, [13_150, 20_000, 13_175, 5_150, 1_500])
    const left = CATEGORIES.map((one, i) => limit(`VI[${one}]`) - (sums[i] as number))
    assert.deepEqual(left, [150, 0, 525, 0, 0])
  })

  test('declared as maxima, with nothing by the others of the group, uses as much of what the group may have', () => {
    const others = agreement.groups.find(({ id }) => id === 'group-b')?.members ?? []
    const nothing = others.filter(({ party }) => allocation.every(({ id }) => id !== party))
    const declared = [...allocation, ...nothing.map(({ party }) => ({ id: party, numbers: [0, 0, 0, 0, 0] }))]
    assert.equal(declared.length, 14)
    const acts = declared.map(({ id, numbers: [tanks, acvs, artillery, aircraft, helicopters] }) => {
      const body = `{designation: "1", tanks: ${tanks}, acvs: ${acvs}, artillery: ${artillery}, aircraft: ${aircraft}, helicopters: ${helicopters}}`
      return `{id: m-${id}, kind: maximum, by: ${id}, to: all, transmitted: 1995-11-17T12:00:00Z, body: ${body}}`
    })
    const lines = limitsAt(ledgerOf(program, actsOf(agreement, acts)), { asOf: endOf('1995-11-17') })
    for (const [i, sum] of sumsOf(allocation).entries()) {
      const id = `VII-B[${CATEGORIES[i]}]`
      assert.equal(lines.find((line) => line.limit === id)?.used, sum.toLocaleString('en'), id)
    }
  })
})

test('the figures of 1 July 1999 are over the limits of the smaller flank area, and of the original one they say nothing', () => {
  const acts = actsOf(agreement, [
    '{id: f, kind: holdings, by: RU, to: all, transmitted: 1999-07-01T12:00:00Z, body: {zone: flanks-1996, tanks: 1560, acvs: 2880, artillery: 1880}}',
  ])
  const marks = marksAt(ledgerOf(program, acts), { asOf: endOf('1999-07-01') }).flatMap(({ marks: all }) => all)
  const over = marks.filter((mark) => mark.startsWith('over')).map((mark) => mark.replace(/^.*: /, ''))
  assert.deepEqual(over, [
    'sum 1,560 of at most 1,300 for Russia (FD-smaller[tanks])',
    'sum 2,880 of at most 1,380 for Russia (FD-smaller[combat-vehicles])',
    'sum 1,880 of at most 1,680 for Russia (FD-smaller[artillery])',
  ])
  assert.ok(marks.some((mark) => mark.startsWith('cannot be derived: whether within FD-original[tanks]')))
})

test('who has suspended before a year begins is asked nothing for it, and who suspends in its course is', () => {
  const asked = (acts: typeof record.acts) => {
    const lines = registerOfRule(ledgerOf(program, acts), 'IP-VII(1)(C)', { asOf: endOf('2023-12-08') })
    return ['RU', 'US', 'BY'].filter((id) => lines.some((line) => line.id === `IP-VII(1)(C)/2023/${id}`))
  }
  assert.deepEqual(asked([]), ['RU', 'US', 'BY'])
  assert.deepEqual(asked(record.acts), ['US', 'BY'])
})
