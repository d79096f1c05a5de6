/**
 * Damages files as people write them, and sees that whatever is left of them is answered: refused with problems that have
 * codes and places, or read and run. Ends with status 1 and the damaged file if anything throws.
 *
 *     npm run fuzz [N]        N files, 10,000 if left out; SEED=... repeats a run
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { ACT_CODES } from '../../src/acts/codes.ts'
import { readActs } from '../../src/acts/read.ts'
import type { Act } from '../../src/agreement/act.ts'
import type { Agreement } from '../../src/agreement/agreement.ts'
import { Ledger } from '../../src/engine/ledger.ts'
import { compileProgram } from '../../src/engine/program/program.ts'
import { registerAt } from '../../src/engine/reading/register.ts'
import { whyLine } from '../../src/engine/reading/why.ts'
import { LANGUAGE_CODES } from '../../src/language/codes.ts'
import { readAgreement } from '../../src/language/read.ts'
import { sentenceOf } from '../../src/language/sentence/sentence.ts'
import { explore } from '../../src/linter/explore.ts'
import { isError, type Problem } from '../../src/problem.ts'
import { folder } from '../language/folder.ts'
import { damage, damaged } from './damage.ts'

const FILES = 10_000
const KNOWN = new Set([...Object.keys(LANGUAGE_CODES), ...Object.keys(ACT_CODES)])
const YEAR = 366 * 86_400_000

interface Original {
  readonly path: string
  readonly text: string
  /** Of acts: the agreement that they are read with. */
  readonly agreement?: Agreement
}

function originals(): Original[] {
  const roots = ['agreements', 'spec/shapes', 'test/engine', 'test/language']
  const folders = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('agreement.md'))
      .map((path) => dirname(join(root, path))),
  )
  return folders.sort().flatMap((path) => {
    const files = folder(path)
    const { agreement } = readAgreement(files)
    return [{ path: join(path, 'agreement.md'), text: files.text }, ...actsIn(path, agreement)]
  })
}

function actsIn(path: string, agreement: Agreement | undefined): Original[] {
  if (agreement === undefined) return []
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const acts = names.filter((name) => /^acts(\/|\.jsonl$)/.test(name) && /\.(yaml|jsonl)$/.test(name))
  return acts.map((name) => ({ path: join(path, name), text: readFileSync(join(path, name), 'utf8'), agreement }))
}

/** True: it was read, and run. */
function answer({ path, agreement }: Original, bytes: Uint8Array): boolean {
  if (agreement !== undefined) {
    const { record, problems } = readActs([{ name: path, bytes }], agreement)
    expectPlaces(problems)
    if (record !== undefined) run(agreement, record.acts)
    return record !== undefined
  }
  const { agreement: read, problems } = readAgreement({ ...folder(dirname(path)), text: bytes })
  expectPlaces(problems)
  if ((read === undefined) !== problems.some(isError)) throw new Error('neither read nor refused')
  if (read === undefined) return false
  for (const rule of read.rules) if (sentenceOf(rule, read) === '') throw new Error('a rule without a sentence')
  explore(read)
  run(read, [])
  return true
}

function run(agreement: Agreement, acts: readonly Act[]): void {
  const ledger = new Ledger(compileProgram(agreement))
  for (const act of acts) ledger.add(act)
  const at = agreement.zone.startOf(agreement.start) + 2 * YEAR
  const query = { asOf: { at, printed: 'then' }, powers: true }
  for (const line of registerAt(ledger, query).slice(0, 5)) whyLine(ledger, line, query)
}

function expectPlaces(problems: readonly Problem[]): void {
  for (const { code, line, column, message, advice } of problems) {
    if (!KNOWN.has(code)) throw new Error(`no such code: ${code}`)
    if (line < 1 || column < 1 || message === '' || advice === '') throw new Error(`${code} says too little`)
  }
}

const count = Number(process.argv[2] ?? FILES)
const seed = process.env.SEED === undefined ? 1 : Number(process.env.SEED)
const all = originals()
let accepted = 0
let longest = { ms: 0, path: '' }
const drawn = fc.sample(fc.tuple(fc.nat(all.length - 1), fc.array(damage, { minLength: 1, maxLength: 4 })), {
  numRuns: count,
  seed,
})
for (const [index, damages] of drawn) {
  const original = all[index] as Original
  const bytes = damaged(original.text, damages)
  const began = performance.now()
  try {
    if (answer(original, bytes)) accepted++
  } catch (error) {
    writeFileSync('fuzzed-file', bytes)
    process.stderr.write(`${original.path}, damaged (fuzzed-file), is not answered:\n${(error as Error).stack}\n`)
    process.exit(1)
  }
  const ms = performance.now() - began
  if (ms > longest.ms) longest = { ms, path: original.path }
}
process.stdout.write(
  `${count} damaged files of ${all.length} kinds: ${count - accepted} refused with their problems, ${accepted} read and run, ` +
    `none left unanswered. The longest took ${Math.round(longest.ms)} ms (${longest.path}).\n`,
)
