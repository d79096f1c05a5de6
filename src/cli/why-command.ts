import type { Line } from '../engine/reading/line.ts'
import type { Arguments } from './arguments.ts'
import { visible } from './visible.ts'

/** What to type for the reasons of a line, ready to be copied. The example is the last line that has a reading. */
export function whyCommand(path: string, lines: readonly Line[], { values }: Arguments): string {
  const read = lines.filter(({ verb, reading }) => verb !== 'may' && reading !== 'not derivable')
  const example = read.at(-1) ?? (lines.at(-1) as Line)
  const same = ['as-of', 'known-at', 'acts'].flatMap((name) => {
    const value = values.get(name)
    return value === undefined ? [] : [`--${name}`, value]
  })
  return `\nWhy a line says so, for example:\n${commandLine(['why', path, example.id, ...same])}\n`
}

/** `npx pacta why ...`, ready to be copied. */
export function commandLine(words: readonly string[]): string {
  return visible(['npx', 'pacta', ...words.map(quoted)].join(' '))
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:+@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
