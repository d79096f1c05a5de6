import type { Agreement } from '../agreement/agreement.ts'
import {
  type Coverage,
  type CoverageSection,
  type CoveredProvision,
  carrierWords,
  caseWords,
  coverageSummary,
  isWithoutCase,
  provisionsIn,
} from '../language/library/coverage.ts'
import { pageAlone } from './alone.ts'
import { type Html, html } from './html.ts'

/** Provision by provision what is ruled and tested, as one page that needs nothing beside it: to be printed, or sent. */
export function coveragePage(agreement: Agreement, coverage: Coverage): Html {
  const hasTags = provisionsIn(coverage).some(({ listed }) => listed !== undefined && listed.tag !== '')
  return pageAlone({
    title: `Coverage - ${agreement.title}`,
    style: PAPER,
    name: 'coverage-page',
    body: html`<h1>${agreement.title}: coverage</h1>
<p class="lead">Which provisions of the text are ruled, by what, and which cases exercise them.</p>
<ul class="facts"><li>${coverageSummary(coverage)}</li>
<li>What no record of acts can show is declared not checkable, with the reason.${hasTags && html` In square brackets stands how sure each provision is, as the list says it.`}</li></ul>
${coverage.sections.map((section) => sectionTable(section, agreement, coverage.isListed))}`,
    foot: html`Made from the declarations and the cases of the agreement. The text of each clause decides.`,
  })
}

const PAPER = `.coverage { table-layout: fixed; }
.coverage td { overflow-wrap: anywhere; }
.coverage th:first-child { inline-size: 7rem; }
.coverage tbody.plain tr:last-child { border-block-end: 0; }
.coverage .tag { white-space: nowrap; color: var(--quiet); }
@media print { @page { size: A4; margin: 14mm; } .coverage tbody { break-inside: auto; } .coverage tr { break-inside: avoid; } }
`
const HEADS = ['Provision', 'What it says', 'How it is held', 'Cases'] as const

/** What a provision says is known from the list alone. */
function sectionTable({ heading, provisions }: CoverageSection, agreement: Agreement, isListed: boolean): Html {
  const heads = HEADS.filter((head) => isListed || head !== 'What it says')
  return html`<table class="coverage">
<caption>${heading ?? 'Missing'}${heading === undefined && html`<span>No declaration carries these provisions.</span>`}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody class="plain">
${provisions.map((one) => {
  const cells = {
    Provision: one.id,
    'What it says': saysWords(one),
    'How it is held': stateWords(one, agreement),
    Cases: casesWords(one),
  }
  return html`<tr>${heads.map((head) => html`<td data-head="${head}"><div>${cells[head]}</div></td>`)}</tr>\n`
})}</tbody>
</table>
`
}

function saysWords({ listed }: CoveredProvision): Html {
  if (listed === undefined) return html`-`
  const { rule, deadline, tag } = listed
  const by = deadline === '' ? '' : `${rule === '' ? '' : ': '}${deadline}`
  return html`${rule}${by}${tag !== '' && html` <span class="tag">[${tag}]</span>`}`
}

function stateWords(one: CoveredProvision, agreement: Agreement): Html {
  const reasons = one.unverified.map((why) => html`<br><span class="remark">Unverified: ${why}</span>`)
  if (one.state === 'missing') return html`<span class="overdue state">Missing</span>`
  if (one.state === 'not checkable') return html`Not checkable: ${one.why}${reasons}`
  return html`${one.by.map((carrier) => carrierWords(carrier, agreement)).join(', ')}${reasons}`
}

/** So many are read; a number says of the others that they are there. */
const NAMED_MAX = 8

function casesWords(one: CoveredProvision): Html {
  if (isWithoutCase(one)) return html`<span class="due-soon state">In no case</span>`
  if (one.cases.length === 0) return html`-`
  return html`${caseWords(one, NAMED_MAX)}`
}
