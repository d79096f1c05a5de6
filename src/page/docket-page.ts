import type { Act } from '../agreement/act.ts'
import { actsApart, type Case, docketAt, type Entry } from '../engine/reading/docket.ts'
import { signedMark } from '../engine/reading/unverified.ts'
import { printWindow } from '../time/window.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { instantForm, preamble, views } from './instants.ts'
import { registerTable } from './register-table.ts'
import { withSources } from './sources-list.ts'
import { addressOf, fragmentOf, nameOf, queryOf, type View } from './view.ts'
import { addresseesListed } from './why-whole.ts'

/** Every question and every offer as a case: what was said about it, in order, and how it stands with each addressee. */
export function docketPage(view: View): Html {
  const { site, shown } = view
  const cases = docketAt(shown.ledger, queryOf(view))
  // What refers to two of them stands in both cases; links lead to the first.
  const linked = new Set<string>()
  return framed({
    site,
    title: `Docket - ${shown.agreement.title} - Pacta`,
    path: addressOf({ ...view, asOfText: undefined }, ''),
    body: withSources(
      shown,
      'acts',
      html`<h1>${shown.agreement.title}</h1>
${preamble(view)}
${views(view, '/docket')}
${instantForm(view, '/docket', false)}
${cases.length === 0 && html`<p>No question was put and no offer made by then.</p>`}
${cases.map((one) => caseSection(view, one, linked))}
${apartSection(view, linked)}`,
    ),
  })
}

/** Talks, and statements that answer nobody: on record, in no case. */
function apartSection(view: View, linked: Set<string>): Html {
  const entries = actsApart(view.shown.ledger, queryOf(view))
  if (entries.length === 0) return html``
  return html`<section class="case" aria-labelledby="apart">
<h2 id="apart">Acts that belong to no case</h2>
<ol class="entries">${entries.map((entry) => entryItem(view, entry, linked))}</ol>
</section>
`
}

function caseSection(view: View, one: Case, linked: Set<string>): Html {
  const title = { title: 'How it stands' }
  return html`<section class="case" aria-labelledby="${fragmentOf(`case-${one.id}`)}">
<h2 id="${fragmentOf(`case-${one.id}`)}">${headingOf(view, one.opening)}</h2>
<ol class="entries">${[one.opening, ...one.entries].map((entry) => entryItem(view, entry, linked))}</ol>
${registerTable(view, one.per, 'decide', title)}
${registerTable(view, one.per, 'must', title)}
${registerTable(view, one.per, 'must not', title)}
${registerTable(view, one.per, 'asked', title)}
${registerTable(view, one.per, 'offered', title)}
</section>
`
}

/** `Estmark asks Northland, 26 Oct 2026`. */
function headingOf({ shown }: View, { by, to, at, id }: Entry): Html {
  const { agreement } = shown
  const names = (ids: readonly string[]) => ids.map((one) => nameOf(agreement, one)).join(', ')
  const whom = to === 'all' ? 'all others' : to.length > NAMES_MAX ? `${to.length} parties` : names(to)
  return html`${names(by)} to ${whom}, ${printWindow(at, agreement.zone)} <code>${id}</code>`
}

/** Many addressees are named in full, behind their number. */
const NAMES_MAX = 4

/** What else a message says, apart from its text: short values only, as they stand. */
function fieldsOf(body: Act['body']): string[] {
  return Object.entries(body).flatMap(([key, value]) =>
    key === 'text' || value === null || typeof value === 'object' ? [] : [`${key.replaceAll('_', ' ')}: ${value}`],
  )
}

function entryItem({ shown }: View, entry: Entry, linked: Set<string>): Html {
  const { agreement, ledger } = shown
  const isFirst = !linked.has(entry.id)
  linked.add(entry.id)
  const kind = agreement.kinds.find(({ name }) => name === entry.kind)
  const row = ledger.table.rowOf(entry.id)
  const act = row === undefined ? undefined : ledger.act(row)
  const body = act?.body ?? {}
  const name = (id: string) => nameOf(agreement, id)
  const remarks = [
    ...fieldsOf(body),
    ...(entry.capacity === undefined ? [] : [`Capacity: ${entry.capacity}`]),
    ...(entry.cites.length === 0 ? [] : [`Cites ${entry.cites.join(', ')}`]),
    ...entry.marks.map((mark) => signedMark(mark, agreement)),
    [entry.certainty, entry.source.length === 0 ? undefined : `[${entry.source.join(', ')}]`]
      .filter((part) => part !== undefined)
      .join(' '),
  ].filter((remark) => remark !== '')
  const few = (ids: readonly string[]) => (ids.length > NAMES_MAX ? `${ids.length} parties` : ids.map(name).join(', '))
  const to = entry.to === 'all' ? ' to all others' : entry.to.length === 0 ? '' : ` to ${few(entry.to)}`
  const addressees = act === undefined || act.to === 'all' ? '' : addresseesListed(act.to, name)
  return html`<li${isFirst && html` id="${fragmentOf(`entry-${entry.id}`)}"`}><span class="date">${printWindow(entry.at, agreement.zone)}</span><div>
<p>${few(entry.by)}${to}: <strong>${kind?.noun ?? entry.kind}${entry.position === undefined ? '' : `, ${entry.position}`}</strong> <code>${entry.id}</code></p>
${entry.by.length > NAMES_MAX && html`<details><summary>From the ${entry.by.length}</summary><p>${entry.by.map(name).join(', ')}</p></details>`}
${entry.to.length > NAMES_MAX && entry.to !== 'all' && html`<details><summary>To the ${entry.to.length}</summary><p>${addressees}</p></details>`}
${typeof body.text === 'string' && html`<p class="said">${body.text}</p>`}
${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}
</div></li>
`
}
