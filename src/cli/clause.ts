import { counted } from '../engine/reading/preamble.ts'
import { type FoundRule, rulesWith } from '../language/library/rule-search.ts'
import { shapesOf } from '../language/library/rule-shapes.ts'
import type { Command } from './command.ts'
import { libraryOf, type Shelved } from './library.ts'
import { EXIT_FINE, EXIT_NO, Refusal } from './refusal.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

const LIBRARY = 'agreements'

/** `pacta clause`: where a library already says what a drafter wants to say. */
export const command: Command = {
  usage: 'pacta clause SEARCH [FOLDER...] [options]',
  says: 'Finds rules by words in all agreements of a library: agreement, rule, clause and sentence.',
  more: [
    'SEARCH is a word, or several in quotation marks, each of which must be there, at the beginning of a word: in the sentence of the rule, its number, the heading of its clause, the names of the acts in any language, or its shape (standstill, silence, quota, liberty, ...: agreements/README.md lists them).',
    `FOLDER is a folder of agreements, or that of one; left out: ${LIBRARY}. The answer is no if nothing is found.`,
  ],
  options: { json: { says: 'One JSON document' } },
  examples: [
    'pacta clause standstill',
    'pacta clause "received months silence" agreements spec/shapes',
    'pacta clause waiver agreements/mutual-aid --json',
  ],
  run({ words: [search, ...folders], flags }, terminal) {
    const wanted = (search ?? '').split(/\s+/).filter((word) => word !== '')
    if (wanted.length === 0) {
      throw new Refusal(
        'pacta clause: SEARCH is missing.',
        'Write a word, or several in quotation marks: "silence months".',
      )
    }
    const found = libraryOf('clause', folders.length === 0 ? [LIBRARY] : folders).map((shelved) => ({
      shelved,
      rules: rulesWith(wanted, shelved.agreement),
    }))
    const count = found.reduce((sum, { rules }) => sum + rules.length, 0)
    if (flags.has('json')) {
      const all = found.flatMap(({ shelved, rules }) => rules.map((one) => foundJson(shelved, one)))
      process.stdout.write(`${JSON.stringify({ search: wanted, found: all }, null, 2)}\n`)
    } else {
      const printed = found.flatMap(({ shelved, rules }) => rules.map((one) => printFound(shelved, one, terminal)))
      const where = counted(found.length, 'agreement')
      const end = count === 0 ? `No rule of ${where} has all of these words.` : `${counted(count, 'rule')} of ${where}.`
      process.stdout.write(`${printed.join('')}${count === 0 ? '' : '\n'}${end}\n`)
    }
    return count === 0 ? EXIT_NO : EXIT_FINE
  },
}

function foundJson({ name, folder }: Shelved, { rule, sentence }: FoundRule) {
  const { heading, line } = rule.clause
  const { file } = folder.agreement
  return {
    agreement: name,
    rule: rule.id,
    kind: rule.kind,
    clause: heading,
    sentence,
    shapes: shapesOf(rule),
    file,
    line,
  }
}

function printFound({ name, folder }: Shelved, { rule, sentence }: FoundRule, terminal: Terminal): string {
  const width = terminal.width ?? Number.POSITIVE_INFINITY
  const lines = wrapped(visible(sentence), width - 2).map((line) => `  ${line}\n`)
  const head = visible(`${name} ${rule.id}: ${rule.clause.heading}`)
  return `${terminal.bold(head)}  ${terminal.quiet(visible(`${folder.agreement.file}:${rule.clause.line}`))}\n${lines.join('')}`
}
