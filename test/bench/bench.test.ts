import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { agreementText } from '../../bench/agreement-text.ts'
import { KINDS, type Kind } from '../../bench/draft.ts'
import { SCHEDULES_MAX, sizeOf, workloadOf } from '../../bench/workload.ts'
import { worldOf } from '../../bench/world.ts'

describe('benchmarks', () => {
  it('the workload is the same on every machine', () => {
    const { bytes } = workloadOf(1000)
    assert.deepEqual(workloadOf(1000).bytes, bytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    assert.equal(hash, HASH, 'the generator has changed: figures of before and after cannot be compared')
  })

  it('its agreement is the file that it says, and has no problems', () => {
    assert.equal(readFileSync('bench/agreement/agreement.md', 'utf8'), agreementText(SCHEDULES_MAX))
    assert.equal(sizeOf(1_000_000).schedules, SCHEDULES_MAX)
    assert.equal(worldOf(1000).program.periodic.length, 4)
  })

  it('its acts have the shares that are said of them', () => {
    const { kinds, bytes } = workloadOf(10_000)
    const counts = KINDS.map((_, kind) => kinds.filter((one) => one === kind).length)
    const share = (...names: readonly Kind[]) =>
      names.reduce((sum, name) => sum + (counts[KINDS.indexOf(name)] as number), 0) / 10_000
    const near = (found: number, said: number) => assert.ok(Math.abs(found - said) < 0.01, `${found} is not ${said}`)
    near(share('question', 'answer'), 0.4)
    near(share('return'), 0.2)
    near(share('notification', 'invitation'), 0.2)
    near(share('evaluation-request', 'acceptance', 'refusal', 'arrival', 'departure', 'visit-report'), 0.2)
    const lines = Buffer.from(bytes).toString('utf8').trimEnd().split('\n')
    near(lines.filter((line) => !/"transmitted":"[^"]+T/.test(line)).length / 10_000, 0.05)
  })

  it('each runs on a thousand acts and says what it measured', () => {
    const printed = execFileSync(process.execPath, ['bench/main.ts', '--json', '--acts', '1000'], { encoding: 'utf8' })
    const rows = printed
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), ['bench', 'figure', 'unit', 'limit', 'ratio', 'target', 'n', 'machine'])
      assert.ok(Number.isFinite(row.figure), row.bench)
      assert.ok(row.n > 0, row.bench)
    }
    const benches = new Set(rows.map(({ bench }) => /^\w+/.exec(bench)?.[0]))
    assert.deepEqual([...benches], ['replay', 'apply', 'memory', 'start'])
  })
})

const HASH = 'd80c8b90cd5b595078d5567b1592f4c4836219a281d719ef1e2bdb554a54d823'
