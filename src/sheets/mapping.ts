import { fieldsOf, formAt } from '../acts/form-path.ts'
import { didYouMean, nearest } from '../acts/nearest.ts'
import { Report } from '../acts/report.ts'
import { readYaml, type YamlFile } from '../acts/yaml-file.ts'
import type { Json } from '../agreement/act.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { ActKind } from '../agreement/kind.ts'
import { inOrder, isError, type Problem } from '../problem.ts'
import type { SheetCode } from './codes.ts'
import { DATE_ORDERS, type DateOrder, LANGUAGES, type LanguageName, type Written } from './written.ts'

/**
 * A mapping says what the columns of a sheet mean. It is YAML:
 *
 *     act: yearly-return              # the kind of act that a row makes
 *     language: de                    # how numbers, dates, true and false are written: en fr de it ru es
 *     sheet: Returns                  # of a workbook; left out: its first
 *     heads: 1                        # the row with the heads of the columns; left out: the first
 *     id: "return-{by}-{period}"      # the id of the act; what is in braces is a key, or the head of a column
 *     by: State                       # a column: the party by its id, its code, or a name of it in any language
 *     to: {value: all}                # the same in every row
 *     period: Year
 *     transmitted: {column: Sent on, otherwise: 2026-12-15}
 *     body:
 *       units: Units                  # field of the form: column
 *       kind: {column: Type, values: {Heer: land, Luftwaffe: air}}
 *       holdings:                     # a field inside another
 *         tanks: Battle tanks
 *       formations:                   # a list: each row with the same id gives one item of it
 *         each row: {designation: Formation, strength: Personnel}
 *       artillery:                    # a list of what stands in columns: an item without any cell of its own is left out
 *         - {type: {value: howitzer}, number: Howitzers}
 *         - {type: {value: mortar}, number: Mortars}
 */
export interface Mapping {
  readonly file: string
  readonly kind: ActKind
  readonly written: Written & { readonly dates: DateOrder }
  readonly encoding: string
  readonly sheet?: string
  /** Counted from 1. */
  readonly heads: number
  readonly id: string
  /** Of `ENVELOPE`. */
  readonly envelope: Readonly<Partial<Record<EnvelopeKey, Source>>>
  readonly body: FieldMap
}

/** Where a value comes from. */
export interface Source {
  readonly column?: string
  /** Instead of a column, or where the cell is blank. */
  readonly value?: Json
  /** What a cell may say, and what is meant by it; left out: what it says. */
  readonly values?: Readonly<Record<string, Json>>
  readonly place: string
}

export interface FieldMap {
  readonly kind: 'fields'
  readonly fields: readonly { readonly name: string; readonly of: FieldMap | RowItems | ColumnItems | Source }[]
}
/** Items whose parts stand in columns of one row. */
export interface ColumnItems {
  readonly kind: 'columns'
  readonly items: readonly FieldMap[]
}
/** Each row of an act gives an item. */
export interface RowItems {
  readonly kind: 'each row'
  readonly item: FieldMap
}

export const ENVELOPE = ['by', 'to', 'refersTo', 'period', 'transmitted', 'received', 'source', 'certainty'] as const
export type EnvelopeKey = (typeof ENVELOPE)[number]
const KEYS = ['act', 'language', 'dates', 'encoding', 'sheet', 'heads', 'id', ...ENVELOPE, 'body'] as const

export function readMapping(
  file: string,
  text: string,
  agreement: Agreement,
): { readonly mapping?: Mapping; readonly problems: readonly Problem[] } {
  const report = new Report()
  const yaml = readYaml(text, file, report)
  const problems = report.problems().map((one): Problem => ({ ...one, code: 'mapping/file' satisfies SheetCode }))
  if (yaml === undefined || problems.some(isError)) return { problems: nothingRead(problems, file) }
  const reader = new MappingReader(file, yaml, agreement)
  const mapping = reader.read()
  return reader.problems.length > 0 ? { problems: inOrder(reader.problems) } : { mapping, problems: [] }
}

