/**
 * HTML from templates in which every value is escaped: what agreements and acts say comes from other people.
 *
 *     html`<p title="${title}">${text}</p>`
 *
 * A value is text unless it is itself made by `html`. Values stand between tags or in quoted attributes, nowhere else.
 */
export interface Html {
  readonly kind: 'html'
  readonly markup: string
}

export type Value = Html | string | number | false | undefined | readonly Value[]

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let markup = parts[0] as string
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] as string)
  return { kind: 'html', markup }
}

function markupOf(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (isHtml(value)) return value.markup
  return value.map(markupOf).join('')
}

function isHtml(value: Html | readonly Value[]): value is Html {
  return 'kind' in value
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** HTML has no such characters, or they would turn the direction of what follows. */
const UNSEEN = /[[\p{Cc}\p{Cf}\p{Cs}]--[\t\n\u00ad\u200b-\u200f]]/gv

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => ENTITIES[one] as string).replace(UNSEEN, '\ufffd')
}
