import * as fs from 'node:fs'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { isAsExpected, playCases } from '../../src/cli/cases.ts'
import { readFolder } from '../../src/cli/folder.ts'
import type { Fate } from './fate.ts'
import { type Mutant, mutantsOf, omissionsOf } from './mutants.ts'

/**
 * `npm run mutate [AGREEMENT ...]`: changes each rule of each shipped agreement and of each shape in one place at a time and plays the cases.
 * A change that no case notices is a survivor: it is listed, and fails the run unless `explained.json` says why it may live.
 *
 *     --rule 85               only 85, 85[early] and so on
 *     --under "Chapter IX"    only what stands under a heading that begins so
 */
const WORKERS_MAX = 2

function foldersIn(root: string): string[] {
  const names = fs.readdirSync(root).filter((name) => fs.existsSync(`${root}/${name}/agreement.md`))
  return names.sort().map((name) => `${root}/${name}`)
}

const explained: Record<string, Record<string, string>> = JSON.parse(
  fs.readFileSync(new URL('explained.json', import.meta.url), 'utf8'),
)

const { values: only, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { rule: { type: 'string' }, under: { type: 'string' } },
})

function isMeant({ rule, line }: Mutant, lines: readonly string[]): boolean {
  const id = /: *"?([^",}]*)/.exec(rule)?.[1] ?? ''
  if (only.rule !== undefined && id !== only.rule && !id.startsWith(`${only.rule}[`)) return false
  const heading = lines.findLast((text, i) => i < line && text.startsWith('## ')) ?? ''
  return only.under === undefined || heading.startsWith(`## ${only.under}`)
}

async function mutate(path: string): Promise<number> {
  const read = readFolder(path)
  if (!('folder' in read)) throw new Error(`${path} cannot be read; run: npx pacta check ${path}`)
  if (!playCases(read.folder).every(isAsExpected))
    throw new Error(`the cases of ${path} fail as it is; run: npx pacta test ${path}`)
  const text = Buffer.from(read.folder.agreement.content as Uint8Array).toString('utf8')
  const lines = text.split('\n')
  const mutants = [...mutantsOf(text), ...omissionsOf(text)].filter((mutant) => isMeant(mutant, lines))
  const fates = await tried(path, mutants)
  const of = (fate: Fate) => mutants.filter((mutant) => fates.get(mutant) === fate)
  const [refused, readings, sentence, survived] = [of('refused'), of('readings'), of('sentence'), of('survived')]
  console.log(
    `${path}: noticed by readings ${readings.length}, by a sentence only ${sentence.length}, refused ${refused.length}, survived ${survived.length}`,
  )
  const why = ({ rule, change }: Mutant) => explained[path.split('/').at(-1) as string]?.[`${rule} ${change}`]
  for (const mutant of sentence) console.log(`  by a sentence only: ${told(path, mutant)}`)
  for (const mutant of survived) console.log(`  survived: ${told(path, mutant)}\n    ${why(mutant) ?? 'NOT EXPLAINED'}`)
  return survived.filter((mutant) => why(mutant) === undefined).length
}

function told(path: string, { line, rule, change }: Mutant): string {
  return `${path}/agreement.md:${line}  ${rule}  ${change}`
}

/** Each worker is given the next change when it has answered. */
async function tried(path: string, mutants: readonly Mutant[]): Promise<ReadonlyMap<Mutant, Fate>> {
  const fates = new Map<Mutant, Fate>()
  const waiting = [...mutants.keys()]
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: path })
      let mutant: Mutant | undefined
      const next = () => {
        mutant = mutants[waiting.shift() ?? mutants.length]
        if (mutant === undefined) void worker.terminate().then(() => resolve(), reject)
        else worker.postMessage(mutant)
      }
      worker.on('error', reject)
      worker.on('message', (fate: Fate) => {
        fates.set(mutant as Mutant, fate)
        tellProgress(path, fates.size, mutants.length, mutant as Mutant, fate)
        next()
      })
      next()
    })
  await Promise.all(Array.from({ length: Math.min(WORKERS_MAX, mutants.length) }, work))
  return fates
}

function tellProgress(path: string, done: number, all: number, mutant: Mutant, fate: Fate): void {
  if (fate === 'survived' || fate === 'sentence') process.stderr.write(`${fate}: ${told(path, mutant)}\n`)
  if (done % 50 === 0) process.stderr.write(`${path}: ${done} of ${all}\n`)
}

const paths = named.length > 0 ? named : ['agreements', 'spec/shapes'].flatMap(foldersIn)
let unexplained = 0
for (const path of paths) unexplained += await mutate(path)
console.log(
  unexplained === 0
    ? 'every change is noticed or explained'
    : `${unexplained} changes are neither noticed nor explained`,
)
process.exitCode = unexplained === 0 ? 0 : 1
