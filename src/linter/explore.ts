import type { Agreement } from '../agreement/agreement.ts'
import type { Norm } from '../agreement/rule.ts'
import { asksIn } from '../engine/program/figure-guard.ts'
import type { Line } from '../engine/reading/line.ts'
import { inOrder, type Problem } from '../problem.ts'
import { printDay } from '../time/day.ts'
import type { LinterCode } from './codes.ts'
import { collisionsIn } from './collision.ts'
import { deadlockOf } from './deadlock.ts'
import { withEverybodyBound } from './everybody-bound.ts'
import { unboundHolders } from './holders.ts'
import { type Arisen, Search } from './search.ts'
import { ACTS_MAX, Stories, type Story } from './story.ts'

/**
 * Explores what the rules of an agreement come to: of each rule the shortest story in which it arises, and one in which what
 * it asks for is done; at most four acts, and a bounded number of trials. Every finding tells its story. All findings are notes:
 * a longer story may show otherwise, and what was not reached is said.
 */
const PLAYS_A_RULE = 150
const STORIES_A_RULE = 3

export function explore(agreement: Agreement): Problem[] {
  const stories = new Stories(withEverybodyBound({ ...agreement, editions: undefined }))
  const search = new Search(stories)
  const norms = agreement.rules.filter((rule) => rule.kind === 'norm').filter(({ verb }) => verb !== 'is free to')
  const findings: Problem[] = unboundHolders(agreement)
  const unexplored: Norm[] = []
  const arisen: Arisen[] = []
  for (const norm of norms) {
    stories.allow(PLAYS_A_RULE)
    search.beyond.clear()
    const found = first(search.arising(norm), STORIES_A_RULE)
    arisen.push(...found.slice(0, 1))
    if (found.length > 0) findings.push(...findingsOf(norm, found, stories, search, norms))
    else if (stories.isSpent || stories.isCut || search.beyond.size > 0 || asksFigures(norm)) unexplored.push(norm)
    else if (norm.verb !== 'may' || deadlockOf(norm, norms) === undefined) findings.push(neverArises(norm))
  }
  stories.allow(PLAYS_A_RULE)
  for (const { asks, forbids, act, story } of collisionsIn(arisen, stories, norms)) {
    const message = `"${asks.id}" asks for "${act}" while "${forbids.id}" forbids it: ${storyWords(stories, story)}.`
    const advice = `Say which yields: unless: "${asks.id}" is in force, or the other way round. No rule goes before another by itself.`
    findings.push(note(asks, 'explore/collision', message, advice))
  }
  if (unexplored.length > 0) findings.push(notReached(unexplored))
  return inOrder(findings)
}

/** What a figure or a limit comes to may take more acts than a trial story has. */
function asksFigures({ if: when, unless }: Norm): boolean {
  return [when, unless].some((text) => text !== undefined && asksIn(text.guard).length > 0)
}

function note(norm: Norm, code: LinterCode, message: string, advice: string): Problem {
  const { file, line, column } = norm.clause
  return { file, line, column, code, severity: 'note', message, advice }
}

function neverArises(norm: Norm): Problem {
  const within = `in no story of at most ${ACTS_MAX} acts`
  return norm.verb === 'may'
    ? note(
        norm,
        'explore/never-opens',
        `The power of "${norm.id}" opens ${within}.`,
        'Look at when:, if: and who:, and at what they wait for.',
      )
    : note(
        norm,
        'explore/never-arises',
        `"${norm.id}" arises ${within}.`,
        'Look at when:, if: and who:, and at what they wait for.',
      )
}

function notReached(norms: readonly Norm[]): Problem {
  const ids = norms.map(({ id }) => `"${id}"`).join(', ')
  const message = `Trial stories of at most ${ACTS_MAX} acts did not reach ${ids}.`
  return note(
    norms[0] as Norm,
    'explore/unexplored',
    message,
    'Nothing is said of them; play them with cases of your own.',
  )
}

function findingsOf(
  norm: Norm,
  found: readonly Arisen[],
  stories: Stories,
  search: Search,
  norms: readonly Norm[],
): Problem[] {
  const [shown] = found as [Arisen]
  const told = storyWords(stories, shown.story)
  if (found.every(({ line }) => isDueBefore(line))) {
    const due = printDay(stories.agreement.zone.dayAt((shown.line.closes?.latest ?? 0) - 1))
    const message = `"${norm.id}" is due on ${due}, before it arises: ${told}.`
    return [
      note(
        norm,
        'explore/due-before-trigger',
        message,
        'Count from another time, or let something earlier call it into being.',
      ),
    ]
  }
  if (norm.verb === 'must not') return []
  // Of a chair that nobody is recorded to hold then, nothing can be tried; the line itself says so.
  if (found.some(({ story, line }) => stories.actingFor(story, line).length === 0)) return []
  const wanted: readonly Line['reading'][] = norm.verb === 'may' ? ['used'] : ['kept', 'late']
  for (const { story, line } of found) {
    for (const next of search.doing(story, line)) {
      if (stories.lines(next).some(({ id, reading }) => id === line.id && wanted.includes(reading))) return []
    }
  }
  if (stories.isSpent || stories.isCut) return []
  const acts = norm.what.acts.map((act) => `"${act}"`).join(' or ')
  if (norm.verb === 'may') {
    const message = `The power of "${norm.id}" is open, and ${acts} by its holder has no effect: ${told}.`
    return [
      note(norm, 'explore/no-effect', message, 'Look at what the act refers to, at to: and at from: of its kind.'),
    ]
  }
  if (isDoneElsewhere(norm, stories, search)) return []
  const circle = deadlockOf(norm, norms)
  if (circle !== undefined) {
    // Told once, of the first of them.
    if (norms.find(({ id }) => circle.includes(`"${id}"`)) !== norm) return []
    const message = `"${norm.id}" waits for itself: ${circle.join(', then ')}. ${told}; then nobody can go on.`
    return [
      note(norm, 'explore/deadlock', message, 'Let one of these rules be performed by an act that waits for nothing.'),
    ]
  }
  const message = `No act by ${shown.line.debtors.join(' and ')} of kind ${acts} performs "${norm.id}": ${told}.`
  return [
    note(
      norm,
      'explore/never-performed',
      message,
      'Look at what the act refers to, at to: and at if:, and at powers over it.',
    ),
  ]
}

/** In a story that begins with what allows the act: others may have to act first. */
function isDoneElsewhere(norm: Norm, stories: Stories, search: Search): boolean {
  for (const kind of norm.what.acts) {
    for (const story of search.making(kind, [])) {
      if (
        stories.lines(story).some(({ rule, reading }) => rule === norm.id && (reading === 'kept' || reading === 'late'))
      )
        return true
    }
  }
  return stories.isSpent
}

function isDueBefore({ closes, basis }: Line): boolean {
  return closes !== undefined && closes.latest <= basis.born.earliest
}

function storyWords(stories: Stories, story: Story): string {
  const told = stories.told(story)
  return told.length === 0 ? 'without any act' : told.join('; ')
}

function first<T>(items: Iterable<T>, most: number): T[] {
  const found: T[] = []
  for (const item of items) {
    found.push(item)
    if (found.length === most) break
  }
  return found
}
