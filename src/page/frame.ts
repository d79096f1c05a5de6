import { type Html, html, type Value } from './html.ts'
import { type Site, shortTitle } from './view.ts'

/** What stands around every page: the same for readers of screens, of paper and of sound. */
export interface Frame {
  readonly site: Site
  readonly title: string
  /** Path of the page, to be marked in the navigation. */
  readonly path: string
  readonly body: Value
}

export function framed({ site, title, path, body }: Frame): Html {
  const links = site.shown.map(({ agreement }) => ({ to: `/agreements/${agreement.id}`, name: shortTitle(agreement) }))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header><div class="bar">
<a class="name" href="/">Pacta</a>
<nav aria-label="Agreements"><ul>
${links.map(({ to, name }) => html`<li>${link(to, name, path === to || path.startsWith(`${to}/`))}</li>\n`)}</ul></nav>
</div></header>
<main id="main" tabindex="-1">
${body}
</main>
<footer>
<p>What is recorded, by when, by whom; nothing else is judged. Every date can be worked out again: open a line to see how. Days are days in the zone of each agreement; time-zone data ${site.zoneData}.</p>
</footer>
</body>
</html>
`
}

/** `aria-current` says to everybody where they are. */
export function link(to: string, name: Value, current: boolean): Html {
  return current ? html`<a href="${to}" aria-current="page">${name}</a>` : html`<a href="${to}">${name}</a>`
}
