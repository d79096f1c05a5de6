/** Returns read in from the files of spreadsheet programs: the workbooks of test/sheets were written by two of them. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { actsOf, BOOKS, begun, imported, mapping, scratch, told } from './imported.ts'
import { pacta, start } from './process.ts'

describe('a workbook', { concurrency: true }, () => {
  test('is read with its dates, numbers, formulas and texts in German, and nothing is lost', async () => {
    const path = begun('sound')
    const { status, err } = await imported(path, `${BOOKS}/sound.xlsx`, join(path, 'mappings/holdings.yaml'), '--yes')
    assert.deepEqual([status, err], [0, ''])
    assert.deepEqual(actsOf(path, 'holdings'), [
      {
        id: 'h-A-2027',
        kind: 'holdings',
        by: 'A',
        to: 'all',
        period: 2027,
        transmitted: '2026-12-14T17:05:00+01:00',
        source: ['[workbook]'],
        body: {
          units: 60,
          share: 0.25,
          counted: '2026-11-30',
          complete: true,
          arm: 'land',
          major: { tanks: 42, note: 'zwei   Worte' },
        },
      },
      {
        id: 'h-B-2027',
        kind: 'holdings',
        by: 'B',
        to: 'all',
        period: 2027,
        transmitted: '2026-12-15',
        source: ['[workbook]'],
        body: { units: 1061, share: 0.5, counted: '2026-11-30', complete: true, arm: 'land' },
      },
      {
        id: 'h-C-2027',
        kind: 'holdings',
        by: 'C',
        to: 'all',
        period: 2027,
        transmitted: '2026-12-16T00:00:01+01:00',
        source: ['[workbook]'],
        body: { units: 0, complete: false, arm: 'air', major: { tanks: 0, note: '7' } },
      },
    ])
    const { out } = await pacta(['register', path, '--as-of', '2026-12-31'])
    assert.match(out, /^1 +C +all +2026 .* 1 day after due$/m)
  })
  test('imported twice changes not a byte', async () => {
    const path = begun('twice')
    const map = join(path, 'mappings/holdings.yaml')
    await imported(path, `${BOOKS}/sound.xlsx`, map, '--yes')
    const file = join(path, 'acts/holdings.jsonl')
    const before = fs.readFileSync(file)
    const { status, out } = await imported(path, `${BOOKS}/sound.xlsx`, map, '--yes')
    assert.equal(status, 0)
    assert.match(
      out,
      /3 rows in sound\.xlsx; 0 acts not on record yet; 3 on record already; 0 rows with something wrong\./,
    )
    assert.deepEqual(fs.readFileSync(file), before)
  })
  const FAULTY = [
    'Bestände!A8 (Staat) cell/party',
    'Bestände!C9 (Gesandt am) cell/date',
    'Bestände!D10 (Einheiten) cell/error',
    'Bestände!E10 (Anteil) cell/number',
    'Bestände!G10 (Vollständig) cell/truth',
    'Bestände!H10 (Waffe) cell/value',
    'Bestände!I10 (Panzer) cell/number',
    'Bestände!C11 (Gesandt am) cell/blank',
  ]
  test('in which something is wrong tells all of it by cell and writes nothing', async () => {
    const path = begun('faulty')
    const map = join(path, 'mappings/holdings.yaml')
    const { status, err } = await imported(path, `${BOOKS}/faulty.xlsx`, map, '--yes')
    assert.deepEqual([status, told(err)], [2, FAULTY])
    assert.match(err, /Nothing was written\. Mend the cells, or take the other 3 acts with --rest\./)
    assert.equal(fs.existsSync(join(path, 'acts')), false)
  })
  test('with --rest gives its sound rows, and when it is mended the others', async () => {
    const path = begun('rest')
    const map = join(path, 'mappings/holdings.yaml')
    const { status, err } = await imported(path, `${BOOKS}/faulty.xlsx`, map, '--rest', '--yes')
    assert.deepEqual([status, told(err)], [1, FAULTY])
    assert.deepEqual(
      actsOf(path, 'holdings').map(({ id }) => id),
      ['h-A-2027', 'h-B-2027', 'h-C-2027'],
    )
  })
  test('whose formulas were never computed says so, and does not take them for blank', async () => {
    const path = begun('formulas')
    const map = join(path, 'mappings/holdings.yaml')
    const { status, err } = await imported(path, `${BOOKS}/without-stored-values.xlsx`, map, '--yes')
    assert.deepEqual([status, told(err)], [2, ['Bestände!I4 (Panzer) cell/error']])
  })
  test('of which every eighth byte is flipped is read or refused, and never traced', async () => {
    const path = begun('flipped')
    const bytes = fs.readFileSync(`${BOOKS}/sound.xlsx`)
    const { readWorkbook } = await import('../../src/sheets/workbook.ts')
    for (let at = 0; at < bytes.length; at += 8) {
      const broken = Uint8Array.from(bytes)
      broken[at] = (broken[at] as number) ^ 0x55
      const read = await readWorkbook(broken)
      assert.ok(Array.isArray(read) || ('code' in read && read.code === 'sheet/unreadable'))
    }
    const file = join(path, 'cut.xlsx')
    fs.writeFileSync(file, bytes.subarray(0, 1000))
    const { status, err } = await imported(path, file, join(path, 'mappings/holdings.yaml'))
    assert.equal(status, 2)
    assert.match(err, /sheet\/unreadable/)
  })
})

describe('rows of one act', { concurrency: true }, () => {
  const head = 'État;Année;Envoyé le;Unités;Formation;Effectif\n'
  const file = (path: string, rows: string) => {
    const name = join(path, 'formations.csv')
    fs.writeFileSync(name, head + rows)
    return name
  }
  test('give an item each; what stands outside is said once or in each', async () => {
    const path = begun('items')
    const rows = 'A;2027;01/12/2026;2;1re brigade;1 200\nB;2027;02/12/2026;1;Garde;300\nA;;;;2e brigade;900\n'
    const { status, err } = await imported(path, file(path, rows), join(path, 'mappings/formations.yaml'), '--yes')
    // A row that does not say when is not taken for another: the key of each row is needed.
    assert.deepEqual([status, told(err)], [2, ['C4 (Envoyé le) cell/blank', 'B4 (Année) row/no-period']])
    const whole = rows.replace('A;;;;', 'A;2027;01/12/2026;;')
    const again = await imported(path, file(path, whole), join(path, 'mappings/formations.yaml'), '--yes')
    assert.deepEqual([again.status, again.err], [0, ''])
    assert.deepEqual(
      actsOf(path, 'formations').map(({ id, body }) => [id, body]),
      [
        [
          'f-A',
          {
            units: 2,
            formations: [
              { designation: '1re brigade', personnel: 1200 },
              { designation: '2e brigade', personnel: 900 },
            ],
          },
        ],
        ['f-B', { units: 1, formations: [{ designation: 'Garde', personnel: 300 }] }],
      ],
    )
  })
  test('that say two things, or one of which is unreadable, make no act, and the others do', async () => {
    const path = begun('two-things')
    const rows =
      'A;2027;01/12/2026;2;1re brigade;1 200\nA;2027;03/12/2026;2;2e brigade;900\n' +
      'B;2027;02/12/2026;1;Garde;300\nC;2027;02/12/2026;1;Garde;300\nC;2027;02/12/2026;1;Appui;beaucoup\n'
    const map = join(path, 'mappings/formations.yaml')
    const { status, err } = await imported(path, file(path, rows), map, '--rest', '--yes')
    assert.deepEqual([status, told(err)], [1, ['C3 (Envoyé le) cell/differs', 'F6 (Effectif) cell/number']])
    assert.deepEqual(
      actsOf(path, 'formations').map(({ id }) => id),
      ['f-B'],
    )
  })
  test('wait for a row that does not say whose it is, and might be theirs', async () => {
    const path = begun('nameless')
    const rows =
      'A;2027;01/12/2026;2;1re brigade;1 200\nE;2027;01/12/2026;2;2e brigade;900\n' +
      'B;2027;02/12/2026;1;Garde;300\nC;2027;01/12/2026;3;Appui;20\n'
    const map = join(path, 'mappings/formations.yaml')
    const { status, err, out } = await imported(path, file(path, rows), map, '--rest', '--yes')
    assert.deepEqual([status, told(err)], [1, ['A3 (État) cell/party']])
    assert.match(out, /row 2 {2}row\/held-back\n.*f-A is held back: row 3/)
    assert.deepEqual(
      actsOf(path, 'formations').map(({ id }) => id),
      ['f-B', 'f-C'],
    )
  })
  test('may have items in their columns, too', async () => {
    const path = begun('columns')
    const map = mapping(
      path,
      'columns',
      'act: holdings\nlanguage: en\ndates: day/month/year\nby: State\nperiod: Year\ntransmitted: Sent\nbody:\n  units: Units\n' +
        '  formations:\n    - {designation: {value: first}, personnel: First}\n    - {designation: {value: second}, personnel: Second}\n',
    )
    const name = join(path, 'columns.csv')
    fs.writeFileSync(
      name,
      'State,Year,Sent,Units,First,Second\nA,2027,01/12/2026,1,,20\nB,2027,01/12/2026,1,10,-1\nC,2027,01/12/2026,1,,\n',
    )
    const { status, err } = await imported(path, name, map, '--rest', '--yes')
    assert.deepEqual([status, told(err)], [1, ['F3 (Second) act/form']])
    assert.deepEqual(
      actsOf(path, 'columns').map(({ by, body }) => [by, body]),
      [
        ['A', { units: 1, formations: [{ designation: 'second', personnel: 20 }] }],
        ['C', { units: 1 }],
      ],
    )
  })
  test('depart from the form in their own cells', async () => {
    const path = begun('form')
    const rows =
      'A;2027;01/12/2026;2;1re brigade;1 200\nA;2027;01/12/2026;2;2e brigade;-900\nB;2027;01/12/2026;;Garde;3\n'
    const map = join(path, 'mappings/formations.yaml')
    const { status, err } = await imported(path, file(path, rows), map, '--yes')
    assert.deepEqual([status, told(err)], [2, ['F3 (Effectif) act/form', 'row 4 act/incomplete']])
    const asIs = await imported(path, file(path, rows), map, '--yes', '--as-is')
    assert.equal(asIs.status, 0)
    assert.equal(actsOf(path, 'formations').length, 2)
  })
})

describe('57 yearly returns from one workbook', { concurrency: true }, () => {
  const VIENNA = 'agreements/vienna-document-2011'
  const begunVienna = (name: string) => {
    const path = join(scratch, name)
    fs.cpSync(VIENNA, path, { recursive: true, filter: (file) => !file.endsWith('/cases') })
    return path
  }
  const map = join(VIENNA, 'mappings/annual-information.yaml')
  test('three of them with an error: told by cell, and nothing is lost', async () => {
    const path = begunVienna('vienna')
    const faulty = `${BOOKS}/annual-information-2027-with-errors.xlsx`
    const THREE = [
      'Annual information!E34 (Units) cell/number',
      'Annual information!C91 (Sent on) cell/date',
      'Annual information!A100 (State) cell/party',
    ]
    const whole = await imported(path, faulty, map, '--yes')
    assert.deepEqual([whole.status, told(whole.err)], [2, THREE])
    assert.deepEqual(actsOf(path, 'annual-information'), [])
    const rest = await imported(path, faulty, map, '--rest', '--yes')
    assert.deepEqual([rest.status, told(rest.err)], [1, THREE])
    assert.equal(actsOf(path, 'annual-information').length, 54)
    // The sheet with the three cells mended.
    const mended = await imported(path, `${BOOKS}/annual-information-2027.xlsx`, map, '--yes')
    assert.deepEqual([mended.status, mended.err], [0, ''])
    const acts = actsOf(path, 'annual-information')
    assert.equal(new Set(acts.map(({ by }) => by)).size, 57)
    const before = fs.readFileSync(join(path, 'acts/annual-information.jsonl'))
    const again = await imported(path, `${BOOKS}/annual-information-2027.xlsx`, map, '--yes')
    assert.match(again.out, /0 acts not on record yet; 57 on record already; 0 rows with something wrong\./)
    assert.deepEqual(fs.readFileSync(join(path, 'acts/annual-information.jsonl')), before)
    const check = await pacta(['check', path])
    assert.doesNotMatch(check.out, /jsonl/)
  })
})

describe('a record is not overwritten', { concurrency: true }, () => {
  const map =
    'act: holdings\nlanguage: en\ndates: day/month/year\nby: State\nperiod: Year\ntransmitted: Sent\nbody: {units: Units}\n'
  const head = 'State,Year,Sent,Units\n'
  test('by a row that says something else under the same id', async () => {
    const path = begun('versions')
    const file = join(path, 'a.csv')
    const by = mapping(path, 'a', map)
    fs.writeFileSync(file, `${head}A,2027,01/12/2026,10\nB,2027,01/12/2026,20\n`)
    await imported(path, file, by, '--yes')
    fs.writeFileSync(file, `${head}A,2027,01/12/2026,11\nB,2027,02/12/2026,20\nC,2027,02/12/2026,30\n`)
    const { status, err } = await imported(path, file, by, '--yes', '--rest')
    assert.deepEqual([status, told(err)], [1, ['D2 (Units) row/other-version', 'C3 (Sent) row/other-version']])
    assert.deepEqual(
      actsOf(path, 'a').map(({ by, body }) => [by, body]),
      [
        ['A', { units: 10 }],
        ['B', { units: 20 }],
        ['C', { units: 30 }],
      ],
    )
  })
  test('nor by two rows with one id', async () => {
    const path = begun('one-id')
    const file = join(path, 'a.csv')
    fs.writeFileSync(file, `${head}A,2027,01/12/2026,10\nA,2027,01/12/2026,20\n`)
    const { status, err } = await imported(path, file, mapping(path, 'a', map))
    assert.deepEqual([status, told(err)], [2, ['row 3 row/act']])
  })
  test('by two imports at once: what both bring is there once', async () => {
    const path = begun('at-once')
    const by = mapping(path, 'a', map)
    const file = join(path, 'a.csv')
    const rows = Array.from(
      { length: 300 },
      (_, at) => `${'ABC'[at % 3]},${2027 + Math.floor(at / 3)},01/12/2026,${at}\n`,
    )
    fs.writeFileSync(file, head + rows.join(''))
    const all = await Promise.all([1, 2, 3].map(() => imported(path, file, by, '--yes')))
    assert.deepEqual(
      all.map(({ status }) => status),
      [0, 0, 0],
    )
    const ids = actsOf(path, 'a').map(({ id }) => id)
    assert.deepEqual([ids.length, new Set(ids).size], [300, 300])
  })
  test('when it is killed: all of it is there, or nothing', async () => {
    const path = begun('killed')
    const by = mapping(path, 'a', map)
    const file = join(path, 'a.csv')
    const rows = Array.from(
      { length: 300 },
      (_, at) => `${'ABC'[at % 3]},${2027 + Math.floor(at / 3)},01/12/2026,${at}\n`,
    )
    fs.writeFileSync(file, head + rows.join(''))
    for (const wait of [150, 300, 450, 600]) {
      const { child, ended } = start(['import', path, file, '--mapping', by, '--yes'])
      setTimeout(() => child.kill('SIGKILL'), wait)
      await ended
      assert.ok([0, 300].includes(actsOf(path, 'a').length))
    }
    const { status } = await imported(path, file, by, '--yes')
    assert.equal(status, 0)
    assert.equal(actsOf(path, 'a').length, 300)
  })
  test('without a word: nobody is asked, so nothing is written', async () => {
    const path = begun('unconfirmed')
    const file = join(path, 'a.csv')
    fs.writeFileSync(file, `${head}A,2027,01/12/2026,10\n`)
    const by = mapping(path, 'a', map)
    const { status, err } = await imported(path, file, by)
    assert.equal(status, 2)
    assert.match(err, /record\/not-confirmed/)
    const dry = await imported(path, file, by, '--dry-run')
    assert.equal(dry.status, 0)
    assert.match(dry.out, /A dry run: nothing was written\./)
    assert.deepEqual(actsOf(path, 'a'), [])
  })
})

describe('what a row is for', { concurrency: true }, () => {
  const head =
    'act: holdings\nlanguage: en\ndates: day/month/year\nby: State\ntransmitted: Sent\nbody: {units: Units}\n'
  test('has to be said where a rule asks for it by the year', async () => {
    const path = begun('no-period')
    const file = join(path, 'a.csv')
    fs.writeFileSync(file, 'State,Sent,Units,Year\nA,01/12/2026,10,2027\nB,01/12/2026,10,\n')
    const none = await imported(path, file, mapping(path, 'none', head), '--yes')
    assert.deepEqual([none.status, told(none.err)], [2, ['row 2 row/no-period', 'row 3 row/no-period']])
    const one = await imported(path, file, mapping(path, 'one', `${head}period: Year\n`), '--yes')
    assert.deepEqual([one.status, told(one.err)], [2, ['D3 (Year) row/no-period']])
    const same = await imported(path, file, mapping(path, 'same', `${head}period: {value: 2027}\n`), '--yes')
    assert.equal(same.status, 0)
  })
  test('its id may come from a column that is used for nothing else, and from no other', async () => {
    const path = begun('ids')
    const file = join(path, 'a.csv')
    fs.writeFileSync(file, 'State,Sent,Units,No\nA,01/12/2026,10,7\nA,01/12/2026,11,8\n')
    const map = `${head}period: {value: 2027}\n`
    const { status, err } = await imported(path, file, mapping(path, 'no', `${map}id: "h-{by}-{No}"\n`), '--yes')
    assert.deepEqual([status, err], [0, ''])
    assert.deepEqual(
      actsOf(path, 'no').map(({ id }) => id),
      ['h-A-7', 'h-A-8'],
    )
    const unknown = await imported(path, file, mapping(path, 'nr', `${map}id: "h-{by}-{Nr}"\n`), '--yes')
    assert.deepEqual([unknown.status, told(unknown.err)], [2, ['row 1 sheet/no-column']])
  })
})

describe('what is wrong with a mapping or a file is told at once', { concurrency: true }, () => {
  const path = begun('mappings-told')
  const sheet = join(path, 'x.csv')
  fs.writeFileSync(sheet, 'State;Units;Units\nA;1;2\n')
  const CASES: readonly (readonly [text: string, codes: readonly string[]])[] = [
    ['act: [', ['mapping/file']],
    ['', ['mapping/file']],
    ['- a\n', ['mapping/file']],
    [
      'kind: holdings\nlanguage: deutsch\n',
      ['mapping/key', 'mapping/value', 'mapping/value', 'mapping/value', 'mapping/value'],
    ],
    ['act: holding\nlanguage: en\nby: State\ntransmitted: State\n', ['mapping/kind', 'mapping/value']],
    [
      'act: holdings\nlanguage: de\nby: {colum: State}\ntransmitted: State\nheads: 0\n',
      ['mapping/value', 'mapping/value'],
    ],
    [
      'act: holdings\nlanguage: de\nby: State\ntransmitted: State\nbody: {unit: Units, major: {tank: X}}\n',
      ['mapping/field', 'mapping/field'],
    ],
    [
      'act: holdings\nlanguage: de\nby: Stat\ntransmitted: Sent\nbody: {units: Units}\n',
      ['sheet/no-column', 'sheet/no-column', 'sheet/column-twice'],
    ],
  ]
  CASES.forEach(([text, codes], at) => {
    test(codes.join(', '), async () => {
      const { status, err } = await imported(path, sheet, mapping(path, `m${at}`, text))
      assert.equal(status, 2)
      const found = [...err.matchAll(/ {2}((?:mapping|sheet)\/\S+)$/gm)].map(([, code]) => code)
      assert.deepEqual(found, codes)
    })
  })
  test('a sheet that is not there, a format that is none', async () => {
    const book = `${BOOKS}/sound.xlsx`
    const by = mapping(path, 'other', 'act: holdings\nlanguage: de\nsheet: Bestand\nby: A\ntransmitted: B\n')
    const none = await imported(path, book, by)
    assert.equal(none.status, 2)
    assert.match(none.err, /sheet\/missing\n.*no sheet "Bestand"\.\n.*It has "Titel", "Bestände"\./)
    const other = await imported(path, 'README.md', by)
    assert.match(other.err, /sheet\/format/)
    const gone = await imported(path, join(path, 'nowhere.csv'), by)
    assert.deepEqual([gone.status, /folder\/missing/.test(gone.err)], [2, true])
    // What never ends is not read.
    const endless = join(path, 'endless.csv')
    fs.symlinkSync('/dev/zero', endless)
    const device = await imported(path, endless, by)
    assert.deepEqual([device.status, /folder\/not-a-file/.test(device.err)], [2, true])
    const link = join(path, 'link.xlsx')
    fs.symlinkSync(join(process.cwd(), BOOKS, 'sound.xlsx'), link)
    const followed = await imported(path, link, join(path, 'mappings/holdings.yaml'), '--dry-run')
    assert.equal(followed.status, 0)
    const missing = await pacta(['import', path, book])
    assert.match(missing.err, /--mapping FILE is missing\./)
  })
})
