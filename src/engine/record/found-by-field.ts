import type { Json } from '../../agreement/act.ts'
import type { NormEntry } from '../program/program.ts'
import type { ActTable, Row } from './act-table.ts'

/**
 * Acts by what they state in a field: which act of a party performs a rule is found by rule, party and value, without a look
 * at anything else it has sent.
 */
export class FoundByField {
  private readonly table: ActTable
  /** By name, then by party: the acts of each value. No key is put together for an act. */
  private readonly rows = new Map<string, (Map<Plain, Row[]> | undefined)[]>()

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
    let byParty = this.rows.get(name)
    if (byParty === undefined) {
      byParty = []
      this.rows.set(name, byParty)
    }
    for (const party of this.table.sendersOf(row)) {
      let byValue = byParty[party]
      if (byValue === undefined) {
        byValue = new Map()
        byParty[party] = byValue
      }
      const known = byValue.get(value)
      if (known === undefined) byValue.set(value, [row])
      else if (!known.includes(row)) known.push(row)
    }
  }

  /** The acts of these parties that state one of these values, in no order that means anything. */
  of(entry: NormEntry, parties: readonly number[], values: readonly Json[]): readonly Row[] {
    return this.under(nameOf(entry), parties, values)
  }

  under(name: string, parties: readonly number[], values: readonly Json[]): readonly Row[] {
    const byParty = this.rows.get(name)
    const found = parties.flatMap((party) =>
      values.flatMap((value) => (isPlain(value) ? (byParty?.[party]?.get(value) ?? []) : [])),
    )
    return [...new Set(found)].filter((row) => this.table.counts(row))
  }
}

type Plain = string | number | boolean

function isPlain(value: Json | undefined): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function nameOf({ index }: NormEntry): string {
  return String(index)
}
