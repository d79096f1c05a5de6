import { elsewhere, type Legend } from '../page/sources.ts'
import { wrapped } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/**
 * What keys of sources stand for, below what they stand in:
 *
 *     Sources (agreements/northland-westmark/SOURCES.md):
 *       S1: The authors of Pacta. ...
 */
export function printSources(legend: Legend, { width = Number.POSITIVE_INFINITY }: Terminal, of = ''): string {
  const { file, known } = legend
  const lines = known.map(([key, says]) => `${key}: ${says}`)
  const rest = elsewhere(legend)
  const items = [...lines, ...(rest === '' ? [] : [rest])].flatMap((text) =>
    wrapped(visible(text), Math.max(20, width - 4)).map((line, index) => `${index === 0 ? '  ' : '    '}${line}\n`),
  )
  return `\nSources${of} (${visible(file)}):\n${items.join('')}`
}
