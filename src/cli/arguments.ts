import { parseArgs } from 'node:util'
import { didYouMean } from '../language/phrase/spelling.ts'
import { Refusal } from './refusal.ts'

/** An option of a command, as `--help` lists it. */
export interface Option {
  /** How its value is called in the help, `DATE`; left out: it has none. */
  readonly value?: string
  readonly says: string
  /** Other words for it that somebody may try; they are named as what was meant, and not taken. */
  readonly alsoTried?: readonly string[]
  /** It may stand several times; its values are in `lists`. */
  readonly several?: true
}

export type Options = Readonly<Record<string, Option>>

/** What was typed behind the command. */
export interface Arguments {
  readonly words: readonly string[]
  readonly values: ReadonlyMap<string, string>
  /** Values of options that may stand several times, in their order. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly flags: ReadonlySet<string>
}

/**
 * Ids of lines begin with `-/` where no rule sets a clock. The parser would take them for options; no argument can hold
 * this character, so it keeps them apart.
 */
const NO_OPTION = '\u0000'

/** Refuses what the command does not know, and says what was probably meant. */
export function readArguments(command: string, args: readonly string[], options: Options): Arguments {
  const { tokens } = parseArgs({
    args: args.map((text) => (text.startsWith('-/') ? NO_OPTION + text : text)),
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const values = new Map<string, string>()
  const lists = new Map<string, string[]>()
  const flags = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value.replace(NO_OPTION, ''))
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (option === undefined) throw unknownOption(command, token.rawName, options)
    if (option.value === undefined) {
      if (token.value !== undefined) throw new Refusal(`pacta ${command}: ${token.rawName} takes no value.`)
      flags.add(token.name)
      continue
    }
    // An option in the place of a value is a value that was forgotten.
    if (token.value === undefined || token.value === '' || (!token.inlineValue && isOption(token.value))) {
      throw new Refusal(
        `pacta ${command}: ${token.rawName} needs a value.`,
        `Write ${token.rawName} ${option.value}, or ${token.rawName}=${option.value}.`,
      )
    }
    if (option.several === true) {
      lists.set(token.name, [...(lists.get(token.name) ?? []), token.value])
      continue
    }
    if (values.has(token.name)) throw new Refusal(`pacta ${command}: ${token.rawName} stands twice.`)
    values.set(token.name, token.value)
  }
  return { words, values, lists, flags }
}

function isOption(text: string): boolean {
  return text.startsWith('-') || text.startsWith(NO_OPTION)
}

function unknownOption(command: string, name: string, options: Options): Refusal {
  const known = Object.keys(options).map((option) => `--${option}`)
  const meant = Object.entries(options).find(([, { alsoTried }]) => alsoTried?.some((word) => `--${word}` === name))
  return new Refusal(
    `pacta ${command}: there is no option ${name}.`,
    meant !== undefined
      ? `Did you mean "--${meant[0]}"? ${meant[1].says}.`
      : didYouMean(name, known, `\`npx pacta ${command} --help\` lists the options.`),
  )
}

/** The one agreement that a command is about, and what else it takes. */
export function wordsOf(
  command: string,
  words: readonly string[],
  names: readonly string[],
  needed: number,
): readonly (string | undefined)[] {
  if (words.length < needed) {
    throw new Refusal(
      `pacta ${command}: ${names[words.length]} is missing.`,
      names[words.length] === 'AGREEMENT'
        ? `Name its folder, or write npx pacta ${command} . in it; \`npx pacta ${command} --help\` says more.`
        : `\`npx pacta ${command} --help\` shows how it is written.`,
    )
  }
  if (words.length > names.length) {
    const extra = words.slice(names.length).join(' ')
    throw new Refusal(`pacta ${command}: what is "${extra}"? It takes ${names.join(' ')} and options.`)
  }
  return words
}
