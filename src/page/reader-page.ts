import type { Rule } from '../agreement/rule.ts'
import { sentenceOf } from '../language/sentence.ts'
import {
  phraseOfRegime,
  sentenceOfCommitment,
  sentenceOfInstrument,
  sentenceOfKind,
} from '../language/sentence-declared.ts'
import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import { views } from './instants.ts'
import { type Provision, provisionsOf } from './prose.ts'
import { addressOf, fragmentOf, type Shown, type View } from './view.ts'

/** The words of each clause, and beside them the sentences made from its rules. */
export function readerPage(view: View): Html {
  const { site, shown } = view
  const { agreement } = shown
  const said = saidOf(shown)
  const [title, ...provisions] = provisionsOf(shown.text).filter(
    ({ heading, paragraphs }) => heading !== '' || paragraphs.length > 0,
  )
  return framed({
    site,
    title: `Text and rules - ${agreement.title} - Pacta`,
    path: addressOf({ ...view, asOfText: undefined }, ''),
    body: html`<h1>${agreement.title}</h1>
<p class="lead">Beside the words of each clause stands what its rules do, in sentences made from the rules and from nothing else. Where the two say different things, one of them is wrong.</p>
<p class="quiet">${agreement.parties.length} parties; ${agreement.rules.length} rules.</p>
${views(view, '/text')}
<div class="clauses">
${title !== undefined && provisionSection({ ...title, depth: title.depth === 1 ? 0 : title.depth }, said)}
${provisions.map((provision) => provisionSection(provision, said))}
</div>
<h2>How time is counted</h2>
${Object.entries(agreement.regimes).map(
  ([name, regime]) => html`<p>${name !== 'default' && html`<strong>${name}</strong>: `}${phraseOfRegime(regime)}</p>`,
)}`,
  })
}

interface Said {
  readonly line: number
  readonly drawn: Html
}

/** What the file declares beside its prose, by the line in which it stands. */
function saidOf({ agreement }: Shown): Said[] {
  const { rules, commitments, instruments, kinds } = agreement
  return [
    ...rules.map((rule) => ({ line: rule.clause.line, drawn: ruleItem(rule, sentenceOf(rule, agreement)) })),
    ...commitments.map((one) => ({
      line: one.clause.line,
      drawn: item(`limb-${one.id}`, sentenceOfCommitment(one, agreement), `Limb ${one.id}`),
    })),
    ...instruments.map((one) => ({
      line: one.clause.line,
      drawn: item(
        `instrument-${one.id}`,
        sentenceOfInstrument(one),
        `${one.id}${one.source.length === 0 ? '' : `; source ${one.source.join(', ')}`}`,
      ),
    })),
    ...kinds.map((kind) => ({
      line: kind.clause.line,
      drawn: item(`kind-${kind.name}`, sentenceOfKind(kind, agreement), `Kind of act: ${kind.name}`),
    })),
  ].sort((a, b) => a.line - b.line)
}

function provisionSection({ depth, heading, paragraphs, firstLine, lastLine }: Provision, all: readonly Said[]): Html {
  const said = all.filter(({ line }) => line >= firstLine && line <= lastLine)
  // What stands above the first heading, and the title itself, is the page's own heading already.
  const head = depth === 0 || heading === '' ? '' : depth <= 2 ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`
  return html`<section class="clause">
${head}
<div class="text">${paragraphs}</div>
${said.length > 0 && html`<div>${said.map(({ drawn }) => drawn)}</div>`}
</section>
`
}

function ruleItem({ id, clause }: Rule, sentence: string): Html {
  return item(`rule-${id}`, sentence, `Rule ${id}, line ${clause.line} of the file`)
}

function item(id: string, sentence: string, remark: string): Html {
  return html`<div class="rule" id="${fragmentOf(id)}"><p>${sentence}</p><p class="remark">${remark}</p></div>`
}
