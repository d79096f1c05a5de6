import { actsApart } from '../engine/reading/docket.ts'
import type { Line } from '../engine/reading/line.ts'
import { registerAt } from '../engine/reading/register.ts'
import { signedMark } from '../engine/reading/unverified.ts'
import { printWindow } from '../time/window.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { instantForm, preamble, views } from './instants.ts'
import { limitsTable } from './limits-table.ts'
import { ASKED_NOTE, OFFERED_NOTE, registerTable, titleOf } from './register-table.ts'
import { withSources } from './sources-list.ts'
import { addressOf, fragmentOf, nameOf, queryOf, type View } from './view.ts'

/** Who owes what to whom by when, at one instant. */
export function registerPage(view: View): Html {
  const { site, shown, asOf, party } = view
  const { agreement, ledger } = shown
  const lines = registerAt(ledger, queryOf(view))
  const of = party === undefined ? '' : `, of ${nameOf(agreement, party)}`
  const title = (verb: Line['verb']) => ({ title: `${titleOf(view, verb)}${of}, as of ${asOf.printed}`, anchors: true })
  return framed({
    site,
    title: `Register - ${agreement.title} - Pacta`,
    path: addressOf({ ...view, asOfText: undefined }, ''),
    body: withSources(
      shown,
      'acts',
      html`<h1>${agreement.title}</h1>
${preamble(view)}
${views(view, '')}
${instantForm(view, '', true)}
${lines.length === 0 && html`<p>No line: nothing is owed, and nothing was asked or offered, by then.</p>`}
${registerTable(view, lines, 'must', title('must'))}
${registerTable(view, lines, 'must not', title('must not'))}
${registerTable(view, lines, 'decide', title('decide'))}
${registerTable(view, lines, 'asked', {
  ...title('asked'),
  note: ASKED_NOTE,
})}
${registerTable(view, lines, 'offered', { ...title('offered'), note: OFFERED_NOTE })}
${registerTable(view, lines, 'may', title('may'))}
${limitsTable(view)}
${markedActs(view)}`,
    ),
  })
}

/** What is said of acts that stand in no case: a line of the register may say nothing of them. */
function markedActs(view: View): Html {
  const { ledger, agreement } = view.shown
  const entries = actsApart(ledger, queryOf(view)).filter(({ marks }) => marks.length > 0)
  if (entries.length === 0) return html``
  const toEntry = (id: string) => `${addressOf(view, '/docket')}#${encodeURIComponent(fragmentOf(`entry-${id}`))}`
  return html`<section aria-labelledby="marks">
<h2 id="marks">Marks on acts that belong to no case</h2>
<ul>${entries.map(
    ({ id, at, marks }) =>
      html`<li>${printWindow(at, agreement.zone)}, <a href="${toEntry(id)}">${id}</a>: ${signedMark(marks.join('; '), agreement)}</li>\n`,
  )}</ul>
</section>
`
}
