import type { Agreement } from '../agreement/agreement.ts'
import { signed, UNVERIFIED_SIGN, unverifiedRules } from '../engine/reading/unverified.ts'
import {
  commonParties,
  NO_NUMBER,
  type Procedure,
  partyCount,
  proceduresOf,
  QUESTIONS,
  type Question,
} from '../language/sentence/procedure.ts'
import { isError } from '../problem.ts'
import type { Command } from './command.ts'
import { readFolder } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { EXIT_FINE, FilesRefused, Refusal } from './refusal.ts'
import { idAdvice } from './suggestion.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { writeText } from './text-file.ts'
import { visible } from './visible.ts'

/** An agreement with those of its procedures that are compared. */
export interface Compared {
  readonly agreement: Agreement
  readonly procedures: readonly Procedure[]
}

/** `pacta compare`: two or more agreements side by side, question by question, from their rules alone. */
export const command: Command = {
  usage: 'pacta compare AGREEMENT AGREEMENT ... [options]',
  says: 'Agreements side by side: who may turn to whom, what is owed then and by when, what silence means, who decides.',
  more: [
    'Compared are the ways in which a party may turn to others of itself: questions, and requests to meet. Every answer is made from the rules, with the number of its rule; "no rule" means that the agreement has none.',
  ],
  options: {
    on: { value: 'ACT', several: true, says: 'Only this kind of act, in agreements that have it' },
    html: { value: 'FILE', says: 'Writes one page with the agreements in columns, to print or to send' },
    json: { says: 'One JSON document' },
  },
  examples: [
    'pacta compare agreements/northland-westmark agreements/euro-atlantic-consultation --on question',
    'pacta compare agreements/northland-westmark agreements/vienna-document-2011 --on question --on explanation-request',
    'pacta compare agreements/csto-charter agreements/nato-treaty --on consultation-request',
  ],
  async run({ words, values, lists, flags }, terminal) {
    if (words.length < 2) {
      throw new Refusal('pacta compare: name two agreements.', '`npx pacta compare --help` shows how it is written.')
    }
    const compared = narrowed(words.map(opened), lists.get('on') ?? [])
    const file = values.get('html')
    if (file !== undefined) {
      const { comparePage } = await import('../page/compare-page.ts')
      writeText(file, comparePage(compared).markup)
    }
    process.stdout.write(flags.has('json') ? json(compared) : print(compared, terminal))
    return EXIT_FINE
  },
}

function opened(path: string): Compared {
  const read = readFolder(path)
  if ('problems' in read) throw new FilesRefused(read.problems)
  const { agreement, problems } = readAgreementOf(read.folder)
  if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
  return { agreement, procedures: proceduresOf(agreement) }
}

/** Where an agreement has one of the named kinds, only these; where it has none of them, all its own. */
function narrowed(all: readonly Compared[], kinds: readonly string[]): readonly Compared[] {
  const known = new Set(all.flatMap(({ procedures }) => procedures.map(({ kind }) => kind)))
  for (const kind of kinds) {
    if (known.has(kind)) continue
    const message = `No agreement here has a question or a request to meet that is called "${visible(kind)}".`
    throw new Refusal(message, idAdvice(kind, [...known], 'Leave out --on to see all of them.'))
  }
  return all.map(({ agreement, procedures }) => {
    const some = procedures.filter(({ kind }) => kinds.includes(kind))
    return { agreement, procedures: some.length === 0 ? procedures : some }
  })
}

/** Question by question, one agreement below the other: that reads aloud, and in any width. */
function print(compared: readonly Compared[], terminal: Terminal): string {
  const agreements = compared.map(({ agreement }) => agreement)
  const lines = [
    `Compared: ${compared.map(({ agreement, procedures }) => `${agreement.id} (${procedures.map(({ noun }) => noun).join(', ') || 'nothing of the kind'})`).join(' - ')}`,
    '',
    terminal.bold('Parties'),
  ]
  for (const agreement of agreements) lines.push(...cell(agreement, [partyCount(agreement)], terminal))
  for (const common of commonParties(agreements)) lines.push(...hung(`  ${common}`, 2, terminal))
  for (const question of Object.keys(QUESTIONS) as Question[]) {
    lines.push('', terminal.bold(QUESTIONS[question][0]))
    for (const { agreement, procedures } of compared) {
      lines.push(...cell(agreement, answers(agreement, procedures, question), terminal))
    }
  }
  lines.push('', ...hung(NO_NUMBER, 0, terminal))
  if (agreements.some((one) => unverifiedRules(one).size > 0))
    lines.push(...hung(`${UNVERIFIED_SIGN} rests on unverified facts; \`npx pacta explain\` says why.`, 0, terminal))
  return lines.map((line) => `${line}\n`).join('')
}

function cell({ id }: Agreement, texts: readonly string[], terminal: Terminal): string[] {
  const [first, ...others] = texts
  const own = first !== undefined && others.length === 0 && first.length < 12
  if (own) return [`  ${id}: ${first}`]
  return [`  ${terminal.quiet(id)}`, ...texts.flatMap((text) => hung(`    ${visible(text)}`, 6, terminal))]
}

function hung(text: string, indent: number, { width }: Terminal): string[] {
  if (width === undefined) return [text]
  const start = text.length - text.trimStart().length
  const [first, ...rest] = wrapped(text.trimStart(), Math.max(width - indent, 20))
  return [`${' '.repeat(start)}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)]
}

/** With several procedures each answer says which it is about. */
export function answers(agreement: Agreement, procedures: readonly Procedure[], question: Question): string[] {
  const otherwise = QUESTIONS[question][1]
  if (procedures.length === 0) return ['no rule on record by which anybody turns to another']
  return procedures.flatMap(({ noun, answers: all }) => {
    const about = procedures.length === 1 ? '' : `${noun}: `
    const own = all[question]
    if (own.length === 0) return [`${about}${otherwise}`]
    return own.map(({ rule, text }) => `${about}${text}${rule === undefined ? '' : ` (${signed(rule, agreement)})`}`)
  })
}

function json(compared: readonly Compared[]): string {
  const agreements = compared.map(({ agreement, procedures }) => ({
    agreement: agreement.id,
    title: agreement.title,
    parties: agreement.parties.length,
    procedures,
  }))
  return `${JSON.stringify({ agreements, common: commonParties(compared.map((one) => one.agreement)) }, undefined, 2)}\n`
}
