import { type Draft, isForPeriod } from '../acts/draft.ts'
import { formAt } from '../acts/form-path.ts'
import { didYouMean } from '../acts/nearest.ts'
import type { Json } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { fieldSaid, PartyNames, type Said, shown, timeSaid } from './cells.ts'
import type { SheetCode } from './codes.ts'
import {
  type ColumnItems,
  ENVELOPE,
  type EnvelopeKey,
  type FieldMap,
  type Mapping,
  type RowItems,
  type Source,
} from './mapping.ts'
import { type Cell, cellName, isBlank, isTime, type Sheet, type SheetFault } from './sheet.ts'

/**
 * Acts from the rows of a sheet: each row is one, or an item of one where the mapping says `each row`. Everything that is
 * wrong with a row is told by its cell; a row of which no act can be made makes none, and the others do.
 */
export interface RowAct {
  readonly draft: Draft
  /** Rows of which it was made, counted from 0. */
  readonly rows: readonly number[]
  /** Of a key of the act, or of a field: `by`, `body.units`, `body.formations.0.tanks`. */
  readonly cells: ReadonlyMap<string, string>
}

export interface RowActs {
  readonly acts: readonly RowAct[]
  readonly faults: readonly SheetFault[]
  readonly notes: readonly SheetFault[]
  /** Rows that make no act. */
  readonly faultyRows: ReadonlySet<number>
  readonly rowCount: number
  /** Rows with a fault of their own; the other faulty rows are of the same acts. */
  readonly wrongRows: number
}

export function actsOfRows(sheet: Sheet, mapping: Mapping, agreement: Agreement): RowActs {
  const heads = sheet.rows[mapping.heads - 1] ?? []
  const columns = new Columns(sheet, heads, mapping)
  if (columns.faults.length > 0)
    return { acts: [], faults: columns.faults, notes: [], faultyRows: new Set(), rowCount: 0, wrongRows: 0 }
  const maker = new Maker(mapping, agreement, columns)
  let rowCount = 0
  for (let row = mapping.heads; row < sheet.rows.length; row++) {
    const cells = sheet.rows[row] ?? []
    if (cells.every(isBlank)) continue
    rowCount += 1
    maker.take(row, cells)
  }
  return { ...maker.made(), rowCount }
}

/** Where the columns of a mapping stand. */
class Columns {
  readonly faults: SheetFault[] = []
  readonly #sheet: Sheet
  readonly #heads: readonly string[]
  readonly #index = new Map<string, number>()

  constructor(sheet: Sheet, heads: readonly Cell[], mapping: Mapping) {
    this.#sheet = sheet
    this.#heads = heads.map((head) => (isBlank(head) ? '' : plain(String(head))))
    const wanted = new Map(
      sourcesOf(mapping).flatMap(({ column, place }) => (column === undefined ? [] : [[column, place]])),
    )
    for (const [column, place] of wanted) {
      const found = this.#heads.flatMap((head, at) => (head === plain(column) ? [at] : []))
      if (found.length === 1) this.#index.set(column, found[0] as number)
      else
        this.faults.push(
          found.length === 0 ? this.#missing(column, place, mapping) : this.#twice(column, found, mapping),
        )
    }
  }

  /** Undefined: the source has no column. */
  of({ column }: Source): number | undefined {
    return column === undefined ? undefined : this.#index.get(column)
  }

  at(row: number, column: number | undefined): string {
    const sheet = this.#sheet.name === undefined ? '' : `${this.#sheet.name}!`
    if (column === undefined) return `${sheet}row ${row + 1}`
    const head = this.#heads[column]
    return `${sheet}${cellName(row, column)}${head === undefined || head === '' ? '' : ` (${head})`}`
  }

  #missing(column: string, place: string, { heads }: Mapping): SheetFault {
    const known = this.#heads.filter((head) => head !== '')
    const listed =
      known.length === 0 ? `Row ${heads} of the sheet is blank: say with heads: in which row they stand.` : undefined
    return {
      at: `${this.#sheet.name === undefined ? '' : `${this.#sheet.name}!`}row ${heads}`,
      code: 'sheet/no-column' satisfies SheetCode,
      message: `No column has the head "${column}", which the mapping names (${place}).`,
      advice: listed ?? didYouMean(column, known),
    }
  }

  #twice(column: string, found: readonly number[], { heads }: Mapping): SheetFault {
    const cells = found.map((at) => cellName(heads - 1, at)).join(' and ')
    return {
      at: this.at(heads - 1, found[0]),
      code: 'sheet/column-twice' satisfies SheetCode,
      message: `"${column}" is the head of ${found.length} columns (${cells}).`,
      advice: 'Give one of them another head.',
    }
  }
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ')
}

