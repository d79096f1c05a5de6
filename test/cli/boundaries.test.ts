/** Boundary rows: tables in cases/ whose rows are played, what is refused of them, and how they are rewritten. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { BOUNDARY_HEADS } from '../../src/cli/boundary-file.ts'
import { updatedTable } from '../../src/cli/boundary-update.ts'
import { isAsExpected, playCases } from '../../src/cli/cases.ts'
import { CLI_CODES } from '../../src/cli/codes.ts'
import { readCsvTable } from '../../src/cli/csv-table.ts'
import type { Folder } from '../../src/cli/folder.ts'
import { damage, damaged } from '../fuzz/damage.ts'
import { pacta } from './process.ts'

const fence = '```'
const AGREEMENT = `# Lake

${fence}pacta
{agreement: lake, title: Lake, zone: Europe/Vienna, start: 2026-01-01}
---
parties:
  - {id: Alder, kind: state, name: Alder}
  - {id: Birch, kind: state, name: Birch}
  - {id: Cedar, kind: state, name: Cedar}
---
{act: question, stage: question}
---
{act: answer, stage: reply, refers to: question}
---
act: report
to: all
form:
  type: object
  properties:
    ships: {type: integer}
    calls:
      type: array
      items: {type: object, properties: {port: {type: string}, on: {type: string, format: date}}}
---
act: visit
to: one
refers to: question (optional)
${fence}

## 1

${fence}pacta
rule: "1"
when: question
who: each addressee
must: answer to question
by: 48 hours after question is received
---
rule: "2"
when: every quarter
who: each party
must: report for the quarter
to: all parties
by: 10 days after the quarter ends
---
check: "3"
on: report
where: report.ships >= 0
otherwise: ships below zero
---
check: "4"
on: report
where: report.ships < 100
otherwise: too many ships
---
limit: "5"
counts: visit
per: sender
in: calendar year
at most: 2
otherwise: over quota
---
rule: "6"
when: question
who: sender of question
must not: visit about question
until: 3 days after question is transmitted
${fence}
`
const HEAD = 'provision,case,acts,as of,line,reading,due'
const ASKED = 'question by Alder to Birch as q on 2026-03-02 at 10:00:01'

function folder(table: string, more: Partial<Folder> = {}): Folder {
  const file = (name: string, content: string) => ({ file: `lake/${name}`, name, content })
  return {
    path: 'lake',
    name: 'lake',
    agreement: file('agreement.md', AGREEMENT),
    forms: [],
    calendars: [],
    editions: [],
    acts: [],
    cases: [],
    boundaries: [file('cases/b.csv', table)],
    ...more,
  }
}

const rows = (...lines: readonly string[]) => `${[HEAD, ...lines].join('\n')}\n`

/** Of rows that can be played, those that are as expected. */
function played(...lines: readonly string[]): boolean[] {
  const outcomes = playCases(folder(rows(...lines)))
  for (const { problems } of outcomes) assert.deepEqual(problems, [])
  return outcomes.map(isAsExpected)
}

function refused(table: string, more: Partial<Folder> = {}): [string, string, string, string][] {
  return playCases(folder(table, more)).flatMap(({ problems }) =>
    problems.map(({ line, column, code, message, advice }): [string, string, string, string] => [
      `${line}:${column}`,
      code,
      message,
      advice,
    ]),
  )
}

