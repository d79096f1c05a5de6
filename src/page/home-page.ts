import type { Line } from '../engine/reading/line.ts'
import { registerAt } from '../engine/reading/register.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { preamble } from './instants.ts'
import { ASKED_NOTE, OFFERED_NOTE, registerTable, titleOf } from './register-table.ts'
import { withSources } from './sources-list.ts'
import { addressOf, queryOf, type Shown, type Site, type View } from './view.ts'

/** The first page: the same registers as the terminal prints, each line opening to what it rests on. */
export function homePage(site: Site): Html {
  return framed({
    site,
    title: 'Pacta - who owes what to whom by when',
    path: '/',
    body: html`<h1>Who owes what to whom by when</h1>
<p class="lead">An agreement between equals is a text. From the text and from what its parties did, the register below is worked out: for any instant, the same for everybody, each line with its reasons.</p>
${site.shown.map((shown) => section(site, shown))}`,
  })
}

function section(site: Site, shown: Shown): Html {
  const view: View = { site, shown, asOf: shown.first, asOfText: shown.firstText, powers: false }
  const lines = registerAt(shown.ledger, queryOf(view))
  const { agreement } = shown
  const of = (verb: Line['verb'], note?: string) =>
    registerTable(view, lines, verb, { title: `${titleOf(view, verb)}, as of ${shown.first.printed}`, note })
  return withSources(
    shown,
    'acts',
    html`<section aria-labelledby="agreement-${agreement.id}">
<h2 id="agreement-${agreement.id}">${agreement.title}</h2>
${preamble(view)}
<p><a href="${addressOf(view, '')}">Register at another instant</a>, <a href="${addressOf(view, '/docket')}">docket</a>, <a href="${addressOf(view, '/text')}">text and rules</a></p>
${of('must')}
${of('must not')}
${of('decide')}
${of('asked', ASKED_NOTE)}
${of('offered', OFFERED_NOTE)}
</section>
`,
  )
}
