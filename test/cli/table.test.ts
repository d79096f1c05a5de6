import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { printCsv } from '../../src/cli/csv.ts'
import { printProblems } from '../../src/cli/refusal.ts'
import { printTable, withoutEmpty, wrapped } from '../../src/cli/table.ts'
import { visible, widthOf } from '../../src/cli/visible.ts'

describe('a table', () => {
  const rows = [
    ['1', 'Northland', 'no answer recorded by 5 Nov 2026'],
    ['10', 'Zoë', 'kept'],
  ]
  test('has its columns under each other and no space at the end of a line', () => {
    assert.equal(
      printTable(['RULE', 'OWES', 'READING'], rows),
      'RULE  OWES       READING\n1     Northland  no answer recorded by 5 Nov 2026\n10    Zoë        kept\n',
    )
  })
  test('counts a letter with its accent as one', () => {
    assert.equal(printTable(['A', 'B'], [['e\u0301', 'x']]), 'A  B\ne\u0301  x\n')
  })
  test('goes on in further lines where a terminal is too narrow', () => {
    assert.equal(
      printTable(['RULE', 'OWES', 'READING'], rows, { width: 32 }),
      'RULE  OWES       READING\n1     Northland  no answer\n                 recorded by 5\n                 Nov 2026\n10    Zoë        kept\n',
    )
  })
  test('breaks no word as long as it fits with whole ones', () => {
    const printed = printTable(['A', 'B'], [['eleven-letters-and-more', 'one two three four five six']], { width: 36 })
    assert.equal(
      printed,
      'A                        B\neleven-letters-and-more  one two\n                         three four\n                         five six\n',
    )
  })
  test('can be had without the columns that say nothing', () => {
    const { heads, rows } = withoutEmpty(
      ['A', 'B', 'C'],
      [
        ['-', 'x', ''],
        ['-', '-', '-'],
      ],
    )
    assert.deepEqual([heads, rows], [['B'], [['x'], ['-']]])
    assert.deepEqual(withoutEmpty(['A'], []).heads, ['A'])
  })
  test('never has a line wider than the terminal, unless no column can give way', () => {
    const cell = fc.stringMatching(/^[a-z ]{0,60}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell)), fc.integer({ min: 40, max: 200 }), (some, width) => {
        for (const line of printTable(['A', 'B', 'C'], some, { width }).split('\n')) assert.ok(line.length <= width)
      }),
    )
  })
  test('loses no letter when it wraps', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const lines = wrapped(text, width)
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
        for (const line of lines) assert.ok(widthOf(line) <= width)
      }),
    )
  })
  test('cannot be made to move the cursor or to turn a line', () => {
    assert.equal(visible('a\u001b[2Kb\u202ec\r\nd'), 'a\\u{1b}[2Kb\\u{202e}c d')
  })
})

describe('problems', () => {
  test('quote what stands in files without what could move the cursor', () => {
    const place = { file: 'a.md', line: 1, column: 2 }
    const text = printProblems([{ ...place, code: 'a/b', severity: 'error', message: '"\u001b[1A"', advice: 'x' }])
    assert.equal(text, 'a.md:1:2  a/b\n  "\\u{1b}[1A"\n  x')
  })
  test('beyond a number are counted', () => {
    const one = { file: 'a.md', line: 1, column: 1, code: 'a/b', severity: 'error', message: 'm', advice: 'x' } as const
    assert.match(printProblems(Array.from({ length: 203 }, () => one)), /\n\.\.\. and 3 more\.$/)
  })
})

describe('comma-separated values', () => {
  test('are as RFC 4180 has them', () => {
    assert.equal(printCsv(['a', 'b'], [['x,y', 'say "no"']]), 'a,b\r\n"x,y","say ""no"""\r\n')
  })
  test('hold nothing that a spreadsheet would run', () => {
    assert.equal(printCsv(['a'], [['=1+1'], ['-'], ['-x']]), "a\r\n'=1+1\r\n-\r\n'-x\r\n")
  })
})
