/** The stories of all agreements that are shipped, and of the shapes that the language carries: a test a story. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { isAsExpected, playCases } from '../src/cli/cases.ts'
import { readFolder } from '../src/cli/folder.ts'
import { readAgreementOf } from '../src/cli/opened.ts'
import { printProblems } from '../src/cli/refusal.ts'
import { terminalOf } from '../src/cli/terminal.ts'
import { printDifference } from '../src/cli/test.ts'

const root = join(import.meta.dirname, '..')
const folders = ['agreements', 'spec/shapes'].flatMap((parent) =>
  readdirSync(join(root, parent))
    .sort()
    .map((name) => `${parent}/${name}`)
    .filter((path) => path !== 'agreements/README.md'),
)

for (const name of folders) {
  const read = readFolder(join(root, name), name)
  if ('problems' in read) {
    test(name, () => assert.fail(printProblems(read.problems)))
    continue
  }
  describe(name, () => {
    const outcomes = playCases(read.folder)
    const rules = readAgreementOf(read.folder).agreement?.rules
    test('has stories, once it has rules', () => assert.ok(outcomes.length > 0 || rules?.length === 0))
    for (const outcome of outcomes) {
      test(`${outcome.file}:${outcome.line} ${outcome.title}`, () => {
        if (isAsExpected(outcome)) return
        assert.fail(`\n${printProblems(outcome.problems)}${printDifference(outcome, terminalOf(process.stdout))}`)
      })
    }
  })
}
