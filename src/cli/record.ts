import type { Arguments } from './arguments.ts'
import type { CliCode } from './codes.ts'
import type { Command } from './command.ts'
import { confirmed } from './confirmed.ts'
import { EFFECT_OPTIONS, type Effect, effectOf, printEffect } from './effect.ts'
import { ArgumentsRefused } from './faults.ts'
import type { SourceFile } from './folder.ts'
import type { Opened } from './opened.ts'
import { alone, fileFor, replaceFile, withAct } from './record-file.ts'
import { EXIT_FINE, EXIT_NO } from './refusal.ts'
import { visible } from './visible.ts'

/** `pacta record`: an act, worded here, shown with what it changes, confirmed, and added to the record. */
export const command: Command = {
  usage: 'pacta record [AGREEMENT] KIND [options]',
  says: 'Puts an act on record, after it has shown what that changes.',
  more: [
    'The act is added to the last of the acts files by name (acts/record.yaml is begun if there is none); what stands there is not touched. In a terminal it asks before it writes; elsewhere --yes says so beforehand.',
  ],
  options: {
    ...EFFECT_OPTIONS,
    file: { value: 'NAME', says: 'The acts file of the folder to which it is added' },
    yes: { says: 'Write without asking' },
  },
  examples: [
    'pacta record my-agreement question --by Alder --to Birch --body text="When do you open?"',
    'pacta record my-agreement answer --by Birch --to Alder --refers-to question-1 --body text="At eight." --yes',
  ],
  async run(args, terminal) {
    const first = effectOf('record', args)
    const target = targetOf(first, args)
    process.stdout.write(printEffect(first, terminal))
    process.stdout.write(`\n`)
    if (!args.flags.has('yes') && !(await confirmed('record', target.file))) {
      process.stdout.write('Nothing was written.\n')
      return EXIT_NO
    }
    const { folder } = first.opened
    const id = await alone('record', folder, () => {
      // Somebody may have added something since: what is shown is one thing, what is written is read anew.
      const { opened, read } = effectOf('record', withId(args, first))
      const again = targetOf({ ...first, opened }, args)
      const text = withAct(opened.folder, again, read.draft, opened.agreement, opened.record)
      replaceFile('record', again.file, text)
      return read.draft.id as string
    })
    if (id !== first.read.draft.id) {
      process.stdout.write(`${visible(first.read.draft.id as string)} was taken meanwhile by somebody else.\n`)
    }
    process.stdout.write(`${visible(id)} is on record in ${visible(target.file)}.\n`)
    return EXIT_FINE
  },
}

/** An id that was named, and the time that was shown, stay; a number that was taken meanwhile is given anew. */
function withId(args: Arguments, { read }: Effect): Arguments {
  return { ...args, values: new Map([...args.values, ['transmitted', read.draft.transmitted as string]]) }
}

function targetOf({ opened }: Pick<Effect, 'opened'>, args: Arguments): SourceFile {
  refusePlayedOver('record', opened)
  return fileFor(opened.folder, args.values.get('file'))
}

/** An agreement that is played over the acts of another has no record. */
export function refusePlayedOver(command: string, { agreement: { actsOf } }: Pick<Opened, 'agreement'>): void {
  if (actsOf === undefined) return
  throw new ArgumentsRefused(command, [
    {
      at: 'AGREEMENT',
      code: 'record/acts-of-another' satisfies CliCode,
      message: `This agreement has no record of its own: it is played over the acts of ${actsOf}.`,
      advice: `Record it in the folder ${actsOf}, or see with \`npx pacta what-if\` what it would change here.`,
    },
  ])
}
