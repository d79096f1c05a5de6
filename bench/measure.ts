import { availableParallelism, cpus } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** One line of what a bench found. */
export interface Row {
  readonly bench: string
  readonly figure: number
  readonly unit: string
  /** What the figure is compared with, in the same unit, measured in the same run or given by `target`. */
  readonly limit?: number
  /** Figure to limit: the median of the rounds, each of which measures both. */
  readonly ratio?: number
  readonly target?: Target
  /** How many acts, or samples, the figure is taken from. */
  readonly n: number
}

export interface Target {
  readonly of: 'ratio' | 'figure'
  readonly is: 'at most' | 'at least'
  readonly value: number
}

/** Undefined: no target. `not known`: the machine alone, without the work that is measured, is beyond it. */
export function meets({ figure, limit, ratio, target }: Row): 'met' | 'NOT MET' | 'not known' | undefined {
  if (target === undefined) return undefined
  const value = target.of === 'ratio' ? (ratio ?? Number.NaN) : figure
  if (target.is === 'at least') return value >= target.value ? 'met' : 'NOT MET'
  if (value <= target.value) return 'met'
  return target.of === 'figure' && limit !== undefined && limit > target.value ? 'not known' : 'NOT MET'
}

let collect: (() => void) | undefined

/** Garbage of what ran before is no cost of what runs next. */
export function gc(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}

export interface Cost {
  /** Of all threads of the process, those that collect garbage included. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
}

/** What it costs, with the garbage of before collected first. */
export function costOf<T>(work: () => T): Cost & { readonly result: T } {
  gc()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = work()
  const wallSeconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { cpuSeconds: (user + system) / 1e6, wallSeconds, result }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which this share of them lies; of an even number the lower of the two in the middle. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

/** Two columns of measurements, round by round: what the figure is, and how it stands to the limit. */
export function against(
  figures: readonly number[],
  limits: readonly number[],
): Pick<Row, 'figure' | 'limit' | 'ratio'> {
  const ratios = figures.map((figure, i) => figure / (limits[i] as number))
  return { figure: median(figures), limit: median(limits), ratio: median(ratios) }
}

export function machine(): string {
  const model = cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown'
  return `${model}, ${availableParallelism()} cores, ${process.platform}, Node ${process.versions.node}`
}
