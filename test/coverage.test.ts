/** Every agreement that ships with the list of the provisions of its text holds each of them, and tests what it rules. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCoverage } from '../src/cli/coverage.ts'
import { readFolder } from '../src/cli/folder.ts'
import { printProblems } from '../src/cli/refusal.ts'
import { coverageSummary, isWithoutCase, provisionsIn } from '../src/language/library/coverage.ts'

const root = join(import.meta.dirname, '..')
const listed = readdirSync(join(root, 'agreements'))
  .sort()
  .filter((name) => existsSync(join(root, 'agreements', name, 'rules.csv')))

test('some agreement has a list', () => assert.ok(listed.length > 0))
for (const name of listed) {
  test(`agreements/${name}`, () => {
    const read = readFolder(join(root, 'agreements', name), `agreements/${name}`)
    if ('problems' in read) assert.fail(printProblems(read.problems))
    const { coverage } = readCoverage(read.folder)
    const all = provisionsIn(coverage)
    const idsOf = (of: (one: (typeof all)[number]) => boolean) => all.filter(of).map(({ id }) => id)
    const says = coverageSummary(coverage)
    assert.deepEqual(
      idsOf(({ state }) => state === 'missing'),
      [],
      `${says} Missing, see npx pacta coverage agreements/${name}`,
    )
    assert.deepEqual(idsOf(isWithoutCase), [], `${says} Ruled and in no case`)
  })
}
