import * as fs from 'node:fs'
import { RowPlayer, readRows } from '../../src/cli/boundaries.ts'
import type { BoundaryRow } from '../../src/cli/boundary-file.ts'
import { isAsExpected, type Outcome, playCases } from '../../src/cli/cases.ts'
import { type Folder, readFolder } from '../../src/cli/folder.ts'
import { readAgreementOf, readWithCast } from '../../src/cli/opened.ts'
import { type Mutant, mutantsOf, omissionsOf } from './mutants.ts'

/**
 * `npm run mutate [AGREEMENT ...]`: changes each rule of each shipped agreement and of each shape in one place at a time and plays the cases.
 * A change that no case notices is a survivor: it is listed, and fails the run unless `explained.json` says why it may live.
 */
type Fate = 'refused' | 'readings' | 'sentence' | 'survived'

function foldersIn(root: string): string[] {
  const names = fs.readdirSync(root).filter((name) => fs.existsSync(`${root}/${name}/agreement.md`))
  return names.sort().map((name) => `${root}/${name}`)
}

const explained: Record<string, Record<string, string>> = JSON.parse(
  fs.readFileSync(new URL('explained.json', import.meta.url), 'utf8'),
)

/**
 * Plays one file of cases after another until a reading differs, first the one that noticed the last change; then rows one by
 * one, first those about the rule that was changed. Unchanged, everything is played.
 */
function fateOf(folder: Folder, text: string, rule = ''): Fate {
  const changed = { ...folder, agreement: { ...folder.agreement, content: text }, boundaries: [] }
  if (readAgreementOf(changed).agreement === undefined) return 'refused'
  let fate: Fate = 'survived'
  for (const file of folder.cases.toSorted((a, b) => (b.file === quickest ? 1 : 0) - (a.file === quickest ? 1 : 0))) {
    const outcomes = playCases({ ...changed, cases: [file] })
    const failed = outcomes.filter((outcome) => !isAsExpected(outcome))
    if (failed.length === 0) continue
    fate = 'sentence'
    // A case that only compares the sentence has noticed the words; a reading that changed has noticed the effect.
    if (!failed.some(hasOtherReadings)) continue
    quickest = file.file
    return 'readings'
  }
  return isNoticedByRow({ ...changed, boundaries: folder.boundaries }, rule) ? 'readings' : fate
}

function isNoticedByRow(folder: Folder, changedRule: string): boolean {
  const { agreement } = readWithCast(folder)
  // The cast does not fit any more: a rule names a party, say.
  if (agreement === undefined) return true
  const { rows, problems } = readRows(folder, agreement)
  if (problems.length > 0) throw new Error(`rows of ${folder.path} cannot be read; run: npx pacta test ${folder.path}`)
  const id = /"(.*)"/.exec(changedRule)?.[1] ?? changedRule
  const isAbout = ({ cells }: BoundaryRow) => (cells.line.text.includes(id) || cells.provision.text === id ? 0 : 1)
  const player = new RowPlayer(agreement)
  return rows.toSorted((a, b) => isAbout(a) - isAbout(b)).some((row) => player.play(row).found?.isAsExpected !== true)
}

let quickest: string | undefined

function hasOtherReadings({ problems, checks }: Outcome): boolean {
  const differ = checks.filter(({ missing, extra }) => missing.length + extra.length > 0)
  return problems.length > 0 || differ.some(({ expectation }) => expectation.asked.kind !== 'explain')
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
    const fate = fateOf(folder, mutant.text, mutant.rule)
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

const named = process.argv.slice(2)
const paths = named.length > 0 ? named : ['agreements', 'spec/shapes'].flatMap(foldersIn)
const unexplained = paths.map(mutate).reduce((a, b) => a + b, 0)
console.log(
  unexplained === 0
    ? 'every change is noticed or explained'
    : `${unexplained} changes are neither noticed nor explained`,
)
process.exitCode = unexplained === 0 ? 0 : 1
