/**
 * Measures, each figure beside the limit that it is compared with:
 *
 *     npm run bench                       all of them but peers, as a table
 *     npm run bench replay memory         some of them
 *     npm run bench peers                 beside other programs, which it installs when it first runs
 *     npm run bench replay -- --json      one JSON object a line
 *     npm run bench replay -- --acts 1000 on fewer acts, to see that it runs
 */
import { parseArgs } from 'node:util'
import { apply } from './apply.ts'
import { decade } from './decade.ts'
import { machine, meets, type Row } from './measure.ts'
import { memory } from './memory.ts'
import { peers } from './peers.ts'
import { replay } from './replay.ts'
import { start } from './start.ts'

const BENCHES: Readonly<Record<string, (acts: number) => Row[] | Promise<Row[]>>> = {
  replay,
  apply,
  memory,
  start,
  decade,
  peers,
}
/** Installs what it compares with: only for who asks for it. */
const WHEN_ASKED = ['peers']
const ACTS = 1_000_000

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, acts: { type: 'string', default: String(ACTS) } },
  allowPositionals: true,
})
const acts = Number(values.acts)
const unknown = positionals.filter((name) => BENCHES[name] === undefined)
if (unknown.length > 0 || !Number.isSafeInteger(acts) || acts < 100) {
  const names = Object.keys(BENCHES).join(', ')
  process.stderr.write(
    `Usage: npm run bench [NAME ...] [-- [--json] [--acts N]]; NAME is one of ${names}; N is at least 100\n`,
  )
  process.exit(1)
}
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES).filter((name) => !WHEN_ASKED.includes(name))
if (!values.json) process.stdout.write(`${machine()}\n\n${header()}\n`)
for (const name of names) {
  for (const row of await (BENCHES[name] as (typeof BENCHES)[string])(acts)) {
    process.stdout.write(`${values.json ? JSON.stringify(json(row)) : line(row)}\n`)
  }
}

function json({ bench, figure, unit, limit, ratio, target, n }: Row) {
  const wanted = target === undefined ? null : `${target.of} ${target.is} ${target.value}`
  return { bench, figure, unit, limit: limit ?? null, ratio: ratio ?? null, target: wanted, n, machine: machine() }
}

function header(): string {
  return cells(['bench', 'figure', 'limit', 'unit', 'ratio', 'target', '', 'n'])
}

function line(row: Row): string {
  const met = meets(row)
  return cells([
    row.bench,
    short(row.figure),
    row.limit === undefined ? '' : short(row.limit),
    row.unit,
    row.ratio === undefined ? '' : row.ratio < 0.01 ? row.ratio.toPrecision(2) : row.ratio.toFixed(2),
    row.target === undefined ? '' : `${row.target.of} ${row.target.is} ${row.target.value}`,
    met ?? '',
    row.n.toLocaleString('en'),
  ])
}

function cells([bench, figure, limit, unit, ratio, target, met, n]: readonly string[]): string {
  const text =
    `${bench?.padEnd(35)} ${figure?.padStart(9)} ${limit?.padStart(9)} ${unit?.padEnd(12)} ` +
    `${ratio?.padStart(9)}  ${target?.padEnd(21)} ${met?.padEnd(9)} ${n?.padStart(9)}`
  return text.trimEnd()
}

/** Four figures are more than a shared machine can promise. */
function short(value: number): string {
  if (value === 0) return '0'
  const digits = Math.max(0, 3 - Math.ceil(Math.log10(Math.abs(value))))
  return value.toFixed(digits)
}
