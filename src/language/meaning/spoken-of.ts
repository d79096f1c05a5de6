import type { CarryingWord } from '../../agreement/provision.ts'
import type { Rule } from '../../agreement/rule.ts'

/** The word that begins the declaration of a rule. */
export function wordOf(rule: Rule): CarryingWord {
  if (rule.kind !== 'norm') return rule.kind
  return rule.decides === undefined ? 'rule' : 'decision'
}

/** A declaration by the word that begins it and its id: `rule 4.2`, `figure quota`. */
export function keyOf(rule: Rule): string {
  return `${wordOf(rule)} ${rule.id}`
}

/** Keys behind which a name stands, with what is named. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...['figure', 'group', 'body', 'zone', 'standing'].map((key) => [key, key] as const),
  ['among', 'group'],
])

/** The figures, terms, groups, bodies, zones and standings of which a rule speaks, such as `figure quota`. */
export function spokenOf(rule: Rule): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting: unknown[] = [{ ...rule, clause: undefined }]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string') waiting.push(value)
      else if (NAMED.has(key)) found.add(`${NAMED.get(key)} ${value}`)
      else if (key === 'text' && 'guard' in node) for (const term of termsIn(value)) found.add(`term ${term}`)
    }
    const { op, name, args } = node as { op?: unknown; name?: unknown; args?: readonly { value?: unknown }[] }
    if (op === 'call' && name === 'figure') found.add(`figure ${args?.[0]?.value}`)
  }
  return found
}

function termsIn(guard: string): string[] {
  const plain = guard.replace(/"[^"]*"|'[^']*'/g, '')
  return [...plain.matchAll(/\bis\s+(?:not\s+)?([a-z][a-z0-9-]*)/g)].map((found) => found[1] ?? '')
}
