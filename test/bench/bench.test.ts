import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { agreementText } from '../../bench/agreement-text.ts'
import { decadeOf } from '../../bench/decade/world.ts'
import { KINDS, type Kind } from '../../bench/draft.ts'
import { RunningCounts } from '../../bench/peers/running.ts'
import { Sqlite } from '../../bench/peers/sqlite.ts'
import { countsOf, duesOf } from '../../bench/peers/verdicts.ts'
import { SCHEDULES_MAX, sizeOf, workloadOf } from '../../bench/workload.ts'
import { Replay, read, worldOf } from '../../bench/world.ts'
import { lineAt } from '../../src/acts/lines.ts'
import { readActs } from '../../src/acts/read.ts'

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

  it('the acts of the made-up decade are in the form that the agreement asks for', () => {
    const { workload, program } = decadeOf(1)
    const { record, problems } = readActs([{ name: 'decade.jsonl', bytes: workload.bytes }], program.agreement)
    assert.deepEqual(problems, [])
    assert.ok((record?.acts.length ?? 0) > 15_000)
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

  it('one statement of SQL counts as the engine does, from another reading of the same agreement', () => {
    const { world, replay, dues } = small()
    replay.addLines(world.workload.bytes)
    const sqlite = new Sqlite(2005, dues)
    sqlite.load(world.workload.bytes, (text, line) => read(world, text, line))
    const counts = countsOf(replay.ledger, world)
    assert.deepEqual(sqlite.countAll(world.asOf.at), counts)
    assert.deepEqual(
      new Set(counts.map(({ reading }) => reading)),
      new Set(['kept', 'late', 'unanswered', 'overdue', 'open', 'not derivable', 'in order', 'marked']),
    )
  })

  it('counts kept up to date act by act are those of a whole count, in whatever order they come', () => {
    const { world, replay } = small()
    const { bytes, offsets } = world.workload
    const running = new RunningCounts(replay, world)
    for (let i = 0; i < world.acts; i++) {
      // Every seventh act comes long before those that it refers to.
      const line = (i * 7) % world.acts
      running.add(lineAt(bytes, offsets[line] as number), line + 1, offsets[line] as number)
      if (i % 500 === 0) assert.deepEqual(running.counts(), countsOf(replay.ledger, world))
    }
    assert.deepEqual(running.counts(), countsOf(replay.ledger, world))
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
    assert.deepEqual([...benches], ['replay', 'apply', 'memory', 'start', 'decade'])
  })
})

function small() {
  const world = worldOf(3000)
  return { world, replay: new Replay(world), dues: duesOf(world) }
}

const HASH = 'dbf05fdb68b66a49c28c856f1149ed1d045454192e7fb8be602cdf526975665b'
