import type { Rule } from '../agreement/rule.ts'

/** A declaration by the word that begins it and its id: `rule 4.2`, `figure quota`. */
export function keyOf({ kind, id }: Rule): string {
  return `${kind === 'norm' ? 'rule' : kind} ${id}`
}

/** The figures, terms, groups, bodies, zones and standings of which a rule speaks, such as `figure quota`. */
export function spokenOf(rule: Rule): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting: unknown[] = [{ ...rule, clause: undefined }]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string') waiting.push(value)
      else if (key === 'figure' || key === 'group' || key === 'body' || key === 'zone' || key === 'standing')
        found.add(`${key} ${value}`)
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
