import { lineAt } from '../src/acts/lines.ts'
import { caseReader } from '../src/engine/reading/survey.ts'
import { KINDS } from './draft.ts'
import { gc, median, quantile, type Row } from './measure.ts'
import { orderAll } from './replay.ts'
import { addConditions, addLimits, noStandings } from './standings.ts'
import { Replay, type World, worldOf } from './world.ts'

const ROUNDS = 3
const SAMPLES = 20_000
const FIRST_SAMPLES = 2_000
const LATE_SAMPLES = 2_000
const MICROSECONDS = 1000
/** About what an act takes. */
const IDLE_MILLISECONDS = 0.025

/**
 * One act, from its text to the readings of all lines of its case and how it stands to conditions and limits, with a whole
 * record behind it: in order, and years late.
 *
 * Where other programs share the machine they stop us, and the slowest in a hundred is then theirs, not ours. So each act in
 * order is followed by a wait of about the same length, which cannot pause by itself: what that took, in the same seconds, is
 * the limit beside. Where it alone is beyond the target, the target cannot be judged.
 */
export function apply(behind: number): Row[] {
  const samples = Math.min(SAMPLES, behind)
  const first = Math.min(FIRST_SAMPLES, behind)
  const acts = behind + first
  const world = worldOf(acts + samples)
  const late = lateLines(world, behind)
  const leftOut = new Set([...late.answers, ...late.questions])
  const found: Times[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const replay = new Replay(world)
    const { bytes, offsets } = world.workload
    replay.addDecoded(bytes.subarray(0, offsets[behind]), leftOut)
    replay.settle()
    gc()
    const firsts = timesOf(replay, world, range(behind, acts))
    orderAll(replay.ledger)
    gc()
    const adds: number[] = []
    const idle: number[] = []
    found.push({
      firsts,
      inOrder: timesOf(replay, world, range(acts, acts + samples), (adding) => {
        adds.push(adding)
        idle.push(idleFor(IDLE_MILLISECONDS))
      }),
      adds,
      idle,
      answers: timesOf(replay, world, late.answers),
      questions: timesOf(replay, world, late.questions),
    })
  }
  return rowsOf(world, found, acts, samples, first)
}

interface Times {
  /** In milliseconds: what is counted is not yet in order, and put there for whoever asks. */
  readonly firsts: readonly number[]
  /** What is counted is in order. */
  readonly inOrder: readonly number[]
  /** Of the adding alone, without the lines. */
  readonly adds: readonly number[]
  /** Of the waits. */
  readonly idle: readonly number[]
  readonly answers: readonly number[]
  readonly questions: readonly number[]
}

function rowsOf(world: World, found: readonly Times[], acts: number, samples: number, first: number): Row[] {
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
  const beside = (bench: string, of: (times: readonly number[]) => number, over: (rounds: number[]) => number): Row => {
    const figure = over(found.map((times) => of(times.inOrder)))
    return { ...row(bench, figure, samples), limit: over(found.map((times) => of(times.idle))) * MICROSECONDS }
  }
  const longest = (times: readonly number[]) => quantile(times, 1)
  return [
    beside('apply: p50', median, median),
    {
      ...beside('apply: p99', (times) => quantile(times, 0.99), median),
      target: { of: 'figure', is: 'at most', value: 100 },
    },
    {
      // A pause of ours, of a table that grows or of the collector of garbage, comes in every round; one of theirs may not.
      ...beside('apply: longest', longest, (rounds) => Math.min(...rounds)),
      target: { of: 'figure', is: 'at most', value: 10_000 },
    },
    row('apply: first acts, p99', median(found.map(({ firsts }) => quantile(firsts, 0.99))), first),
    {
      ...row('apply: first acts, longest', Math.min(...found.map(({ firsts }) => longest(firsts))), first),
      limit: Math.min(...found.map(({ idle }) => longest(idle))) * MICROSECONDS,
      target: { of: 'figure', is: 'at most', value: 10_000 },
    },
    row('apply: adding alone, p50', median(found.map(({ adds }) => median(adds))), samples),
    row('apply: adding alone, p99', median(found.map(({ adds }) => quantile(adds, 0.99))), samples),
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

function timesOf(replay: Replay, world: World, lines: readonly number[], after?: (adding: number) => void): number[] {
  const { bytes, offsets } = world.workload
  const query = { asOf: world.asOf }
  const readCase = caseReader(replay.ledger, query)
  const standings = noStandings(replay.ledger)
  const times: number[] = []
  for (const line of lines) {
    const offset = offsets[line] as number
    const text = lineAt(bytes, offset)
    const start = performance.now()
    const row = replay.add(text, line + 1, offset)
    const added = performance.now()
    readCase(topOf(replay, row))
    addConditions(replay.ledger, row, standings)
    addLimits(replay.ledger, row, standings)
    times.push(performance.now() - start)
    after?.(added - start)
  }
  return times
}

/** Looks at the clock until this long has passed; what it took beyond that was an interruption. */
function idleFor(milliseconds: number): number {
  const start = performance.now()
  let now = start
  while (now < start + milliseconds) now = performance.now()
  return now - start
}

/** The act that a case began with. */
export function topOf({ ledger: { table } }: Replay, row: number): number {
  for (let above = table.firstRef(row); above !== undefined; above = table.firstRef(row)) row = above
  return row
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
