import type { Agreement } from '../agreement/agreement.ts'
import { carries } from '../agreement/provision.ts'
import type { Rule } from '../agreement/rule.ts'
import { wordOf } from '../language/meaning/spoken-of.ts'
import { sentenceOf } from '../language/sentence/sentence.ts'
import { phraseOfRegime, sentenceOfGroup, sentenceOfParty } from '../language/sentence/sentence-declared.ts'
import { type Declared, declaredCounted, declaredOf, partiesCounted } from '../page/declared.ts'
import { keysIn, legendOf, readSources } from '../page/sources.ts'
import { isError } from '../problem.ts'
import { printDay } from '../time/day.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { type Folder, readFolder, textOf } from './folder.ts'
import { readAgreementOf } from './opened.ts'
import { EXIT_FINE, FilesRefused, Refusal } from './refusal.ts'
import { fitting } from './register-print.ts'
import { printSources } from './sources-print.ts'
import { idAdvice } from './suggestion.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** `pacta explain`: what an agreement declares, as sentences made from it, beside the words of its clauses. */
export const command: Command = {
  usage: 'pacta explain AGREEMENT [WHAT] [options]',
  says: 'What an agreement declares, as sentences made from it, beside the words of its clauses.',
  more: [
    'WHAT is the id of a rule, claim, commitment, instrument, kind of act, group, time or provision, or the word parties. Left out: everything but the list of the parties.',
    'A sentence is made from its rule and from nothing else. Where it says anything other than the clause above it, one of the two is wrong.',
  ],
  options: { json: { says: 'One JSON document' } },
  examples: [
    'pacta explain agreements/northland-westmark',
    'pacta explain agreements/northland-westmark 3',
    'pacta explain agreements/indivisible-security L6',
    'pacta explain agreements/indivisible-security parties',
  ],
  run({ words, flags }, terminal) {
    const [path, id] = wordsOf('explain', words, ['AGREEMENT', 'WHAT'], 1)
    const read = readFolder(path as string)
    if ('problems' in read) throw new FilesRefused(read.problems)
    const { folder } = read
    const { agreement, problems } = readAgreementOf(folder)
    if (agreement === undefined) throw new FilesRefused(problems.filter(isError))
    const all = declaredOf(agreement, textOf(folder.agreement.content))
    if (id === 'parties' && !flags.has('json')) {
      process.stdout.write(printParties(agreement, terminal))
      return EXIT_FINE
    }
    const called = id === undefined ? all : all.filter((one) => one.id === id)
    const some = id === undefined || called.length > 0 ? called : all.filter((one) => isCarrier(one, id, agreement))
    if (some.length === 0 && id !== undefined) throw nothingCalled(id, all)
    if (flags.has('json')) {
      process.stdout.write(explainJson(agreement, some, id))
      return EXIT_FINE
    }
    const head = id === undefined ? `${printHead(agreement, all, path as string, terminal)}\n` : ''
    process.stdout.write(head + printDeclared(some, folder, terminal) + sourcesBelow(some, folder, terminal))
    return EXIT_FINE
  },
}

/** A provision of the text that has no declaration of its own name is what carries it. */
function isCarrier({ id }: Declared, provision: string, { carriers = [] }: Agreement): boolean {
  return carriers.some((carrier) => carrier.id === id && carries(carrier, provision))
}

function nothingCalled(id: string, all: readonly Declared[]): Refusal {
  const ids = ['parties', ...all.map((one) => one.id)]
  return new Refusal(
    `The agreement has no rule "${id}", and nothing else that is called so.`,
    idAdvice(id, ids, '`npx pacta explain AGREEMENT` shows what each is.'),
  )
}

function explainJson(agreement: Agreement, some: readonly Declared[], id: string | undefined): string {
  const rules = agreement.rules
    .filter((rule) => id === undefined || some.some((one) => one.id === rule.id))
    .map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      sentence: sentenceOf(rule, agreement),
      clause: rule.clause,
      ...carriedBy(rule, agreement),
    }))
  const declared = some.filter(({ kind }) => kind !== 'rule' && kind !== 'claim')
  const parties = agreement.parties.map((one) => ({ id: one.id, sentence: sentenceOfParty(one, agreement) }))
  const groups = agreement.groups.map((one) => ({ id: one.id, sentence: sentenceOfGroup(one, agreement) }))
  const about = { id: agreement.id, title: agreement.title }
  return `${JSON.stringify({ agreement: about, rules, declared, parties, groups }, null, 2)}\n`
}

