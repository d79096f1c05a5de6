import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineAt } from '../src/acts/lines.ts'
import { caseReader } from '../src/engine/reading/survey.ts'
import { topOf } from './apply.ts'
import { against, gc, median, type Row, type Target } from './measure.ts'
import { type ActRow, actRow } from './peers/act-row.ts'
import { DuckDb } from './peers/duckdb.ts'
import { jsonRules } from './peers/json-rules.ts'
import { RunningCounts } from './peers/running.ts'
import { Sqlite } from './peers/sqlite.ts'
import { type Count, countsOf, duesOf, type Peer } from './peers/verdicts.ts'
import { Replay, read, type World, worldOf } from './world.ts'

const ROUNDS = 3
/** Acts that come one by one, and how many of them the others are asked about: their answers take that much longer. */
const ONE_BY_ONE = 1000
const ASKED = 15
const RULES_ACTS = 10_000
const MICROSECONDS = 1_000_000
const SOONER: Target = { of: 'ratio', is: 'at most', value: 0.001 }

/**
 * The same counts, how many duties of each rule stand in which reading, by other means: DuckDB and SQLite with one statement
 * of SQL, json-rules-engine with rules. Where they differ from ours there is no figure but an error.
 */
export async function peers(acts: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pacta-bench-'))
  try {
    const world = worldOf(acts)
    const behind = acts - Math.min(ONE_BY_ONE, Math.ceil(acts / 10))
    const file = join(folder, 'acts.jsonl')
    writeFileSync(file, world.workload.bytes.subarray(0, world.workload.offsets[behind]))
    return [...(await whole(world, file, behind)), ...(await oneMore(world, file, behind)), await rules(acts)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** From the file to the counts. */
async function whole(world: World, file: string, n: number): Promise<Row[]> {
  const ours: number[] = []
  const duckDb: number[] = []
  const sqlite: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const found = await timed(() => {
      const bytes = readFileSync(file)
      const replay = new Replay({ ...world, workload: { ...world.workload, bytes } })
      replay.addLines(bytes)
      return countsOf(replay.ledger, world)
    })
    const duck = await DuckDb.open(lastYearOf(world), duesOf(world))
    const byDuck = await timed(() => duck.countFile(file, world.asOf.at))
    duck.close()
    const lite = new Sqlite(lastYearOf(world), duesOf(world))
    const bySqlite = await timed(() => {
      lite.load(readFileSync(file), (text, line) => read(world, text, line))
      return lite.countAll(world.asOf.at)
    })
    lite.close()
    mustBeSame('DuckDB', byDuck.result, found.result)
    mustBeSame('SQLite', bySqlite.result, found.result)
    ours.push(found.seconds)
    duckDb.push(byDuck.seconds)
    sqlite.push(bySqlite.seconds)
  }
  return [
    { bench: 'peers: from the file, DuckDB', ...against(ours, duckDb), unit: 's', n },
    { bench: 'peers: from the file, SQLite', ...against(ours, sqlite), unit: 's', n },
  ]
}

/** With the whole record in memory, ours in a ledger, theirs in tables with indexes: one more act, and what it comes to. */
async function oneMore(world: World, file: string, behind: number): Promise<Row[]> {
  const { ours, rows, counts } = oneMoreOfOurs(world, behind)
  const found: Row[] = []
  const duck = await DuckDb.open(lastYearOf(world), duesOf(world))
  await duck.load(file)
  const lite = new Sqlite(lastYearOf(world), duesOf(world))
  lite.load(readFileSync(file), (text, line) => read(world, text, line))
  for (const peer of [duck, lite] as readonly Peer[]) {
    const theirs = await oneMoreOf(peer, rows, world.asOf.at)
    mustBeSame(peer.name, await peer.countAll(world.asOf.at), counts)
    peer.close()
    for (const [what, own, other] of [
      ['its case', ours.ofCase, theirs.ofCase],
      ['all counts', ours.ofAll, theirs.ofAll],
    ] as const) {
      const figure = median(own) * MICROSECONDS
      const limit = median(other) * MICROSECONDS
      const row = { bench: `peers: one more, ${what}, ${peer.name}`, figure, limit, ratio: figure / limit, unit: 'us' }
      found.push({ ...row, n: other.length, ...(peer === duck && { target: SOONER }) })
    }
  }
  return found
}

/** In seconds, from the text of an act or from its row. */
interface Times {
  readonly ofCase: number[]
  readonly ofAll: number[]
}

function oneMoreOfOurs(world: World, behind: number): { ours: Times; rows: ActRow[]; counts: Count[] } {
  const { bytes, offsets } = world.workload
  const [plain, counted] = [new Replay(world), new Replay(world)]
  for (const replay of [plain, counted]) replay.addLines(bytes.subarray(0, offsets[behind]))
  const running = new RunningCounts(counted, world)
  const readCase = caseReader(plain.ledger, { asOf: world.asOf })
  const ours: Times = { ofCase: [], ofAll: [] }
  const rows: ActRow[] = []
  gc()
  for (let line = behind; line < world.acts; line++) {
    const offset = offsets[line] as number
    const text = lineAt(bytes, offset)
    const start = performance.now()
    const row = plain.add(text, line + 1, offset)
    readCase(topOf(plain, row))
    const read = performance.now()
    running.add(text, line + 1, offset)
    ours.ofCase.push((read - start) / 1000)
    ours.ofAll.push((performance.now() - read) / 1000)
    rows.push(actRow(plain.ledger.act(row), plain.ledger.table.id(topOf(plain, row))))
  }
  const counts = countsOf(plain.ledger, world)
  mustBeSame('what is kept up to date', running.counts(), counts)
  return { ours, rows, counts }
}

async function oneMoreOf(peer: Peer, rows: readonly ActRow[], at: number): Promise<Times> {
  const times: Times = { ofCase: [], ofAll: [] }
  for (const [i, row] of rows.entries()) {
    const inserted = await timed(() => peer.insert(row))
    if (i < rows.length - ASKED) continue
    const ofCase = await timed(() => peer.countCase(row.root, at))
    const ofAll = await timed(() => peer.countAll(at))
    times.ofCase.push(inserted.seconds + ofCase.seconds)
    times.ofAll.push(inserted.seconds + ofAll.seconds)
  }
  return times
}

/** On fewer acts: what they join is drawn up by SQLite before, and the reading of each duty alone is measured, ours too. */
async function rules(most: number): Promise<Row> {
  const acts = Math.min(most, RULES_ACTS)
  const world = worldOf(acts)
  const replay = new Replay(world)
  replay.addLines(world.workload.bytes)
  const sqlite = new Sqlite(lastYearOf(world), duesOf(world))
  sqlite.load(world.workload.bytes, (text, line) => read(world, text, line))
  const duties = sqlite.duties()
  sqlite.close()
  const byRules = await jsonRules(world.asOf.at)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const found = await timed(() => countsOf(replay.ledger, world))
    const other = await timed(() => byRules(duties))
    const conditions = new Set(world.program.kinds.flatMap(({ checks }) => checks.map(({ check }) => check.id)))
    mustBeSame(
      'json-rules-engine',
      other.result,
      found.result.filter(({ rule }) => !conditions.has(rule)),
    )
    ours.push(found.seconds)
    theirs.push(other.seconds)
  }
  return { bench: 'peers: readings, json-rules-engine', ...against(ours, theirs), unit: 's', n: acts }
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - start) / 1000 }
}

function mustBeSame(name: string, theirs: readonly Count[], ours: readonly Count[]): void {
  const texts = (counts: readonly Count[]) => counts.map(({ rule, reading, n }) => `${rule} ${reading} ${n}`)
  const [a, b] = [texts(theirs), texts(ours)]
  if (a.join() === b.join()) return
  const only = (own: readonly string[], other: readonly string[]) =>
    own.filter((one) => !other.includes(one)).join(', ')
  throw new Error(`${name} counts ${only(a, b) || 'nothing else'} where we count ${only(b, a) || 'nothing else'}`)
}

function lastYearOf({ workload }: World): number {
  return Number(workload.lastDay.slice(0, 4))
}
