/** What of a text is ruled and tested: a small agreement that has every state, the same with something changed, and lists with slips. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { assertWellFormed } from '../page/well-formed.ts'
import { pacta } from './process.ts'

const LAKE = 'test/cli/lake-watch'
const room = mkdtempSync(join(tmpdir(), 'pacta-coverage-'))
after(() => rmSync(room, { recursive: true }))

/** The lake with some files changed, by their names. */
function changed(name: string, files: Readonly<Record<string, (text: string) => string>>): string {
  const folder = join(room, name)
  cpSync(join(import.meta.dirname, 'lake-watch'), folder, { recursive: true })
  for (const [file, change] of Object.entries(files)) {
    const text = readFileSync(join(folder, file), 'utf8')
    const now = change(text)
    assert.notEqual(now, text, `${file} is changed`)
    writeFileSync(join(folder, file), now)
  }
  return folder
}

interface Found {
  readonly id: string
  readonly state: string
  readonly by: readonly { readonly what: string; readonly id: string }[]
  readonly cases: readonly { readonly name: string }[]
}
interface Whole {
  readonly counts: Readonly<Record<string, number>>
  readonly isListed: boolean
  readonly sections: readonly { readonly heading: string | null; readonly provisions: readonly Found[] }[]
}
async function jsonOf(folder: string): Promise<Whole> {
  return JSON.parse((await pacta(['coverage', folder, '--json'])).out)
}
/** `2.1 ruled: rule 2.1; one second late, Short notice` of each provision. */
function linesOf({ sections }: Whole): string[] {
  return sections.flatMap(({ provisions }) =>
    provisions.map(
      ({ id, state, by, cases }) =>
        `${id} ${state}: ${by.map((one) => `${one.what} ${one.id}`).join(', ')}; ${cases.map(({ name }) => name).join(', ')}`,
    ),
  )
}

