import type { Json } from '../../agreement/act.ts'
import type { EarlierAct } from '../../agreement/rule.ts'
import { defaultAt } from '../../language/guard/guard-form.ts'
import type { Roles } from '../party/roles.ts'
import type { CheckEntry, Program } from '../program/program.ts'
import type { Tri } from '../reading/verdict.ts'
import type { ActTable, Row } from './act-table.ts'
import { fieldOf } from './chronology.ts'
import { FoundByField } from './found-by-field.ts'
import type { Moment, Sequence } from './sequence.ts'

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
    const kind = this.program.kinds[this.table.kind(row)]?.kind.name
    entry.check.after?.forEach((after, index) => {
      if (after.act !== kind) return
      for (const value of this.statedBy(after, row)) this.byField.put(nameOf(entry, index), value, row)
    })
  }

  private statedBy(after: EarlierAct, row: Row): readonly (Json | undefined)[] {
    const body = this.table.body(row)
    if (after.list === undefined) return [fieldOf(body, after.field)]
    const list = fieldOf(body, after.list.path)
    if (!Array.isArray(list)) return []
    const isItem = (item: Json): item is { readonly [key: string]: Json } =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
    return list.flatMap((item) => (isItem(item) ? [fieldOf(item, after.field)] : []))
  }

  /** Had one of those that the check asks for come by a moment? */
  isThere(entry: CheckEntry, row: Row, moment: Moment): Tri {
    const answers = (entry.check.after ?? []).flatMap((after, index): readonly Tri[] => {
      const value = this.sought(after.equals, row)
      if (value === undefined) return ['maybe']
      return this.byField
        .under(nameOf(entry, index), this.table.sendersOf(row), [value])
        .map((one) =>
          after.list === undefined ? this.sequence.isBefore(one, moment) : this.isListed(after, one, value, moment),
        )
    })
    return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no'
  }

  private sought({ noun, path }: EarlierAct['equals'], row: Row): Json | undefined {
    const act = this.roles.noun(noun, row)
    if (act === undefined) return undefined
    return this.table.field(act, path) ?? defaultAt(this.program.kinds[this.table.kind(act)]?.kind.form, path)
  }

  /** Does the list to which an act belongs, as it then stood, have it? */
  private isListed(after: EarlierAct, one: Row, value: Json, moment: Moment): Tri {
    const lists = this.correctionsOf(one)
    const last = this.sequence.last(lists, moment)
    const has = last.map((list) => this.statedBy(after, list).includes(value))
    if (!has.includes(true)) return 'no'
    const isThere = lists.some((list) => this.sequence.isBefore(list, moment) === 'yes')
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

function nameOf({ index }: CheckEntry, after: number): string {
  return `check ${index}/${after}`
}
