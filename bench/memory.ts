import { gc, type Row } from './measure.ts'
import { Replay, worldOf } from './world.ts'

/** What a record takes beside the bytes that it was read from, with all indexes, and where each act stands in them. */
export function memory(acts: number): Row[] {
  const world = worldOf(acts)
  // What is compiled once is no cost of an act.
  new Replay(world).addLines(world.workload.bytes.subarray(0, world.workload.offsets[Math.min(acts, 1000)]))
  const before = taken()
  const replay = new Replay(world)
  replay.addLines(world.workload.bytes)
  replay.settle()
  const after = taken()
  if (replay.ledger.table.size !== acts) throw new Error(`${replay.ledger.table.size} acts instead of ${acts}`)
  const row = (bench: string, figure: number): Row => ({ bench, figure, unit: 'bytes an act', n: acts })
  return [
    {
      ...row('memory', (after.heap + after.outside - before.heap - before.outside) / acts),
      target: { of: 'figure', is: 'at most', value: 250 },
    },
    row('memory: heap', (after.heap - before.heap) / acts),
    row('memory: outside the heap', (after.outside - before.outside) / acts),
  ]
}

/** `external` counts array buffers too. */
function taken(): { readonly heap: number; readonly outside: number } {
  gc()
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return { heap: heapUsed, outside: external }
}
