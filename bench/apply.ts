import { lineAt } from '../src/acts/lines.ts'
import { registerOfCase } from '../src/engine/register.ts'
import { gc, median, quantile, type Row } from './measure.ts'
import { KINDS } from './workload.ts'
import { Replay, type World, worldOf } from './world.ts'

const ROUNDS = 3
const SAMPLES = 20_000
const LATE_SAMPLES = 2_000
const MICROSECONDS = 1000

/**
 * One act, from its text to the lines of its case, with a whole record behind it: in order, and years late.
 *
 * Other programs share the machine and stop us now and then for longer than the engine ever does. They do not do so in
 * every round, and a pause of ours, whether of a table that grows or of the collector of garbage, comes in each: so the
 * longest is that of the round in which it was shortest.
 */
export function apply(acts: number): Row[] {
  const samples = Math.min(SAMPLES, acts)
  const world = worldOf(acts + samples)
  const late = lateLines(world, acts)
  const leftOut = new Set([...late.answers, ...late.questions])
  const found: Times[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const replay = new Replay(world)
    const { bytes, offsets } = world.workload
    replay.addLines(bytes.subarray(0, offsets[acts]), leftOut)
    gc()
    found.push({
      inOrder: timesOf(replay, world, range(acts, acts + samples)),
      answers: timesOf(replay, world, late.answers),
      questions: timesOf(replay, world, late.questions),
    })
  }
  return rowsOf(world, found, acts, samples)
}

interface Times {
  /** In milliseconds. */
  readonly inOrder: readonly number[]
  readonly answers: readonly number[]
  readonly questions: readonly number[]
}

function rowsOf(world: World, found: readonly Times[], acts: number, samples: number): Row[] {
  const rounds = (of: (times: Times) => number) => median(found.map(of))
  const inOrder = (share: number) => rounds((times) => quantile(times.inOrder, share))
  const kindIs = (kind: (typeof KINDS)[number]) => (_: number, i: number) =>
    KINDS[world.workload.kinds[acts + i] as number] === kind
  const row = (bench: string, milliseconds: number, n: number): Row => ({
    bench,
    figure: milliseconds * MICROSECONDS,
    unit: 'us',
    n,
  })
  const late = (bench: string, of: 'answers' | 'questions', kind: (typeof KINDS)[number]): Row => {
    const lates = found.map((times) => median(times[of]))
    const alike = found.map((times) => median(times.inOrder.filter(kindIs(kind))))
    return {
      ...row(bench, median(lates), found[0]?.[of].length ?? 0),
      limit: median(alike) * MICROSECONDS,
      ratio: median(lates.map((value, i) => value / (alike[i] as number))),
    }
  }
  return [
    row('apply: p50', inOrder(0.5), samples),
    { ...row('apply: p99', inOrder(0.99), samples), target: { is: 'at most', value: 100 } },
    {
      ...row('apply: longest', Math.min(...found.map((times) => Math.max(...times.inOrder))), samples),
      target: { is: 'at most', value: 10_000 },
    },
    late('apply: answer 15 years late', 'answers', 'answer'),
    late('apply: question after answers', 'questions', 'question'),
  ]
}

/** Old answers, and old questions whose answers are there, that come only when all else has come. */
function lateLines(world: World, acts: number): { readonly answers: number[]; readonly questions: number[] } {
  const count = Math.min(LATE_SAMPLES, Math.ceil(acts / 100))
  const from = (share: number, kind: (typeof KINDS)[number]) => {
    const lines: number[] = []
    for (let line = Math.floor(acts * share); line < acts && lines.length < count; line++) {
      if (KINDS[world.workload.kinds[line] as number] === kind) lines.push(line)
    }
    return lines
  }
  return { answers: from(0.25, 'answer'), questions: from(0.3, 'question') }
}

function timesOf(replay: Replay, world: World, lines: readonly number[]): number[] {
  const { bytes, offsets } = world.workload
  const query = { asOf: world.asOf }
  const times: number[] = []
  for (const line of lines) {
    const offset = offsets[line] as number
    const text = lineAt(bytes, offset)
    const start = performance.now()
    const row = replay.add(text, line + 1, offset)
    registerOfCase(replay.ledger, topOf(replay, row), query)
    times.push(performance.now() - start)
  }
  return times
}

/** The act that a case began with. */
function topOf({ ledger: { table } }: Replay, row: number): number {
  for (let above = table.firstRef(row); above !== undefined; above = table.firstRef(row)) row = above
  return row
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
