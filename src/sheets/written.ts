/**
 * How spreadsheets write numbers, dates, true and false in six languages. They are tables of our own: what a machine
 * knows of a language differs from machine to machine.
 *
 *     de   1.234,5   31.12.2022   WAHR    FALSCH
 *     fr   1 234,5   31/12/2022   VRAI    FAUX
 *     en   1,234.5   which of the first two numbers is the month has to be said
 */
export interface Written {
  readonly decimal: '.' | ','
  readonly groups: readonly string[]
  /** Left out: the mapping has to say it. */
  readonly dates?: DateOrder
  readonly truth: readonly [yes: string, no: string]
  /** Of a text file that is not UTF-8: what the program writes on a machine of that language. */
  readonly encoding: string
}

export type DateOrder = 'day/month/year' | 'month/day/year' | 'year-month-day'
export const DATE_ORDERS: readonly DateOrder[] = ['day/month/year', 'month/day/year', 'year-month-day']

/** A space, one that does not break, a narrow one. */
const SPACES = [' ', '\u00a0', '\u202f']

export const LANGUAGES = {
  en: { decimal: '.', groups: [','], truth: ['true', 'false'], encoding: 'windows-1252' },
  fr: {
    decimal: ',',
    groups: SPACES,
    dates: 'day/month/year',
    truth: ['vrai', 'faux'],
    encoding: 'windows-1252',
  },
  de: {
    decimal: ',',
    groups: ['.', '’', ...SPACES],
    dates: 'day/month/year',
    truth: ['wahr', 'falsch'],
    encoding: 'windows-1252',
  },
  it: {
    decimal: ',',
    groups: ['.', ...SPACES],
    dates: 'day/month/year',
    truth: ['vero', 'falso'],
    encoding: 'windows-1252',
  },
  ru: { decimal: ',', groups: SPACES, dates: 'day/month/year', truth: ['истина', 'ложь'], encoding: 'windows-1251' },
  es: {
    decimal: ',',
    groups: ['.', ...SPACES],
    dates: 'day/month/year',
    truth: ['verdadero', 'falso'],
    encoding: 'windows-1252',
  },
} as const satisfies Readonly<Record<string, Written>>

export type LanguageName = keyof typeof LANGUAGES

/** Undefined: it is none. Groups are of three digits, or it is none: `1.23` is no way to write a hundred and twenty-three. */
export function numberIn(text: string, { decimal, groups }: Written): number | undefined {
  const [whole = '', fraction, ...more] = text.trim().replace('\u2212', '-').split(decimal)
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined
  const group = groups.find((one) => whole.includes(one))
  const digits = group === undefined ? whole : whole.split(group)
  const isGrouped = typeof digits !== 'string'
  const [first = '', ...rest] = isGrouped ? digits : [digits]
  if (!(isGrouped ? /^-?\d{1,3}$/ : /^-?\d+$/).test(first) || !rest.every((three) => /^\d{3}$/.test(three)))
    return undefined
  const number = Number(`${first}${rest.join('')}${fraction === undefined ? '' : `.${fraction}`}`)
  return Number.isFinite(number) ? number : undefined
}

export function truthIn(text: string, { truth }: Written): boolean | undefined {
  const said = text.trim().toLowerCase()
  if (said === truth[0] || said === 'true') return true
  return said === truth[1] || said === 'false' ? false : undefined
}

/** The parts of `31.12.2022` or `31/12/2022 17:05:00`; undefined: it is neither date nor time. */
export interface CivilParts {
  readonly year: number
  readonly month: number
  readonly date: number
  /** Left out: a date without a time of day. */
  readonly clock?: string
}

export function dateIn(text: string, order: DateOrder): CivilParts | undefined {
  const [, date = '', clock] = /^(\S+)(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text.trim()) ?? []
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const other = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(date)
  const [year, month, day] =
    iso !== null
      ? [iso[1], iso[2], iso[3]]
      : other === null || order === 'year-month-day'
        ? []
        : order === 'day/month/year'
          ? [other[3], other[2], other[1]]
          : [other[3], other[1], other[2]]
  if (year === undefined) return undefined
  return {
    year: Number(year),
    month: Number(month),
    date: Number(day),
    ...(clock === undefined
      ? {}
      : { clock: clock.padStart(clock.length === 4 || clock.length === 7 ? clock.length + 1 : 0, '0') }),
  }
}
