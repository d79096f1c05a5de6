import type { Agreement } from '../agreement/agreement.ts'
import { entryOf } from '../engine/reading/docket.ts'
import type { Line } from '../engine/reading/line.ts'
import { counted } from '../engine/reading/preamble.ts'
import { registerAt } from '../engine/reading/register.ts'
import {
  notReminded,
  type Reminder,
  type ReminderRules,
  reminderRules,
  remindersOf,
} from '../engine/reading/reminders.ts'
import { capital, listed as inWords } from '../language/sentence/sentence-words.ts'
import { printWindow } from '../time/window.ts'
import { wordsOf } from './arguments.ts'
import type { CliCode } from './codes.ts'
import type { Command } from './command.ts'
import { CONSULTATION_OPTIONS, type Consultation, consult, playedOverOf } from './consultation.ts'
import { ArgumentsRefused } from './faults.ts'
import { otherDayHint } from './other-day.ts'
import { ownReceiptHint } from './receipt-hint.ts'
import { EXIT_FINE } from './refusal.ts'
import { headJson, lineJson } from './register-export.ts'
import { fitting, printHeader } from './register-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta remind`: a text for everybody who still owes something, to be put into a mail. */
export const command: Command = {
  usage: 'pacta remind AGREEMENT [options]',
  says: 'Who still owes what to whom, as a text for each, to be put into a mail.',
  more: [
    'Only who still owes is reminded: nobody whose answer is on record, and nobody of whom the record cannot tell. Nothing is sent and nothing is recorded; the text says whether a reminder starts a clock.',
  ],
  options: { ...CONSULTATION_OPTIONS, json: { says: 'One JSON document' } },
  examples: [
    'pacta remind agreements/northland-westmark --as-of 2026-11-10',
    'pacta remind agreements/northland-westmark --party Estmark --json',
  ],
  run(args, terminal) {
    const [path] = wordsOf('remind', args.words, ['AGREEMENT'], 1)
    const asked = consult(path as string, args)
    const played = playedOverOf(asked)
    if (played !== undefined) throw new ArgumentsRefused('remind', [nobodyOwes(played)])
    const lines = registerAt(asked.ledger, asked.query)
    const reminders = remindersOf(lines, asked.agreement)
    const unknown = notReminded(lines)
    const print = args.flags.has('json') ? remindersJson : printReminders
    process.stdout.write(print(asked, reminders, unknown, terminal))
    const hint = args.flags.has('json') ? undefined : ownReceiptHint(path as string, asked, unknown)
    if (hint !== undefined) process.stdout.write(`\n${hint}`)
    if (!args.flags.has('json')) process.stdout.write(otherDayHint('remind', path as string, asked))
    return EXIT_FINE
  },
}

function nobodyOwes(played: string) {
  return {
    at: 'AGREEMENT',
    code: 'remind/played-over' satisfies CliCode,
    message: `These rules are played over the acts of ${played}: nobody who acted was under them, so nobody owes anything.`,
    advice: `Ask for the folder ${played}, or name with --acts the acts of parties that these rules bind.`,
  }
}

function printReminders(
  asked: Consultation,
  reminders: readonly Reminder[],
  unknown: readonly Line[],
  terminal: Terminal,
): string {
  const head = printHeader(asked, terminal)
  const waiting = reminderRules(asked.agreement)
  const texts = reminders.map((reminder) => `\n${printReminder(asked, reminder, waiting, terminal)}`)
  const nobody = reminders.length === 0 ? '\nNobody owes anything that is not on record.\n' : ''
  const few =
    unknown.length === 0
      ? ''
      : `\n${fitting(`Of ${counted(unknown.length, 'further line')} it cannot be derived how ${unknown.length === 1 ? 'it stands' : 'they stand'}; nobody is reminded of ${unknown.length === 1 ? 'it' : 'them'}.`, terminal)}`
  return `${head}${nobody}${texts.join('')}${few}`
}