function nothingRead(problems: readonly Problem[], file: string): readonly Problem[] {
  if (problems.length > 0) return problems
  const message = 'The file says nothing.'
  return [
    {
      file,
      line: 1,
      column: 1,
      code: 'mapping/file',
      severity: 'error',
      message,
      advice: 'Begin with act: and a kind.',
    },
  ]
}

type Map = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]

class MappingReader {
  readonly problems: Problem[] = []
  readonly #file: string
  readonly #yaml: YamlFile
  readonly #agreement: Agreement

  constructor(file: string, yaml: YamlFile, agreement: Agreement) {
    this.#file = file
    this.#yaml = yaml
    this.#agreement = agreement
  }

  read(): Mapping | undefined {
    const root = this.#yaml.value
    if (!isMap(root)) {
      this.#refuse([], 'mapping/file', 'A mapping is a list of keys with values.', 'Begin with act: and a kind.')
      return undefined
    }
    for (const key of Object.keys(root)) {
      if ((KEYS as readonly string[]).includes(key)) continue
      const advice = didYouMean(key, KEYS, `The keys are ${KEYS.join(', ')}.`)
      this.#refuse([key], 'mapping/key', `"${key}" means nothing in a mapping.`, advice, 'key')
    }
    const kind = this.#kind(root.act)
    const language = this.#language(root.language)
    const dates = this.#dates(root.dates, language)
    const id = this.#text(root, 'id')
    const envelope = this.#envelope(root)
    const heads = root.heads ?? 1
    if (typeof heads !== 'number' || !Number.isInteger(heads) || heads < 1 || heads > 1000) {
      this.#refuse(['heads'], 'mapping/value', 'This is no number of a row.', 'Write heads: 1 for the first row.')
      return undefined
    }
    const sheet = this.#text(root, 'sheet')
    const encoding = this.#text(root, 'encoding')
    if (kind === undefined || language === undefined || dates === undefined) return undefined
    const body = root.body === undefined ? NO_FIELDS : this.#fields(root.body, ['body'], kind, [])
    return {
      file: this.#file,
      kind,
      written: { ...LANGUAGES[language], dates },
      encoding: encoding ?? LANGUAGES[language].encoding,
      ...(sheet === undefined ? {} : { sheet }),
      heads,
      id: id ?? `${kind.name}-{by}${envelope.period === undefined ? '' : '-{period}'}`,
      envelope,
      body,
    }
  }

