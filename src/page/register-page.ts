import { registerAt } from '../engine/register.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { instantForm, preamble, views } from './instants.ts'
import { registerTable } from './register-table.ts'
import { withSources } from './sources-list.ts'
import { addressOf, nameOf, queryOf, type View } from './view.ts'

/** Who owes what to whom by when, at one instant. */
export function registerPage(view: View): Html {
  const { site, shown, asOf, party } = view
  const { agreement, ledger } = shown
  const lines = registerAt(ledger, queryOf(view))
  const of = party === undefined ? '' : `, of ${nameOf(agreement, party)}`
  const title = (what: string) => ({ title: `${what}${of}, as of ${asOf.printed}`, anchors: true })
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
${lines.length === 0 && html`<p>No line: nothing is owed, and nothing was asked, by then.</p>`}
${registerTable(view, lines, 'must', title('What is owed'))}
${registerTable(view, lines, 'asked', {
  ...title('What was asked'),
  note: 'No rule of this agreement sets a time for the answer, so nothing is due and nothing is late.',
})}
${registerTable(view, lines, 'may', title('What parties may do'))}`,
    ),
  })
}
