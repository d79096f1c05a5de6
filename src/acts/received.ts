import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml'
import { flow } from './appended.ts'

/**
 * The text of an acts file in which an act says when it was received, by all its addressees or by one of them. Nothing
 * else is touched: comments, order and spelling stay.
 *
 *     transmitted: 2026-03-02                    to: [Mill, Quay]
 *     received: 2026-03-04                       to: [{party: Mill, received: 2026-03-04}, Quay]
 *
 * Undefined where that cannot be done; the caller reads the result again before it keeps it.
 */
export interface Receipt {
  /** The act, by its id. */
  readonly act: string
  /** Left out: every addressee that has no receipt of its own. */
  readonly by?: string
  readonly when: string
}

export function withReceipt(name: string, text: string, receipt: Receipt): string | undefined {
  if (!name.endsWith('.jsonl')) return inYaml(text, receipt, (value) => flow(value))
  // A line of JSON is YAML in brackets whose keys and values stand in marks.
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    if (!line.includes(JSON.stringify(receipt.act))) continue
    const changed = inYaml(line, receipt, JSON.stringify)
    if (changed !== undefined) return lines.with(index, changed).join('\n')
  }
  return undefined
}

type Written = (value: string) => string

function inYaml(text: string, receipt: Receipt, written: Written): string | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const rest = text.slice(start)
  const document = parseDocument(rest, { version: '1.2', schema: 'core', stringKeys: true })
  if (document.errors.length > 0) return undefined
  const act = actIn(document.contents, receipt.act)
  if (act === undefined) return undefined
  const changed =
    receipt.by === undefined ? besideTime(rest, act, receipt, written) : byOne(rest, act, receipt, written)
  return changed === undefined ? undefined : text.slice(0, start) + changed
}

function actIn(contents: unknown, id: string): YAMLMap | undefined {
  const list = isMap(contents) ? contents.get('acts') : contents
  const items = isSeq(list) ? list.items : [contents]
  return items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id)
}

function besideTime(text: string, act: YAMLMap, { when }: Receipt, written: Written): string | undefined {
  return act.has('received') ? undefined : withPair(text, act, 'transmitted', when, written)
}

/** The addressee as a map of its own. */
function byOne(text: string, act: YAMLMap, { by = '', when }: Receipt, written: Written): string | undefined {
  const to = act.get('to', true)
  const items = isSeq(to) ? to.items : [to]
  for (const item of items) {
    if (isScalar(item) && item.value === by && item.range) {
      const [from, until] = item.range
      const map = `{${written('party')}: ${written(by)}, ${written('received')}: ${written(when)}}`
      return text.slice(0, from) + map + text.slice(until)
    }
    if (isMap(item) && item.get('party') === by) {
      return item.has('received') ? undefined : withPair(text, item, 'party', when, written)
    }
  }
  return undefined
}

/** `received` behind another key of a map, in the manner of that map. */
function withPair(text: string, map: YAMLMap, behind: string, when: string, written: Written): string | undefined {
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === behind)
  const key = isScalar(pair?.key) ? pair.key.range : undefined
  const value = isScalar(pair?.value) || isMap(pair?.value) || isSeq(pair?.value) ? pair.value.range : undefined
  if (!key || !value) return undefined
  const added = `${written('received')}: ${written(when)}`
  if (map.flow === true) return `${text.slice(0, value[1])}, ${added}${text.slice(value[1])}`
  const newline = text.indexOf('\n', value[1])
  const at = newline < 0 ? text.length : newline
  const lineStart = text.lastIndexOf('\n', key[0] - 1) + 1
  // The first key of an item stands behind a dash, and the others below it.
  const indent = ' '.repeat(key[0] - lineStart)
  const hasReturn = text[at - 1] === '\r'
  const line = hasReturn ? at - 1 : at
  return `${text.slice(0, line)}${hasReturn ? '\r' : ''}\n${indent}${added}${text.slice(line)}`
}
