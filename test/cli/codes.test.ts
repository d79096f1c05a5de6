import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { CLI_CODES } from '../../src/cli/codes.ts'
import { PAGE_CODES } from '../../src/page/codes.ts'
import { SHEET_CODES } from '../../src/sheets/codes.ts'

describe('the page of a code', () => {
  for (const [code, title] of Object.entries({ ...CLI_CODES, ...PAGE_CODES, ...SHEET_CODES })) {
    test(code, () => {
      const page = readFileSync(new URL(`../../docs/problems/${code.replace('/', '-')}.md`, import.meta.url), 'utf8')
      assert.ok(page.startsWith(`# ${title}\n\n\`${code}\`\n`))
      assert.ok(page.includes('\nRefused:\n') && page.includes('\nInstead:\n'))
    })
  }
})
