import { flow } from '../acts/appended.ts'
import type { AsOf } from '../engine/reading/line.ts'
import { isoDay } from '../time/day.ts'
import { printInstant } from '../time/instant.ts'
import type { Zone } from '../time/zone.ts'
import { updatedText } from './case-update.ts'
import { playCases } from './cases.ts'
import type { Folder } from './folder.ts'
import { draftsOf, type Play } from './play-step.ts'

/**
 * What was played, as a case: the acts, and the register and what parties may do wherever the walk stood. What is expected
 * is found by the player of cases itself, so that the story says what `pacta test` will say.
 */
export function savedStory(
  play: Play,
  folder: Folder,
  { file, name }: { readonly file: string; readonly name: string },
  isFromRecord: boolean,
): string | { readonly why: string } {
  const { walk } = play
  const { zone, title } = walk.program.agreement
  const drafts = draftsOf(play)
  const acts =
    drafts.length === 0
      ? isFromRecord
        ? ''
        : 'acts: []\n'
      : `acts:\n${drafts.map((draft) => `  - ${flow(draft)}\n`).join('')}`
  const stops = [...new Set(walk.stops.map((stop) => whenOf(stop, zone)))]
  const blocks = stops.map((when) => `${fenced(`register ${when}`)}\n${fenced(`may ${when}`)}`)
  const text = `# ${title.replace(/\s+/g, ' ')}: played

Written by \`pacta play\`. It says what the rules do, not yet what they should do: read each line against its clause.

## What was played

${'```'}acts
${isFromRecord ? 'from: record\n' : ''}${acts}${'```'}

${blocks.join('\n')}`
  const outcomes = playCases({ ...folder, cases: [{ file, name, content: text }] })
  const [problem] = outcomes.flatMap(({ problems }) => problems)
  if (problem !== undefined) return { why: `${problem.code}: ${problem.message}` }
  const found = updatedText(
    text,
    outcomes.flatMap(({ checks }) => checks),
  )
  // That nobody may do anything is not worth a block at every stop.
  return found
    .replace(/```may [^\n]*\n```\n\n?/g, '')
    .trimEnd()
    .concat('\n')
}

function fenced(info: string): string {
  return `${'```'}${info}\n${'```'}\n`
}

function whenOf({ at, printed }: AsOf, zone: Zone): string {
  return printed.startsWith('the end of ') ? isoDay(zone.dayAt(at)) : printInstant(at)
}
