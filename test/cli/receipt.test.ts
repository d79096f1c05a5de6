/** A receipt that becomes known after the act was put on record, as somebody types it. */
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-receipt-'))
after(() => fs.rmSync(scratch, { recursive: true }))

/** With question-1 on record, whose day of receipt nobody has said. */
async function asked(name: string, to = 'Mill'): Promise<{ path: string; out: string }> {
  const path = join(scratch, name)
  await pacta(['new', path, '--parties', 'Harbour,Mill,Quay'])
  const words = ['question', '--by', 'Harbour', '--to', to, '--transmitted', '2026-03-02', '--yes']
  const { status, err, out } = await pacta(['record', path, ...words])
  assert.deepEqual([status, err], [0, ''])
  return { path, out }
}

const recordOf = (path: string) => fs.readFileSync(join(path, 'acts/record.yaml'), 'utf8')

describe('a receipt', { concurrency: true }, () => {
  test('that is not known is named, with what to type, wherever a time waits for it', async () => {
    const { path, out } = await asked('named')
    assert.match(out, /^Its day of receipt is not known, .* add --received DATE; otherwise `npx pacta receipt` /m)
    const typed = `npx pacta receipt ${path} question-1 --received DATE\n`
    const why = await pacta(['why', path, '1/question-1/Mill', '--as-of', '2026-04-20'])
    assert.ok(why.out.includes(typed))
    assert.ok((await pacta(['remind', path, '--as-of', '2026-04-20'])).out.includes(typed))
    const known = ['question', '--by', 'Harbour', '--to', 'Mill', '--received', '2026-03-02']
    const { out: other } = await pacta(['what-if', path, ...known, '--transmitted', '2026-03-02'])
    assert.doesNotMatch(other, /day of receipt/)
  })
  test('is shown with what it changes, written when somebody says yes, and then the duty goes overdue', async () => {
    const { path } = await asked('written')
    const before = recordOf(path)
    const words = ['receipt', path, 'question-1', '--received', '2026-03-04']
    const shown = await pacta([...words, '--as-of', '2026-04-20'])
    assert.equal(shown.status, 2)
    assert.match(shown.out, /^not recorded +1 +Mill +Harbour +question-1 +14 Mar 2026 .* cannot be derived/m)
    assert.match(shown.err, /^--yes {2}record\/not-confirmed$/m)
    assert.equal(recordOf(path), before)
    assert.deepEqual((await pacta([...words, '--yes'])).status, 0)
    assert.equal(recordOf(path), before.replace(/(transmitted: .*\n)/, '$1    received: 2026-03-04\n'))
    const { out } = await pacta(['register', path, '--as-of', '2026-04-20'])
    assert.match(out, /no answer recorded by 14 Mar 2026$/m)
    const again = await pacta([...words, '--yes'])
    assert.match(again.err, /^ACT {2}record\/received-already$/m)
  })
  test('is that of one addressee if one is named', async () => {
    const { path } = await asked('one', 'Mill,Quay')
    const words = ['receipt', path, 'question-1', '--yes', '--received']
    assert.equal((await pacta([...words, '2026-03-04', '--by', 'Mill'])).status, 0)
    const { out } = await pacta(['register', path, '--as-of', '2026-04-20'])
    assert.match(out, /^1 +Mill .* no answer recorded by 14 Mar 2026$/m)
    assert.match(out, /^1 +Quay .* day of receipt not known$/m)
    assert.equal((await pacta([...words, '2026-03-06'])).status, 0)
    const both = await pacta(['register', path, '--as-of', '2026-04-20'])
    assert.match(both.out, /^1 +Mill .* no answer recorded by 14 Mar 2026$/m)
    assert.match(both.out, /^1 +Quay .* no answer recorded by 16 Mar 2026$/m)
  })
  test('is refused where it cannot be one, each with what to do, and nothing is written', async () => {
    const { path } = await asked('refused')
    const before = recordOf(path)
    const refused = async (...words: string[]) => {
      const { status, err } = await pacta(['receipt', path, ...words, '--yes'])
      assert.equal(status, 2)
      return err
    }
    assert.match(await refused('qestion-1', '--received', '2026-03-04'), /record\/unknown-act\n.*\n.*"question-1"\?/)
    assert.match(await refused('question-1', '--received', '2026-03-04', '--by', 'Mll'), /no-receipt\n.*\n.*"Mill"\?/)
    assert.match(await refused('question-1', '--received', 'soon'), /^--received {2}act\/not-a-time$/m)
    assert.match(await refused('question-1', '--received', '2026-03-01'), /^--received {2}act\/received-before/m)
    assert.match(await refused('question-1'), /--received WHEN is missing/)
    assert.equal(recordOf(path), before)
  })
})

describe('a record in which one cannot write', { concurrency: true }, () => {
  const words = ['question', '--by', 'Harbour', '--to', 'Mill', '--transmitted', '2026-03-03', '--yes']
  test('something else has the name of the lock', async () => {
    const { path } = await asked('locked')
    const before = recordOf(path)
    const lock = join(path, '.pacta-lock')
    fs.writeFileSync(lock, 'something that is no lock of ours. '.repeat(100))
    const bytes = await pacta(['record', path, ...words])
    fs.rmSync(lock)
    fs.mkdirSync(lock)
    const folder = await pacta(['record', path, ...words])
    for (const { status, err } of [bytes, folder]) {
      assert.equal(status, 2)
      assert.match(err, /\.pacta-lock {2}record\/not-written\n.*\n {2}It holds nothing of the record: move it away/)
      assert.doesNotMatch(err, /\n {4}at /)
    }
    assert.equal(recordOf(path), before)
  })
  test('no right to write', { skip: process.getuid?.() === 0 ? 'root may write anywhere' : false }, async () => {
    const { path } = await asked('read-only')
    fs.rmSync(join(path, '.pacta-lock'))
    fs.chmodSync(path, 0o555)
    const { status, err } = await pacta(['record', path, ...words])
    fs.chmodSync(path, 0o755)
    assert.equal(status, 2)
    assert.match(err, /record\/not-written\n {2}Nothing can be written here \(EACCES\)\.\n {2}See whether/)
  })
})
