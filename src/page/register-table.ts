import { powerOf } from '../engine/power/power-words.ts'
import { type Alike, alike } from '../engine/reading/alike.ts'
import type { Line } from '../engine/reading/line.ts'
import { printAt } from '../engine/reading/words.ts'
import { type Html, html, type Value } from './html.ts'
import { readingOf, unverifiedMark } from './mark.ts'
import { addressOf, fragmentOf, nameOf, queryOf, type View } from './view.ts'
import { whyDetails } from './why-tree.ts'

/**
 * Lines of the register as a table, dates first. Each opens to what it rests on. Cells say which column they are in: on a
 * narrow screen each line becomes a block, and the roles keep it a table for those who listen to it.
 */
export interface TableText {
  readonly title: string
  readonly note?: string
  /** Whether each line can be linked to: once on a page. */
  readonly anchors?: boolean
}

const HEADS: Readonly<Record<Line['verb'], readonly [string, string, string, string, string, string]>> = {
  must: ['Since', 'Owes', 'Owed to', 'About', 'Due', 'Reading'],
  'must not': ['Since', 'Who', 'Must not', 'About', 'Until', 'Reading'],
  asked: ['Asked on', 'Asked', 'By', 'About', 'Due', 'Reading'],
  offered: ['Offered on', 'Offered to', 'By', 'About', 'Due', 'Reading'],
  may: ['Since', 'Who', 'May', 'About', 'Until', 'Reading'],
  decide: ['Since', 'Decided by', '', 'Proposal', 'Until', 'Reading'],
}

/** Over the acts of another agreement: nobody owed it. */
const PLAYED_HEADS: typeof HEADS = {
  ...HEADS,
  must: ['Since', 'Would owe', 'To', 'About', 'Would be due', 'Reading'],
  may: ['Since', 'Who', 'Might', 'About', 'Until', 'Reading'],
}

/** What a table of the register is called. */
export function titleOf({ shown }: View, verb: Line['verb']): string {
  const isPlayed = shown.agreement.actsOf !== undefined
  if (verb === 'must') return isPlayed ? 'What would have been owed' : 'What is owed'
  if (verb === 'must not') return isPlayed ? 'What parties would have had to leave undone' : 'What parties must not do'
  if (verb === 'may') return isPlayed ? 'What parties might have done' : 'What parties may do'
  if (verb === 'decide') return 'Decisions'
  return verb === 'asked' ? 'What was asked' : 'What was offered'
}

export const ASKED_NOTE = 'No rule of this agreement sets a time for the answer, so nothing is due and nothing is late.'
export const OFFERED_NOTE =
  'An offer creates no duty, and no rule of this agreement asks for a reply to it, so nothing is due and nothing is late.'

/** Of columns that must not be squeezed. */
const CLASSES: Readonly<Record<number, string>> = { 0: 'date', 4: 'due' }

/** How many names are read before a number says more. */
const NAMES_MAX = 4

export function registerTable(view: View, lines: readonly Line[], verb: Line['verb'], text: TableText): Html {
  const heads = (view.shown.agreement.actsOf === undefined ? HEADS : PLAYED_HEADS)[verb]
  const rows = alike(lines.filter((line) => line.verb === verb))
  if (rows.length === 0) return html``
  return html`<table role="table">
<caption>${text.title}${text.note !== undefined && html`<span>${text.note}</span>`}</caption>
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
${rows.map((row) => body(view, row, heads, text.anchors === true))}</table>
`
}

function body(view: View, row: Alike, heads: readonly string[], anchored: boolean): Html {
  const line = row.lines[0] as Line
  const { agreement } = view.shown
  const cells: readonly Value[] = [
    printAt(line.basis.born, agreement.zone, true),
    names(view, row.debtors),
    line.verb === 'may' || line.verb === 'must not' ? powerOf(line, agreement) : towards(view, line),
    about(view, line),
    line.due === '-' ? (line.verb === 'asked' ? 'no clock agreed' : '-') : line.due,
    readingOf(line, view.asOf.at),
  ]
  return html`<tbody role="rowgroup"${anchored && html` id="${fragmentOf(`line-${line.id}`)}"`}><tr role="row">${cells.map(
    (value, column) =>
      html`<td role="cell" data-head="${heads[column]}"${CLASSES[column] !== undefined && html` class="${CLASSES[column]}"`}>${html`<div>${value}</div>`}</td>`,
  )}</tr>
<tr role="row" class="why-row"><td role="cell" class="wide" colspan="6">${whys(view, row)}</td></tr></tbody>
`
}

function whys(view: View, { lines, debtors }: Alike): Html {
  const { ledger, agreement } = view.shown
  const query = queryOf(view)
  const [first] = lines
  if (first !== undefined && lines.length === 1) return whyDetails(ledger, query, first, 'Why')
  return html`<details><summary>Why, for each of ${debtors.length}</summary>${lines.map((line) =>
    whyDetails(ledger, query, line, line.debtors.map((id) => nameOf(agreement, id)).join(', ')),
  )}</details>`
}

function towards(view: View, { creditors }: Line): Value {
  return creditors === 'all' ? 'all others' : names(view, creditors)
}

/** Many are a number that opens to who they are. */
function names({ shown }: View, ids: readonly string[]): Value {
  const listed = ids.map((id) => nameOf(shown.agreement, id)).join(', ')
  if (ids.length <= NAMES_MAX) return listed
  return html`<details class="many"><summary>${ids.length} parties</summary>${listed}</details>`
}

/** Ids up to this length are not broken at their hyphens. */
const SHORT_MAX = 28

/** The act with a link to its case, or the year; and the rule. */
function about(view: View, { rule, about: act, basis }: Line): Html {
  const id = basis.item === undefined ? act : act.slice(0, -`[${basis.item.key}]`.length)
  const toEntry = `${addressOf(view, '/docket')}#${encodeURIComponent(fragmentOf(`entry-${id}`))}`
  const what =
    basis.reached !== undefined
      ? html`${act}`
      : basis.period === undefined
        ? html`<a${act.length <= SHORT_MAX && html` class="short"`} href="${toEntry}">${act}</a>`
        : html`the ${basis.period.unit} ${act}`
  if (rule === undefined) return what
  const toRule = `${addressOf(view, '/text')}#${encodeURIComponent(fragmentOf(`rule-${rule}`))}`
  return html`${what}, <a class="short" href="${toRule}">rule ${rule}</a>${unverifiedMark(view.shown.agreement, rule)}`
}
