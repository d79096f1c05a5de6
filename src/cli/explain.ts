import type { Agreement } from '../agreement/agreement.ts'
import type { Rule } from '../agreement/rule.ts'
import { counted } from '../engine/preamble.ts'
import { sentenceOf } from '../language/sentence.ts'
import { phraseOfRegime } from '../language/sentence-declared.ts'
import { didYouMean } from '../language/spelling.ts'
import { isError } from '../problem.ts'
import { printDay } from '../time/day.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { readFolder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { EXIT_FINE, FilesRefused, Refusal } from './refusal.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta explain`: each rule as a sentence made from it, beside the words of its clause. */
export const command: Command = {
  usage: 'pacta explain AGREEMENT [RULE] [options]',
  says: 'What the rules say, as sentences made from them, beside the words of their clauses.',
  more: [
    'The sentence is made from the rule and from nothing else. Where it says anything other than the clause above it, one of the two is wrong.',
  ],
  options: { json: { says: 'One JSON document' } },
  examples: ['pacta explain agreements/northland-westmark', 'pacta explain agreements/northland-westmark 3'],
  run({ words, flags }, terminal) {
    const [path, id] = wordsOf('explain', words, ['AGREEMENT', 'RULE'], 1)
    const read = readFolder(path as string)
    if ('problems' in read) throw new FilesRefused(read.problems)
    const { agreement, problems } = readAgreementOf(read.folder)
    if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
    const rules = id === undefined ? agreement.rules : agreement.rules.filter((rule) => rule.id === id)
    if (id !== undefined && rules.length === 0) {
      throw new Refusal(
        `The agreement has no rule "${id}".`,
        didYouMean(
          id,
          agreement.rules.map((rule) => rule.id),
        ),
      )
    }
    if (flags.has('json')) {
      const { id, title } = agreement
      const rows = rules.map((rule) => ({
        id: rule.id,
        kind: rule.kind,
        sentence: sentenceOf(rule, agreement),
        clause: rule.clause,
      }))
      process.stdout.write(`${JSON.stringify({ agreement: { id, title }, rules: rows }, null, 2)}\n`)
      return EXIT_FINE
    }
    const width = terminal.width ?? Number.POSITIVE_INFINITY
    const head = id === undefined ? printHead(agreement, width, terminal) : ''
    const body = rules.map((rule, index) =>
      printRule(rule, agreement, width, terminal, rules[index - 1]?.clause.heading === rule.clause.heading),
    )
    process.stdout.write(head + body.join('\n'))
    return EXIT_FINE
  },
}

function printHead(agreement: Agreement, width: number, terminal: Terminal): string {
  const { title, parties, rules, zone, start, kinds, actsOf } = agreement
  const lines = [
    `${counted(rules.length, 'rule')} for ${partiesOf(agreement)}; days are days in ${zone.id}, counted from ${printDay(start)}.`,
    ...(actsOf === undefined ? [] : [`Played over the acts of ${actsOf}.`]),
    `Parties: ${parties.map(({ id, names }) => (names.en === undefined || names.en === id ? id : `${id} ${names.en}`)).join(', ')}.`,
    `Kinds of act: ${kinds.map(({ noun }) => noun).join(', ')}.`,
    ...Object.entries(agreement.regimes).map(
      ([name, regime]) => `Time${name === 'default' ? '' : ` "${name}"`}: ${phraseOfRegime(regime)}`,
    ),
  ]
  return `${terminal.bold(visible(title))}\n${lines.map((line) => `${wrapped(visible(line), width).join('\n')}\n`).join('')}\n`
}

function partiesOf({ parties }: Agreement): string {
  return parties.length === 1 ? '1 party' : `${parties.length} parties`
}

function printRule(rule: Rule, agreement: Agreement, width: number, terminal: Terminal, sameClause: boolean): string {
  const { file, line, heading, text } = rule.clause
  const indent = (value: string, first: string) =>
    wrapped(visible(value), width - first.length)
      .map((part, index) => `${index === 0 ? first : ' '.repeat(first.length)}${part}\n`)
      .join('')
  const paragraphs = text.split(/\n{2,}/).filter((one) => one.trim() !== '')
  const clause = sameClause ? '' : `${terminal.bold(visible(heading))}\n`
  return [
    clause,
    ...paragraphs.map((paragraph) => indent(paragraph, '  ')),
    indent(`Rule ${rule.id}: ${sentenceOf(rule, agreement)}`, '  > '),
    `    ${terminal.quiet(`${visible(file)}:${line}`)}\n`,
  ].join('')
}