describe('a boundary row', () => {
  test('is as expected at the boundary, and a second later is something else', () => {
    const answered = (at: string) => `${ASKED} ; answer by Birch to Alder about q on 2026-03-04 at ${at}`
    assert.deepEqual(
      played(
        `1,at the boundary,${answered('10:00:01')},2026-03-04T10:00:01+01:00,1/q/Birch,"answered 4 Mar 2026 10:00:01, in time",2026-03-04T10:00:01+01:00`,
        `1,one second late,${answered('10:00:02')},2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:02, 1 second after due",2026-03-04T09:00:01Z`,
        `1,one second late and taken for in time,${answered('10:00:02')},2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:02, in time",2026-03-04T09:00:01Z`,
        `1,due a second later,${answered('10:00:01')},2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:01, in time",2026-03-04T09:00:02Z`,
        `1,due on the day,${answered('10:00:01')},2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:01, in time",2026-03-04`,
        `1,not due at all,${answered('10:00:01')},2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:01, in time",`,
      ),
      [true, true, false, false, false, false],
    )
  })
  test('looks at a line that is not there, at marks, limits and prohibitions', () => {
    const reported = 'report by Cedar to all as r on 2026-04-10 for 2026-Q1 with {ships: -1}'
    const visits = 'visit by Alder to Birch as v1 on 2026-05-01 ; visit by Alder to Cedar as v2 on 2026-05-02'
    assert.deepEqual(
      played(
        `1,to nobody else,${ASKED},2026-03-05,none 1/q/Cedar,,`,
        `1,of whom it is said,${ASKED},2026-03-05,none 1/q/Birch,,`,
        `2,at the boundary,${reported},2026-04-10,2/2026-Q1/Cedar,"done 10 Apr 2026, in time",2026-04-10`,
        `3,below zero,${reported},2026-04-10,mark r,ships below zero (3),`,
        `3,not zero,${reported},2026-04-10,mark r 3,none,`,
        `4,not many,${reported},2026-04-10,mark r 4,none,`,
        `5,two,${visits},2026-05-02,limit 5/Alder,used 2 of at most 2,`,
        `5,not three,${visits},2026-05-02,limit 5/Alder,used 3 of at most 2,`,
        `6,in a standstill,${ASKED},2026-03-05,6/q/Alder,not before 5 Mar 2026 10:00:02,2026-03-05`,
      ),
      [true, false, true, true, false, true, true, false, false],
    )
  })
  test('of several marks is as expected if it is among them, and with a rule if it is among those of the rule', () => {
    const reported = 'report by Cedar to all as r on 2026-04-10 for 2026-Q1 with {ships: 100}'
    const agreement = AGREEMENT.replace('report.ships >= 0', 'report.ships > 200')
    const table = rows(
      `3,a,${reported},2026-04-10,mark r,too many ships (4),`,
      `3,b,${reported},2026-04-10,mark r,ships below zero (3),`,
      `3,c,${reported},2026-04-10,mark r 3,too many ships (4),`,
      `3,d,${reported},2026-04-10,mark r,none,`,
    )
    const file = { file: 'lake/agreement.md', name: 'agreement.md', content: agreement }
    assert.deepEqual(playCases(folder(table, { agreement: file })).map(isAsExpected), [true, true, false, false])
  })
  test('puts acts as a play does: windows, hours of receipt, several addressees, messages in braces', () => {
    assert.deepEqual(
      played(
        '1,a,"question by Alder to Birch, Cedar as q on 2026-03-02 received 2026-03-03 at 09:00",2026-03-04,1/q/Cedar,"due 5 Mar 2026 09:00, in 9 hours",2026-03-05T09:00:00+01:00',
        '1,b,question by Alder to Birch as q on 2026-03-02T10:00:00Z received 2026-03-02T12:00:00Z/2026-03-02T13:00:00Z,2026-03-03,1/q/Birch,"due 4 Mar 2026 13:00 to 4 Mar 2026 14:00, in 13 hours to 14 hours",2026-03-04T12:00:00Z/2026-03-04T13:00:00Z',
        '1,c,question by Alder to Birch as q on 2026-03-02 received unknown,2026-03-05,1/q/Birch,cannot be derived: day of receipt not known,2026-03-04T00:00:00+01:00/..',
        '2,d,"report by Cedar as r on 2026-04-10 for 2026-Q1 with {ships: 3, calls: [{port: ""O\'Hara; by the lake"", on: 2026-03-01}]}",2026-04-10,2/2026-Q1/Cedar,"done 10 Apr 2026, in time",2026-04-10',
      ),
      [true, true, true, true],
    )
  })
  test('is told with what was expected and found', async () => {
    const path = join(scratch, 'told')
    fs.mkdirSync(join(path, 'cases'), { recursive: true })
    fs.writeFileSync(join(path, 'agreement.md'), AGREEMENT)
    const table = rows(
      `1,never,${ASKED},2026-03-05,1/q/Birch,no answer by then,2026-03-04`,
      `1,b,${ASKED},2026-03-05,none 1/q/Cedar,,`,
    )
    fs.writeFileSync(join(path, 'cases/b.csv'), table)
    const { status, out, err } = await pacta(['test', path])
    assert.deepEqual([status, err], [1, ''])
    assert.equal(
      out,
      `${path}/cases/b.csv:2  1, never: 1/q/Birch 2026-03-05
  - no answer by then                         | 2026-03-04
  + no answer recorded by 4 Mar 2026 10:00:01 | 2026-03-04T10:00:01+01:00
${path}: 2 rows; 1 not as expected.
`,
    )
  })
})

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-rows-'))
after(() => fs.rmSync(scratch, { recursive: true }))

