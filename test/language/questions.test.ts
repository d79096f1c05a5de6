import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { doing } from '../../src/engine/reading/words.ts'
import { STAGES } from '../../src/language/declared/kinds.ts'

/** The language guide answers questions in a sentence each, and shows a case for each: the case must be there. */
const GUIDE = 'docs/language.md'
const section = readFileSync(GUIDE, 'utf8').split('## Questions, each with a case')[1]?.split('\n## ')[0] ?? ''
const rows = section.split('\n').filter((line) => line.startsWith('| ') && line.includes(']('))

/** As Markdown viewers make an anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

describe('questions that the guide answers', () => {
  it('are at least seventeen', () => assert.ok(rows.length >= 17))
  for (const row of rows) {
    const [question = '', answer = '', link = ''] = row.slice(2, -2).split(' | ')
    it(question, () => {
      assert.match(answer, /\.$/)
      const [, title = '', file = '', anchor = ''] = /^\[(.+)\]\((.+)#(.+)\)$/.exec(link) ?? []
      const path = join(dirname(GUIDE), file)
      assert.ok(existsSync(path), `${path} is not there`)
      const headings = readFileSync(path, 'utf8').matchAll(/^## (.+)$/gm)
      assert.ok(
        [...headings].some(([, heading]) => heading === title && anchorOf(heading) === anchor),
        `${path}: ${title}`,
      )
    })
  }
})

describe('what the guides take from an agreement of five villages', () => {
  const lake = 'agreements/lake-fishery'
  it('is the rule as it stands there', () => {
    const [, quoted = ''] =
      /lake-fishery\/agreement\.md\)[^`]*[\s\S]*?\n```yaml\n([\s\S]*?\n)```/.exec(readFileSync(GUIDE, 'utf8')) ?? []
    assert.match(quoted, /must not: /)
    assert.ok(readFileSync(`${lake}/agreement.md`, 'utf8').includes(`\n${quoted}---\n`))
  })
  it('are ids of lines that its tables look at', () => {
    const table =
      readFileSync('docs/cases.md', 'utf8').split('| a line of | is named | such as |')[1]?.split('\n\n')[0] ?? ''
    const ids = [...table.matchAll(/\| `([^`]+)` \|$/gm)].map(([, id]) => id as string)
    assert.equal(ids.length, 9)
    const looks = readFileSync(`${lake}/cases/boundaries.csv`, 'utf8')
    // Nobody there owes together, and no row looks at the use of a limit.
    for (const id of ids.filter((one) => !one.includes('+') && !one.startsWith('limit ')))
      assert.ok(looks.includes(`,${id},`), id)
  })
  it('are the words for what was done, by the stage of the act', () => {
    const text =
      readFileSync('docs/cases.md', 'utf8').split('| stage | performed | not in time |')[1]?.split('\n\n')[0] ?? ''
    const rows = [...text.matchAll(/^\| ([a-z, ]+) \| ([a-z]+) \| ([a-z ]+) \|$/gm)]
    const told = new Set<string>()
    for (const [, names = '', done, missing] of rows) {
      for (const stage of STAGES.filter((one) => names.split(', ').includes(one))) {
        const said = doing(stage)
        assert.deepEqual(
          [said.done, said.missing === 'nothing' ? 'not recorded' : `${said.missing} recorded`],
          [done, missing],
        )
        told.add(stage)
      }
    }
    for (const stage of STAGES.filter((one) => !told.has(one))) assert.equal(doing(stage).done, 'done', stage)
    assert.equal(rows.length, 5)
  })
})
