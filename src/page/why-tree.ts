import type { Ledger } from '../engine/ledger.ts'
import type { Line, Query } from '../engine/line.ts'
import type { Why } from '../engine/why.ts'
import { type Html, html } from './html.ts'
import { wholeWhy } from './why-whole.ts'

/** What a line rests on, as a list of lists that opens below it. */
export function whyDetails(ledger: Ledger, query: Query, line: Line, summary: string): Html {
  const why = wholeWhy(ledger, line, query)
  return html`<details><summary>${summary}</summary><ul class="tree">${why.because.map(branch)}</ul></details>`
}

function branch({ text, because }: Why): Html {
  if (because.length === 0) return html`<li>${text}</li>`
  return html`<li>${text}<ul>${because.map(branch)}</ul></li>`
}
