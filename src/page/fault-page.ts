import { framed } from './frame.ts'
import { type Html, html } from './html.ts'
import type { Site } from './view.ts'

/** What could not be answered, with its code and what to do. */
export function faultPage(site: Site, code: string, message: string, advice: string): Html {
  return framed({
    site,
    title: 'Not answered - Pacta',
    path: '',
    body: html`<h1>Not answered</h1>
<div class="problem" role="alert">
<p>${message}</p>
<p>${advice}</p>
<p class="quiet"><code>${code}</code></p>
</div>
<p><a href="/">First page</a></p>`,
  })
}
