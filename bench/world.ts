import { decodeAct } from '../src/acts/decode.ts'
import { lineAt, linesOf } from '../src/acts/lines.ts'
import { StoredLine } from '../src/acts/stored-line.ts'
import type { Act } from '../src/agreement/act.ts'
import { Ledger } from '../src/engine/ledger.ts'
import { compileProgram, type Program } from '../src/engine/program/program.ts'
import type { AsOf } from '../src/engine/reading/line.ts'
import { replay } from '../src/engine/record/replay.ts'
import { readAgreement } from '../src/language/read.ts'
import { agreementText } from './agreement-text.ts'
import { type Workload, workloadOf } from './workload.ts'

/** The workload and the agreement that it is played under, ready to run. */
export interface World {
  readonly workload: Workload
  readonly program: Program
  readonly acts: number
  /** The end of the last day. */
  readonly asOf: AsOf
}

export function worldOf(acts: number): World {
  const workload = workloadOf(acts)
  const text = agreementText(workload.schedules)
  const { agreement, problems } = readAgreement({ name: 'bench/agreement', text, file: () => undefined })
  if (agreement === undefined) throw new Error(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'))
  const at = Date.parse(`${workload.lastDay}T22:59:59.999Z`)
  return { workload, program: compileProgram(agreement), acts, asOf: { at, printed: workload.lastDay } }
}

const KEPT_ACTS = 2000
const kept: unknown[] = []

/**
 * What is compiled once is no cost of an act. The engine of JavaScript throws code away together with the last object of the
 * shape for which it was compiled: between two rounds a small ledger has to stay, or each pays the compiler anew.
 */
export function keepCompiled(world: World): void {
  const { bytes, offsets } = world.workload
  const line = new StoredLine(world.program.agreement.zone)
  line.read(bytes, 0)
  const replay = new Replay(world)
  replay.addLines(bytes.subarray(0, offsets[Math.min(KEPT_ACTS, world.acts)]))
  replay.settle()
  kept.push(line, replay)
}

const PLACE = { file: 'acts.jsonl', line: 1, column: 1 }

/** One act, as replay reads what was checked when it came in. */
export function read(world: World, text: string, line: number): Act {
  const place = { file: 'acts.jsonl', line, column: 1 }
  return decodeAct(JSON.parse(text), world.program.agreement.zone, place) as Act
}

/** A ledger that finds whole acts again in the bytes that it was read from. */
export class Replay {
  readonly ledger: Ledger
  private readonly world: World
  private readonly offsets: Uint32Array

  constructor(world: World, acts = world.acts) {
    this.world = world
    this.offsets = new Uint32Array(acts)
    this.ledger = new Ledger(world.program, (row) => this.act(row))
  }

  add(text: string, line: number, offset: number): number {
    return this.addAct(read(this.world, text, line), offset)
  }

  addAct(act: Act, offset: number): number {
    const row = this.ledger.add(act)
    this.offsets[row] = offset
    return row
  }

  /** The acts of all lines. */
  addLines(bytes: Uint8Array): void {
    const { world, offsets } = this
    replay(
      this.ledger,
      bytes,
      (text, line) => read(world, text, line),
      (row, offset) => {
        offsets[row] = offset
      },
    )
  }

  /** The acts of all lines, each decoded, without those whose line is in `leftOut`. */
  addDecoded(bytes: Uint8Array, leftOut: ReadonlySet<number> = new Set()): void {
    for (const { text, number, offset } of linesOf(bytes)) {
      if (!leftOut.has(number - 1)) this.add(text, number, offset)
    }
  }

  /** What is left to be done before the first question is asked: not at the cost of the act after it. */
  settle(): void {
    this.ledger.settle()
    this.ledger.counters.settle()
  }

  private act(row: number): Act {
    const text = lineAt(this.world.workload.bytes, this.offsets[row] as number)
    return decodeAct(JSON.parse(text), this.world.program.agreement.zone, PLACE) as Act
  }
}
