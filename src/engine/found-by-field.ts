import type { Json } from '../agreement/act.ts'
import type { ActTable, Row } from './act-table.ts'
import type { NormEntry } from './program.ts'

/**
 * Acts by what they state in a field: which act of a party performs a rule is found by rule, party and value, without a look
 * at anything else it has sent.
 */
export class FoundByField {
  private readonly table: ActTable
  private readonly rows = new Map<string, Row[]>()

  constructor(table: ActTable) {
    this.table = table
  }

  file(entry: NormEntry, row: Row): void {
    const { link } = entry.norm.what
    if (link?.kind === 'with') this.put(nameOf(entry), this.table.field(row, link.field), row)
  }

  /** Files an act as one that states a value, for what goes by that name. */
  put(name: string, value: Json | undefined, row: Row): void {
    if (!isPlain(value)) return
    for (const party of this.table.sendersOf(row)) {
      const key = keyOf(name, party, value)
      const known = this.rows.get(key)
      if (known === undefined) this.rows.set(key, [row])
      else if (!known.includes(row)) known.push(row)
    }
  }

  /** The acts of these parties that state one of these values, in no order that means anything. */
  of(entry: NormEntry, parties: readonly number[], values: readonly Json[]): readonly Row[] {
    return this.under(nameOf(entry), parties, values)
  }

  under(name: string, parties: readonly number[], values: readonly Json[]): readonly Row[] {
    const found = parties.flatMap((party) =>
      values.flatMap((value) => (isPlain(value) ? (this.rows.get(keyOf(name, party, value)) ?? []) : [])),
    )
    return [...new Set(found)].filter((row) => this.table.counts(row))
  }
}

/** A text, which begins with a quotation mark, is no number of the same digits. */
export function nameOfValue(value: string | number | boolean): string {
  return typeof value === 'string' ? `"${value}` : String(value)
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function nameOf({ index }: NormEntry): string {
  return String(index)
}

function keyOf(name: string, party: number, value: string | number | boolean): string {
  return `${name}/${party}/${nameOfValue(value)}`
}
