import * as fs from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { lastAsOf, parseAsOf } from '../engine/reading/as-of.ts'
import type { AsOf } from '../engine/reading/line.ts'
import { unverifiedNote } from '../engine/reading/unverified.ts'
import { linesOfWalk } from '../engine/reading/walk.ts'
import { CAST_PATH } from '../language/declared/cast.ts'
import { isError } from '../problem.ts'
import { isoDay } from '../time/day.ts'
import type { Arguments } from './arguments.ts'
import type { Command } from './command.ts'
import { type Fault, printFault } from './faults.ts'
import { actsFilesOf, asActsFile, type Opened, openAgreement, readWithCast } from './opened.ts'
import { PLAY_WORDS, readPlayCommand } from './play-commands.ts'
import { printOpening, printPlayHelp } from './play-print.ts'
import { savedStory } from './play-saved.ts'
import { beginPlay, type Play, stepOf } from './play-step.ts'
import { EXIT_FINE, EXIT_REFUSED, FilesRefused, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta play`: steps through what would happen. The walk is `engine/reading/walk.ts`; here are only the lines to and fro. */
export const command: Command = {
  usage: 'pacta play AGREEMENT [COMMAND...] [options]',
  says: 'Steps through what would happen: acts are put, time moves on, and what changes is told.',
  more: [
    'In a terminal it asks for one command after the other. Elsewhere it takes them from the command line (each one argument, in quotation marks), from --script, or from the lines of its input. Nothing is recorded.',
    'Commands: KIND by PARTY to PARTY on DATE; to DATE; next; register; why N; undo; save NAME; help; quit.',
  ],
  options: {
    script: { value: 'FILE', says: 'Commands, a line each' },
    from: { value: 'DATE', says: 'Where it begins; left out: the start of the agreement, or the end of the record' },
    'from-record': { says: 'Begin with the acts of the agreement' },
    cast: { says: 'With the invented parties of cases/cast.md, as its cases are played' },
  },
  examples: [
    'pacta play agreements/northland-westmark',
    'pacta play agreements/northland-westmark "question by Westmark to Northland on 2026-03-02" "to 2026-03-20" "why 1"',
    'pacta play agreements/northland-westmark --script walk.txt',
  ],
  async run(args, terminal) {
    const [path, ...words] = args.words
    if (path === undefined) {
      throw new Refusal('pacta play: AGREEMENT is missing.', '`npx pacta play --help` shows how it is written.')
    }
    const opened = withCast(openAgreement(path), args)
    const table = new Table(opened, args, terminal)
    table.say(opening(opened, table.play, terminal))
    const script = args.values.get('script')
    if (words.length > 0 || script !== undefined) return table.all([...linesOf(script), ...words])
    if (process.stdin.isTTY === true) return await table.ask()
    const lines = fs.readFileSync(process.stdin.fd, 'utf8').split(/\r?\n/)
    if (lines.every((line) => line.trim() === '')) {
      table.say(`\n${printPlayHelp(opened.agreement, table.play.walk)}`)
      return EXIT_FINE
    }
    return table.all(lines)
  },
}

/** A record names those who acted, so none begins a play with others. */
function withCast(opened: Opened, { flags }: Arguments): Opened {
  if (!flags.has('cast')) return opened
  if (flags.has('from-record')) {
    throw new Refusal('pacta play: --cast and --from-record exclude each other.', 'Name one of the two.')
  }
  const { cast, path } = opened.folder
  if (cast === undefined) {
    throw new Refusal(
      `pacta play: ${visible(join(path, CAST_PATH))} is not there, so no cast can play.`,
      'Write it: docs/cases.md says how.',
    )
  }
  const { agreement, problems } = readWithCast(opened.folder)
  if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
  return { ...opened, agreement }
}

function linesOf(script: string | undefined): string[] {
  return script === undefined ? [] : fs.readFileSync(script, 'utf8').split(/\r?\n/)
}

const NO_RECORD = 'What is played here is put on no record.'

function opening({ agreement }: Opened, { walk }: Play, terminal: Terminal): string {
  const lines = linesOfWalk(walk)
  return `${terminal.bold(visible(agreement.title))}\n${[NO_RECORD, ...unverifiedNote(agreement)].map((text) => fitting(text, terminal)).join('')}${printOpening(lines, walk, terminal)}`
}

/** Where the play stands, and who is spoken to. */
class Table {
  play: Play
  readonly #opened: Opened
  readonly #terminal: Terminal
  readonly #isFromRecord: boolean

  constructor(opened: Opened, args: Arguments, terminal: Terminal) {
    const { agreement, record, folder } = opened
    this.#opened = opened
    this.#terminal = terminal
    this.#isFromRecord = args.flags.has('from-record')
    const acts = this.#isFromRecord ? record.acts : []
    const files = this.#isFromRecord ? actsFilesOf(folder, agreement).acts.map(asActsFile) : []
    this.play = beginPlay(agreement, acts, files, startOf(opened, args.values.get('from'), this.#isFromRecord))
  }

  say(text: string): void {
    process.stdout.write(text)
  }

  /** Every line is tried; what is wrong with any of them is told, and where. */
  all(lines: readonly string[]): number {
    let status: number = EXIT_FINE
    let left = 0
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue
      this.say(`\n${this.#terminal.bold(visible(`> ${line.trim()}`))}\n`)
      const done = this.#obey(line)
      if (done === 'quit') break
      if (typeof done !== 'object') continue
      process.stderr.write(`Line ${index + 1}: ${visible(line.trim())}\n${printFault(done)}\n`)
      status = EXIT_REFUSED
      left += 1
    }
    if (left > 0) {
      process.stderr.write(
        `${left === 1 ? 'One line was' : `${left} lines were`} left out; the others were played without.\n`,
      )
    }
    return status
  }

  /** Until somebody has had enough. */
  async ask(): Promise<number> {
    this.say('help says what may be said; quit ends.\n')
    const asking = createInterface({
      input: process.stdin,
      output: process.stdout,
      completer: (line: string) => completed(line, this.#opened),
    })
    const prompt = () => {
      const { walk } = this.play
      asking.setPrompt(`${isoDay(walk.program.agreement.zone.dayAt(walk.asOf.at))}> `)
      asking.prompt()
    }
    prompt()
    for await (const line of asking) {
      const done = this.#obey(line)
      if (done === 'quit') break
      if (typeof done === 'object') this.say(`${printFault(done)}\n`)
      prompt()
    }
    asking.close()
    return EXIT_FINE
  }

  #obey(line: string): Fault | 'done' | 'quit' {
    const { walk } = this.play
    const { agreement } = walk.program
    const command = readPlayCommand(line, agreement, agreement.zone.dayAt(walk.asOf.at))
    if ('code' in command) return command
    if (command.kind === 'quit') return 'quit'
    if (command.kind === 'nothing') return 'done'
    if (command.kind === 'save') return this.#save(command.file)
    const stepped = stepOf(this.play, command, this.#terminal)
    if ('code' in stepped) return stepped
    this.play = stepped.play
    this.say(stepped.text)
    return 'done'
  }

  #save(name: string): Fault | 'done' {
    const { folder } = this.#opened
    const fault = (message: string, advice: string): Fault => ({ at: 'save', code: 'play/file', message, advice })
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) {
      return fault(
        `"${name}" is no name for a file in cases/.`,
        'Take letters, digits and hyphens, such as first-year.',
      )
    }
    const inside = `cases/${name.replace(/\.md$/, '')}.md`
    const file = join(folder.path, inside)
    const story = savedStory(this.play, folder, { file, name: inside }, this.#isFromRecord)
    if (typeof story === 'object') return fault(story.why, 'Look at it with npx pacta check.')
    try {
      fs.mkdirSync(join(folder.path, 'cases'), { recursive: true })
      fs.writeFileSync(file, story, { flag: 'wx' })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') return fault(`${file} is there already, and was left as it is.`, 'Take another name.')
      return fault(`${file} cannot be written (${code}).`, 'See whether you may write there.')
    }
    this.say(`${visible(file)} is written. Read it against the clauses before you keep it; npx pacta test plays it.\n`)
    if (this.#isFromRecord) {
      this.say(
        'It begins with the acts that are on record (`from: record`): each that is recorded later becomes a part of it, and may change what it expects. A play without --from-record stands by itself.\n',
      )
    }
    return 'done'
  }
}

function startOf({ agreement, record }: Opened, from: string | undefined, isFromRecord: boolean): AsOf {
  if (from === undefined) return lastAsOf(agreement, isFromRecord ? record : { acts: [] })
  const at = parseAsOf(from, agreement.zone)
  if (at !== undefined) return at
  throw new Refusal(`pacta play: --from ${from} is no date.`, 'Write --from 2026-03-01.')
}

function completed(line: string, { agreement }: Opened): [string[], string] {
  const words = line.split(/\s+/)
  const begun = words.at(-1) ?? ''
  const first = [...agreement.kinds.map(({ name }) => name), ...PLAY_WORDS]
  const later = [
    ...agreement.parties.map(({ id }) => id),
    'by',
    'to',
    'about',
    'on',
    'at',
    'received',
    'for',
    'as',
    'citing',
    'with',
  ]
  return [(words.length === 1 ? first : later).filter((word) => word.startsWith(begun)), begun]
}
