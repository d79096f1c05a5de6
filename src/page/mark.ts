import type { Agreement } from '../agreement/agreement.ts'
import type { RuleId } from '../agreement/clause.ts'
import type { Line } from '../engine/reading/line.ts'
import { UNVERIFIED_SIGN, unverifiedOf } from '../engine/reading/unverified.ts'
import { type Html, html } from './html.ts'

/**
 * The state of a duty as a mark, a word and a colour, always all three: whoever does not see colours reads the word, and
 * a print in black keeps the shape.
 */
type State = 'in-force' | 'due-soon' | 'fulfilled' | 'late' | 'overdue' | 'waived' | 'unclear'

/** From this many days before it is due a duty is due soon. */
const SOON_DAYS = 7

const SHAPES: Readonly<Record<State, Html>> = {
  'in-force': html`<circle cx="8" cy="8" r="5.5"/>`,
  'due-soon': html`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`,
  fulfilled: html`<path d="M2.5 8.5l3.5 4 7.5-9"/>`,
  late: html`<path d="M2.5 7l3.5 4 7.5-9M2.5 14.5h11"/>`,
  overdue: html`<path d="M8 2l6.5 12h-13zM8 6.5v3.5M8 11.7v.6"/>`,
  waived: html`<circle cx="8" cy="8" r="5.5" stroke-dasharray="2 3.76"/>`,
  unclear: html`<path d="M5.3 6a2.7 2.7 0 1 1 4 2.4C8.4 9 8 9.4 8 10.4M8 12.9v.6"/>`,
}

const WORDS: Readonly<Record<Line['reading'], string>> = {
  kept: 'Kept',
  late: 'Late',
  overdue: 'Overdue',
  unanswered: 'Unanswered',
  open: 'Open',
  waived: 'Waived',
  excused: 'Excused',
  ended: 'Ended',
  'not derivable': 'Not derivable',
  used: 'Used',
  expired: 'Expired',
  'in force': 'In force',
  'in a standstill': 'In a standstill',
  observed: 'Observed',
  adopted: 'Adopted',
  'not adopted': 'Not adopted',
  'set aside': 'Set aside',
}

function stateOf({ reading, closes, pastHorizon }: Line, at: number): State {
  switch (reading) {
    case 'kept':
    case 'used':
    case 'observed':
    case 'adopted':
      return 'fulfilled'
    case 'late':
      return 'late'
    case 'in a standstill':
    case 'overdue':
    case 'unanswered':
      return 'overdue'
    case 'waived':
    case 'excused':
    case 'ended':
    case 'expired':
    case 'not adopted':
    case 'set aside':
      return 'waived'
    case 'not derivable':
      return 'unclear'
    case 'in force':
      return 'in-force'
    case 'open':
      return !pastHorizon && closes !== undefined && closes.earliest - at <= SOON_DAYS * 86_400_000
        ? 'due-soon'
        : 'in-force'
  }
}

function markOf(state: State): Html {
  return html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[state]}</svg>`
}

/** The mark alone, where many stand in a row; whoever listens hears the reading. */
export function markOfLine(line: Line, at: number): Html {
  const state = stateOf(line, at)
  return html`<span class="${state}" title="${wordOf(line, state)}">${markOf(state)}</span>`
}

/** What the marks of a table stand for. */
export function signLegend(): Html {
  const signs = [
    ['fulfilled', 'in time'],
    ['late', 'late'],
    ['overdue', 'not recorded'],
    ['in-force', 'open'],
    ['due-soon', 'due within a week'],
    ['waived', 'ended'],
    ['unclear', 'cannot be derived'],
  ] as const
  return html`<ul class="legend">${signs.map(([state, word]) => html`<li><span class="${state}">${markOf(state)}</span> ${word}</li>`)}</ul>`
}

/** `[tick] Kept: sent 14 Apr 2026, in time`. A reading that begins with its own word says it once. */
export function readingOf(line: Line, at: number): Html {
  const state = stateOf(line, at)
  const word = wordOf(line, state)
  const [first = '', ...rest] = line.text.split(line.reading === 'not derivable' ? ': ' : ' ')
  if (line.reading === 'not derivable') return drawn(state, capital(first), rest.join(': '), ':')
  if (line.text.startsWith(`${word.toLowerCase()} `) && word.includes(' '))
    return drawn(state, word, line.text.slice(word.length + 1), '')
  if (first === word.toLowerCase()) return drawn(state, word, rest.join(' '), '')
  if (first === `${word.toLowerCase()}:`) return drawn(state, word, rest.join(' '), ':')
  return drawn(state, word, line.text, ':')
}

function wordOf({ verb, reading }: Line, state: State): string {
  if (state === 'due-soon') return 'Due soon'
  // Nothing was owed, so nothing was kept.
  return (verb === 'asked' || verb === 'offered') && reading === 'kept' ? 'Answered' : WORDS[reading]
}

function drawn(state: State, word: string, text: string, colon: string): Html {
  return html`<span class="state ${state}">${markOf(state)} ${word}${text === '' ? '' : colon}</span> ${text}`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Behind the number of a rule that rests on a fact which is not sure; the reason is what it rests on says, too. */
export function unverifiedMark(agreement: Agreement, rule: RuleId): Html {
  const reason = unverifiedOf(agreement, rule)
  if (reason === undefined) return html``
  return html`<span class="unverified" role="img" aria-label="unverified" title="Unverified: ${reason}">${UNVERIFIED_SIGN}</span>`
}