describe('the lake', () => {
  test('under each heading its provisions; what is missing, or ruled and in no case, makes the answer no', async () => {
    const { status, out, err } = await pacta(['coverage', LAKE])
    assert.equal(err, '')
    assert.equal(status, 1)
    const [title, summary] = out.split('\n')
    assert.equal(title, 'Agreement on Watching the Lake')
    assert.equal(
      summary,
      '21 provisions: 18 ruled, 2 not checkable, 1 missing. Ruled and in no case: 1. Unverified: 3.',
    )
    const headings = ['1 Reports', '2 Visits', '3 The council', 'Missing: no declaration carries them']
    assert.deepEqual(
      headings.map((heading) => out.indexOf(`\n${heading}\n`)),
      headings.map((heading) => out.indexOf(`\n${heading}\n`)).toSorted((a, b) => a - b),
    )
    for (const heading of headings) assert.ok(out.includes(`\n${heading}\n`), heading)
    assert.match(out, /^1\.4 +not checkable: Which boats are worth counting .* +-$/m)
    assert.match(out, /^2\.1° +ruled: rule 2\.1 +2: one second late; Short notice$/m)
    assert.match(out, /^2\.3 +missing; who visits pays +-$/m)
    assert.match(out, /^2\.6 +ruled: rule 2\.6 +none$/m)
    assert.match(out, /^ {2}2\.7: The paragraph is remembered, not seen\.$/m)
  })
  test('by what each is ruled, and which cases exercise it', async () => {
    const found = await jsonOf(LAKE)
    assert.deepEqual(linesOf(found), [
      '1.1 ruled: rule 1.1; Short notice',
      '1.2 ruled: rule 1.1; Short notice',
      '1.3 ruled: act report; Short notice',
      '1.4 not checkable: ; ',
      '1.5 ruled: zone north; Short notice',
      '1.6 ruled: term large; Short notice',
      '1.7 ruled: check 1.7; Short notice',
      '2.1 ruled: rule 2.1; one second late, Short notice',
      '2.2 ruled: check 2.2[early]; at the boundary, Short notice',
      '2.4 ruled: limit 2.4; Short notice',
      '2.4/5 ruled: figure quota; Short notice',
      '2.6 ruled: rule 2.6; ',
      '2.7 not checkable: ; ',
      '3.1 ruled: body council; The council meets',
      '3.2 ruled: group shore; The council meets',
      '3.3 ruled: rule 3.3; The council meets',
      '3.4 ruled: rule 3.4; The council meets',
      '3.5 ruled: claim doubt; The council meets',
      '3.6 ruled: standing observer; The council meets',
      '3.7 ruled: reservation exclusion; The council meets',
      '2.3 missing: ; ',
    ])
    assert.deepEqual(found.counts, {
      provisions: 21,
      ruled: 18,
      notCheckable: 2,
      missing: 1,
      ruledWithoutCase: 1,
      unverified: 3,
    })
  })
  test('with a rule for what was missing and a row for what was in no case the answer is yes', async () => {
    const folder = changed('whole', {
      'agreement.md': (text) => text.replace('rule: "2.6"\n', 'rule: "2.6"\nprovisions: ["2.6", "2.3"]\n'),
      'cases/boundaries.csv': (text) =>
        `${text}2.6,never overdue,request by Alder to Birch as r on 2026-03-02 with entry=2026-03-20T10:00:00+01:00,2026-12-31,2.6/r/Birch,open since 2 Mar 2026,\n`,
    })
    assert.equal((await pacta(['test', folder])).status, 0)
    const { status, out } = await pacta(['coverage', folder])
    assert.equal(status, 0, out)
    assert.match(out, /^21 provisions: 19 ruled, 2 not checkable\. Unverified: 3\.$/m)
    assert.match(out, /^2\.3 +ruled: rule 2\.6 +1: never overdue \(2\.6\)$/m)
  })
  test('what no case looks at is exercised by none', async () => {
    const folder = changed('untested', {
      'cases/stories.md': (text) =>
        text.replace(/```marks 2026-03-12\n[^`]*```\n/, '').replace(/```marks 2026-02-20\n```\n/, ''),
    })
    const lines = linesOf(await jsonOf(folder))
    // No mark is asked for any more: neither the form, nor the checks, nor what one is free to do.
    for (const line of [
      '1.3 ruled: act report; ',
      '1.6 ruled: term large; ',
      '1.7 ruled: check 1.7; ',
      '3.4 ruled: rule 3.4; ',
      '3.2 ruled: group shore; ',
    ])
      assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`)
    // A row names its provision itself, and the use of the limit is still looked at.
    assert.ok(lines.includes('2.2 ruled: check 2.2[early]; at the boundary'))
    assert.ok(lines.includes('2.4/5 ruled: figure quota; Short notice'))
  })
  test('without a list the declarations alone say what there is', async () => {
    const folder = changed('unlisted', {})
    rmSync(join(folder, 'rules.csv'))
    const found = await jsonOf(folder)
    assert.equal(found.isListed, false)
    assert.equal(found.counts.missing, 0)
    // Of a name, such as that of the zone "south", nobody says that it is a provision.
    assert.deepEqual(
      linesOf(found).filter((line) => /south|reply|2\.3/.test(line)),
      [],
    )
    assert.ok(linesOf(found).includes('3.1 ruled: body council; The council meets'))
    assert.match((await pacta(['coverage', folder])).out, /^20 provisions by the declarations alone, with no list/m)
  })
})

/** The page without its style, in which other characters are plain. */
function bodyOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/<style>.*?<\/style>/s, '')
}

