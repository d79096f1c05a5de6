import { endOfLine, oneLine } from '../src/acts/lines.ts'
import { StoredLine } from '../src/acts/stored-line.ts'
import type { Ledger } from '../src/engine/ledger.ts'
import { survey, type Tally } from '../src/engine/reading/survey.ts'
import { against, type Cost, costOf, median, type Row } from './measure.ts'
import { standingsOf } from './standings.ts'
import { keepCompiled, Replay, read, type World, worldOf } from './world.ts'

const ROUNDS = 5
const CHUNK_BYTES = 65_536
const NEWLINE = 10

/**
 * A record from its bytes to a ledger whose duties are drawn up, beside parsing the JSON of the same lines and doing nothing
 * with it; then with every line of its register read too, every condition and every limit.
 */
export function replay(acts: number): Row[] {
  const world = worldOf(acts)
  const { bytes } = world.workload
  const limit: Cost[] = []
  const scan: Cost[] = []
  const add: Cost[] = []
  const order: Cost[] = []
  const reading: Cost[] = []
  let lines = 0
  let bytesRead = 0
  for (let round = 0; round < ROUNDS; round++) {
    limit.push(costOf(() => parseOnly(bytes)))
    scan.push(costOf(() => scanLines(world)))
    const { result: replay, ...added } = costOf(() => addAll(world))
    add.push(added)
    order.push(costOf(() => orderAll(replay.ledger)))
    const { result: tallies, ...read } = costOf(() => readAll(replay, world))
    reading.push(read)
    if (round === 0) keepCompiled(world)
    lines = tallies.reduce((sum, { readings }) => sum + Object.values(readings).reduce((a, b) => a + b, 0), 0)
    bytesRead = bytes.length
  }
  const cpu = (costs: readonly Cost[]) => costs.map(({ cpuSeconds }) => cpuSeconds)
  const less = (a: readonly Cost[], b: readonly Cost[]) => cpu(a).map((value, i) => value - (cpu(b)[i] as number))
  const plus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value + (b[i] as number))
  const row = (bench: string, figures: readonly number[]): Row => ({
    bench,
    ...against(figures, cpu(limit)),
    unit: 's of CPU',
    n: acts,
  })
  const wall = (costs: readonly Cost[]) => costs.map(({ wallSeconds }) => wallSeconds)
  return [
    { ...row('replay', cpu(add)), target: { of: 'ratio', is: 'at most', value: 2 } },
    row('replay: find in the bytes', cpu(scan)),
    row('replay: add', less(add, scan)),
    row('replay: and order what is counted', plus(cpu(add), cpu(order))),
    row('replay: and read all', plus(plus(cpu(add), cpu(order)), cpu(reading))),
    row('replay: read all', cpu(reading)),
    { bench: 'replay, by the clock', ...against(wall(add), wall(limit)), unit: 's', n: acts },
    {
      bench: 'replay, first round',
      figure: cpu(add)[0] as number,
      limit: cpu(limit)[0] as number,
      ratio: (cpu(add)[0] as number) / (cpu(limit)[0] as number),
      unit: 's of CPU',
      n: acts,
    },
    {
      bench: 'replay: duties an act',
      figure: lines / acts,
      unit: '',
      target: { of: 'figure', is: 'at least', value: 0.6 },
      n: acts,
    },
    { bench: 'replay: bytes an act', figure: median([bytesRead / acts]), unit: 'bytes', n: acts },
  ]
}

/** The limit: the plainest loop that parses a file of lines. */
export function parseOnly(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let fields = 0
  for (let start = 0; start < buffer.length; ) {
    const last = buffer.lastIndexOf(NEWLINE, Math.min(start + CHUNK_BYTES, buffer.length) - 1)
    const end = last < start ? buffer.indexOf(NEWLINE, start) + 1 : last + 1
    const text = buffer.toString('utf8', start, end)
    for (let at = 0; at < text.length; ) {
      const next = text.indexOf('\n', at)
      fields += JSON.parse(text.slice(at, next)).id.length
      at = next + 1
    }
    start = end
  }
  return fields
}

/** Lines that have another shape cost their parsing and decoding here. */
function scanLines(world: World): number {
  const { bytes } = world.workload
  const line = new StoredLine(world.program.agreement.zone)
  let fields = 0
  let number = 0
  for (let start = 0; start < bytes.length; ) {
    number += 1
    if (line.read(bytes, start)) {
      fields += line.id.end - line.id.start
      start = line.end
    } else {
      const end = endOfLine(bytes, start)
      fields += read(world, oneLine(bytes, start, end, number).text, number).id.length
      start = end + 1
    }
  }
  return fields
}

/** Acts that limits count are noted for each party or pair. */
function addAll(world: World): Replay {
  const replay = new Replay(world)
  replay.addLines(world.workload.bytes)
  replay.settle()
  return replay
}

/** What replay leaves to whoever asks first: when each act counts that a figure or limit counts, and in which order. */
export function orderAll({ program, counters }: Ledger): void {
  for (const feed of program.figures.feeds) counters.keys(feed, Number.POSITIVE_INFINITY)
}

/** Every line of the register, every condition, and of every act how it stands to the limits. */
function readAll({ ledger }: Replay, world: World): readonly Tally[] {
  standingsOf(ledger)
  return survey(ledger, { asOf: world.asOf })
}
