import { type Html, html } from './html.ts'
import { elsewhere, keysIn, keysOfActs, legendOf } from './sources.ts'
import type { Shown } from './view.ts'

/**
 * A page, and below it what the keys of sources stand for that are printed on it. Acts and clauses may have their keys from
 * two files in which S1 says two things, so a page holds keys of one of them.
 */
export function withSources({ record, agreement, sources }: Shown, of: 'acts' | 'rules', page: Html): Html {
  const file = sources[of]
  const inActs = keysOfActs(record.acts)
  const inTexts = new Set(agreement.instruments.flatMap(({ source }) => source))
  const isKey = (key: string) => (of === 'acts' ? inActs.has(key) : inTexts.has(key) || file?.says.has(key) === true)
  const keys = keysIn(page.markup, isKey)
  if (file === undefined || keys.length === 0) return page
  const legend = legendOf(keys, file)
  const rest = elsewhere(legend)
  return html`${page}
<details class="sources"><summary>Sources</summary>
<p class="quiet"><code>${file.file}</code></p>
<dl>${legend.known.map(([key, says]) => html`<div><dt>${key}</dt><dd>${says}</dd></div>\n`)}</dl>
${rest !== '' && html`<p>${rest}</p>`}
</details>
`
}
