import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { actsOf, begun, imported, mapping } from './imported.ts'

/** The same three returns, as spreadsheets of each language save them. */
const SAVED = [
  ['en', 'month/day/year', 'utf8', ',', ['Alder', 'BI', 'cedar'], '"1,234"', '0.5', '12/14/2026', 'TRUE'],
  ['fr', undefined, 'mark', ';', ['Alder', 'Bouleau', 'C'], '1\u202f234', '0,5', '14/12/2026', 'VRAI'],
  ['de', undefined, 'mark', ';', ['Erle', 'Birke', 'Zeder'], '1.234', '0,5', '14.12.2026', 'WAHR'],
  ['it', undefined, 'latin1', ';', ['A', 'B', 'C'], '1.234', '0,5', '14/12/2026', 'VERO'],
  ['ru', undefined, 'utf16', '\t', ['Ольха', 'BI', 'CE'], '1\u00a0234', '0,5', '14.12.2026', 'ИСТИНА'],
  ['es', undefined, 'mark', ';', ['AL', 'BI', 'CE'], '1.234', '0,5', '14/12/2026', 'VERDADERO'],
] as const

describe('a text file as spreadsheets save it', { concurrency: true }, () => {
  for (const [language, dates, encoding, by, [a, b, c], units, share, date, yes] of SAVED) {
    test(`in ${language}`, async () => {
      const path = begun(`text-${language}`)
      const head = ['State', 'Year', 'Sent', 'Units', 'Share', 'Counted', 'Complete']
      const rows = [
        [a, '2027', date, units, share, date, yes],
        [b, '2027', `${date} 09:30`, '60', '', '', ''],
        [c, '2027', date, '0', `-${share}`, '', ''],
      ]
      const text = [head, ...rows].map((row) => `${row.join(by)}\r\n`).join('')
      const bytes = {
        utf8: Buffer.from(text),
        mark: Buffer.from(`\ufeff${text}`),
        latin1: Buffer.from(text, 'latin1'),
        utf16: Buffer.from(`\ufeff${text}`, 'utf16le'),
      }[encoding]
      const file = join(path, 'returns.csv')
      fs.writeFileSync(file, bytes)
      const map = mapping(
        path,
        language,
        [
          'act: holdings',
          `language: ${language}`,
          ...(dates === undefined ? [] : [`dates: ${dates}`]),
          'by: State',
          'period: Year',
          'transmitted: Sent',
          'body: {units: Units, share: Share, counted: Counted, complete: Complete}',
        ].join('\n'),
      )
      const { status, err } = await imported(path, file, map, '--yes')
      assert.deepEqual([status, err], [0, ''])
      const acts = actsOf(path, language)
      assert.deepEqual(
        acts.map(({ by, period, transmitted, body }) => [by, period, transmitted, body]),
        [
          ['A', 2027, '2026-12-14', { units: 1234, share: 0.5, counted: '2026-12-14', complete: true }],
          ['B', 2027, '2026-12-14T09:30:00+01:00', { units: 60 }],
          ['C', 2027, '2026-12-14', { units: 0, share: -0.5 }],
        ],
      )
    })
  }
})