function sourcesOf(mapping: Mapping): Source[] {
  return [...inId(mapping), ...ENVELOPE.flatMap((key) => mapping.envelope[key] ?? []), ...sourcesIn(mapping.body)]
}

/** What stands in braces in the id and is no key: heads of columns. */
function inId({ id, envelope, file }: Mapping): Source[] {
  const names = [...id.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string)
  return names.filter((name) => !(name in envelope)).map((column) => ({ column, place: `${file}, id` }))
}

function sourcesIn({ fields }: FieldMap): Source[] {
  return fields.flatMap(({ of }) => {
    if (!('kind' in of)) return [of]
    return (of.kind === 'each row' ? [of.item] : of.kind === 'columns' ? of.items : [of]).flatMap(sourcesIn)
  })
}

/** An act in the making. */
interface Making {
  readonly draft: Record<string, Json>
  readonly rows: number[]
  readonly cells: Map<string, string>
}

class Maker {
  readonly #mapping: Mapping
  readonly #agreement: Agreement
  readonly #columns: Columns
  readonly #parties: PartyNames
  readonly #faults: SheetFault[] = []
  readonly #faultyRows = new Set<number>()
  readonly #faultyIds = new Set<string>()
  /** Rows of which it is not known to which act they belong. */
  readonly #nameless: Making[] = []
  readonly #notes: SheetFault[] = []
  readonly #made = new Map<string, Making>()
  readonly #isByItems: boolean
  readonly #isForPeriod: boolean

  constructor(mapping: Mapping, agreement: Agreement, columns: Columns) {
    this.#mapping = mapping
    this.#agreement = agreement
    this.#columns = columns
    this.#parties = new PartyNames(agreement.parties)
    this.#isByItems = hasItems(mapping.body)
    this.#isForPeriod = isForPeriod(mapping.kind.name, agreement)
  }

  take(row: number, cells: readonly Cell[]): void {
    const making: Making = { draft: {}, rows: [row], cells: new Map() }
    const before = this.#faults.length
    const texts = new Map<string, string>()
    for (const key of ENVELOPE) {
      const value = this.#envelope(key, row, cells, making)
      if (value !== undefined) {
        making.draft[key] = value
        texts.set(key, Array.isArray(value) ? value.join('-') : String(value))
      }
    }
    if (making.draft.period === undefined && this.#isForPeriod) this.#tellNoPeriod(row, making)
    const id = this.#mapping.id.replace(
      /\{([^{}]+)\}/g,
      (whole, name) => texts.get(name) ?? this.#cellText(name, cells) ?? whole,
    )
    const body = this.#fields(this.#mapping.body, row, cells, making, [])
    if (Object.keys(body).length > 0) making.draft.body = body
    if (this.#faults.length > before) {
      this.#faultyRows.add(row)
      if (/\{[^{}]+\}/.test(id)) this.#nameless.push(making)
      else this.#faultyIds.add(id)
      return
    }
    this.#keep(id, row, making)
  }