describe('the page', () => {
  test('is written whole, with every provision, reason and case', async () => {
    const file = join(room, 'coverage.html')
    const { status } = await pacta(['coverage', LAKE, '--html', file])
    assert.equal(status, 1)
    const page = bodyOf(file)
    assertWellFormed(page)
    assert.doesNotMatch(page, /<script|https?:/)
    for (const { provisions } of (await jsonOf(LAKE)).sections)
      for (const { id } of provisions) assert.ok(page.includes(`<div>${id}</div>`), id)
    assert.match(page, /<caption>2 Visits<\/caption>/)
    assert.match(page, /<caption>Missing<span>No declaration carries these provisions\.<\/span>/)
    assert.match(page, /Unverified: The 48 hours are remembered, not seen\./)
    assert.match(page, /In no case/)
  })
  test('text of others stays text', async () => {
    const folder = changed('hostile', {
      'rules.csv': (text) => text.replace('who visits pays', '<b onclick=x>who</b>'),
      'cases/boundaries.csv': (text) => text.replace('one second late', '<i>late</i>'),
    })
    const file = join(room, 'hostile.html')
    await pacta(['coverage', folder, '--html', file])
    const page = bodyOf(file)
    assertWellFormed(page)
    assert.doesNotMatch(page, /<b onclick|<i>late/)
  })
  test('a file that cannot be written is told', async () => {
    const { status, err } = await pacta(['coverage', LAKE, '--html', join(room, 'nowhere', 'x.html')])
    assert.equal(status, 2)
    assert.match(err, /cannot be written \(ENOENT\)/)
  })
})

describe('a list with slips', () => {
  const HEAD = 'id,chapter,rule,deadline,tag\n'
  const told = async (name: string, change: (text: string) => string) => {
    const folder = changed(name, { 'rules.csv': change })
    const { status, out, err } = await pacta(['coverage', folder])
    assert.equal(out, '')
    assert.equal(status, 2)
    const check = await pacta(['check', folder])
    assert.equal(check.status, 1)
    const lines = err.replaceAll(`${folder}/`, '').replaceAll(`${folder}\\`, '')
    for (const line of err.split('\n')) assert.ok(check.out.includes(line), line)
    return lines
  }
  test('rows without a number, with one that cannot be one, and twice', async () => {
    const err = await told('rows', (text) =>
      text.replace(HEAD, `${HEAD},1,no number,,\n"7 and 8",1,two,,\n2.1,2,again,,\n`),
    )
    assert.match(err, /^rules\.csv:2:1 {2}provision\/row\n {2}The row names no provision\.$/m)
    assert.match(err, /^rules\.csv:3:1 {2}provision\/row\n {2}"7 and 8" cannot be the id of a provision\.$/m)
    assert.match(
      err,
      /^rules\.csv:12:1 {2}provision\/row\n {2}.*"2\.1" stands in a second row; the first is in line 4\.$/m,
    )
  })
  test('a row with a comma too many, and a head of other columns', async () => {
    assert.match(
      await told('cells', (text) =>
        text
          .replace('requests are answered', 'requests, answered')
          .replace('"requests, answered"', 'requests, answered'),
      ),
      /csv\/cells/,
    )
    assert.match(await told('head', (text) => text.replace(HEAD, 'id,rule\n')), /rules\.csv:1:1 {2}csv\/head/)
  })
  test('what a declaration names that the list does not have', async () => {
    const err = await told('slip', (text) => text.replace('2.4/5,', '2.4/6,'))
    assert.match(
      err,
      /agreement\.md:\d+:1 {2}provision\/unlisted\n {2}rules\.csv has no provision "2\.4\/5"\.\n {2}Did you mean "2\.4/,
    )
  })
})

describe('agreements that ship', { concurrency: true }, () => {
  for (const name of [
    'euro-atlantic-consultation',
    'indivisible-security',
    'northland-westmark',
    'organisations-dialogue',
  ]) {
    test(name, async () => {
      const { status, out, err } = await pacta(['coverage', `agreements/${name}`])
      assert.equal(err, '')
      assert.match(out, /^(?:\d+ provisions by the declarations alone|No declaration names a provision)/m)
      assert.equal(status, /Ruled and in no case/.test(out) ? 1 : 0)
    })
  }
})
