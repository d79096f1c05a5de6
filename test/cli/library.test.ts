/** A library of agreements, as a drafter looks for a clause in it. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-library-'))
after(() => fs.rmSync(scratch, { recursive: true }))

describe('a gallery', { concurrency: true }, () => {
  test('agreements/README.md is what the command prints: npx pacta gallery agreements --write agreements/README.md', async () => {
    const { status, out, err } = await pacta(['gallery', 'agreements'])
    assert.deepEqual([status, err], [0, ''])
    assert.equal(fs.readFileSync('agreements/README.md', 'utf8'), out)
    const names = fs.readdirSync('agreements').filter((name) => name !== 'README.md')
    for (const name of names) assert.ok(out.includes(`\n| [${name}](${name}/agreement.md) | **`), name)
  })
  test('a file has links from where it lies', async () => {
    const file = join(scratch, 'gallery.md')
    const { status, out } = await pacta(['gallery', 'agreements/northland-westmark', '--write', file])
    assert.deepEqual([status, out], [0, `${file}: 1 agreement.\n`])
    const text = fs.readFileSync(file, 'utf8')
    const way = /\]\((.*?agreement\.md)\)/.exec(text)?.[1] ?? ''
    assert.ok(fs.existsSync(join(scratch, way)), way)
    assert.match(text, /^\| a duty every year, quarter or month \| .* `2` \|$/m)
  })
  test('text that looks like Markdown stays text', async () => {
    const path = join(scratch, 'marks', 'one')
    fs.cpSync('agreements/northland-westmark', path, { recursive: true })
    const file = join(path, 'agreement.md')
    const text = fs.readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: "A | B [c](d) *e* <f>"')
    fs.writeFileSync(file, text)
    const { out } = await pacta(['gallery', join(scratch, 'marks')])
    assert.ok(out.includes('**A \\| B \\[c\\](d) \\*e\\* \\<f\\>.**'), out)
  })
  test('a folder without agreements is refused, and so is one with a fault', async () => {
    const empty = join(scratch, 'empty')
    fs.mkdirSync(empty)
    assert.match((await pacta(['gallery', empty])).err, /^pacta gallery: there is no agreement in /)
    const broken = await pacta(['gallery', 'test/broken/agreements/language-not-built-yet'])
    assert.deepEqual([broken.status, broken.out], [2, ''])
    assert.match(broken.err, /language\/not-built-yet/)
  })
})

describe('a clause', { concurrency: true }, () => {
  test('is found by words, with agreement, rule, clause and sentence', async () => {
    const { status, out, err } = await pacta(['clause', 'forfeited 6 months', 'agreements'])
    assert.deepEqual([status, err], [0, ''])
    assert.match(
      out,
      /^un-watercourses-1997 13\(a\): Article 13: six months to reply {2}agreements\/un-watercourses-1997\/agreement\.md:\d+\n {2}When a notice /,
    )
    assert.match(out, /\n\n1 rule of \d+ agreements\.\n$/)
  })
  test('as JSON', async () => {
    const { out } = await pacta(['clause', 'bill ninety', 'agreements/mutual-aid', '--json'])
    assert.deepEqual(JSON.parse(out), { search: ['bill', 'ninety'], found: [] })
    const { found } = JSON.parse((await pacta(['clause', 'bill 90', 'agreements/mutual-aid', '--json'])).out)
    assert.deepEqual(
      found.map(({ agreement, rule, kind, clause }: Record<string, string>) => [agreement, rule, kind, clause]),
      [['mutual-aid', '4', 'norm', '4 The bill']],
    )
  })
  test('the answer is no where there is none, and a search without words is refused', async () => {
    const nothing = await pacta(['clause', 'xylophone'])
    assert.equal(nothing.status, 1)
    assert.match(nothing.out, /^No rule of \d+ agreements has all of these words\.\n$/)
    const bare = await pacta(['clause', ' '])
    assert.deepEqual([bare.status, bare.out], [2, ''])
    assert.match(bare.err, /^pacta clause: SEARCH is missing\./)
  })
})