function printReminder(
  asked: Consultation,
  { debtor, lines }: Reminder,
  waiting: ReminderRules,
  terminal: Terminal,
): string {
  const { agreement, asOf } = asked
  const say = (text: string, indent = '') => fitting(text, terminal, indent)
  const items = lines.map((line, index) => {
    const [what, ...more] = itemOf(asked, line)
    return `${say(`${index + 1}. ${what}`)}${more.map((text) => say(text, '   ')).join('')}`
  })
  return [
    `${terminal.bold(visible(`To ${nameOf(debtor, agreement)}`))}\n`,
    say(
      `${agreement.title}. As of ${asOf.printed} (${agreement.zone.id}), ${covered(asked)} shows nothing yet of the following:`,
    ),
    '\n',
    ...items,
    '\n',
    say('If something of this was sent, please say when and to whom, so that the record can be completed.'),
    say(clockWords(waiting)),
  ].join('')
}

function covered({ record, agreement }: Consultation): string {
  const { covers } = record
  if (covers === undefined) return 'the record'
  const note = covers.note === '' ? '' : `: ${covers.note.replace(/[.\s]+$/, '')}`
  return `the record (which covers ${printWindow(covers.window, agreement.zone)}${note})`
}

/** `an answer, owed to Estmark`; what it is about; how it stands. */
function itemOf(asked: Consultation, line: Line): string[] {
  const { agreement } = asked
  const { basis, verb, creditors, debtors, due, text, rule } = line
  const acts = basis.entry?.norm.what.acts ?? []
  const nouns = acts.map((act) => agreement.kinds.find(({ name }) => name === act)?.noun ?? act)
  const what = nouns.length === 0 ? 'an answer' : inWords(nouns, 'or')
  const whom =
    creditors === 'all'
      ? 'all other parties'
      : inWords(
          creditors.map((id) => nameOf(id, agreement)),
          'and',
        )
  const owed = verb === 'asked' ? `asked for by ${whom}` : `owed to ${whom}`
  const joint = debtors.length > 1 ? `; one act by any of ${debtors.join(', ')} does` : ''
  const heading = basis.entry?.norm.clause.heading
  const clause = rule === undefined ? [] : [`Rule ${rule}${heading === undefined ? '' : ` ("${heading}")`}.`]
  return [
    `${what}, ${owed}${joint}`,
    `${aboutWords(asked, line)}`,
    ...clause,
    capital(due === '-' || text.includes(due) ? `${text}.` : `due ${due}; ${text}.`),
  ].filter((part) => part !== '')
}

function aboutWords({ ledger, query }: Consultation, { about, basis }: Line): string {
  const row = basis.trigger === undefined ? undefined : (ledger.table.rowOf(about) ?? basis.trigger)
  return row === undefined ? `For ${about}.` : `About ${about} (${entryOf(ledger, row, query).text}).`
}

function clockWords({ kinds, rules }: ReminderRules): string {
  if (rules.length === 0) return 'This reminder starts no clock and moves no date.'
  const which = `rule${rules.length === 1 ? '' : 's'} ${inWords(rules, 'and')}`
  const wait = rules.length === 1 ? 'waits' : 'wait'
  return `This text by itself starts no clock and moves no date. A reminder that is sent as an act (${kinds.join(', ')}) may: ${which} ${wait} for one.`
}

function nameOf(id: string, { parties }: Agreement): string {
  return parties.find((party) => party.id === id)?.names.en ?? id
}

function remindersJson(asked: Consultation, reminders: readonly Reminder[], unknown: readonly Line[]): string {
  const { kinds, rules } = reminderRules(asked.agreement)
  const told = reminders.map(({ debtor, lines }) => ({
    debtor,
    name: nameOf(debtor, asked.agreement),
    items: lines.map((line) => ({ words: itemOf(asked, line), line: lineJson(line) })),
  }))
  const whole = {
    ...headJson(asked),
    reminderStartsClock: false,
    rulesThatWaitForAReminder: { kinds, rules },
    reminders: told,
    notDerivable: unknown.map(({ id }) => id),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}
