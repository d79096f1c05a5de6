/** What names a text, and what a register says of texts that have to be adopted. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pacta } from './process.ts'

const SHAPE = 'spec/shapes/39-amendment'
const scratch = fs.mkdtempSync(join(tmpdir(), 'pacta-hash-'))
after(() => fs.rmSync(scratch, { recursive: true }))

const hashOf = (path: string) => createHash('sha256').update(fs.readFileSync(path)).digest('hex')

describe('the hash of a text', { concurrency: true }, () => {
  test('is that of its file, and those of the editions before stand below', async () => {
    const { status, out } = await pacta(['hash', SHAPE])
    const files = [`${SHAPE}/agreement.md`, `${SHAPE}/editions/1.md`]
    assert.deepEqual([status, out], [0, files.map((file) => `${hashOf(file)}  ${file}\n`).join('')])
  })
  test('of a folder without an agreement is refused', async () => {
    const { status, err } = await pacta(['hash', scratch])
    assert.equal(status, 2)
    assert.match(err, /folder\/no-agreement/)
  })
})

describe('a text that has to be adopted', { concurrency: true }, () => {
  const acts = join(scratch, 'acts.yaml')
  fs.writeFileSync(
    acts,
    `acts:\n  - {id: am, kind: amendment, by: Northland, to: all, transmitted: 2026-03-02T10:00:00+01:00, body: {text: ${hashOf(`${SHAPE}/agreement.md`)}}}\n`,
  )
  const header = async (day: string) => {
    const { out } = await pacta(['register', SHAPE, '--acts', acts, '--as-of', day])
    return out.split('\n').filter((line) => /^Edition /.test(line))
  }
  test('the register says by whose rules it reads, of every day', async () => {
    assert.deepEqual(await header('2026-04-01'), [
      'Edition 2 is not adopted in this record by then: the rules of edition 1 are used.',
    ])
    assert.deepEqual(await header('2026-04-02'), ['Edition 2, adopted 1 Apr 2026 (am), is in force from 2 Apr 2026.'])
  })
  test('so does what is handed to programs', async () => {
    const { out } = await pacta(['register', SHAPE, '--acts', acts, '--as-of', '2026-04-02', '--json'])
    assert.deepEqual(JSON.parse(out).editions, await header('2026-04-02'))
  })
  test('a play says it when it changes', async () => {
    const put = `amendment by Northland to all on 2026-03-02 at 10:00 as am with text=${hashOf(`${SHAPE}/agreement.md`)}`
    const { out } = await pacta(['play', SHAPE, put, 'to 2026-04-02', 'question by Westmark to Estmark on 2026-04-02'])
    assert.match(out, /^Edition 2 is not adopted in this record by then: the rules of edition 1 are used\.$/m)
    assert.match(out, /^Edition 2, adopted 1 Apr 2026 \(am\), is in force from 2 Apr 2026\.$/m)
    assert.match(out, /due 13 Apr 2026/)
  })
})
