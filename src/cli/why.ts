import type { Line } from '../engine/line.ts'
import { registerAt } from '../engine/register.ts'
import { type Why, whyLine } from '../engine/why.ts'
import { didYouMean } from '../language/spelling.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, consult } from './consultation.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { wrapped } from './table.ts'
import { visible } from './visible.ts'

/** `pacta why`: what a line of the register rests on, down to clauses, acts and arithmetic. */
export const command: Command = {
  usage: 'pacta why AGREEMENT LINE-ID [options]',
  says: 'What a line of the register rests on: clause, acts with their sources, arithmetic.',
  more: [
    'LINE-ID is RULE/ACT/PARTY, RULE/YEAR/PARTY, or -/ACT/PARTY where no rule sets a clock. The beginning of one is enough if only one line has it.',
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
    const lines = registerAt(asked.ledger, { ...asked.query, powers: true })
    const line = lineOf(wanted as string, lines)
    const why = whyLine(asked.ledger, line, asked.query)
    if (args.flags.has('json')) {
      const { headJson, lineJson } = await import('./register-export.ts')
      const whole = { ...headJson(asked), line: lineJson(line), why }
      process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`)
      return EXIT_FINE
    }
    const width = terminal.width ?? Number.POSITIVE_INFINITY
    process.stdout.write(
      treeLines(why, width)
        .map((text) => `${text}\n`)
        .join(''),
    )
    return EXIT_FINE
  },
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
  throw new Refusal(
    `The register has no line "${wanted}" at that instant.`,
    didYouMean(
      wanted,
      lines.map(({ id }) => id),
      '`pacta register AGREEMENT --json` lists the ids.',
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
