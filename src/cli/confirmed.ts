import { createInterface } from 'node:readline/promises'
import type { CliCode } from './codes.ts'
import { ArgumentsRefused } from './faults.ts'
import { visible } from './visible.ts'

/** Whether somebody at a terminal says yes; elsewhere nobody can be asked, and it has to be said beforehand. */
export async function confirmed(command: string, file: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    throw new ArgumentsRefused(command, [
      {
        at: '--yes',
        code: 'record/not-confirmed' satisfies CliCode,
        message: 'Nobody can be asked here whether it is to be written.',
        advice: 'Look at what it changes; then give the same command with --yes.',
      },
    ])
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await new Promise<string>((resolve) => {
    // Whoever ends the input has not said yes.
    asking.once('close', () => resolve(''))
    asking.question(`Put it on record in ${visible(file)}? [y/N] `).then(resolve, () => resolve(''))
  })
  asking.close()
  return /^y(?:es)?$/i.test(answer.trim())
}
