import type { Consultation } from './consultation.ts'
import { commandLine } from './why-command.ts'

/** Where nobody named an instant, how another is asked for: whoever reads this in November may expect November. */
export function otherDayHint(command: string, path: string, { asOf }: Consultation): string {
  return asOf.because === undefined ? '' : `\nFor another day:\n${commandLine([command, path, '--as-of', 'DATE'])}\n`
}
