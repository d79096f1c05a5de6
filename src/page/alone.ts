import { type Html, html, type Value } from './html.ts'
import { STYLE } from './style.ts'

/** A page that needs nothing beside it: to be printed, or sent. */
export interface AlonePage {
  readonly title: string
  /** Rules of style beside those of every page. */
  readonly style: string
  /** A name for those rules to go by. */
  readonly name: string
  readonly body: Value
  readonly foot: Value
}

export function pageAlone({ title, style, name, body, foot }: AlonePage): Html {
  const styles: Html = { kind: 'html', markup: `${STYLE}${style}` }
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${styles}</style>
</head>
<body class="${name}">
<main id="main">
${body}
</main>
<footer><p>${foot}</p></footer>
</body>
</html>
`
}
