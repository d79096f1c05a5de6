import { linesOf } from '../src/acts/lines.ts'
import { survey } from '../src/engine/survey.ts'
import { against, type Cost, costOf, median, type Row } from './measure.ts'
import { Replay, read, type World, worldOf } from './world.ts'

const ROUNDS = 5
const CHUNK_BYTES = 65_536
const NEWLINE = 10

/**
 * A record from its bytes to the reading of every line of its register, beside parsing the JSON of the same lines and doing
 * nothing with it.
 */
export function replay(acts: number): Row[] {
  const world = worldOf(acts)
  const { bytes } = world.workload
  const limit: Cost[] = []
  const parse: Cost[] = []
  const decode: Cost[] = []
  const add: Cost[] = []
  const reading: Cost[] = []
  let lines = 0
  let bytesRead = 0
  for (let round = 0; round < ROUNDS; round++) {
    limit.push(costOf(() => parseOnly(bytes)))
    parse.push(costOf(() => parseLines(bytes)))
    decode.push(costOf(() => decodeLines(world)))
    const added = costOf(() => addAll(world))
    add.push(added)
    const surveyed = costOf(() => survey(added.result.ledger, { asOf: world.asOf }))
    reading.push(surveyed)
    lines = surveyed.result.reduce((sum, { readings }) => sum + Object.values(readings).reduce((a, b) => a + b, 0), 0)
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
    { ...row('replay', plus(cpu(add), cpu(reading))), target: { of: 'ratio', is: 'at most', value: 2 } },
    row('replay: lines and JSON.parse', cpu(parse)),
    row('replay: decode', less(decode, parse)),
    row('replay: add', less(add, decode)),
    row('replay: read', cpu(reading)),
    {
      bench: 'replay, by the clock',
      ...against(plus(wall(add), wall(reading)), wall(limit)),
      unit: 's',
      n: acts,
    },
    {
      bench: 'replay, first round',
      figure: (cpu(add)[0] as number) + (cpu(reading)[0] as number),
      limit: cpu(limit)[0] as number,
      ratio: ((cpu(add)[0] as number) + (cpu(reading)[0] as number)) / (cpu(limit)[0] as number),
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
function parseOnly(bytes: Uint8Array): number {
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

function parseLines(bytes: Uint8Array): number {
  let fields = 0
  for (const { text } of linesOf(bytes)) fields += JSON.parse(text).id.length
  return fields
}

function decodeLines(world: World): number {
  let fields = 0
  for (const { text, number } of linesOf(world.workload.bytes)) fields += read(world, text, number).id.length
  return fields
}

function addAll(world: World): Replay {
  const replay = new Replay(world)
  replay.addLines(world.workload.bytes)
  return replay
}