describe('a table of rows is refused', () => {
  test('for everything that is wrong with its rows at once, each with its row and column', () => {
    const table = rows(
      ',a,,2026-03-05,none 1/q/Birch,,',
      '1,,,2026-03-05,2/2026-Q1/Cedar,x,',
      '1,b,,5 March 2026,2/2026-Q1/Cedar,x,',
      '1,b,,2026-03-05,2/2026-Q1/Cedar,,',
      '1,c,,2026-03-05,,x,',
      '1,d,,2026-03-05,mark,x,',
      '1,e,,2026-03-05,none 2/2026-Q1/Cedar,x,2026-03-04',
      '1,f,,2026-03-05,mark q,x,2026-03-04',
      '1,g,,2026-03-05,2/2026-Q1/Cedar,x,soon',
      '1,h,,2026-03-05,2/2026-Q1/Cedar,x,2026-03-05/2026-03-04',
    )
    assert.deepEqual(
      refused(table).map(([place, code, message]) => [place, code, message]),
      [
        ['2:1', 'boundary/provision', 'The row does not say for which provision it is.'],
        ['3:3', 'boundary/case', 'The row does not say which case it is.'],
        ['4:6', 'boundary/time', '"5 March 2026" is no date and no instant.'],
        ['5:3', 'boundary/case', 'The case "b" of 1 stands twice; the first is lake/cases/b.csv:4.'],
        ['5:33', 'boundary/expectation', 'The row expects nothing.'],
        ['6:17', 'boundary/expectation', 'The row does not say what it looks at.'],
        ['7:17', 'boundary/expectation', '"mark" names nothing.'],
        ['8:38', 'boundary/expectation', 'A line that is not there has no reading.'],
        ['8:40', 'boundary/expectation', 'A line that is not there has no time.'],
        ['9:26', 'boundary/expectation', 'A mark has no time by which it is due.'],
        ['10:35', 'boundary/time', '"soon" is no date and no instant.'],
        ['11:35', 'boundary/time', '"2026-03-05/2026-03-04" is no date and no instant.'],
      ],
    )
  })
  test('for acts that cannot be played', () => {
    const of = (acts: string) =>
      refused(rows(`1,a,${acts},2026-03-05,2/2026-Q1/Cedar,x,`)).map(([place, code, message, advice]) => [
        `${place} ${code}`,
        message,
        advice,
      ])
    assert.deepEqual(of('questoin by Alder to Brich on 2026-03-02'), [
      ['2:5 boundary/acts', 'The agreement has no kind of act "questoin".', 'Did you mean "question"?'],
    ])
    const at = '2:5 boundary/acts'
    assert.deepEqual(of('question by Alder to Birch'), [
      [at, 'on: A date is missing.', 'Write on 2026-03-02, year, month and day.'],
    ])
    assert.deepEqual(of('question by Alder to Brich on 2026-03-02 ; report by Aldr on 2 April 2026 ; '), [
      [at, 'to: "Brich" is no party of this agreement.', 'Did you mean "Birch"?'],
      [at, 'on: "2 April 2026" is no date as it is written here.', 'Write on 2026-04-02.'],
      [at, ';: No act stands between two marks.', 'Take one of them out.'],
    ])
    assert.deepEqual(of('answer by Birch to Alder about q on 2026-03-02').length, 1)
    assert.deepEqual(
      of('next').map(([, message]) => message),
      ['The agreement has no kind of act "next".'],
    )
    assert.deepEqual(of('"report by Cedar on 2026-04-10 for 2026-Q1 with {ship: 1, calls: [{prt: x}]}"'), [
      [at, 'with ship: The form has no field "ship".', 'Did you mean "ships"?'],
      [at, 'with calls.prt: The form has no field "prt".', 'Did you mean "port"?'],
    ])
    assert.match(of('"report by Cedar on 2026-04-10 with {ships: 1"')[0]?.[1] ?? '', /A bracket is not closed\.$/)
    assert.match(of('"report by Cedar on 2026-04-10 with {ships: [1}]}"')[0]?.[1] ?? '', /cannot be read/)
    assert.match(
      of(`"report by Cedar on 2026-04-10 with ${'{a: '.repeat(40)}1${'}'.repeat(40)}"`)[0]?.[1] ?? '',
      /nested more than 32/,
    )
    assert.match(of('report by Cedar on 2026-04-10T10:00:00Z at 10:00')[0]?.[1] ?? '', /says when already/)
    assert.match(of('report by Cedar on 2026')[0]?.[1] ?? '', /no date as it is written/)
  })
  test('for lines, acts, rules and limits that are not there, with those that are', () => {
    const of = (line: string, reading = 'x') =>
      refused(rows(`1,a,${ASKED},2026-03-05,${line},${reading},`)).map(([, code, message, advice]) => [
        code,
        message,
        advice,
      ])
    assert.deepEqual(of('1/q/Brich'), [
      ['boundary/line', 'There is no line "1/q/Brich" then.', 'Did you mean "1/q/Birch"?'],
    ])
    assert.deepEqual(of('1/x/Cedar'), [
      ['boundary/line', 'There is no line "1/x/Cedar" then.', 'Known here: 1/q/Birch.'],
    ])
    assert.deepEqual(of('none 7/q/Birch', ''), [
      ['boundary/line', 'The agreement has no rule "7".', 'Did you mean "1"?'],
    ])
    assert.deepEqual(of('none 1/q/Brich', ''), [
      ['boundary/line', '"Brich" is no party here.', 'Did you mean "Birch"?'],
    ])
    assert.deepEqual(of('none 1/r/Birch', ''), [
      ['boundary/line', 'No act of the row is called "r".', 'Did you mean "q"?'],
    ])
    assert.deepEqual(of('mark r'), [['boundary/line', 'No act of the row is called "r".', 'Did you mean "q"?']])
    assert.equal(of('mark q 9')[0]?.[1], 'The agreement has no rule "9".')
    assert.deepEqual(of('limit 5/Brich'), [
      ['boundary/line', 'There is no limit "5/Brich" then.', 'Did you mean "5/Birch"?'],
    ])
  })
  test('says of a decision that it is not there by rule and proposal', () => {
    const decided = AGREEMENT.replace(
      'rule: "1"',
      `decision: "7"
on: question
if: question.urgent
positions: {against: answer to question}
adopted when: {against: nobody}
closes: 2 days after question is transmitted
---
rule: "1"`,
    ).replace(
      '{act: question, stage: question}',
      '{act: question, stage: question, form: {type: object, properties: {urgent: {type: boolean, default: false}}}}',
    )
    const agreement = { file: 'lake/agreement.md', name: 'agreement.md', content: decided }
    const of = (line: string) =>
      refused(rows(`1,a,${ASKED},2026-03-05,none ${line},,`), { agreement }).map(([, , message, advice]) => [
        message,
        advice,
      ])
    assert.deepEqual(of('7/q'), [])
    assert.deepEqual(of('7/p'), [['No act of the row is called "p".', 'Did you mean "q"?']])
    assert.deepEqual(of('8/q').length, 1)
  })
  test('for its head, its rows and its text', () => {
    const of = (table: string) => refused(table).map(([place, code, message]) => [place, code, message])
    assert.deepEqual(of(''), [['1:1', 'csv/head', 'The table is empty.']])
    assert.deepEqual(of(`${HEAD}\n`), [
      ['1:1', 'boundary/expectation', 'The table has no rows, so it expects nothing.'],
    ])
    assert.deepEqual(of('provision,case\n1,a\n'), [['1:1', 'csv/head', 'The head of the table is "provision,case".']])
    assert.deepEqual(of(rows('1,a,,2026-03-05,mark q,a, b,', '', '1,b')), [
      ['2:1', 'csv/cells', 'The row has 8 cells, and the table 7 columns.'],
      ['4:1', 'csv/cells', 'The row has 2 cells, and the table 7 columns.'],
    ])
    const [[place, code] = []] = of(rows('1,a,"x,2026-03-05,mark q,a,', '1,b,,2026-03-05,mark q,b,'))
    assert.deepEqual([place?.split(':')[1], code], ['1', 'csv/syntax'])
    const bytes = { file: 'lake/cases/b.csv', name: 'cases/b.csv', content: new Uint8Array([0x31, 0xff]) }
    assert.deepEqual(
      refused('', { boundaries: [bytes] }).map(([, code]) => code),
      ['csv/syntax'],
    )
  })
  test('for provisions that rules.csv does not list, and for a rules.csv that cannot be read', () => {
    const list = (content: string) => ({ provisions: { file: 'lake/rules.csv', name: 'rules.csv', content } })
    const table = rows(`1,never,,2026-05-01,2/2026-Q1/Cedar,not recorded by 10 Apr 2026,2026-04-10`)
    assert.deepEqual(refused(table, list('id,chapter,rule,deadline,tag\n16.1.2,III,reply,48 hours,M\n')), [
      ['2:1', 'boundary/provision', 'rules.csv has no provision "1".', 'Known here: 16.1.2.'],
    ])
    assert.deepEqual(refused(table, list('id,chapter,rule,deadline,tag\n1,III,reply,48 hours,M\n')), [])
    assert.deepEqual(
      refused(table, list('id\n1\n')).map(([, code]) => code),
      ['csv/head'],
    )
  })
})

