import type { FormPart } from '../acts/form-path.ts'
import { typesOf } from '../acts/form-path.ts'
import type { Json } from '../agreement/act.ts'
import type { PartyDef } from '../agreement/party.ts'
import { dayOf, isoDay, monthLength, padded } from '../time/day.ts'
import { parseWindow } from '../time/window.ts'
import { printOffset, type Zone } from '../time/zone.ts'
import type { SheetCode } from './codes.ts'
import { type Cell, isTime, NOT_COMPUTED } from './sheet.ts'
import { type CivilParts, type DateOrder, dateIn, numberIn, truthIn, type Written } from './written.ts'

/** What a cell says, as something that an act can hold; or why it does not. */
export type Said =
  | { readonly value: Json }
  | { readonly code: SheetCode; readonly message: string; readonly advice: string }

type InMapping = Written & { readonly dates: DateOrder }

/** What spreadsheets show where a formula found no value, in any language. */
const OF_FORMULA =
  /^#(?:REF|DIV\/0|N\/A|NAME\?|NULL|NUM|VALUE|SPILL|CALC|BEZUG|NV|WERT|ZAHL|ССЫЛКА|Н\/Д|ЗНАЧ|ДЕЛ\/0|¡|RIF|VALORE|N\/D|VALEUR)/i

/** By the type that the form asks for; where it leaves that open, what the cell holds. */
export function fieldSaid(cell: Cell, part: FormPart | undefined, written: InMapping, zone: Zone): Said {
  const wrong = ofFormula(cell)
  if (wrong !== undefined) return wrong
  const types = typesOf(part)
  const isOf = (type: string) => types.includes(type)
  if (isOf('integer') || isOf('number')) return numberSaid(cell, written)
  if (isOf('boolean')) return truthSaid(cell, written)
  if (isOf('string')) {
    const isTimed = part?.format === 'date' || part?.format === 'date-time'
    if (isTimed || isTime(cell)) return timeSaid(cell, written, zone, part?.format === 'date' ? 'date' : 'any')
    return { value: typeof cell === 'string' ? cell.trim() : String(cell) }
  }
  if (isTime(cell)) return timeSaid(cell, written, zone, 'any')
  return { value: typeof cell === 'string' ? cell.trim() : cell }
}

function ofFormula(cell: Cell): Said | undefined {
  if (cell === NOT_COMPUTED)
    return wrong(
      'cell/error',
      'The cell holds a formula, and no value is stored with it.',
      'Open the file in a spreadsheet program, and save it.',
    )
  if (typeof cell !== 'string' || !OF_FORMULA.test(cell.trim())) return undefined
  return wrong(
    'cell/error',
    `The cell shows ${cell.trim()}: its formula found no value.`,
    'Mend the formula, or write the value.',
  )
}

function numberSaid(cell: Cell, written: InMapping): Said {
  if (typeof cell === 'number') return { value: cell }
  const number = typeof cell === 'string' ? numberIn(cell, written) : undefined
  if (number !== undefined) return { value: number }
  const example = `1${written.groups[0]}234${written.decimal}5`
  return wrong('cell/number', `${shown(cell)} is no number.`, `Write digits, here for example ${example}.`)
}

function truthSaid(cell: Cell, written: InMapping): Said {
  if (typeof cell === 'boolean') return { value: cell }
  const truth = typeof cell === 'string' ? truthIn(cell, written) : undefined
  if (truth !== undefined) return { value: truth }
  return wrong(
    'cell/truth',
    `${shown(cell)} is neither true nor false.`,
    `Write ${written.truth.join(' or ')}, or say in the mapping what the cells mean: values: {yes: true, no: false}.`,
  )
}

/** A date, an instant with its offset, or a window, as acts files have them. */
export function timeSaid(cell: Cell, written: InMapping, zone: Zone, kind: 'date' | 'any'): Said {
  const wrongCell = ofFormula(cell)
  if (wrongCell !== undefined) return wrongCell
  const parts = isTime(cell)
    ? civilParts(cell.civil)
    : typeof cell === 'string'
      ? dateIn(cell, written.dates)
      : undefined
  const text = parts === undefined ? undefined : isoOf(parts, zone, kind)
  if (text !== undefined) return { value: text }
  if (kind === 'any' && typeof cell === 'string' && !('fault' in parseWindow(cell.trim(), zone)))
    return { value: cell.trim() }
  if (parts !== undefined)
    return wrong(
      'cell/date',
      `There is no day ${shown(cell)}.`,
      'Look at the calendar, and write the day that is meant.',
    )
  return wrong('cell/date', `${shown(cell)} is no date.`, `Write it here as ${EXAMPLES[written.dates]}.`)
}

const EXAMPLES: Readonly<Record<DateOrder, string>> = {
  'day/month/year': '31.12.2022 or 31/12/2022',
  'month/day/year': '12/31/2022',
  'year-month-day': '2022-12-31',
}

const DAY_MS = 86_400_000

function civilParts(civil: number): CivilParts {
  const days = Math.floor(civil / DAY_MS)
  const seconds = Math.round((civil - days * DAY_MS) / 1000)
  const [year, month, date] = isoDay(days).split('-').map(Number) as [number, number, number]
  if (seconds === 0) return { year, month, date }
  const two = (n: number) => padded(n, 2)
  return {
    year,
    month,
    date,
    clock: `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
  }
}

function isoOf({ year, month, date, clock }: CivilParts, zone: Zone, kind: 'date' | 'any'): string | undefined {
  if (month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return undefined
  const day = dayOf(year, month, date)
  if (clock === undefined || kind === 'date') return isoDay(day)
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number)
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const instant = zone.instantAt(day, ((hour * 60 + minute) * 60 + second) * 1000)
  return `${isoDay(day)}T${clock.length === 5 ? `${clock}:00` : clock}${printOffset(zone.offsetAt(instant))}`
}

/** Parties by id, code or any of their names, capitals or not. */
export class PartyNames {
  readonly #ids = new Map<string, string>()
  /** As the agreement writes them. */
  readonly names: string[] = []

  constructor(parties: readonly PartyDef[]) {
    // An id is meant before a code, a code before a name.
    for (const { id } of parties) this.#add(id, id)
    for (const { id, code } of parties) if (code !== undefined) this.#add(code, id)
    for (const { id, names } of parties) for (const name of Object.values(names)) this.#add(name, id)
  }

  #add(name: string, id: string): void {
    const key = folded(name)
    if (this.#ids.has(key)) return
    this.#ids.set(key, id)
    this.names.push(name)
  }

  find(name: string): string | undefined {
    return this.#ids.get(folded(name))
  }
}

function folded(name: string): string {
  return name.trim().normalize('NFC').replaceAll('’', "'").replace(/\s+/g, ' ').toLowerCase()
}

export function shown(cell: Cell): string {
  const text = isTime(cell) ? 'a date' : String(cell)
  return isTime(cell) ? 'A date' : `"${text.length > 60 ? `${text.slice(0, 60)}...` : text}"`
}

function wrong(code: SheetCode, message: string, advice: string): Said {
  return { code, message, advice }
}
