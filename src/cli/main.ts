import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { EXIT_FINE, EXIT_REFUSED, Refusal } from './refusal.ts'
import { endQuietlyWithReader, terminalOf } from './terminal.ts'
import { visible } from './visible.ts'

/**
 * The command line. Each command is a file that is loaded only when it is asked for: what one needs must not make the
 * others wait.
 */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  register: () => import('./register.ts'),
  docket: () => import('./docket.ts'),
  why: () => import('./why.ts'),
  explain: () => import('./explain.ts'),
  check: () => import('./check.ts'),
  test: () => import('./test.ts'),
  coverage: () => import('./coverage.ts'),
  clause: () => import('./clause.ts'),
  gallery: () => import('./gallery.ts'),
  hash: () => import('./hash.ts'),
  start: () => import('./start.ts'),
  new: () => import('./new.ts'),
  schedule: () => import('./schedule.ts'),
  play: () => import('./play.ts'),
  'what-if': () => import('./what-if.ts'),
  record: () => import('./record.ts'),
  receipt: () => import('./receipt.ts'),
  remind: () => import('./remind.ts'),
  import: () => import('./import.ts'),
  export: () => import('./export.ts'),
  decide: () => import('./decide.ts'),
  compare: () => import('./compare.ts'),
}

endQuietlyWithReader(process.stdout)
endQuietlyWithReader(process.stderr)
process.exitCode = await run(process.argv.slice(2))

async function run([name, ...args]: readonly string[]): Promise<number> {
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') return await help(args[0])
    if (name === '--version') {
      const { default: about } = await import('../../package.json', { with: { type: 'json' } })
      process.stdout.write(`${about.version}\n`)
      return EXIT_FINE
    }
    const { command } = await commandOf(name)
    if (args.includes('--help') || args.includes('-h')) return await help(name)
    return await command.run(readArguments(name, args, command.options), terminalOf(process.stdout))
  } catch (error) {
    if (error instanceof Refusal) process.stderr.write(`${error.message}\n`)
    else if (isOfSystem(error)) process.stderr.write(`pacta: ${visible(error.message)}\n`)
    else throw error
    return EXIT_REFUSED
  }
}

/** What the machine refuses (a disk, a port, a path) is for whoever runs us to mend, and no fault to be traced. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

async function commandOf(name: string): Promise<{ readonly command: Command }> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load !== undefined) return load()
  const { didYouMean } = await import('../language/phrase/spelling.ts')
  throw new Refusal(
    `pacta: there is no command "${name}".`,
    didYouMean(name, Object.keys(COMMANDS), '`npx pacta --help` lists the commands.'),
  )
}

async function help(name: string | undefined): Promise<number> {
  const { printCommandHelp, printHelp } = await import('./help.ts')
  if (name === undefined || name.startsWith('-')) {
    const all = await Promise.all(Object.values(COMMANDS).map(async (load) => (await load()).command))
    process.stdout.write(printHelp(all))
  } else {
    const { command } = await commandOf(name)
    process.stdout.write(printCommandHelp(command))
  }
  return EXIT_FINE
}
