/** Reminders and the schedule, as somebody asks for them. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const FERRY = 'agreements/northland-westmark'
const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-remind-'))
after(() => fs.rmSync(scratch, { recursive: true }))

function changed(name: string, change: (text: string) => string): string {
  const path = join(scratch, name)
  fs.cpSync(FERRY, path, { recursive: true })
  const file = join(path, 'agreement.md')
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')))
  return path
}

describe('a reminder', { concurrency: true }, () => {
  test('goes to who still owes, and to nobody else', async () => {
    const { status, out, err } = await pacta(['remind', FERRY, '--as-of', '2026-11-10'])
    assert.deepEqual([status, err], [0, ''])
    assert.deepEqual(out.match(/^To .*$/gm), ['To Northland'])
    assert.match(out, /^1\. an answer, owed to Estmark$/m)
    assert.match(out, /^ {3}No answer recorded by 5 Nov 2026\.$/m)
    assert.match(out, /^This reminder starts no clock and moves no date\.$/m)
  })
  test('is neutral, and says what the record covers', async () => {
    const { out } = await pacta(['remind', FERRY, '--as-of', '2026-05-03'])
    assert.match(out, /the record \(which covers 1 Jan - 24 Nov 2026: .*\) shows nothing yet/)
    assert.match(out, /^1\. a yearly statement, owed to all other parties$/m)
    assert.match(out, /^ {3}For 2026\.$/m)
    assert.doesNotMatch(out, /breach|violat|fail|guilt|overdue|must|unfortunately/i)
  })
  test('names what is past its time before what is to come', async () => {
    const question = {
      id: 'new',
      kind: 'question',
      by: 'Westmark',
      to: 'Northland',
      transmitted: '2026-04-30',
      received: '2026-04-30',
    }
    const file = join(scratch, 'acts.jsonl')
    fs.writeFileSync(file, `${JSON.stringify(question)}\n`)
    const { out } = await pacta(['remind', FERRY, '--acts', file, '--as-of', '2026-05-02', '--json'])
    const { reminders } = JSON.parse(out)
    const north = reminders.find(({ debtor }: { debtor: string }) => debtor === 'Northland')
    assert.deepEqual(
      north.items.map(({ line }: { line: { id: string; reading: string } }) => [line.id, line.reading]),
      [
        ['2/2026/Northland', 'overdue'],
        ['1/new/Northland', 'open'],
      ],
    )
  })
  test('to nobody, if nobody owes anything', async () => {
    const acts = join(scratch, 'none.yaml')
    fs.writeFileSync(acts, 'acts: []\n')
    const yearless = changed('yearless', (text) =>
      text.replace(/rule: "2"[\s\S]*?by: 30 April/, 'term: idle\nof: question\nmeans: has(question.text)'),
    )
    const { out } = await pacta(['remind', yearless, '--acts', acts, '--as-of', '2026-05-02'])
    assert.match(out, /\nNobody owes anything that is not on record\.\n$/)
  })
  test('says which rule waits for one', async () => {
    const path = changed('waiting', (text) =>
      text.replace(
        'act: waiver\n',
        'act: reminder\nstage: reminder\nto: some\nrefers to: question\n---\nrule: "9"\nwhen: reminder\nwho: each addressee\nmust: answer to question\nby: 3 days after reminder is received\n---\nact: waiver\n',
      ),
    )
    const { status, out, err } = await pacta(['remind', path, '--as-of', '2026-11-10'])
    assert.deepEqual([status, err], [0, ''])
    assert.match(
      out,
      /starts no clock and moves no date\. A reminder that is sent as an act \(reminder\) may: rule 9 waits for one\.$/m,
    )
    const { rulesThatWaitForAReminder } = JSON.parse((await pacta(['remind', path, '--json'])).out)
    assert.deepEqual(rulesThatWaitForAReminder, { kinds: ['reminder'], rules: ['9'] })
  })
  test('counts of what nothing can be derived, and reminds nobody of it', async () => {
    const { out } = await pacta(['remind', 'agreements/indivisible-security', '--as-of', '2022-02-10'])
    assert.match(out, /^Of \d+ further lines it cannot be derived how they stand; nobody is reminded of them\.$/m)
  })
  test('is not for what would have been owed', async () => {
    const { status, out, err } = await pacta(['remind', 'agreements/euro-atlantic-consultation'])
    assert.deepEqual([status, out], [2, ''])
    assert.match(err, /^AGREEMENT {2}remind\/played-over$/m)
  })
})

describe('a schedule', { concurrency: true }, () => {
  test('has a row for every rule of every agreement that is shipped', async () => {
    const names = fs.readdirSync('agreements').filter((name) => name !== 'README.md')
    const folders = names.map((name) => join('agreements', name))
    for (const folder of folders) {
      const { status, out } = await pacta(['schedule', folder, '--csv'])
      assert.equal(status, 0, folder)
      const { rules } = JSON.parse((await pacta(['explain', folder, '--json'])).out)
      for (const { id, sentence } of rules) {
        assert.ok(out.includes(sentence.replaceAll('"', '""')), `${folder}: rule ${id}`)
      }
    }
  })
  test('says party, what, to whom, when, by when and what silence means', async () => {
    const { out } = await pacta(['schedule', FERRY])
    assert.match(
      out,
      /^Each addressee +1 +must send an answer to the question +the sender of the question +when a question is transmitted +not later than 10 days after it has received the question +no answer$/m,
    )
    assert.match(
      out,
      /^Each party +2 +must send a yearly statement for that year +all other parties +when a calendar year begins +not later than the end of 30 April/m,
    )
    assert.match(out, /^1: The duty ends when the sender of the question sends a waiver/m)
  })
  test('is the same with other acts, with none, and on another machine', async () => {
    const path = changed('without-acts', (text) => text)
    fs.rmSync(join(path, 'acts'), { recursive: true })
    const { out } = await pacta(['schedule', FERRY, '--csv'])
    assert.equal((await pacta(['schedule', path, '--csv'], { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })).out, out)
    assert.match(out, /^party,rule,clause,kind,.*\r\n/)
  })
  test('runs nothing in a spreadsheet', async () => {
    const path = changed('formula', (text) => text.replace('## 1 Questions', '## =HYPERLINK("x")'))
    const { out } = await pacta(['schedule', path, '--csv'])
    assert.match(out, /,"'=HYPERLINK\(""x""\)",/)
  })
  test('is one page with nothing from elsewhere, and no markup of others', async () => {
    const path = changed('markup', (text) => text.replace('## 1 Questions', '## 1 <script>x</script> Questions'))
    const { out } = await pacta(['schedule', path, '--html'])
    assert.match(out, /^<!doctype html>\n/)
    assert.doesNotMatch(out, /<script|href=|src=|@import|url\(/)
    assert.equal(out.match(/<tr>/g)?.length, 1 + 5)
  })
  test('refuses two formats, and an agreement that cannot be read', async () => {
    assert.equal((await pacta(['schedule', FERRY, '--csv', '--html'])).status, 2)
    const broken = changed('broken', (text) => text.replace('who: each party', 'who: each partie'))
    const { status, out } = await pacta(['schedule', broken])
    assert.deepEqual([status, out], [2, ''])
  })
})
