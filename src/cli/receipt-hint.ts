import type { Act } from '../agreement/act.ts'
import type { Line } from '../engine/reading/line.ts'
import type { Consultation } from './consultation.ts'
import { commandLine } from './why-command.ts'

/**
 * What to type once it is known when something was received on which a line waits; undefined if none does. Where the clock
 * starts from another act than the one the line is about, the reader puts in which.
 */
function receiptHint(path: string, lines: readonly Line[], acts: readonly Act[]): string | undefined {
  const line = lines.find(waitsForReceipt)
  if (line === undefined) return undefined
  const until = line.basis.entry?.norm.until
  const from = until?.kind === 'count' ? until.from : undefined
  const kind = acts.find(({ id }) => id === line.about)?.kind
  const act = from?.kind === 'act' && from.noun === kind ? line.about : 'ACT'
  return `Once it is known when ${act === 'ACT' ? 'the act that starts its clock' : act} was received:\n${commandLine(['receipt', path, act, '--received', 'DATE'])}\n`
}

/** Whoever reads the acts of others has no record to add to. */
export function ownReceiptHint(path: string, asked: Consultation, lines: readonly Line[]): string | undefined {
  const isOwn = asked.leaveOutPlayed !== true && asked.agreement.actsOf === undefined
  return isOwn ? receiptHint(path, lines, asked.known) : undefined
}

/** Of an act that is being worded: a line that it moves waits for its receipt, and nobody said when that was. */
export function lacksReceipt({ to, received }: Act, lines: readonly Line[]): boolean {
  const isKnown = to === 'all' ? received !== undefined : to.every((one) => one.received !== undefined)
  return !isKnown && lines.some(waitsForReceipt)
}

function waitsForReceipt({ text }: Line): boolean {
  return text.endsWith('day of receipt not known')
}
