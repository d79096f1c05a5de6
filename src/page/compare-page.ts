import type { Agreement } from '../agreement/agreement.ts'
import { signed, UNVERIFIED_SIGN } from '../engine/reading/unverified.ts'
import {
  commonParties,
  NO_NUMBER,
  type Procedure,
  partyCount,
  QUESTIONS,
  type Question,
} from '../language/sentence/procedure.ts'
import { pageAlone } from './alone.ts'
import { type Html, html } from './html.ts'

/** Agreements in columns, question by question, as one page that needs nothing beside it. */
export function comparePage(
  compared: readonly { readonly agreement: Agreement; readonly procedures: readonly Procedure[] }[],
): Html {
  const agreements = compared.map(({ agreement }) => agreement)
  return pageAlone({
    title: `${agreements.map(({ title }) => title).join(' - ')}: side by side`,
    style: COLUMNS,
    name: 'compare-page',
    body: html`<h1>Agreements side by side</h1>
<p class="lead">The ways in which a party may turn to others of itself: questions, and requests to meet. Every answer is made from the rules alone, with the number of its rule; the columns stand in the order in which they were asked for.</p>
<table class="compare">
<thead><tr><th scope="col">Question</th>${agreements.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody class="plain">
<tr><th scope="row">Parties</th>${agreements.map((one) => html`<td data-head="${one.title}"><div>${partyCount(one)}</div></td>`)}</tr>
${(Object.keys(QUESTIONS) as Question[]).map(
  (question) => html`<tr><th scope="row">${QUESTIONS[question][0]}</th>${compared.map(
    ({ agreement, procedures }) =>
      html`<td data-head="${agreement.title}"><div>${procedures.map((one) => answersOf(agreement, one, question, procedures.length > 1))}${procedures.length === 0 && html`no rule on record`}</div></td>`,
  )}</tr>
`,
)}</tbody>
</table>
${commonParties(agreements).map((common) => html`<p>${common}</p>`)}`,
    foot: html`Made from the rules of the agreements. The text of each clause decides. ${NO_NUMBER} ${UNVERIFIED_SIGN} rests on unverified facts.`,
  })
}

function answersOf(
  agreement: Agreement,
  { noun, answers }: Procedure,
  question: Question,
  isOneOfSeveral: boolean,
): Html {
  const own = answers[question]
  return html`${isOneOfSeveral && html`<p class="remark">${noun}</p>`}${own.length === 0 && html`<p>${QUESTIONS[question][1]}</p>`}${own.map(
    ({ rule, text }) =>
      html`<p>${text}${rule !== undefined && html` <span class="remark">(${signed(rule, agreement)})</span>`}</p>`,
  )}`
}

const COLUMNS = `.compare { table-layout: fixed; }
.compare td, .compare th { overflow-wrap: anywhere; vertical-align: top; }
.compare th { white-space: normal; text-align: start; }
.compare th:first-child { inline-size: 9rem; }
.compare tbody th { border-block-end: 1px solid var(--line, currentColor); }
.compare td p { margin: 0 0 .5em; }
@media print { @page { size: A4 landscape; margin: 14mm; } .compare tr { break-inside: avoid; } }
`
