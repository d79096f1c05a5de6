import type { Json } from '../agreement/act.ts'
import { defaultAt } from '../language/guard-form.ts'
import type { ActTable, Row } from './act-table.ts'
import { fieldOf } from './chronology.ts'
import { FoundByField } from './found-by-field.ts'
import type { CheckEntry, Program } from './program.ts'
import type { Roles } from './roles.ts'
import type { Sequence } from './sequence.ts'
import type { Tri } from './verdict.ts'

/**
 * Acts that a message must follow: found by check, sender and what they state, themselves or in a list. Of a list that its
 * sender corrects the last counts.
 */
export class EarlierActs {
  private readonly program: Program
  private readonly table: ActTable
  private readonly roles: Roles
  private readonly sequence: Sequence
  private readonly byField: FoundByField

  constructor(program: Program, table: ActTable, roles: Roles, sequence: Sequence) {
    this.program = program
    this.table = table
    this.roles = roles
    this.sequence = sequence
    this.byField = new FoundByField(table)
  }

  /** To be called for each act that may be one of them. */
  file(entry: CheckEntry, row: Row): void {
    for (const value of this.statedBy(entry, row)) this.byField.put(nameOf(entry), value, row)
  }

  private statedBy({ check: { after } }: CheckEntry, row: Row): readonly (Json | undefined)[] {
    const body = this.table.body(row)
    if (after === undefined) return []
    if (after.list === undefined) return [fieldOf(body, after.field)]
    const list = fieldOf(body, after.list.path)
    if (!Array.isArray(list)) return []
    const isItem = (item: Json): item is { readonly [key: string]: Json } =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
    return list.flatMap((item) => (isItem(item) ? [fieldOf(item, after.field)] : []))
  }

  /** Does an act follow one that its check asks for? What is sent later than `by` says nothing of it. */
  isThere(entry: CheckEntry, row: Row, by: number): Tri {
    const { after } = entry.check
    if (after === undefined) return 'yes'
    const value = this.sought(after.equals, row)
    if (value === undefined) return 'maybe'
    const found = this.byField.under(nameOf(entry), this.table.sendersOf(row), [value])
    const answers = found.map((one): Tri => {
      if (after.list === undefined) return this.sequence.isBefore(one, { row, by })
      return this.isListed(entry, one, value, row, by)
    })
    return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no'
  }

  private sought({ noun, path }: NonNullable<CheckEntry['check']['after']>['equals'], row: Row): Json | undefined {
    const act = this.roles.noun(noun, row)
    if (act === undefined) return undefined
    return fieldOf(this.table.body(act), path) ?? defaultAt(this.program.kinds[this.table.kind(act)]?.kind.form, path)
  }

  /** Does the list to which an act belongs, as it then stood, have it? */
  private isListed(entry: CheckEntry, one: Row, value: Json, row: Row, by: number): Tri {
    const lists = this.correctionsOf(one)
    const last = this.sequence.last(lists, { row, by })
    const has = last.map((list) => this.statedBy(entry, list).includes(value))
    if (!has.includes(true)) return 'no'
    const isThere = lists.some((list) => this.sequence.isBefore(list, { row, by }) === 'yes')
    return isThere && !has.includes(false) ? 'yes' : 'maybe'
  }

  /** A list with those that it corrects, and that correct it: of the same kind by the same sender. */
  private correctionsOf(one: Row): readonly Row[] {
    const { table } = this
    const senders = (row: Row) => [...table.sendersOf(row)].sort((a, b) => a - b).join()
    const isSame = (row: Row) =>
      table.counts(row) && table.kind(row) === table.kind(one) && senders(row) === senders(one)
    const found = new Set([one])
    for (const row of found) {
      for (const target of table.refsOf(row)) if (isSame(target)) found.add(target)
      for (let edge = table.edgeOf(row); edge !== 0; edge = table.nextEdge(edge)) {
        const child = table.childAt(edge)
        if (isSame(child)) found.add(child)
      }
    }
    return [...found]
  }
}

function nameOf({ index }: CheckEntry): string {
  return `check ${index}`
}
