import type { Draft } from '../acts/draft.ts'
import type { ActsFile } from '../acts/read.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { parseAsOf } from '../engine/reading/as-of.ts'
import type { AsOf, Line } from '../engine/reading/line.ts'
import {
  beginWalk,
  linesOfWalk,
  moveTo,
  put,
  STEP_DAYS_MAX,
  type Step,
  undone,
  type Walk,
} from '../engine/reading/walk.ts'
import { wholeWhy } from '../page/why-whole.ts'
import { isoDay, printDay } from '../time/day.ts'
import type { CliCode } from './codes.ts'
import { type Fault, printFault } from './faults.ts'
import type { ActCommand, PlayCommand } from './play-commands.ts'
import { printPlayHelp, printPlayRegister, printTurns } from './play-print.ts'
import type { Terminal } from './terminal.ts'
import { treeLines } from './why.ts'
import { faultOfWord, wordedAct } from './worded-act.ts'

/** A walk with the words of its acts: what `pacta play` holds between two commands. */
export interface Play {
  readonly walk: Walk
  /** The acts files that it began with. */
  readonly files: readonly ActsFile[]
  readonly drafts: ReadonlyMap<string, Draft>
}

export function beginPlay(agreement: Agreement, acts: Walk['acts'], files: readonly ActsFile[], asOf: AsOf): Play {
  return { walk: beginWalk(agreement, acts, asOf), files, drafts: new Map() }
}

/** The acts that were put, in their order. */
export function draftsOf({ walk, drafts }: Play): Draft[] {
  return walk.acts.flatMap(({ id }) => {
    const draft = drafts.get(id)
    return draft === undefined ? [] : [draft]
  })
}

export interface Played {
  readonly play: Play
  readonly text: string
}

type WalkCommand = Exclude<
  PlayCommand,
  { readonly kind: 'save' } | { readonly kind: 'quit' } | { readonly kind: 'nothing' }
>

/** One command: where the walk then stands, and what is to be said. Pure. */
export function stepOf(play: Play, command: WalkCommand, terminal: Terminal): Played | Fault {
  const { walk } = play
  switch (command.kind) {
    case 'act':
      return putAct(play, command, terminal)
    case 'to':
      return goTo(play, parseAsOf(isoDay(command.day), zoneOf(play)) as AsOf, terminal)
    case 'next':
      return goNext(play, terminal)
    case 'undo': {
      const before = undone(walk)
      if (before === undefined) {
        return fault(
          'undo',
          'play/command',
          'This is where it began: nothing can be taken back.',
          'help says what may be said.',
        )
      }
      return { play: { ...play, walk: before }, text: `Taken back. It is ${before.asOf.printed}.\n` }
    }
    case 'register':
      return { play, text: printPlayRegister(linesOfWalk(walk), walk, terminal) }
    case 'why': {
      const line = linesOfWalk(walk)[command.number - 1]
      return line === undefined
        ? fault('why', 'play/line', `There is no line ${command.number}.`, 'register numbers the lines.')
        : { play, text: whyText(walk, line, terminal) }
    }
    case 'help':
      return { play, text: printPlayHelp(walk.program.agreement, walk) }
  }
}

function zoneOf({ walk }: Play) {
  return walk.program.agreement.zone
}

function fault(at: string, code: CliCode, message: string, advice: string): Fault {
  return { at, code, message, advice }
}

function whyText({ ledger, asOf }: Walk, line: Line, terminal: Terminal): string {
  const why = wholeWhy(ledger, line, { asOf, powers: true })
  return `${treeLines(why, terminal.width ?? Number.POSITIVE_INFINITY).join('\n')}\n`
}

function goTo(play: Play, asOf: AsOf, terminal: Terminal): Played | Fault {
  const { walk } = play
  const step = moveTo(walk, asOf)
  if (step !== undefined) return told(play, step, terminal)
  if (asOf.at < walk.asOf.at) {
    return fault(
      'to',
      'play/date',
      `It is ${walk.asOf.printed} already, and time only moves on.`,
      'undo takes the last step back.',
    )
  }
  return tooFar('to')
}

function tooFar(at: string): Fault {
  const years = Math.floor(STEP_DAYS_MAX / 366)
  return fault(at, 'play/date', `That is more than ${years} years ahead.`, 'Go there in several steps.')
}

/** To the first instant, within a year or two, at which anything turns by itself. */
function goNext(play: Play, terminal: Terminal): Played | Fault {
  const zone = zoneOf(play)
  const ahead = parseAsOf(isoDay(zone.dayAt(play.walk.asOf.at) + NEXT_DAYS_MAX), zone) as AsOf
  const first = moveTo(play.walk, ahead)?.turns[0]
  if (first === undefined) {
    return { play, text: `Nothing turns by itself until ${printDay(zone.dayAt(ahead.at))}.\n` }
  }
  return goTo(play, first.at, terminal)
}

const NEXT_DAYS_MAX = 800

function putAct(play: Play, command: ActCommand, terminal: Terminal): Played | Fault {
  const { walk, files } = play
  const worded = wordedAct(command, { acts: walk.acts, files, drafts: draftsOf(play) }, walk.program.agreement)
  if ('code' in worded) return worded
  const step = put(walk, worded.act)
  if (step === undefined) return tooFar('on')
  const id = worded.draft.id as string
  const next: Play = { ...play, walk: step.walk, drafts: new Map([...play.drafts, [id, worded.draft]]) }
  const notes = worded.notes.map((note) => `${printFault(faultOfWord(note))}\n`).join('')
  const how = worded.about.length > 0 ? `, about ${worded.about.join(', ')}` : ''
  const received = worded.isReceivedAtOnce ? ', received at once' : ''
  return { play: next, text: `${id}${how}${received}.\n${notes}${printTurns(step.turns, step.walk, terminal)}` }
}

function told(play: Play, { walk, turns }: Step, terminal: Terminal): Played {
  return { play: { ...play, walk }, text: printTurns(turns, walk, terminal) }
}
