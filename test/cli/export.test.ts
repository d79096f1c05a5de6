/** What is handed on: each format is read again by a reader that knows nothing of ours, where there is one. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import ICAL from 'ical.js'
import { readWorkbook } from '../../src/sheets/workbook.ts'
import { pacta } from './process.ts'

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-export-'))
after(() => fs.rmSync(scratch, { recursive: true }))

const FERRY = 'agreements/northland-westmark'

async function exported(name: string, ...more: string[]): Promise<Buffer> {
  const file = join(scratch, name)
  const { status, err } = await pacta(['export', FERRY, file, ...more])
  assert.deepEqual([status, err], [0, ''])
  return fs.readFileSync(file)
}

describe('an export', { concurrency: true }, () => {
  test('as a workbook holds the register, docket, compliance and limits that the commands print', async () => {
    const sheets = await readWorkbook(await exported('a.xlsx', '--as-of', '2026-11-10'))
    assert.ok(Array.isArray(sheets))
    assert.deepEqual(
      sheets.map(({ name }) => name),
      ['About', 'Register', 'Docket', 'Compliance', 'Limits'],
    )
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-11-10', '--csv'])
    const cells = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map((cell) => cell ?? ''))
    assert.deepEqual(cells(sheets[1].rows), parse(out))
    const docket = await pacta(['docket', FERRY, '--as-of', '2026-11-10', '--csv'])
    assert.deepEqual(cells(sheets[2].rows), parse(docket.out))
    // Counts are numbers, which a spreadsheet can add up.
    assert.ok(sheets[3].rows.slice(1).every((row: readonly unknown[]) => typeof row[2] === 'number'))
  })
  test('is the same bytes each time, in every format', async () => {
    for (const format of ['html', 'xlsx', 'csv', 'json', 'ics']) {
      const [one, two] = await Promise.all([1, 2].map((n) => exported(`same-${n}.${format}`, '--as-of', '2026-11-10')))
      assert.ok(one?.equals(two as Buffer), format)
    }
  })
  test('as tables has a row for each line, whatever the view', async () => {
    const views = ['register', 'docket', 'compliance', 'limits']
    const tables = await Promise.all(
      views.map(async (view) => parse(await exported(`${view}.csv`, '--as-of', '2026-11-10', '--view', view))),
    )
    assert.deepEqual(
      tables.map(([heads]) => heads?.[0]),
      ['id', 'case', 'rule', 'limit'],
    )
    const all = JSON.parse((await exported('all.json', '--as-of', '2026-11-10')).toString())
    assert.equal(tables[0]?.length, all.lines.length + 1)
    assert.equal(tables[2]?.length, all.compliance.length + 1)
  })
  test('as a calendar has what is open on its day, or at its hour', async () => {
    const path = join(scratch, 'hours')
    const { status } = await pacta(['new', path, '--parties', 'Alder,Birch'])
    assert.equal(status, 0)
    fs.appendFileSync(
      join(path, 'agreement.md'),
      '\n```pacta\nrule: "2"\nwhen: question\nwho: each addressee\nmust: answer to question\nby: 48 hours after question is transmitted\n```\n',
    )
    const at = '2026-03-02T10:00:00+01:00'
    const asked = await pacta([
      'record',
      path,
      'question',
      '--by',
      'Alder',
      '--to',
      'Birch',
      '--transmitted',
      at,
      '--received',
      at,
      '--yes',
    ])
    assert.equal(asked.status, 0, asked.err)
    const file = join(path, 'due.ics')
    await pacta(['export', path, file, '--as-of', '2026-03-03'])
    const text = fs.readFileSync(file, 'utf8')
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75))
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    const times = events.map((event) => new ICAL.Event(event).startDate.toString())
    // By hand: 48 hours after 10:00 in Vienna; ten days after 2 March.
    assert.deepEqual(times.sort(), ['2026-03-04T09:00:00Z', '2026-03-12'])
    const ids = events.map((event) => new ICAL.Event(event).uid)
    assert.deepEqual([ids.length, new Set(ids).size], [2, 2])
    assert.match(text, /SUMMARY:Birch: Answer\\, question-1/)
  })
  test('as a calendar keeps the id of an entry when somebody has done what it is about', async () => {
    const uids = async (name: string, day: string) => {
      const text = (await exported(name, '--as-of', day)).toString()
      const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
      return events.map((event) => new ICAL.Event(event).uid)
    }
    const before = await uids('before.ics', '2026-01-02')
    const after = await uids('after.ics', '2026-11-10')
    assert.ok(before.includes('2/2026@northland-westmark'))
    assert.ok(after.every((uid) => !uid.startsWith('2/2026') || uid === '2/2026@northland-westmark'))
  })
  test('that cannot be made says why, and writes nothing', async () => {
    const CASES: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [['a.pdf'], /does not say what it is to be/],
      [['a.html', '--view', 'docket'], /--view goes with \.csv alone/],
      [['a.csv', '--view', 'lines'], /there is no view "lines"/],
      [['a.csv', '--weeks', '3'], /--weeks goes with \.html alone/],
      [['a.html', '--weeks', '0'], /no number of weeks/],
    ]
    for (const [[name, ...more], says] of CASES) {
      const file = join(scratch, 'refused', name as string)
      const { status, err } = await pacta(['export', FERRY, file, ...more])
      assert.equal(status, 2)
      assert.match(err, says)
      assert.equal(fs.existsSync(file), false)
    }
    const rows = join(FERRY, 'cases/boundaries.csv')
    const before = fs.readFileSync(rows)
    const over = await pacta(['export', FERRY, rows])
    assert.equal(over.status, 2)
    assert.match(over.err, /is there already, in the folder of the agreement/)
    assert.deepEqual(fs.readFileSync(rows), before)
    const { status, err } = await pacta(['export', FERRY, join(FERRY, 'agreement.md', 'a.html')])
    assert.equal(status, 2)
    assert.match(err, /ENOTDIR|EEXIST/)
  })
})

describe('the survey', { concurrency: true }, () => {
  test('says who has reported, and how late, with what the counts are counts of', async () => {
    const page = (await exported('survey.html', '--as-of', '2026-12-31')).toString()
    const text = page
      .replace(/<style>.*?<\/style>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-12-31', '--csv'])
    const lines: string[][] = parse(out).slice(1)
    const returns = lines.filter((line) => line[1] === '2' && line[5] === '2026')
    const done = returns.filter((line) => line[7] === 'kept' || line[7] === 'late')
    assert.ok(returns.length > 1)
    assert.match(text, new RegExp(`${done.length} of ${returns.length} Yearly statement for 2026`))
    const open = lines.filter((line) => ['open', 'overdue', 'unanswered', 'not derivable'].includes(line[7] as string))
    for (const line of open) assert.ok(text.includes(line[8] as string), line[8] ?? '')
  })
  test('never says in its own words that anybody did wrong', async () => {
    const page = (await exported('words.html', '--as-of', '2026-12-31')).toString()
    assert.doesNotMatch(page, /\b(?:breach|violat|fail|guilt|fault|offend)/i)
  })
  test('needs nothing beside it', async () => {
    const page = (await exported('alone.html', '--as-of', '2026-12-31')).toString()
    assert.doesNotMatch(page, /<script|<link|src=|url\(|href="(?!#)/)
  })
})
