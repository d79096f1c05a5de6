/** The command line as somebody uses it: in a process, by what it prints and by how it ends. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta, start } from './process.ts'

const FERRY = 'agreements/northland-westmark'
const LAKE = 'agreements/lake-fishery'
const WITH_ACTS_OF_ANOTHER = 'agreements/euro-atlantic-consultation'
const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-command-'))
after(() => fs.rmSync(scratch, { recursive: true }))

/** A folder with the agreement of the ferry, changed. */
function changed(name: string, change: (text: string) => string, file = 'agreement.md'): string {
  const path = join(scratch, name)
  fs.cpSync(FERRY, path, { recursive: true })
  fs.writeFileSync(join(path, file), change(fs.readFileSync(join(path, file), 'utf8')))
  return path
}

describe('a register', { concurrency: true }, () => {
  test('says first of what, as of when and what the record covers', async () => {
    const { status, out, err } = await pacta(['register', FERRY, '--as-of', '2026-11-10'])
    assert.deepEqual([status, err], [0, ''])
    const [title, asOf, covers, counts, empty, heads] = out.split('\n')
    assert.equal(title, 'Agreement on the Lake Ferry')
    assert.match(asOf ?? '', /^As of the end of 10 Nov 2026, Europe\/Vienna \(time-zone data \d{4}[a-z]\)\.$/)
    assert.equal(covers, 'The record covers 1 Jan - 24 Nov 2026: everything the three partners sent each other.')
    assert.equal(counts, '7 acts on record, 6 of them by then; of these, none inferred or unverified.')
    assert.deepEqual([empty, heads?.split(/ {2,}/)], ['', ['RULE', 'OWES', 'OWED TO', 'ABOUT', 'DUE', 'READING']])
    assert.match(out, /^1 +Northland +Estmark +winter-repair +5 Nov 2026 +no answer recorded by 5 Nov 2026$/m)
  })
  test('is as of the end of what the record covers, if nobody says otherwise', async () => {
    const { out } = await pacta(['register', FERRY])
    assert.match(out, /^As of the end of 24 Nov 2026, .*: the end of what the record covers\.$/m)
  })
  test('is as of the last act, if the record covers nothing', async () => {
    const path = changed('uncovered', (text) => text.replace(/^covers:.*$/m, ''), 'acts/2026.yaml')
    const { out } = await pacta(['register', path])
    assert.match(out, /^As of 20 Nov 2026 08:45, .*: the last act on record\.$/m)
    assert.match(out, /^The record does not say what it covers\.$/m)
  })
  test('takes an instant with its offset, and no other', async () => {
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-04-14T07:19:59Z'])
    assert.match(out, /^As of 14 Apr 2026 09:19:59, /m)
    assert.match(out, /^2 +Northland\b.* due 30 Apr 2026, in 16 days$/m)
    const { status, err } = await pacta(['register', FERRY, '--as-of', '2026-04-14T09:19:59'])
    assert.equal(status, 2)
    assert.match(err, /Say the offset.*2026-04-14T09:19:59Z/)
  })
  test('as known at an instant leaves out what came on record later', async () => {
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-05-10', '--known-at', '2026-05-01'])
    assert.match(out, /^As known at the end of 1 May 2026: 2 of 7 acts had come on record\.$/m)
    assert.match(out, /^2 +Westmark .* not recorded by 30 Apr 2026$/m)
  })
  test('of one party holds what it owes and is owed', async () => {
    const { out } = await pacta(['register', FERRY, '--party', 'Estmark', '--as-of', '2026-11-10', '--csv'])
    for (const line of out.trimEnd().split('\r\n').slice(1)) assert.match(line, /Estmark|,all,/)
    const { status, err } = await pacta(['register', FERRY, '--party', 'Estmarck'])
    assert.equal(status, 2)
    assert.match(err, /Did you mean "Estmark"\?/)
  })
  test('for programs is one document with instants in UTC', async () => {
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-11-10', '--json'])
    const found = JSON.parse(out)
    assert.deepEqual(Object.keys(found), [
      'agreement',
      'playedOver',
      'asOf',
      'knownAt',
      'zone',
      'zoneData',
      'unverified',
      'covers',
      'lines',
      'limits',
      'marks',
    ])
    assert.deepEqual(found.asOf, { at: '2026-11-10T22:59:59.999Z', printed: 'the end of 10 Nov 2026' })
    assert.equal(found.covers.window, '2025-12-31T23:00:00Z/2026-11-24T22:59:59.999Z')
    const line = found.lines.find(({ id }: { id: string }) => id === '1/winter-repair/Northland')
    assert.equal(line.closes, '2026-11-05T23:00:00Z')
    assert.equal(line.reading, 'unanswered')
    assert.ok(!('basis' in line || 'state' in line))
    assert.doesNotMatch(out + (await pacta(['docket', FERRY, '--json'])).out, /violated/)
  })
  test('counts with what it counts, and says what falls due', async () => {
    const compliance = await pacta(['register', FERRY, '--view', 'compliance', '--as-of', '2026-11-10'])
    assert.match(compliance.out, /^2 +Westmark +0 +1 +0 +0 +0 +0 +1$/m)
    const calendar = await pacta(['register', FERRY, '--view', 'calendar'])
    assert.match(calendar.out, /^Falls due[^\n]*\n[^\n]*\n4 +Northland .* due 27 Nov 2026, in 3 days$/m)
  })
  test('says what parties may do beside what they owe', async () => {
    const { out } = await pacta(['register', FERRY, '--as-of', '2026-11-10', '--may'])
    assert.match(
      out,
      /^What parties may do:\nRULE +WHO +MAY .*\n3 +Estmark +ask for a meeting +winter-repair +25 Nov 2026 /m,
    )
  })
  test('names parties of whom the same is said once, below', async () => {
    const { out } = await pacta(['register', 'agreements/euro-atlantic-consultation', '--as-of', '2022-02-18'])
    assert.match(out, /^4\.2 +33 parties \[1\] +RU +ru-letter +- +no reading: addressee inferred, unverified$/m)
    const list = /^\[1\] ([^[]+?)\n\n/m.exec(out)?.[1] ?? ''
    assert.equal(list.split(/,\s+/).length, 33)
  })
  test('counts what is unsure among the acts sent by then', async () => {
    const { out } = await pacta(['register', WITH_ACTS_OF_ANOTHER, '--as-of', '2021-12-20'])
    assert.match(
      out,
      /^\d+ acts on record, 3 of them by then; of these, (?:none|\d) inferred or unverified(?:, and .*)?\.$/m,
    )
    const { out: before } = await pacta(['register', FERRY, '--as-of', '2026-01-01'])
    assert.match(before, /^7 acts on record, none of them by then\.$/m)
  })
  test('says first whose acts are played, unless others were named', async () => {
    const { out } = await pacta(['register', WITH_ACTS_OF_ANOTHER])
    assert.match(out, /^.*\nPlayed over the acts of indivisible-security: what these rules would have made of them\.\n/)
    const named = await pacta(['register', WITH_ACTS_OF_ANOTHER, '--acts', 'agreements/indivisible-security'])
    assert.doesNotMatch(named.out, /Played over|WOULD/)
    assert.match(out, /^RULE +WOULD OWE +TO +ABOUT +WOULD BE DUE +READING$/m)
    for (const name of ['register', 'docket']) {
      const { playedOver } = JSON.parse((await pacta([name, WITH_ACTS_OF_ANOTHER, '--json'])).out)
      assert.equal(playedOver, 'indivisible-security')
      const csv = await pacta([name, WITH_ACTS_OF_ANOTHER, '--csv'])
      assert.match(csv.out, /,played over\r\n.*,indivisible-security\r\n/s)
    }
  })
  test('leaves out columns in which no line says anything', async () => {
    const { out } = await pacta(['register', 'agreements/indivisible-security', '--as-of', '2022-02-18'])
    assert.match(out, /^ASKED +BY +ABOUT +READING$/m)
  })
  test('ends with what to type for a why, and that is answered', async () => {
    for (const path of [FERRY, 'agreements/indivisible-security']) {
      const { out } = await pacta(['register', path])
      const [, command = ''] = /\nnpx pacta (why .*)\n$/.exec(out) ?? []
      assert.equal((await pacta(command.split(' '))).status, 0, command)
    }
  })
  test('says which acts count for nothing, and what is said of acts in no case', async () => {
    const path = join(scratch, 'odd.jsonl')
    const act = (id: string, more: object) =>
      JSON.stringify({ id, kind: 'statement', by: 'Northland', to: 'all', transmitted: '2026-02-01', ...more })
    fs.writeFileSync(path, `${act('s', { body: { text: 'a' } })}\n${act('s', { body: { text: 'b' } })}\n`)
    const { status, out, err } = await pacta(['register', FERRY, '--acts', path, '--as-of', '2026-02-20'])
    assert.equal(status, 0, err)
    assert.match(out, /^2 acts bear one id with different contents: neither counts\.$/m)
    assert.match(out, /^Marks on acts that belong to no case:\nDATE +ACT +MARK\nnot known +s +two different acts /m)
  })
  test('says that nothing is drawn up beyond the record', async () => {
    const { out } = await pacta(['register', FERRY, '--as-of', '2030-01-01'])
    assert.match(out, /^The record covers .*\. It ends before that instant: nothing is drawn up for /m)
    assert.doesNotMatch((await pacta(['register', FERRY])).out, /nothing is drawn up/)
  })
  test('may be of other acts', async () => {
    const path = join(scratch, 'other.jsonl')
    fs.writeFileSync(
      path,
      '{"id":"q","kind":"question","by":"Northland","to":"Westmark","transmitted":"2026-02-01","received":"2026-02-01"}\n',
    )
    const { out } = await pacta(['register', FERRY, '--acts', path, '--as-of', '2026-02-20'])
    assert.match(out, /^1 +Westmark +Northland +q +11 Feb 2026 +no answer recorded by 11 Feb 2026$/m)
  })
})

describe('the same command gives the same bytes', { concurrency: true }, () => {
  const commands = [
    ['register', FERRY, '--may'],
    ['register', FERRY, '--json'],
    ['docket', FERRY],
    ['why', FERRY, '1/winter-repair/Northland'],
    ['explain', FERRY],
  ]
  // Whoever asks the machine for the time, in whatever way, ends with an error.
  const clockless = `data:text/javascript,${encodeURIComponent(
    `const refuse = () => { throw new Error('somebody asked for the time') }
     const Clock = Date
     globalThis.Date = class extends Clock { constructor(...a) { if (a.length === 0) refuse(); super(...a) } static now = refuse }
     Object.defineProperty(Temporal, 'Now', { get: refuse })`,
  )}`
  for (const command of commands) {
    test(`${command.join(' ')}: wherever, in whatever language, at whatever time`, async () => {
      const here = await pacta(command)
      assert.equal(here.status, 0, here.err)
      const env = {
        TZ: 'Asia/Tokyo',
        LANG: 'ru_RU.UTF-8',
        LC_ALL: 'ru_RU.UTF-8',
        COLUMNS: '40',
        FORCE_COLOR: undefined,
      }
      const options = `${process.env.NODE_OPTIONS ?? ''} --import ${clockless}`
      assert.deepEqual(await pacta(command, env), here)
      assert.deepEqual(await pacta(command, { NODE_OPTIONS: options }), here)
    })
  }
})

describe('why, docket, explain', { concurrency: true }, () => {
  test('a line is found by the beginning of its id', async () => {
    const { status, out } = await pacta(['why', FERRY, '1/winter', '--as-of', '2026-11-10'])
    assert.equal(status, 0)
    assert.match(
      out,
      /^1\/winter-repair\/Northland, as of the end of 10 Nov 2026: no answer recorded by 5 Nov 2026\n {2}- Rule 1: /,
    )
    assert.match(out, /\+ 10 calendar days = 5 Nov 2026/)
  })
  test('a line that is not there, or not the only one, is said so', async () => {
    const several = await pacta(['why', FERRY, '2/2026'])
    assert.equal(several.status, 2)
    assert.match(several.err, /^3 lines begin with "2\/2026":\n {2}2\/2026\/Northland\n/)
    const none = await pacta(['why', FERRY, '1/winter-repairs/Northland'])
    assert.equal(none.status, 2)
    assert.match(none.err, /Did you mean "1\/winter-repair\/Northland"\?/)
    // Of the rule that was named, however like another line is.
    const ofRule = await pacta(['why', FERRY, '1/2026/Northland'])
    assert.match(ofRule.err, /\nOf rule 1 there is 1\/[^\n]*1\/winter-repair\/Northland/)
  })
  test('a line that no rule sets a clock for is asked for by its id as it stands', async () => {
    const { status, out } = await pacta(['why', 'agreements/indivisible-security', '-/us-question/RU'])
    assert.equal(status, 0)
    assert.match(out, /^-\/us-question\/RU, as of /)
  })
  test('a why ends with what the keys of its sources stand for, those of acts and of clauses apart', async () => {
    const own = await pacta(['why', FERRY, '1/winter-repair/Northland'])
    assert.match(own.out, /\n {4}- Clause: [^\n]+ \[S1\]\n/)
    assert.match(own.out, /\n\nSources \(agreements\/northland-westmark\/SOURCES\.md\):\n {2}S1: The authors [^\n]+\n$/)
    const { out } = await pacta(['why', WITH_ACTS_OF_ANOTHER, '4.2/us-question/RU'])
    assert.match(out, /^Played over the acts of indivisible-security: /)
    assert.match(
      out,
      /\nSources of the acts \(agreements\/indivisible-security\/SOURCES\.md\):\n(?: {2}S\d+: [^\n]+\n)+\nSources of the clause \(agreements\/euro-atlantic-consultation\/SOURCES\.md\):\n {2}S1: /,
    )
  })
  test('a source without a line of its own is looked for in the file', async () => {
    const path = changed('unlisted', () => '# Sources\n\n- [S2] Another page.\n', 'SOURCES.md')
    const { out } = await pacta(['why', path, '1/winter-repair/Northland'])
    assert.match(out, /\nSources \([^\n]*\):\n {2}S1: sources are listed in [^\n]*SOURCES\.md\.\n$/)
    fs.rmSync(join(path, 'SOURCES.md'))
    assert.doesNotMatch((await pacta(['why', path, '1/winter-repair/Northland'])).out, /Sources/)
  })
  test('whoever is counted is named: below a case, and in a why', async () => {
    const docket = await pacta(['docket', 'agreements/indivisible-security', 'ru-letter', '--as-of', '2022-02-18'])
    const [, count = '', number = ''] = / to (\d+) parties \[(\d)\]: a question /.exec(docket.out) ?? []
    const [, list = ''] = new RegExp(`^\\[${number}\\] ([^[]+?)\\n(?:\\n|\\[)`, 'm').exec(docket.out) ?? []
    assert.equal(list.split(/[,;]\s+/).length, Number(count))
    const why = await pacta(['why', 'agreements/indivisible-security', '-/ru-letter/FI'])
    assert.match(why.out, new RegExp(`\\n +- To the ${count}: [^\\n]+; inferred and unverified: `))
  })
  test('a docket also lists what belongs to no case', async () => {
    const { out } = await pacta(['docket', FERRY])
    assert.match(out, /^Acts that belong to no case\n14 Apr 2026 09:20 +Northland to all: a yearly statement /m)
    const { apart } = JSON.parse((await pacta(['docket', FERRY, '--json'])).out)
    assert.deepEqual(
      apart.map(({ id }: { id: string }) => id),
      ['northland-2026', 'estmark-2026', 'westmark-2026'],
    )
  })
  test('a case holds what was said and how it stands', async () => {
    const { out } = await pacta(['docket', FERRY, 'winter-repair'])
    assert.match(
      out,
      /^20 Nov 2026 08:45 +Estmark to Northland: a request for a meeting \(winter-repair-meeting\) \[S1\]$/m,
    )
    assert.match(out, /^4 +Northland +Estmark +27 Nov 2026 +due 27 Nov 2026, in 3 days$/m)
    const none = await pacta(['docket', FERRY, 'summer-repair'])
    assert.equal(none.status, 2)
    assert.match(none.err, /Did you mean "winter-repair"\?/)
  })
  test('a rule stands below the words of its clause', async () => {
    const { out } = await pacta(['explain', FERRY, '2'])
    assert.match(
      out,
      /^2 Yearly statement\n {2}By 30 April each partner .*\n {2}> Rule 2: When a calendar year begins, /,
    )
    const none = await pacta(['explain', FERRY, '9'])
    assert.equal(none.status, 2)
    assert.match(none.err, /\nThere is 1, 2, 3, 4, /)
    assert.match((await pacta(['explain', FERRY, 'partys'])).err, /Did you mean "parties"/)
  })
  test('a provision that something of another name carries is explained by that', async () => {
    const { status, out } = await pacta(['explain', LAKE, '9'])
    assert.equal(status, 0)
    assert.match(out, /^9 Leaving\n {2}A village leaves [^\n]*\n {2}> Rule bound: A party is bound /)
    const one = JSON.parse((await pacta(['explain', LAKE, '2.2', '--json'])).out)
    assert.deepEqual(
      one.rules.map(({ id }: { id: string }) => id),
      ['2.2[perch]', '2.2[trout]'],
    )
  })
  test('what goes to all parties goes to no others', async () => {
    const { out } = await pacta(['schedule', LAKE])
    assert.match(out, /may bring that question before the council {2,}all parties {2,}/)
  })
  test('everything that is declared is explained beside its clause: kinds of act, texts, limbs, claims', async () => {
    const { out } = await pacta(['explain', 'agreements/indivisible-security'])
    assert.match(out, /^No rules, \d+ claims, \d+ instruments, \d+ commitments, \d+ kinds of act\.$/m)
    assert.match(out, /^\d+ parties: \d+ States, 3 organisations \(/m)
    assert.match(out, /^ {2}> Instrument COC-1994: .*, adopted 1994-12-03 by /m)
    assert.match(out, /^ {2}> Commitment L6: "[^\n]+"\n {4}- COC-1994, paragraph 3: confirmed \(/m)
    assert.match(out, /^ {2}> Kind of act answer: Each party may send an answer, .*; it must refer to a question or /m)
    assert.match(out, /^ {2}> Claim insufficiency: The sender of the question may claim that an answer/m)
    assert.doesNotMatch(out, /Rule insufficiency|counted from/)
  })
  test('the parties are named when they are asked for', async () => {
    const { out } = await pacta(['explain', 'agreements/indivisible-security', 'parties'])
    assert.match(out, /^UZ +Uzbekistan is a State, bound since /m)
    assert.match(out, /^CSTO-members: The group of members /m)
  })
})

describe('check and test answer yes or no', { concurrency: true }, () => {
  test('check: 0 for an agreement without errors', async () => {
    const { status, out } = await pacta(['check', FERRY])
    assert.deepEqual([status, out], [0, `${FERRY}: no error. 7 acts.\n`])
  })
  test('check: 1 with all errors at once, which are the answer', async () => {
    const path = changed('faulty', (text) =>
      text.replace('who: each party', 'who: each partner').replace('by: 30 April', 'by: 31 April'),
    )
    const { status, out, err } = await pacta(['check', path])
    assert.equal(status, 1)
    assert.equal(err, '')
    assert.ok((out.match(/agreement\.md:\d+:\d+ {2}[a-z]+\/[a-z-]+\n {2}.+\n {2}.+\n/g)?.length ?? 0) >= 2, out)
    assert.match(out, /^.*: \d+ errors\b/m)
  })
  test('the other commands: 2 for the same agreement, and no word on the output', async () => {
    const path = changed('faulty-too', (text) => text.replace('by: 30 April', 'by: 31 April'))
    for (const command of [['register'], ['docket'], ['explain'], ['why', '1'], ['test']]) {
      const [name = '', ...rest] = command
      const { status, out, err } = await pacta([name, path, ...rest])
      assert.equal(status, 2, name)
      if (name !== 'test') assert.equal(out, '')
      assert.match(err, /agreement\.md:\d+:\d+ /)
    }
  })
  test('test: 0 when all is as expected, 1 with the difference when not, and --update mends it', async () => {
    const file = 'cases/0-the-year-2026.md'
    const path = changed(
      'told-wrongly',
      (text) => text.replace('sent 14 Apr 2026, in time', 'sent 15 Apr 2026, in time'),
      file,
    )
    const wrong = await pacta(['test', path])
    assert.equal(wrong.status, 1)
    assert.match(
      wrong.out,
      /0-the-year-2026\.md:\d+ .*: register 2026-04-20\n {2}- 2 \| Northland .* 15 Apr 2026.*\n {2}\+ 2 \| Northland .* 14 Apr 2026/,
    )
    assert.equal((await pacta(['test', path, '--update'])).status, 0)
    assert.equal(fs.readFileSync(join(path, file), 'utf8'), fs.readFileSync(join(FERRY, file), 'utf8'))
    assert.equal((await pacta(['test', path])).status, 0)
  })
  test('test: of lines among others it shows what was found in the place of one that is not there', async () => {
    const path = join(scratch, 'among')
    fs.cpSync(LAKE, path, { recursive: true })
    const file = join(path, 'cases/5-leaving.md')
    const told = fs.readFileSync(file, 'utf8')
    // Owed to one more than it is: then no line has the same subject.
    const line = '5.1 | Northshore | Eastpier | before | 11 Aug 2026 | due'
    assert.ok(told.includes(line))
    fs.writeFileSync(file, told.replace(line, line.replace('Eastpier', 'Eastpier, Reedham')))
    const wrong = await pacta(['test', path])
    assert.equal(wrong.status, 1)
    const shown = wrong.out.split('\n').filter((text) => /^ {2}[-+] /.test(text))
    assert.deepEqual(
      shown.map((text) => text.replace(/ +/g, ' ')),
      [
        ' - 5.1 | Northshore | Eastpier, Reedham | before | 11 Aug 2026 | due 11 Aug 2026, in 7 days',
        ' + 5.1 | Northshore | Eastpier | before | 11 Aug 2026 | due 11 Aug 2026, in 7 days',
      ],
    )
  })
  test('test: 2 if nothing was tested: no cases, or a slip behind a fence', async () => {
    const path = changed('untested', (text) => text)
    const first = join(path, 'cases/1-questions.md')
    fs.writeFileSync(first, fs.readFileSync(first, 'utf8').replaceAll('```docket', '```dockte'))
    const slipped = await pacta(['test', path])
    assert.equal(slipped.status, 2)
    assert.match(slipped.err, /1-questions\.md:\d+:1 {2}case\/expectation\n.*\n.*Did you mean "docket"/)
    fs.rmSync(join(path, 'cases'), { recursive: true })
    const none = await pacta(['test', path])
    assert.equal(none.status, 2)
    assert.match(none.err, /no cases, so nothing was tested/)
    fs.writeFileSync(join(path, 'agreement.md'), '# Nothing\n')
    const unreadable = await pacta(['test', path])
    assert.equal(unreadable.status, 2)
    assert.match(unreadable.err, /agreement\.md:\d+:\d+ {2}agreement\//)
  })
  test('test: 2 for a story that cannot be played', async () => {
    const path = changed(
      'unplayable',
      (text) => text.replace('```acts\nacts:\n  - {id: q,', '```acts\nacts:\n  - {id: q, knd: x,'),
      'cases/1-questions.md',
    )
    const { status, err } = await pacta(['test', path])
    assert.equal(status, 2)
    assert.match(err, /cases\/1-questions\.md:\d+:\d+ {2}act\//)
  })
})

describe('a command that is misspelt', { concurrency: true }, () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['regster', FERRY], /no command "regster"\.\nDid you mean "register"\?/],
    [['constructor'], /no command "constructor"/],
    [['register'], /AGREEMENT is missing/],
    [['register', FERRY, '--asof', '2026-01-01'], /no option --asof\.\nDid you mean "--as-of"\?/],
    [['register', 'northland-westmark'], /folder\/missing\n.*\n.*Did you mean agreements\/northland-westmark\?/],
    [['register', FERRY, '--view', 'list'], /no view "list"/],
    [['start', '--port', '70000'], /"70000" is no port/],
    [['register', FERRY, '--json', '--csv'], /--json and --csv exclude each other/],
    [['docket', FERRY, '--json', '--csv'], /--json and --csv exclude each other/],
    [['register', FERRY, '--acts', 'nowhere'], /^nowhere:1:1 {2}folder\/missing\n.*\n.*behind --acts/],
    [['register', `agreements/${'x'.repeat(300)}`], /folder\/unreadable\n.*ENAMETOOLONG/],
    [['register', FERRY, '--acts', 'x'.repeat(300)], /folder\/unreadable\n.*ENAMETOOLONG/],
  ]
  for (const [command, expected] of wrong) {
    test(`${command.join(' ')}: status 2, advice, no stack`, async () => {
      const { status, out, err } = await pacta(command)
      assert.deepEqual([status, out], [2, ''])
      assert.match(err, expected)
      assert.doesNotMatch(err, /\n {4}at /)
    })
  }
  test('a device is no regular file', { skip: process.platform === 'win32' }, async () => {
    for (const args of [
      ['register', '/dev/null'],
      ['register', FERRY, '--acts', '/dev/null'],
    ]) {
      const { status, err } = await pacta(args)
      assert.equal(status, 2)
      assert.match(err, /folder\/not-a-file\n.*no regular file/)
    }
  })
  test('--help says how it is written, for each command', async () => {
    const all = await pacta(['--help'])
    assert.equal(all.status, 0)
    for (const [, name = ''] of all.out.matchAll(/^ {2}pacta ([\w-]+)/gm)) {
      const one = await pacta([name, '--help'])
      assert.equal(one.status, 0)
      assert.ok(one.out.startsWith(`npx pacta ${name}`))
      assert.match(one.out, /Exit status: 0 /)
    }
    assert.equal((await pacta([])).out, all.out)
  })
})

describe('what reads the output', { concurrency: true }, () => {
  test('may stop at any line', { skip: process.platform === 'win32' }, async () => {
    const { child, ended } = start(['docket', 'agreements/euro-atlantic-consultation', '--json'])
    child.stdout.destroy()
    const { status, err } = await ended
    assert.deepEqual([status, err], [0, ''])
  })
  test('may be full: one line, status 2', { skip: !fs.existsSync('/dev/full') }, async () => {
    const full = fs.openSync('/dev/full', 'w')
    const child = spawn(process.execPath, ['bin/pacta.mjs', 'register', FERRY], { stdio: ['ignore', full, 'pipe'] })
    let err = ''
    child.stderr?.on('data', (text) => {
      err += text
    })
    const [status] = await once(child, 'close')
    fs.closeSync(full)
    assert.deepEqual([status, err], [2, 'The output could not be written (ENOSPC).\n'])
  })
  test('gets no colours if it is no terminal', async () => {
    const { out } = await pacta(['register', FERRY])
    assert.ok(!out.includes('\u001b'))
  })
})
