import { styleText } from 'node:util'
import { EXIT_REFUSED } from './refusal.ts'

/** What is known of the place that a command prints to. */
export interface Terminal {
  /** Columns; left out where it is no terminal, and nothing is wrapped. */
  readonly width?: number
  readonly bold: (text: string) => string
  readonly quiet: (text: string) => string
  readonly warning: (text: string) => string
  readonly good: (text: string) => string
}

/** Colours only on a terminal, and never where NO_COLOR says not to. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const paint = (style: 'bold' | 'dim' | 'yellow' | 'green') => (text: string) => styleText(style, text, { stream })
  // A terminal that does not know its width says 0.
  const width = stream.isTTY === true && stream.columns > 0 ? stream.columns : undefined
  return { width, bold: paint('bold'), quiet: paint('dim'), warning: paint('yellow'), good: paint('green') }
}

/** Whoever reads us may stop at any line (`| head -1`): that is no fault of ours. A full disk is one of nobody's, and said. */
export function endQuietlyWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    if (stream !== process.stderr) process.stderr.write(`The output could not be written (${error.code}).\n`)
    process.exit(EXIT_REFUSED)
  })
}
