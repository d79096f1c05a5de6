import type { Ledger } from '../engine/ledger.ts'
import type { Line, Query } from '../engine/reading/line.ts'
import type { Why } from '../engine/reading/why.ts'
import { type Html, html } from './html.ts'
import { wholeWhy } from './why-whole.ts'

/** What a line rests on, as a list of lists that opens below it. */
export function whyDetails(ledger: Ledger, query: Query, line: Line, summary: string): Html {
  return whyTree(wholeWhy(ledger, line, query), summary)
}

export function whyTree({ because }: Why, summary: string): Html {
  return html`<details><summary>${summary}</summary><ul class="tree">${because.map(branch)}</ul></details>`
}

function branch({ text, because }: Why): Html {
  if (because.length === 0) return html`<li>${text}</li>`
  return html`<li>${text}<ul>${because.map(branch)}</ul></li>`
}
