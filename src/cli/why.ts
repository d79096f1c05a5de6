import { type LimitLine, limitsAt, whyLimit } from '../engine/count/limit-view.ts'
import type { Line } from '../engine/reading/line.ts'
import { playedOver } from '../engine/reading/preamble.ts'
import { registerAt } from '../engine/reading/register.ts'
import type { Why } from '../engine/reading/why.ts'
import { didYouMean, listed } from '../language/phrase/spelling.ts'
import { keysIn, keysOfActs, type Legend, legendOf } from '../page/sources.ts'
import { wholeWhy } from '../page/why-whole.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult } from './consultation.ts'
import { ownReceiptHint } from './receipt-hint.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import { printSources } from './sources-print.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta why`: what a line of the register rests on, down to clauses, acts and arithmetic. */
export const command: Command = {
  usage: 'pacta why AGREEMENT LINE-ID [options]',
  says: 'What a line of the register rests on: clause, acts with their sources, arithmetic.',
  more: [
    'LINE-ID is RULE/ACT/PARTY, RULE/YEAR/PARTY, or -/ACT/PARTY where no rule sets a clock; LIMIT/PARTY for the use of a limit. The beginning of one is enough if only one line has it.',
  ],
  options: {
    'as-of': CONSULTATION_OPTIONS['as-of'],
    'known-at': CONSULTATION_OPTIONS['known-at'],
    acts: CONSULTATION_OPTIONS.acts,
    json: { says: 'One JSON document' },
  },
  examples: [
    'pacta why agreements/northland-westmark 1/winter-repair/Northland',
    'pacta why agreements/northland-westmark 2/2026/Westmark --as-of 2026-05-04',
  ],
  async run(args, terminal) {
    const [path, wanted] = wordsOf('why', args.words, ['AGREEMENT', 'LINE-ID'], 2)
    const asked = consult(path as string, args)
    const limit = limitsAt(asked.ledger, asked.query).find(({ id }) => id === wanted)
    if (limit !== undefined) return await explainLimit(asked, limit, args.flags.has('json'), terminal)
    const lines = registerAt(asked.ledger, { ...asked.query, powers: true })
    const line = lineOf(wanted as string, lines)
    const why = wholeWhy(asked.ledger, line, asked.query)
    const sources = sourcesOf(asked, line, why)
    if (args.flags.has('json')) {
      const { headJson, lineJson } = await import('./register-export.ts')
      const whole = { ...headJson(asked), line: lineJson(line), why, sources: sources.map(sourcesJson) }
      process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`)
      return EXIT_FINE
    }
    const width = terminal.width ?? Number.POSITIVE_INFINITY
    const tree = treeLines(withClause(why, line), width)
    process.stdout.write(`${playedFirst(asked, terminal)}${tree.map((text) => `${text}\n`).join('')}`)
    const hint = ownReceiptHint(path as string, asked, [line])
    if (hint !== undefined) process.stdout.write(`\n${hint}`)
    const of = (index: number) => (sources.length === 1 ? '' : index === 0 ? ' of the acts' : ' of the clause')
    process.stdout.write(sources.map((one, index) => printSources(one, terminal, of(index))).join(''))
    return EXIT_FINE
  },
}

/** What is used of a limit, and of what it follows how much there may be. */
async function explainLimit(
  asked: Consultation,
  limit: LimitLine,
  isJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const why = whyLimit(asked.ledger, limit, asked.query)
  if (isJson) {
    const { headJson, limitJson } = await import('./register-export.ts')
    process.stdout.write(`${JSON.stringify({ ...headJson(asked), limit: limitJson(limit), why }, null, 2)}\n`)
    return EXIT_FINE
  }
  const tree = treeLines(why, terminal.width ?? Number.POSITIVE_INFINITY)
  process.stdout.write(`${playedFirst(asked, terminal)}${tree.map((text) => `${text}\n`).join('')}`)
  return EXIT_FINE
}

/** Before any due date: whose acts these rules are played over. */
function playedFirst({ agreement, leaveOutPlayed }: Consultation, terminal: Terminal): string {
  const played = leaveOutPlayed === true ? [] : playedOver(agreement)
  return played.map((text) => `${fitting(text, terminal)}\n`).join('')
}

/** The words of the clause stand beside the sentence that is made from its rule. */
function withClause(why: Why, { basis }: Line): Why {
  const text = basis.entry?.norm.clause.text.trim() ?? ''
  const [rule, ...rest] = why.because
  if (text === '' || rule === undefined) return why
  const clause = { text: `Clause: ${text}`, because: [] }
  return { ...why, because: [{ ...rule, because: [clause, ...rule.because] }, ...rest] }
}

/** Keys of acts and keys of clauses may be those of two files, in which S1 says two things. */
function sourcesOf({ opened, known }: Consultation, { basis }: Line, why: Why): Legend[] {
  const { rules, acts } = opened.sources
  const inActs = keysOfActs(known)
  const ofActs = textsOf(why).flatMap((text) => keysIn(text, (key) => inActs.has(key)))
  const ofRule = keysIn(basis.entry?.norm.clause.text ?? '', (key) => rules?.says.has(key) === true)
  const isOne = rules?.file === acts?.file
  const legends = [
    ...(acts === undefined ? [] : [legendOf(isOne ? [...ofActs, ...ofRule] : ofActs, acts)]),
    ...(rules === undefined || isOne ? [] : [legendOf(ofRule, rules)]),
  ]
  return legends.filter(({ known, unknown }) => known.length + unknown.length > 0)
}

function textsOf({ text, because }: Why): string[] {
  return [text, ...because.flatMap(textsOf)]
}

function sourcesJson({ file, known, unknown }: Legend) {
  return { file, says: Object.fromEntries(known), unknown }
}

/** The line with this id, or the only one whose id begins so. */
export function lineOf(wanted: string, lines: readonly Line[]): Line {
  const exact = lines.find(({ id }) => id === wanted)
  if (exact !== undefined) return exact
  const begun = lines.filter(({ id }) => id.startsWith(wanted))
  if (begun.length === 1) return begun[0] as Line
  if (begun.length > 1) {
    const shown = begun.slice(0, 12).map(({ id }) => `  ${visible(id)}\n`)
    const rest = begun.length - shown.length
    throw new Refusal(
      `${begun.length} lines begin with "${wanted}":`,
      `${shown.join('')}${rest > 0 ? `  and ${rest} more\n` : ''}Name one of them.`,
    )
  }
  // What is not the id of a line of that rule is no slip for a line of another.
  const [rule] = wanted.split('/')
  const ofRule = lines.filter((line) => line.rule === rule)
  throw new Refusal(
    `The register has no line "${wanted}" at that instant.`,
    didYouMean(
      wanted,
      (ofRule.length === 0 ? lines : ofRule).map(({ id }) => id),
      ofRule.length > 0
        ? `Of rule ${rule} there is ${listed(new Set(ofRule.map(({ id }) => id)))}.`
        : lines.length === 0
          ? 'It has none then.'
          : `An id is RULE/ABOUT/OWES, as the register has them: ${(lines[0] as Line).id}.`,
    ),
  )
}

/** A tree, each statement above what it rests on. */
export function treeLines(why: Why, width: number, depth = 0): string[] {
  const indent = '  '.repeat(depth)
  const own = wrapped(visible(why.text), Math.max(20, width - indent.length - 2)).map(
    (text, index) => `${indent}${index === 0 || depth === 0 ? '' : '  '}${depth > 0 && index === 0 ? '- ' : ''}${text}`,
  )
  return [...own, ...why.because.flatMap((reason) => treeLines(reason, width, depth + 1))]
}