  #kind(name: unknown): ActKind | undefined {
    const { kinds } = this.#agreement
    const kind = kinds.find((one) => one.name === name)
    if (kind !== undefined) return kind
    const names = kinds.map((one) => one.name)
    if (typeof name !== 'string') {
      this.#refuse(['act'], 'mapping/value', 'It is not said what a row is.', `Write act: and one of ${few(names)}.`)
    } else {
      const message = `The agreement has no kind of act "${name}".`
      this.#refuse(['act'], 'mapping/kind', message, didYouMean(name, names))
    }
    return undefined
  }

  #language(name: unknown): LanguageName | undefined {
    const names = Object.keys(LANGUAGES)
    if (typeof name === 'string' && names.includes(name)) return name as LanguageName
    this.#refuse(
      ['language'],
      'mapping/value',
      name === undefined
        ? 'It is not said in which language numbers and dates are written.'
        : 'This is none of the languages.',
      `Write language: and one of ${names.join(', ')}.`,
    )
    return undefined
  }

  #dates(order: unknown, language: LanguageName | undefined): DateOrder | undefined {
    if (order === undefined && language !== undefined) {
      const { dates } = LANGUAGES[language] as Written
      if (dates !== undefined) return dates
      this.#refuse(
        ['language'],
        'mapping/value',
        'In this language 02/03/2026 is two days.',
        'Say which number comes first: dates: day/month/year, or dates: month/day/year.',
      )
    } else if (order !== undefined && !(DATE_ORDERS as readonly unknown[]).includes(order)) {
      this.#refuse(['dates'], 'mapping/value', 'This is no order of a date.', `Write one of ${DATE_ORDERS.join(', ')}.`)
    } else return order as DateOrder | undefined
    return undefined
  }

  #text(root: Map, key: string): string | undefined {
    const value = root[key]
    if (value === undefined) return undefined
    if (typeof value === 'string' && value.trim() !== '') return value
    this.#refuse([key], 'mapping/value', `What stands behind ${key} is no text.`, 'Put it in quotation marks.')
    return undefined
  }

  #envelope(root: Map): Mapping['envelope'] {
    const found: Partial<Record<EnvelopeKey, Source>> = {}
    for (const key of ENVELOPE) {
      if (root[key] === undefined) continue
      const source = this.#source(root[key], [key])
      if (source !== undefined) found[key] = source
    }
    for (const key of ['by', 'transmitted'] as const) {
      if (root[key] !== undefined) continue
      this.#refuse([], 'mapping/value', `No column says ${WHAT[key]}.`, `Write ${key}: and the head of the column.`)
    }
    return found
  }

  /** A head of a column, or a map with `column`, `value`, `otherwise`, `values`. */
  #source(value: unknown, path: Path): Source | undefined {
    const { line } = this.#yaml.placeOf(path)
    const place = `${this.#file}:${line}`
    if (typeof value === 'string' && value.trim() !== '') return { column: value.trim(), place }
    if (isMap(value)) {
      const { column, otherwise, values, value: fixed, ...rest } = value
      const isWhole =
        Object.keys(rest).length === 0 &&
        (fixed === undefined
          ? typeof column === 'string'
          : column === undefined && otherwise === undefined && values === undefined) &&
        (values === undefined || isMap(values))
      if (isWhole) {
        const other = (fixed ?? otherwise) as Json | undefined
        return {
          ...(typeof column === 'string' ? { column: column.trim() } : {}),
          ...(other === undefined ? {} : { value: other }),
          ...(values === undefined ? {} : { values: values as Record<string, Json> }),
          place,
        }
      }
    }
    this.#refuse(
      path,
      'mapping/value',
      'This says neither a column nor a value.',
      'Write the head of a column, {value: ...}, or {column: ..., values: {...}, otherwise: ...}.',
    )
    return undefined
  }

  #fields(value: unknown, path: Path, kind: ActKind, into: readonly string[]): FieldMap {
    if (!isMap(value)) {
      this.#refuse(
        path,
        'mapping/value',
        'Here fields stand with their columns.',
        'Write FIELD: and the head of a column.',
      )
      return NO_FIELDS
    }
    const known = fieldsOf(kind.form, into)
    const fields = Object.entries(value).flatMap(([name, of]) => {
      const inner = [...into, name]
      if (known !== undefined && !known.includes(name)) {
        const near = nearest(name, known)
        const advice = near === undefined ? `It has ${few(known)}.` : `Did you mean "${near}"?`
        this.#refuse(
          [...path, name],
          'mapping/field',
          `The form of ${kind.name} has no field "${inner.join('.')}".`,
          advice,
          'key',
        )
        return []
      }
      const read = this.#field(of, [...path, name], kind, inner)
      return read === undefined ? [] : [{ name, of: read }]
    })
    return { kind: 'fields', fields }
  }

  #field(
    of: unknown,
    path: Path,
    kind: ActKind,
    into: readonly string[],
  ): FieldMap | RowItems | ColumnItems | Source | undefined {
    if (Array.isArray(of)) {
      const items = of.map((item, at) => this.#fields(item, [...path, at], kind, [...into, '[]']))
      return { kind: 'columns', items }
    }
    const isOfFields = formAt(kind.form, into)?.type === 'object'
    if (isMap(of) && of['each row'] !== undefined && Object.keys(of).length === 1) {
      return { kind: 'each row', item: this.#fields(of['each row'], [...path, 'each row'], kind, [...into, '[]']) }
    }
    if (isMap(of) && isOfFields) return this.#fields(of, path, kind, into)
    return this.#source(of, path)
  }

  #refuse(path: Path, code: SheetCode, message: string, advice: string, part?: 'key'): void {
    const place = this.#yaml.placeOf(path, part)
    this.problems.push({ ...place, code, severity: 'error', message, advice })
  }
}

const NO_FIELDS: FieldMap = { kind: 'fields', fields: [] }
const WHAT = { by: 'who sends it', transmitted: 'when it was sent' }

function few(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')}, ...` : names.join(', ')
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
