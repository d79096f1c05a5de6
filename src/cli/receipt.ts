import { withReceipt } from '../acts/received.ts'
import type { Act, ActsRecord } from '../agreement/act.ts'
import { isSameAct } from '../agreement/same-act.ts'
import { lastAsOf } from '../engine/reading/as-of.ts'
import { differenceOf } from '../engine/reading/difference.ts'
import { registerAt } from '../engine/reading/register.ts'
import { didYouMean } from '../language/phrase/spelling.ts'
import { isError, type Problem } from '../problem.ts'
import type { Arguments } from './arguments.ts'
import type { CliCode } from './codes.ts'
import type { Command } from './command.ts'
import { confirmed } from './confirmed.ts'
import { ledgerOf } from './consultation.ts'
import { printChanges } from './difference-print.ts'
import { ArgumentsRefused, type Fault } from './faults.ts'
import { type SourceFile, textOf } from './folder.ts'
import { readInstant } from './instant-option.ts'
import { type Opened, openAgreement, readActsFrom } from './opened.ts'
import { refusePlayedOver } from './record.ts'
import { alone, replaceFile } from './record-file.ts'
import { EXIT_FINE, EXIT_NO, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import { visible } from './visible.ts'

/** `pacta receipt`: when an act that is on record was received, shown with what that changes, confirmed, and added to it. */
export const command: Command = {
  usage: 'pacta receipt [AGREEMENT] ACT --received WHEN [options]',
  says: 'Puts on record when an act was received that is on record already.',
  more: [
    'The time is added to the act where it stands in the acts file; nothing else is touched, and a receipt that is on record is never changed. In a terminal it asks before it writes; elsewhere --yes says so beforehand.',
  ],
  options: {
    received: { value: 'WHEN', says: 'A date, an instant with its offset, or a window' },
    by: { value: 'Y', says: 'Which addressee received it; left out: all of them' },
    'as-of': { value: 'WHEN', says: 'For which instant the registers are compared; left out: the end of the record' },
    yes: { says: 'Write without asking' },
  },
  examples: [
    'pacta receipt my-agreement question-1 --received 2026-03-04',
    'pacta receipt my-agreement question-1 --by Birch --received 2026-03-04 --yes',
  ],
  async run(args, terminal) {
    const { path, ...receipt } = receiptOf(args)
    const opened = openAgreement(path)
    refusePlayedOver('receipt', opened)
    const change = changeOf(opened, receipt)
    const { agreement, record } = opened
    const named = args.values.get('as-of')
    const asOf = named === undefined ? lastAsOf(agreement, record) : readInstant('--as-of', named, agreement.zone)
    const registers = [record, change.record].map(({ acts }) =>
      registerAt(ledgerOf(agreement, acts), { asOf, powers: true }),
    )
    const [before = [], after = []] = registers
    const changes = differenceOf(before, after)
    process.stdout.write(`${terminal.bold(visible(agreement.title))}\n`)
    process.stdout.write(
      fitting(
        `${receipt.act}, received ${receipt.when}${receipt.by === undefined ? '' : ` by ${receipt.by}`}.`,
        terminal,
      ),
    )
    const table = changes.length === 0 ? 'No line of the register.\n' : printChanges(changes, agreement, terminal)
    process.stdout.write(`\n${fitting(`What it changes, as of ${asOf.printed}:`, terminal)}${table}\n`)
    if (!args.flags.has('yes') && !(await confirmed('receipt', change.target.file))) {
      process.stdout.write('Nothing was written.\n')
      return EXIT_NO
    }
    await alone('receipt', opened.folder, () => {
      // Somebody may have added something since: what is shown is one thing, what is written is read anew.
      const { target, text } = changeOf(openAgreement(path), receipt)
      replaceFile('receipt', target.file, text)
    })
    process.stdout.write(`The receipt of ${visible(receipt.act)} is on record in ${visible(change.target.file)}.\n`)
    return EXIT_FINE
  },
}

interface ReceiptWords {
  readonly act: string
  readonly by?: string
  readonly when: string
}

function receiptOf({ words, values }: Arguments): ReceiptWords & { readonly path: string } {
  const when = values.get('received')
  const act = words.at(-1)
  if (act === undefined || words.length > 2 || when === undefined) {
    throw new Refusal(
      `pacta receipt: ${act === undefined ? 'ACT is missing' : when === undefined ? '--received WHEN is missing' : `what is "${words[2]}"`}.`,
      'Write npx pacta receipt AGREEMENT question-1 --received 2026-03-04.',
    )
  }
  const path = words.length === 2 ? (words[0] as string) : '.'
  const by = values.get('by')
  return { path, act, when, ...(by === undefined ? {} : { by }) }
}

/** The file as it will be, and the record that it then is. */
function changeOf(opened: Opened, receipt: ReceiptWords) {
  const { folder, agreement, record } = opened
  const act = record.acts.find(({ id }) => id === receipt.act)
  if (act === undefined) {
    const ids = record.acts.map(({ id }) => id)
    refuse(
      'ACT',
      'record/unknown-act',
      `No act on record is called "${receipt.act}".`,
      didYouMean(receipt.act, ids, 'It has to be on record first: npx pacta record.'),
    )
  }
  refuseWho(act, receipt)
  for (const target of folder.acts) {
    const text = withReceipt(target.name, textOf(target.content), receipt)
    if (text === undefined) continue
    const changed = folder.acts.map((one) => (one === target ? { ...one, content: text } : one))
    const read = readActsFrom(changed, agreement)
    const slips = slipsOf(read.problems, readActsFrom(folder.acts, agreement).problems, target)
    if (slips.length > 0) throw new ArgumentsRefused('receipt', slips)
    if (read.record !== undefined && isOneReceipt(record, read.record, receipt.act)) {
      return { target, text, record: read.record }
    }
  }
  return refuse(
    'ACT',
    'record/no-receipt',
    `The receipt of "${receipt.act}" cannot be added without touching what stands in its file.`,
    'Write `received:` beside the act, or beside its addressee, by hand.',
  )
}

function refuse(at: string, code: CliCode, message: string, advice: string): never {
  throw new ArgumentsRefused('receipt', [{ at, code, message, advice }])
}

/** Whoever is named is an addressee, and has none yet. */
function refuseWho(act: Act, { by }: ReceiptWords): void {
  if (act.to !== 'all' && act.to.length === 0) {
    refuse(
      'ACT',
      'record/no-receipt',
      `"${act.id}" is addressed to nobody, so nobody receives it.`,
      'Name another act.',
    )
  }
  const already = (whose: string): never =>
    refuse(
      'ACT',
      'record/received-already',
      `${whose} receipt of "${act.id}" is on record already.`,
      'If it was a slip, mend it in the acts file by hand, so that the difference can be read.',
    )
  if (act.to === 'all') {
    if (by !== undefined) {
      refuse(
        '--by',
        'record/no-receipt',
        `"${act.id}" goes to all, with one receipt for all.`,
        'Leave --by out, or name the addressees one by one in the acts file.',
      )
    }
    if (act.received !== undefined) already('The')
    return
  }
  if (by === undefined) {
    if (act.to.every(({ received }) => received !== undefined)) already('The')
    return
  }
  const addressee = act.to.find(({ party }) => party === by)
  if (addressee === undefined) {
    const parties = act.to.map(({ party }) => party)
    refuse(
      '--by',
      'record/no-receipt',
      `"${act.id}" is not addressed to "${by}".`,
      didYouMean(by, parties, `It is addressed to ${parties.join(', ')}.`),
    )
  }
  if (addressee.received !== undefined) already(`${by}'s`)
}

/** What the reader of acts says of the new time and did not say before. */
function slipsOf(after: readonly Problem[], before: readonly Problem[], target: SourceFile): Fault[] {
  const told = new Set(before.map(({ code, message }) => `${code} ${message}`))
  return after
    .filter(({ file, code, message }) => file === target.file && !told.has(`${code} ${message}`))
    .filter((problem) => isError(problem) || problem.code === 'act/received-before-transmitted')
    .map(({ code, message, advice }) => ({ at: '--received', code, message, advice }))
}

/** The same acts, but for the receipt of this one. */
function isOneReceipt(before: ActsRecord, after: ActsRecord, id: string): boolean {
  return (
    before.acts.length === after.acts.length &&
    after.acts.every((act, index) => {
      const old = before.acts[index] as Act
      return act.id === id ? isSameAct(withoutReceipt(act), withoutReceipt(old)) : isSameAct(act, old)
    })
  )
}

function withoutReceipt(act: Act): Act {
  const to = act.to === 'all' ? act.to : act.to.map((one) => ({ ...one, received: undefined }))
  return { ...act, to, received: undefined }
}
