import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { timeSaid } from '../../src/sheets/cells.ts'
import { cellName } from '../../src/sheets/sheet.ts'
import { type DateOrder, LANGUAGES, type LanguageName, numberIn, truthIn } from '../../src/sheets/written.ts'
import { zoneOf } from '../../src/time/zone.ts'

function rowsOf(file: string): string[][] {
  const text = readFileSync(new URL(`../../spec/vectors/sheets/${file}`, import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => line !== '')
  return rows.map((row) => row.split('\t'))
}

describe('numbers, as spreadsheets write them in a language', () => {
  for (const [language = '', said = '', number = ''] of rowsOf('numbers.tsv')) {
    test(`${language} "${said}" ${number}`, () => {
      const text = said.replaceAll('~', '\u00a0').replaceAll('_', '\u202f')
      const found = numberIn(text, LANGUAGES[language as LanguageName])
      assert.equal(found, number === '-' ? undefined : Number(number))
    })
  }
  test('every whole number is read back, with groups and without, and no cut digit passes', () => {
    for (const name of Object.keys(LANGUAGES) as LanguageName[]) {
      const { groups, decimal } = LANGUAGES[name]
      for (const n of [0, 1, 12, 123, 1234, 12345, 123456, 1234567, 12345678]) {
        assert.equal(numberIn(String(n), LANGUAGES[name]), n)
        for (const group of groups) {
          const grouped = String(n).replace(/\B(?=(\d{3})+$)/g, group)
          assert.equal(numberIn(grouped, LANGUAGES[name]), n)
          assert.equal(numberIn(`${grouped}${decimal}25`, LANGUAGES[name]), n + 0.25)
          if (n > 999) assert.equal(numberIn(grouped.slice(0, -1), LANGUAGES[name]), undefined)
        }
      }
    }
  })
})

describe('dates, in the order that the mapping says', () => {
  const zone = zoneOf('Europe/Vienna')
  assert.ok(zone)
  for (const [order = '', said = '', date = ''] of rowsOf('dates.tsv')) {
    test(`${order} "${said}" ${date}`, () => {
      const found = timeSaid(said, { ...LANGUAGES.de, dates: order as DateOrder }, zone, 'any')
      assert.equal('value' in found ? found.value : '-', date)
    })
  }
})

test('true and false in six languages, and in the words of programs', () => {
  const words = Object.values(LANGUAGES).map((one) => one.truth.map((word) => truthIn(word.toUpperCase(), one)))
  assert.deepEqual(words, Array(6).fill([true, false]))
  assert.equal(truthIn('TRUE', LANGUAGES.ru), true)
  assert.equal(truthIn('ja', LANGUAGES.de), undefined)
})

test('cells are called as spreadsheets call them', () => {
  const names = [0, 1, 25, 26, 27, 51, 52, 701, 702, 16383].map((column) => cellName(6, column))
  assert.deepEqual(names, ['A7', 'B7', 'Z7', 'AA7', 'AB7', 'AZ7', 'BA7', 'ZZ7', 'AAA7', 'XFD7'])
})
