import { basename, dirname, relative, sep } from 'node:path'
import { counted } from '../engine/reading/preamble.ts'
import { rulesByShape, SHAPES } from '../language/library/rule-shapes.ts'
import { declaredCounted, partiesCounted } from '../page/declared.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { textOf } from './folder.ts'
import { libraryOf, type Shelved } from './library.ts'
import { replaceFile } from './record-file.ts'
import { EXIT_FINE } from './refusal.ts'
import { visible } from './visible.ts'

/** Of each shape so many rules of an agreement are named; of the others there is a number. */
const NAMED_MAX = 3
/** A sentence of fewer characters says little by itself. */
const SHORT = 60

/** `pacta gallery`: what there is in a library, for somebody who looks for a clause. */
export const command: Command = {
  usage: 'pacta gallery FOLDER [options]',
  says: 'What there is in a folder of agreements, as Markdown: a line each, and which rules are examples of what.',
  more: ['Made from the agreements and from nothing else: the same agreements give the same text.'],
  options: { write: { value: 'FILE', says: 'Into this file, with links from where it lies' } },
  examples: ['pacta gallery agreements', 'pacta gallery agreements --write gallery.md'],
  run({ words, values }) {
    const [path] = wordsOf('gallery', words, ['FOLDER'], 1) as [string]
    const shelved = libraryOf('gallery', [path])
    const file = values.get('write')
    const text = galleryOf(shelved, file === undefined ? path : dirname(file))
    if (file === undefined) process.stdout.write(text)
    else {
      replaceFile('gallery', file, text)
      process.stdout.write(`${visible(file)}: ${counted(shelved.length, 'agreement')}.\n`)
    }
    return EXIT_FINE
  },
}

function galleryOf(shelved: readonly Shelved[], from: string): string {
  const lines = shelved.map((one) => {
    const { title, parties } = one.agreement
    const holds = `${partiesCounted(parties)}; ${declaredCounted(one.agreement)}`
    return row([linked(one, from), `**${cell(title)}.** ${cell(firstSentence(one))}`, cell(holds)])
  })
  const shapes = new Map(shelved.map((one) => [one, rulesByShape(one.agreement)]))
  const examples = SHAPES.flatMap(({ name }) => {
    const where = shelved.flatMap((one) => {
      const rules = shapes.get(one)?.get(name) ?? []
      if (rules.length === 0) return []
      const ids = rules.slice(0, NAMED_MAX).map(({ id }) => `\`${id}\``)
      const rest = rules.length - ids.length
      return [`${linked(one, from)} ${ids.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`]
    })
    return where.length === 0 ? [] : [row([cell(name), where.join('; ')])]
  })
  return `# Agreements

Written by \`npx pacta gallery\` from the agreements themselves, and never by hand.
\`npx pacta clause WORDS\` finds rules by words, \`npx pacta explain FOLDER RULE\` reads one out beside its clause.

| agreement | what it is | holds |
| --- | --- | --- |
${lines.join('')}
## Which rules are examples of what

| shape | where |
| --- | --- |
${examples.join('')}`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

function linked({ name, folder }: Shelved, from: string): string {
  const way = relative(from, folder.path).split(sep).map(encodeURIComponent).join('/')
  return `[${cell(name)}](${way === '' ? '' : `${way}/`}${basename(folder.agreement.file)})`
}

/** What would be a mark of Markdown is text. */
function cell(text: string): string {
  return visible(text).replace(/[\\|[\]<>*_`]/g, '\\$&')
}

/** The first sentence below the title, and the next where it is a short one, without the keys of their sources. */
function firstSentence({ folder }: Shelved): string {
  const lines = textOf(folder.agreement.content).split(/\r?\n/)
  const start = lines.findIndex((line) => line.startsWith('# ')) + 1
  const below = lines.slice(start).join('\n').trimStart()
  const paragraph = /^(?:#|```)/.test(below) ? '' : (below.split(/\n\s*\n/)[0] ?? '')
  const text = paragraph.replace(/\s*\[[A-Z]+\d*[^\]]*\](?!\()/g, '').replace(/\s+/g, ' ')
  const sentences = text.split(/(?<=[.!?])\s/)
  const [first = '', second] = sentences
  return first.length < SHORT && second !== undefined ? `${first} ${second}` : first
}
