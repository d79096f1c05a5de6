import { limitsAt } from '../engine/count/limit-view.ts'
import { actsApart } from '../engine/reading/docket.ts'
import { registerAt } from '../engine/reading/register.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, consult, playedOverOf, refuseTwoFormats } from './consultation.ts'
import { otherDayHint } from './other-day.ts'
import { EXIT_FINE, Refusal } from './refusal.ts'
import { partiesIn, printHeader, printLines, printMarked, printNames } from './register-print.ts'
import { whyCommand } from './why-command.ts'

/** `pacta register`: who owes what to whom by when, and what is recorded of it. */
export const command: Command = {
  usage: 'pacta register AGREEMENT [options]',
  says: 'Who owes what to whom by when, and what is recorded of it.',
  options: {
    ...CONSULTATION_OPTIONS,
    may: { says: 'Also what parties may do' },
    view: {
      value: 'VIEW',
      says: 'lines (default), compliance (counts by party and rule), calendar (what falls due) or limits (what is used of them)',
    },
    json: { says: 'One JSON document' },
    csv: { says: 'Comma-separated values' },
  },
  examples: [
    'pacta register agreements/northland-westmark',
    'pacta register agreements/northland-westmark --as-of 2026-11-10 --party Northland --may',
    'pacta register agreements/northland-westmark --as-of 2026-11-10T12:00:00+01:00 --json',
  ],
  async run(args, terminal) {
    const [path] = wordsOf('register', args.words, ['AGREEMENT'], 1)
    const view = args.values.get('view') ?? 'lines'
    if (view !== 'lines' && view !== 'compliance' && view !== 'calendar' && view !== 'limits') {
      const views = 'The views are lines, compliance, calendar and limits.'
      throw new Refusal(`pacta register: there is no view "${view}".`, views)
    }
    refuseTwoFormats('register', args)
    const asked = consult(path as string, args)
    const lines = registerAt(asked.ledger, asked.query)
    const marked = () => actsApart(asked.ledger, asked.query).filter(({ marks }) => marks.length > 0)
    if (args.flags.has('json') || args.flags.has('csv')) {
      if (view !== 'lines')
        throw new Refusal(`pacta register: --view ${view} is for people; --json and --csv give the lines.`)
      const { registerCsv, registerJson } = await import('./register-export.ts')
      process.stdout.write(
        args.flags.has('csv')
          ? registerCsv(asked, lines)
          : registerJson(asked, lines, marked(), limitsAt(asked.ledger, asked.query)),
      )
      return EXIT_FINE
    }
    process.stdout.write(`${printHeader(asked, terminal)}\n`)
    if (view === 'lines') {
      const names = printNames(partiesIn(lines), asked.agreement, terminal)
      const isPlayed = playedOverOf(asked) !== undefined
      const apart = printMarked(marked(), asked.agreement, terminal)
      process.stdout.write(printLines(lines, asked.agreement, terminal, { isPlayed }) + names + apart)
      process.stdout.write(otherDayHint('register', path as string, asked))
      if (lines.length > 0) process.stdout.write(whyCommand(path as string, lines, args))
    } else if (view === 'limits') {
      const { printLimits } = await import('./limits-print.ts')
      process.stdout.write(printLimits(limitsAt(asked.ledger, asked.query), asked.agreement, terminal))
    } else {
      const { printCalendar, printCompliance } = await import('./register-views.ts')
      const print = view === 'compliance' ? printCompliance : printCalendar
      process.stdout.write(print(asked, lines, terminal))
    }
    return EXIT_FINE
  },
}
