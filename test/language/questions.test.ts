import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'

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