describe('rows are rewritten', () => {
  const update = (table: string) => {
    const outcomes = playCases(folder(table))
    return updatedTable(
      table,
      outcomes.flatMap(({ row }) => (row === undefined ? [] : [row])),
    )
  }
  test('in place: reading and due of those that differ, and nothing else', () => {
    const table = `\uFEFF${HEAD}\r\n\r\n1 ,"a ""b""\n c",${ASKED},2026-03-05 , 1/q/Birch,"no reply, so far",\r\n1,d,${ASKED},2026-03-05,1/q/Birch, no answer recorded by 4 Mar 2026 10:00:01 ,2026-03-04T09:00:01Z`
    const expected = table.replace(
      '"no reply, so far",',
      '"no answer recorded by 4 Mar 2026 10:00:01",2026-03-04T10:00:01+01:00',
    )
    assert.equal(update(table), expected)
    assert.equal(update(expected), expected)
  })
  test('but not where a line is there that is said not to be', () => {
    const table = rows(`1,a,${ASKED},2026-03-05,none 1/q/Birch,,`, `1,b,${ASKED},2026-03-05,mark q,x,`)
    assert.equal(update(table), table.replace('mark q,x,', 'mark q,none,'))
  })
  test('by pacta test --update, byte for byte, and what is left is told', async () => {
    const path = join(scratch, 'updated')
    fs.mkdirSync(join(path, 'cases'), { recursive: true })
    fs.writeFileSync(join(path, 'agreement.md'), AGREEMENT)
    const file = join(path, 'cases/b.csv')
    const row = `1,b,${ASKED},2026-03-05,1/q/Birch,x,\r\n`
    fs.writeFileSync(file, `\uFEFF${HEAD}\r\n${row}`)
    const { status, out } = await pacta(['test', path, '--update'])
    assert.equal(status, 0, out)
    const reading = 'no answer recorded by 4 Mar 2026 10:00:01,2026-03-04T10:00:01+01:00'
    assert.equal(fs.readFileSync(file, 'utf8'), `\uFEFF${HEAD}\r\n${row.replace('x,', reading)}`)
    fs.appendFileSync(file, `1,c,${ASKED},2026-03-05,none 1/q/Birch,,\r\n`)
    const again = await pacta(['test', path, '--update'])
    assert.equal(again.status, 1)
    assert.match(again.out, /1 row left: a line is there that is said not to be\./)
  })
})