/** Of which provisions of the source text a rule says that it carries them, and why it is not sure. */
function carriedBy(rule: Rule, { carriers = [] }: Agreement) {
  const carrier = carriers.find((one) => one.what === wordOf(rule) && one.id === rule.id)
  return { provisions: carrier?.provisions ?? null, unverified: carrier?.unverified ?? null }
}

function printHead(agreement: Agreement, all: readonly Declared[], path: string, terminal: Terminal): string {
  const { title, parties, zone, start, within, actsOf } = agreement
  const declared = declaredCounted(agreement)
  const lines = [
    `${declared.slice(0, 1).toUpperCase()}${declared.slice(1)}.`,
    `${partiesCounted(parties)} (\`npx pacta explain ${path} parties\` names them).`,
    `The register starts on ${printDay(start)}; days are days in ${zone.id}.`,
    ...(within === undefined ? [] : [`It stands in the framework of ${within}.`]),
    ...(actsOf === undefined ? [] : [`Played over the acts of ${actsOf}.`]),
    ...(all.some(({ kind, id }) => kind === 'time' && id === 'default') ? [] : timeOf(agreement)),
  ]
  return `${terminal.bold(visible(title))}\n${lines.map((line) => fitting(line, terminal)).join('')}`
}

/** How time is counted if no block says it: the default is part of what holds. */
function timeOf({ regimes }: Agreement): string[] {
  const { default: regime } = regimes
  return regime === undefined ? [] : [`Time, if a rule names none: ${phraseOfRegime(regime)}`]
}

/** Heading, prose and what is declared beside it, in the order of the file; no paragraph stands twice. */
function printDeclared(some: readonly Declared[], folder: Folder, terminal: Terminal): string {
  let heading: string | undefined
  let printed = 0
  const parts = some.map((one) => {
    const isNew = one.heading !== heading
    if (isNew) printed = 0
    const paragraphs = one.text.split(/\n{2,}/).filter((text) => text.trim() !== '')
    const added = paragraphs.slice(printed)
    printed = Math.max(printed, paragraphs.length)
    const head = isNew ? `${heading === undefined ? '' : '\n'}${terminal.bold(visible(one.heading))}\n` : ''
    heading = one.heading
    return head + added.map((text) => fitting(text, terminal, '  ')).join('') + printOne(one, folder, terminal)
  })
  return parts.join('')
}

function printOne({ kind, label, sentence, points, source, line }: Declared, folder: Folder, terminal: Terminal) {
  const keys = source.length === 0 ? '' : ` [${source.join(', ')}]`
  const isRule = kind === 'rule' || kind === 'claim'
  return [
    hanging(`${label}: ${sentence}${keys}`, '  > ', terminal),
    ...points.map((point) => hanging(point, '    - ', terminal)),
    ...(isRule ? [`    ${terminal.quiet(`${visible(folder.agreement.file)}:${line}`)}\n`] : []),
  ].join('')
}

function hanging(text: string, first: string, { width = Number.POSITIVE_INFINITY }: Terminal): string {
  return wrapped(visible(text), width - first.length)
    .map((part, index) => `${index === 0 ? first : ' '.repeat(first.length)}${part}\n`)
    .join('')
}

/** Each party with its id, and the groups with all their members. */
function printParties(agreement: Agreement, terminal: Terminal): string {
  const { parties, groups } = agreement
  const width = Math.max(...parties.map(({ id }) => id.length)) + 2
  const lines = parties.map((one) => hanging(sentenceOfParty(one, agreement), one.id.padEnd(width), terminal))
  const below = groups.map((one) => `\n${hanging(`${one.id}: ${sentenceOfGroup(one, agreement)}`, '', terminal)}`)
  return [`${terminal.bold(visible(partiesCounted(parties)))}\n`, ...lines, ...below].join('')
}

function sourcesBelow(some: readonly Declared[], { sources }: Folder, terminal: Terminal): string {
  if (sources === undefined) return ''
  const own = readSources(sources.file, textOf(sources.content))
  const keys = some.flatMap(({ text, source }) => [...source, ...keysIn(text, (key) => own.says.has(key))])
  return keys.length === 0 ? '' : printSources(legendOf(keys, own), terminal)
}
