import { limitsAt, whyLimit } from '../engine/count/limit-view.ts'
import { type Html, html } from './html.ts'
import { unverifiedMark } from './mark.ts'
import { fragmentOf, nameOf, queryOf, type View } from './view.ts'
import { whyTree } from './why-tree.ts'

const HEADS = ['Limit', 'For', 'Period', 'Used', 'At most', 'Left'] as const

/** Limits and their use, each opening to what it rests on; nothing where the agreement sets none. */
export function limitsTable(view: View): Html {
  const { agreement, ledger } = view.shown
  const query = queryOf(view)
  const lines = limitsAt(ledger, query)
  if (lines.length === 0) return html``
  return html`<table role="table">
<caption>Limits and their use, as of ${view.asOf.printed}</caption>
<thead role="rowgroup"><tr role="row">${HEADS.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
${lines.map((line) => {
  const names = [
    ...line.parties.map((id) => nameOf(agreement, id)),
    ...(line.values ?? []),
    ...(line.zone === undefined ? [] : [line.zone]),
  ]
  const who = names.length === 0 ? 'all' : names.join(', ')
  const cells = [
    html`${line.limit}${unverifiedMark(agreement, line.limit)}`,
    who,
    line.period,
    line.used,
    line.atMost,
    line.left,
  ]
  return html`<tbody role="rowgroup" id="${fragmentOf(`limit-${line.id}`)}"><tr role="row">${cells.map(
    (cell, column) => html`<td role="cell" data-head="${HEADS[column]}"><div>${cell}</div></td>`,
  )}</tr>
<tr role="row" class="why-row"><td role="cell" class="wide" colspan="6">${whyTree(whyLimit(ledger, line, query), 'Why')}</td></tr></tbody>
`
})}</table>
`
}
