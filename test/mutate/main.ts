import * as fs from 'node:fs'
import { isAsExpected, playCases } from '../../src/cli/cases.ts'
import { type Folder, readFolder } from '../../src/cli/folder.ts'
import { type Mutant, mutantsOf, omissionsOf } from './mutants.ts'

/**
 * `npm run mutate [AGREEMENT ...]`: changes each rule of each shipped agreement in one place at a time and plays the cases.
 * A change that no case notices is a survivor: it is listed, and fails the run unless `explained.json` says why it may live.
 */
type Fate = 'refused' | 'readings' | 'sentence' | 'survived'

const explained: Record<string, Record<string, string>> = JSON.parse(
  fs.readFileSync(new URL('explained.json', import.meta.url), 'utf8'),
)

function fateOf(folder: Folder, text: string): Fate {
  const outcomes = playCases({ ...folder, agreement: { ...folder.agreement, content: text } })
  if (outcomes.some(({ problems }) => problems.length > 0)) return 'refused'
  const failed = outcomes
    .flatMap((outcome) => (isAsExpected(outcome) ? [] : outcome.checks))
    .filter(({ missing, extra }) => missing.length + extra.length > 0)
  if (failed.length === 0) return 'survived'
  // A case that only compares the sentence has noticed the words; a reading that changed has noticed the effect.
  return failed.some(({ expectation }) => expectation.asked.kind !== 'explain') ? 'readings' : 'sentence'
}

function mutate(path: string): number {
  const read = readFolder(path)
  if (!('folder' in read)) throw new Error(`${path} cannot be read; run: npx pacta check ${path}`)
  const { folder } = read
  const text = Buffer.from(folder.agreement.content as Uint8Array).toString('utf8')
  if (fateOf(folder, text) !== 'survived')
    throw new Error(`the cases of ${path} fail as it is; run: npx pacta test ${path}`)
  const fates = new Map<Fate, Mutant[]>()
  for (const mutant of [...mutantsOf(text), ...omissionsOf(text)]) {
    const fate = fateOf(folder, mutant.text)
    fates.set(fate, [...(fates.get(fate) ?? []), mutant])
  }
  const count = (fate: Fate) => fates.get(fate)?.length ?? 0
  console.log(
    `${path}: noticed by readings ${count('readings')}, by a sentence only ${count('sentence')}, refused ${count('refused')}, survived ${count('survived')}`,
  )
  const name = path.split('/').at(-1) as string
  let unexplained = 0
  for (const { line, rule, change } of fates.get('survived') ?? []) {
    const why = explained[name]?.[`${rule} ${change}`]
    if (why === undefined) unexplained++
    console.log(`  survived: ${path}/agreement.md:${line}  ${rule}  ${change}\n    ${why ?? 'NOT EXPLAINED'}`)
  }
  return unexplained
}

const shipped = ['northland-westmark', 'indivisible-security', 'organisations-dialogue', 'euro-atlantic-consultation']
const named = process.argv.slice(2)
const paths = named.length > 0 ? named : shipped.map((name) => `agreements/${name}`)
const unexplained = paths.map(mutate).reduce((a, b) => a + b, 0)
console.log(
  unexplained === 0
    ? 'every change is noticed or explained'
    : `${unexplained} changes are neither noticed nor explained`,
)
process.exitCode = unexplained === 0 ? 0 : 1
