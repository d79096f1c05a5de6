import { fromMarkdown } from 'mdast-util-from-markdown'
import { type Html, html } from './html.ts'

/** The text of an agreement by its headings, without its rules: what people signed, or a summary of it. */
export interface Provision {
  /** 1 to 6; 0 for what stands above the first heading. */
  readonly depth: number
  readonly heading: string
  readonly paragraphs: readonly Html[]
  /** Lines of the file from the heading up to the next one. */
  readonly firstLine: number
  readonly lastLine: number
}

interface Node {
  readonly type: string
  readonly value?: string
  readonly depth?: number
  readonly lang?: string | null
  readonly ordered?: boolean | null
  readonly children?: readonly Node[]
  readonly position?: { readonly start: { readonly line: number }; readonly end: { readonly line: number } }
}

export function provisionsOf(text: string): Provision[] {
  const provisions: { depth: number; heading: string; paragraphs: Html[]; firstLine: number; lastLine: number }[] = []
  let open = { depth: 0, heading: '', paragraphs: [] as Html[], firstLine: 1, lastLine: 1 }
  provisions.push(open)
  for (const node of (fromMarkdown(text) as Node).children ?? []) {
    const line = node.position?.start.line ?? 1
    if (node.type === 'heading') {
      open = { depth: node.depth ?? 1, heading: plainText(node), paragraphs: [], firstLine: line, lastLine: line }
      provisions.push(open)
    } else if (node.type !== 'code' || node.lang !== 'pacta') open.paragraphs.push(block(node))
    open.lastLine = node.position?.end.line ?? line
  }
  return provisions
}

/**
 * The first paragraph in plain text. It says what kind of text this is, for instance that nobody has signed it, and so
 * belongs above every register.
 */
export function openingOf(text: string): string {
  const nodes = (fromMarkdown(text) as Node).children ?? []
  const first = nodes.find(({ type }) => type === 'paragraph')
  return first === undefined ? '' : plainText(first).replace(/\s+/g, ' ')
}

/** The little of Markdown that agreements use. Links lead out of the page and stay text. */
function block(node: Node): Html {
  const children = node.children ?? []
  switch (node.type) {
    case 'paragraph':
      return html`<p>${children.map(inline)}</p>`
    case 'list':
      return node.ordered === true ? html`<ol>${children.map(block)}</ol>` : html`<ul>${children.map(block)}</ul>`
    case 'listItem':
      return html`<li>${children.map((child) => (child.type === 'paragraph' ? (child.children ?? []).map(inline) : block(child)))}</li>`
    case 'blockquote':
      return html`<blockquote>${children.map(block)}</blockquote>`
    case 'code':
      return html`<pre><code>${node.value}</code></pre>`
    case 'thematicBreak':
      return html`<hr>`
    default:
      return html`<p>${plainText(node)}</p>`
  }
}

function inline(node: Node): Html {
  const children = node.children ?? []
  switch (node.type) {
    case 'emphasis':
      return html`<em>${children.map(inline)}</em>`
    case 'strong':
      return html`<strong>${children.map(inline)}</strong>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    default:
      return children.length > 0 ? html`${children.map(inline)}` : html`${node.value}`
  }
}

function plainText(node: Node): string {
  return node.value ?? (node.children ?? []).map(plainText).join('')
}
