import { counted } from '../engine/reading/preamble.ts'
import { explore } from '../linter/explore.ts'
import { votingNotes } from '../linter/voting.ts'
import { isError, type Problem } from '../problem.ts'
import type { Command } from './command.ts'
import { type Inspected, inspect, readWithCast } from './opened.ts'
import { readProvisionList, unlisted } from './provision-list.ts'
import { EXIT_FINE, EXIT_NO, EXIT_REFUSED, printProblems, Refusal } from './refusal.ts'

/** `pacta check`: everything that is wrong with agreements and their acts, all at once. */
export const command: Command = {
  usage: 'pacta check AGREEMENT... [options]',
  says: 'Everything that is wrong with an agreement and its acts, or that one should know of them.',
  more: ['Errors make the answer no; notes do not.'],
  options: {
    acts: { value: 'PATH', says: 'The acts in this file or folder instead of those that come with the agreement' },
    json: { says: 'One JSON document with all problems' },
  },
  examples: ['pacta check agreements/northland-westmark', 'pacta check agreements/*/'],
  run({ words, values, flags }) {
    if (words.length === 0) throw new Refusal('pacta check: AGREEMENT is missing.', 'Name one or more folders.')
    const found = words.map((path) => {
      const one = inspect(path, { acts: values.get('acts') })
      return {
        path,
        ...one,
        problems: [
          ...one.problems,
          ...castProblems(one),
          ...listProblems(one),
          ...(one.agreement === undefined ? [] : [...explore(one.agreement), ...votingNotes(one.agreement)]),
        ],
      }
    })
    const problems = found.flatMap((one) => one.problems)
    if (flags.has('json')) process.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`)
    // They are the answer, so they go where answers go.
    else if (problems.length > 0) process.stdout.write(`${printProblems(problems)}\n`)
    if (!flags.has('json')) {
      for (const { path, record, ...one } of found) {
        const about = record === undefined ? '' : ` ${counted(record.acts.length, 'act')}.`
        process.stdout.write(`${path}: ${verdict(one.problems)}.${about}\n`)
      }
    }
    // A folder that is not there has not been checked.
    if (found.some(({ folder }) => folder === undefined)) return EXIT_REFUSED
    return problems.some(isError) ? EXIT_NO : EXIT_FINE
  },
}

/** What is wrong with the cast of the cases, or with the rules when it takes part. */
function castProblems({ folder, agreement }: Inspected): readonly Problem[] {
  if (folder?.cast === undefined || agreement === undefined) return []
  return readWithCast(folder).problems.filter(isError)
}

/** What is wrong with the list of provisions, and what declarations name that is not in it. */
function listProblems({ folder, agreement }: Inspected): readonly Problem[] {
  if (folder?.provisions === undefined) return []
  const { provisions, problems } = readProvisionList(folder.provisions)
  return problems.length > 0 || agreement === undefined ? problems : unlisted(agreement, provisions)
}

function verdict(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length
  const notes = problems.length - errors
  const noted = notes === 0 ? '' : `, ${counted(notes, 'note')}`
  return errors === 0 ? `no error${noted}` : `${counted(errors, 'error')}${noted}`
}
