/** The participating States, and who chairs what, are the same in the agreements that share them. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFolder } from '../src/cli/folder.ts'
import { readAgreementOf } from '../src/cli/opened.ts'
import { printProblems } from '../src/cli/refusal.ts'

function agreementOf(name: string) {
  const read = readFolder(join(import.meta.dirname, '../agreements', name), name)
  if ('problems' in read) assert.fail(printProblems(read.problems))
  const { agreement } = readAgreementOf(read.folder)
  assert.ok(agreement !== undefined)
  return agreement
}

const [document, decisions] = [agreementOf('vienna-document-2011'), agreementOf('osce-decisions')]

test('57 States, by the same codes and names, from the same days', () => {
  assert.equal(decisions.parties.length, 57)
  assert.deepEqual(decisions.parties, document.parties)
})

test('the same chairs', () => {
  const chairsOf = ({ bodies }: typeof document, id: string) => bodies.find((body) => body.id === id)?.chairs
  const year = chairsOf(document, 'chairpersonship')
  assert.ok(year !== undefined && year.length > 0)
  for (const id of ['summit', 'ministerial-council', 'permanent-council'])
    assert.deepEqual(chairsOf(decisions, id), year, id)
  assert.deepEqual(chairsOf(decisions, 'forum'), chairsOf(document, 'forum'))
})
