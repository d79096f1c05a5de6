import type { Agreement } from '../agreement/agreement.ts'
import { type Coverage, coverageOf, isCovered } from '../language/library/coverage.ts'
import { isError } from '../problem.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { coverageJson, printCoverage } from './coverage-print.ts'
import { readExercised } from './exercised.ts'
import { type Folder, readFolder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { readProvisionList, unlisted } from './provision-list.ts'
import { EXIT_FINE, EXIT_NO, FilesRefused } from './refusal.ts'
import { writeText } from './text-file.ts'

/** `pacta coverage`: what of the text is ruled and tested, provision by provision. */
export const command: Command = {
  usage: 'pacta coverage AGREEMENT [options]',
  says: 'Which provisions of the text are ruled, by what, and which cases exercise them.',
  more: [
    'The provisions are the rows of rules.csv beside agreement.md; without it, those that the declarations name. A provision that no machine can check is declared so, with the reason.',
    'The answer is no if a provision of the list is missing, or is ruled and in no case. Cases are counted here, and played by `pacta test`.',
  ],
  options: {
    html: { value: 'FILE', says: 'Writes one page that needs nothing beside it, to print or to send' },
    json: { says: 'One JSON document' },
  },
  examples: ['pacta coverage agreements/northland-westmark', 'pacta coverage . --html coverage.html'],
  async run({ words, values, flags }, terminal) {
    const [path] = wordsOf('coverage', words, ['AGREEMENT'], 1)
    const read = readFolder(path as string)
    if ('problems' in read) throw new FilesRefused(read.problems)
    const { agreement, coverage } = readCoverage(read.folder)
    const file = values.get('html')
    if (file !== undefined) {
      const { coveragePage } = await import('../page/coverage-page.ts')
      writeText(file, coveragePage(agreement, coverage).markup)
    }
    process.stdout.write(
      flags.has('json') ? coverageJson(agreement, coverage) : printCoverage(agreement, coverage, terminal),
    )
    return isCovered(coverage) ? EXIT_FINE : EXIT_NO
  },
}

export function readCoverage(folder: Folder): { readonly agreement: Agreement; readonly coverage: Coverage } {
  const { agreement, problems } = readAgreementOf(folder)
  if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
  const list = folder.provisions === undefined ? undefined : readProvisionList(folder.provisions)
  const exercised = readExercised(folder, agreement)
  const faults = list?.problems ?? []
  // Of a list that is not whole it cannot be said what it lacks.
  const notListed = list === undefined || faults.length > 0 ? [] : unlisted(agreement, list.provisions)
  // Rows are compared with the list, too, and tell what is wrong with it.
  const wrong = new Map([...faults, ...notListed, ...exercised.problems].map((one) => [JSON.stringify(one), one]))
  if (wrong.size > 0) throw new FilesRefused([...wrong.values()])
  return { agreement, coverage: coverageOf(agreement, list?.provisions, exercised) }
}
