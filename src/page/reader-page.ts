import type { Agreement } from '../agreement/agreement.ts'
import { playedOver } from '../engine/reading/preamble.ts'
import { phraseOfRegime } from '../language/sentence/sentence-declared.ts'
import { type Declared, declaredCounted, declaredOf, partiesCounted } from './declared.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { views } from './instants.ts'
import { type Provision, provisionsOf } from './prose.ts'
import { withSources } from './sources-list.ts'
import { addressOf, fragmentOf, nameOf, type View } from './view.ts'

/** The words of each clause, and beside them what its blocks declare, as sentences. */
export function readerPage(view: View): Html {
  const { site, shown } = view
  const { agreement } = shown
  const said = declaredOf(agreement, shown.text)
  const [title, ...provisions] = provisionsOf(shown.text).filter(
    ({ heading, paragraphs }) => heading !== '' || paragraphs.length > 0,
  )
  const counts = declaredCounted(agreement)
  return framed({
    site,
    title: `Text and rules - ${agreement.title} - Pacta`,
    path: addressOf({ ...view, asOfText: undefined }, ''),
    body: withSources(
      shown,
      'rules',
      html`<h1>${agreement.title}</h1>
<p class="lead">Beside the words of each clause stands what its rules do, in sentences made from the rules and from nothing else. Where the two say different things, one of them is wrong.</p>
<p class="quiet">${counts.slice(0, 1).toUpperCase()}${counts.slice(1)}. ${frameworkOf(agreement)}${playedOver(agreement).join(' ')}</p>
${partyList(view)}
${views(view, '/text')}
<div class="clauses">
${title !== undefined && provisionSection({ ...title, depth: title.depth === 1 ? 0 : title.depth }, said)}
${provisions.map((provision) => provisionSection(provision, said))}
</div>
<h2>How time is counted</h2>
${Object.entries(agreement.regimes).map(
  ([name, regime]) => html`<p>${name !== 'default' && html`<strong>${name}</strong>: `}${phraseOfRegime(regime)}</p>`,
)}`,
    ),
  })
}

function partyList({ shown: { agreement } }: View): Html {
  const { parties, groups } = agreement
  return html`<details><summary>${partiesCounted(parties)}</summary>
<ul class="key">${parties.map(({ id }) => html`<li>${id}${nameOf(agreement, id) !== id && html` ${nameOf(agreement, id)}`}</li>`)}</ul>
${groups.map(
  ({ id, names, members }) =>
    html`<p><strong>${names.en ?? id}</strong>: ${members.map(({ party }) => nameOf(agreement, party)).join(', ')}.</p>`,
)}
</details>`
}

function provisionSection(
  { depth, heading, paragraphs, firstLine, lastLine }: Provision,
  all: readonly Declared[],
): Html {
  const said = all.filter(({ line }) => line >= firstLine && line <= lastLine)
  // What stands above the first heading, and the title itself, is the page's own heading already.
  const head = depth === 0 || heading === '' ? '' : depth <= 2 ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`
  return html`<section class="clause">
${head}
<div class="text">${paragraphs}</div>
${said.length > 0 && html`<div>${said.map(item)}</div>`}
</section>
`
}

function item({ kind, id, label, sentence, points, source, line }: Declared): Html {
  const isRule = kind === 'rule' || kind === 'claim'
  const remark = `${label}${isRule ? `, line ${line} of the file` : ''}${source.length === 0 ? '' : ` [${source.join(', ')}]`}`
  return html`<div class="rule" id="${fragmentOf(`${isRule ? 'rule' : kind}-${id}`)}"><p>${sentence}</p>${
    points.length > 0 && html`<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>`
  }<p class="remark">${remark}</p></div>`
}

function frameworkOf({ within }: Agreement): string {
  return within === undefined ? '' : `It stands in the framework of ${within}. `
}