  made(): Omit<RowActs, 'rowCount'> {
    const wrongRows = this.#faultyRows.size
    // An act of which one row cannot be read would be another act without it.
    for (const [id, making] of this.#made) {
      if (!this.#isByItems) continue
      const row = this.#nameless.find(({ draft }) => differing(making.draft, draft, []) === undefined)?.rows[0]
      if (row !== undefined && !this.#faultyIds.has(id)) this.#holdBack(id, making, row)
      if (this.#faultyIds.has(id)) for (const one of making.rows) this.#faultyRows.add(one)
    }
    const acts = [...this.#made]
      .filter(([id]) => !this.#isByItems || !this.#faultyIds.has(id))
      .map(([id, { draft, rows, cells }]) => ({ draft: { id, kind: this.#mapping.kind.name, ...draft }, rows, cells }))
    return { acts, faults: this.#faults, notes: this.#notes, faultyRows: this.#faultyRows, wrongRows }
  }

  #holdBack(id: string, { rows }: Making, row: number): void {
    this.#faultyIds.add(id)
    this.#notes.push({
      at: this.#columns.at(rows[0] as number, undefined),
      code: 'row/held-back' satisfies SheetCode,
      message: `${id} is held back: row ${row + 1}, of which it is not known to which act it belongs, may be an item of it.`,
      advice: 'Mend that row, and import the sheet again.',
    })
  }

  #keep(id: string, row: number, making: Making): void {
    const before = this.#made.get(id)
    if (before === undefined) {
      this.#made.set(id, making)
      return
    }
    const first = (before.rows[0] as number) + 1
    if (!this.#isByItems) {
      const message = `Row ${first} makes the same act, ${id}.`
      const advice = 'Take one of them out, or let the id in the mapping tell them apart: id: "return-{by}-{period}".'
      this.#tell(row, undefined, 'row/act', message, advice)
      this.#faultyRows.add(row)
      return
    }
    const other = differing(before.draft, making.draft, [])
    if (other !== undefined) {
      this.#tell(
        row,
        making.cells.get(other),
        'cell/differs',
        `Row ${first}, of the same act ${id}, says something else here.`,
        'Write the same in each row of an act, or take the column into the id.',
      )
      this.#faultyRows.add(row)
      this.#faultyIds.add(id)
      return
    }
    joinItems(before.draft, making.draft, before.cells, making.cells, '')
    before.rows.push(row)
  }

  #envelope(key: EnvelopeKey, row: number, cells: readonly Cell[], making: Making): Json | undefined {
    const source = this.#mapping.envelope[key]
    if (source === undefined) return key === 'to' && this.#mapping.kind.to === 'all' ? 'all' : undefined
    const { cell, at } = this.#cell(source, row, cells)
    making.cells.set(key, at)
    if (isBlank(cell as Cell)) {
      if (key === 'by' || key === 'transmitted') this.#tellAt(at, 'cell/blank', 'The cell is blank.', NEEDED[key])
      return undefined
    }
    const said = this.#said(key, cell as Cell)
    if ('value' in said) return said.value
    this.#tellAt(at, said.code, said.message, said.advice)
    return undefined
  }

  #said(key: EnvelopeKey, cell: Cell): Said {
    const { written } = this.#mapping
    switch (key) {
      case 'by':
      case 'to':
        return this.#party(cell, key)
      case 'transmitted':
      case 'received':
        return timeSaid(cell, written, this.#agreement.zone, 'any')
      case 'period':
        return { value: /^\d{1,4}$/.test(String(cell).trim()) ? Number(cell) : String(cell).trim() }
      case 'refersTo':
      case 'source':
        return { value: Array.isArray(cell) ? cell : listed(String(cell), key === 'source' ? /;/ : /[;,\s]+/) }
      case 'certainty':
        return { value: String(cell).trim() }
    }
  }

  #party(cell: Cell, key: 'by' | 'to'): Said {
    if (isTime(cell) || typeof cell === 'boolean') return noParty(cell, 'Write its id, its code or its name.')
    const text = String(cell).trim()
    if (key === 'to' && text === 'all') return { value: 'all' }
    const names = this.#parties.find(text) === undefined ? listed(text, /[;,]/) : [text]
    const found = names.map((name) => this.#parties.find(name))
    const unknown = names.find((_, at) => found[at] === undefined)
    if (unknown !== undefined)
      return noParty(unknown, didYouMean(unknown, this.#parties.names, 'Write its id, its code or its name.'))
    return { value: found.length === 1 ? (found[0] as string) : (found as string[]) }
  }

  #fields(
    map: FieldMap,
    row: number,
    cells: readonly Cell[],
    making: Making,
    into: readonly string[],
  ): Record<string, Json> {
    const body: Record<string, Json> = {}
    for (const { name, of } of map.fields) {
      const path = [...into, name]
      const value =
        'kind' in of ? this.#inside(of, row, cells, making, path) : this.#field(of, row, cells, making, path)
      if (value !== undefined) body[name] = value
    }
    return body
  }

  /** Undefined: no cell says anything of it. */
  #inside(
    of: FieldMap | RowItems | ColumnItems,
    row: number,
    cells: readonly Cell[],
    making: Making,
    path: readonly string[],
  ): Json | undefined {
    if (of.kind === 'fields') {
      const inner = this.#fields(of, row, cells, making, path)
      return Object.keys(inner).length > 0 ? inner : undefined
    }
    const maps = (of.kind === 'each row' ? [of.item] : of.items).filter((item) => this.#isSaid(item, cells))
    const items = maps.map((item, at) => {
      const inside = [...path, String(at)]
      making.cells.set(['body', ...inside].join('.'), this.#columns.at(row, undefined))
      return this.#fields(item, row, cells, making, inside)
    })
    return items.length > 0 ? items : undefined
  }

  /** Does a cell say anything of it? What is the same in every row makes no item. */
  #isSaid(map: FieldMap, cells: readonly Cell[]): boolean {
    return sourcesIn(map).some((source) => {
      const column = this.#columns.of(source)
      return column !== undefined && !isBlank(cells[column])
    })
  }

  #field(
    source: Source,
    row: number,
    cells: readonly Cell[],
    making: Making,
    path: readonly string[],
  ): Json | undefined {
    const { cell, at, isFixed } = this.#cell(source, row, cells)
    making.cells.set(['body', ...path].join('.'), at)
    if (cell === undefined || (!isFixed && isBlank(cell as Cell))) return undefined
    if (isFixed) return cell as Json
    if (source.values !== undefined) {
      const key = Object.keys(source.values).find(
        (one) => one.trim().toLowerCase() === String(cell).trim().toLowerCase(),
      )
      if (key !== undefined) return source.values[key]
      const advice = didYouMean(
        String(cell),
        Object.keys(source.values),
        `The mapping knows ${Object.keys(source.values).join(', ')}.`,
      )
      this.#tellAt(at, 'cell/value', `${shown(cell as Cell)} is none of the values of this column.`, advice)
      return undefined
    }
    const part = formAt(
      this.#mapping.kind.form,
      path.map((name) => (/^\d+$/.test(name) ? '[]' : name)),
    )
    const said = fieldSaid(cell as Cell, part, this.#mapping.written, this.#agreement.zone)
    if ('value' in said) return said.value
    this.#tellAt(at, said.code, said.message, said.advice)
    return undefined
  }

  #cell(source: Source, row: number, cells: readonly Cell[]) {
    const column = this.#columns.of(source)
    const own = column === undefined ? undefined : cells[column]
    const isFixed = (column === undefined || isBlank(own)) && source.value !== undefined
    return { cell: isFixed ? source.value : own, at: this.#columns.at(row, column), isFixed }
  }

  #cellText(head: string, cells: readonly Cell[]): string | undefined {
    const column = this.#columns.of({ column: head, place: '' })
    const cell = column === undefined ? undefined : cells[column]
    return cell === undefined || isBlank(cell) || isTime(cell) ? undefined : String(cell).trim()
  }

  #tellNoPeriod(row: number, { cells }: Making): void {
    this.#tell(
      row,
      cells.get('period'),
      'row/no-period',
      'It is not said for which period it is, so it performs the duty of none.',
      'Say it in the cell; if the mapping has no key period:, name the column there, or write period: {value: 2026}.',
    )
  }

  #tell(row: number, at: string | undefined, code: SheetCode, message: string, advice: string): void {
    this.#tellAt(at ?? this.#columns.at(row, undefined), code, message, advice)
  }

  #tellAt(at: string, code: SheetCode, message: string, advice: string): void {
    this.#faults.push({ at, code, message, advice })
  }
}

