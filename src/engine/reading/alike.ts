import type { Line } from './line.ts'

/** Lines that differ only in who owes: a letter to many gives one row, and nobody is left out of it. */
export interface Alike {
  readonly lines: readonly Line[]
  readonly debtors: readonly string[]
}

/** In the order of their first lines. */
export function alike(lines: readonly Line[]): Alike[] {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const key = JSON.stringify([line.verb, line.rule ?? null, line.about, line.creditors, line.due, line.text])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [line])
    else group.push(line)
  }
  return [...groups.values()].map((group) => ({ lines: group, debtors: group.flatMap(({ debtors }) => debtors) }))
}
