import { counted } from '../engine/reading/preamble.ts'
import { BOUNDARY_HEADS } from './boundary-file.ts'
import { canBeUpdated, updatedTable } from './boundary-update.ts'
import { aligned, subjectOf } from './case-lines.ts'
import { updatedText } from './case-update.ts'
import { type Check, isAsExpected, type Outcome, playCases } from './cases.ts'
import type { Command } from './command.ts'
import { readCsvTable } from './csv-table.ts'
import { type Folder, readFolder, textOf } from './folder.ts'
import { EXIT_FINE, EXIT_NO, EXIT_REFUSED, FilesRefused, printProblems, Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'
import { writeText } from './text-file.ts'
import { visible } from './visible.ts'

/** `pacta test`: plays the stories and the rows in an agreement's cases/ and compares. */
export const command: Command = {
  usage: 'pacta test AGREEMENT... [options]',
  says: 'Plays the stories and the rows in cases/ and compares what the register says with what they expect.',
  more: [
    'A story is a fenced block marked acts (an acts file in YAML; `from: record` adds the acts of the agreement) and what is expected of it: blocks marked register DATE, may DATE, docket DATE question ID, explain RULE, explain or check, holding the lines as they are printed, with | between columns.',
    'A row stands in a table cases/NAME.csv: provision, case, acts (commands of pacta play with ; between them), as of, line (the id of a line of the register; none ID; mark ACT; limit ID), reading, due.',
  ],
  options: {
    update: { says: 'Write what was found into the case files, to be reviewed as a diff' },
  },
  examples: ['pacta test agreements/northland-westmark', 'pacta test agreements/*/ --update'],
  run({ words, flags }, terminal) {
    if (words.length === 0) throw new Refusal('pacta test: AGREEMENT is missing.', 'Name one or more folders.')
    const read = words.map((path) => readFolder(path))
    const problems = read.flatMap((one) => ('problems' in one ? one.problems : []))
    if (problems.length > 0) throw new FilesRefused(problems)
    const statuses = read.flatMap((one) =>
      'folder' in one ? [testFolder(one.folder, flags.has('update'), terminal)] : [],
    )
    return Math.max(...statuses)
  },
}

function testFolder(folder: Folder, update: boolean, terminal: Terminal): number {
  const outcomes = playCases(folder)
  if (outcomes.length === 0) {
    // Nothing was played, so nothing can be said to be as expected.
    const none = 'no cases, so nothing was tested. Write a story into a file of its folder cases/.'
    process.stderr.write(`${visible(folder.path)}: ${none}\n`)
    return EXIT_REFUSED
  }
  const unexpected = outcomes.filter((outcome) => !isAsExpected(outcome))
  const unplayable = unexpected.filter(({ problems }) => problems.length > 0)
  // Many stories fail for one fault in the agreement: it is told once.
  const problems = new Map(unplayable.flatMap(({ problems }) => problems).map((one) => [JSON.stringify(one), one]))
  if (problems.size > 0) process.stderr.write(`${printProblems([...problems.values()])}\n`)
  for (const outcome of unexpected) {
    if (outcome.problems.length === 0) process.stdout.write(printDifference(outcome, terminal))
  }
  const updated = update ? updateFiles(folder, outcomes) : 0
  process.stdout.write(`${folder.path}: ${summary(outcomes, unexpected.length)}\n`)
  if (updated > 0) process.stdout.write(`${counted(updated, 'file')} rewritten; look at the diff.\n`)
  if (unplayable.length > 0) return EXIT_REFUSED
  const left = update ? unexpected.filter(({ row }) => row !== undefined && !canBeUpdated(row)) : unexpected
  if (update && left.length > 0) {
    process.stdout.write(`${counted(left.length, 'row')} left: a line is there that is said not to be.\n`)
  }
  return left.length > 0 ? EXIT_NO : EXIT_FINE
}

function summary(outcomes: readonly Outcome[], unexpected: number): string {
  const rows = outcomes.filter(({ row }) => row !== undefined)
  const stories = outcomes.filter(({ row }) => row === undefined)
  const checks = stories.reduce((sum, { checks }) => sum + checks.length, 0)
  const told = stories.length === 1 ? '1 story' : `${stories.length} stories`
  const all = [
    ...(stories.length > 0 ? [told, counted(checks, 'expectation')] : []),
    ...(rows.length > 0 ? [counted(rows.length, 'row')] : []),
  ].join(', ')
  return unexpected === 0 ? `${all}, all as expected.` : `${all}; ${unexpected} not as expected.`
}

function updateFiles(folder: Folder, outcomes: readonly Outcome[]): number {
  let count = 0
  for (const { file, content } of folder.cases) {
    const text = textOf(content)
    const updated = updatedText(
      text,
      outcomes.filter((one) => one.file === file).flatMap(({ checks }) => checks),
    )
    if (updated === text) continue
    writeText(file, updated)
    count += 1
  }
  for (const source of folder.boundaries) {
    const { text } = readCsvTable(source, BOUNDARY_HEADS)
    const played = outcomes.flatMap(({ row }) => (row !== undefined && row.row.file === source.file ? [row] : []))
    const updated = updatedTable(text, played)
    if (updated === text) continue
    writeText(source.file, updated)
    count += 1
  }
  return count
}

/** Lines with - were expected and are not there, lines with + are there and were not expected. */
export function printDifference(outcome: Outcome, terminal: Terminal): string {
  const differing = outcome.checks.filter(({ missing, extra }) => missing.length > 0 || extra.length > 0)
  return differing
    .map((check) => {
      const head = `${check.file}:${check.expectation.line}  ${outcome.title}: ${check.expectation.info}`
      return `${terminal.bold(visible(head))}\n${differenceLines(check)
        .map((line) => `  ${line.startsWith('-') ? terminal.warning(line) : terminal.good(line)}\n`)
        .join('')}`
    })
    .join('')
}

/** What was found stands under what was expected of the same thing. */
function differenceLines({ missing, extra }: Check): string[] {
  const left = [...extra]
  const lines: { sign: string; text: string }[] = []
  for (const text of missing) {
    lines.push({ sign: '-', text })
    const at = left.findIndex((line) => subjectOf(line) === subjectOf(text))
    if (at >= 0) lines.push({ sign: '+', text: left.splice(at, 1)[0] as string })
  }
  for (const text of left) lines.push({ sign: '+', text })
  const texts = aligned(lines.map(({ text }) => visible(text)))
  return lines.map(({ sign }, index) => `${sign} ${texts[index]}`)
}
