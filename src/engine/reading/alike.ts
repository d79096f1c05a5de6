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
    const { verb, rule, about, creditors, due, text } = line
    const plain = JSON.stringify([verb, rule ?? null, about, creditors, due, text])
    // Whoever owes two such lines stands in two rows.
    let key = plain
    for (let n = 2; groups.get(key)?.some((other) => sharesDebtor(other, line)); n++) key = `${plain} ${n}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [line])
    else group.push(line)
  }
  return [...groups.values()].map((group) => ({ lines: group, debtors: group.flatMap(({ debtors }) => debtors) }))
}

function sharesDebtor(a: Line, b: Line): boolean {
  return a.debtors.some((debtor) => b.debtors.includes(debtor))
}
