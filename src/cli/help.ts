import type { Command } from './command.ts'
import { printTable, wrapped } from './table.ts'

/** Help has one width everywhere: the same text in a terminal, in a file and in a test. */
const WIDTH = 80

const EXIT_STATUS = `Exit status: 0 it is fine, 1 the answer is no (check found errors, a case is not
as expected), 2 it could not be done: a file cannot be used, or the command is
misspelt.
`

export function printHelp(commands: readonly Command[]): string {
  return `Pacta turns the text of an agreement between equals into a register of who owes
what to whom by when.

${rows(commands.map(({ usage, says }) => [usage.replace(' [options]', ''), says]))}
AGREEMENT is a folder that holds agreement.md. Type npx pacta, inside the folder of
this project: npx pacta COMMAND --help says more of each.

${EXIT_STATUS}`
}

export function printCommandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, { value, says, several }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    `${says}.${several === true ? ' It may stand several times.' : ''}`,
  ])
  const more = (command.more ?? []).map((text) => `${wrapped(text, WIDTH).join('\n')}\n\n`).join('')
  return `npx ${command.usage}

${wrapped(command.says, WIDTH).join('\n')}

${more}${options.length === 0 ? '' : `${rows(options)}\n`}${command.examples.map((example) => `  npx ${example}\n`).join('')}
${EXIT_STATUS}`
}

function rows(pairs: readonly (readonly string[])[]): string {
  const table = printTable(['', ''], pairs, { width: WIDTH - 2 })
  return table
    .split('\n')
    .slice(1)
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}