const NEEDED = { by: 'Write who sends it: its id, its code or its name.', transmitted: 'Write when it was sent.' }

function noParty(cell: Cell, advice: string): Said {
  return { code: 'cell/party', message: `${shown(cell)} is no party of the agreement.`, advice }
}

function listed(text: string, by: RegExp): string[] {
  return text
    .split(by)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function hasItems({ fields }: FieldMap): boolean {
  return fields.some(({ of }) => 'kind' in of && (of.kind === 'each row' || (of.kind === 'fields' && hasItems(of))))
}

/** The first key outside of lists in which two rows of one act differ; what a later row leaves blank is as before. */
function differing(
  a: Readonly<Record<string, Json>>,
  b: Readonly<Record<string, Json>>,
  into: readonly string[],
): string | undefined {
  for (const [name, value] of Object.entries(b)) {
    const old = a[name]
    if (Array.isArray(value) && typeof value[0] === 'object') continue
    if (isObject(value) && isObject(old)) {
      const inner = differing(old, value, [...into, name])
      if (inner !== undefined) return inner
    } else if (JSON.stringify(old) !== JSON.stringify(value)) return [...into, name].join('.')
  }
  return undefined
}

function joinItems(
  a: Record<string, Json>,
  b: Readonly<Record<string, Json>>,
  cells: Map<string, string>,
  more: ReadonlyMap<string, string>,
  into: string,
): void {
  for (const [name, value] of Object.entries(b)) {
    const path = `${into}${name}`
    const old = a[name]
    if (Array.isArray(value) && typeof value[0] === 'object') {
      const items = Array.isArray(old) ? old : []
      for (const [key, at] of more) {
        if (key === `${path}.0` || key.startsWith(`${path}.0.`))
          cells.set(`${path}.${items.length}${key.slice(path.length + 2)}`, at)
      }
      a[name] = [...items, ...value]
    } else if (isObject(value) && isObject(old)) {
      joinItems(old as Record<string, Json>, value, cells, more, `${path}.`)
    }
  }
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