describe('a damaged table', () => {
  const table = rows(
    `1,at the boundary,${ASKED} ; answer by Birch to Alder about q on 2026-03-04 at 10:00:01,2026-03-05,1/q/Birch,"answered 4 Mar 2026 10:00:01, in time",2026-03-04T10:00:01+01:00`,
    '2,in braces,"report by Cedar as r on 2026-04-10 for 2026-Q1 with {ships: 3, calls: [{port: ""a, b"", on: 2026-03-01}]}",2026-04-10,mark r 3,none,',
    '5,"two\nvisits",visit by Alder to Birch as v on 2026-05-01,2026-05-02T10:00:00Z,limit 5/Alder,used 1 of at most 2,',
    `1,c,${ASKED} received 2026-03-02/2026-03-03,2026-03-05,none 1/q/Cedar,,`,
  )
  test('is answered: each row is played or refused, in its place, and rewriting leaves the rest as it is', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 5 }), (damages) => {
        const content = damaged(table, damages)
        const source = { file: 'lake/cases/b.csv', name: 'cases/b.csv', content }
        const outcomes = playCases(folder('', { boundaries: [source] }))
        assert.ok(outcomes.length > 0)
        for (const { code, line, column, advice } of outcomes.flatMap(({ problems }) => problems)) {
          assert.ok(Object.hasOwn(CLI_CODES, code), code)
          assert.ok(line >= 1 && column >= 1 && advice !== '')
        }
        const { text } = readCsvTable(source, BOUNDARY_HEADS)
        const played = outcomes.flatMap(({ row }) => (row === undefined ? [] : [row]))
        const again = { ...source, content: updatedTable(text, played) }
        const left = playCases(folder('', { boundaries: [again] })).flatMap(({ row }) =>
          row?.found === undefined || row.found.isAsExpected || row.row.looksAt.kind === 'none' ? [] : [row.row.cells],
        )
        assert.deepEqual(left, [])
      }),
      { numRuns: 150 },
    )
  })
})
